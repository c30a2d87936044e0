"""One picture of a run: waits, stops, and how well the agent remembers what was heard."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib
import numpy as np

from voice_agent.bench.endpointing.barge_in import Reaction
from voice_agent.bench.endpointing.noise import Endured
from voice_agent.bench.endpointing.utterances import Taken, waits

BLUE, RED, GREY = "#3b7ea1", "#c4472b", "#999999"


def draw(
    short: Sequence[Taken],
    patience: Sequence[Taken],
    endured: Sequence[Endured],
    reactions: Sequence[Reaction],
    path: Path,
) -> None:
    """Four panels, as PNG."""
    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, ((waiting, silence), (noise, memory)) = pyplot.subplots(2, 2, figsize=(11, 7))
    bins = [float(edge) for edge in np.arange(0, 1_201, 50)]
    waiting.hist(waits(short), bins=bins, color=BLUE, label="decode as it takes")
    waiting.hist(waits(patience), bins=bins, color=RED, histtype="step", label="decode free")
    waiting.axvline(300, color=GREY, linestyle="--")
    waiting.set(title="Wait after a short answer", xlabel="last sound to the turn's end, ms", ylabel="answers")
    waiting.legend()

    for line, colour in zip(sorted({one.line for one in reactions}), (BLUE, RED), strict=False):
        silent = [one.silent_ms for one in reactions if one.line == line and one.silent_ms is not None]
        silence.hist(silent, bins=bins[:17], color=colour, alpha=0.6, label=line)
    silence.axvline(250, color=GREY, linestyle="--")
    silence.set(title="Barge-in", xlabel="caller's first sound to the agent's silence, ms", ylabel="interruptions")
    silence.legend()

    names, places = [one.name for one in endured], np.arange(len(endured))
    noise.barh(places - 0.2, [10 * one.stops / one.minutes for one in endured], 0.4, color=BLUE, label="agent stopped")
    invented = [10 * len(one.invented) / one.minutes for one in endured]
    noise.barh(places + 0.2, invented, 0.4, color=RED, label="words invented")
    noise.set(title="Noise at -35 dBFS, nobody speaking", xlabel="in ten minutes", yticks=places, yticklabels=names)
    noise.set_xlim(0, max(1.0, 1.1 * noise.dataLim.x1))
    noise.legend()

    off = [one.words_off for one in reactions if one.words_off is not None]
    edges = np.arange(min([-3, *off]), max([3, *off]) + 2) - 0.5
    memory.hist(off, bins=[float(edge) for edge in edges], color=BLUE)
    memory.set(title="Memory after a barge-in", xlabel="words remembered less words played", ylabel="interruptions")
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110)
    pyplot.close(figure)
