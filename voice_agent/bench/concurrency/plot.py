"""How latency, lag and load grow with the calls on the line; and memory over many calls."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib

from voice_agent.bench.concurrency.levels import Level
from voice_agent.bench.concurrency.soak import Soak

BLUE, RED, GREY = "#3b7ea1", "#c4472b", "#999999"


def draw(levels: Sequence[Level], limit_ms: float, soaked: Soak | None, path: Path) -> None:
    """Panels side by side, as PNG; the last one only where there was a soak."""
    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, panels = pyplot.subplots(1, 4 if soaked else 3, figsize=(18 if soaked else 14, 4))
    known = sorted((one for one in levels if one.waits_ms), key=lambda level: level.calls)
    calls = [one.calls for one in known]
    waiting, lag, load = panels[0], panels[1], panels[2]
    waiting.plot(calls, [one.wait_ms(50) for one in known], "o-", color=BLUE, label="median")
    waiting.plot(calls, [one.wait_ms(95) for one in known], "o-", color=RED, label="95 %")
    waiting.axhline(limit_ms, color=GREY, linestyle="--")
    waiting.set(title="Caller's last sound to the agent's first", ylabel="ms")
    lag.plot(calls, [one.loop_lag_ms_p99 for one in known], "o-", color=BLUE, label="server's event loop, 99 %")
    lag.plot(calls, [one.ringing_lag_ms_p99 for one in known], "o-", color=GREY, label="simulator's, 99 %")
    lag.set(title="Lateness", ylabel="ms")
    load.plot(calls, [one.server_cpu for one in known], "o-", color=BLUE, label="server")
    load.plot(calls, [one.ringing_cpu for one in known], "o-", color=GREY, label="simulator")
    load.set(title="Processor time", ylabel="cores")
    for one in (waiting, lag, load):
        one.set(xlabel="calls at once")
        one.set_ylim(bottom=0)
        one.legend()
    if soaked:
        panels[3].plot(range(1, len(soaked.rss_mb) + 1), soaked.rss_mb, color=BLUE)
        panels[3].set(title="Server's memory", xlabel="calls answered", ylabel="MB")
        panels[3].set_ylim(0, 1.1 * max(soaked.rss_mb))
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110)
    pyplot.close(figure)
