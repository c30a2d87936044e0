"""`voice-agent bench`: the performance suites; figures and plots under build/bench."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from voice_agent import logs
from voice_agent.bench import latency, report, speech
from voice_agent.bench.concurrency import run as concurrency
from voice_agent.bench.endpointing import run as endpointing
from voice_agent.bench.mischief import figures as mischief_figures
from voice_agent.bench.mischief import plot as mischief_plot
from voice_agent.bench.mischief import run as mischief
from voice_agent.bench.scheduling import measure as sizes
from voice_agent.bench.scheduling import run as scheduling
from voice_agent.bench.understanding import run as understanding
from voice_agent.config import Settings, SettingsError, load
from voice_agent.understanding.red_flags import train as red_flags
from voice_agent.understanding.safety import load_rules

Figures = dict[str, float]
BUILD = Path("build/bench")


def bench(
    name: Annotated[
        str | None,
        typer.Argument(help="One of: latency, endpointing, concurrency, mischief, speech, scheduling, understanding."),
    ] = None,
    rounds: Annotated[
        int,
        typer.Option(
            min=1,
            help="latency: rounds of six calls, each by another voice. mischief: calls for each way in which an LLM "
            "misbehaves.",
        ),
    ] = 2,
    real_time: Annotated[
        bool,
        typer.Option(
            "--real-time", help="mischief: on the wall's clock (20 minutes a round), not on processor time alone."
        ),
    ] = False,
    full: Annotated[bool, typer.Option("--full", help="The long form of all but latency.")] = False,
    quick: Annotated[bool, typer.Option("--quick", help="scheduling: a minute rather than half an hour.")] = False,
    soak: Annotated[int, typer.Option(min=0, help="concurrency: so many short calls more, for the memory.")] = 0,
    data: Annotated[
        Path | None,
        typer.Option(
            envvar="VOICE_AGENT_BENCH_DATA",
            help="Folder with public data sets: understanding needs it; endpointing takes its recordings "
            "(audio/commands, audio/digits, audio/noise) instead of the project's own lines and noises.",
        ),
    ] = None,
) -> None:
    """Measure, and write build/bench/<name>.json with the machine named."""
    console = Console(highlight=False)
    logs.set_up()
    try:
        settings = load()
    except SettingsError as error:
        console.print(f"[red]{error}[/red]")
        raise typer.Exit(2) from None
    suites: dict[str, Callable[[], Figures]] = {
        "latency": lambda: _latency(settings, rounds, full),
        "endpointing": lambda: _endpointing(settings, data, full, console),
        "concurrency": lambda: _concurrency(settings, full, soak, console),
        "mischief": lambda: _mischief(settings, rounds, real_time, console),
        "speech": lambda: speech.run(quick=not full),
        "scheduling": lambda: _scheduling(quick, full, console),
    }
    if data is not None:
        suites["understanding"] = lambda: _understanding(settings, data)
    if name is not None and name not in suites:
        console.print(
            f"[red]No bench is called {name}: there are {', '.join(suites)} (understanding needs --data).[/red]"
        )
        raise typer.Exit(2)
    for one in [name] if name else list(suites):
        with console.status(f"{one} …"):
            figures = suites[one]()
        _show(console, one, figures)
        console.print(f"written to {report.write(one, figures)}")


def _latency(settings: Settings, rounds: int, full: bool) -> Figures:
    quiet = settings.model_copy(
        update={"host": "127.0.0.1", "port": 0, "public_url": None, "twilio_auth_token": None, "staff_hours": "always"}
    )
    waits = asyncio.run(latency.measure(quiet, rounds))
    latency.plot(waits, Path("build/bench/latency.png"))
    return {**latency.figures_of(waits), **speech.run(quick=not full)}


def _endpointing(settings: Settings, data: Path | None, full: bool, console: Console) -> Figures:
    if data is None:
        console.print("No --data: the project's own lines and noises, no phone numbers.")
    sizes = endpointing.FULL if full else endpointing.QUICK
    return endpointing.run(settings, data, sizes, BUILD, lambda part: console.print(f"endpointing: {part}"))


def _concurrency(settings: Settings, full: bool, soak: int, console: Console) -> Figures:
    plan = replace(concurrency.FULL if full else concurrency.QUICK, soak=soak)
    return asyncio.run(concurrency.run(settings, plan, BUILD, lambda part: console.print(f"concurrency: {part}")))


def _mischief(settings: Settings, rounds: int, real_time: bool, console: Console) -> Figures:
    rung = mischief.measure(
        settings, BUILD, rounds, lambda call: console.print(call, markup=False, soft_wrap=True), real_time=real_time
    )
    mischief_plot.draw(rung, BUILD / "mischief.png")
    return mischief_figures.figures_of(rung, real_time=real_time)


def _scheduling(quick: bool, full: bool, console: Console) -> Figures:
    size = sizes.QUICK if quick else sizes.LONG if full else sizes.STANDARD
    return scheduling.run(size, BUILD, console.print)


def _understanding(settings: Settings, data: Path) -> Figures:
    from voice_agent.understanding.trained import trained_reader

    rules = load_rules(settings.prompts / "emergencies.yaml", red_flags.load_or_train())
    return understanding.measure(data, trained_reader(rules), rules)


def _show(console: Console, name: str, figures: Figures) -> None:
    table = Table(title=name, title_justify="left", show_header=False)
    for key, value in figures.items():
        table.add_row(key, f"{value:.4g}")
    console.print(table)
