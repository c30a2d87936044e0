"""What a caller says of visits in other words than the question has: all of them, the others too, a further one, the
one just cancelled."""

from __future__ import annotations

from dataclasses import replace

from voice_agent.dialogue import answers, visit_words
from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.events import Facts, Heard
from voice_agent.dialogue.flows import visits
from voice_agent.dialogue.state import Frame, Want
from voice_agent.understanding.commands import Affirm, Field, Set, Start, Task, When


def heeded(d: Decision, heard: Heard, facts: Facts) -> Decision | None:
    """ "All of them", where a visit to cancel is to be named; "and another on
    Thursday", behind a yes to a booking; "put it back", of the one just cancelled."""
    frame, undone = d.state.frame, d.state.undone
    cancels = frame is not None and frame.task is Task.CANCEL
    if cancels and d.state.asks("which_visit") and visit_words.means_all(heard.text):
        return d.with_frame(each=True).having(question=None, misses=0)
    if cancels and d.state.asks("read_back_cancel") and visit_words.and_the_others(heard.text):
        whichever = replace(d.frame.want, when=(), provider=None, visit_type=None)
        d = d.with_frame(each=True, visit=visits.meant(d.frame), want=whichever)
        return answers.answer(d, heard, facts, yes=True)
    if frame and d.state.asks("read_back") and heard.commands[:2] == (Affirm(), Start(Task.BOOK)):
        return _yes_and_another(d, heard, facts)
    if undone is None or not d.state.asks("anything_else") or not visit_words.wants_back(heard.text):
        return None
    at = When(undone.start.date(), undone.start.date(), at=undone.start.time())
    want = Want(undone.visit_type, undone.provider, undone.location, (at,))
    return d.having(frames=(Frame(Task.BOOK, want=want),), undone=None, question=None, misses=0)


def _yes_and_another(d: Decision, heard: Heard, facts: Facts) -> Decision | None:
    """ "Yes, and another one on Thursday": the visit that was read back first, then the other one of its kind."""
    told = {c.field: c.value for c in heard.commands if isinstance(c, Set)}
    when, kind = told.get(Field.WHEN), told.get(Field.VISIT_TYPE)
    made = answers.answer(d, heard, facts, yes=True)
    if made is None or made.state.agreed is None or not isinstance(when, tuple) or kind is not None:
        return made
    times = tuple(replace(w, relative_to=None) for w in when if isinstance(w, When))
    want = Want(visit_type=d.frame.want.visit_type, location=d.frame.want.location, when=times)
    another = Frame(Task.BOOK, want=want, double_ok=True)
    return made.having(frames=(*made.state.frames[:-1], another, made.state.frames[-1]))
