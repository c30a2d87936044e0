"""One scenario of the suite as values: the clinic's world, who rings and why, how she behaves, and what must be true.

A family in YAML stands for many scenarios: every entry of `vary` times every entry of `behaviours`.

    - name: book
      caller: {who: sarah, task: book, visit: Annual physical, calls_it: [a physical, my yearly exam], when: next-week}
      vary: [{}, {caller: {with: Dr. Miguel Ortega}}]
      behaviours: [[], [over-answers], [corrects-herself, asks]]
      expect: {change: booked}
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, ConfigDict, Field

from voice_agent.simulator.line import NAMED
from voice_agent.simulator.scenario import OUTCOMES, Phrase

TUESDAY_MORNING = dt.datetime(2026, 12, 1, 9, 0)  # noqa: DTZ001 the clinic's wall time
_STRICT = ConfigDict(extra="forbid", populate_by_name=True)

Task = Literal[
    "book", "reschedule", "cancel", "lookup", "confirm", "waitlist", "register", "question", "says", "silence"
]
"""What the caller wants. says: nothing of that kind; she says her `lines`, one a turn, and then hangs up."""

ChangeKind = Literal["booked", "moved", "cancelled", "confirmed", "registered", "waitlisted"]

Behaviour = Literal[
    "over-answers",  # gives all she knows in her first sentence
    "corrects-herself",  # says a wrong day of birth, and takes it back in the same breath
    "changes-her-mind",  # at the first read-back, wants another time
    "asks",  # asks something in between
    "asks-again",  # did not catch what was said, once
    "holds",  # "one moment", once
    "silent",  # says nothing, once
    "mumbles",  # makes a sound that is no word, once
    "spells",  # spells her last name unasked
    "keys",  # keys her date of birth in
    "interrupts",  # says yes before the read-back was heard
    "declines",  # wants none of the first offer
    "gives-up",  # drops it at the read-back
    "hangs-up",  # hangs up at the read-back
    "hesitates",  # um, well, let me see
    "backchannels",  # says "mhm" to a read-back before she answers it
    "by-time",  # picks an opening by its time of day
    "by-day",  # … by its day of the week
    "echoes",  # says yes to a read-back by saying its time again
    "numbers",  # says her date of birth in numbers
    "tells-all",  # gives name and date of birth when asked for her name
    "trails-off",  # begins an answer and does not finish it, once
    "rambles",  # tells of her dog, her day and her car
    "polite",  # please, thank you, if it's no trouble
    "acknowledges",  # says that an answer is good before she goes on
    "asks-at-read-back",  # asks something before she says yes
    "objects",  # at the first read-back, says that it does not suit after all, and only then what would
    "wants-person",  # at the read-back, would rather talk to a person
    "second-question",  # asks something when all is done
    "satisfied",  # … and says no more than that it is good
]

Mishap = Literal[
    "taken-meanwhile",  # what is offered first is booked by somebody else before she chooses
    "none-free",  # nobody who does this visit has time within the horizon
]


def _line(value: str) -> str:
    if value not in NAMED:
        raise ValueError(f"no line is called {value!r}; there are {', '.join(NAMED)}")
    return value


def _outcome(value: str) -> str:
    if value not in OUTCOMES:
        raise ValueError(f"no outcome is called {value!r}; there are {', '.join(OUTCOMES)}")
    return value


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody known to the suite. number: what she rings from."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    name: str
    born: dt.date
    number: Annotated[str, Field(pattern=r"^\+[0-9]{6,15}$")]


@dataclass(frozen=True, slots=True)
class Wish:
    """When she can come, and how she may say so.

    days: first and last day that will do, counted from today. week: 0 is this calendar week, 1 the next. weekdays: 0 is
    Monday. starting, before: of the visit's beginning, wall time.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    say: Annotated[tuple[str, ...], Field(min_length=1)]
    days: tuple[int, int] | None = None
    week: int | None = None
    weekdays: tuple[Annotated[int, Field(ge=0, le=6)], ...] = ()
    starting: dt.time | None = None
    before: dt.time | None = None

    def allows(self, start: dt.datetime, today: dt.date) -> bool:
        """start: on the clinic's wall clock."""
        away = (start.date() - today).days
        monday = today - dt.timedelta(days=today.weekday())
        return (
            (self.days is None or self.days[0] <= away <= self.days[1])
            and (self.week is None or (start.date() - monday).days // 7 == self.week)
            and (not self.weekdays or start.weekday() in self.weekdays)
            and (self.starting is None or start.time() >= self.starting)
            and (self.before is None or start.time() < self.before)
        )


@dataclass(frozen=True, slots=True)
class CallerSpec:
    """Who rings and what for; `who` and `for_whom` name people of the suite, `when` and `when_else` wishes.

    relation: what the patient is to her, if it is not she herself. knows: what she says in place of the truth, for a
    caller who is not who she says. says_number: keys or says this number when asked for one. lines: alternatives, one
    list a turn, for the task `says`; for others, said before all else. stubborn: takes no day that she did not ask for.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    who: str
    task: Task
    for_whom: str | None = None
    relation: str | None = None
    visit: str = ""
    calls_it: tuple[str, ...] = ()
    provider: str = ""
    calls_provider: str = ""
    when: str = "soonest"
    when_else: str = "week-after-next"
    knows: Person | None = None
    anonymous: bool = False
    new: bool = False
    lines: tuple[tuple[str, ...], ...] = ()
    asks: tuple[str, ...] = ("Is there any parking?", "Do you take Medicare?", "What should I bring with me?")
    stubborn: bool = False
    joins_waitlist: bool = True
    wants_staff: bool = False


@dataclass(frozen=True, slots=True)
class Expect:
    """What must be true at the end. change: the one thing that is to be changed, None for nothing (a new patient who
    books is registered, too). outcome: one of these. staff: the call goes to people, or a callback is taken; None where
    either will do. said, not_said: as in the simulator's scenarios."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    change: ChangeKind | None = None
    outcome: tuple[Annotated[str, AfterValidator(_outcome)], ...] = ()
    staff: bool | None = False
    said: tuple[Phrase, ...] = ()
    not_said: tuple[Phrase, ...] = ()
    turns: Annotated[int, Field(gt=0)] = 30


@dataclass(frozen=True, slots=True)
class Case:
    """One scenario. group: for the report's table. clock: the clinic's wall time when the phone rings."""

    name: str
    group: str
    caller: CallerSpec
    people: dict[str, Person] = field(repr=False)
    wishes: dict[str, Wish] = field(repr=False)
    clock: dt.datetime = TUESDAY_MORNING
    behaviours: tuple[Behaviour, ...] = ()
    mishaps: tuple[Mishap, ...] = ()
    line: Annotated[str, AfterValidator(_line)] = "clear"
    expect: Expect = field(default_factory=Expect)

    @property
    def ringing(self) -> Person:
        return self.people[self.caller.who]

    @property
    def patient(self) -> Person:
        """Whom it is about, in truth."""
        return self.people[self.caller.for_whom or self.caller.who]

    @property
    def claimed(self) -> Person:
        """Whom she says it is about."""
        return self.caller.knows or self.patient

    @property
    def emergency(self) -> bool:
        return self.group == "emergency"
