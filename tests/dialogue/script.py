"""Conversations as tables: a caller's commands, and what is done and said in answer.

A command is a short line: `start book` · `set name = Nora Whitfield` · `correct when = 2026-12-02 afternoon` ·
`choose o2` · `alternatives` · `affirm` · `ask do you have parking` · `handoff clinical` · `emergency chest pain` …
A `when` is words out of: a day (2026-12-01), days (2026-12-01..2026-12-05), a weekday (tue), "at 14:00", a part of the
day, "earliest", "every P2W", "x6"; alternatives are joined by "or", other readings by "/".
An event that is not speech is `event: silence` (or `not_heard`, `time_is_up`, `trouble`, `staff_unreachable`,
`resumed`), keys are `keys: "03051984"`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, time
from pathlib import Path
from typing import Any

import yaml

from tests.dialogue.world import FACTS, World, opening
from voice_agent.dialogue import effects as fx
from voice_agent.dialogue import events, spoken
from voice_agent.dialogue import outcomes as oc
from voice_agent.understanding import commands as c
from voice_agent.understanding.reader import DateOrder

BARE: dict[str, c.Command] = {
    "affirm": c.Affirm(),
    "deny": c.Deny(),
    "repeat": c.Repeat(),
    "hold_on": c.HoldOn(),
    "abort": c.Abort(),
    "restart": c.Restart(),
    "goodbye": c.Goodbye(),
    "thanks": c.Thanks(),
    "out_of_scope": c.OutOfScope(),
    "unclear": c.Unclear(),
    "alternatives": c.Alternatives(),
    "handoff": c.Handoff(),
}
EVENTS: dict[str, events.Event] = {
    "call": events.CallStarted(),
    "resumed": events.CallStarted(resumed=True),
    "silence": events.Silence(),
    "not_heard": events.NotHeard(),
    "time_is_up": events.TimeIsUp(),
    "trouble": events.Trouble(),
    "staff_unreachable": events.StaffUnreachable(),
}
OUTCOMES: dict[str, oc.Outcome] = {
    "nothing": oc.OpeningsFound(()),
    "taken": oc.Taken((opening("o4", "2026-12-03T16:00"),)),
    "taken, none left": oc.Taken(()),
    "failed": oc.Failed(),
    "no answer": oc.NoAnswer(),
    "locked": oc.NotIdentified(locked=True),
    "in the records": oc.Registered("p3", "Ines Calder", existing=True),
    "series refused": oc.SeriesRefused(free=4, count=6),
    "refused notice": oc.Refused("notice"),
    "refused audience": oc.Refused("audience"),
    "refused hold_limit": oc.Refused("hold_limit"),
    "refused age": oc.Refused("age"),
}


@dataclass(frozen=True)
class Step:
    event: events.Event
    does: tuple[str, ...]
    says: str


@dataclass(frozen=True)
class Conversation:
    name: str
    facts: events.Facts
    world: World
    steps: tuple[Step, ...]
    outcome: str


def load(folder: Path) -> list[Conversation]:
    return [
        conversation(raw)
        for path in sorted(folder.glob("*.yaml"))
        for raw in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def conversation(raw: dict[str, Any]) -> Conversation:
    answers = {name: [OUTCOMES[o] for o in outcomes] for name, outcomes in raw.get("answers", {}).items()}
    steps = tuple(Step(event(t), tuple(t.get("does", ())), t.get("says", "")) for t in raw["turns"])
    facts = dict(raw.get("facts", {}))
    facts |= {"date_order": DateOrder(facts["date_order"])} if "date_order" in facts else {}
    return Conversation(raw["name"], replace(FACTS, **facts), World(answers), steps, raw.get("outcome", ""))


def event(turn: dict[str, Any]) -> events.Event:
    if "event" in turn:
        return EVENTS[turn["event"]]
    if "keys" in turn:
        return events.KeyPressed(turn["keys"], prompt_heard=turn.get("heard", True))
    return events.Heard(
        text=turn.get("text", ""),
        commands=tuple(command(line) for line in turn["caller"]),
        confidence=turn.get("confidence", 1.0),
        hearing=turn.get("hearing", 1.0),
        prompt_heard=turn.get("heard", True),
    )


def command(line: str) -> c.Command:
    if line in BARE:
        return BARE[line]
    verb, rest = line.split(" ", 1)
    match verb:
        case "start":
            return c.Start(c.Task(rest))
        case "set" | "correct":
            name, value = rest.split(" = ", 1)
            field = c.Field(name)
            first, *others = (_value(field, v) for v in value.split(" / "))
            return (c.Set if verb == "set" else c.Correct)(field, first, tuple(others))
        case "choose":
            return c.Choose(rest)
        case "alternatives":
            return c.Alternatives(whens(rest))
        case "ask":
            return c.Ask(rest)
        case "handoff":
            return c.Handoff(c.HandoffReason(rest))
        case "worry":
            return c.Worry(rest)
        case "emergency":
            return c.Emergency(rest)
        case "self_harm":
            return c.Emergency(rest, c.EmergencyKind.SELF_HARM)
    raise ValueError(f"no such command: {line!r}")


def _value(field: c.Field, said: str) -> c.Value:
    match field:
        case c.Field.WHEN:
            return whens(said)
        case c.Field.DATE_OF_BIRTH:
            return date.fromisoformat(said)
        case c.Field.NEW_PATIENT:
            return said == "yes"
    return said


def whens(said: str) -> c.Whens:
    return tuple(_when(part) for part in said.split(" or "))


def _when(said: str) -> c.When:
    when, words = c.When(), said.split()
    while words:
        word = words.pop(0)
        if word in list(c.Weekday):
            when = replace(when, weekdays=(*when.weekdays, c.Weekday(word)))
        elif word in list(c.PartOfDay):
            when = replace(when, part_of_day=c.PartOfDay(word))
        elif word == "at":
            when = replace(when, at=time.fromisoformat(words.pop(0)))
        elif word == "earliest":
            when = replace(when, earliest=True)
        elif word == "every":
            when = replace(when, every=words.pop(0))
        elif word.startswith("x"):
            when = replace(when, count=int(word[1:]))
        else:
            first, _, last = word.partition("..")
            when = replace(when, date_from=date.fromisoformat(first), date_to=date.fromisoformat(last or first))
    return when


def shown(effect: fx.Effect) -> str:
    """An effect as a line: its name, and what is set of it."""
    parts = [type(effect).__name__]
    for f in fields(effect):
        value = getattr(effect, f.name)
        if f.name == "when":
            value = spoken.constraint(value)
        elif isinstance(value, tuple):
            value = "+".join(str(v) for v in value)
        if value not in (None, "", False):
            parts.append(f"{f.name}={value}")
    return " ".join(parts)
