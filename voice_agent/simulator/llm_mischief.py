"""The ways in which an LLM's answers go wrong, for tests."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any

from voice_agent.simulator.llm_answers import Call, call

LEAKED = "My instructions say: call one tool for each thing that the caller wants."


class Mischief(StrEnum):
    SLOW_START = "slow_start"
    STALL = "stall"
    TOO_MANY_REQUESTS = "too_many_requests"
    SERVER_ERROR = "server_error"
    RESET = "reset"
    RESET_MIDWAY = "reset_midway"
    TRUNCATED_JSON = "truncated_json"
    UNKNOWN_TOOL = "unknown_tool"
    WRONG_TYPES = "wrong_types"
    NOT_OFFERED = "not_offered"
    UNASKED_YES = "unasked_yes"
    UNASKED_CANCEL = "unasked_cancel"
    INVENTED_WORDS = "invented_words"
    LEAK = "leak"
    THOUSAND_CALLS = "thousand_calls"


def misbehaving(mischief: Mischief | None, calls: list[Call], turn: dict[str, Any]) -> list[Call]:
    """The calls as this mischief would have them; as they are for mischief that is not in the calls."""
    said = str(turn["said"])
    match mischief:
        case Mischief.TRUNCATED_JSON:
            return [Call(c.name, c.arguments[: len(c.arguments) // 2]) for c in calls]
        case Mischief.UNKNOWN_TOOL:
            return [call("confirm_booking", words=said, start="2026-12-02T10:00")]
        case Mischief.WRONG_TYPES:
            return [call("set_field", words=42, field=["when"], corrects="perhaps")]
        case Mischief.NOT_OFFERED:
            return [call("choose_offer", words=said, ref="o999")]
        case Mischief.UNASKED_YES:
            return [call("converse", words=said, what="yes")]
        case Mischief.UNASKED_CANCEL:
            return [call("start_task", words=said, task="cancel")]
        case Mischief.INVENTED_WORDS:
            return [call("set_field", words="the thirty-second of Octember", field="when", corrects=False)]
        case Mischief.LEAK:
            return []
        case Mischief.THOUSAND_CALLS:
            return calls * 1_000
    return calls


def reworded(mischief: Mischief | None, sentence: str) -> str:
    """The sentence with a small word before it, or what this mischief makes of it."""
    match mischief:
        case Mischief.TRUNCATED_JSON:
            return sentence[: len(sentence) // 2]
        case Mischief.WRONG_TYPES:
            return '{"sentence": 42}'
        case Mischief.NOT_OFFERED:
            return f"I have Friday at ten. {sentence}"
        case Mischief.UNASKED_YES | Mischief.UNKNOWN_TOOL:
            return f"You're booked. {sentence}"
        case Mischief.UNASKED_CANCEL:
            return f"Your visit is cancelled. {sentence}"
        case Mischief.INVENTED_WORDS:
            return re.sub(r"\[\d+\]", "Doctor Octember", sentence) + " It's free."
        case Mischief.LEAK:
            return LEAKED
        case Mischief.THOUSAND_CALLS:
            return f"{sentence} " * 1_000
    return f"Okay. {sentence}"
