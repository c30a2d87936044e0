"""From a call that was stored to a draft of a scenario: what was said, with names, birthdays and numbers replaced.

A draft is to be read by a person before it is kept: a name may also stand where nobody understood it as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from voice_agent.evaluation.case import Person
from voice_agent.evaluation.wording import ordinal, spoken_digits, spoken_year

STAND_IN = Person("Maria Gonzalez", date(1984, 3, 12), "+12125550111")
"""Of the sample clinic, so that a draft can be rung at once."""

_SAID = {
    "name": f"My name is {STAND_IN.name}.",
    "date_of_birth": f"{STAND_IN.born:%B} {ordinal(STAND_IN.born.day)}, {spoken_year(STAND_IN.born.year)}.",
    "phone": f"{spoken_digits(STAND_IN.number)}.",
}
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_LONG_NUMBER = re.compile(r"\d(?:[\s.\-/()]*\d){4,}")


class NotStoredError(LookupError):
    """The call has nothing that a scenario could be made of."""


def draft(stored: Mapping[str, Any], name: str, zone: ZoneInfo) -> str:
    """A scenario as YAML. stored: as `calls.history` gives a call; zone: the clinic's.

    name: what may not stand in a scenario's name becomes a hyphen.

    Raises NotStoredError where nobody said anything.
    """
    lines = list(_lines(stored["turns"]))
    if not lines:
        raise NotStoredError("nothing was heard in this call: there is nothing to make a scenario of")
    started = datetime.fromisoformat(stored["started_at"]).astimezone(zone)
    scenario = {
        "name": _NOT_IN_NAMES.sub("-", name.lower()).strip("-") or "draft",
        "about": "Drafted from a call. Read every line: whatever could tell of a person has to go.",
        "clock": started.strftime("%Y-%m-%dT%H:%M"),
        "caller": {"number": STAND_IN.number, "lines": lines},
        "expect": {"outcome": stored["outcome"], "unchanged": not stored.get("changes")},
    }
    return yaml.safe_dump(scenario, sort_keys=False, allow_unicode=True, width=110)


def _lines(turns: list[Mapping[str, Any]]) -> Iterator[str]:
    """What the caller said, turn by turn; a turn that told who she is becomes the stand-in's."""
    known = _names(turns)
    for turn in turns:
        if not (turn.get("heard") or "").strip():
            continue
        told = [c["field"] for c in turn["commands"] if c.get("name") in ("set", "correct") and c["field"] in _SAID]
        yield " ".join(_SAID[field] for field in dict.fromkeys(told)) if told else _scrubbed(turn["heard"], known)


def _names(turns: list[Mapping[str, Any]]) -> set[str]:
    """Every word of every name that was understood in the call, and of its other readings."""
    commands = [c for turn in turns for c in turn["commands"] if c.get("field") == "name"]
    readings = [reading for c in commands for reading in (c["value"], *(c.get("candidates") or ()))]
    return {word for reading in readings for word in str(reading).split() if len(word) > 1}


def _scrubbed(heard: str, names: set[str]) -> str:
    for word in names:
        heard = re.sub(rf"\b{re.escape(word)}\b", STAND_IN.name.split()[0], heard, flags=re.IGNORECASE)
    return _LONG_NUMBER.sub(spoken_digits(STAND_IN.number), heard)
