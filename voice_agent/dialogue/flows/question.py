"""A question in the middle of anything: answered from what the clinic has written down, and back to where we were."""

from __future__ import annotations

from dataclasses import replace

from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.effects import Answered, AnswerQuestion


def look_up(d: Decision, question: str, *, keep_open: bool) -> Decision:
    """keep_open: the agent's own question still stands, and is put again afterwards."""
    asked = d.state.question
    aside = d.state.aside if asked is None or asked.name == "connect" else asked
    aside = aside if keep_open else None
    return d.do(AnswerQuestion(question)).having(aside=aside)


def answered(d: Decision, outcome: Answered) -> Decision:
    return d.say("answer", text=outcome.text).achieved("answered")


def no_answer(d: Decision) -> Decision:
    """Nothing is made up: staff may know. What was open stays so."""
    return d.ask("connect", "confirm")


def reopen(d: Decision) -> Decision:
    """Put the question again that stood open; the caller is asked it in the first words, not reproached."""
    aside = d.state.aside
    if aside is None or d.state.running or d.state.closing:
        return d
    if aside.name == "task":  # "how can I help you" was answered by the question itself
        return d.having(aside=None)
    return replace(d.having(question=aside, aside=None), acts=(*d.acts, aside.act))
