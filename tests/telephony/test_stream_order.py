"""A stream's frames: order restored, repeats dropped, holes told, foreign frames refused."""

import json
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from voice_agent.telephony.media_stream import BadFrame, Dtmf, Event, Fault, Media, Started, Stopped, media
from voice_agent.telephony.stream_order import MAX_GAP_MS, REORDER, RESYNC_AFTER, MediaStream


def start(encoding: str = "audio/x-mulaw", stream_sid: str = "MZ1") -> str:
    body = {
        "accountSid": "AC1",
        "streamSid": stream_sid,
        "callSid": "CA1",
        "mediaFormat": {"encoding": encoding, "sampleRate": 8000, "channels": 1},
    }
    return json.dumps({"event": "start", "streamSid": stream_sid, "start": body})


def audio(chunk: int, *, at_ms: int | None = None, stream_sid: str = "MZ1", track: str = "inbound") -> str:
    """A frame of 20 ms; its content is its own number."""
    frame = json.loads(media(stream_sid, bytes([chunk % 256]) * 160))
    timestamp = (chunk - 1) * 20 if at_ms is None else at_ms
    frame["media"] |= {"chunk": str(chunk), "timestamp": str(timestamp), "track": track}
    return json.dumps(frame)


STOP = json.dumps({"event": "stop", "streamSid": "MZ1", "stop": {}})
DTMF = json.dumps({"event": "dtmf", "streamSid": "MZ1", "dtmf": {"digit": "0"}})


def opened() -> MediaStream:
    stream = MediaStream()
    stream.receive(start())
    return stream


def chunks(events: list[Event | BadFrame]) -> list[int | None]:
    return [event.chunk for event in events if isinstance(event, Media)]


def play(stream: MediaStream, *frames: str) -> list[Event | BadFrame]:
    return [event for frame in frames for event in stream.receive(frame)]


def test_frames_in_order_pass_at_once() -> None:
    stream = opened()
    assert [len(stream.receive(audio(n))) for n in (1, 2, 3)] == [1, 1, 1]
    assert not stream.faults


def test_swapped_frames_come_out_in_order() -> None:
    assert chunks(play(opened(), audio(1), audio(3), audio(2), audio(4))) == [1, 2, 3, 4]


def test_duplicates_are_dropped_and_counted_wherever_they_come() -> None:
    stream = opened()
    assert chunks(play(stream, audio(1), audio(1), audio(3), audio(3), audio(2))) == [1, 2, 3]
    assert stream.faults == {Fault.DUPLICATE: 2}


def test_a_hole_is_given_up_and_its_time_told() -> None:
    stream = opened()
    events = play(stream, audio(1), *(audio(n) for n in range(4, 5 + REORDER)))
    assert chunks(events) == [1, 4, 5, 6, 7]
    gaps = [event.gap_ms for event in events if isinstance(event, Media)]
    assert gaps == [0, 40, 0, 0, 0]
    assert stream.lost_chunks == 2
    assert play(stream, audio(2)) == [BadFrame(Fault.LATE, "media.chunk")]


def test_a_timestamp_out_of_all_measure_cannot_ask_for_years_of_silence() -> None:
    events = play(opened(), audio(1), audio(2, at_ms=10**15))
    assert [event.gap_ms for event in events if isinstance(event, Media)] == [0, MAX_GAP_MS]


def test_what_waits_for_a_hole_comes_before_a_key_and_before_the_end() -> None:
    events = play(opened(), audio(1), audio(3), DTMF, audio(5), STOP)
    assert [type(event) for event in events] == [Media, Media, Dtmf, Media, Stopped]


def test_one_wild_number_is_dropped_and_the_stream_goes_on() -> None:
    stream = opened()
    assert chunks(play(stream, audio(1), audio(999_999), audio(2), audio(3))) == [1, 2, 3]
    assert stream.faults == {Fault.OUT_OF_WINDOW: 1}


def test_a_count_that_has_moved_for_good_is_followed() -> None:
    stream = opened()
    frames = [audio(n) for n in range(90_000, 90_000 + RESYNC_AFTER + 5)]
    assert chunks(play(stream, audio(1), *frames))[-5:] == list(range(90_025, 90_030))


def test_frames_of_another_stream_track_or_time_are_refused() -> None:
    stream = MediaStream()
    events = play(
        stream, audio(1), start(), start(), audio(1, stream_sid="MZ9"), audio(1, track="outbound"), STOP, audio(1)
    )
    reasons = [event.reason for event in events if isinstance(event, BadFrame)]
    assert reasons == [
        Fault.NOT_STARTED,
        Fault.STARTED_TWICE,
        Fault.FOREIGN_STREAM,
        Fault.FOREIGN_TRACK,
        Fault.AFTER_STOP,
    ]


def test_a_stream_in_another_encoding_is_announced_and_its_audio_refused() -> None:
    stream = MediaStream()
    events = play(stream, start("audio/opus"), audio(1), STOP)
    assert isinstance(events[0], Started)
    assert not events[0].supported
    assert [event.reason for event in events[1:3] if isinstance(event, BadFrame)] == [Fault.WRONG_ENCODING] * 2
    assert events[3] == Stopped("MZ1")


def test_faults_in_a_row_are_forgotten_at_the_first_good_frame() -> None:
    stream = opened()
    play(stream, "{", "{")
    assert stream.faults_in_a_row == 2
    stream.receive(audio(1))
    assert (stream.faults_in_a_row, stream.faults[Fault.NOT_JSON]) == (0, 2)


@given(st.data())
def test_nothing_is_heard_twice_or_out_of_order_whatever_the_line_does(data: st.DataObject) -> None:
    sent = list(range(1, data.draw(st.integers(2, 40)) + 1))
    lost = data.draw(st.sets(st.sampled_from(sent), max_size=8)) - {1}
    delivered = [n for n in sent if n not in lost]
    for at in data.draw(st.lists(st.integers(1, len(sent)), max_size=6)):
        if 1 <= at < len(delivered) - 1:
            delivered[at], delivered[at + 1] = delivered[at + 1], delivered[at]
    for at in data.draw(st.lists(st.integers(0, len(sent)), max_size=6)):
        delivered.insert(min(at + 1, len(delivered)), delivered[min(at, len(delivered) - 1)])
    stream = opened()
    heard = chunks(play(stream, *map(audio, delivered), STOP))
    assert heard == sorted(set(delivered))
    assert stream.lost_chunks == max(delivered) - len(set(delivered))


@given(st.lists(st.integers(1, 2000), max_size=200))
def test_any_order_at_all_gives_a_rising_count_or_a_followed_jump(numbers: list[int]) -> None:
    stream = opened()
    heard = chunks(play(stream, *map(audio, numbers)))
    falls = sum(later <= earlier for earlier, later in pairwise(heard) if earlier and later)
    assert falls <= len(numbers) // RESYNC_AFTER
    assert len(heard) + sum(stream.faults.values()) <= len(numbers)
