"""`voice-agent understand`: JSON lines in, JSON lines out, one for one and in order."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TextIO

from voice_agent.understanding.commands import Field, to_json
from voice_agent.understanding.reader import (
    Context,
    DateOrder,
    Offer,
    Reader,
    Term,
    Understanding,
    Utterance,
    Vocabulary,
)

EXPECTED = ("confirm", "offer", "task", *Field)
"""What the agent may have asked for."""


class LineError(ValueError):
    """An input line that cannot be read; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One input line: `id` as given (None if it had none)."""

    id: object
    context: Context
    utterance: Utterance


def run(
    lines: Iterable[str],
    out: TextIO,
    reader: Reader,
    *,
    date_order: DateOrder = DateOrder.MDY,
    vocabulary: Vocabulary = Vocabulary(),
) -> None:
    """Answers each line before the next is read; empty lines are passed over.

    A line that cannot be read gives `{"id", "error"}`, and the rest goes on. `vocabulary`: for lines without their own.
    """
    with asyncio.Runner() as runner:
        for line in lines:
            if line.strip():
                out.write(
                    json.dumps(runner.run(_answer(line, reader, date_order, vocabulary)), ensure_ascii=False) + "\n"
                )
                out.flush()


async def _answer(line: str, reader: Reader, date_order: DateOrder, vocabulary: Vocabulary) -> dict[str, Any]:
    try:
        data = _object(line)
    except LineError as error:
        return {"id": None, "error": str(error)}
    try:
        read = parse(data, date_order, vocabulary)
    except LineError as error:
        return {"id": data.get("id"), "error": str(error)}
    return {"id": read.id, **plain(await reader.read(read.context, read.utterance))}


def plain(understanding: Understanding) -> dict[str, Any]:
    """`{"commands", "confidence", "reader", "ms"}`."""
    return {
        "commands": [to_json(c) for c in understanding.commands],
        "confidence": round(understanding.confidence, 3),
        "reader": understanding.reader,
        "ms": round(understanding.ms, 3),
    }


def parse(data: dict[str, Any], date_order: DateOrder, vocabulary: Vocabulary = Vocabulary()) -> Line:
    """A decoded line as the reader takes it; `vocabulary` where it has none of its own. Raises LineError.

    `asked`, the open question without what it tells of a patient, is `agent` where it is not given, but for lines whose
    offers are a patient's `own_visits`.
    """
    said = _text(data, "said", required=True)
    nbest = data.get("nbest") or []
    if not isinstance(nbest, list) or not all(isinstance(n, str) for n in nbest):
        raise LineError('"nbest" must be a list of strings')
    agent = _text(data, "agent")
    own_visits = data.get("own_visits", False)
    if not isinstance(own_visits, bool):
        raise LineError('"own_visits" must be true or false')
    context = Context(
        now=_moment(data.get("now"), "now"),
        agent=agent,
        expecting=_expecting(data),
        offers=tuple(_offers(data.get("offers") or [])),
        appointment=_moment(data["appointment"], "appointment") if data.get("appointment") else None,
        vocabulary=_vocabulary(data["vocabulary"]) if data.get("vocabulary") else vocabulary,
        date_order=date_order,
        asked=_text(data, "asked") or ("" if own_visits else agent),
        own_visits=own_visits,
    )
    return Line(data.get("id"), context, Utterance(said, tuple(nbest)))


def _object(line: str) -> dict[str, Any]:
    try:
        data = json.loads(line)
    except ValueError as error:
        raise LineError(f"not JSON: {error}") from None
    if not isinstance(data, dict):
        raise LineError('a line must be an object such as {"id": 1, "now": "2026-03-02T09:00", "said": "…"}')
    return data


def _text(data: dict[str, Any], key: str, *, required: bool = False) -> str:
    value = data.get(key)
    if value is None and not required:
        return ""
    if not isinstance(value, str):
        raise LineError(f'"{key}" must be a string' if key in data else f'"{key}" is missing')
    return value


def _expecting(data: dict[str, Any]) -> str | None:
    """A misspelt one would be read as if nothing had been asked, without a word."""
    expecting = _text(data, "expecting") or None
    if expecting is not None and expecting not in EXPECTED:
        raise LineError(f'"expecting" must be null or one of {", ".join(EXPECTED)}, not {expecting!r}')
    return expecting


def _moment(value: Any, key: str) -> datetime:
    """A wall time of the clinic; a zone or an offset is dropped."""
    if not isinstance(value, str):
        raise LineError(f'"{key}" must be a time such as "2026-03-02T09:00"')
    try:
        return datetime.fromisoformat(value).replace(tzinfo=None)
    except ValueError:
        raise LineError(f'"{key}" must be a time such as "2026-03-02T09:00", not {value!r}') from None


def _offers(offers: Any) -> Iterator[Offer]:
    if not isinstance(offers, list):
        raise LineError('"offers" must be a list')
    for offer in offers:
        if not isinstance(offer, dict) or not isinstance(offer.get("ref"), str):
            raise LineError('each of "offers" must be an object with "ref" and "start"')
        yield Offer(offer["ref"], _moment(offer.get("start"), "start"), _text(offer, "provider"))


def _vocabulary(names: Any) -> Vocabulary:
    """`{"providers": [...], "visit_types": [...], "locations": [...]}`: names, or `{"value", "aliases"}`."""
    if not isinstance(names, dict):
        raise LineError('"vocabulary" must be an object of lists')
    return Vocabulary(
        providers=tuple(_terms(names, "providers")),
        visit_types=tuple(_terms(names, "visit_types")),
        locations=tuple(_terms(names, "locations")),
    )


def _terms(names: dict[str, Any], key: str) -> Iterator[Term]:
    terms = names.get(key) or []
    if not isinstance(terms, list):
        raise LineError(f'"{key}" must be a list')
    for term in terms:
        if isinstance(term, str):
            yield Term(term)
        elif isinstance(term, dict) and isinstance(term.get("value"), str):
            aliases = term.get("aliases") or []
            if not isinstance(aliases, list) or not all(isinstance(a, str) for a in aliases):
                raise LineError(f'"aliases" in "{key}" must be a list of strings')
            yield Term(term["value"], tuple(aliases))
        else:
            raise LineError(f'each of "{key}" must be a name or an object with "value"')
