"""`voice-agent eval`: the suite of simulated callers against today's build, and a report on it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice, zip_longest
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from voice_agent.assembly import networks_of
from voice_agent.config import Settings, SettingsError, load
from voice_agent.evaluation import phone_pool, phone_runner, report, results, runner, suite
from voice_agent.evaluation.case import Case
from voice_agent.evaluation.results import ResultsError
from voice_agent.evaluation.summary import Figures, beyond, compared
from voice_agent.evaluation.verdict import Verdict
from voice_agent.simulator.line import NAMED
from voice_agent.simulator.scenario import ScenarioError
from voice_agent.simulator.voice import VoiceMissingError
from voice_agent.speech.models import ModelError, resolve_voice
from voice_agent.understanding.intents.train import load_or_train

BUILD = Path("build/eval")


def evaluate(
    quick: Annotated[bool, typer.Option("--quick", help="By text, one seed; fails beyond the limits. For CI.")] = False,
    audio: Annotated[bool, typer.Option("--audio/--text", help="With sound, over the real websocket.")] = False,
    sound: Annotated[int, typer.Option(min=0, help="After the calls by text, so many with sound as well.")] = 0,
    sample: Annotated[int, typer.Option(min=0, help="Only so many scenarios, spread over the groups; 0 is all.")] = 0,
    line: Annotated[str, typer.Option(help="All calls over this line, whatever the scenarios say.")] = "",
    at_once: Annotated[
        int,
        typer.Option(
            min=0,
            help="With sound: so many calls at a time by the wall's clock; 0: all without their waiting.",
        ),
    ] = 0,
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
        cases = _picked(suite.load(scenarios), only, sample, line)
        before = results.load(baseline) if baseline else []
        if audio or sound:  # a missing model is told before a minute of training, and half an hour of calls by text
            resolve_voice(settings.voice)
            networks_of(settings)
        load_or_train()  # once, here, and not by every process at the same time
        todo = runner.jobs(cases, 1 if quick else seeds)
        verdicts = _run(todo, out / "calls.jsonl", settings, at_once if audio else None, resume, console)
        heard = (
            _with_sound(_picked(cases, "", sound, line or "realistic"), seeds, out, settings, at_once, resume, console)
            if sound
            else None
        )
    except (SettingsError, ScenarioError, ResultsError, ModelError, VoiceMissingError) as error:
        console.print(f"[red]{escape(str(error))}[/red]")
        raise typer.Exit(2) from None
    mode = "audio" if audio else "text"
    found = report.write(verdicts, compared(verdicts, before), out, datetime.now().astimezone(), mode, sound=heard)
    _print(verdicts, found, console)
    console.print(f"Report: {out / 'report.html'}")
    wrong = beyond(found) if quick else []
    for line in wrong:
        console.print(f"[red]{line}[/red]")
    raise typer.Exit(1 if wrong else 0)


def _with_sound(
    cases: list[Case], seeds: int, out: Path, settings: Settings, at_once: int, resume: bool, console: Console
) -> Figures:
    """Each of them with every seed, with a report of its own in OUT/audio."""
    folder = out / report.SOUND
    verdicts = _run(runner.jobs(cases, seeds), folder / "calls.jsonl", settings, at_once, resume, console)
    return report.write(verdicts, (), folder, datetime.now().astimezone(), "audio")


def _picked(cases: Sequence[Case], only: str, sample: int, line: str) -> list[Case]:
    """The scenarios to run. A sample takes one of every group in turn, so that none is left out."""
    if line and line not in NAMED:
        raise ScenarioError(f"no line is called {line!r}; there are {', '.join(NAMED)}")
    picked = [replace(case, line=line or case.line) for case in cases if only in case.name or only == case.group]
    if not picked:
        raise ScenarioError(f"no scenario has {only!r} in its name or group")
    if not sample:
        return picked
    groups: dict[str, list[Case]] = {}
    for case in picked:
        groups.setdefault(case.group, []).append(case)
    rounds = zip_longest(*groups.values())
    return list(islice((case for turn in rounds for case in turn if case is not None), sample))


def _run(
    todo: list[runner.Job], path: Path, settings: Settings, at_once: int | None, resume: bool, console: Console
) -> list[Verdict]:
    """at_once: calls with sound at the same time, 0 for those without waiting; None: calls by text."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        bar = progress.add_task("Calls", total=len(todo))
        failed = 0

        def tell(verdict: Verdict) -> None:
            nonlocal failed
            failed += not verdict.passed
            progress.update(bar, advance=1, description=f"Calls, {failed} failed" if failed else "Calls")

        if at_once:
            calling = phone_runner.run(todo, settings, path, at_once=at_once, resume=resume, tell=tell)
            return asyncio.run(calling)
        run = runner.run if at_once is None else phone_pool.run
        processes = min(len(os.sched_getaffinity(0)), len(todo)) or 1
        return run(todo, settings, path, processes=processes, resume=resume, tell=tell)


def _print(verdicts: list[Verdict], found: Figures, console: Console) -> None:
    table = Table(show_header=False)
    for name, value in found.items():
        table.add_row(name, "–" if value is None else str(value))
    console.print(table)
    for verdict in verdicts:
        if not verdict.passed:
            console.print(escape(f"{verdict.name}, seed {verdict.seed}: {'; '.join(verdict.failed)}"))
