"""From pieces and values to commands, in the light of what the agent had asked. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from voice_agent.understanding import evidence
from voice_agent.understanding.clinical import asks_how_to_get_it, sees_somebody, with_visits_asked_for
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
    Whens,
)
from voice_agent.understanding.heard import Heard, Said
from voice_agent.understanding.held_visits import as_change
from voice_agent.understanding.offers import fits
from voice_agent.understanding.our_own import with_ours
from voice_agent.understanding.pieces import INFORM, MENTIONED, OUT_OF_SCOPE, UNKNOWN, Piece
from voice_agent.understanding.reader import Context
from voice_agent.understanding.said_outright import wished_instead, without_idle_questions
from voice_agent.understanding.yes_and_no import (
    ABOUT_BOOKING,
    ABOUT_CANCELLING,
    against_read_back,
    does_what_was_proposed,
    ends_the_call,
    is_read_back,
    only_asks,
    yes_and_no,
)

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
NOT_ASKED_FOR = frozenset(
    {"ask", MENTIONED, OUT_OF_SCOPE, "yes", "ok", "no", "done", "goodbye", "thanks", "hold_on", "abort", *HANDOFFS}
)
"""In such clauses a day, a provider or a visit type is talked about, not wished for."""
_TAKEN_BACK = re.compile(
    r"\b(?:i said|i meant|i mean|actually|instead|rather|not|sorry|no|change|changed|correction|should be)\b",
    re.IGNORECASE,
)
_PRONOUN_ONLY = re.compile(
    r"^(?:please |just |kindly )*(?:cancel|drop|delete|scrap)(?: (?:it|that|this|that one|"
    r"the whole thing))?(?: please)?$",
    re.IGNORECASE,
)
_THAT_IS_IT = re.compile(r"^(?:that's|that is|thats) it$", re.IGNORECASE)
_RATHER = re.compile(
    r"\b(?:actually|instead|rather|prefer|want|would like|i'd like|i need|how about|what about|another|"
    r"looking for|is there)\b",
    re.IGNORECASE,
)
_SAME_TASK = re.compile(r"\binstead\b|\b(?:could|can|may|might) (?:i|we|he|she|they) come\b", re.IGNORECASE)
_WITH_WHOM = re.compile(
    r"\b(?:is|are|was|were|would|will) (?:that|it|those|this|the [\w ]{1,24}?)(?: be)? with\b", re.IGNORECASE
)
"""Said of what was offered: who it would be with is asked, even if that is a nurse."""
_OTHER_VISIT = re.compile(r"\b(?:other|second|existing) (?:\w+ )?(?:appointments?|visits?|one)\b", re.IGNORECASE)
_FORGOT = re.compile(r"(?:i )?(?:(?:don't|can't|do not|cannot) (?:remember|recall)|forgot)$", re.IGNORECASE)
_CLINICAL = f"handoff_{HandoffReason.CLINICAL.value}"
Placed = tuple[int, Command]


def compose(heard: Heard, context: Context, expecting: str | None) -> list[Command]:
    """The commands in the order said; empty if nothing was understood."""
    heard = with_ours(with_visits_asked_for(heard), context)
    if asks_how_to_get_it(heard):
        return [Ask(" ".join(piece.text for piece in heard.pieces))]
    birthday = expecting == Field.DATE_OF_BIRTH.value
    wanted = [
        v for v in heard.values if (birthday and v.field is Field.DATE_OF_BIRTH) or not _only_mentioned(v, heard.pieces)
    ]
    if expecting == "confirm":
        wanted = [v for v in wanted if not is_read_back(v, context)]
    against = against_read_back(wanted, heard, context, expecting)
    yes, no = yes_and_no(heard, context, expecting, contradicted=bool(against))
    placed: list[Placed] = []
    for piece in heard.pieces:
        placed += _of_piece(piece, heard, context, expecting, agreed=yes is not None, changed=bool(against))
    placed += _of_values(wanted, heard, context, expecting, against)
    if no is not None and expecting == "confirm" and only_asks(context):
        placed += wished_instead(placed, heard, context)
    if _implies_booking(placed, expecting):
        placed.append((-1, Start(Task.BOOK)))
    placed = without_idle_questions(placed)
    if context.vocabulary.visit_types and not context.offers and expecting == "task":
        placed = as_change(placed, heard.pieces)
    if heard.chosen is not None:
        agrees = [(yes, Affirm())] if yes is not None and expecting == "confirm" else []  # "yes, Tuesday at ten"
        kept = [(p, c) for p, c in placed if not _said_by_choice(c)]
        return _ordered([*kept, (0, Choose(heard.chosen)), *agrees])
    if any(isinstance(c, Alternatives) for _, c in placed):  # "nothing later in the day?" is no goodbye
        turned_down = expecting in ("offer", "confirm") and context.offers
        idle = (Goodbye(), Start(Task.BOOK)) if turned_down else (Goodbye(),)
        if turned_down and any(isinstance(c, Alternatives) and c.when for _, c in placed):
            idle = (*idle, Alternatives())
        return _ordered([(p, c) for p, c in placed if c not in idle])
    answered = expecting in YES_OR_NO or (expecting is None and context.agent != "")
    if yes is not None and (answered or not _substantial(placed)):
        placed.append((yes, Affirm()))
    if no is not None and (answered or ends_the_call(expecting, context) or not _substantial(placed)):
        placed.append((no, Deny()))
    return _ordered(_what_counts(placed, ends=ends_the_call(expecting, context)))


def _implies_booking(placed: Sequence[Placed], expecting: str | None) -> bool:
    """ "A physical with Dr. Lee", in answer to what we can do for the caller."""
    if expecting != "task" or any(isinstance(c, Start | Handoff | Ask | Alternatives) for _, c in placed):
        return False
    return any(isinstance(c, Set) and c.field is Field.VISIT_TYPE for _, c in placed)


def _what_counts(placed: Sequence[Placed], *, ends: bool) -> list[Placed]:
    """Thanks beside a wish are a courtesy, and "I changed my mind" before a new wish ends nothing."""
    others = [
        c for _, c in placed if not isinstance(c, Thanks | Goodbye | OutOfScope) and not (ends and isinstance(c, Deny))
    ]
    goes_on = any(
        isinstance(c, Correct | Alternatives | Start) or (isinstance(c, Set) and c.field is Field.WHEN) for c in others
    )
    return [
        (p, c) for p, c in placed if not (others and isinstance(c, Thanks)) and not (goes_on and isinstance(c, Abort))
    ]


# --- pieces


def _of_piece(
    piece: Piece, heard: Heard, context: Context, expecting: str | None, *, agreed: bool, changed: bool
) -> list[Placed]:
    kind, at = piece.kind, piece.start
    if kind in TASKS:
        return _of_task(piece, heard, context, expecting, agreed=agreed, changed=changed)
    if kind in HANDOFFS and _WITH_WHOM.search(piece.text):
        return [(at, Ask(piece.text))]
    if kind == _CLINICAL and sees_somebody(heard, expecting):
        return []
    if kind in HANDOFFS:
        return [(at, Handoff(HANDOFFS[kind]))]
    if kind == "ask":
        return [(at, Ask(piece.text))]
    if kind == "alternatives":
        return [(at, Alternatives(_whens_in(piece, heard)))]
    if kind == "done":
        agreeing = expecting == "confirm" and _THAT_IS_IT.match(piece.text) is not None
        return [] if agreeing or ends_the_call(expecting, context) else [(at, Goodbye())]
    if expecting == "offer" and not agreed and kind in (INFORM, UNKNOWN) and _wants_another(piece, heard):
        return [(at, Alternatives())]
    plain = PLAIN.get(kind)
    return [(at, plain)] if plain is not None else []


def _wants_another(piece: Piece, heard: Heard) -> bool:
    """ "I'd rather see Dr. Lee", in answer to an offer that is not hers."""
    return (
        _RATHER.search(piece.text) is not None
        and not evidence.is_foreign(piece.text)
        and not any(v.field is Field.WHEN and piece.start <= v.start < piece.end for v in heard.values)
    )


def _of_task(
    piece: Piece, heard: Heard, context: Context, expecting: str | None, *, agreed: bool, changed: bool
) -> list[Placed]:
    task, at = TASKS[piece.kind], piece.start
    foreign = bool(context.vocabulary.visit_types) and evidence.is_other_trade(piece.text)
    if foreign and not any(v.field is not Field.WHEN and piece.start <= v.start < piece.end for v in heard.values):
        return [(at, OutOfScope())]
    if task in (Task.RESCHEDULE, Task.BOOK) and _puts_the_time_right(piece, heard, context, expecting):
        return []
    if expecting == "confirm":
        if task is Task.CANCEL and _PRONOUN_ONLY.match(piece.text) and not ABOUT_CANCELLING.search(context.agent):
            return [(at, Abort())]
        if does_what_was_proposed(piece, context) and (agreed or changed):
            return []
        if (
            task in (Task.RESCHEDULE, Task.BOOK)
            and changed
            and heard.agent_whens
            and not ABOUT_CANCELLING.search(context.agent)
        ):
            return []
        if task is Task.CONFIRM_VISIT and agreed:
            return []
    if task is Task.BOOK and expecting == "offer":
        if not ABOUT_BOOKING.search(piece.text):
            return [(at, Start(task) if agreed else Alternatives(_whens_in(piece, heard)))]
        if context.offers:
            return []
    field_asked = expecting not in (None, "task", "confirm", "offer")
    if field_asked and (task is Task.BOOK or (task is Task.LOOKUP and _FORGOT.match(piece.text))):
        return []
    return [(at, Start(task))]


def _puts_the_time_right(piece: Piece, heard: Heard, context: Context, expecting: str | None) -> bool:
    """ "Could I come the week after next instead?", inside a booking or a move: another time, not another task."""
    inside = expecting not in (None, "task", "offer") or context.appointment is not None
    if expecting == "offer" and piece.kind == Task.RESCHEDULE.value:
        inside = True
    return (
        inside
        and _whens_in(piece, heard) is not None
        and _SAME_TASK.search(piece.text) is not None
        and _OTHER_VISIT.search(piece.text) is None
        and not ABOUT_CANCELLING.search(context.agent)
    )


def _whens_in(piece: Piece, heard: Heard) -> Whens | None:
    whens = tuple(
        w for v in heard.values if v.field is Field.WHEN and piece.start <= v.start < piece.end for w in v.whens
    )
    return whens or None


def _fits_an_offer(said: Said, context: Context) -> bool:
    return any(fits(offer.start, when) and not when.relative_to for offer in context.offers for when in said.whens)


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
            placed.append((said.start, Alternatives(said.whens)))
            continue
        piece = next((p for p in heard.pieces if p.clause and p.start <= said.start < p.end), None)
        before = piece.text[: max(0, said.start - piece.start)] if piece else ""
        corrects = (
            said in against
            or said.corrects
            or (expecting not in (None, "task") and (refused or _TAKEN_BACK.search(before) is not None))
        )
        command = Correct if corrects else Set
        placed.append((said.start, command(said.field, said.value, said.candidates)))
    return placed


def _said_by_choice(command: Command) -> bool:
    return isinstance(command, Affirm | Deny | Alternatives | Abort) or (
        isinstance(command, Start) and command.task is Task.BOOK
    )


def _substantial(placed: Sequence[Placed]) -> bool:
    return any(not isinstance(c, Thanks | Goodbye | OutOfScope) for _, c in placed)


def _ordered(placed: Sequence[Placed]) -> list[Command]:
    """In the order said, each only once; a refusal without a wish adds nothing to one with a wish."""
    ordered = [command for _, command in sorted(placed, key=lambda p: p[0])]
    if any(isinstance(c, Alternatives) and c.when for c in ordered):
        ordered = [c for c in ordered if c != Alternatives()]
    return list(dict.fromkeys(ordered))
