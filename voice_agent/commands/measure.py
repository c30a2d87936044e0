"""`voice-agent eval`: the suite of simulated callers against today's build, and a report on it."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from voice_agent.config import Settings, SettingsError, load
from voice_agent.evaluation import report, results, runner, suite
from voice_agent.evaluation.results import ResultsError
from voice_agent.evaluation.summary import Figures, beyond, compared
from voice_agent.evaluation.verdict import Verdict
from voice_agent.simulator.scenario import ScenarioError
from voice_agent.understanding.intents.train import load_or_train

BUILD = Path("build/eval")


def evaluate(
    quick: Annotated[bool, typer.Option("--quick", help="By text, one seed; fails beyond the limits. For CI.")] = False,
    only: Annotated[str, typer.Option(help="Only scenarios with this in their name or group.")] = "",
    seeds: Annotated[int, typer.Option(min=1, help="How often each scenario rings, each time in other words.")] = 4,
    baseline: Annotated[Path | None, typer.Option(help="calls.jsonl of an earlier run, to compare with.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a run that was interrupted.")] = False,
    scenarios: Annotated[Path, typer.Option(help="The folder with the suite.")] = suite.SUITE,
    out: Annotated[Path, typer.Option(help="Where report.html, summary.json and calls.jsonl go.")] = BUILD,
) -> None:
    """Ring the agent with the whole suite, judge every call by the database, and write a report."""
    console = Console(highlight=False)
    try:
        settings = load()
        cases = [case for case in suite.load(scenarios) if only in case.name or only == case.group]
        if not cases:
            raise ScenarioError(f"no scenario has {only!r} in its name or group")
        before = results.load(baseline) if baseline else []
        load_or_train()  # once, here, and not by every process at the same time
        verdicts = _run(runner.jobs(cases, 1 if quick else seeds), out / "calls.jsonl", settings, resume, console)
    except (SettingsError, ScenarioError, ResultsError) as error:
        console.print(f"[red]{escape(str(error))}[/red]")
        raise typer.Exit(2) from None
    found = report.write(verdicts, compared(verdicts, before), out, datetime.now().astimezone(), "text")
    _print(verdicts, found, console)
    console.print(f"Report: {out / 'report.html'}")
    wrong = beyond(found) if quick else []
    for line in wrong:
        console.print(f"[red]{line}[/red]")
    raise typer.Exit(1 if wrong else 0)


def _run(todo: list[runner.Job], path: Path, settings: Settings, resume: bool, console: Console) -> list[Verdict]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        bar = progress.add_task("Calls", total=len(todo))
        failed = 0

        def tell(verdict: Verdict) -> None:
            nonlocal failed
            failed += not verdict.passed
            progress.update(bar, advance=1, description=f"Calls, {failed} failed" if failed else "Calls")

        processes = min(len(os.sched_getaffinity(0)), len(todo)) or 1
        return runner.run(todo, settings, path, processes=processes, resume=resume, tell=tell)


def _print(verdicts: list[Verdict], found: Figures, console: Console) -> None:
    table = Table(show_header=False)
    for name, value in found.items():
        table.add_row(name, "–" if value is None else str(value))
    console.print(table)
    for verdict in verdicts:
        if not verdict.passed:
            console.print(escape(f"{verdict.name}, seed {verdict.seed}: {'; '.join(verdict.failed)}"))
