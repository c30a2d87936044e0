"""What has the caller heard? A ledger of the audio sent, kept true by the line's echoes.

The line buffers what it is sent and plays it in order; it echoes a mark once all audio before it has played, and
after a `clear` it echoes every pending mark at once, which then means flushed, not heard. Between echoes the ledger
reckons by the clock: pieces play one after another from the moment they were sent.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of reply number `reply` and their audio, `ms` long, which went out at `sent_ms`."""

    mark: str
    reply: int
    text: str
    ms: float
    sent_ms: float


@dataclass(frozen=True, slots=True)
class Playback:
    """What of a reply was heard, and what was not. `complete`: all of it was."""

    heard: str
    unheard: str
    complete: bool


class PlayoutLedger:
    """One per call. Times are ms of a monotonic clock; `latency_ms` is reckoned between sending and hearing."""

    def __init__(self, latency_ms: float = 60.0) -> None:
        self._latency = latency_ms
        self._pieces: list[Piece] = []
        self._by_reply: dict[int, list[Piece]] = {}
        self._played: dict[str, float] = {}
        self._flushed: dict[str, float] = {}
        self._count = 0
        self._open_from = 0
        self._free_at = 0.0
        self._start: dict[str, float] = {}

    def queue(self, reply: int, text: str, ms: float, now: float) -> str:
        """Note audio as sent; returns the mark to send right behind it."""
        self._count += 1
        mark = f"p{self._count}"
        piece = Piece(mark, reply, text, ms, now)
        self._start[mark] = max(now + self._latency, self._free_at)
        self._free_at = self._start[mark] + ms
        self._pieces.append(piece)
        self._by_reply.setdefault(reply, []).append(piece)
        return mark

    def echo(self, mark: str, now: float) -> bool:
        """A mark came back. True if it means heard; False for a flushed, repeated or unknown one."""
        if mark in self._flushed or mark in self._played or mark not in self._start:
            return False
        for piece in self._pieces[self._open_from :]:
            self._played[piece.mark] = now
            self._open_from += 1
            if piece.mark == mark:
                break
        self._reckon_from(now)
        return True

    def clear(self, now: float) -> None:
        """The line was told to forget its buffer: flushed is what has not played by the clock."""
        for piece in self._pieces[self._open_from :]:
            share = self._share(piece, now)
            if share >= 1:
                self._played[piece.mark] = now
            else:
                self._flushed[piece.mark] = share
        self._open_from = len(self._pieces)
        self._free_at = now

    def playing(self, now: float) -> bool:
        """Is audio of ours being heard, or about to be?"""
        return self.pending() and now < self._free_at

    def pending(self) -> bool:
        """Marks are out that have not come back."""
        return self._open_from < len(self._pieces)

    def current(self, now: float) -> int | None:
        """The number of the reply being heard (or about to be), if any."""
        for piece in self._pieces[self._open_from :]:
            if self._share(piece, now) < 1:
                return piece.reply
        return None

    @property
    def ends_ms(self) -> float:
        """When all that was sent has been (or was) heard."""
        return self._free_at

    def remaining_ms(self, now: float) -> float:
        """Audio still to be heard."""
        return max(0.0, self._free_at - now) if self.pending() else 0.0

    def reply(self, number: int, now: float) -> Playback:
        """What of reply `number` the caller has heard up to `now`."""
        heard: list[str] = []
        unheard: list[str] = []
        for piece in self._by_reply.get(number, ()):
            words = piece.text.split()
            cut = round(len(words) * self._heard_share(piece, now))
            heard += words[:cut]
            unheard += words[cut:]
        return Playback(" ".join(heard), " ".join(unheard), not unheard)

    def span(self, number: int) -> tuple[float, float] | None:
        """From when to when reply `number` was (or will be) heard, ms; None where none of it was."""
        pieces = [piece for piece in self._by_reply.get(number, ()) if self._flushed.get(piece.mark, 1.0) > 0]
        if not pieces:
            return None
        last = pieces[-1]
        return self._start[pieces[0].mark], self._start[last.mark] + last.ms * self._flushed.get(last.mark, 1.0)

    def _heard_share(self, piece: Piece, now: float) -> float:
        if piece.mark in self._played:
            return 1.0
        if piece.mark in self._flushed:
            return self._flushed[piece.mark]
        return min(self._share(piece, now), 1.0)

    def _share(self, piece: Piece, now: float) -> float:
        if piece.ms <= 0:
            return 1.0 if now >= self._start[piece.mark] else 0.0
        return max(0.0, (now - self._start[piece.mark]) / piece.ms)

    def _reckon_from(self, now: float) -> None:
        """An echo tells the true time: what is still open starts from there (or from when it was sent)."""
        at = now
        for piece in self._pieces[self._open_from :]:
            at = max(at, piece.sent_ms + self._latency)
            self._start[piece.mark] = at
            at += piece.ms
        self._free_at = at
