from __future__ import annotations

from pathlib import Path

import pytest

from voice_agent.audio.vad import SileroModel
from voice_agent.simulator.voice import HibariVoice


@pytest.fixture(scope="session")
def silero() -> SileroModel:
    return SileroModel()


@pytest.fixture(scope="session")
def caller(tmp_path_factory: pytest.TempPathFactory) -> HibariVoice:
    pytest.importorskip("hibari", reason="the caller's voice is not installed (extra `callers`)")
    return HibariVoice(Path(tmp_path_factory.mktemp("lines")))
