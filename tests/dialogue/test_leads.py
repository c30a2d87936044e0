"""What is said before times that are not as they were asked for: what was looked for, or that it is closed then."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.dialogue.talk import Talk
from tests.dialogue.world import OPENINGS, World
from voice_agent.dialogue import effects as fx
from voice_agent.dialogue import outcomes as oc
from voice_agent.dialogue import spoken
from voice_agent.understanding.commands import PartOfDay, Weekday, When


def answered(found: oc.OpeningsFound, *wished: str) -> str:
    talk = Talk(world=World({"FindOpenings": [found]}))
    return talk.say("", "start book", "set visit_type = check-up", *wished).text


def nearest(**more: object) -> oc.OpeningsFound:
    return oc.OpeningsFound(OPENINGS[:2], exact=False, relaxed="when", **more)  # type: ignore[arg-type]


def test_what_was_looked_for_is_told() -> None:
    assert answered(nearest(), "set when = 2026-12-03 morning").startswith("Nothing on Thursday morning. The nearest: ")


def test_whom_she_asked_for_has_nothing() -> None:
    said = answered(nearest(), "set provider = Osei", "set when = 2026-12-03")
    assert said.startswith("Doctor Osei has nothing on Thursday. The nearest: ")


def test_more_of_what_was_turned_down() -> None:
    assert answered(nearest(turned_down=True), "set when = 2026-12-03").startswith("Nothing else on Thursday.")


def test_what_is_just_as_asked_is_only_offered() -> None:
    assert answered(nearest(), "set when = 2026-12-01").startswith("I have Tuesday")


@pytest.mark.parametrize(
    ("day", "told"), [("2026-12-06", "We're closed on Sundays."), ("2026-12-25", "We're closed on Friday, December")]
)
def test_a_day_off(day: str, told: str) -> None:
    assert answered(nearest(closed="clinic"), f"set when = {day}").startswith(told)


def test_a_day_off_of_one_office() -> None:
    said = answered(nearest(closed="location"), "set location = Hilltop", "set when = 2026-12-05")
    assert said.startswith("Hilltop is closed on Saturday, December fifth. The nearest: ")


def test_a_past_day() -> None:
    assert answered(nearest(), "set when = 2026-11-20").startswith("That day is past.")


def test_what_gave_way_is_told_once() -> None:
    talk = Talk(world=World({"FindOpenings": [nearest()]}))
    talk.say("", "start book", "set visit_type = check-up", "set when = 2026-12-03")
    again = talk.say("Do you have parking?", "ask do you have parking").text
    assert "I have Tuesday, December first" in again
    assert "Nothing" not in again


@pytest.mark.parametrize(
    ("whens", "told"),
    [
        ((When(at=time(9, 40)),), "at nine forty"),
        ((When(time_to=time(9)),), "before nine"),
        ((When(weekdays=(Weekday.TUE,), time_from=time(15)),), "on a Tuesday after three"),
        (
            tuple(When(date(2026, 12, d), date(2026, 12, d), part_of_day=PartOfDay.MORNING) for d in (1, 2)),
            "on Tuesday or Wednesday morning",
        ),
        ((When(date(2026, 12, 1), date(2026, 12, 9)),), "then"),
        ((When(at=time(9)), When(at=time(10))), "then"),
    ],
)
def test_searched(whens: tuple[When, ...], told: str) -> None:
    assert spoken.searched(whens) == told


# --- series on days of the week


def test_so_often_a_week_falls_on_days_that_are_asked_for() -> None:
    talk = Talk()
    talk.say("", "start book", "set visit_type = check-up", "set when = every P3D x6")
    assert talk.asked == "series_days"
    talk.say("", "set when = tue thu")
    turn = talk.say(
        "", "choose o1", "set new_patient = no", "set name = Nora Whitfield", "set date_of_birth = 1984-03-05"
    )
    assert "every week, on Tuesdays and Thursdays, six visits in all" in turn.text
    (booked,) = (e for e in talk.say("", "affirm").effects if isinstance(e, fx.BookSeries))
    assert (booked.every, booked.weekdays) == ("P1W", (Weekday.TUE, Weekday.THU))


# --- her hour, with somebody else


def test_the_visits_own_hour_is_looked_for_with_another_doctor() -> None:
    talk = Talk()
    talk.say("", "start reschedule", "set provider = Vance", "set when = 2026-12-08")
    turn = talk.say("", "set name = Theo Whitfield", "set date_of_birth = 2016-07-19")
    (search,) = (e for e in turn.effects if isinstance(e, fx.FindOpenings))
    assert [w.at for w in search.when] == [time(9)]
