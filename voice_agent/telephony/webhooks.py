"""What Twilio's webhooks say, and the TwiML that answers them. Pure: forms in, values out; values in, XML out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from twilio.twiml.voice_response import (  # type: ignore[import-untyped]
    Connect,
    Dial,
    Enqueue,
    VoiceResponse,
)

from voice_agent.telephony.media_stream import MAX_PARAMETER_CHARS

CONTENT_TYPE = "text/xml"
_MAX_FIELD_CHARS = 200


class WebhookError(ValueError):
    """A webhook lacks what we need, or says it in a form that Twilio never uses. Names the field, never its value."""


@dataclass(frozen=True, slots=True)
class IncomingCall:
    """The form of `POST /twilio/voice`. `caller`: the number as Twilio gives it, "" where withheld."""

    call_sid: str
    account_sid: str
    caller: str
    called: str


class QueueResult(StrEnum):
    """How a stay in the queue ended, as Twilio tells the action URL of `<Enqueue>`."""

    BRIDGED = "bridged"
    BRIDGING = "bridging-in-process"
    ERROR = "error"
    HANGUP = "hangup"
    LEAVE = "leave"
    REDIRECTED = "redirected"
    REDIRECTED_FROM_BRIDGED = "redirected-from-bridged"
    QUEUE_FULL = "queue-full"
    SYSTEM_ERROR = "system-error"


class DialResult(StrEnum):
    """How a `<Dial>` ended."""

    COMPLETED = "completed"
    ANSWERED = "answered"
    BUSY = "busy"
    NO_ANSWER = "no-answer"
    FAILED = "failed"
    CANCELED = "canceled"


def incoming_call(form: Mapping[str, str]) -> IncomingCall:
    """Reads the form of a new call. Raises `WebhookError`."""
    return IncomingCall(
        call_sid=_field(form, "CallSid"),
        account_sid=_field(form, "AccountSid"),
        caller=_caller(form.get("From", "")),
        called=_text(form.get("To", ""), "To"),
    )


def call_sid_of(form: Mapping[str, str]) -> str:
    """The CallSid, which every webhook carries. Raises `WebhookError`."""
    return _field(form, "CallSid")


def caller_of(form: Mapping[str, str]) -> str:
    """The number that rings, which every webhook of a call carries; "" where withheld. Raises `WebhookError`."""
    return _caller(form.get("From", ""))


def queue_result_of(form: Mapping[str, str]) -> QueueResult:
    """Raises `WebhookError`."""
    try:
        return QueueResult(_field(form, "QueueResult"))
    except ValueError:
        raise WebhookError("the webhook's QueueResult is none that is known") from None


def dial_result_of(form: Mapping[str, str]) -> DialResult:
    """Raises `WebhookError`."""
    try:
        return DialResult(_field(form, "DialCallStatus"))
    except ValueError:
        raise WebhookError("the webhook's DialCallStatus is none that is known") from None


def connect(ws_url: str, action_url: str, parameters: Mapping[str, str], *, say: str | None = None) -> str:
    """Opens the media stream; `action_url` is asked once we close it. `say`: spoken by Twilio before it opens.

    Raises `ValueError` for a parameter of more than 500 characters, which Twilio would cut.
    """
    for name, value in parameters.items():
        if len(name) + len(value) > MAX_PARAMETER_CHARS:
            raise ValueError(f"stream parameter {name!r} is longer than {MAX_PARAMETER_CHARS} characters")
    response = _speaking(say)
    verb = Connect(action=action_url, method="POST")
    stream = verb.stream(url=ws_url)
    for name, value in parameters.items():
        stream.parameter(name=name, value=value)
    response.append(verb)
    return str(response)


def hang_up(*, say: str | None = None) -> str:
    response = _speaking(say)
    response.hangup()
    return str(response)


def nothing() -> str:
    """An answer to what only informs us."""
    return str(VoiceResponse())


def redirect(url: str, *, say: str | None = None) -> str:
    response = _speaking(say)
    response.redirect(url, method="POST")
    return str(response)


def enqueue(
    queue: str,
    action_url: str,
    wait_url: str,
    *,
    say: str | None = None,
    workflow_sid: str | None = None,
    task: str | None = None,
) -> str:
    """Puts the caller into the staff's queue. `workflow_sid` and `task` (JSON) use TaskRouter instead of a plain queue.

    `action_url` learns how the wait ended; `wait_url` gives what is heard meanwhile.
    """
    response = _speaking(say)
    ways = {"workflow_sid": workflow_sid} if workflow_sid else {"name": queue}
    verb = Enqueue(action=action_url, method="POST", wait_url=wait_url, wait_url_method="POST", **ways)
    if workflow_sid and task:
        verb.task(task)
    response.append(verb)
    return str(response)


def dial(
    number: str, action_url: str, *, caller_id: str | None = None, timeout_s: int = 25, say: str | None = None
) -> str:
    """Calls the staff's number and joins the two; `action_url` learns whether anybody answered."""
    response = _speaking(say)
    verb = Dial(action=action_url, method="POST", timeout=timeout_s, caller_id=caller_id)
    verb.number(number)
    response.append(verb)
    return str(response)


def take_from_queue(queue: str, *, whisper_url: str | None = None) -> str:
    """For a member of staff who rings in: the next caller of the queue. `whisper_url` speaks to staff alone first."""
    response = VoiceResponse()
    verb = Dial()
    verb.queue(queue, url=whisper_url)
    response.append(verb)
    return str(response)


def whisper(summary: str) -> str:
    """What staff hear before they are joined with the caller."""
    return str(_speaking(summary))


def waiting(notice: str, *, pause_s: int = 10, give_up: bool = False) -> str:
    """What a caller in the queue hears, again and again: a spoken notice and a pause. `give_up` leaves the queue."""
    response = _speaking(notice)
    if give_up:
        response.leave()
    else:
        response.pause(length=pause_s)
    return str(response)


def _speaking(text: str | None) -> VoiceResponse:
    response = VoiceResponse()
    if text:
        response.say(text)
    return response


def _caller(number: str) -> str:
    """Twilio names a withheld number by words or by +266696687 ("anonymous"): no number at all, to us."""
    text = _text(number, "From")
    known = text.startswith("+") and text[1:].isascii() and text[1:].isdigit() and text != "+266696687"
    return text if known else ""


def _field(form: Mapping[str, str], name: str) -> str:
    value = _text(form.get(name), name)
    if not value:
        raise WebhookError(f"the webhook's {name} is empty")
    return value


def _text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise WebhookError(f"the webhook has no {name}")
    if len(value) > _MAX_FIELD_CHARS or not value.isprintable():
        raise WebhookError(f"the webhook's {name} is not readable")
    return value
