"""The codec: total on any text, exact on what Twilio sends, and readable by others in what it writes."""

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_agent.telephony.media_stream import (
    MAX_FRAME_CHARS,
    MAX_PAYLOAD_BYTES,
    BadFrame,
    Connected,
    Dtmf,
    Fault,
    Mark,
    Media,
    Started,
    Stopped,
    Unknown,
    clear,
    decode,
    mark,
    media,
)

START = {
    "event": "start",
    "sequenceNumber": "1",
    "streamSid": "MZ1",
    "start": {
        "accountSid": "AC1",
        "streamSid": "MZ1",
        "callSid": "CA1",
        "tracks": ["inbound"],
        "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
        "customParameters": {"token": "t"},
    },
}
MEDIA = {
    "event": "media",
    "sequenceNumber": "4",
    "streamSid": "MZ1",
    "media": {"track": "inbound", "chunk": "2", "timestamp": "5", "payload": base64.b64encode(b"\xff" * 160).decode()},
}
DTMF = {"event": "dtmf", "streamSid": "MZ1", "sequenceNumber": "5", "dtmf": {"track": "inbound_track", "digit": "#"}}
MARK = {"event": "mark", "sequenceNumber": "6", "streamSid": "MZ1", "mark": {"name": "m-1"}}
STOP = {"event": "stop", "sequenceNumber": "7", "streamSid": "MZ1", "stop": {"accountSid": "AC1", "callSid": "CA1"}}
CONNECTED = {"event": "connected", "protocol": "Call", "version": "1.0.0"}
ALL = [CONNECTED, START, MEDIA, DTMF, MARK, STOP]

EVENTS = (Connected, Started, Media, Dtmf, Mark, Stopped, Unknown, BadFrame)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def test_reads_every_frame_that_twilio_sends() -> None:
    assert [decode(json.dumps(frame)) for frame in ALL] == [
        Connected(),
        Started("CA1", "MZ1", "AC1", {"token": "t"}, "audio/x-mulaw", 8000, 1),
        Media(b"\xff" * 160, "MZ1", 4, 2, 5, "inbound"),
        Dtmf("#", "MZ1"),
        Mark("m-1", "MZ1"),
        Stopped("MZ1"),
    ]
    assert decode(json.dumps(MEDIA).encode()) == decode(json.dumps(MEDIA))


def test_unknown_events_are_told_apart_from_bad_ones() -> None:
    assert decode('{"event":"sparkle","streamSid":"MZ1"}') == Unknown()


def test_audio_of_any_length_without_counters_is_taken() -> None:
    frame = {"event": "media", "streamSid": "MZ1", "media": {"payload": ""}}
    assert decode(json.dumps(frame)) == Media(b"", "MZ1")


@pytest.mark.parametrize(
    ("frame", "fault"),
    [
        ("", Fault.NOT_JSON),
        ("[" * 100_000, Fault.NOT_JSON),
        ("[1]", Fault.NOT_AN_OBJECT),
        ("null", Fault.NOT_AN_OBJECT),
        ("{}", Fault.NO_EVENT),
        ('{"event":7}', Fault.NO_EVENT),
        (b"\xff\xfe\x00", Fault.NOT_TEXT),
        (" " * (MAX_FRAME_CHARS + 1), Fault.OVERSIZED),
        ('{"event":"media","streamSid":"MZ1"}', Fault.BAD_FIELD),
        ('{"event":"media","streamSid":"MZ1","media":{"payload":"not base64!"}}', Fault.BAD_PAYLOAD),
        ('{"event":"media","streamSid":"MZ1","media":{"payload":"é"}}', Fault.BAD_PAYLOAD),
        ('{"event":"media","streamSid":"MZ1","media":{"payload":"/w==","chunk":-1}}', Fault.BAD_FIELD),
        ('{"event":"media","streamSid":"MZ1","media":{"payload":"/w==","chunk":"²"}}', Fault.BAD_FIELD),
        ('{"event":"media","streamSid":"MZ1","media":{"payload":"/w==","chunk":"%s"}}' % ("9" * 5000), Fault.BAD_FIELD),
        ('{"event":"media","media":{"payload":"/w=="}}', Fault.BAD_FIELD),
        ('{"event":"dtmf","streamSid":"MZ1","dtmf":{"digit":"12"}}', Fault.BAD_FIELD),
        ('{"event":"mark","streamSid":"MZ1","mark":{}}', Fault.BAD_FIELD),
    ],
)
def test_bad_frames_are_named(frame: str | bytes, fault: Fault) -> None:
    answer = decode(frame)
    assert isinstance(answer, BadFrame)
    assert answer.reason is fault


def test_an_oversized_payload_is_refused() -> None:
    payload = base64.b64encode(b"\xff" * (MAX_PAYLOAD_BYTES + 1)).decode()
    frame = {"event": "media", "streamSid": "MZ1", "media": {"payload": payload}}
    assert decode(json.dumps(frame)) == BadFrame(Fault.OVERSIZED, "media.payload")


def test_two_stream_sids_in_one_start_are_refused() -> None:
    frame = {**START, "streamSid": "MZ2"}
    assert decode(json.dumps(frame)) == BadFrame(Fault.BAD_FIELD, "start.streamSid")


@given(st.text() | st.binary())
def test_any_text_gives_an_event_or_a_named_fault(frame: str | bytes) -> None:
    assert isinstance(decode(frame), EVENTS)


@given(anything)
def test_any_json_gives_an_event_or_a_named_fault(message: Any) -> None:
    assert isinstance(decode(json.dumps(message)), EVENTS)


@given(st.data())
def test_any_spoiled_frame_gives_an_event_or_a_named_fault(data: st.DataObject) -> None:
    frame = json.loads(json.dumps(data.draw(st.sampled_from(ALL))))
    for _ in range(data.draw(st.integers(1, 3))):
        _spoil(frame, data)
    assert isinstance(decode(json.dumps(frame)), EVENTS)


def _spoil(frame: dict[str, Any], data: st.DataObject) -> None:
    """Replaces or removes one value somewhere in the frame."""
    inside = frame
    key = data.draw(st.sampled_from(sorted(inside))) if inside else ""
    while isinstance(inside.get(key), dict) and inside[key] and data.draw(st.booleans()):
        inside = inside[key]
        key = data.draw(st.sampled_from(sorted(inside)))
    if data.draw(st.booleans()):
        inside[key] = data.draw(anything)
    else:
        inside.pop(key, None)


@given(st.binary(max_size=2000), st.text(min_size=1, max_size=100))
def test_what_we_write_is_what_the_far_end_reads(audio: bytes, name: str) -> None:
    written = json.loads(media("MZ1", audio))
    assert (written["event"], written["streamSid"]) == ("media", "MZ1")
    assert base64.b64decode(written["media"]["payload"]) == audio
    assert decode(media("MZ1", audio)) == Media(audio, "MZ1")
    assert decode(mark("MZ1", name)) == Mark(name, "MZ1")
    assert json.loads(clear("MZ1")) == {"event": "clear", "streamSid": "MZ1"}
