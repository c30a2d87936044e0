"""Yes and no, by the question that was open. A handler gives the decision so far, or None where the answer does not fit
the question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from voice_agent.dialogue import changes, denials, repairs
from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.events import Facts, Heard
from voice_agent.dialogue.flows import book, emergency, handoff, identify, openings, question, visits
from voice_agent.dialogue.flows.steps import finish, goodbye
from voice_agent.dialogue.state import Agreement, Doubt, Frame
from voice_agent.understanding.commands import Affirm, Command, Field, HandoffReason, Set, Task, Thanks

Handler = Callable[[Decision, Facts], Decision | None]

FAINT = 0.25
"""Confidence of hearing below which a yes does not agree to a write, until it is said again."""
_WITH_MORE = {"new_patient", "own_number", "texts", "check_task", "check"}
"""Questions whose yes or no counts though the utterance says more ("no, and it's for Tuesday")."""
_OF_THE_PATIENT = {
    Field.NAME,
    Field.DATE_OF_BIRTH,
    Field.PHONE,
    Field.REASON,
    Field.RELATION,
    Field.INSURANCE,
    Field.NEW_PATIENT,
}
_YES_BESIDE: Mapping[str, set[Field]] = MappingProxyType(
    {
        "usual_visit": _OF_THE_PATIENT | {Field.PROVIDER, Field.LOCATION, Field.WHEN},
        "new_patient_visit": _OF_THE_PATIENT | {Field.PROVIDER, Field.LOCATION, Field.WHEN},
        "offer": _OF_THE_PATIENT,
        "offer_which": _OF_THE_PATIENT,
        "double": _OF_THE_PATIENT,
        "waitlist_offer": _OF_THE_PATIENT,
        "no_visits": set(Field),
    }
)
"""Questions whose yes counts beside what is told of these ("yes, I've been there before"): it is no other wish."""


def counts_beside(asked: str, commands: Sequence[Command], *, yes: bool) -> bool:
    """Whether the yes or no answers the question `asked`, whatever else was said in the same breath."""
    if asked in _WITH_MORE:
        return True
    others = [c for c in commands if not isinstance(c, Affirm | Thanks)]
    told = _YES_BESIDE.get(asked, set())
    return yes and bool(others) and all(isinstance(c, Set) and c.field in told for c in others)


def answer(d: Decision, heard: Heard, facts: Facts, *, yes: bool) -> Decision | None:
    """What a yes or a no does to the open question. A read-back that was not heard to its end is read again; one whose
    yes was hardly heard is asked for once more."""
    asked = d.state.question
    if asked is None:
        return None
    if asked.proposal and yes and heard.hearing < FAINT and not d.state.misses:
        return repairs.miss(d, facts)
    if asked.proposal and yes and (asked.cut or not heard.prompt_heard):
        return replace(d.having(question=replace(asked, cut=False)), acts=(*d.acts, asked.act))
    if yes and asked.name.startswith("read_back"):
        return _agree(d, asked.proposal or "")
    handler = (YES if yes else NO).get(asked.name)
    made = handler(d, facts) if handler else None
    if made and made.state.question is asked:
        made = made.having(question=None, misses=0)
    return made


def _agree(d: Decision, proposal: str) -> Decision:
    """Whether the write is still the one that was read back is seen when it is proposed again."""
    step = d.state.step + 1
    return d.having(step=step, agreed=Agreement(proposal, step), question=None, misses=0)


# --- yes


def _choose_single(d: Decision, facts: Facts) -> Decision | None:
    offers = d.frame.offers
    if len(offers) == 1:
        return d.with_frame(choice=offers[0])
    if d.state.question and d.state.question.name == "offer_which":
        return None
    times = d.state.question.act.args["times"] if d.state.question else ""
    return d.ask("offer_which", "offer", times=times)


def _which_reading(d: Decision, facts: Facts) -> Decision | None:
    """A yes to "this or that?" says neither: ask about the first alone."""
    doubt = d.state.doubt
    if doubt is None:
        return d
    return d.having(doubt=replace(doubt, dates=doubt.dates[:1], whens=doubt.whens[:1]))


def _no_series(d: Decision, facts: Facts) -> Decision:
    want = d.frame.want
    single = tuple(replace(w, every=None, count=None) for w in want.when)
    return d.with_frame(want=replace(want, when=single))


def _instead(task: Task) -> Handler:
    """Another task takes the place of this one, with what was said so far."""

    def handler(d: Decision, facts: Facts) -> Decision:
        frame = Frame(task, want=d.frame.want)
        return d.having(frames=(*d.state.frames[:-1], frame))

    return handler


def _book_instead(d: Decision, facts: Facts) -> Decision | None:
    """There is no visit: on with the booking that had been begun before, or a new one."""
    begun = next((f for f in reversed(d.state.frames[:-1]) if f.task is Task.BOOK), None)
    if begun is None:
        return _instead(Task.BOOK)(d, facts)
    others = tuple(f for f in d.state.frames[:-1] if f is not begun)
    want = d.frame.want.filled_from(begun.want)
    return d.having(frames=(*others, replace(begun, want=want, offers=(), choice=None, held=None)))


def _own_number(d: Decision, facts: Facts) -> Decision:
    return d.with_person(phone=facts.caller_number, own_number=True)


YES: Mapping[str, Handler] = MappingProxyType(
    {
        "new_patient": lambda d, facts: d.with_person(new_patient=True),
        "own_number": _own_number,
        "texts": lambda d, facts: d.with_person(texts_ok=True),
        "check": changes.confirm_doubt,
        "check_task": lambda d, facts: d.having(doubt=None),
        "no_match": lambda d, facts: identify.heard_right(d),
        "which_reading": _which_reading,
        "emergency_check": emergency.confirmed,
        "new_patient_visit": book.first_visit,
        "usual_visit": book.usual_visit,
        "offer": _choose_single,
        "offer_which": _choose_single,
        "double": lambda d, facts: d.with_frame(double_ok=True),
        "waitlist_offer": _instead(Task.WAITLIST),
        "no_visits": _book_instead,
        "series_refused": _no_series,
        "connect": lambda d, facts: handoff.to_staff(d.having(aside=None), HandoffReason.OTHER, facts),
        "callback_number": handoff.confirm_callback,
        "change": lambda d, facts: d,  # nothing, then: it is read back once more, and wants a yes of its own
        "change_patient": lambda d, facts: d,
        "anything_else": lambda d, facts: d.ask("task", "task"),
    }
)

# --- no


def _other_number(d: Decision, facts: Facts) -> Decision:
    return d.with_person(own_number=False)


def _next_reading(d: Decision, facts: Facts) -> Decision:
    """The other readings of a date one by one; then the field is asked for anew."""
    doubt = d.state.doubt or Doubt()
    rest = replace(doubt, dates=doubt.dates[1:], whens=doubt.whens[1:], texts=(), further=True)
    d = denials.of_doubt(d, doubt).having(doubt=rest if rest.dates or rest.whens else None)
    hers = doubt.field in (Field.NAME, Field.DATE_OF_BIRTH)
    return d.having(refused=d.state.refused + 1) if hers and d.state.doubt is None else d


def _what_else(d: Decision, facts: Facts) -> Decision:
    return d.ask("change", None)


def _what_else_of_patient(d: Decision, facts: Facts) -> Decision:
    return d.having(refused=d.state.refused + 1).ask("change_patient", None)


def _not_this_visit(d: Decision, facts: Facts) -> Decision:
    """With several visits, the other one may be meant."""
    frame = d.frame
    one = visits.meant(frame)
    if frame.each and one and (left := visits.besides(frame, one)):
        return d.with_frame(visits=left, visit=None)
    undescribed = replace(frame.want, when=(), provider=None, visit_type=None)
    if len(frame.visits or ()) < 2 or visits.meant(replace(frame, want=undescribed)):
        return _leave(d, facts)
    return d.with_frame(visit=None, want=undescribed)


def _leave(d: Decision, facts: Facts) -> Decision:
    return finish(d.release().say("left"), None)


def _other_day(d: Decision, facts: Facts) -> Decision:
    d = d.with_frame(want=replace(d.frame.want, when=()), offers=(), choice=None, held=None)
    return d.ask("when_else", "when")


def _drop_task(d: Decision, facts: Facts) -> Decision:
    """The one that was only supposed; it need not be the one in hand."""
    doubted = d.state.doubt.task if d.state.doubt else None
    last = max((i for i, f in enumerate(d.state.frames) if f.task is doubted), default=len(d.state.frames) - 1)
    return d.having(doubt=None, frames=(*d.state.frames[:last], *d.state.frames[last + 1 :]))


NO: Mapping[str, Handler] = MappingProxyType(
    {
        "new_patient": lambda d, facts: d.with_person(new_patient=False),
        "own_number": _other_number,
        "texts": lambda d, facts: d.with_person(texts_ok=False),
        "check": _next_reading,
        "check_task": _drop_task,
        "no_match": lambda d, facts: identify.heard_wrong(d),
        "which_reading": lambda d, facts: d.having(doubt=None),
        "emergency_check": lambda d, facts: question.reopen(d.having(question=None)),
        "new_patient_visit": lambda d, facts: d,
        "usual_visit": lambda d, facts: d.with_frame(usual_refused=True),
        "offer": lambda d, facts: openings.decline(d),
        "offer_which": lambda d, facts: openings.decline(d),
        "double": lambda d, facts: finish(d.release().say("left"), "answered"),
        "waitlist_offer": _other_day,
        "no_visits": lambda d, facts: finish(d, None),
        "series_refused": _other_day,
        "connect": lambda d, facts: question.reopen(d.having(question=None)),
        "callback_number": handoff.refuse_callback_number,
        "read_back": _what_else,
        "read_back_series": _what_else,
        "read_back_move": _what_else,
        "read_back_patient": _what_else_of_patient,
        "read_back_waitlist": _leave,
        "read_back_cancel": _not_this_visit,
        "read_back_confirm": _not_this_visit,
        "which_visit": _leave,
        "change": lambda d, facts: d,
        "change_patient": lambda d, facts: d,
        "anything_else": lambda d, facts: goodbye(d),
        "task": lambda d, facts: goodbye(d) if d.state.done or d.state.misses else None,
    }
)
