"""Many calls by text, side by side in several processes; each verdict is kept as soon as it is there."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from itertools import islice
from pathlib import Path

from voice_agent.config import Settings
from voice_agent.evaluation import results
from voice_agent.evaluation.case import Case
from voice_agent.evaluation.text_call import ring
from voice_agent.evaluation.verdict import Verdict, judge
from voice_agent.evaluation.worlds import Worlds

Job = tuple[Case, int]
"""A scenario and a seed."""

_AHEAD = 4  # jobs handed to a process before it asks for more


async def one_call(worlds: Worlds, case: Case, seed: int) -> Verdict:
    """One scenario, rung and judged."""
    call_sid = f"EV{os.getpid()}{case.name}{seed}"[:60]
    async with worlds.of(case, call_sid) as world:
        return judge(await ring(world, seed, call_sid))


def jobs(cases: Sequence[Case], seeds: int) -> list[Job]:
    """Every scenario once, then every scenario again: an early end has seen all of them."""
    return [(case, seed) for seed in range(seeds) for case in cases]


def begin(todo: Sequence[Job], path: Path, *, resume: bool) -> tuple[list[Verdict], list[Job]]:
    """What an earlier run has judged already, where it is resumed, and what is left to do. Clears the rest away."""
    wanted = {(case.name, seed) for case, seed in todo}
    done = [one for one in results.load(path) if (one.name, one.seed) in wanted] if resume and path.exists() else []
    results.save(done, path)
    known = {(one.name, one.seed) for one in done}
    return done, [job for job in todo if (job[0].name, job[1]) not in known]


def run(
    todo: Sequence[Job],
    settings: Settings,
    path: Path,
    *,
    processes: int,
    resume: bool = False,
    tell: Callable[[Verdict], None] = lambda verdict: None,
) -> list[Verdict]:
    """All verdicts, those of an earlier run among them where it is resumed. path: where they are kept, line by line."""
    context = multiprocessing.get_context("spawn")
    with (
        tempfile.TemporaryDirectory(prefix="evaluation-") as folder,
        ProcessPoolExecutor(processes, context, initializer=_begin, initargs=(settings, Path(folder))) as pool,
    ):
        return drain(todo, path, pool, _call, ahead=processes * _AHEAD, resume=resume, tell=tell)


def drain(
    todo: Sequence[Job],
    path: Path,
    pool: Executor,
    call: Callable[[Case, int], Verdict],
    *,
    ahead: int,
    resume: bool,
    tell: Callable[[Verdict], None],
) -> list[Verdict]:
    """Rings what is left to ring, `ahead` calls handed to the pool at a time, and keeps each verdict at once."""
    done, left = begin(todo, path, resume=resume)
    for verdict in done:
        tell(verdict)
    waiting = iter(left)
    running: set[Future[Verdict]] = {pool.submit(call, *job) for job in islice(waiting, ahead)}
    while running:
        finished, running = wait(running, return_when=FIRST_COMPLETED)
        running |= {pool.submit(call, *job) for job in islice(waiting, len(finished))}
        for verdict in (future.result() for future in finished):
            results.add(verdict, path)
            done.append(verdict)
            tell(verdict)
    return done


_worlds: Worlds | None = None
"""One to a process: the pool gives its workers no other place to keep what they load once."""


def _begin(settings: Settings, folder: Path) -> None:
    global _worlds
    logging.disable(logging.CRITICAL)
    _worlds = Worlds(settings, folder)


def _call(case: Case, seed: int) -> Verdict:
    if _worlds is None:
        raise RuntimeError("this process was not begun")
    return asyncio.run(one_call(_worlds, case, seed))
