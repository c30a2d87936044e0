"""What a caller says of visits in other words than the question has: all of them, the others too, a further one, the
one just cancelled."""

from __future__ import annotations

from dataclasses import replace

from voice_agent.dialogue import answers, visit_words
from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.events import Facts, Heard
from voice_agent.dialogue.flows import visits
from voice_agent.dialogue.state import Frame, Want
from voice_agent.understanding.commands import Affirm, Field, Set, Task, When, Whens


def heeded(d: Decision, heard: Heard, facts: Facts) -> Decision | None:
    """ "All of them", where a visit to cancel is to be named; "and then one on Friday", behind a yes to a booking; "put
    it back", of the one just cancelled."""
    frame, undone = d.state.frame, d.state.undone
    cancels = frame is not None and frame.task is Task.CANCEL
    if cancels and d.state.asks("which_visit") and visit_words.means_all(heard.text):
        return d.with_frame(each=True).having(question=None, misses=0)
    if cancels and d.state.asks("read_back_cancel") and visit_words.and_the_others(heard.text):
        whichever = replace(d.frame.want, when=(), provider=None, visit_type=None)
        d = d.with_frame(each=True, visit=visits.meant(d.frame), want=whichever)
        return answers.answer(d, heard, facts, yes=True)
    if frame and d.state.asks("read_back") and (further := _one_more(heard)):
        return _agreed_with_one_more(d, heard, facts, further)
    if undone is None or not d.state.asks("anything_else") or not visit_words.wants_back(heard.text):
        return None
    at = When(undone.start.date(), undone.start.date(), at=undone.start.time())
    want = Want(undone.visit_type, undone.provider, undone.location, (at,))
    return d.having(frames=(Frame(Task.BOOK, want=want),), undone=None, question=None, misses=0)


def _one_more(heard: Heard) -> Whens:
    """When a further visit is to be, told behind a yes; empty where that is not what was said."""
    if not any(isinstance(c, Affirm) for c in heard.commands) or not visit_words.and_one_more(heard.text):
        return ()
    told = (c.value for c in heard.commands if isinstance(c, Set) and c.field is Field.WHEN)
    return next((value for value in told if isinstance(value, tuple)), ())


def _agreed_with_one_more(d: Decision, heard: Heard, facts: Facts, further: Whens) -> Decision | None:
    """The visit that was read back is booked, and then another like it is looked for."""
    frame = d.frame
    another = Frame(Task.BOOK, want=replace(frame.want, when=further), double_ok=True)
    agreed = answers.answer(d, heard, facts, yes=True)
    if agreed is None or agreed.state.agreed is None:
        return None
    return agreed.having(frames=(*agreed.state.frames[:-1], another, agreed.frame))
