"""What an LLM may call: few tools, strict schemas, only those that the present state admits.

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
    """The caller wants this done."""

    tool: ClassVar[str] = "start_task"
    task: Literal["book", "reschedule", "cancel", "lookup", "confirm_visit", "waitlist", "register"]


class SetField(ToolCall):
    """A detail. corrects: it replaces one told or read back before."""

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


class Converse(ToolCall):
    """All else. question: about the clinic. other_times: none of those offered. abort: drop this task. restart: all
    over. person: wants staff."""

    tool: ClassVar[str] = "converse"
    what: Literal[
        "yes",
        "no",
        "question",
        "other_times",
        "repeat",
        "hold_on",
        "abort",
        "restart",
        "thanks",
        "goodbye",
        "person",
        "medical_advice",
        "billing",
        "complaint",
        "out_of_scope",
        "unclear",
    ]


class ChooseOffer(ToolCall):
    """The caller takes one of `offers`."""

    tool: ClassVar[str] = "choose_offer"
    ref: str


# The tools go before the messages in what an endpoint caches: those that are always there come first, and none changes
# with the offers (a `ref` that is not among them is refused by `parse_call`). Few tools with many choices are a third
# shorter than a tool for each.
ALWAYS: tuple[type[ToolCall], ...] = (StartTask, SetField, Converse)


def admitted(context: Context) -> tuple[type[ToolCall], ...]:
    """The tools that make sense now: an offer can be taken only where there are offers."""
    return (*ALWAYS, ChooseOffer) if context.offers else ALWAYS


def tools_for(context: Context) -> list[ChatCompletionFunctionToolParam]:
    """As the chat completions API takes them."""
    return [
        {
            "type": "function",
            "function": {
                "name": family.tool,
                "description": " ".join((family.__doc__ or "").split()),
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
