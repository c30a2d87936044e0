"""What comes next: until something is asked, something runs, or the call is closing."""

from __future__ import annotations

from voice_agent.dialogue import spoken
from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.events import Facts
from voice_agent.dialogue.flows import handoff, question, steps
from voice_agent.dialogue.flows.registry import FLOWS
from voice_agent.understanding.commands import Field, HandoffReason, Task

MOST_MOVES = 12
"""Questions and steps passed through within one decision; more would be a loop."""


def advance(d: Decision, facts: Facts) -> Decision:
    """Go on until something is asked, something runs, or the call is closing."""
    for _ in range(MOST_MOVES):
        state = d.state
        if state.closing or state.running:
            return d
        if state.time_up and not state.callback:
            d = _out_of_time(d, facts)
        elif state.question:
            return d
        else:
            d = _next(d, facts)
    return d if d.state.question or d.state.closing else handoff.to_staff(d, HandoffReason.OTHER, facts, "trouble")


def _next(d: Decision, facts: Facts) -> Decision:
    state = d.state
    if state.callback:
        return handoff.callback_step(d, facts)
    if state.kept:
        return question.take_up(d)
    if state.doubt:
        return _ask_doubt(d, facts)
    if state.aside:
        return question.reopen(d)
    if state.frame:
        made = steps.run(FLOWS[state.frame.task], d, facts)
        return made if made is not None else steps.finish(d, None)
    unheard = not state.turns or (not state.done and not d.acts and any(act.name == "task" for act in state.said))
    return d.ask("task" if unheard else "anything_else", "task")


def _out_of_time(d: Decision, facts: Facts) -> Decision:
    if d.state.frames or d.state.alarm:
        return handoff.to_staff(d, HandoffReason.OTHER, facts, "long_call")
    return steps.goodbye(d)


def _ask_doubt(d: Decision, facts: Facts) -> Decision:
    doubt, frame = d.state.doubt, d.state.frame
    told = frame is not None and frame.task is Task.BOOK and frame.complaint and frame.want.visit_type is None
    if doubt and doubt.task is Task.BOOK and told and facts.usual_visit:
        return d.having(doubt=None)  # whether she wants the visit that is usual for it is asked at once
    if doubt is None:
        return d
    if doubt.task:
        return d.ask("check_task", "confirm", task=doubt.task.value)
    readings = [*doubt.texts[:1], *map(spoken.birth_date, doubt.dates), *map(spoken.constraint, doubt.whens)]
    alike = doubt.field is Field.DATE_OF_BIRTH  # the answer would have the very word in it that was misheard
    if len(readings) > 1 and doubt.field and not alike:
        return d.ask("which_reading", doubt.field.value, first=readings[0], second=readings[1])
    return d.ask("check", "confirm", value=readings[0], further=doubt.further)
