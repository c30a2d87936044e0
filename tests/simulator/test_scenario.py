"""Scenarios as people write them, and what they are told when they write them wrongly."""

from datetime import date, datetime, time
from pathlib import Path

import pytest

from voice_agent.simulator.scenario import LineSpec, ScenarioError, load, parse

WHOLE = """\
name: books-a-check-up
clock: 2026-12-01T09:00
seed: 7
caller:
  number: "+12125550100"
  voice: {pitch: 0.9, tempo: 1.1}
  lines:
    - I'd like to book a check-up.
    - {say: No wait, interrupt_after_ms: 1200}
    - {keys: "1#", wait: no}
line: realistic
staff: {answers: no}
expect:
  outcome: [booked, callback]
  appointment: {provider: Dr. Ada Moss, date: 2026-12-03, time: "09:30"}
  said: [see you, /thursday|december third/]
limits: {turns: 12, seconds: 120}
"""


def mistakes(text: str) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        parse(text, "s.yaml")
    return str(caught.value).splitlines()


def test_reads_a_whole_scenario() -> None:
    scenario = parse(WHOLE)
    assert scenario.clock == datetime.fromisoformat("2026-12-01T09:00")
    assert scenario.caller.voice.pitch == 0.9
    assert scenario.caller.lines[0] == LineSpec(say="I'd like to book a check-up.")
    assert scenario.caller.lines[1].interrupt_after_ms == 1200
    assert (scenario.caller.lines[2].keys, scenario.caller.lines[2].wait) == ("1#", False)
    assert scenario.expect.outcome == ("booked", "callback")
    assert scenario.expect.appointment is not None
    assert scenario.expect.appointment.date == date(2026, 12, 3)
    assert scenario.expect.appointment.time == time(9, 30)
    assert (scenario.staff.answers, scenario.limits.turns) == (False, 12)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("seed: 7", "seed: many", "s.yaml:3: seed: "),
        ("seed: 7", "sead: 7", "s.yaml:3: sead: there is no such field here"),
        ("line: realistic", "line: perfect", "s.yaml:11: line: no line is called 'perfect'; there are clear, "),
        ("[booked, callback]", "[booked, bought]", "s.yaml:14: expect.outcome: no outcome is called 'bought'"),
        ("pitch: 0.9", "pitch: 3", "s.yaml:6: caller.voice: pitch must be within"),
        ("interrupt_after_ms: 1200", "interupt: 1200", "s.yaml:9: caller.lines[1]"),
        ('keys: "1#"', "keys: dial", "s.yaml:10: caller.lines[2].keys: "),
        ('"+12125550100"', "12125550100", "s.yaml:5: caller.number: "),
        ("2026-12-03", "soon", "s.yaml:15: expect.appointment.date: "),
        ("/thursday|december third/", "/(thursday/", "s.yaml:16: expect.said[1]: /(thursday/ is no regular expression"),
        ("2026-12-01T09:00", "2026-12-01T09:00:00Z", "s.yaml:1: the scenario: the clock is the clinic's wall time"),
        ("seconds: 120", "seconds: 0", "s.yaml:17: limits.seconds: "),
    ],
)
def test_a_mistake_is_told_with_its_line(old: str, new: str, expected: str) -> None:
    assert old in WHOLE
    found = mistakes(WHOLE.replace(old, new))
    assert any(one.startswith(expected) for one in found), found


def test_all_mistakes_are_told_at_once() -> None:
    found = mistakes(WHOLE.replace("seed: 7", "seed: x").replace("line: realistic", "line: y"))
    assert [one.split(":")[1] for one in found] == ["3", "11"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "s.yaml:1: the scenario"),
        ("- a\n- b\n", "s.yaml:1: the scenario"),
        ("name: a\nname: [\n", "s.yaml:3: not YAML"),
        ("name: a\ncaller: {}\n", "s.yaml:2: caller: a caller has either lines or a recording"),
        ("name: a\n", "s.yaml:1: caller: is needed and missing"),
        ("name: a\nclock: 2026-02-31\ncaller: {lines: [Hi]}\n", "s.yaml: "),
        (
            "name: a\ncaller: {lines: [{say: hi, keys: '1'}]}\n",
            "s.yaml:2: caller.lines[0]: a line either says something",
        ),
    ],
)
def test_what_is_no_scenario_is_told(text: str, expected: str) -> None:
    assert mistakes(text)[0].startswith(expected)


def test_a_recording_must_lie_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("name: a\ncaller: {recording: a.wav}\n")
    with pytest.raises(ScenarioError, match=r"there is no recording a\.wav"):
        load(path)
    (tmp_path / "a.wav").touch()
    assert load(path).caller.recording == Path("a.wav")
    with pytest.raises(ScenarioError, match="cannot be read"):
        load(tmp_path / "none.yaml")
