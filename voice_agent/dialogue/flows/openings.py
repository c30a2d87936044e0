"""Finding a time: ask when, look, offer a few, hold the one chosen. Shared by booking and moving."""

from __future__ import annotations

from dataclasses import dataclass, replace

from voice_agent.dialogue import spoken
from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.effects import FindOpenings, HoldOpening
from voice_agent.dialogue.events import Facts
from voice_agent.dialogue.flows import visits
from voice_agent.dialogue.grounding import fits, names_a_time
from voice_agent.dialogue.outcomes import Held, OpeningsFound, OpeningView, Taken
from voice_agent.dialogue.state import ANYONE, Frame
from voice_agent.understanding.commands import Task

MOST_WORDS = 21
"""That an offer's times may take, so that with "I have" and the question it stays within 25 words."""
BARE = 2
LEAD_WORDS = {
    "nothing": 3,
    "who_nothing": 4,
    "closed": 5,
    "past": 6,
    "taken": 6,
    "other_provider": 6,
    "other_location": 6,
}
"""So many words stand before the times, beside what is told in them of the search."""
LEADS = {"provider": "other_provider", "location": "other_location"}


@dataclass(frozen=True, slots=True)
class Lead:
    """What is said before the times, by its name in the replies: `searched`, what was looked for; `who`, with whom or
    where; `further`, that some of it was offered before."""

    name: str = ""
    searched: str = ""
    who: str = ""
    further: bool = False

    @property
    def most_words(self) -> int:
        told = len(f"{self.searched} {self.who}".split()) + self.further
        return MOST_WORDS + BARE - LEAD_WORDS[self.name] - told if self.name else MOST_WORDS


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, as the flow knows it."""

    visit_type: str
    provider: str | None
    location: str | None
    moving: str | None = None


def held_opening(d: Decision, search: Search) -> Decision | None:
    """Satisfied once the calendar holds what the caller chose."""
    frame, person = d.frame, d.state.person
    if frame.choice:
        if frame.held == frame.choice.ref:
            return None
        return d.having(holding=True).do(HoldOpening(frame.choice.ref, search.moving))
    if frame.offers:
        return offer(d)
    if not frame.want.when:
        return d.ask("when_move" if search.moving else "when", "when")
    return d.do(
        FindOpenings(
            search.visit_type,
            provider=None if search.provider == ANYONE else search.provider,
            location=search.location,
            when=frame.want.when,
            patient_ref=person.ref,
            new_patient=person.is_new,
            moving=search.moving,
            declined=frame.declined,
            date_of_birth=person.date_of_birth,
        )
    )


def offer(d: Decision, lead: Lead = Lead()) -> Decision:
    """The openings in hand, in as many words as a caller keeps in mind; those left unsaid are not offered."""
    chosen = d.frame.want.provider
    offered, times = _worded(d.frame.offers, chosen, lead.most_words, named=lead.name == "who_nothing")
    if lead.name in ("nothing", "who_nothing"):  # in fewer words, where more can be offered for them
        short = replace(lead, searched="then")
        more = _worded(d.frame.offers, chosen, short.most_words, named=lead.name == "who_nothing")
        lead, (offered, times) = (short, more) if len(more[0]) > len(offered) else (lead, (offered, times))
    d = d.with_frame(offers=offered).ask(
        "offer",
        "offer",
        times=times,
        single=len(offered) == 1,
        lead=lead.name,
        searched=lead.searched,
        who=lead.who,
        further=lead.further,
    )
    asked = d.state.question
    if asked is None or not lead.name:
        return d
    bare = replace(asked.act, args={**asked.act.args, "lead": ""})  # what gave way is told once
    return d.having(question=replace(asked, act=bare))


def _worded(
    openings: tuple[OpeningView, ...], chosen: str | None, most_words: int, *, named: bool
) -> tuple[tuple[OpeningView, ...], str]:
    """The most openings that fit; with whom they are, unless of several all are with whom she chose. named: that was
    said already."""
    with_whom = (len(openings) == 1 and not named) or any(o.provider != chosen for o in openings)
    for count in (3, 2, 1):
        offered = tuple(sorted(openings[:count], key=lambda o: o.start))  # the best ones, told in their order
        who = [o.provider for o in offered]
        for names in (spoken.full_names(who), spoken.short_names(who)) if with_whom else ({},):
            times = spoken.openings(offered, names)
            if len(times.split()) <= most_words:
                return offered, times
    return openings[:1], spoken.openings(openings[:1])


def told(offers: tuple[OpeningView, ...], facts: Facts) -> dict[str, str]:
    """With whom and where the openings in hand are; each by itself only where they differ."""
    who = list(dict.fromkeys(spoken.named(o.provider) for o in offers))
    where = list(dict.fromkeys(o.location for o in offers)) if len(facts.vocabulary.locations) > 1 else []
    if len(who) > 1 or len(where) > 1:
        return {"times": ", ".join(_at(o, place=len(where) > 1) for o in offers), "provider": "", "location": ""}
    return {"times": "", "provider": "".join(who), "location": "".join(where)}


def _at(opening: OpeningView, *, place: bool) -> str:
    words = f"{spoken.short_clock(opening.start.time())} with {spoken.named(opening.provider)}"
    return f"{words} at {opening.location}" if place else words


# --- results


def found(d: Decision, outcome: OpeningsFound, facts: Facts) -> Decision:
    """Offer them; take the one that the caller had named to the minute as chosen; with none, the waitlist."""
    if not outcome.openings:
        return d.ask("waitlist_offer", "confirm")
    first = outcome.openings[0]
    d = d.with_frame(offers=outcome.openings if outcome.exact else _not_on_its_day(d.frame, outcome.openings))
    if outcome.exact and names_a_time(d.frame.want.when, first):
        return d.with_frame(choice=first)
    return offer(d, Lead() if outcome.exact else _lead(d.frame, outcome, facts))


def _lead(frame: Frame, outcome: OpeningsFound, facts: Facts) -> Lead:
    """What gave way, in words that tell what was looked for; nothing where all that is offered is what was asked."""
    when = frame.want.when
    if outcome.relaxed in LEADS:
        return Lead(LEADS[outcome.relaxed], who=_called(_asked_for(frame)) if outcome.relaxed == "provider" else "")
    if when and all(w.date_to and w.date_to < facts.now.date() for w in when):
        return Lead("past")
    if outcome.closed:
        place = frame.want.location if outcome.closed == "location" else ""
        return Lead("closed", spoken.closed_days(when), place or "")
    if frame.offers and all(fits(when, o.start) for o in frame.offers):
        return Lead()
    asked = frame.want.provider
    if asked and asked != ANYONE and all(o.provider == asked for o in frame.offers):
        return Lead("who_nothing", spoken.searched(when), _called(asked), outcome.turned_down)
    return Lead("nothing", spoken.searched(when), further=outcome.turned_down)


def _asked_for(frame: Frame) -> str | None:
    """Whom she named; in a move, whose visit it is."""
    if frame.want.provider not in (None, ANYONE):
        return frame.want.provider
    visit = visits.meant(frame) if frame.task is Task.RESCHEDULE else None
    return visit.provider if visit else None


def _called(provider: str | None) -> str:
    return spoken.short_names((provider,))[provider] if provider else ""


def _not_on_its_day(frame: Frame, found: tuple[OpeningView, ...]) -> tuple[OpeningView, ...]:
    """What is nearest to a wish, without the day of the visit that is to be moved: most often she can't come then.
    Where she asked for that day, or there is no other, it stays."""
    visit = visits.meant(frame) if frame.task is Task.RESCHEDULE else None
    if visit is None:
        return found
    day = visit.start.date()
    wished = any((w.date_from or day) <= day <= (w.date_to or day) for w in frame.want.when)
    others = tuple(o for o in found if o.start.date() != day)
    return found if wished or not others else others


def held(d: Decision, outcome: Held) -> Decision:
    """What is held may have been given up in the meantime; then it is let go with the next hold."""
    choice = d.state.frame and d.state.frame.choice
    if not choice or choice.ref != outcome.opening.ref:
        return d
    return d.with_frame(held=outcome.opening.ref, choice=outcome.opening)


def taken(d: Decision, outcome: Taken) -> Decision:
    """Somebody was faster: say so, and offer the next."""
    frame = d.frame
    gone = (*frame.declined, frame.choice.ref) if frame.choice else frame.declined
    d = d.having(agreed=None).with_frame(choice=None, held=None, declined=gone, offers=())
    left = tuple(o for o in outcome.openings if o.ref not in gone)
    return offer(d.with_frame(offers=left), Lead("taken")) if left else d.say("taken")


def decline(d: Decision) -> Decision:
    """None of them: look further, past what was offered."""
    frame = d.frame
    refs = tuple(o.ref for o in frame.offers)
    want = frame.want
    if any(w.at for w in want.when):
        want = replace(want, when=tuple(replace(w, at=None) for w in want.when))
    return d.with_frame(declined=(*frame.declined, *refs), offers=(), choice=None, held=None, want=want)
