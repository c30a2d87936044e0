"""What an effect's result does to the conversation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from voice_agent.dialogue import effects as fx
from voice_agent.dialogue import outcomes as oc
from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.events import Facts
from voice_agent.dialogue.flows import (
    book,
    cancel,
    confirm,
    handoff,
    identify,
    openings,
    question,
    reschedule,
    waitlist,
)
from voice_agent.dialogue.state import ANYONE, Closing
from voice_agent.understanding.commands import HandoffReason, Task

ACHIEVEMENTS: Mapping[type[oc.Outcome], str] = MappingProxyType(
    {
        oc.Booked: "booked",
        oc.SeriesBooked: "booked",
        oc.Moved: "rescheduled",
        oc.VisitCancelled: "cancelled",
        oc.VisitConfirmed: "confirmed",
        oc.WaitlistJoined: "waitlisted",
        oc.Registered: "registered",
    }
)
REFUSED_WHEN = {"past", "notice", "horizon", "hours", "daily_cap"}
REFUSED_TYPE = {"visit_type", "audience", "inactive"}


def take(d: Decision, effect: fx.Effect, outcome: oc.Outcome, facts: Facts) -> Decision:
    """Fold the result in. While a callback is taken or the call is closing, what was written is noted and no more."""
    if d.state.closing or (d.state.callback and not isinstance(effect, fx.TakeCallback | fx.AnswerQuestion)):
        return _note(d, effect, outcome, facts)
    match outcome:
        case oc.Failed():
            return _failed(d, effect, facts)
        case oc.Identified():
            return identify.identified(d, outcome)
        case oc.NotIdentified():
            return identify.not_identified(d, outcome.locked)
        case oc.Registered():
            return identify.was_registered(d, outcome)
        case oc.Answered():
            return question.reopen(question.answered(d, outcome))
        case oc.NoAnswer() if isinstance(effect, fx.AnswerQuestion):
            return question.no_answer(d, effect, facts)
        case oc.CallbackTaken():
            return handoff.callback_taken(d, facts)
    return _of_task(d, outcome, facts) if d.state.frames else _note(d, effect, outcome, facts)


def _of_task(d: Decision, outcome: oc.Outcome, facts: Facts) -> Decision:
    match outcome:
        case oc.OpeningsFound():
            return openings.found(d, outcome, facts)
        case oc.Held():
            return openings.held(d, outcome)
        case oc.Taken():
            return openings.taken(d, outcome)
        case oc.VisitsFound():
            return d.with_frame(visits=outcome.visits)
        case oc.Booked():
            return book.booked(d, outcome, facts)
        case oc.SeriesBooked():
            return book.series_booked(d, outcome, facts)
        case oc.SeriesRefused():
            return book.series_refused(d, outcome)
        case oc.Moved():
            return reschedule.moved(d, outcome, facts)
        case oc.VisitCancelled():
            return cancel.cancelled(d, outcome, facts)
        case oc.VisitConfirmed():
            return confirm.confirmed(d, outcome, facts)
        case oc.WaitlistJoined():
            return waitlist.joined(d)
        case oc.Refused():
            return _refused(d, outcome.rule, facts)
    return d


def _refused(d: Decision, rule: str, facts: Facts) -> Decision:
    """A rule of the clinic's: ask for what it turns on; where the caller can do nothing about it, staff."""
    want = d.frame.want
    before = d.frame.choice
    d = d.having(agreed=None).with_frame(offers=(), choice=None, held=None)
    timed = d.frame.task in (Task.BOOK, Task.RESCHEDULE)
    if timed and rule in REFUSED_WHEN:
        return d.with_frame(want=replace(want, when=())).say("refused_when").ask("when_else", "when")
    if timed and rule == "visit_type" and want.provider not in (None, ANYONE):
        return d.with_frame(want=replace(want, provider=None)).say("refused_provider")
    if timed and rule == "age" and not d.frame.refused and (want.provider not in (None, ANYONE) or before):
        # whom she chose does not see patients of that age; others may
        return d.with_frame(want=replace(want, provider=None), refused=True).say("refused_age")
    if timed and rule in REFUSED_TYPE and want.visit_type and not d.frame.refused:
        return d.with_frame(want=replace(want, visit_type=None, reason=None), refused=True).say("refused_type")
    return handoff.to_staff(d, HandoffReason.OTHER, facts, "refused")


def _failed(d: Decision, effect: fx.Effect, facts: Facts) -> Decision:
    match effect:
        case fx.ReleaseHold() | fx.AlertStaff() | fx.EndCall():
            return d
        case fx.AnswerQuestion():
            return question.no_answer(d, effect, facts)
        case fx.TakeCallback():
            return d.having(trouble=True, callback=None).say("call_again").close(Closing.END, fx.EndCall())
    d = d.having(trouble=True, agreed=None)
    return handoff.to_staff(d, HandoffReason.OTHER, facts, "trouble")


def _note(d: Decision, effect: fx.Effect, outcome: oc.Outcome, facts: Facts) -> Decision:
    """Too late to speak of; but what was written counts."""
    if isinstance(effect, fx.Transfer) and isinstance(outcome, oc.Failed):
        return handoff.unreachable(d, facts)
    if type(outcome) in ACHIEVEMENTS:
        return d.having(agreed=None).achieved(ACHIEVEMENTS[type(outcome)])
    if isinstance(outcome, oc.CallbackTaken):
        return d.achieved("callback")
    return d
