"""The far buffer: plays in order and in time, echoes what was played, flushes what was not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_agent.simulator.playout_buffer import BufferOverflowError, Echo, PlayoutBuffer


def sound(ms: int, byte: int = 1) -> bytes:
    return bytes([byte]) * (ms * 8)


def test_a_mark_comes_back_when_the_audio_before_it_has_played() -> None:
    buffer = PlayoutBuffer()
    buffer.media(sound(100), 0)
    assert buffer.mark("a", 0) == ()
    assert buffer.advance(99) == ()
    assert buffer.advance(120) == (Echo("a", 100),)
    assert bytes(buffer.heard) == sound(100) + b"\xff" * 160


def test_a_mark_comes_back_at_once_where_nothing_is_buffered() -> None:
    buffer = PlayoutBuffer()
    assert buffer.mark("a", 50) == (Echo("a", 50),)


def test_pieces_play_one_right_after_another_whenever_they_came() -> None:
    buffer = PlayoutBuffer()
    buffer.media(sound(60, 1), 10)
    buffer.media(sound(40, 2), 30)
    buffer.mark("end", 31)
    assert buffer.advance(200) == (Echo("end", 110),)
    assert bytes(buffer.heard[:880]) == b"\xff" * 80 + sound(60, 1) + sound(40, 2)


def test_a_clear_stops_the_sound_and_sends_every_pending_mark_back_as_flushed() -> None:
    buffer = PlayoutBuffer()
    buffer.media(sound(40), 0)
    buffer.mark("played", 0)
    buffer.media(sound(500), 0)
    buffer.mark("half", 0)
    buffer.mark("after", 0)
    assert buffer.clear(100) == (Echo("played", 40), Echo("half", 100, True), Echo("after", 100, True))
    assert (buffer.flushed_ms, buffer.buffered_ms) == (440, 0)
    buffer.media(sound(20, 7), 120)
    buffer.advance(140)
    assert bytes(buffer.heard[800:]) == b"\xff" * 160 + sound(20, 7)


def test_more_than_ten_minutes_end_the_stream() -> None:
    buffer = PlayoutBuffer()
    buffer.media(sound(600_000), 0)
    with pytest.raises(BufferOverflowError):
        buffer.media(sound(20), 0)


actions = st.lists(
    st.tuples(st.sampled_from(["media", "mark", "clear", "advance"]), st.integers(0, 400), st.integers(0, 300)),
    max_size=30,
)


@given(actions)
def test_every_mark_comes_back_once_and_no_sound_is_made_up(steps: list[tuple[str, int, int]]) -> None:
    buffer, now, sent = PlayoutBuffer(), 0, 0
    marks: list[str] = []
    echoes: list[Echo] = []
    for number, (what, wait, ms) in enumerate(steps):
        now += wait
        if what == "media":
            echoes += buffer.media(sound(ms), now)
            sent += ms
        elif what == "mark":
            marks.append(f"m{number}")
            echoes += buffer.mark(marks[-1], now)
        else:
            echoes += buffer.clear(now) if what == "clear" else buffer.advance(now)
        assert len(buffer.heard) == now * 8
    end = now + sent + 1
    echoes += buffer.advance(end)
    assert [echo.name for echo in echoes] == marks
    assert [echo.at_ms for echo in echoes] == sorted(echo.at_ms for echo in echoes)
    assert buffer.heard.count(1) == (sent - buffer.flushed_ms) * 8


def test_a_gap_is_silence_between_audio_that_ran_out_and_more() -> None:
    buffer = PlayoutBuffer()
    buffer.media(b"\x00" * 800, 0)
    buffer.mark("a", 0)
    buffer.media(b"\x00" * 800, 60)
    assert buffer.gaps == []
    buffer.media(b"\x00" * 800, 260)
    assert buffer.gaps == [(200, 260)]


def test_silence_after_a_clear_is_no_gap() -> None:
    buffer = PlayoutBuffer()
    buffer.media(b"\x00" * 800, 0)
    buffer.clear(50)
    buffer.media(b"\x00" * 800, 400)
    assert buffer.gaps == []
