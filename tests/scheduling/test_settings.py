from __future__ import annotations

from datetime import time, timedelta

import pytest

from scheduling import Rules, settings
from scheduling.notifications import NoticeRules
from scheduling.settings import ClinicRules
from scheduling.values import NotAllowed


def test_what_is_not_set_is_as_the_library_says() -> None:
    assert ClinicRules().rules() == Rules()
    assert ClinicRules().notices() == NoticeRules()


def test_a_clinic_sets_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "HOLD_SECONDS": "240",
        "NOTICE_MINUTES": "0",
        "WAITLIST_ANSWER_MINUTES": "30",
        "REMINDER_HOURS": "72, 2",
        "QUIET_HOURS": "20:30-09:00",
    }.items():
        monkeypatch.setenv(f"VOICE_AGENT_{name}", value)
    clinic = settings.load()
    assert (clinic.rules().hold, clinic.rules().notice_min) == (timedelta(minutes=4), 0)
    assert clinic.rules().waitlist.answer == timedelta(minutes=30)
    assert clinic.notices().reminders == (timedelta(hours=72), timedelta(hours=2))
    assert (clinic.notices().quiet.start, clinic.notices().quiet.end) == (time(20, 30), time(9))


def test_no_reminders_where_none_are_wanted() -> None:
    assert ClinicRules(reminder_hours="").notices().reminders == ()


@pytest.mark.parametrize(
    ("name", "value"), [("HOLD_SECONDS", "5"), ("QUIET_HOURS", "nine to five"), ("GRID_ANCHOR", "noon")]
)
def test_what_cannot_be_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"VOICE_AGENT_{name}", value)
    with pytest.raises(NotAllowed, match=f"VOICE_AGENT_{name}"):
        settings.load()
