"""What an LLM proposed, as commands. Pure: every word is held against what was said, and wishes need their words."""

from __future__ import annotations

from collections.abc import Sequence

from voice_agent.understanding import commands as c
from voice_agent.understanding import tools
from voice_agent.understanding.evidence import is_refused, supports
from voice_agent.understanding.offers import choose, fits
from voice_agent.understanding.spans import Spans
from voice_agent.understanding.tools import Nonsense, ToolCall

PLAIN: dict[str, c.Command] = {
    "yes": c.Affirm(),
    "no": c.Deny(),
    "repeat": c.Repeat(),
    "hold_on": c.HoldOn(),
    "abort": c.Abort(),
    "restart": c.Restart(),
    "goodbye": c.Goodbye(),
    "thanks": c.Thanks(),
    "person": c.Handoff(c.HandoffReason.ASKED),
    "medical_advice": c.Handoff(c.HandoffReason.CLINICAL),
    "billing": c.Handoff(c.HandoffReason.BILLING),
    "complaint": c.Handoff(c.HandoffReason.COMPLAINT),
    "out_of_scope": c.OutOfScope(),
    "unclear": c.Unclear(),
}
"""What a caller says that needs no words of hers."""


def commands_of(calls: Sequence[ToolCall], spans: Spans) -> tuple[c.Command, ...]:
    """In the order called, each once. Raises Nonsense for the first that does not hold."""
    return tuple(dict.fromkeys(command_of(call, spans) for call in calls))


def command_of(call: ToolCall, spans: Spans) -> c.Command:
    """Raises Nonsense where `words` were not said, hold no value, or do not ask for what they are said to."""
    words = spans.locate(call.words)
    match call:
        case tools.StartTask():
            return _start(c.Task(call.task), spans)
        case tools.SetField():
            value, candidates = spans.value(c.Field(call.field), words)
            return (c.Correct if call.corrects else c.Set)(c.Field(call.field), value, candidates)
        case tools.ChooseOffer():
            return _choose(call.ref, words, spans)
        case tools.Converse(what="question"):
            return c.Ask(words)
        case tools.Converse(what="other_times"):
            return c.Alternatives(spans.whens(words) or None)
        case tools.Converse():
            return PLAIN[call.what]
    raise Nonsense("unknown_tool")


def _start(task: c.Task, spans: Spans) -> c.Start:
    """A task that changes something is begun only on words that can mean it."""
    if is_refused(spans.said) or not supports(task.value, spans.said):
        raise Nonsense("unasked_task")
    return c.Start(task)


def _choose(ref: str, words: str, spans: Spans) -> c.Choose:
    """Neither the words' own reading nor a time among them may speak for another offer."""
    offers, whens = spans.context.offers, spans.whens(words)
    offer = next((o for o in offers if o.ref == ref), None)
    own = choose(words, offers, whens)
    if offer is None or (own is not None and own.ref != ref):
        raise Nonsense("not_offered")
    if own is None and whens and not any(fits(offer.start, when) for when in whens):
        raise Nonsense("not_offered")
    return c.Choose(ref)
