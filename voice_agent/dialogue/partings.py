"""A caller who wants less: no more of the call, no visit, no callback; and the number she calls from, pointed at."""

from __future__ import annotations

from dataclasses import replace

from voice_agent.dialogue import changes, farewells, leaving, repairs
from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.events import Facts, Heard
from voice_agent.dialogue.flows import handoff, steps
from voice_agent.dialogue.state import State
from voice_agent.understanding.commands import Goodbye, Handoff, HandoffReason, Set, Start, Task

OF_CALLBACK = {"callback_number", "callback_phone"}


def of_callback(d: Decision, heard: Heard, facts: Facts) -> Decision | None:
    """What she says of being called back that no command says. After an emergency she is called back all the same.

    Who would rather go on with what she came for is not held up, nor sent away.
    """
    if d.state.callback is None or d.state.alarm:
        return None
    asks_for_one = any(isinstance(c, Handoff) and c.reason is not HandoffReason.OTHER for c in heard.commands)
    refuses = leaving.wants_no_callback(heard.text) and not asks_for_one
    asked = d.state.question.name if d.state.question else ""
    begins = any(isinstance(c, Start) for c in heard.commands)
    goes_on = asked in OF_CALLBACK and not asks_for_one and (d.state.frames or begins)
    if goes_on and leaving.goes_on_instead(heard.commands, heard.text):
        return _go_on(d, heard, facts)
    if refuses or leaving.goes(heard.commands, heard.text):
        return _goodbye(d.having(callback=None))
    return None


def _go_on(d: Decision, heard: Heard, facts: Facts) -> Decision:
    d = d.having(callback=None, question=None, misses=0)
    begun = tuple(c for c in heard.commands if isinstance(c, Start | Set))
    return changes.heed(d, replace(heard, commands=begun), facts)


def of_number(d: Decision, heard: Heard, facts: Facts) -> Decision | None:
    """ "The one I'm calling from": that number, read back as any other."""
    number, asked, callback = facts.caller_number, d.state.question, d.state.callback
    if number is None or asked is None or not leaving.means_this_line(heard.text):
        return None
    if callback and asked.name in OF_CALLBACK:
        if asked.name == "callback_number" and callback.phone == number and heard.prompt_heard and not asked.cut:
            return handoff.confirm_callback(d.having(misses=0), facts)
        return d.having(callback=replace(callback, phone=number, own_number_refused=False), question=None, misses=0)
    if asked.name in ("phone", "own_number"):
        return d.with_person(phone=number, own_number=True).having(question=None, misses=0)
    return None


def no_booking(d: Decision, heard: Heard) -> tuple[Decision, Heard]:
    """ "I don't want a new visit": whatever was to be booked is dropped, and what else she says is heeded."""
    if not leaving.wants_no_visit(heard.text):
        return d, heard
    heard = replace(heard, commands=leaving.without_booking(heard.commands))
    frames = d.state.frames
    left = tuple(f for f in frames if f.task is not Task.BOOK)
    if left == frames:
        return d, heard
    if frames[-1].task is Task.BOOK:
        d = d.release().having(question=None, doubt=None, aside=None, agreed=None, misses=0)
    return d.having(frames=left).say("dropped"), heard


def outright(d: Decision, heard: Heard, facts: Facts, *, faint: bool = False) -> Decision | None:
    """A no and a goodbye in one breath: she is not asked again, but where it was hardly heard."""
    if not leaving.goes(heard.commands, heard.text):
        return None
    return _once_more(d, facts) if faint and _perhaps_an_answer(d.state) else _goodbye(d)


def leave(d: Decision, heard: Heard, facts: Facts, *, faint: bool = False) -> Decision:
    """A caller who goes in the middle of something must not think that it was done; nor must one be left who was only
    taken to go: "Physio" was once a goodbye."""
    state = d.state
    if faint and _perhaps_an_answer(state):
        return _once_more(d, facts)
    naming = state.question is not None and state.question.expecting == "name"
    if state.frames and (naming or not state.misses) and not farewells.takes_leave(heard.text, naming=naming):
        return repairs.miss(d, facts)
    if state.question and state.question.proposal and not state.misses:
        return repairs.miss(d, facts, "before_you_go")
    return steps.goodbye_unfinished(d) if state.frames else steps.goodbye(d)


def _perhaps_an_answer(state: State) -> bool:
    """What was hardly heard may have answered a question of a task under way. Said again at once, it ends the call."""
    again = state.parting > 0 and state.turns == state.parting + 1
    return bool(state.frames) and state.question is not None and not again


def _once_more(d: Decision, facts: Facts) -> Decision:
    return repairs.miss(d.having(parting=d.state.turns), facts)


def _goodbye(d: Decision) -> Decision:
    return steps.goodbye_unfinished(d) if _unfinished(d.state) else steps.goodbye(d)


def _unfinished(state: State) -> bool:
    """Something that she asked for is left undone; what was only supposed is not."""
    supposed = state.doubt is not None and state.doubt.task is not None
    return len(state.frames) > supposed


def says_goodbye(heard: Heard) -> bool:
    return any(isinstance(c, Goodbye) for c in heard.commands) and farewells.says_goodbye(heard.text)
