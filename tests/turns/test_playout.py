"""The ledger against a model of the line's buffer: what it says was heard is what came out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from voice_agent.simulator.playout_buffer import Echo, PlayoutBuffer
from voice_agent.turns.playout import PlayoutLedger

WORD_MS = 300


class Line:
    """A ledger and the far buffer, joined by a line that takes `delay` ms each way."""

    def __init__(self, delay: float = 30.0) -> None:
        self.ledger = PlayoutLedger(latency_ms=2 * delay)
        self.buffer = PlayoutBuffer()
        self.now = 0.0
        self._delay = delay
        self._on_the_way: list[Echo] = []
        self.words = 0

    def say(self, reply: int, words: int) -> None:
        text = " ".join(f"w{self.words + i}" for i in range(words))
        self.words += words
        mark = self.ledger.queue(reply, text, words * WORD_MS, self.now)
        self._on_the_way += self.buffer.media(b"\x00" * (words * WORD_MS * 8), self.now + self._delay)
        self._on_the_way += self.buffer.mark(mark, self.now + self._delay)

    def clear(self) -> None:
        self.ledger.clear(self.now)
        self._on_the_way += self.buffer.clear(self.now + self._delay)

    def wait(self, ms: float) -> None:
        until = self.now + ms
        self._on_the_way += self.buffer.advance(until - self._delay)
        for echo in [e for e in self._on_the_way if e.at_ms + self._delay <= until]:
            self._on_the_way.remove(echo)
            self.ledger.echo(echo.name, max(self.now, echo.at_ms + self._delay))
        self.now = until

    @property
    def words_out(self) -> float:
        """Words that have come out of the far end by now."""
        return self.buffer.heard.count(0) / 8 / WORD_MS


def test_all_is_heard_once_its_mark_is_back() -> None:
    line = Line()
    line.say(1, 4)
    line.wait(4 * WORD_MS + 200)
    playback = line.ledger.reply(1, line.now)
    assert (playback.heard, playback.complete) == ("w0 w1 w2 w3", True)
    assert not line.ledger.playing(line.now)


def test_a_cleared_reply_is_cut_at_the_word() -> None:
    line = Line()
    line.say(1, 3)
    line.say(1, 3)
    line.wait(4 * WORD_MS + 100)
    line.clear()
    line.wait(500)
    playback = line.ledger.reply(1, line.now)
    assert playback.heard.split() == ["w0", "w1", "w2", "w3"]
    assert playback.unheard.split() == ["w4", "w5"]


def test_an_echo_after_a_clear_is_not_heard() -> None:
    ledger = PlayoutLedger(latency_ms=0)
    mark = ledger.queue(1, "one two", 600, 0)
    ledger.clear(10)
    assert not ledger.echo(mark, 20)
    assert ledger.reply(1, 5000).heard == ""


def test_unknown_and_repeated_marks_mean_nothing() -> None:
    ledger = PlayoutLedger()
    mark = ledger.queue(1, "one", 300, 0)
    assert not ledger.echo("never sent", 100)
    assert ledger.echo(mark, 400)
    assert not ledger.echo(mark, 500)


def test_what_comes_after_a_clear_plays_at_once() -> None:
    line = Line(delay=0)
    line.say(1, 50)
    line.wait(1000)
    line.clear()
    line.say(2, 2)
    line.wait(2 * WORD_MS + 50)
    assert line.ledger.reply(2, line.now).complete


steps = st.one_of(
    st.tuples(st.just("say"), st.integers(1, 8)),
    st.tuples(st.just("wait"), st.integers(20, 2500)),
    st.tuples(st.just("clear"), st.just(0)),
)


@given(st.lists(steps, max_size=30), st.sampled_from([0.0, 20.0, 80.0]))
def test_the_ledger_is_never_more_than_a_word_off(script: list[tuple[str, int]], delay: float) -> None:
    line = Line(delay)
    replies = 0
    for step, n in script:
        match step:
            case "say":
                replies += 1
                line.say(replies, n)
            case "wait":
                line.wait(n)
            case "clear":
                line.clear()
    line.wait(2 * delay + 1)
    heard = sum(len(line.ledger.reply(number, line.now).heard.split()) for number in range(1, replies + 1))
    rounding = sum(1 for step, _ in script if step == "clear") + 1
    lag = 2 * (2 * delay + 40) / WORD_MS
    assert abs(heard - line.words_out) <= rounding + lag
