"""The bench of the calendar from end to end: a PostgreSQL to measure on, the figures, the picture."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import matplotlib
import numpy as np

from voice_agent.bench.scheduling.measure import Figures, Sizes, measure

SCRIPT = Path(__file__).parents[3] / "scripts" / "postgres.sh"
LIMITS = {"openings": 50.0, "earliest": 20.0}
COLOURS = {"sqlite": "#3b7ea1", "postgres": "#c4472b"}


def run(sizes: Sizes, folder: Path, say: Callable[[str], None]) -> Figures:
    """Measure both engines; PostgreSQL is left out, and `say` told why, where there is none to be had."""
    folder.mkdir(parents=True, exist_ok=True)
    with postgres(say) as url:
        measured = asyncio.run(measure(sizes, url, folder, say))
    plot(measured.samples, folder / "scheduling.png")
    return measured.figures


@contextmanager
def postgres(say: Callable[[str], None]) -> Iterator[str | None]:
    """The URL of a server on which databases may be made: the one that is named in the environment, else a throw-away
    one, which is stopped afterwards unless it was running before."""
    if url := os.environ.get("VOICE_AGENT_TEST_POSTGRES_URL"):
        yield url
        return
    running = (SCRIPT.parents[1] / "build" / "postgres" / "url").exists()
    try:
        done = subprocess.run([SCRIPT, "start"], stdout=subprocess.PIPE, stderr=sys.stderr, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        say(f"PostgreSQL is left out ({error}): name a server in VOICE_AGENT_TEST_POSTGRES_URL")
        yield None
        return
    try:
        yield done.stdout.strip()
    finally:
        if not running:
            subprocess.run([SCRIPT, "stop"], check=False)


def plot(samples: Mapping[str, Mapping[str, Sequence[float]]], path: Path) -> None:
    """How long searches and bookings take: the share that is done within so many milliseconds, by engine."""
    matplotlib.use("Agg")
    from matplotlib import pyplot

    titles = {
        "openings": "10 providers × 90 days",
        "earliest": "the earliest of 50 providers",
        "booking": "a booking, 64 callers at once",
    }
    figure, axes = pyplot.subplots(1, len(titles), figsize=(12, 4), sharey=True)
    for axis, (name, title) in zip(axes, titles.items(), strict=True):
        for engine, taken in samples.items():
            took = np.sort(np.asarray(taken[name]))
            axis.plot(took, np.arange(1, len(took) + 1) / len(took) * 100, color=COLOURS[engine], label=engine)
        if name in LIMITS:
            axis.axvline(LIMITS[name], color="#222222", linestyle=":", label="wanted at 95 %")
        axis.axhline(95, color="#bbbbbb", linewidth=0.8)
        axis.set(xlabel="ms", title=title)
        axis.set_xlim(left=0)
    axes[0].set_ylabel("% done")
    axes[0].legend()
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=120)
    pyplot.close(figure)
