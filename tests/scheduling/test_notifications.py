from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.notifications import (
    ConsoleSender,
    FileSender,
    MessageKind,
    NoticeRules,
    OutgoingText,
    QuietHours,
    Retries,
    SendFailed,
    TextFacts,
    body,
    keyword,
    next_allowed,
    reminder_times,
)

NEW_YORK = ZoneInfo("America/New_York")
NIGHT = QuietHours(time(21), time(8))
moments = st.integers(1_577_836_800, 1_893_456_000).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)  # 2020 to 2030
zones = st.sampled_from(
    ["America/New_York", "Europe/London", "Australia/Lord_Howe", "Asia/Kolkata", "America/St_Johns"]
)
walls = st.times().map(lambda wall: wall.replace(microsecond=0))


@pytest.mark.parametrize(
    ("wall", "allowed"),
    [
        ("2026-12-01T20:59", "2026-12-01T20:59"),
        ("2026-12-01T21:00", "2026-12-02T08:00"),
        ("2026-12-02T03:30", "2026-12-02T08:00"),
        ("2026-12-02T08:00", "2026-12-02T08:00"),
        ("2026-03-07T23:00", "2026-03-08T08:00"),  # the clocks go forward that night
    ],
)
def test_no_text_goes_out_at_night(wall: str, allowed: str) -> None:
    at = datetime.fromisoformat(wall).replace(tzinfo=NEW_YORK)
    assert next_allowed(at, NEW_YORK, NIGHT) == datetime.fromisoformat(allowed).replace(tzinfo=NEW_YORK)


@given(moments, zones, walls, walls)
def test_the_next_allowed_time_is_never_quiet_and_never_earlier(
    at: datetime, zone: str, start: time, end: time
) -> None:
    quiet = QuietHours(start, end)
    found = next_allowed(at, ZoneInfo(zone), quiet)
    assert found >= at
    assert found - at <= timedelta(hours=26)
    assert found.time() not in quiet or found.utcoffset() != (found - timedelta(hours=3)).utcoffset()


def test_a_reminder_comes_at_the_visits_wall_time_across_a_change_of_clocks() -> None:
    visit = datetime(2026, 3, 9, 14, 30, tzinfo=NEW_YORK)  # the clocks go forward on the eighth
    rules = NoticeRules(reminders=(timedelta(days=2),))
    assert reminder_times(visit, NEW_YORK, datetime(2026, 3, 1, tzinfo=UTC), rules) == (
        datetime(2026, 3, 7, 14, 30, tzinfo=NEW_YORK),
    )


def test_reminders_that_would_come_too_late_are_left_out() -> None:
    visit = datetime(2026, 12, 4, 7, 30, tzinfo=NEW_YORK)
    rules = NoticeRules(reminders=(timedelta(days=2), timedelta(hours=2)), quiet=NIGHT)
    now = datetime(
        2026, 12, 2, 12, tzinfo=NEW_YORK
    )  # two days before is past; two hours before is night, then too late
    assert reminder_times(visit, NEW_YORK, now, rules) == ()


@given(moments, st.timedeltas(timedelta(0), timedelta(days=60)), zones)
def test_reminders_lie_between_now_and_the_visit_outside_quiet_hours(
    now: datetime, ahead: timedelta, zone: str
) -> None:
    rules = NoticeRules(reminders=(timedelta(days=7), timedelta(days=1), timedelta(hours=3)))
    for due in reminder_times(now + ahead, ZoneInfo(zone), now, rules):
        assert now < due <= now + ahead - rules.lead
        assert next_allowed(due, ZoneInfo(zone), rules.quiet) == due


def test_texts_say_clinic_time_and_number_and_nothing_else() -> None:
    facts = TextFacts("Riverside Clinic", "+12125550140", datetime(2026, 12, 1, 9, 30, tzinfo=NEW_YORK))
    assert body(MessageKind.CONFIRMATION, facts) == (
        "Riverside Clinic: your appointment is set for Tue Dec 1 at 9:30 AM. "
        "To change it call +12125550140. Reply STOP for no more texts."
    )
    noon = TextFacts("Riverside Clinic", "", datetime(2026, 12, 1, 12, 5, tzinfo=NEW_YORK))
    assert "Tue Dec 1 at 12:05 PM is cancelled." in body(MessageKind.CANCELLED, noon)
    for kind in MessageKind:
        assert len(body(kind, facts)) <= 320, "two text segments at most"


def test_an_offer_says_until_when_on_the_clinics_clock() -> None:
    until = datetime(2026, 11, 30, 22, 15, tzinfo=UTC)
    facts = TextFacts("Hillcrest Clinic", "+1", datetime(2026, 12, 1, 9, 30, tzinfo=NEW_YORK), until)
    assert "held for you until Mon Nov 30 at 5:15 PM" in body(MessageKind.WAITLIST_OFFER, facts)


@pytest.mark.parametrize(
    ("reply", "word"),
    [("STOP", "stop"), (" stop. ", "stop"), ("Unsubscribe", "stop"), ("start", "start"), ("HELP!", "help")],
)
def test_the_keywords_of_carriers_are_known(reply: str, word: str) -> None:
    assert keyword(reply) == word


@pytest.mark.parametrize("reply", ["yes", "please stop by tomorrow", "I can't stop", "", "👍"])
def test_other_replies_are_no_keywords(reply: str) -> None:
    assert keyword(reply) is None


def test_retries_double_up_to_a_limit_and_end() -> None:
    retries = Retries(first=timedelta(seconds=30), longest=timedelta(minutes=3), attempts=5)
    waits = [retries.after(n) for n in range(1, 6)]
    assert waits == [timedelta(seconds=s) for s in (30, 60, 120, 180)] + [None]


async def test_the_console_never_shows_a_whole_number() -> None:
    out = io.StringIO()
    await ConsoleSender(out).send(OutgoingText("+12125550111", "Riverside Clinic: hello", "k"))
    assert "5550111" not in out.getvalue()
    assert "…11: Riverside Clinic: hello" in out.getvalue()


async def test_the_file_sender_writes_a_line_a_text_and_names_what_is_wrong(tmp_path: Path) -> None:
    sender = FileSender(tmp_path / "texts.jsonl")
    for n in range(2):
        await sender.send(OutgoingText("+12125550111", f"text {n}", f"k{n}"))
    lines = [json.loads(line) for line in (tmp_path / "texts.jsonl").read_text().splitlines()]
    assert [line["body"] for line in lines] == ["text 0", "text 1"]
    with pytest.raises(SendFailed, match="cannot write"):
        await FileSender(tmp_path / "missing" / "texts.jsonl").send(OutgoingText("+1", "x", "k"))


def test_a_quiet_stretch_within_one_day() -> None:
    siesta = QuietHours(time(13), time(15))
    day = date(2026, 12, 1)
    at = datetime.combine(day, time(13, 30), NEW_YORK)
    assert next_allowed(at, NEW_YORK, siesta) == datetime.combine(day, time(15), NEW_YORK)
    assert next_allowed(at, NEW_YORK, QuietHours(time(9), time(9))) == at
