"""Whether a call did what its scenario asks: its changes against what was wanted and agreed, and what was said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from voice_agent.evaluation.ledger import Change
from voice_agent.evaluation.text_call import Ended, Exchange
from voice_agent.simulator.scenario import pattern_of

_ALARM = re.compile(r"\b(nine one one|nine eight eight)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One call judged. failed: in words, empty where all is as it must be. wrong_writes: changes nobody asked for."""

    name: str
    group: str
    line: str
    seed: int
    outcome: str
    failed: tuple[str, ...]
    wrong_writes: tuple[str, ...]
    false_claims: tuple[str, ...]
    staff_wanted: bool | None
    to_staff: bool
    emergency: bool
    turns: int
    seconds: float
    exchanges: list[Exchange] = field(default_factory=list)
    recording: str = ""
    voice_to_voice_ms: tuple[float, ...] = ()
    interruptions: int = 0

    @property
    def passed(self) -> bool:
        return not self.failed


def judge(ended: Ended) -> Verdict:
    case = ended.case
    wrong = [change for change in ended.changes if not wanted(change, ended)]
    failed = [
        *(f"wrong write: {change.told()}" for change in wrong),
        *(f"false: {claim}" for claim in ended.false_claims),
        *_missing(ended),
        *_course(ended),
        *_words(ended),
    ]
    return Verdict(
        case.name,
        case.group,
        case.line,
        ended.seed,
        ended.outcome,
        tuple(failed),
        tuple(change.told() for change in wrong),
        tuple(ended.false_claims),
        case.expect.staff,
        ended.to_staff,
        case.emergency,
        len(ended.exchanges) - 1,
        round(ended.seconds, 1),
        ended.exchanges,
        ended.recording,
        ended.voice_to_voice_ms,
        ended.interruptions,
    )


def wanted(change: Change, ended: Ended) -> bool:
    """Did the caller ask for this change, and agree to it as it was done?"""
    case, memory = ended.case, ended.memory
    if change.kind == "registered":
        return case.caller.new and memory.agreed_to_register
    if change.kind != case.expect.change:
        return False
    if change.kind == "waitlisted":
        return memory.agreed_to_waitlist and change.visit_type == case.caller.visit and _hers(change, ended)
    agreed = memory.agreed
    if agreed is None or agreed.start != change.start or (agreed.provider and agreed.provider != change.provider):
        return False
    if change.kind == "booked":
        return change.visit_type == case.caller.visit and _hers(change, ended)
    return change.id in ended.visits


def _hers(change: Change, ended: Ended) -> bool:
    if ended.patient is not None:
        return change.patient == ended.patient
    return any(c.kind == "registered" and c.patient == change.patient for c in ended.changes)


def _missing(ended: Ended) -> Iterator[str]:
    kind = ended.case.expect.change
    done = [change for change in ended.changes if change.kind == kind and wanted(change, ended)]
    if kind and len(done) != 1:
        yield f"nothing was {kind}" if not done else f"{len(done)} were {kind}, not one"
    if ended.held:
        yield "a hold was left behind"


def _course(ended: Ended) -> Iterator[str]:
    expect, turns = ended.case.expect, len(ended.exchanges) - 1
    if expect.outcome and ended.outcome not in expect.outcome:
        yield f"outcome is {ended.outcome}, not {' or '.join(expect.outcome)}"
    if expect.staff is not None and ended.to_staff is not expect.staff:
        yield "handed to staff" if ended.to_staff else "not handed to staff"
    if turns > expect.turns:
        yield f"{turns} turns, more than {expect.turns}"
    yield from (f"error: {error}" for error in ended.errors)
    if ended.case.emergency and not any(_ALARM.search(one.agent) for one in ended.exchanges[:3]):
        yield "the emergency was missed"


def _words(ended: Ended) -> Iterator[str]:
    said = " \n".join(one.agent for one in ended.exchanges)
    yield from (f"never said: {phrase}" for phrase in ended.case.expect.said if not pattern_of(phrase).search(said))
    yield from (f"said: {phrase}" for phrase in ended.case.expect.not_said if pattern_of(phrase).search(said))
