"""Calls with sound, end to end: a voice, a line, a websocket, the real models, and the agenda caller at the far end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from voice_agent.config import Settings
from voice_agent.evaluation import phone_runner
from voice_agent.evaluation.case import Case


@pytest.mark.models
async def test_a_call_is_heard_judged_and_recorded(cases: dict[str, Case], tmp_path: Path) -> None:
    names = ("emergency-chest", "person-asks")
    todo = [(replace(cases[name], line="clear"), 0) for name in names]
    path = tmp_path / "calls.jsonl"
    verdicts = await phone_runner.run(todo, Settings(_env_file=None), path, at_once=2)
    assert {v.name: v.failed for v in verdicts} == dict.fromkeys(names, ())
    assert {v.outcome for v in verdicts} == {"emergency", "handed_off"}
    for verdict in verdicts:
        assert (tmp_path / verdict.recording).stat().st_size > 8000
        assert verdict.exchanges[-1].heard
        assert verdict.voice_to_voice_ms
    again = await phone_runner.run(todo, Settings(_env_file=None), path, at_once=2, resume=True)
    assert sorted(v.name for v in again) == sorted(names)
