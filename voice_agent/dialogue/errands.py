"""Tasks begun: a second errand beside the first, a change of mind, or the same task put differently."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from voice_agent.dialogue import grounding, visit_words
from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.events import Facts, Heard
from voice_agent.dialogue.flows import book, register, visits
from voice_agent.dialogue.state import Doubt, Frame, Want
from voice_agent.understanding.commands import Command, Correct, Deny, Field, Set, Start, Task

LOW_UNDERSTANDING = 0.5
"""Below this, a task is not begun before the caller has confirmed it."""
LOW_WITH_KIND = 0.35
"""The same for a booking where she names a kind of visit that the clinic has: "I need an annual physical"."""

_HAS_ONE = re.compile(
    r"^\W*(?:no+|nope)\b|\b(?:already|the one (?:i|we|he|she)|my (?:existing|current)|i have one|(?:i'm|i am) "
    r"moving|not (?:a )?new)\b",
    re.IGNORECASE,
)
_SOMETHING_ELSE = {Field.VISIT_TYPE, Field.PROVIDER, Field.LOCATION, Field.RELATION, Field.NAME, Field.DATE_OF_BIRTH}
ON_VISITS = {Task.RESCHEDULE, Task.CANCEL, Task.CONFIRM_VISIT, Task.LOOKUP}
"""Tasks on a visit that exists: one of them said during another is a change of mind, not a second errand."""


def start(d: Decision, task: Task, heard: Heard, facts: Facts, *, begun: int) -> Decision:
    """`begun`: how many tasks the utterance has begun before this one."""
    frame, after_another = d.state.frame, begun > 0
    if after_another and (known := _begun_before(d, task, begun)):
        return known
    if task is Task.REGISTER and d.state.person.verified and not _names_somebody_else(heard):
        return register.known_already(d)
    if frame and frame.task is task and not after_another:
        return d.having(doubt=None) if d.state.doubt and d.state.doubt.task is task else d
    if frame and task is Task.RESCHEDULE and d.state.asks("double"):
        return _move_instead(d, facts)
    if frame and not after_another and _only_another_time(frame, task, heard):
        return d
    if frame and not after_another and _takes_its_place(frame, task, heard):
        d = d.having(frames=d.state.frames[:-1], agreed=None)
        frame = d.state.frame
    own = after_another and visit_words.means_her_own(heard.text)
    new = Frame(task, each=task is Task.CANCEL and visit_words.means_all(heard.text), own=own)
    if frame and not after_another and {frame.task, task} <= ON_VISITS:
        # "no, move it rather than cancel it": the visits are known, and the visit meant is the same
        new = replace(new, visits=frame.visits, visit=visits.meant(frame), want=_place_told(frame, heard))
        d = d.having(frames=d.state.frames[:-1], agreed=None)
    if frame and frame.choice and task is Task.WAITLIST:  # "I'll take that, and note me for something sooner"
        new = replace(new, want=replace(frame.want, when=()))
        return d.having(frames=(*d.state.frames[:-1], new, frame))
    if frame and frame.task is Task.BOOK and task is Task.WAITLIST:
        new = replace(new, want=frame.want)
        d = d.having(frames=d.state.frames[:-1], agreed=None)
    if task is Task.BOOK and frame is None and d.state.booked and _is_like_the_last(heard):
        last = d.state.booked
        new = replace(new, want=Want(last.visit_type, last.provider, last.location), double_ok=True)
    d = d.having(frames=(*d.state.frames, new), doubt=None, callback=None)
    if task is Task.REGISTER and not d.state.person.verified:
        d = d.with_person(new_patient=True)
    return d.having(doubt=Doubt(task=task)) if heard.confidence < _least(task, heard, facts) else d


def _names_somebody_else(heard: Heard) -> bool:
    told = {c.field: c.value for c in heard.commands if isinstance(c, Set | Correct)}
    return told.get(Field.RELATION, "self") != "self" or Field.NAME in told


def _is_like_the_last(heard: Heard) -> bool:
    """Another visit, of whose kind and for whom nothing else is said."""
    told = {c.field for c in heard.commands if isinstance(c, Set | Correct)}
    return not told & _SOMETHING_ELSE and visit_words.one_like_it(heard.text)


def _place_told(frame: Frame, heard: Heard) -> Want:
    """ "Don't cancel it, could I have it at the other office?": the place is of the visit that she wants now."""
    told = any(isinstance(c, Set | Correct) and c.field is Field.LOCATION for c in heard.commands)
    return Want(location=frame.want.location) if told else Want()


def _least(task: Task, heard: Heard, facts: Facts) -> float:
    kinds = [str(c.value) for c in heard.commands if isinstance(c, Set) and c.field is Field.VISIT_TYPE]
    known = any(grounding.canonical(facts.vocabulary.visit_types, kind) for kind in kinds)
    return LOW_WITH_KIND if task is Task.BOOK and known else LOW_UNDERSTANDING


def _begun_before(d: Decision, task: Task, begun: int) -> Decision | None:
    """ "First cancel mine, then book his": two tasks that she has named before, and what she said of them stands."""
    frames = d.state.frames
    at = next((i for i, f in enumerate(frames[: len(frames) - begun]) if f.task is task), None)
    if at is None:
        return None
    return d.having(frames=(*frames[:at], *frames[at + 1 :], frames[at]), doubt=None)


def _takes_its_place(frame: Frame, task: Task, heard: Heard) -> bool:
    """ "No, I'm moving the one I have": it was no new visit that she wanted."""
    if frame.task is not Task.BOOK or frame.choice or task not in ON_VISITS:
        return False
    return any(isinstance(c, Deny) for c in heard.commands) or _HAS_ONE.search(heard.text) is not None


def _only_another_time(frame: Frame, task: Task, heard: Heard) -> bool:
    """ "No, move it to Friday", said of an opening that is about to be booked: that opening, no visit that exists."""
    puts_right = any(isinstance(c, Correct) and c.field is Field.WHEN for c in heard.commands)
    return frame.task is Task.BOOK and frame.choice is not None and task is Task.RESCHEDULE and puts_right


def _move_instead(d: Decision, facts: Facts) -> Decision:
    """ "You already have one": "then move that one". The opening that was chosen is where it goes."""
    frame = d.frame
    new = Frame(
        Task.RESCHEDULE,
        want=frame.want,
        offers=frame.offers,
        choice=frame.choice,
        visits=frame.visits,
        visit=book.same_kind(frame, facts),
    )
    return d.having(frames=(*d.state.frames[:-1], new), agreed=None)


def first_said_first(d: Decision, begun: int) -> Decision:
    """ "Cancel my visit and book another": the task said first is in hand first."""
    if begun < 2:
        return d
    frames = d.state.frames
    new = frames[-begun:]
    return d.having(frames=(*frames[: len(frames) - len(new)], *reversed(new)))


def two_kinds(commands: Sequence[Command], heard: Heard, facts: Facts) -> tuple[list[Command], str | None]:
    """ "A physical, and my blood drawn": without what names the second kind of visit, and that kind; None where one is
    told, or one in place of the other."""
    sets = [c for c in commands if isinstance(c, Set) and c.field is Field.VISIT_TYPE]
    kinds = {c: grounding.canonical(facts.vocabulary.visit_types, str(c.value)) for c in sets}
    first, *others = dict.fromkeys(kinds.values()) or (None,)
    books = [c for c in commands if isinstance(c, Start)] == [Start(Task.BOOK)]
    if not books or len(others) != 1 or None in kinds.values() or not visit_words.one_and_another(heard.text):
        return list(commands), None
    return [c for c in commands if not isinstance(c, Set) or kinds.get(c, first) == first], others[0]


def with_second_kind(d: Decision, kind: str) -> Decision:
    """The other visit is booked after this one."""
    frame = d.state.frame
    if frame is None or frame.task is not Task.BOOK:
        return d
    return d.having(frames=(*d.state.frames[:-1], Frame(Task.BOOK, want=Want(visit_type=kind)), frame))
