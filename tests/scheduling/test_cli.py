"""The commands, on a real file: what they print, what they refuse, and with what exit code."""

from __future__ import annotations

import asyncio
import re
import shutil
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner, Result

from scheduling import Scheduler, cli_staff
from scheduling.cli import app
from scheduling.values import Actor
from scheduling.waitlist import Wish

TODAY = datetime.now(UTC).date()  # the commands go by the real clock
SATURDAY = TODAY + timedelta(days=7 + (5 - TODAY.weekday()) % 7)
SUNDAY = SATURDAY + timedelta(days=1)
SEEDED = ("seed", "--today", TODAY.isoformat(), "--timezone", "America/New_York")


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "seeded.sqlite3"
    result = CliRunner().invoke(app, [*SEEDED, "--url", f"sqlite:///{path}"])
    assert result.exit_code == 0, result.output
    return path


@pytest.fixture
def url(seeded: Path, tmp_path: Path) -> str:
    shutil.copy(seeded, tmp_path / "clinic.sqlite3")
    return f"sqlite:///{tmp_path / 'clinic.sqlite3'}"


def call(url: str, *arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), env={"VOICE_AGENT_DATABASE_URL": url, "COLUMNS": "200"})


def told(url: str, *arguments: str) -> str:
    result = call(url, *arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(url: str, *arguments: str) -> str:
    result = call(url, *arguments)
    assert result.exit_code == 1, result.output
    return result.stderr


def free(url: str, visit_type: str, provider: str, ahead: int = 2) -> tuple[str, list[str]]:
    """A day, at least so many days ahead, with several openings, and their times."""
    first = TODAY + timedelta(days=ahead)
    table = told(url, "openings", visit_type, "-p", provider, "--from", first.isoformat(), "--days", "20")
    days = [(line, re.search(r"\d{4}-\d\d-\d\d", line)) for line in table.splitlines()]
    found = [(day[0], re.findall(r"\b\d\d:\d\d\b", line)) for line, day in days if day]
    return next((day, times) for day, times in found if len(times) >= 3)


def test_a_database_is_made_upgraded_and_seeded_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'clinic.sqlite3'}"
    assert "db init" in refused(url, "day")
    assert "ready" in told(url, "init")
    assert "revision" in told(url, "upgrade")
    assert "500 patients" in told(url, *SEEDED)
    assert "has a clinic already" in refused(url, *SEEDED)
    assert "left as it is" in told(url, *SEEDED, "--if-empty")


def test_bad_options_say_how_to_write_them(url: str, tmp_path: Path) -> None:
    result = call(url, "day", "tomorrow")
    assert result.exit_code == 2
    assert "YYYY-MM-DD" in result.output
    assert "Mars" in refused(f"sqlite:///{tmp_path}/none.sqlite3", "seed", "--timezone", "Mars/Base")
    assert "no support for mysql" in refused("mysql://host/x", "init")


def test_today_is_the_clinics(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    evening = datetime.combine(SATURDAY, time(21), ZoneInfo("America/New_York"))  # Sunday, in Greenwich
    monkeypatch.setattr(cli_staff, "now", lambda: evening)
    assert "Saturday" in told(url, "day")
    assert f"Sat {SATURDAY}" in told(url, "openings", "sick", "--days", "1")


def test_staff_book_move_and_cancel(url: str) -> None:
    day, times = free(url, "follow up", "ortega")
    visit = ("-t", "follow up", "-p", "ortega", "-s", f"{day}T{times[0]}")
    booked = told(url, "book", "3", *visit)
    number = re.search(r"appointment (\d+)", booked)
    assert number
    assert "Sarah Johnson" in told(url, "day", day, "-p", "ortega")
    late = refused(url, "book", "2", *visit)
    assert "taken" in late
    assert "next best" in late
    assert "booked" in told(url, "overbook", "2", *visit, "--reason", "squeezed in")
    assert times[-1] in told(url, "move", number[1], "-s", f"{day}T{times[-1]}")
    assert "cancelled" in told(url, "cancel", number[1])
    assert "cannot become cancelled" in refused(url, "cancel", number[1])
    assert "Sarah Johnson" not in told(url, "day", day, "-p", "ortega")


def test_time_is_blocked_and_given_back(url: str) -> None:
    blocked = told(url, "block", "wojcik", f"{SATURDAY}T08:00", f"{SATURDAY}T12:00", "--reason", "course")
    assert "course" in told(url, "day", SATURDAY.isoformat())
    number = re.search(r"time off (\d+)", blocked)
    assert number
    assert "given back" in told(url, "unblock", number[1])
    assert "nothing in the calendar" in told(url, "day", SUNDAY.isoformat(), "-p", "wojcik")
    assert "in the way" in refused(url, "block", "wojcik", f"{SUNDAY}T00:00", f"{SUNDAY + timedelta(days=5)}T00:00")


def test_patients_are_found_merged_and_unlocked(url: str) -> None:
    assert "Maria Gonzalez" in told(url, "patients", "Maria", "Gonsales")
    assert "James Whitaker" in told(url, "patients", "--born", "1957-07-30")
    assert "nobody" in told(url, "patients", "Zebulon", "Quartermaine")
    assert "patient 2 is now patient 1" in told(url, "merge", "1", "2")
    assert "already" in refused(url, "merge", "1", "2")
    assert "nothing was locked" in told(url, "unlock", "1")
    assert "twice" in told(url, "duplicates")


def test_a_patient_is_registered_and_says_what_texts_may_come(url: str) -> None:
    registered = told(url, "register", "Ada", "Lindqvist", "1991-02-03", "(212) 555-0177", "--texts")
    number = re.search(r"registered: patient (\d+)", registered)
    assert number
    again = told(url, "register", "ada", "lindqvist", "1991-02-03", "2125550177")
    assert again.strip() == f"there already: patient {number[1]}"
    assert "does not take texts" in told(url, "consent", number[1], "--no-texts")
    assert "telephone number" in refused(url, "register", "Ada", "Lindqvist", "1991-02-03", "12")
    assert "no such patient" in refused(url, "consent", "99999", "--texts")


def test_the_waitlist_is_shown_in_order(url: str) -> None:
    assert "nobody waits" in told(url, "waitlist")

    async def join() -> None:
        scheduler = await Scheduler.open(url, clock=lambda: datetime.now(UTC))
        kind = next(k.id for k in (await scheduler.catalogue()).visit_types if k.name == "Sick visit")
        for patient, priority in ((1, 0), (3, 5)):
            wish = Wish(patient, kind, priority=priority)
            await scheduler.join_waitlist(wish, key=f"w{patient}", actor=Actor("call", "CA1"))
        await scheduler.close()

    asyncio.run(join())
    shown = told(url, "waitlist")
    assert shown.index("Sarah Johnson") < shown.index("Maria Gonzalez")


def test_a_series_is_booked_as_a_whole_or_not_at_all(url: str) -> None:
    day, times = free(url, "follow up", "ortega", ahead=120)  # nothing is in the sample's calendar yet
    visit = ("-t", "follow up", "-p", "ortega", "-s", f"{day}T{times[0]}", "--every", "7")
    booked = told(url, "book-series", "3", *visit, "--count", "4", "--at-least", "2").splitlines()
    assert 2 <= len(booked) <= 4
    assert all(line.startswith("booked: appointment") and times[0] in line for line in booked)
    assert "Sarah Johnson" in told(url, "day", day, "-p", "ortega")
    assert "taken" in refused(url, "book-series", "2", *visit, "--count", "3")
    before = (date.fromisoformat(day) - timedelta(days=7)).isoformat()
    earlier = ("-t", "follow up", "-p", "ortega", "-s", f"{before}T{times[0]}", "--every", "7")
    told_why = refused(url, "book-series", "2", *earlier, "--count", "2")
    assert re.search("1 of the 2 times are free; nothing was booked|hours", told_why), "closed where it is a holiday"
    assert times[0] not in told(url, "day", before, "-p", "ortega")
    assert call(url, "book-series", "2", *visit, "--count", "1").exit_code == 2


def test_a_patient_joins_the_waitlist_and_leaves_it(url: str) -> None:
    first = (TODAY + timedelta(days=3)).isoformat()
    wish = ("-t", "sick", "-p", "ortega", "--from", first, "--after", "09:00", "--before", "12:00")
    joined = re.search(r"entry (\d+)", told(url, "join-waitlist", "3", *wish))
    assert joined
    assert "Sarah Johnson" in told(url, "waitlist")
    assert told(url, "join-waitlist", "3", "-t", "sick").strip() == f"on the waitlist: entry {joined[1]}"
    assert "nothing is called 'surgery'" in refused(url, "join-waitlist", "3", "-t", "surgery")
    assert "no such patient" in refused(url, "join-waitlist", "99999", "-t", "sick")
    late = call(url, "join-waitlist", "3", "-t", "sick", "--after", "nine")
    assert (late.exit_code, "HH:MM" in late.output) == (2, True)
    assert "nothing is on offer" in refused(url, "decline-offer", joined[1])
    assert "left the waitlist" in told(url, "leave-waitlist", joined[1])
    assert "nobody waits" in told(url, "waitlist")


def test_what_comes_free_is_taken_by_whom_it_is_held_for(url: str) -> None:
    day, times = free(url, "sick", "ortega")
    booked = told(url, "book", "5", "-t", "sick", "-p", "ortega", "-s", f"{day}T{times[0]}")
    told(url, "consent", "3", "--texts")
    entry = told(url, "join-waitlist", "3", "-t", "sick", "-p", "ortega", "--from", day, "--to", day).split()[-1]
    told(url, "cancel", booked.split()[2].rstrip(","))
    assert "offered" in told(url, "waitlist")
    assert f"{day} {times[0]}" in told(url, "accept-offer", entry)
    assert "Sarah Johnson" in told(url, "day", day, "-p", "ortega")


def test_files_go_out_and_come_in(url: str, tmp_path: Path) -> None:
    file = tmp_path / "patients.csv"
    assert "499 rows" not in told(url, "export", "patients", "-o", str(file))
    assert "500 rows, 0 would be written, 500 were there" in told(url, "import", "patients", str(file), "--dry-run")
    file.write_text("first_name,last_name,date_of_birth,phone\nA,B,yesterday,1\n", encoding="utf-8")
    result = call(url, "import", "patients", str(file))
    assert result.exit_code == 1
    assert "line 2, date_of_birth: not a day" in result.stderr
    file.write_bytes(b"\xff\xfe\x00")
    assert call(url, "import", "patients", str(file)).exit_code == 2
    assert "one of locations" in refused(url, "export", "invoices")
    assert told(url, "columns", "hours").startswith("provider, location, weekday, starts, ends, [valid_from]")
    assert told(url, "export", "hours").startswith("provider,location,weekday")


def test_notices_are_sent_to_a_file(url: str, tmp_path: Path) -> None:
    day, times = free(url, "vaccination", "reyes")
    told(url, "book", "1", "-t", "flu shot", "-p", "reyes", "-s", f"{day}T{times[0]}")
    sent = told(url, "notify", "--file", str(tmp_path / "texts.jsonl"))
    assert re.match(r"[01] sent, 0 to be tried again", sent), "none at night"


def test_a_feed_is_made_and_closed(url: str) -> None:
    assert len(told(url, "feed", "1").strip()) >= 40
    assert "void" in told(url, "feed", "1", "--close")
    assert "no feed" in told(url, "feed", "1", "--close")


def test_staff_mark_what_became_of_a_visit_when_it_is_due(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    day, times = free(url, "sick", "ortega")
    booked = told(url, "book", "5", "-t", "sick", "-p", "ortega", "-s", f"{day}T{times[0]}")
    number = booked.split()[2].rstrip(",")
    assert "marked confirmed" in told(url, "mark", number, "confirmed")
    for state in ("arrived", "completed", "no_show"):  # nobody is there yet
        assert f"that visit is on {datetime.fromisoformat(day):%A}, {day}" in refused(url, "mark", number, state)
    midnight = datetime.fromisoformat(day).replace(tzinfo=ZoneInfo("America/New_York"))
    last_minute = midnight + timedelta(hours=23, minutes=59)  # the next day already, in Greenwich
    monkeypatch.setattr(cli_staff, "now", lambda: last_minute + timedelta(minutes=2))
    assert "and today is" in refused(url, "mark", number, "arrived")
    monkeypatch.setattr(cli_staff, "now", lambda: last_minute)
    assert "marked arrived" in told(url, "mark", number, "arrived")
    assert "marked completed" in told(url, "mark", number, "completed")
    assert "refused (transition)" in refused(url, "mark", number, "no_show")


def test_a_dry_run_names_every_bad_row(url: str, tmp_path: Path) -> None:
    file = tmp_path / "types.csv"
    file.write_text("name,duration_min\n" + "".join(f"Visit {n},-5\n" for n in range(60)))
    assert "line 61," in refused(url, "import", "visit_types", str(file), "--dry-run")
    assert "10 more: --dry-run names them all" in refused(url, "import", "visit_types", str(file))
