"""What goes wrong in any conversation, mended once for all flows: misses, silence, repeats, second thoughts."""

from __future__ import annotations

from dataclasses import replace

from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.events import Facts
from voice_agent.dialogue.flows import handoff
from voice_agent.dialogue.flows.steps import goodbye
from voice_agent.dialogue.state import Frame, Person, State
from voice_agent.understanding.commands import HandoffReason, Task

MISSES = 3
"""Misses on one question, at the last of which staff take over: it is put in other words twice."""
FEWER_MISSES = 2
"""The same where to go on asking serves nobody: all is done, or it may be an emergency."""
GIVEN_UP_SOONER = {"anything_else", "emergency_check"}
PUT_ON = {"visit_type", "usual_visit", "new_patient", "check_task", "when", "when_move", "no_visits", "which_visit"}
MOST_PUT = 4
"""So often one of these questions is put in a row, to whoever goes on talking of something else."""
SILENCES = 2
"""Times that a silent caller is asked whether she is there."""
PATIENCE = 2
"""Silences that pass without a word after "hold on"."""


def miss(d: Decision, facts: Facts, act: str | None = "not_caught") -> Decision:
    """Nothing that answers the question: put it in other words; then a person."""
    misses = d.state.misses + 1
    d = d.having(misses=misses)
    if misses >= FEWER_MISSES and d.state.asks("texts"):  # nothing hangs on it: as after a no
        return d.say("no_texts").with_person(texts_ok=False).having(question=None, misses=0)
    if misses >= _most_misses(d.state):
        if d.state.callback:
            return handoff.give_up(d, facts)
        if d.state.question and d.state.question.name == "anything_else":  # all is done; staff need not hear the noise
            return goodbye(d)
        return handoff.to_staff(d, HandoffReason.OTHER, facts, "not_understood")
    return ask_again(d.say(act) if act else d)


def not_for_ever(before: State, d: Decision, facts: Facts) -> Decision:
    """A question that was put time and again, though each answer told something, goes to a person."""
    asked = d.state.question
    if asked is None or asked.name not in PUT_ON or d.state.callback or d.state.running:
        return d
    same = before.question is not None and before.question.name == asked.name and d.acts
    put = before.put + 1 if same else (before.put if not d.acts else 1)
    if put <= MOST_PUT:
        return d.having(put=put)
    return handoff.to_staff(replace(d, acts=()).having(put=0), HandoffReason.OTHER, facts, "not_understood")


def _most_misses(state: State) -> int:
    sooner = state.callback is not None or (state.question is not None and state.question.name in GIVEN_UP_SOONER)
    return FEWER_MISSES if sooner else MISSES


def ask_again(d: Decision) -> Decision:
    """The open question once more, worded differently where it was missed."""
    asked = d.state.question
    if asked is None:
        return d
    d = d.having(question=replace(asked, cut=False))
    return replace(d, acts=(*d.acts, replace(asked.act, attempt=max(1, d.state.misses))))


def put_again(d: Decision) -> Decision:
    """The open question in its first words, after something else was said: she did not miss it."""
    asked = d.state.question
    return replace(d.having(question=replace(asked, cut=False)), acts=(*d.acts, asked.act)) if asked else d


def silence(d: Decision, facts: Facts) -> Decision:
    """Two prompts, then goodbye; to staff where it may be our hearing that fails."""
    silences = d.state.silences + 1
    d = d.having(silences=silences)
    if silences <= 0:
        return d
    if silences <= SILENCES:
        return ask_again(d.say("are_you_there"))
    if d.state.callback:
        return handoff.give_up(d, facts)
    if d.state.misses:
        return handoff.to_staff(d, HandoffReason.OTHER, facts, "not_understood")
    return goodbye(d, "silent_goodbye")


def hold_on(d: Decision, *, heard_in_full: bool) -> Decision:
    """The question stays open; if it was cut short, a yes to it will not count before it is put again."""
    asked = d.state.question
    if asked and not heard_in_full:
        d = d.having(question=replace(asked, cut=True))
    return d.having(silences=-PATIENCE).say("take_your_time")


def repeat(d: Decision) -> Decision:
    """What was last said, word for word, and with it the open question."""
    asked, said = d.state.question, d.state.said
    if asked and not any(act.name == asked.name for act in said):
        return ask_again(d)
    d = d.having(question=replace(asked, cut=False)) if asked else d
    return replace(d, acts=(*d.acts, *said))


def abort(d: Decision) -> Decision:
    """Drop the task in hand; what was held is free again."""
    d = d.having(callback=None, doubt=None, aside=None, question=None, agreed=None, misses=0)
    if not d.state.frames:
        return d
    return d.having(frames=d.state.frames[:-1]).release().say("dropped")


def restart(d: Decision) -> Decision:
    """From the beginning of the task; who she is need not be proved again."""
    state = d.state
    person = state.person if state.person.verified else Person()
    frames = (*state.frames[:-1], Frame(state.frames[-1].task)) if state.frames else ()
    if frames and frames[-1].task is Task.REGISTER:
        person = replace(person, new_patient=True)
    d = d.release().having(frames=frames, person=person, doubt=None, aside=None, callback=None, agreed=None, misses=0)
    return d.having(question=None).say("restarted")
