"""The agent's playout ledger against the far end's buffer: what it believes was heard is what came out."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from voice_agent.simulator.playout_buffer import Echo, PlayoutBuffer
from voice_agent.turns.playout import PlayoutLedger

WORD_MS = 100
LATENCY_MS = 40  # each way


class Wire:
    """A ledger and a buffer with a wire of 40 ms between them. Each piece's samples carry the piece's number."""

    def __init__(self) -> None:
        self.ledger, self.buffer = PlayoutLedger(LATENCY_MS), PlayoutBuffer()
        self.now = 0.0
        self.pieces: list[tuple[int, int]] = []  # reply, words
        self.on_the_way: list[tuple[float, Echo]] = []

    def pass_time(self, ms: float) -> None:
        """Time goes by for both; echoes reach the ledger a wire's length after they were due."""
        self.now += ms
        self._away(self.buffer.advance(max(0.0, self.now - LATENCY_MS)))
        due = [(at, echo) for at, echo in self.on_the_way if at <= self.now]
        self.on_the_way = [one for one in self.on_the_way if one[0] > self.now]
        for at, echo in due:
            self.ledger.echo(echo.name, at)

    def say(self, reply: int, words: int) -> None:
        self.pieces.append((reply, words))
        text = " ".join(f"w{n}" for n in range(words))
        mark = self.ledger.queue(reply, text, words * WORD_MS, self.now)
        arrives = self.now + LATENCY_MS
        self._away(self.buffer.media(bytes([len(self.pieces)]) * (words * WORD_MS * 8), arrives))
        self._away(self.buffer.mark(mark, arrives))

    def clear(self) -> None:
        self.ledger.clear(self.now)
        self._away(self.buffer.clear(self.now + LATENCY_MS))

    def _away(self, echoes: tuple[Echo, ...]) -> None:
        self.on_the_way += [(echo.at_ms + LATENCY_MS, echo) for echo in echoes]

    def truly_heard(self, reply: int) -> float:
        """Words of a reply that have come out of the buffer."""
        heard = np.frombuffer(bytes(self.buffer.heard), np.uint8)
        numbers = [number for number, piece in enumerate(self.pieces, 1) if piece[0] == reply]
        return float(np.isin(heard, numbers).sum() / 8 / WORD_MS)


steps = st.lists(
    st.tuples(st.sampled_from(["say", "say", "wait", "wait", "clear"]), st.integers(1, 8), st.integers(0, 900)),
    max_size=20,
)


@settings(deadline=None)
@given(steps)
def test_the_ledger_knows_to_a_word_or_two_what_was_heard(plan: list[tuple[str, int, int]]) -> None:
    wire, reply = Wire(), 1
    for what, words, ms in plan:
        if what == "say" and len(wire.pieces) < 250:
            wire.say(reply, words)
        elif what == "clear":
            wire.clear()
            reply += 1
        wire.pass_time(ms if what == "wait" else 20)
    wire.pass_time(2 * LATENCY_MS)
    for number in {one for one, _ in wire.pieces}:
        believed = len(wire.ledger.reply(number, wire.now).heard.split())
        pieces = sum(1 for one, _ in wire.pieces if one == number)
        assert abs(believed - wire.truly_heard(number)) <= 1.5 + 0.5 * pieces
    wire.pass_time(10_000)
    assert not wire.ledger.pending()
    for number in {one for one, _ in wire.pieces}:
        told = wire.ledger.reply(number, wire.now)
        assert abs(len(told.heard.split()) - wire.truly_heard(number)) <= 2
        assert len(told.heard.split()) + len(told.unheard.split()) == sum(n for one, n in wire.pieces if one == number)
