"""Whether a call ended as its scenario says. Pure: a report in, what is wrong with it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from voice_agent.simulator.scenario import AppointmentSpec, Expectation, Limits, Scenario, pattern_of


def failures(scenario: Scenario, report: Mapping[str, Any]) -> tuple[str, ...]:
    """Every expectation that the report (see `report.build`) does not hold, in words; empty where all hold."""
    expect = scenario.expect
    return (
        *_outcome(expect, report),
        *(_appointment(expect.appointment, report.get("appointment")) if expect.appointment else ()),
        *_unchanged(expect, report),
        *_words(expect, report),
        *_limits(scenario.limits, report),
    )


def _outcome(expect: Expectation, report: Mapping[str, Any]) -> Iterator[str]:
    if expect.outcome and report["outcome"] not in expect.outcome:
        yield f"outcome is {report['outcome']}, not {' or '.join(expect.outcome)}"
    staffed = report.get("handed_to_staff", False)
    if expect.handed_to_staff is not None and staffed is not expect.handed_to_staff:
        yield "the call went to staff" if staffed else "the call did not go to staff"


def _appointment(expected: AppointmentSpec, found: Mapping[str, Any] | None) -> Iterator[str]:
    if found is None:
        yield "there is no appointment"
        return
    start = datetime.fromisoformat(found["start"])
    if expected.date is not None and start.date() != expected.date:
        yield f"the appointment is on {start.date()}, not on {expected.date}"
    if expected.time is not None and start.time() != expected.time:
        yield f"the appointment is at {start:%H:%M}, not at {expected.time:%H:%M}"
    for name in ("patient", "provider", "visit_type", "location"):
        wanted = getattr(expected, name)
        if wanted is not None and str(found.get(name, "")).casefold() != wanted.casefold():
            yield f"the appointment's {name} is {found.get(name)!r}, not {wanted!r}"


def _unchanged(expect: Expectation, report: Mapping[str, Any]) -> Iterator[str]:
    if not expect.unchanged:
        return
    if report.get("appointment") is not None:
        yield "an appointment was made, moved or cancelled"
    changes = report.get("changes") or []
    if changes:
        yield f"the calendar was changed: {len(changes)} times"


def _words(expect: Expectation, report: Mapping[str, Any]) -> Iterator[str]:
    said = " \n".join(str(turn.get("agent") or "") for turn in report["turns"])
    for phrase in expect.said:
        if not pattern_of(phrase).search(said):
            yield f"never said: {phrase}"
    for phrase in expect.not_said:
        if pattern_of(phrase).search(said):
            yield f"said: {phrase}"


def _limits(limits: Limits, report: Mapping[str, Any]) -> Iterator[str]:
    turns = sum(1 for turn in report["turns"] if turn.get("heard"))
    if limits.turns is not None and turns > limits.turns:
        yield f"it took {turns} turns, more than {limits.turns}"
    if report.get("seconds", 0) > limits.seconds:
        yield f"it took {report['seconds']:.0f} s, more than {limits.seconds:.0f}"
