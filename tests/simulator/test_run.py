"""A scenario played against a small server over real sockets: report, recording and verdict."""

import io
import json
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import aiohttp
import numpy as np
import pytest
import soundfile
from aiohttp import web
from rich.console import Console

from tests.simulator.small_agent import TONE, SmallAgent
from voice_agent.audio.mulaw import Samples
from voice_agent.simulator import run
from voice_agent.simulator.fake_twilio import FakeTwilio
from voice_agent.simulator.recording import read_channels, write_mono
from voice_agent.simulator.scenario import Scenario, ScenarioError, parse
from voice_agent.simulator.transcript import LiveTranscript, print_report, print_words
from voice_agent.simulator.voice import Manner
from voice_agent.simulator.webhook_client import Address
from voice_agent.telephony import media_stream
from voice_agent.telephony.media_stream import BadFrame, Event, Media

SCENARIO = """\
name: two-lines
caller:
  linger_ms: 300
  lines:
    - {say: hello, pause_ms: 300}
    - {say: goodbye, pause_ms: 300}
expect: {outcome: answered, said: [welcome]}
limits: {seconds: 20}
"""


class Hum:
    """A voice of one note: as long as the words are."""

    def say(self, text: str, manner: Manner) -> Samples:
        return np.asarray(0.1 * np.sin(np.arange(len(text) * 480) * 0.5), np.float32)


class Answering:
    """Answers with a tone once the caller has been silent for 200 ms after speaking."""

    def __init__(self) -> None:
        self.loud = False
        self.quiet = 0

    async def __call__(
        self, agent: SmallAgent, socket: web.WebSocketResponse, sid: str, event: Event | BadFrame
    ) -> None:
        if not isinstance(event, Media):
            return
        if event.payload.count(0xFF) < 80:
            self.loud, self.quiet = True, 0
        elif self.loud:
            self.quiet += 1
        if self.quiet == 10:
            self.loud, self.quiet = False, 0
            await socket.send_str(media_stream.media(sid, TONE * 15))


async def simulated(scenario: Scenario, out: Path, transcript: LiveTranscript | None = None) -> run.Result:
    agent = SmallAgent(on_event=Answering())

    async def kept(call_sid: str) -> Mapping[str, Any]:
        return {"outcome": "answered", "turns": [{"heard": "", "at_ms": 0, "agent": "Welcome!"}]}

    async with agent.serving() as base, aiohttp.ClientSession() as http:
        phone = FakeTwilio(http, Address(base), Random(1))
        watch = transcript.noted if transcript else None
        return await run.simulate(scenario, out, phone, Hum(), kept, recording=out / "call.wav", watch=watch)


async def test_a_scenario_is_played_measured_recorded_and_judged(tmp_path: Path) -> None:
    shown = io.StringIO()
    console = Console(file=shown, width=120)
    result = await simulated(parse(SCENARIO), tmp_path, LiveTranscript(console))
    assert result.failed == ()
    report = result.report
    assert (report["outcome"], report["ended"], report["errors"]) == ("answered", "caller", [])
    times = [turn["voice_to_voice_ms"] for turn in report["turns"] if turn["voice_to_voice_ms"] is not None]
    assert len(times) == 2
    assert all(150 < ms < 1500 for ms in times)
    caller, agent = read_channels(Path(report["recording"]))
    assert caller.size == agent.size > 8000
    assert soundfile.info(report["recording"]).samplerate == 8000
    assert "hello" in shown.getvalue()
    assert "goodbye" in shown.getvalue()
    run.write_report(result, tmp_path / "report" / "r.json")
    assert json.loads((tmp_path / "report" / "r.json").read_text())["outcome"] == "answered"
    print_words(console, report)
    print_report(console, report, ["never said: thanks"])
    assert "Welcome!" in shown.getvalue()
    assert "never said: thanks" in shown.getvalue()


async def test_what_does_not_hold_fails_the_scenario(tmp_path: Path) -> None:
    result = await simulated(parse(SCENARIO.replace("answered", "booked")), tmp_path)
    assert result.failed == ("outcome is answered, not booked",)
    assert not result.passed


async def test_a_recording_is_a_scenario_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "My call 1.flac"
    write_mono(path, Hum().say("a recording", Manner()))
    scenario = run.read(path)
    assert scenario.name == "my-call-1"
    caller = run.caller_of(scenario, tmp_path, Hum())
    loud = [bool(np.abs(caller.next(np.zeros(160, np.float32)).samples).max() > 0.01) for _ in range(60)]
    assert loud.count(True) == 33
    with pytest.raises(ScenarioError, match="no such recording"):
        run.read(tmp_path / "none.wav")


def test_a_recording_shares_the_expectations_of_the_scenario_of_its_name(tmp_path: Path) -> None:
    for folder in ("recordings", "scenarios"):
        (tmp_path / folder).mkdir()
    write_mono(tmp_path / "recordings" / "two-lines.flac", Hum().say("a recording", Manner()))
    (tmp_path / "scenarios" / "two-lines.yaml").write_text(SCENARIO)
    scenario = run.read(tmp_path / "recordings" / "two-lines.flac")
    assert (scenario.name, scenario.expect.outcome) == ("two-lines-recorded", ("answered",))
    assert (scenario.caller.lines, scenario.caller.linger_ms) == ((), 300)
