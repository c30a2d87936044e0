"""A question in the middle of anything: answered from what the clinic has written down, and back to where we were."""

from __future__ import annotations

from dataclasses import replace

from voice_agent.dialogue import questions, repairs
from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.effects import AnswerQuestion
from voice_agent.dialogue.events import Facts
from voice_agent.dialogue.outcomes import Answered
from voice_agent.dialogue.state import Kept, State


def with_all_said(state: State, question: str, text: str) -> str | None:
    """The question with what stood around it and what visit it is about; None where that adds nothing."""
    if not text:
        return None
    if questions.follows_up(state, text):
        return f"{state.queried} {text}"
    said = max(question, text, key=len)
    kind = state.frames[-1].want.visit_type if state.frames else None  # "can I eat before?" depends on it
    wider = f"{said} {kind}" if kind else said
    return wider if wider != question else None


def look_up(
    d: Decision, question: str, *, keep_open: bool, otherwise: str | None = None, wider: str | None = None
) -> Decision:
    """keep_open: the agent's own question still stands, and is put again afterwards. The others: as in the effect."""
    asked = d.state.question
    aside = d.state.aside if asked is None or asked.name == "connect" else asked
    aside = aside if keep_open else None
    asked_before = d.state.queried if questions.follows_up(d.state, question) else question
    return d.do(AnswerQuestion(question, otherwise, wider)).having(aside=aside, queried=asked_before)


def keep(d: Decision, question: str, *, otherwise: str | None = None, wider: str | None = None) -> Decision:
    """It is to be answered as soon as nothing more urgent is asked."""
    return d.having(kept=Kept(question, otherwise, wider))


def take_up(d: Decision) -> Decision:
    """Answer what was kept; what had been open before it is put again afterwards."""
    kept = d.state.kept
    if kept is None:
        return d
    d = d.having(kept=None, misses=0)
    return look_up(d, kept.question, keep_open=True, otherwise=kept.otherwise, wider=kept.wider)


def answered(d: Decision, outcome: Answered) -> Decision:
    return d.say("answer", text=outcome.text).achieved("answered")


def no_answer(d: Decision, effect: AnswerQuestion, facts: Facts) -> Decision:
    """Nothing is made up: staff may know. What was open stays so. What may have been no question was not caught."""
    if effect.wider:
        return d.do(AnswerQuestion(effect.wider, effect.otherwise))
    if effect.otherwise:
        return repairs.miss(d.having(question=d.state.aside, aside=None), facts, effect.otherwise)
    if d.state.frames or d.state.callback:  # a yes or no about staff would stand in the way of what she came for
        return reopen(d.say("no_information"))
    return d.ask("connect", "confirm")


def reopen(d: Decision) -> Decision:
    """Put the question again that stood open; the caller is asked it in the first words, not reproached."""
    aside = d.state.aside
    if aside is None or d.state.running or d.state.closing or d.state.kept:
        return d
    only_checked = not d.acts and any(act.name == "emergency_check" for act in d.state.said)
    if aside.name == "task" and not only_checked:  # "how can I help you" was answered by the question itself
        return d.having(aside=None)
    return replace(d.having(question=aside, aside=None), acts=(*d.acts, aside.act))
