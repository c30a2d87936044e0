"""Twilio Media Streams as values: text frames in, events out, and back. No sockets, no clock.

`decode` is total: any text gives an event or a `BadFrame`, never an exception. What a frame means in the course of
a stream (order, duplicates, foreign streams) is judged in `stream_order`.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

MULAW = "audio/x-mulaw"
SAMPLE_RATE = 8000
MAX_FRAME_CHARS = 256 * 1024
MAX_PAYLOAD_BYTES = 80_000  # ten seconds; a usual frame is 160 bytes
MAX_PARAMETERS = 32
MAX_PARAMETER_CHARS = 500
_MAX_NAME_CHARS = 200
_MAX_DIGITS = 18
_DTMF = frozenset("0123456789*#ABCD")


class Fault(StrEnum):
    """Why a frame was not taken. The value is safe to log: it never quotes the frame."""

    OVERSIZED = "oversized"
    NOT_TEXT = "not_text"
    NOT_JSON = "not_json"
    NOT_AN_OBJECT = "not_an_object"
    NO_EVENT = "no_event"
    BAD_FIELD = "bad_field"
    BAD_PAYLOAD = "bad_payload"
    NOT_STARTED = "not_started"
    STARTED_TWICE = "started_twice"
    AFTER_STOP = "after_stop"
    FOREIGN_STREAM = "foreign_stream"
    FOREIGN_TRACK = "foreign_track"
    WRONG_ENCODING = "wrong_encoding"
    DUPLICATE = "duplicate"
    LATE = "late"
    OUT_OF_WINDOW = "out_of_window"


@dataclass(frozen=True, slots=True)
class Connected:
    """The first frame: the websocket is open."""


@dataclass(frozen=True, slots=True)
class Started:
    """The stream's header. `parameters` are the `<Parameter>`s of our TwiML."""

    call_sid: str
    stream_sid: str
    account_sid: str
    parameters: Mapping[str, str]
    encoding: str = MULAW
    sample_rate: int = SAMPLE_RATE
    channels: int = 1

    @property
    def supported(self) -> bool:
        """Whether the audio is what we can hear: µ-law, 8,000 Hz, mono."""
        return (self.encoding, self.sample_rate, self.channels) == (MULAW, SAMPLE_RATE, 1)


@dataclass(frozen=True, slots=True)
class Media:
    """Audio of the caller: µ-law bytes of any length. Counters are None where the frame had none.

    gap_ms: time lost before this frame, as told by the timestamps (set by `MediaStream`).
    """

    payload: bytes
    stream_sid: str
    sequence: int | None = None
    chunk: int | None = None
    timestamp_ms: int | None = None
    track: str = "inbound"
    gap_ms: int = 0


@dataclass(frozen=True, slots=True)
class Dtmf:
    digit: str
    stream_sid: str


@dataclass(frozen=True, slots=True)
class Mark:
    """An echo: the audio before the mark has been played, or was flushed by a `clear`."""

    name: str
    stream_sid: str


@dataclass(frozen=True, slots=True)
class Stopped:
    stream_sid: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A well-formed frame of a kind that we do not know; to be counted and ignored."""


@dataclass(frozen=True, slots=True)
class BadFrame:
    """A frame that was not taken. `field`: the path of the offending field, in our words."""

    reason: Fault
    field: str = ""


Event = Connected | Started | Media | Dtmf | Mark | Stopped | Unknown


def media(stream_sid: str, mulaw: bytes) -> str:
    """Audio to be played after what is already buffered: raw µ-law, any length."""
    payload = base64.b64encode(mulaw).decode("ascii")
    return _frame({"event": "media", "streamSid": stream_sid, "media": {"payload": payload}})


def mark(stream_sid: str, name: str) -> str:
    """A mark that is echoed once the audio sent before it has played."""
    return _frame({"event": "mark", "streamSid": stream_sid, "mark": {"name": name}})


def clear(stream_sid: str) -> str:
    """Empties the far buffer; every pending mark is echoed at once, meaning flushed and not heard."""
    return _frame({"event": "clear", "streamSid": stream_sid})


def decode(frame: str | bytes) -> Event | BadFrame:
    """One frame, read. Never raises."""
    if len(frame) > MAX_FRAME_CHARS:
        return BadFrame(Fault.OVERSIZED)
    try:
        text = frame.decode("utf-8") if isinstance(frame, bytes) else frame
    except UnicodeDecodeError:
        return BadFrame(Fault.NOT_TEXT)
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return BadFrame(Fault.NOT_JSON)
    if not isinstance(message, dict):
        return BadFrame(Fault.NOT_AN_OBJECT)
    event = message.get("event")
    if not isinstance(event, str) or not event:
        return BadFrame(Fault.NO_EVENT)
    try:
        return _read(event, message)
    except _FrameError as refused:
        return BadFrame(refused.reason, refused.field)


class _FrameError(Exception):
    def __init__(self, reason: Fault, field: str) -> None:
        self.reason, self.field = reason, field


def _read(event: str, message: dict[str, Any]) -> Event:
    match event:
        case "connected":
            return Connected()
        case "start":
            return _started(message)
        case "media":
            return _media(message)
        case "dtmf":
            return _dtmf(message)
        case "mark":
            return Mark(_text(_part(message, "mark"), "name"), _stream_sid(message))
        case "stop":
            return Stopped(_stream_sid(message))
        case _:
            return Unknown()


def _started(message: dict[str, Any]) -> Started:
    start = _part(message, "start")
    stream_sid = _stream_sid(message)
    if start.get("streamSid", stream_sid) != stream_sid:
        raise _FrameError(Fault.BAD_FIELD, "start.streamSid")
    audio = _part(start, "mediaFormat")
    return Started(
        call_sid=_text(start, "callSid"),
        stream_sid=stream_sid,
        account_sid=_text(start, "accountSid"),
        parameters=_parameters(start.get("customParameters")),
        encoding=_text(audio, "encoding"),
        sample_rate=_required(audio, "sampleRate"),
        channels=_required(audio, "channels"),
    )


def _media(message: dict[str, Any]) -> Media:
    body = _part(message, "media")
    track = body.get("track", "inbound")
    if not isinstance(track, str):
        raise _FrameError(Fault.BAD_FIELD, "media.track")
    return Media(
        payload=_payload(body.get("payload")),
        stream_sid=_stream_sid(message),
        sequence=_number(message, "sequenceNumber"),
        chunk=_number(body, "chunk"),
        timestamp_ms=_number(body, "timestamp"),
        track=track,
    )


def _dtmf(message: dict[str, Any]) -> Dtmf:
    digit = _part(message, "dtmf").get("digit")
    if not isinstance(digit, str) or digit not in _DTMF:
        raise _FrameError(Fault.BAD_FIELD, "dtmf.digit")
    return Dtmf(digit, _stream_sid(message))


def _payload(value: Any) -> bytes:
    if not isinstance(value, str):
        raise _FrameError(Fault.BAD_FIELD, "media.payload")
    try:
        payload = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise _FrameError(Fault.BAD_PAYLOAD, "media.payload") from None
    if len(payload) > MAX_PAYLOAD_BYTES:
        raise _FrameError(Fault.OVERSIZED, "media.payload")
    return payload


def _parameters(value: Any) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, dict) or len(value) > MAX_PARAMETERS:
        raise _FrameError(Fault.BAD_FIELD, "start.customParameters")
    for name, text in value.items():
        if not isinstance(text, str) or len(name) > MAX_PARAMETER_CHARS or len(text) > MAX_PARAMETER_CHARS:
            raise _FrameError(Fault.BAD_FIELD, "start.customParameters")
    return dict(value)


def _part(message: dict[str, Any], name: str) -> dict[str, Any]:
    part = message.get(name)
    if not isinstance(part, dict):
        raise _FrameError(Fault.BAD_FIELD, name)
    return part


def _stream_sid(message: dict[str, Any]) -> str:
    return _text(message, "streamSid")


def _text(message: dict[str, Any], name: str) -> str:
    value = message.get(name)
    if not isinstance(value, str) or not value or len(value) > _MAX_NAME_CHARS:
        raise _FrameError(Fault.BAD_FIELD, name)
    return value


def _number(message: dict[str, Any], name: str) -> int | None:
    """A counter: a string of digits or an integer, None where absent."""
    value = message.get(name)
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**_MAX_DIGITS:
        return value
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= _MAX_DIGITS:
        return int(value)
    raise _FrameError(Fault.BAD_FIELD, name)


def _required(message: dict[str, Any], name: str) -> int:
    number = _number(message, name)
    if number is None:
        raise _FrameError(Fault.BAD_FIELD, name)
    return number


def _frame(message: dict[str, Any]) -> str:
    return json.dumps(message, separators=(",", ":"))
