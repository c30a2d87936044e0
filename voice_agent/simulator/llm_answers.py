"""What a well-behaved LLM would answer, made by the embedded reader from the message that it is sent."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from voice_agent.understanding import commands as c
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Offer, Term, Utterance, Vocabulary

STAFF = {
    c.HandoffReason.ASKED: "person",
    c.HandoffReason.CLINICAL: "medical_advice",
    c.HandoffReason.BILLING: "billing",
    c.HandoffReason.COMPLAINT: "complaint",
    c.HandoffReason.OTHER: "person",
}
SOME_DAY = datetime.fromisoformat("2026-01-05T09:00")


@dataclass(frozen=True, slots=True)
class Call:
    """One tool call; `arguments` are JSON, or what a misbehaving model takes for it."""

    name: str
    arguments: str


def call(name: str, **arguments: object) -> Call:
    return Call(name, json.dumps(arguments))


def calls_for(reader: EmbeddedReader, instructions: str, turn: dict[str, Any]) -> list[Call]:
    """Both as `voice_agent.understanding.llm` makes them. All that was said serves as `words`."""
    said = str(turn["said"])
    context = context_from(turn, vocabulary_from(instructions))
    understood = reader.understand(context, Utterance(said))
    calls = [made for command in understood.commands if (made := _call(command, said)) is not None]
    return calls or [_converse(said, "unclear")]


def vocabulary_from(instructions: str) -> Vocabulary:
    """The names told; like any LLM, it takes one of a name's words for the name."""
    names = json.loads(instructions.splitlines()[-1])
    return Vocabulary(**{kind: tuple(Term(name, _short(name)) for name in told) for kind, told in names.items()})


def _short(name: str) -> tuple[str, ...]:
    return tuple(word for word in name.split() if len(word) > 3)


def context_from(turn: dict[str, Any], vocabulary: Vocabulary) -> Context:
    """Of times only those of the offers are told, each as "2026-12-01 09:00 Tue", and with whom."""
    offers = tuple(
        Offer(ref, datetime.fromisoformat(told[:16]), told[21:]) for ref, told in turn["offers"].items() if told
    )
    now = min((o.start for o in offers), default=SOME_DAY).replace(hour=8, minute=0)
    return Context(now=now, agent=turn["asked"], expecting=turn["expecting"], offers=offers, vocabulary=vocabulary)


def _call(command: c.Command, said: str) -> Call | None:
    match command:
        case c.Start():
            return call("start_task", words=said, task=command.task.value)
        case c.Set() | c.Correct():
            corrects = isinstance(command, c.Correct)
            return call("set_field", words=said, field=command.field.value, corrects=corrects)
        case c.Choose():
            return call("choose_offer", words=said, ref=command.ref)
        case c.Alternatives():
            return _converse(said, "other_times")
        case c.Affirm() | c.Deny():
            return _converse(said, "yes" if isinstance(command, c.Affirm) else "no")
        case c.Ask():
            return _converse(command.question, "question")
        case c.Handoff():
            return _converse(said, STAFF[command.reason])
        case c.Emergency():
            return None
    return _converse(said, command.name)


def _converse(words: str, what: str) -> Call:
    return call("converse", words=words, what=what)
