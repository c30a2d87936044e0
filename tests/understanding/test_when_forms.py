"""Every form of `when_forms.yaml`, and of any `when_forms_*.yaml`, is read as the constraint that is meant."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import yaml

from voice_agent.understanding.commands import PartOfDay, RelativeTo, Weekday, When
from voice_agent.understanding.reader import DateOrder, Offer
from voice_agent.understanding.when import find_whens

MONDAY = datetime.fromisoformat("2026-03-02T09:00")
FILES = sorted(Path(__file__).parent.glob("when_forms*.yaml"))
FORMS = [(path.stem, form) for path in FILES for form in yaml.safe_load(path.read_text(encoding="utf-8"))]


def moment(value: Any) -> datetime:
    """A moment as the YAML loader or a string gives it."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


def when(expected: dict[str, Any]) -> When:
    fields = dict(expected)
    if "date" in fields:
        fields["date_from"] = fields["date_to"] = fields.pop("date")
    readers: dict[str, Any] = {
        "weekdays": lambda days: tuple(Weekday(d) for d in days),
        "not_weekdays": lambda days: tuple(Weekday(d) for d in days),
        "not_dates": lambda days: tuple(d if isinstance(d, date) else date.fromisoformat(d) for d in days),
        "time_from": time.fromisoformat,
        "time_to": time.fromisoformat,
        "at": time.fromisoformat,
        "part_of_day": PartOfDay,
        "relative_to": RelativeTo,
    }
    return When(**{key: readers.get(key, lambda v: v)(value) for key, value in fields.items()})


def constraints(expect: Any) -> list[tuple[When, ...]]:
    """The constraints of a form, each with its alternatives."""
    if expect in ("nothing", None):
        return []
    if isinstance(expect, list):
        return [tuple(when(e) for e in expect)]
    if "first" in expect:
        return [c for part in ("first", "second") for c in constraints(expect[part])]
    return [(when(expect),)]


@pytest.mark.parametrize(("source", "form"), FORMS, ids=[f"{s}: {f['said']}" for s, f in FORMS])
def test_form(source: str, form: dict[str, Any]) -> None:
    found = find_whens(
        form["said"],
        moment(form.get("now", MONDAY)),
        date_order=DateOrder(form.get("order", "MDY")),
        offers=tuple(Offer(str(n), moment(start)) for n, start in enumerate(form.get("offers", ()))),
        appointment=moment(form["appointment"]) if "appointment" in form else None,
        expecting_when=form.get("asked", False),
    )
    assert [f.whens for f in found] == constraints(form["expect"])
    for f in found:
        assert 0 <= f.span[0] < f.span[1] <= len(form["said"])


def test_there_are_enough_forms() -> None:
    assert len(FORMS) >= 400
