"""Many calls with sound, a few at a time in one process: the models are loaded once, each call has its own clinic."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from voice_agent.assembly import engines_of, phrases_of
from voice_agent.audio.vad import SileroModel
from voice_agent.config import Settings
from voice_agent.evaluation import results
from voice_agent.evaluation.phone_call import Phone, ring
from voice_agent.evaluation.runner import Job, begin
from voice_agent.evaluation.verdict import Verdict, judge
from voice_agent.evaluation.worlds import Ears, Worlds
from voice_agent.simulator.voice import HibariVoice

VOICES = Path("build/voices")


async def run(
    todo: Sequence[Job],
    settings: Settings,
    path: Path,
    *,
    at_once: int,
    resume: bool = False,
    tell: Callable[[Verdict], None] = lambda verdict: None,
) -> list[Verdict]:
    """As `runner.run`; recordings lie beside `path`. at_once: calls on the line at the same time: more than the machine
    can serve make every answer late. Raises ModelError, VoiceMissingError."""
    done, left = begin(todo, path, resume=resume)
    for verdict in done:
        tell(verdict)
    if not left:
        return done
    waiting: asyncio.Queue[Job] = asyncio.Queue()
    for job in left:
        waiting.put_nowait(job)
    with tempfile.TemporaryDirectory(prefix="evaluation-") as folder, ThreadPoolExecutor(1) as renders:
        worlds = Worlds(settings, Path(folder))
        phone = Phone(HibariVoice(VOICES), renders, path.parent / "recordings", settings)
        vad = SileroModel()
        async with worlds.of(left[0][0], "first") as world:
            names, phrases = world.names, phrases_of(settings, world.service.facts(None))
        async with engines_of(settings, names, vad) as engines:
            await engines.synthesizer.warm(phrases)
            ears = Ears(engines, vad)

            async def work() -> None:
                while not waiting.empty():
                    case, seed = waiting.get_nowait()
                    verdict = await one_call(worlds, (case, seed), phone, ears)
                    with path.open("a", encoding="utf-8") as file:
                        file.write(results.dump(verdict) + "\n")
                    done.append(verdict)
                    tell(verdict)

            async with asyncio.TaskGroup() as group:
                for _ in range(at_once):
                    group.create_task(work())
    return done


async def one_call(worlds: Worlds, job: Job, phone: Phone, ears: Ears) -> Verdict:
    """One scenario, rung with sound and judged."""
    case, seed = job
    async with worlds.of(case, f"EV-{case.name}-{seed}", ears=ears) as world:
        return judge(await ring(world, seed, phone))
