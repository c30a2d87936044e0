from __future__ import annotations

from datetime import datetime

import pytest

from voice_agent.calls.office_hours import OfficeHours


@pytest.mark.parametrize(
    ("text", "moment", "is_open"),
    [
        ("Mon-Fri 08:00-17:00", datetime(2026, 12, 1, 8, 0), True),
        ("Mon-Fri 08:00-17:00", datetime(2026, 12, 1, 17, 0), False),
        ("Mon-Fri 08:00-17:00", datetime(2026, 12, 5, 10, 0), False),
        ("Mon-Fri 08:00-17:00, Sat 09:00-12:00", datetime(2026, 12, 5, 10, 0), True),
        ("Fri-Mon 10:00-24:00", datetime(2026, 12, 6, 23, 30), True),
        ("always", datetime(2026, 12, 6, 3, 0), True),
    ],
)
def test_open_or_closed(text: str, moment: datetime, is_open: bool) -> None:
    assert OfficeHours.parse(text).open_at(moment) is is_open


@pytest.mark.parametrize("text", ["whenever", "Mon 9-5", "Mon 17:00-08:00", "Xyz 08:00-09:00", "Mon 08:00-25:00"])
def test_what_cannot_be_read_says_how_to_write_it(text: str) -> None:
    with pytest.raises(ValueError, match="write hours like"):
        OfficeHours.parse(text)
