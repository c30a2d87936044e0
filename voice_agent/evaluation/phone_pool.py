"""Calls with sound without their waiting: one at a time in each of several processes, which load the models once."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from voice_agent.assembly import engines_of, networks_of, phrases_of
from voice_agent.audio.vad import SileroModel
from voice_agent.config import Settings
from voice_agent.evaluation.case import Case
from voice_agent.evaluation.phone_call import Phone
from voice_agent.evaluation.phone_runner import VOICES, one_call
from voice_agent.evaluation.runner import Job, drain
from voice_agent.evaluation.verdict import Verdict
from voice_agent.evaluation.worlds import Ears, Worlds
from voice_agent.simulator.skipped_time import SkippingLoop
from voice_agent.simulator.voice import HibariVoice
from voice_agent.speech.models import resolve_voice


@dataclass(frozen=True, slots=True)
class _Ringer:
    """What a process keeps between calls. open: the models, for as long as the process lives."""

    loop: asyncio.Runner
    open: AsyncExitStack
    worlds: Worlds
    phone: Phone
    ears: Ears


def run(
    todo: Sequence[Job],
    settings: Settings,
    path: Path,
    *,
    processes: int,
    resume: bool = False,
    tell: Callable[[Verdict], None] = lambda verdict: None,
) -> list[Verdict]:
    """As `runner.run`; recordings lie beside `path`. Raises ModelError, VoiceMissingError, before any call."""
    resolve_voice(settings.voice)
    networks_of(settings)
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory(prefix="evaluation-") as folder:
        begun = (settings, Path(folder), path.parent / "recordings", todo[0][0])
        with ProcessPoolExecutor(processes, context, initializer=_begin, initargs=begun) as pool:
            return drain(todo, path, pool, _call, ahead=processes + 1, resume=resume, tell=tell)


_ringer: _Ringer | None = None
"""One to a process: the pool gives its workers no other place to keep what they load once."""


def _begin(settings: Settings, folder: Path, recordings: Path, first: Case) -> None:
    global _ringer
    logging.disable(logging.CRITICAL)
    loop = asyncio.Runner(loop_factory=SkippingLoop)
    _ringer = loop.run(_loaded(loop, settings, folder, recordings, first))


async def _loaded(loop: asyncio.Runner, settings: Settings, folder: Path, recordings: Path, first: Case) -> _Ringer:
    worlds, vad = Worlds(settings, folder), SileroModel()
    async with worlds.of(first, f"first-{os.getpid()}") as world:
        names, phrases = world.names, phrases_of(settings, world.service.facts(None))
    stack = AsyncExitStack()
    engines = await stack.enter_async_context(engines_of(settings, names, vad))
    await engines.synthesizer.warm(phrases)
    phone = Phone(HibariVoice(VOICES), ThreadPoolExecutor(1), recordings, settings)
    return _Ringer(loop, stack, worlds, phone, Ears(engines, vad))


def _call(case: Case, seed: int) -> Verdict:
    """One scenario, rung with sound and judged; in a process of the pool."""
    if _ringer is None:
        raise RuntimeError("this process was not begun")
    return _ringer.loop.run(one_call(_ringer.worlds, (case, seed), _ringer.phone, _ringer.ears))
