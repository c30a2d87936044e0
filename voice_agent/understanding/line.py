"""One utterance in the light of what was asked: its words, what they answer, and the times in them. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import time
from functools import partial

from voice_agent.understanding import how_to_come, told_visits
from voice_agent.understanding.clauses import split
from voice_agent.understanding.commands import Field, When, Whens
from voice_agent.understanding.expectation import expected_by
from voice_agent.understanding.insisting import without_insisting
from voice_agent.understanding.kept_besides import without_what_stays
from voice_agent.understanding.left_open import left_open
from voice_agent.understanding.named_days import on_days_named
from voice_agent.understanding.offers import points
from voice_agent.understanding.offers_refused import in_the_positive
from voice_agent.understanding.pieces import Span, blanked
from voice_agent.understanding.questions_beside import without_what_she_asks
from voice_agent.understanding.reader import Context
from voice_agent.understanding.unfit_hours import (
    as_ruled_out,
    from_wish_on,
    shifts,
    without_refused,
    without_working_hours,
)
from voice_agent.understanding.when import Found, find_whens
from voice_agent.understanding.yes_and_no import ABOUT_CANCELLING, only_asks, without_now

MOST_CHARACTERS = 2_000
"""Of one turn, read for tasks (emergencies are looked for in all of it)."""
_OPENS = time(8)
"""Nobody is seen before a shift that begins so early."""
_BEFORE_THAT = re.compile(r"(?:\w+,? ){0,2}before that\b\W", re.IGNORECASE)
"""At the beginning: something is to be said first. It is no earlier time."""


@dataclass(frozen=True, slots=True)
class Line:
    """expecting: what the agent had asked for, told or read from its words. agent_whens: the times in them. found: the
    times said."""

    text: str
    context: Context
    expecting: str | None
    agent_whens: Whens
    found: tuple[Found, ...]
    asked: tuple[Span, ...] = ()
    """Where it is asked how one comes: no time in it is a wish, and nothing is chosen by it."""

    @property
    def answer(self) -> str:
        """The text, with those questions blanked out."""
        return blanked(self.text, self.asked)

    @property
    def spans(self) -> list[Span]:
        """Where the times stand."""
        return [found.span for found in self.found]

    @property
    def opens(self) -> bool:
        """Said as the call begins, or to what the agent can do for her."""
        return self.expecting in (None, "task")

    @property
    def after_offers(self) -> bool:
        """Said while openings are on offer, or one of them is chosen."""
        offered = bool(self.context.offers) and not self.context.own_visits
        return not self.opens and (offered or self.expecting == "offer")

    @property
    def to_a_read_back(self) -> bool:
        """Said to something read back or asked with yes or no."""
        return self.expecting == "confirm"

    @property
    def to_a_mere_question(self) -> bool:
        """Said to a yes-or-no question behind which no write stands."""
        return self.to_a_read_back and only_asks(self.context)

    @property
    def to_a_cancelling(self) -> bool:
        return self.to_a_read_back and ABOUT_CANCELLING.search(self.context.agent) is not None


def line_of(said: str, context: Context) -> Line:
    text = without_insisting(plain(said))
    text = without_now(text) if context.checking else text
    agent_whens = _times_in(context.agent, context)
    expecting = context.expecting or _inferred(context, agent_whens)
    text = without_others(text, context)
    asked = tuple(how_to_come.questions(text))
    wished = blanked(text, asked)
    wished = as_ruled_out(without_working_hours(from_wish_on(wished) if expecting == "offer" else wished))
    wished = in_the_positive(without_what_she_asks(wished)) if expecting == "offer" else without_refused(wished)
    found = _whens(wished, context, expecting, agent_whens)
    found = (*found, *_outside_shifts(text, context, found))
    found = on_days_named(found, text, context, expecting, agent_whens)
    return Line(text, context, expecting, agent_whens, found, asked)


def _outside_shifts(text: str, context: Context, wished: tuple[Found, ...]) -> list[Found]:
    """ "I'm on ten to six that week": before ten, or after six, where no hours are wished for."""
    hours = [w for f in wished for w in f.whens if w.at or w.time_from or w.time_to or w.part_of_day]
    if any(not w.date_from for w in hours):
        return []
    return [
        Found(
            span, (*([When(time_to=when.time_from)] if when.time_from > _OPENS else []), When(time_from=when.time_to))
        )
        for span, hours in shifts(text)
        for f in find_whens(hours, context.now, expecting_when=True)
        for when in f.whens
        if when.time_from and when.time_to and when.time_from < when.time_to
    ]


def without_others(said: str, context: Context) -> str:
    """What was said, without what is only said of another visit that stays."""
    expecting = context.expecting or _inferred(context, _times_in(context.agent, context))
    return without_what_stays(said, context, expecting, lambda words: _times_in(words, context))


def plain(text: str) -> str:
    """One line, straight apostrophes, bounded."""
    text = text[:MOST_CHARACTERS].replace("’", "'").replace("‘", "'").replace("`", "'")
    return re.sub(r"\s+", " ", text).strip()


def _whens(text: str, context: Context, expecting: str | None, agent_whens: Whens) -> tuple[Found, ...]:
    """A bare number is a time of day where one was asked for, offered or read back. "Before that" and "another day" say
    nothing of the time where there is nothing that they could relate to."""
    timely = (
        expecting == Field.WHEN.value
        or (expecting == "offer" and context.offers)
        or (expecting == "confirm" and agent_whens)
    )
    find = partial(
        find_whens,
        now=context.now,
        date_order=context.date_order,
        offers=context.offers,
        expecting_when=bool(timely) and not points(text),
    )
    found = told_visits.read(
        text,
        lambda part, held: find(part, appointment=held or context.appointment),
        nothing_known=not context.offers and context.appointment is None,
    )
    if expecting == Field.WHEN.value and not found:  # beside small talk: "sorry, the dog. whatever comes first"
        found = tuple(
            replace(f, span=(f.span[0] + clause.start, f.span[1] + clause.start))
            for clause in split(text)
            for f in find_whens(clause.text, context.now, date_order=context.date_order, expecting_when=True)
        )
    if expecting == Field.WHEN.value and not found:
        found = left_open(text)
    if opening := _BEFORE_THAT.match(text):
        found = tuple(f for f in found if f.span[0] >= opening.end())
    if context.offers or context.appointment:
        return found
    return tuple(f for f in found if not all(w == When(relative_to=w.relative_to) and w.relative_to for w in f.whens))


def _inferred(context: Context, agent_whens: Whens) -> str | None:
    """What the agent's words ask for; a statement that names a time is a read-back."""
    expecting = expected_by(context.agent)
    return "confirm" if expecting == "offer" and any(w.at for w in agent_whens) else expecting


def _times_in(words: str, context: Context) -> Whens:
    found = find_whens(words, context.now, date_order=context.date_order) if words else ()
    return tuple(when for f in found for when in f.whens)
