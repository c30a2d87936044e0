"""How long the line was silent under each mischief."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib

from voice_agent.bench.mischief.figures import ALONE, SILENCE_MS, Rung

BLUE, RED, GREY = "#3b7ea1", "#c4472b", "#999999"


def draw(rung: Sequence[Rung], path: Path) -> None:
    """A bar for each mischief: the longest silence of its calls; below all, that of the calls that no LLM read."""
    matplotlib.use("Agg")
    from matplotlib import pyplot

    longest: dict[str, float] = {}
    for one in rung:
        name = one.mischief or ALONE
        longest[name] = max(longest.get(name, 0.0), one.longest.ms)
    figure, axes = pyplot.subplots(figsize=(8, 5))
    names = list(longest)
    axes.barh(names, list(longest.values()), color=[GREY if name == ALONE else BLUE for name in names])
    axes.axvline(SILENCE_MS, color=RED, linestyle="--")
    wrong = sum(len(one.wrong) for one in rung)
    title = f"{sum(not one.failed for one in rung)} of {len(rung)} calls completed, {wrong} wrong writes"
    axes.set(xlabel="longest silence of the agent, ms", title=title)
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=120)
    pyplot.close(figure)
