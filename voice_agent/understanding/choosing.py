"""Which of the offers an utterance chooses: not by what is asked beside it, nor by a visit that is kept. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from voice_agent.understanding import unfit_hours
from voice_agent.understanding.asked_of_offers import wants_somebody_else, with_whom_or_where, without_asked
from voice_agent.understanding.clauses import split
from voice_agent.understanding.commands import Field, Whens
from voice_agent.understanding.heard import Said
from voice_agent.understanding.held_visits import speaks_of_keeping
from voice_agent.understanding.offers import choose, points, rules_out_only, without_questions
from voice_agent.understanding.offers_refused import misses_another, without_faults
from voice_agent.understanding.pieces import MENTIONED, Piece, Span, blanked
from voice_agent.understanding.questions_beside import beside_choice
from voice_agent.understanding.reader import Context, Offer
from voice_agent.understanding.when import find_whens
from voice_agent.understanding.yes_and_no import repeats_read_back

_GOOD = r"(?:better|best|good|great|fine|perfect|okay|ok|ideal|lovely)"
_SUITS = re.compile(
    rf"\b(?:would|will|'d|'ll) be {_GOOD}\b|\bi'll take\b|\blet's do\b"
    rf"|\b(?:works|suits|sounds good|is {_GOOD})\b(?! for (?:him|her|them)\?)",
    re.IGNORECASE,
)
_TAKES = re.compile(
    r"\b(?:i'll (?:take|do|have|go with|go for)|let's (?:do|go with|take|say)|"
    r"(?:give|put) me(?: down)?(?: in)?(?: for)?|"
    r"i(?:'d| would) take|make it|we'll (?:take|do))\b",
    re.IGNORECASE,
)
_NO_WAIT = re.compile(
    r"(?:^|[.,;!?]\s*|\s)(?:no,? wait|wait,? no|oh wait|actually,? no|no,? actually|scratch that|or rather|"
    r"(?:sorry,? )?i mean)\b",
    re.IGNORECASE,
)


def chosen_offer(
    text: str,
    pieces: Sequence[Piece],
    values: Sequence[Said],
    context: Context,
    expecting: str | None,
    agent_whens: Whens,
) -> str | None:
    """Ref of the offer that is meant, if offers are what was asked about or were just made."""
    if not context.offers or expecting not in ("offer", "confirm", None, Field.WHEN.value):
        return None
    taken = (_taken(text, context) or _put_right(text, values, context)) if expecting == "offer" else None
    if expecting == "offer" and any(v.field is Field.WHEN for v in values) and misses_another(text):
        return taken.ref if taken else None
    if expecting in ("offer", "confirm") and wants_somebody_else(text):
        return None
    if expecting in ("offer", "confirm"):
        text = unfit_hours.from_wish_on(text)
        refused = [*unfit_hours.refused(text), *unfit_hours.days_refused(text)]
        refused += [span for span, _ in unfit_hours.shifts(text)]
        text, values = blanked(text, refused), [v for v in values if _in_force(v, refused)]
    asked = with_whom_or_where(text)
    text, values = without_asked(text), [v for v in values if not any(a <= v.start < b for a, b in asked)]
    text = without_questions(without_faults(text) if expecting == "offer" else text, pieces)
    values = beside_choice(_of_choice(values, pieces, context, expecting), pieces, expecting)
    whens = tuple(w for v in values for w in v.whens)
    if expecting == Field.WHEN.value and context.own_visits and not points(text):
        return None  # when a visit of hers is to be, and not which: another may be in that very week
    if expecting == "confirm" and repeats_read_back(whens, agent_whens):
        return None  # it is chosen already
    provider = next((str(v.value) for v in values if v.field is Field.PROVIDER), None)
    suits = _that_suits(text, values, context) if expecting == "offer" else None
    offer = taken or suits or choose(text, context.offers, whens, provider)
    return offer.ref if offer else None


def _put_right(text: str, values: Sequence[Said], context: Context) -> Offer | None:
    """The offer named behind "no, wait": the one before it is not meant any more."""
    match = next(reversed(list(_NO_WAIT.finditer(text))), None)
    if match is None:
        return None
    whens = tuple(w for v in values if v.start >= match.end() for w in v.whens)
    return choose("", context.offers, whens, None) if any(w.at or w.date_from or w.weekdays for w in whens) else None


def _taken(text: str, context: Context) -> Offer | None:
    """The offer behind "I'll take": what else she weighed before it is not chosen."""
    match = next(reversed(list(_TAKES.finditer(text))), None)
    if match is None:
        return None
    for part in re.split(r"[,.;!?]", text[match.end() :]):
        found = find_whens(part, context.now, date_order=context.date_order, offers=context.offers, expecting_when=True)
        whens = tuple(w for f in found for w in f.whens)
        if any(w.at for w in whens):
            return choose(part, context.offers, whens)
    return None


def _in_force(value: Said, refused: Sequence[Span]) -> bool:
    """Whether it is no time that is ruled out, or named in what rules it out."""
    only_against = bool(value.whens) and all(rules_out_only(w) for w in value.whens)
    return not only_against and not any(start <= value.start < end for start, end in refused)


def _that_suits(text: str, values: Sequence[Said], context: Context) -> Offer | None:
    """The offer that a clause calls good, whatever other times her reasons have in them ("three thirty would be better,
    I'm not home till three")."""
    for clause in split(text):
        if not _SUITS.search(clause.text):
            continue
        inside = [w for v in values if clause.start <= v.start < clause.start + len(clause.text) for w in v.whens]
        if any(w.at for w in inside):
            return choose(clause.text, context.offers, tuple(inside))
    return None


def _of_choice(
    values: Sequence[Said], pieces: Sequence[Piece], context: Context, expecting: str | None
) -> Sequence[Said]:
    """Beside a visit of hers that was read back, another one that she asks about or keeps is not chosen by that."""
    if expecting != "confirm" or not context.own_visits:
        return values
    talk = [p for p in pieces if p.kind in ("ask", "hold_on", MENTIONED) or speaks_of_keeping(p.text)]
    return [v for v in values if not any(p.start <= v.start < p.end for p in talk)]
