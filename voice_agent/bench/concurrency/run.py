"""The bench: the load that was promised, then the highest that still holds, and how latency grows on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from voice_agent.assembly import utc_now
from voice_agent.bench.concurrency import plot
from voice_agent.bench.concurrency.callers import parts, short_parts
from voice_agent.bench.concurrency.levels import Level, measure_level
from voice_agent.bench.concurrency.server_process import serving
from voice_agent.bench.concurrency.soak import Soak, soak
from voice_agent.commands.clinic import sample
from voice_agent.config import Settings
from voice_agent.simulator.voice import HibariVoice
from voice_agent.understanding.intents.train import load_or_train

VOICES = Path("build/voices")
LIMIT_MS = 1_200.0
"""What the 95th percentile may be for a number of calls to hold."""
PROMISED = 20
MOST_CALLS = 100
WARM_UP_S = 20.0


@dataclass(frozen=True, slots=True)
class Plan:
    """levels: numbers of calls, rising; the climb stops at the first that does not hold, once the promised number has
    been measured. fine: between the last that holds and the first that does not, to this many calls. seconds: at each
    level. soak: short calls at the end, for the memory."""

    levels: tuple[int, ...]
    fine: int
    seconds: float
    soak: int = 0


QUICK = Plan(levels=(5, 10, 20), fine=10, seconds=40)
FULL = Plan(levels=(1, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40), fine=2, seconds=90)


async def measure(
    settings: Settings, plan: Plan, folder: Path, tell: Callable[[str], None]
) -> tuple[list[Level], Soak | None]:
    """On a fresh sample clinic and a server of its own. Raises ServerFailedError and VoiceMissingError."""
    tell("rendering the callers")
    load_or_train()  # here, so that training is not in the server's memory
    voice = HibariVoice(VOICES)
    long, short = parts(voice), short_parts(voice)
    async with (
        sample(settings, folder, utc_now) as fresh,
        serving(fresh, MOST_CALLS, folder / "concurrency-server.log") as server,
    ):

        async def at(calls: int) -> Level:
            level = await measure_level(fresh, server, long, calls, plan.seconds)
            tell(summary(level))
            for error, times in Counter(level.errors).most_common(5):
                tell(f"  {times} times: {error}")
            return level

        await measure_level(fresh, server, long, 2, WARM_UP_S)
        levels = await climb(plan, at)
        soaked = await soak(fresh, server, short, PROMISED, plan.soak) if plan.soak else None
    return levels, soaked


async def climb(plan: Plan, at: Callable[[int], Awaitable[Level]]) -> list[Level]:
    """Measures the levels of a plan, and then between the last that holds and the first that does not."""
    found: list[Level] = []
    for calls in plan.levels:
        found.append(await at(calls))
        if calls >= PROMISED and not holds(found[-1]):
            break
    good, bad = most_calls(found), min((one.calls for one in found if not holds(one)), default=0)
    while bad - good > plan.fine:
        found.append(await at((good + bad) // 2))
        good, bad = (found[-1].calls, bad) if holds(found[-1]) else (good, found[-1].calls)
    return found


def holds(level: Level) -> bool:
    return level.wait_ms(95) <= LIMIT_MS and level.failed == 0


def most_calls(levels: Sequence[Level]) -> int:
    """The highest number that held, with none below it that did not."""
    failed = min((one.calls for one in levels if not holds(one)), default=MOST_CALLS + 1)
    return max((one.calls for one in levels if holds(one) and one.calls < failed), default=0)


def summary(level: Level) -> str:
    return (
        f"{level.calls} calls: median {level.wait_ms(50):.0f} ms, 95 % {level.wait_ms(95):.0f} ms over "
        f"{len(level.waits_ms)} answers, loop lag 99 % {level.loop_lag_ms_p99:.0f} ms, {level.underruns} underruns, "
        f"{level.rss_mb:.0f} MB, processor {level.server_cpu:.2f} server + {level.ringing_cpu:.2f} simulator"
    )


def figures_of(levels: Sequence[Level], soaked: Soak | None) -> dict[str, float]:
    """Of the promised number of calls, then over all levels. Processor shares are of one core."""
    [promised] = [one for one in levels if one.calls == PROMISED][:1]
    figures: dict[str, float] = {
        "calls_20_voice_to_voice_ms_p50": promised.wait_ms(50),
        "calls_20_voice_to_voice_ms_p95": promised.wait_ms(95),
        "calls_20_answers": len(promised.waits_ms),
        "calls_20_failed": promised.failed,
        "calls_20_underruns": promised.underruns,
        "loop_lag_ms_p99": promised.loop_lag_ms_p99,
        "rss_mb": promised.rss_mb,
        "server_cores": promised.server_cpu,
        "simulator_cores": promised.ringing_cpu,
        "simulator_lag_ms_p99": promised.ringing_lag_ms_p99,
        "max_calls": most_calls(levels),
    }
    for one in sorted(levels, key=lambda level: level.calls):
        figures[f"voice_to_voice_ms_p95_at_{one.calls}"] = one.wait_ms(95)
    if soaked:
        figures |= {
            "soak_calls": len(soaked.rss_mb),
            "soak_failed": soaked.failed,
            "soak_rss_mb_end": soaked.rss_mb[-1],
            "soak_rss_growth_mb_per_1000": soaked.growth_mb_per_1000,
        }
    return {name: value for name, value in figures.items() if isfinite(value)}  # a wait where nothing was answered


async def run(settings: Settings, plan: Plan, folder: Path, tell: Callable[[str], None]) -> dict[str, float]:
    """Measures, and leaves `concurrency.png` in the folder. Returns the figures."""
    levels, soaked = await measure(settings, plan, folder, tell)
    plot.draw(levels, LIMIT_MS, soaked, folder / "concurrency.png")
    return figures_of(levels, soaked)
