"""Names and dates of birth that the caller has said no to: no reading of what she says later is one of them, unless she
says that very one again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from voice_agent.dialogue import people
from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.events import Heard
from voice_agent.dialogue.state import Doubt, Person
from voice_agent.understanding.commands import Correct, Deny, Field, Set

SAID_BACK = {"no_match", "read_back_patient"}
"""Questions that say a name and a date back in one: what she puts right of them is what was wrong."""
_HEARD_FOR = {5: 6, 6: 5, 15: 16, 16: 15, 25: 26, 26: 25, 1: 3, 3: 1, 7: 11, 11: 7}
"""Days of the month that a telephone line makes one of: fifth and sixth, first and third, seventh and eleventh."""


def of_doubt(d: Decision, doubt: Doubt) -> Decision:
    """No to the first reading of what was doubted."""
    match doubt.field:
        case Field.DATE_OF_BIRTH:
            return _deny_date(d, *doubt.dates[:1])
        case Field.NAME:
            return _deny_name(people.heard_before(d, doubt.texts[1:]), *doubt.texts[:1])
    return d


def sift(d: Decision, command: Set | Correct, heard: Heard) -> tuple[Decision, Set | Correct | None]:
    """What she says, without what she has said no to. None where only that was heard, and in one breath with a no: she
    said another that sounds like it, which is asked about, or asked for anew."""
    if d.state.person.verified:
        return d, command
    match command.field:
        case Field.NAME:
            return _name(d, command, heard)
        case Field.DATE_OF_BIRTH if isinstance(command.value, date):
            return _date(d, command, command.value, heard)
    return d, command


def heard_as_denied(d: Decision, command: Set | Correct, heard: Heard) -> bool:
    """ "No, it's Marsh", heard as the very name that was said back, or the second that was wrong: to be spelled."""
    names = [name.casefold() for name in d.state.person.names[:1]]
    said_back = d.state.asks("read_back_patient")  # what is looked up in the register may be another reading
    again = str(command.value).casefold() in names or len(d.state.person.denied_names) > 1
    alone = not d.state.person.verified and not _says(heard, Field.DATE_OF_BIRTH)
    return command.field is Field.NAME and said_back and alone and denies(heard) and again


def allowed_names(person: Person, names: tuple[str, ...]) -> tuple[str, ...]:
    denied = {name.casefold() for name in person.denied_names}
    return tuple(name for name in names if name.casefold() not in denied)


def allowed_dates(person: Person, dates: tuple[date, ...]) -> tuple[date, ...]:
    return tuple(day for day in dates if day not in person.denied_dates)


def sound_alike(one: date, other: date) -> bool:
    """One of the three differs, or day and month are exchanged: the other may be what was said, and is not the same
    words cut otherwise ("nineteen, ninety" is no year 2019)."""
    if one.year != other.year:
        return (one.month, one.day) == (other.month, other.day) and other.year % 100 != one.year // 100
    return one.month == other.month or one.day == other.day or (one.month, one.day) == (other.day, other.month)


def often_meant(person: Person, heard: date) -> date | None:
    """The date that is most often heard as this one, if she has not said no to it, too."""
    other = heard.replace(day=_HEARD_FOR.get(heard.day, heard.day))
    return other if other not in (heard, *person.denied_dates) else None


def denies(heard: Heard) -> bool:
    return any(isinstance(command, Deny) for command in heard.commands)


def _date(d: Decision, command: Set | Correct, value: date, heard: Heard) -> tuple[Decision, Set | Correct | None]:
    before, others = d.state.person.date_of_birth, tuple(c for c in command.candidates if isinstance(c, date))
    if before and _puts_right(d, heard):
        # "no, it's Smith, born the sixth" says the date again; "no, the sixth" contradicts itself and is misheard
        again = value == before and (_says(heard, Field.NAME) or (d.state.asks("change_patient") and not others))
        d = d if again else _deny_date(d, before)
    person = d.state.person
    left = allowed_dates(person, others)
    if value not in person.denied_dates:
        return d, replace(command, candidates=left)
    if alike := tuple(day for day in left if sound_alike(value, day)):
        return d, replace(command, value=alike[0], candidates=alike[1:])
    if denies(heard) and value == person.denied_dates[-1]:
        other = often_meant(person, value)
        doubt = d.state.doubt or (Doubt(Field.DATE_OF_BIRTH, dates=(other,)) if other else None)
        return d.with_person(date_of_birth=None, other_dates=(), refuted=False).having(doubt=doubt), None
    denied = tuple(day for day in person.denied_dates if day != value)
    return d.with_person(denied_dates=denied), replace(command, candidates=left)


def _name(d: Decision, command: Set | Correct, heard: Heard) -> tuple[Decision, Set | Correct]:
    """A name may be written as the wrong one was and yet be another, so what was heard best always stands."""
    value, before = str(command.value), d.state.person.names[:1]
    if _puts_right(d, heard) and value.casefold() not in (name.casefold() for name in before):
        d = _deny_name(d, *before)
    said_again = tuple(name for name in d.state.person.denied_names if name.casefold() != value.casefold())
    d = d.with_person(denied_names=said_again) if said_again != d.state.person.denied_names else d
    others = allowed_names(d.state.person, tuple(str(c) for c in command.candidates))
    return d, replace(command, candidates=others)


def _puts_right(d: Decision, heard: Heard) -> bool:
    asked = d.state.question.name if d.state.question else ""
    return asked == "change_patient" or (asked in SAID_BACK and denies(heard))


def _says(heard: Heard, field: Field) -> bool:
    return any(isinstance(c, Set | Correct) and c.field is field for c in heard.commands)


def _deny_date(d: Decision, *dates: date) -> Decision:
    """The last denied is last."""
    return d.with_person(denied_dates=(*(day for day in d.state.person.denied_dates if day not in dates), *dates))


def _deny_name(d: Decision, *names: str) -> Decision:
    return d.with_person(denied_names=tuple(dict.fromkeys((*d.state.person.denied_names, *names))))
