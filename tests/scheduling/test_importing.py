from __future__ import annotations

import re
import shutil
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from scheduling import audit, csv_format, moments
from scheduling import models as m
from scheduling.csv_format import BadRow, Column
from scheduling.database import Database, connect
from scheduling.exporting import export_csv
from scheduling.importing import KINDS, Report, import_csv
from scheduling.sample_clinic import sample_clinic
from scheduling.seed import seed
from scheduling.values import Actor, NotAllowed

NOW = datetime(2026, 11, 24, 14, tzinfo=UTC)
STAFF = Actor("staff", "rosa")
EXPORT = audit.Entry(NOW, STAFF, "export", "clinic")

CLINIC = {
    "locations": "name,timezone,country,rooms\nHarbor,America/New_York,US,Scanner; Gym\nHill,America/Denver,US,\n",
    "visit_types": (
        "name,duration_min,aliases,audience,buffer_after_min,rooms\n"
        "Check-up,30,physical; yearly exam,established,,\nScan,20,,,10,Scanner\nFirst visit,40,,new,,\n"
    ),
    "providers": (
        "name,specialty,visit_types,aliases\n"
        "Dr. Ada Moss,family medicine,Check-up; scan,the doctor\nBen Ruiz,,Check-up,\n"
    ),
    "hours": (
        "provider,location,weekday,starts,ends\n"
        "Dr. Ada Moss,Harbor,mon,09:00,12:00\nDr. Ada Moss,Harbor,Monday,13:00,17:00\nBen Ruiz,Hill,sat,18:00,00:00\n"
    ),
    "patients": (
        "external_id,first_name,last_name,date_of_birth,phone,texts_ok\n"
        'P1,Ivy,Stone,1980-01-02,(212) 555-0101,yes\nP2,Jon,"O\'Hara, Jr.",1975-05-06,212 555 0102,no\n'
    ),
    "appointments": (
        "external_id,patient_external_id,first_name,last_name,date_of_birth,provider,location,visit_type,start\n"
        "A1,P1,,,,Dr. Ada Moss,Harbor,Check-up,2026-11-30T09:30\n"
        'A2,,jon,"o\'hara, jr.",1975-05-06,Dr. Ada Moss,Harbor,Scan,2026-11-30T10:00-05:00\n'
    ),
}


async def load(database: Database, kind: str, text: str, *, dry_run: bool = False) -> Report:
    return await import_csv(database, kind, text, now=NOW, actor=STAFF, dry_run=dry_run)


async def load_all(database: Database, files: dict[str, str]) -> list[Report]:
    return [await load(database, kind, files[kind]) for kind in KINDS if kind in files]


@pytest.fixture
async def clinic(database: Database) -> Database:
    assert not any(report.bad for report in await load_all(database, CLINIC))
    return database


async def count(database: Database, table: object) -> int:
    return await database.read(lambda c: c.scalar(select(func.count()).select_from(table)) or 0)  # type: ignore[arg-type]


async def faults(database: Database, kind: str, *lines: str) -> list[str]:
    """What is wrong with these lines, under the header of the sample file."""
    header = CLINIC[kind].split("\n", 1)[0]
    report = await load(database, kind, "\n".join((header, *lines)))
    assert report.written == 0
    return [str(row) for row in report.bad]


async def test_a_clinic_comes_in_from_six_files(clinic: Database) -> None:
    assert await count(clinic, m.appointments) == 2
    visits = await clinic.read(lambda c: c.execute(select(m.appointments).order_by(m.appointments.c.id)).all())
    assert [(v.start_at, v.end_at - v.start_at) for v in visits] == [
        (datetime(2026, 11, 30, 14, 30, tzinfo=UTC), timedelta(minutes=30)),
        (datetime(2026, 11, 30, 15, tzinfo=UTC), timedelta(minutes=20)),
    ]
    assert visits[1].room_id is not None, "the only room that it can be in"
    hours = await clinic.read(lambda c: c.execute(select(m.working_hours)).all())
    assert (5, time(18), time(0)) in [(h.weekday, h.starts, h.ends) for h in hours]
    trail = await clinic.read(audit.trail)
    assert [e.entity for e in trail if e.action == "import"] == list(KINDS)


async def test_the_same_files_again_change_nothing(clinic: Database) -> None:
    before = await exported(clinic)
    reports = await load_all(clinic, CLINIC)
    assert not any(report.bad for report in reports)
    assert [r.written for r in reports if r.kind in ("patients", "appointments")] == [0, 0]
    assert await exported(clinic) == before


async def exported(database: Database) -> dict[str, str]:
    return await database.write(lambda c: {kind: export_csv(c, kind, EXPORT) for kind in KINDS})


async def test_a_dry_run_finds_what_the_guards_find_and_writes_nothing(clinic: Database) -> None:
    header = "patient_external_id,provider,location,visit_type,start,external_id\n"
    good = "P1,Dr. Ada Moss,Harbor,Check-up,2026-12-07T09:30,A3\n"
    clash = "P2,Dr. Ada Moss,Harbor,Check-up,2026-12-07T09:45,A4\n"
    elsewhere = "P1,Ben Ruiz,Hill,Check-up,2026-12-07T07:45,A5\n"
    report = await load(clinic, "appointments", header + good, dry_run=True)
    assert (report.rows, report.written, report.bad) == (1, 1, ())
    report = await load(clinic, "appointments", header + good + clash + elsewhere)
    assert [str(row) for row in report.bad] == ["line 3: that time is taken", "line 4: that time is taken"]
    assert (report.rows, report.written) == (3, 0)
    assert await count(clinic, m.appointments) == 2
    report = await load(clinic, "appointments", header + good)
    assert (report.written, await count(clinic, m.appointments)) == (1, 3)


async def test_every_bad_row_is_told_by_line_and_no_patient_is_named(clinic: Database) -> None:
    told = await faults(
        clinic,
        "patients",
        "P3,Kim,,1980-13-02,12,maybe",
        "P4,Leo,Stone,2030-01-01,2125550104,no",
        "P5,Max,Stone,1980-01-01,2125550105,no,extra",
        "",
        "P6,Ned,Stone,1980-01-01,2125550106,yes",
    )
    assert told == [
        "line 2, date_of_birth: not a day: write it as YYYY-MM-DD",
        "line 2, last_name: is empty",
        "line 2, phone: that is not a whole telephone number: give it with its area code",
        "line 2, texts_ok: neither yes nor no",
        "line 3: that date of birth is in the future or too long ago: ask again",
        "line 4: 7 cells where the header has 6",
    ]
    assert not any(name in str(told) for name in ("Kim", "Leo", "Stone", "555"))
    assert await count(clinic, m.patients) == 2


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("Dr. Ada Moss,Harbor,mon,12:00,09:00", "line 2, ends: not after the start"),
        ("Dr. Ada Moss,Harbor,mon,09:00,09:00", "line 2, ends: not after the start"),
        ("Dr. Ada Moss,Harbor,xyz,09:00,10:00", "line 2, weekday: not a day of the week"),
        ("Dr. Ada Moss,Harbor,t,09:00,10:00", "line 2, weekday: not a day of the week"),
        ("Dr. Ada Moss,Harbor,tue,9 am,25:00", "line 2, ends: not a time of day"),
        ("Dr. Who,Harbor,tue,09:00,10:00", 'line 2, provider: nothing is called "Dr. Who"'),
        ("Dr. Ada Moss,Moon,tue,09:00,10:00", 'line 2, location: nothing is called "Moon"'),
    ],
)
async def test_bad_hours_are_named(clinic: Database, row: str, problem: str) -> None:
    assert (await faults(clinic, "hours", row))[0].startswith(problem)
    assert await count(clinic, m.working_hours) == 3


async def test_overlapping_hours_are_refused_even_at_two_places(clinic: Database) -> None:
    told = await faults(clinic, "hours", "Dr. Ada Moss,Harbor,mon,09:00,12:00", "Dr. Ada Moss,Hill,mon,11:00,15:00")
    assert told == ["line 3, starts: overlaps the hours on line 2: a provider is in one place at a time"]
    season = (
        "provider,location,weekday,starts,ends,valid_from,valid_to\n"
        "Dr. Ada Moss,Harbor,mon,09:00,12:00,,2026-12-31\nDr. Ada Moss,Hill,mon,11:00,15:00,2027-01-01,\n"
        "Dr. Ada Moss,Hill,mon,16:00,00:00,,\n"
    )
    assert (await load(clinic, "hours", season)).bad == ()


@pytest.mark.parametrize(
    ("kind", "row", "problem"),
    [
        ("locations", "Moon,Moon/Base,,", "line 2, timezone: no time zone is called"),
        ("visit_types", "Nap,0,,,,", "line 2, duration_min: not a whole number from 1 to 720"),
        ("visit_types", "Nap,-10,,,,", "line 2, duration_min: not a whole number from 1 to 720"),
        ("visit_types", "Nap,10,,everybody,,", "line 2, audience: not one of all, new, established"),
        ("visit_types", "Nap,10,,,,Bedroom", 'line 2, rooms: no location has a room called "Bedroom"'),
        (
            "providers",
            "Dr. Who,,Check-up; Surgery; Magic,",
            'line 2, visit_types: nothing is called "Surgery", "Magic"',
        ),
        (
            "appointments",
            "X,P9,,,,Dr. Ada Moss,Harbor,Scan,2026-12-01T09:00",
            "line 2, patient_external_id: nothing is called by that id",
        ),
        ("appointments", "X,,,,,Dr. Ada Moss,Harbor,Scan,2026-12-01T09:00", "line 2: whose visit"),
        ("appointments", "X,,Al,Fo,1980-01-01,Dr. Ada Moss,Harbor,Scan,2026-12-01T09:00", "line 2: no such patient"),
        ("appointments", "X,P1,,,,Ben Ruiz,Harbor,Scan,2026-12-01T09:00", "line 2, visit_type: that provider does not"),
        ("appointments", "X,P1,,,,Dr. Ada Moss,Harbor,Scan,tomorrow", "line 2, start: not a day and time"),
        ("appointments", "X,P1,,,,Dr. Ada Moss,Harbor,Scan,2026-12-01", "line 2, start: not a day and time"),
        (
            "appointments",
            "X,P1,,,,Dr. Ada Moss,Harbor,Scan,2026-11-01T01:30",
            "line 2, start: that wall time happens twice",
        ),
        (
            "appointments",
            "X,P1,,,,Dr. Ada Moss,Harbor,Scan,2027-03-14T02:30",
            "line 2, start: that wall time does not exist",
        ),
    ],
)
async def test_what_cannot_be_is_named(clinic: Database, kind: str, row: str, problem: str) -> None:
    told = await faults(clinic, kind, row)
    assert told[0].startswith(problem)
    assert len(told) == 1


async def test_an_offset_settles_an_ambiguous_time(clinic: Database) -> None:
    header = "patient_external_id,provider,location,visit_type,start,end,state\n"
    row = "P1,Dr. Ada Moss,Harbor,Check-up,2026-11-01T01:30-05:00,2026-11-01T02:15-05:00,completed\n"
    assert (await load(clinic, "appointments", header + row)).bad == ()
    starts = await clinic.read(lambda c: list(c.scalars(select(m.appointments.c.start_at))))
    assert datetime(2026, 11, 1, 6, 30, tzinfo=UTC) in starts


async def test_an_inactive_provider_has_a_past_and_no_future(clinic: Database) -> None:
    await load(clinic, "providers", "name,active,visit_types\nBen Ruiz,no,Check-up\n")
    header = "patient_external_id,provider,location,visit_type,start,state\n"
    past = "P1,Ben Ruiz,Hill,Check-up,2026-10-05T10:00,completed\n"
    to_come = "P1,Ben Ruiz,Hill,Check-up,2026-12-05T10:00,booked\n"
    report = await load(clinic, "appointments", header + past + to_come)
    assert [str(row) for row in report.bad] == ["line 3, provider: that provider is not active: no visits to come"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "line 1: the file is empty"),
        ("first_name,last_name\nA,B\n", "line 1: the header lacks: date_of_birth, phone"),
        ("first_name,last_name,date_of_birth,phone,shoe size\n", "line 1: 1 unknown or unnamed columns"),
        ("first_name,first_name,last_name,date_of_birth,phone\n", "line 1: a column is named twice"),
        ('first_name,last_name,date_of_birth,phone\n"A,B,1980-01-01,2125550100\n', "line 2: not well-formed CSV"),
    ],
)
async def test_files_that_are_none_are_told_so(database: Database, text: str, problem: str) -> None:
    report = await load(database, "patients", text)
    assert str(report.bad[0]).startswith(problem)
    assert await count(database, m.patients) == 0


async def test_an_unknown_kind_is_refused(database: Database) -> None:
    with pytest.raises(NotAllowed, match="locations, visit_types"):
        await load(database, "invoices", "")


async def test_the_sample_clinic_goes_out_and_comes_in_again(
    database: Database, tmp_path: Path, migrated: Path
) -> None:
    clinic = sample_clinic(date(2026, 11, 24), patients=120)
    await database.write(lambda c: seed(c, clinic, NOW))
    files = await exported(database)
    copy = tmp_path / "copy.sqlite3"
    shutil.copy(migrated, copy)
    other = connect(f"sqlite:///{copy}")
    reports = await load_all(other, files)
    assert [report.bad for report in reports] == [()] * len(KINDS)
    assert await exported(other) == files
    await other.close()
    day = date(2026, 12, 1)
    some = await database.write(lambda c: export_csv(c, "appointments", EXPORT, first=day, last=day))
    assert {line.split(",")[10][:10] for line in some.splitlines()[1:]} == {"2026-12-01"}


cells = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=20)


@given(st.lists(st.fixed_dictionaries({"a": cells, "b": cells}), max_size=5))
def test_what_is_written_is_read_again(rows: list[dict[str, str]]) -> None:
    columns = [Column(name, str, required=False, default="") for name in ("a", "b")]
    records, bad = csv_format.read(csv_format.write(["a", "b"], rows), columns)
    assert bad == []
    expected = [{k: v.strip() for k, v in row.items()} for row in rows]
    assert [dict(r.values) for r in records] == [row for row in expected if any(row.values())]


@given(st.text(max_size=200))
def test_any_text_is_read_or_its_faults_told(text: str) -> None:
    columns = [Column("a", moments.read_day), Column("b", csv_format.wall_time, required=False)]
    records, bad = csv_format.read(text, columns)
    assert records or bad or set(re.sub(r"\W", "", text.lower())) <= {"a", "b"}, "only a header has neither"
    records, bad = csv_format.read("a,b\n" + text, columns)
    assert all(isinstance(row, BadRow) and row.line >= 1 for row in bad)


def test_formulas_are_written_as_text() -> None:
    text = csv_format.write(["a"], [{"a": "=HYPERLINK(1)"}, {"a": "+12125550101"}, {"a": "-2+cmd"}])
    assert text.splitlines() == ["a", "'=HYPERLINK(1)", "+12125550101", "'-2+cmd"]
