"""A telephone number as heard: whether it is a whole one where the clinic is, and what is said where it is not."""

from __future__ import annotations

from dataclasses import replace

from voice_agent.dialogue import people, spoken
from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.events import Facts, Heard
from voice_agent.dialogue.state import State
from voice_agent.understanding.commands import Affirm, Correct, Set
from voice_agent.understanding.digits import PLANS, read_phone

FOR_ONE = {"phone", "callback_phone"}
ABOUT_ONE = FOR_ONE | {"own_number", "texts", "read_back_patient", "change_patient", "callback_number"}


def heed(d: Decision, command: Set | Correct, heard: Heard, facts: Facts) -> Decision:
    """Take the first reading that is a whole number. Where none is, what was heard is said, and it is asked for again;
    of a callback only once, for a doubtful number is better there than none."""
    readings = tuple(str(reading) for reading in (command.value, *command.candidates))
    number = next((reading for reading in readings if is_whole(reading, facts.country)), None)
    callback = d.state.callback
    if number is None and callback and d.state.misses:
        number = readings[0]
    if number is not None:
        return people.set_person(d, replace(command, value=number, candidates=()))
    asked = d.state.question.name if d.state.question else ""
    agrees = any(isinstance(c, Affirm) for c in heard.commands)
    if not _is_about_one(d.state) or (agrees and asked not in FOR_ONE):
        return d
    d = _say_what_was_heard(d, readings[0], facts.country)
    if asked in FOR_ONE:
        return d
    if callback:
        return d.having(callback=replace(callback, phone=None, own_number_refused=True))
    return d.with_person(phone=None, own_number=False)


def is_whole(number: str, country: str | None) -> bool:
    """As many digits as a number has there; any number where the country's plan is not known."""
    plan = PLANS.get(country or "")
    if plan is None:
        return True
    if number.startswith(f"+{plan.code}"):
        return len(number.removeprefix(f"+{plan.code}")) in plan.lengths
    return (read_phone((number,), country).best or "").startswith("+")


def _is_about_one(state: State) -> bool:
    """The number is what was asked about, or the number that she calls from has just been refused."""
    return state.question.name in ABOUT_ONE if state.question else state.person.own_number is False


def _say_what_was_heard(d: Decision, number: str, country: str | None) -> Decision:
    plan = PLANS[country or ""]
    digits = number.removeprefix(f"+{plan.code}").removeprefix(plan.trunk)
    whole = " or ".join(spoken.cardinal(length) for length in sorted(plan.lengths))
    return d.say("phone_incomplete", count=spoken.cardinal(len(digits)), whole=whole, number=spoken.digits(digits))
