"""Whether an utterance says yes or no to what the agent asked, and what in it speaks against a read-back. Pure.

An answer to a read-back is a yes only if nothing else in the utterance takes it back: a changed time, a "but", a
"wait", a no. What contradicts the read-back is a no and a correction.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from voice_agent.understanding.commands import Field, Weekday, When, Whens
from voice_agent.understanding.heard import Heard, Said
from voice_agent.understanding.pieces import MENTIONED, UNKNOWN, Piece
from voice_agent.understanding.reader import Context

SURE_YES = 0.6
"""Least probability of a clause that the classifier takes for a yes."""
MOST_NAMING = 3
"""Words of a clause that only names what was read back."""
TAKES_BACK = frozenset({"hold_on", "abort", "restart", "repeat", "alternatives", "cancel", "reschedule", "no", "deny"})
CAUTION = re.compile(
    r"\b(?:but|no|nope|wait|never|stop|except|unless|if|however|although|not|n't|isn't|doesn't|wasn't|wrong|instead|rather)\b"
    r"|\b(?:ask|check with|talk to|speak (?:to|with)|run (?:it|this|that) (?:by|past)) (?:my|our|him|her|them)\b"
    r"|\b(?:ask|check|talk|see|look|speak|think)\b.{0,40}\bfirst\b|\bthink (?:about it|it over)\b",
    re.IGNORECASE,
)
_ANYTHING_ELSE = re.compile(r"\b(?:else|more|further|other|assist\w*|help|anything|all)\b[^.]*[?.]?$", re.IGNORECASE)
_PROPOSES = re.compile(
    r"\b(?:see|meet|go|visit|take|try|want)\b|\b(?:book\w*|appointments?|schedul\w*|reserv\w*|set up|slot|make it)\b",
    re.IGNORECASE,
)
ABOUT_BOOKING = re.compile(
    r"\b(?:book\w*|appointments?|schedul\w*|reserv\w*|visit|set up|slot|make it)\b", re.IGNORECASE
)
ABOUT_CANCELLING = re.compile(r"\bcancel|\bget rid of\b|\bcall (?:it |that )?off\b", re.IGNORECASE)
ABOUT_MOVING = re.compile(r"\b(?:mov(?:e|ing)|reschedul\w*|chang\w*)\b", re.IGNORECASE)

_A_DAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
"""Where no day was read of it ("yes, Doctor Thursday"), it may be another one all the same."""
_OPEN = re.compile(
    r"^(?:would you like|do you want|did you want) to (?:book|move|cancel|confirm) (?:an?|another) (?:new )?"
    r"(?:visit|appointment)\?$|^would you like to hear about your visits\?$"
    r"|^for that we book .{1,60}\. is that right\?$|^shall i look for [^?]{1,60}\?$"
    r"|\bi see no coming visit\. would you like to book one\?$|^would you like to book one\?$"
    r"|^i'm afraid nothing suitable is free\. shall i put you on the waitlist\?$",
    re.IGNORECASE,
)
"""Whether that is what she wants: nothing was read back that a value could differ from."""


YES_WORDS = re.compile(
    r"\b(?:yes|yeah|yep|yup|ya|sure|ok|okay|alright|right|correct|fine|good|great|perfect|lovely|wonderful|excellent|"
    r"please|go (?:ahead|for it|on)|do (?:it|that|so)|proceed|agree\w*|accept\w*|confirm\w*|absolutely|definitely|"
    r"certainly|of course|exactly|precisely|indeed|affirmative|works?|suits?|sounds|happy|glad|love|like that|take it|"
    r"book|move|cancel|reserve|schedule|that's (?:it|the one|what)|it is|i do|i would|i am|i want|"
    r"go with|make it so|you (?:got|have|can|may))\b",
    re.IGNORECASE,
)
_NAMED = frozenset({Field.PROVIDER, Field.LOCATION, Field.VISIT_TYPE})
_ANY_PLACE = frozenset({"the", "clinic", "center", "centre", "office", "practice", "campus", "building"})
_NOW_FOR_NO = re.compile(
    r"^(?:now|know|note),? (?=(?:it's|it is|my (?:name|date|birth\w*)|the name|that's (?:not|wrong)|"
    r"i (?:said|meant))\b)",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"^(?:and |but |so |well )*(?:he|she|they|my \w+|his|her|it|that)(?:'s|'ve|'d|'re|n't)?"
    r"\b.*\b(?:never|not|n't|no)\b(?! (?:necessary|needed|all\b))",
    re.IGNORECASE,
)
"""Something is told of somebody else, with a "not" in it: no answer to whether there is anything else."""


def only_asks(context: Context) -> bool:
    """The agent asked whether it is a visit to book, move or cancel that she wants, and read nothing back."""
    return _OPEN.search(context.agent.strip()) is not None


def yes_and_no(
    heard: Heard, context: Context, expecting: str | None, *, contradicted: bool
) -> tuple[int | None, int | None]:
    """Where yes and no were said; None where not, or where it cannot be relied on."""
    pieces = heard.pieces
    writes = expecting == "confirm" and not only_asks(context)
    yes = [p for p in pieces if p.kind == "yes" or (p.kind == "affirm" and p.probability >= SURE_YES)]
    if writes:  # in the form of a yes is not enough: "let's just leave it" may be heard as "let's just eat it"
        yes = [p for p in yes if p.kind == "yes" or YES_WORDS.search(p.text)]
    if expecting in ("confirm", "offer"):
        yes += [p for p in pieces if p.kind == "ok"]
        yes += [p for p in pieces if does_what_was_proposed(p, context) or _takes_the_offer(p, expecting)]
    no = [p for p in pieces if p.kind in ("no", "deny")]
    if ends_the_call(expecting, context):
        no = [p for p in no if not (p.clause and len(pieces) > 1 and _OF_OTHERS.search(p.text))]
        no += [p for p in pieces if p.kind == "done"]
    no_at = min((p.start for p in no), default=0 if contradicted and expecting == "confirm" else None)
    if not yes or no_at is not None or (expecting == "confirm" and _takes_back(heard, context)):
        return None, no_at
    return min(p.start for p in yes), None


def _takes_back(heard: Heard, context: Context) -> bool:
    """Is there anything beside the yes that makes it less than one?"""
    if only_asks(context):  # nothing is written on this yes, so what else she tells takes nothing back
        return any(
            p.contrast or (p.kind in TAKES_BACK and not does_what_was_proposed(p, context)) for p in heard.pieces
        )
    for piece in heard.pieces:
        if piece.kind in TAKES_BACK and not does_what_was_proposed(piece, context):
            return True
        if piece.contrast or (
            piece.clause
            and (piece.kind not in ("ask", "thanks", "goodbye", "done") or piece.probability < SURE_YES)
            and (CAUTION.search(piece.text) or _drops_it(piece, context))
        ):
            return True
        if (piece.kind == UNKNOWN and not _only_names_it(piece, heard, context)) or (
            piece.clause and _A_DAY.search(piece.text) and not _has_value(piece, heard)
        ):
            return True
    asked = [p for p in heard.pieces if p.kind in ("ask", MENTIONED)]
    return any(
        differs(v, heard.agent_whens, context.agent, context.named)
        and not any(p.start <= v.start < p.end for p in asked)
        for v in heard.values
    )


def _only_names_it(piece: Piece, heard: Heard, context: Context) -> bool:
    """ "Elm Street, yes, book it": a word or two of what was read back, and no more."""
    within = [v for v in heard.values if v.known and piece.start <= v.start < piece.end]
    few = piece.clause and len(piece.text.split()) <= MOST_NAMING and not CAUTION.search(piece.text)
    return few and bool(within) and not any(differs(v, heard.agent_whens, context.agent, context.named) for v in within)


def _has_value(piece: Piece, heard: Heard) -> bool:
    return any(piece.start <= v.start < piece.end for v in heard.values)


def _drops_it(piece: Piece, context: Context) -> bool:
    return ABOUT_CANCELLING.search(piece.text) is not None and ABOUT_CANCELLING.search(context.agent) is None


def does_what_was_proposed(piece: Piece, context: Context) -> bool:
    """ "Shall I book it?" "Please book it.": the clause asks for what the agent has just proposed."""
    about = {"book": _PROPOSES, "cancel": ABOUT_CANCELLING, "reschedule": ABOUT_MOVING}.get(piece.kind)
    return (
        about is not None
        and context.agent != ""
        and about.search(context.agent) is not None
        and not (
            piece.kind == "book" and (ABOUT_CANCELLING.search(context.agent) or ABOUT_MOVING.search(context.agent))
        )
    )


def _takes_the_offer(piece: Piece, expecting: str | None) -> bool:
    """ "Book it, please" in answer to an offer."""
    return expecting == "offer" and piece.kind == "book" and ABOUT_BOOKING.search(piece.text) is not None


def ends_the_call(expecting: str | None, context: Context) -> bool:
    """The agent asked whether there is anything else: "no" and "that's all" say the same."""
    return expecting == "task" and _ANYTHING_ELSE.search(context.agent) is not None


def against_read_back(wanted: Sequence[Said], heard: Heard, context: Context, expecting: str | None) -> list[Said]:
    """Values that differ from what the agent read back; with its words unknown, every value counts as such."""
    if expecting != "confirm":
        return []
    return [v for v in wanted if differs(v, heard.agent_whens, context.agent, context.named)]


def repeats_read_back(whens: Whens, agent_whens: Whens) -> bool:
    """Everything that is said of the time was read back ("Friday at two thirty, yes")."""
    return bool(whens) and all(any(_says_no_more_than(w, a) for a in agent_whens) for w in whens)


def differs(said: Said, agent_whens: Whens, agent: str, named: Sequence[str] = ()) -> bool:
    """Whether a value is another than what the agent has just said. named: what it read back by its name."""
    if not agent:
        return True
    if _OPEN.search(agent.strip()):
        return False
    if said.field is Field.WHEN:
        return bool(agent_whens) and not any(_says_no_more_than(w, a) for w in said.whens for a in agent_whens)
    if said.field in _NAMED:
        return said.value not in named and not _names(agent, said)
    return False


def is_read_back(said: Said, context: Context) -> bool:
    """Whether it is the very provider, place or kind of visit that was read back."""
    return said.field in _NAMED and said.value in context.named


def _names(agent: str, said: Said) -> bool:
    """Whether the agent's words name it: a provider by the last name, a place by what is its own."""
    words = str(said.value).casefold().split()
    own = [w for w in words if w not in _ANY_PLACE] if said.field is Field.LOCATION else words[-1:]
    return all(w in agent.casefold() for w in own or words)


def _is_one_of(read_back: When, weekdays: Sequence[Weekday]) -> bool:
    """The day that was read back is one of these."""
    return read_back.date_from is not None and Weekday.of(read_back.date_from) in weekdays


def _says_no_more_than(said: When, read_back: When) -> bool:
    """Everything that `said` says, `read_back` says too."""
    days = said.date_from is None or (said.date_from, said.date_to) == (read_back.date_from, read_back.date_to)
    clock = said.at is None or said.at == read_back.at
    rest = replace(said, date_from=None, date_to=None, at=None, weekdays=(), part_of_day=None) == When()
    part = (
        said.part_of_day is None
        or said.part_of_day == read_back.part_of_day
        or (read_back.at is not None and said.at is not None)
    )
    weekdays = not said.weekdays or said.weekdays == read_back.weekdays or _is_one_of(read_back, said.weekdays)
    return days and clock and rest and part and weekdays


def without_now(text: str) -> str:
    """ "Now it's Ann Wells", where a name or a birthday was said back: most often "no, it's"."""
    return _NOW_FOR_NO.sub("No, ", text)
