"""One set of worlds for the tests of whole calls: the template clinic is made once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from voice_agent.calls.service import Parts
from voice_agent.config import Settings
from voice_agent.evaluation import suite
from voice_agent.evaluation.case import Case
from voice_agent.evaluation.text_call import ring
from voice_agent.evaluation.verdict import Verdict, judge
from voice_agent.evaluation.worlds import Worlds

Rings = Callable[..., Awaitable[Verdict]]


@pytest.fixture(scope="session")
def cases() -> dict[str, Case]:
    return {case.name: case for case in suite.load()}


@pytest.fixture(scope="session")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    return Worlds(Settings(_env_file=None), tmp_path_factory.mktemp("worlds"))


@pytest.fixture
def rings(cases: dict[str, Case], worlds: Worlds) -> Rings:
    """Rings a scenario over a clear line and judges the call. `change` puts other parts into the agent."""

    async def one(name: str, change: Callable[[Parts], Parts] = lambda parts: parts, seed: int = 0) -> Verdict:
        case = replace(cases[name], line="clear")
        async with worlds.of(case, f"test-{name}-{seed}", change) as world:
            return judge(await ring(world, seed, f"test-{name}-{seed}"))

    return one
