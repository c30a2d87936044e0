"""From pieces and values to commands, in the light of what the agent had asked. Pure.

An answer to a read-back is a yes only if nothing else in the utterance takes it back: a changed time, a "but", a "wait",
a no. What contradicts the read-back is a no and a correction.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from voice_agent.understanding import evidence
from voice_agent.understanding.commands import (
    Abort,
    Affirm,
    Alternatives,
    Ask,
    Choose,
    Command,
    Correct,
    Deny,
    Field,
    Goodbye,
    Handoff,
    HandoffReason,
    HoldOn,
    OutOfScope,
    Repeat,
    Restart,
    Set,
    Start,
    Task,
    Thanks,
    Value,
    When,
    Whens,
)
from voice_agent.understanding.offers import fits
from voice_agent.understanding.pieces import INFORM, OUT_OF_SCOPE, UNKNOWN, Piece
from voice_agent.understanding.reader import Context

YES_OR_NO = frozenset({"confirm", "offer", "new_patient"})
TASKS = {task.value: task for task in Task}
HANDOFFS = {f"handoff_{reason.value}": reason for reason in HandoffReason}
PLAIN: dict[str, Command] = {
    "thanks": Thanks(),
    "goodbye": Goodbye(),
    "repeat": Repeat(),
    "hold_on": HoldOn(),
    "abort": Abort(),
    "restart": Restart(),
    OUT_OF_SCOPE: OutOfScope(),
}
NOT_ASKED_FOR = frozenset({"ask", OUT_OF_SCOPE, "yes", "ok", "no", "done", "goodbye", "thanks", "hold_on", "abort", *HANDOFFS})
"""In such clauses a day, a provider or a visit type is talked about, not wished for."""
TAKES_BACK = frozenset({"hold_on", "abort", "restart", "repeat", "alternatives", "cancel", "reschedule", "no", "deny"})
_CAUTION = re.compile(r"\b(?:but|except|unless|if|however|although|not|n't|isn't|doesn't|wasn't|wrong|instead|rather)\b", re.IGNORECASE)
_TAKEN_BACK = re.compile(r"\b(?:i said|i meant|i mean|actually|instead|rather|not|sorry|no|change|changed|correction|should be)\b", re.IGNORECASE)
_PRONOUN_ONLY = re.compile(r"^(?:please |just |kindly )*(?:cancel|drop|delete|scrap)(?: (?:it|that|this|that one|the whole thing))?(?: please)?$", re.IGNORECASE)
_THAT_IS_IT = re.compile(r"^(?:that's|that is|thats) it$", re.IGNORECASE)
_ANYTHING_ELSE = re.compile(r"\b(?:else|more|further|other|assist\w*|help|anything|all)\b[^.]*[?.]?$", re.IGNORECASE)
_RATHER = re.compile(r"\b(?:actually|instead|rather|prefer|want|would like|i'd like|i need|how about|what about|another|looking for|is there)\b", re.IGNORECASE)
_PROPOSES = re.compile(r"\b(?:see|meet|go|visit|take|try|want)\b|\b(?:book\w*|appointments?|schedul\w*|reserv\w*|set up|slot|make it)\b", re.IGNORECASE)
_ABOUT_BOOKING = re.compile(r"\b(?:book\w*|appointments?|schedul\w*|reserv\w*|visit|set up|slot|make it)\b", re.IGNORECASE)
_ABOUT_CANCELLING = re.compile(r"\bcancel", re.IGNORECASE)
_ABOUT_MOVING = re.compile(r"\b(?:mov(?:e|ing)|reschedul\w*|chang\w*)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """A field's value at `start`. `corrects`: the grammar saw it replace another in the same breath."""

    field: Field
    value: Value
    start: int
    candidates: tuple[Value, ...] = ()
    corrects: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """Everything known of one utterance. `chosen`: ref of the offer that is meant. `agent_whens`: times in the agent's words."""

    pieces: tuple[Piece, ...]
    values: tuple[Said, ...]
    chosen: str | None
    agent_whens: Whens


Placed = tuple[int, Command]


def compose(heard: Heard, context: Context, expecting: str | None) -> list[Command]:
    """The commands in the order said; empty if nothing was understood."""
    wanted = [v for v in heard.values if not _only_mentioned(v, heard.pieces)]
    against = _against_read_back(wanted, heard, context, expecting)
    yes, no = _yes_and_no(heard, context, expecting, contradicted=bool(against))
    placed: list[Placed] = []
    for piece in heard.pieces:
        placed += _of_piece(piece, heard, context, expecting, agreed=yes is not None, changed=bool(against))
    placed += _of_values(wanted, heard, context, expecting, against)
    if _implies_booking(placed, expecting):
        placed.append((-1, Start(Task.BOOK)))
    if heard.chosen is not None:
        return _ordered([(p, c) for p, c in placed if not _said_by_choice(c)] + [(0, Choose(heard.chosen))])
    if any(isinstance(c, Alternatives) for _, c in placed):
        return _ordered(placed)
    answered = expecting in YES_OR_NO or (expecting is None and context.agent != "")
    if yes is not None and (answered or not _substantial(placed)):
        placed.append((yes, Affirm()))
    if no is not None and (answered or _ends_the_call(expecting, context) or not _substantial(placed)):
        placed.append((no, Deny()))
    return _ordered(_what_counts(placed, ends=_ends_the_call(expecting, context)))


def _implies_booking(placed: Sequence[Placed], expecting: str | None) -> bool:
    """ "A physical with Dr. Lee", in answer to what we can do for the caller."""
    if expecting != "task" or any(isinstance(c, Start | Handoff | Ask | Alternatives) for _, c in placed):
        return False
    return any(isinstance(c, Set) and c.field is Field.VISIT_TYPE for _, c in placed)


def _what_counts(placed: Sequence[Placed], *, ends: bool) -> list[Placed]:
    """Thanks beside something that is to be done are a courtesy, and "I changed my mind" before a new wish is no end."""
    others = [c for _, c in placed if not isinstance(c, Thanks | Goodbye | OutOfScope) and not (ends and isinstance(c, Deny))]
    goes_on = any(isinstance(c, Correct | Alternatives | Start) or (isinstance(c, Set) and c.field is Field.WHEN) for c in others)
    return [
        (p, c) for p, c in placed if not (others and isinstance(c, Thanks)) and not (goes_on and isinstance(c, Abort))
    ]


# --- yes and no


def _yes_and_no(heard: Heard, context: Context, expecting: str | None, *, contradicted: bool) -> tuple[int | None, int | None]:
    """Where yes and no were said; None where not, or where it cannot be relied on."""
    pieces = heard.pieces
    yes = [p for p in pieces if p.kind == "yes" or p.kind == "affirm"]
    if expecting in ("confirm", "offer"):
        yes += [p for p in pieces if p.kind == "ok"]
        yes += [p for p in pieces if _does_what_was_proposed(p, context) or _takes_the_offer(p, expecting)]
    no = [p for p in pieces if p.kind in ("no", "deny")]
    if _ends_the_call(expecting, context):
        no += [p for p in pieces if p.kind == "done"]
    no_at = min((p.start for p in no), default=0 if contradicted and expecting == "confirm" else None)
    if not yes or no_at is not None or (expecting == "confirm" and _takes_back(heard, context)):
        return None, no_at
    return min(p.start for p in yes), None


def _takes_back(heard: Heard, context: Context) -> bool:
    """Is there anything beside the yes that makes it less than one?"""
    for piece in heard.pieces:
        if piece.kind in TAKES_BACK and not _does_what_was_proposed(piece, context):
            return True
        if piece.contrast or (piece.clause and piece.kind in (INFORM, UNKNOWN, "affirm") and _CAUTION.search(piece.text)):
            return True
        if piece.kind == UNKNOWN and len(piece.text.split()) > 2:
            return True
    return False


def _does_what_was_proposed(piece: Piece, context: Context) -> bool:
    """ "Shall I book it?" "Please book it.": the clause asks for what the agent has just proposed."""
    about = {"book": _PROPOSES, "cancel": _ABOUT_CANCELLING, "reschedule": _ABOUT_MOVING}.get(piece.kind)
    return about is not None and context.agent != "" and about.search(context.agent) is not None and not (
        piece.kind == "book" and (_ABOUT_CANCELLING.search(context.agent) or _ABOUT_MOVING.search(context.agent))
    )


def _takes_the_offer(piece: Piece, expecting: str | None) -> bool:
    """ "Book it, please" in answer to an offer."""
    return expecting == "offer" and piece.kind == "book" and _ABOUT_BOOKING.search(piece.text) is not None


def _ends_the_call(expecting: str | None, context: Context) -> bool:
    """The agent asked whether there is anything else: "no" and "that's all" say the same."""
    return expecting == "task" and _ANYTHING_ELSE.search(context.agent) is not None


def _against_read_back(wanted: Sequence[Said], heard: Heard, context: Context, expecting: str | None) -> list[Said]:
    """Values that differ from what the agent read back; with its words unknown, every value counts as such."""
    if expecting != "confirm":
        return []
    return [v for v in wanted if _differs(v, heard.agent_whens, context.agent)]


def _differs(said: Said, agent_whens: Whens, agent: str) -> bool:
    if not agent:
        return True
    if said.field is Field.WHEN:
        return bool(agent_whens) and not any(_says_no_more_than(w, a) for w in _whens_of(said) for a in agent_whens)
    if said.field in (Field.PROVIDER, Field.LOCATION, Field.VISIT_TYPE):
        return str(said.value).casefold().split()[-1] not in agent.casefold()
    return False


def _says_no_more_than(said: When, read_back: When) -> bool:
    """Everything that `said` says, `read_back` says too."""
    days = said.date_from is None or (said.date_from, said.date_to) == (read_back.date_from, read_back.date_to)
    clock = said.at is None or said.at == read_back.at
    rest = replace(said, date_from=None, date_to=None, at=None, weekdays=(), part_of_day=None) == When()
    part = said.part_of_day is None or said.part_of_day == read_back.part_of_day or (read_back.at is not None and said.at is not None)
    weekdays = not said.weekdays or said.weekdays == read_back.weekdays or read_back.date_from is not None
    return days and clock and rest and part and weekdays


# --- pieces


def _of_piece(
    piece: Piece, heard: Heard, context: Context, expecting: str | None, *, agreed: bool, changed: bool
) -> list[Placed]:
    kind, at = piece.kind, piece.start
    if kind in TASKS:
        return _of_task(piece, heard, context, expecting, agreed=agreed, changed=changed)
    if kind in HANDOFFS:
        return [(at, Handoff(HANDOFFS[kind]))]
    if kind == "ask":
        return [(at, Ask(piece.text))]
    if kind == "alternatives":
        return [(at, Alternatives(_whens_in(piece, heard)))]
    if kind == "done":
        agreeing = expecting == "confirm" and _THAT_IS_IT.match(piece.text) is not None
        return [] if agreeing or _ends_the_call(expecting, context) else [(at, Goodbye())]
    if expecting == "offer" and not agreed and kind in (INFORM, UNKNOWN) and _wants_another(piece, heard):
        return [(at, Alternatives())]
    plain = PLAIN.get(kind)
    return [(at, plain)] if plain is not None else []


def _wants_another(piece: Piece, heard: Heard) -> bool:
    """ "I'd rather see Dr. Lee", in answer to an offer that is not hers."""
    return _RATHER.search(piece.text) is not None and not evidence.is_foreign(piece.text) and not any(
        v.field is Field.WHEN and piece.start <= v.start < piece.end for v in heard.values
    )


def _of_task(
    piece: Piece, heard: Heard, context: Context, expecting: str | None, *, agreed: bool, changed: bool
) -> list[Placed]:
    task, at = TASKS[piece.kind], piece.start
    foreign = bool(context.vocabulary.visit_types) and evidence.is_other_trade(piece.text)
    if foreign and not any(v.field is not Field.WHEN and piece.start <= v.start < piece.end for v in heard.values):
        return [(at, OutOfScope())]
    if expecting == "confirm":
        if task is Task.CANCEL and _PRONOUN_ONLY.match(piece.text) and not _ABOUT_CANCELLING.search(context.agent):
            return [(at, Abort())]
        if _does_what_was_proposed(piece, context) and (agreed or changed):
            return []
        if task in (Task.RESCHEDULE, Task.BOOK) and changed and not _ABOUT_CANCELLING.search(context.agent):
            return []
        if task is Task.CONFIRM_VISIT and agreed:
            return []
    if task is Task.BOOK and expecting == "offer":
        if not _ABOUT_BOOKING.search(piece.text):
            return [(at, Start(task) if agreed else Alternatives(_whens_in(piece, heard)))]
        if context.offers:
            return []
    field_asked = expecting not in (None, "task", "confirm", "offer")
    if task is Task.BOOK and field_asked:
        return []
    return [(at, Start(task))]


def _whens_in(piece: Piece, heard: Heard) -> Whens | None:
    whens = tuple(w for v in heard.values if v.field is Field.WHEN and piece.start <= v.start < piece.end for w in _whens_of(v))
    return whens or None


def _whens_of(said: Said) -> Whens:
    return tuple(w for w in said.value if isinstance(w, When)) if isinstance(said.value, tuple) else ()


def _fits_an_offer(said: Said, context: Context) -> bool:
    return any(fits(offer.start, when) and not when.relative_to for offer in context.offers for when in _whens_of(said))


# --- values


def _only_mentioned(said: Said, pieces: Sequence[Piece]) -> bool:
    within = [p for p in pieces if p.start <= said.start < p.end]
    kinds = {p.kind for p in within}
    if "alternatives" in kinds and said.field is Field.WHEN:
        return True
    return bool(kinds) and kinds <= NOT_ASKED_FOR


def _of_values(
    wanted: Sequence[Said], heard: Heard, context: Context, expecting: str | None, against: Sequence[Said]
) -> list[Placed]:
    placed: list[Placed] = []
    refused = any(p.kind in ("no", "deny") for p in heard.pieces)
    for said in wanted:
        if heard.chosen is not None and said.field in (Field.WHEN, Field.PROVIDER):
            continue
        if expecting == "offer" and context.offers and said.field is Field.WHEN and not _fits_an_offer(said, context):
            placed.append((said.start, Alternatives(tuple(w for w in _whens_of(said)))))
            continue
        piece = next((p for p in heard.pieces if p.clause and p.start <= said.start < p.end), None)
        before = piece.text[: max(0, said.start - piece.start)] if piece else ""
        corrects = said in against or said.corrects or (
            expecting not in (None, "task") and (refused or _TAKEN_BACK.search(before) is not None)
        )
        command = Correct if corrects else Set
        placed.append((said.start, command(said.field, said.value, said.candidates)))
    return placed


def _said_by_choice(command: Command) -> bool:
    return isinstance(command, Affirm | Deny | Alternatives) or (isinstance(command, Start) and command.task is Task.BOOK)


def _substantial(placed: Sequence[Placed]) -> bool:
    return any(not isinstance(c, Thanks | Goodbye | OutOfScope) for _, c in placed)


def _ordered(placed: Sequence[Placed]) -> list[Command]:
    """In the order said, each only once."""
    ordered = [command for _, command in sorted(placed, key=lambda p: p[0])]
    return list(dict.fromkeys(ordered))
