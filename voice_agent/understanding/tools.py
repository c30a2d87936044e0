"""What an LLM may call: one tool a family of commands, strict schemas, only those that the present state admits.

Every tool asks for `words`, the caller's own, copied. Values are made from them on our side (see `spans`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from openai.types.chat import ChatCompletionFunctionToolParam
from pydantic import BaseModel, ConfigDict, ValidationError

from voice_agent.understanding.reader import Context


class Nonsense(ValueError):
    """The LLM's answer cannot be used. The message names the kind of fault and nothing that a caller said."""


class ToolCall(BaseModel):
    """The caller's words that ask for this, copied exactly from `said`."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
    tool: ClassVar[str]
    words: str


class StartTask(ToolCall):
    """The caller wants to begin a task."""

    tool: ClassVar[str] = "start_task"
    task: Literal["book", "reschedule", "cancel", "lookup", "confirm_visit", "waitlist", "register"]


class SetField(ToolCall):
    """The caller tells a detail. `corrects`: it replaces what was said or read back before."""

    tool: ClassVar[str] = "set_field"
    field: Literal[
        "visit_type",
        "provider",
        "location",
        "when",
        "name",
        "date_of_birth",
        "phone",
        "reason",
        "relation",
        "insurance",
        "new_patient",
    ]
    corrects: bool


class ChooseOffer(ToolCall):
    """The caller takes one of the offers. `ref` is the offer's."""

    tool: ClassVar[str] = "choose_offer"
    ref: str


class OtherTimes(ToolCall):
    """The caller wants none of the offers but other ones; `words` tell which, if said."""

    tool: ClassVar[str] = "other_times"


class Answer(ToolCall):
    """A yes or a no to the agent's question."""

    tool: ClassVar[str] = "answer"
    yes: bool


class AskQuestion(ToolCall):
    """The caller asks something about the clinic; `words` are the question."""

    tool: ClassVar[str] = "ask_question"


class Converse(ToolCall):
    """Repeat that, wait a moment, drop this task, start all over, goodbye, or thanks."""

    tool: ClassVar[str] = "converse"
    what: Literal["repeat", "hold_on", "abort", "restart", "goodbye", "thanks"]


class HandOff(ToolCall):
    """The caller asks for a person, for medical advice, about a bill, or complains."""

    tool: ClassVar[str] = "hand_off"
    reason: Literal["asked", "clinical", "billing", "complaint", "other"]


class NothingFits(ToolCall):
    """None of the other tools: nothing to do with a clinic, or not to be understood."""

    tool: ClassVar[str] = "nothing_fits"
    why: Literal["out_of_scope", "unclear"]


# The tools go before the messages in what an endpoint caches: those that are always there come first, and none changes
# with the offers (a `ref` that is not among them is refused by `parse_call`).
ALWAYS: tuple[type[ToolCall], ...] = (StartTask, SetField, Answer, AskQuestion, Converse, HandOff, NothingFits)
REFUSABLE = frozenset({"offer", "when", "confirm"})
"""What is expected where a caller may want other times."""


def admitted(context: Context) -> tuple[type[ToolCall], ...]:
    """The families that make sense now: an offer can be taken only where there are offers."""
    others = (OtherTimes,) if context.offers or context.expecting in REFUSABLE else ()
    offered = (ChooseOffer,) if context.offers else ()
    return (*ALWAYS, *others, *offered)


def tools_for(context: Context) -> list[ChatCompletionFunctionToolParam]:
    """As the chat completions API takes them."""
    return [
        {
            "type": "function",
            "function": {
                "name": family.tool,
                "description": (family.__doc__ or "").strip(),
                "strict": True,
                "parameters": _schema(family),
            },
        }
        for family in admitted(context)
    ]


def _schema(family: type[ToolCall]) -> dict[str, object]:
    """A strict schema: every property required, none beside them."""
    properties: dict[str, Any] = {
        name: {key: value for key, value in schema.items() if key != "title"}
        for name, schema in family.model_json_schema()["properties"].items()
    }
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def parse_call(name: str, arguments: str, context: Context) -> ToolCall:
    """Raises Nonsense for a tool that was not admitted, arguments that are no JSON, or of the wrong shape."""
    families: Mapping[str, type[ToolCall]] = {family.tool: family for family in admitted(context)}
    if name not in families:
        raise Nonsense("unknown_tool")
    try:
        call = families[name].model_validate_json(arguments)
    except ValidationError as error:
        broken = any(problem["type"] == "json_invalid" for problem in error.errors())
        raise Nonsense("not_json" if broken else "wrong_arguments") from None
    if isinstance(call, ChooseOffer) and call.ref not in {offer.ref for offer in context.offers}:
        raise Nonsense("not_offered")
    return call
