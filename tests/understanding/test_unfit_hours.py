"""Hours and days named to say that they are none, and wishes told with their reasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from tests.understanding.clinic import CLINIC
from voice_agent.understanding.commands import Alternatives, Choose, Correct, Field, PartOfDay, Set, Weekday, When
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Offer, Utterance

NOW = datetime(2026, 11, 30, 9, 0)  # a Monday
ASKED = Context(NOW, agent="When would you like to come in?", expecting="when", vocabulary=CLINIC)
OFFERS = (Offer("a", datetime(2026, 11, 30, 14, 30)), Offer("b", datetime(2026, 12, 1, 13, 30)))
OFFERED = replace(
    ASKED, agent="I have today at two thirty, or Tuesday at one thirty.", expecting="offer", offers=OFFERS
)
EIGHT = (Offer("a", datetime(2026, 12, 29, 8, 0)), Offer("b", datetime(2026, 12, 29, 9, 45)))
AT_EIGHT = replace(OFFERED, agent="I have Tuesday at eight or nine forty five. Which one?", offers=EIGHT)


def _wished(reader: EmbeddedReader, said: str, context: Context) -> list[When]:
    commands = reader.understand(context, Utterance(said)).commands
    return [
        w
        for c in commands
        for w in (
            c.when or ()
            if isinstance(c, Alternatives)
            else c.value
            if isinstance(c, Set | Correct) and c.field is Field.WHEN and isinstance(c.value, tuple)
            else ()
        )
    ]


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("the earliest Thursday that has room before nine",
         When(weekdays=(Weekday.THU,), time_to=time(9), earliest=True)),
        ("The first Tuesday you've got anything after four.",
         When(weekdays=(Weekday.TUE,), time_from=time(16), earliest=True)),
        ("the first Wednesday in January", When(date(2027, 1, 6), date(2027, 1, 6))),
        ("A Thursday. My shift starts at nine, so before eight.", When(weekdays=(Weekday.THU,), time_to=time(8))),
        ("I work until five, so after five thirty.", When(time_from=time(17, 30))),
        ("Well, as I said, after four.", When(time_from=time(16))),
    ],
)  # fmt: skip
def test_a_wish_with_its_reason(reader: EmbeddedReader, said: str, when: When) -> None:
    assert _wished(reader, said, ASKED) == [when]


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("Quarter past two is a bit early. After four, and not Fridays, I have my son on Fridays.",
         When(not_weekdays=(Weekday.FRI,), time_from=time(16))),
        ("Not today, and two thirty is kind of early. After four.",
         When(time_from=time(16), not_dates=(NOW.date(),))),
        ("Mornings and such are no good, and two is too early too. Something late afternoon?",
         When(time_from=time(15, 30), part_of_day=PartOfDay.AFTERNOON)),
        ("I can't do today. Something after four?", When(time_from=time(16), not_dates=(NOW.date(),))),
    ],
)  # fmt: skip
def test_what_is_no_good_is_no_wish(reader: EmbeddedReader, said: str, when: When) -> None:
    assert _wished(reader, said, OFFERED) == [when]


def test_today_refused_and_something_later(reader: EmbeddedReader) -> None:
    (when,) = _wished(reader, "Today's no good. Have you got anything later, say after four?", OFFERED)
    assert when.time_from == time(16)
    assert when.date_from == date(2026, 12, 1) or NOW.date() in when.not_dates


@pytest.mark.parametrize(
    "said",
    ["Those are weeks off.", "They're all months away.", "Two thirty is a bit early for me.", "That's ages away."],
)
def test_a_fault_refuses_the_offers(reader: EmbeddedReader, said: str) -> None:
    assert reader.understand(OFFERED, Utterance(said)).commands == (Alternatives(),)


def test_an_early_hour_taken_after_all(reader: EmbeddedReader) -> None:
    said = "Two thirty is a bit early, but I'll take it."
    assert Choose("a") in reader.understand(OFFERED, Utterance(said)).commands


@pytest.mark.parametrize(
    ("said", "ref"),
    [
        ("Eight. For the fourth time, eight.", "a"),
        ("Like I said, nine forty five.", "b"),
        ("I told you already, eight.", "a"),
        ("The second time.", "b"),
    ],
)
def test_insisting_chooses(reader: EmbeddedReader, said: str, ref: str) -> None:
    assert reader.understand(AT_EIGHT, Utterance(said)).commands == (Choose(ref),)


@pytest.mark.parametrize("said", ["Like I said, Thursday at ten.", "I told you, Thursday at ten."])
def test_insisting_takes_nothing_back(reader: EmbeddedReader, said: str) -> None:
    when = When(date(2026, 12, 3), date(2026, 12, 3), at=time(10))
    assert reader.understand(ASKED, Utterance(said)).commands == (Set(Field.WHEN, (when,)),)
