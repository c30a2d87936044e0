"""The report: the agent's record and what the far end measured, put side by side; and what a scenario makes of it."""

from typing import Any

import numpy as np
import pytest

from voice_agent.audio import mulaw
from voice_agent.audio.mulaw import Samples
from voice_agent.simulator import report as reports
from voice_agent.simulator.call_log import CallLog, Ended
from voice_agent.simulator.caller import Spoken
from voice_agent.simulator.expectations import failures
from voice_agent.simulator.scenario import parse

CONTRACT = {
    "caller",
    "heard",
    "commands",
    "agent",
    "voice_to_voice_ms",
    "endpoint_ms",
    "stt_ms",
    "understand_ms",
    "tts_first_ms",
}


def track(spans: list[tuple[int, int]], length_ms: int = 14_000) -> bytes:
    wave: Samples = np.zeros(length_ms * 8, np.float32)
    for start, end in spans:
        wave[start * 8 : end * 8] = 0.1 * np.sin(np.arange((end - start) * 8) * 0.7)
    return mulaw.encode(mulaw.to_pcm(wave))


def log_of(caller: list[tuple[int, int]], agent: list[tuple[int, int]], lines: list[str] | None = None) -> CallLog:
    log = CallLog("CA1", ended=Ended.AGENT)
    for recording in (log.recording, log.clean):
        recording.place(track(caller), track(agent), 0)
    log.spoken = tuple(Spoken(text, *span) for text, span in zip(lines or [], caller, strict=False))
    return log


def turn(heard: str, at_ms: float, agent: str = "Fine.", **timings: float) -> dict[str, Any]:
    return {
        "heard": heard,
        "at_ms": at_ms,
        "agent": agent,
        "commands": [],
        "timings": {"endpoint_ms": 400.0, **timings},
    }


RECORD: dict[str, Any] = {
    "outcome": "booked",
    "appointment": {"id": 3, "start": "2026-12-03T09:30:00-05:00", "provider": "Dr. Ada Moss", "patient": "Eva Stone"},
    "turns": [
        {"heard": "", "at_ms": 5, "agent": "Hello.", "commands": [], "timings": {}},
        turn("I would like a visit", 2380, "When?", stt_ms=150.0),
        turn("On Thursday", 6420, "You are booked for Thursday."),
    ],
    "fillers": [],
    "errors": [],
    "changes": [{"action": "book"}],
}
SOUND = log_of([(1000, 2000), (5000, 6000)], [(0, 500), (2800, 4000), (7100, 9000)], ["A visit", "Thursday"])


def test_turns_carry_what_both_sides_know() -> None:
    report = reports.build(SOUND, RECORD)
    greeting, first, second = report["turns"]
    assert set(first) >= CONTRACT
    assert (greeting["agent"], greeting["voice_to_voice_ms"], greeting["caller"]) == ("Hello.", None, None)
    assert (first["caller"], first["heard"], first["voice_to_voice_ms"]) == ("A visit", "I would like a visit", 800)
    assert (first["endpoint_ms"], first["stt_ms"], first["tts_first_ms"]) == (400, 150, None)
    assert (second["caller"], second["voice_to_voice_ms"]) == ("Thursday", 1100)
    assert (report["outcome"], report["appointment"]["id"], report["seconds"]) == ("booked", 3, 14)
    assert report["sound"]["voice_to_voice_ms_p50"] == 950


def test_an_answer_that_the_record_knows_nothing_of_stands_alone() -> None:
    report = reports.build(SOUND, {**RECORD, "turns": RECORD["turns"][:1] + RECORD["turns"][2:]})
    assert [(one["heard"], one["voice_to_voice_ms"]) for one in report["turns"]] == [
        ("", None),
        ("", 800),
        ("On Thursday", 1100),
    ]


def test_a_turn_that_nobody_heard_answered_has_no_latency() -> None:
    report = reports.build(log_of([(1000, 2000)], [(0, 500)]), {**RECORD, "turns": [turn("Hello?", 2400)]})
    assert [one["voice_to_voice_ms"] for one in report["turns"]] == [None]


def test_fillers_are_left_out() -> None:
    log = log_of([(1000, 2000)], [(0, 500), (2500, 3000), (3600, 5000)])
    assert reports.build(log, {**RECORD, "fillers": [[2490, 3010]]})["sound"]["voice_to_voice_ms_p50"] == 1600


@pytest.mark.parametrize(("queue", "outcome"), [(None, "failed"), ("staff", "handed_off")])
def test_without_a_record_the_line_alone_speaks(queue: str | None, outcome: str) -> None:
    log = CallLog("CA1", queue=queue, errors=["11200 no answer"])
    report = reports.build(log, None)
    assert (report["outcome"], report["turns"], report["errors"]) == (outcome, [], ["11200 no answer"])


def judged(expect: str, **changed: Any) -> tuple[str, ...]:
    scenario = parse(f"name: a\ncaller: {{lines: [Hi]}}\nexpect: {expect}\nlimits: {{turns: 2, seconds: 60}}\n")
    return failures(scenario, {**reports.build(SOUND, RECORD), **changed})


def test_expectations_that_hold() -> None:
    appointment = "{date: 2026-12-03, time: '09:30', provider: dr. ada moss, patient: Eva Stone}"
    said = "[you are booked, '/thurs|friday/']"
    assert judged(f"{{outcome: booked, appointment: {appointment}, said: {said}, not_said: [sorry]}}") == ()
    assert judged("{outcome: [callback, booked], handed_to_staff: no}") == ()
    assert judged("{unchanged: yes}", appointment=None, changes=[]) == ()


@pytest.mark.parametrize(
    ("expect", "changed", "told"),
    [
        ("{outcome: cancelled}", {}, "outcome is booked, not cancelled"),
        ("{appointment: {date: 2026-12-04}}", {}, "the appointment is on 2026-12-03, not on 2026-12-04"),
        ("{appointment: {time: '09:00'}}", {}, "the appointment is at 09:30, not at 09:00"),
        ("{appointment: {provider: Dr. No}}", {}, "the appointment's provider is 'Dr. Ada Moss', not 'Dr. No'"),
        ("{appointment: {provider: Dr. No}}", {"appointment": None}, "there is no appointment"),
        ("{unchanged: yes}", {}, "an appointment was made, moved or cancelled"),
        ("{unchanged: yes}", {"appointment": None}, "the calendar was changed: 1 times"),
        ("{said: [goodbye]}", {}, "never said: goodbye"),
        ("{not_said: [booked]}", {}, "said: booked"),
        ("{handed_to_staff: yes}", {}, "the call did not go to staff"),
        ("{}", {"seconds": 90}, "it took 90 s, more than 60"),
        ("{}", {"turns": [{"heard": "x", "agent": ""}] * 3}, "it took 3 turns, more than 2"),
    ],
)
def test_expectations_that_do_not(expect: str, changed: dict[str, Any], told: str) -> None:
    assert told in judged(expect, **changed)


def test_the_transcript_is_in_order() -> None:
    log = log_of([(1000, 2000)], [(0, 500)])
    log.said = ["This is an automated assistant.", "Please hold."]
    words = list(reports.lines(reports.build(log, {**RECORD, "turns": RECORD["turns"][:2]})))
    assert words == [
        ("line", "This is an automated assistant."),
        ("agent", "Hello."),
        ("caller", "I would like a visit"),
        ("agent", "When?"),
        ("line", "Please hold."),
    ]
