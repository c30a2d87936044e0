"""From decisions to understood turns: transcribes and reads on speculation, hands out what is committed."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from voice_agent.calls.expected_words import GUESSED, answered, leaves_open
from voice_agent.calls.listener import Listener
from voice_agent.speech.transcriber import Bias, Transcriber, Transcription
from voice_agent.turns.endpointing import Committed, Completeness, Decision, Resumed, Speculate, TurnOpened
from voice_agent.understanding.commands import Emergency
from voice_agent.understanding.reader import Understanding, Utterance

log = logging.getLogger(__name__)

_TIME = re.compile(
    r"(?<![\w.,:/$-])(?!9.11)(1[0-2]|[1-9])[.-]([0-5]\d)(?![\w/$%-]|[.,:]\d| (?:minutes|days|weeks|times|degrees))"
)
"""An hour and minutes, and no part of a longer number."""
SHORTEST_WORD_MS = 500
"""A turn of which nothing was made and that is shorter (the moment before it included) was a noise."""

SHORT_ANSWERS = frozenset({"confirm", "offer", "new_patient"})
"""Questions that most callers answer in a word or three."""


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of speech, transcribed and read (maybe on speculation)."""

    utterance: Utterance
    understanding: Understanding
    stt_ms: float


@dataclass(frozen=True, slots=True)
class HeardTurn:
    """A finished turn of the caller. Times are ms of the call's clock. words: None where hearing failed."""

    words: Words | None
    start_ms: float
    speech_end_ms: float
    committed_ms: float

    @property
    def is_noise(self) -> bool:
        """Nobody said anything: there are no words, and nothing that was too faint or too strange to be believed."""
        if self.words is None or any(isinstance(c, Emergency) for c in self.words.understanding.commands):
            return False
        heard = self.words.utterance
        short = self.speech_end_ms - self.start_ms < SHORTEST_WORD_MS
        return not heard.text.strip() and (short or not heard.nbest)


class Hearing:
    """One per call.

    read: understands an utterance in the present context. glance: the same at once, where `read` may take long (None
    where it does not); turns are judged by it, and whoever takes them reads them. judge: how complete these words are.
    commit: takes each finished turn. clock: ms.
    """

    def __init__(
        self,
        listener: Listener,
        transcriber: Transcriber,
        *,
        bias: Callable[[], Bias],
        read: Callable[[Utterance], Awaitable[Understanding]],
        glance: Callable[[Utterance], Understanding | None],
        judge: Callable[[Words], Completeness],
        commit: Callable[[HeardTurn], None],
        clock: Callable[[], float],
    ) -> None:
        self.failures = 0
        self._listener = listener
        self._transcriber = transcriber
        self._bias = bias
        self._read = read
        self._glance = glance
        self._judge = judge
        self._commit = commit
        self._clock = clock
        self._task: asyncio.Task[None] | None = None
        self._words: dict[int, Words | None] = {}

    def follow(self, decisions: tuple[Decision, ...]) -> None:
        """Act on what the endpointer decided."""
        for decision in decisions:
            match decision:
                case TurnOpened():
                    self._listener.endpointer.short = self._bias().expecting in SHORT_ANSWERS
                case Speculate():
                    self._task = asyncio.create_task(self._speculate(decision))
                case Resumed():
                    self._cancel()
                case Committed():
                    self._hand_out(decision)

    def close(self) -> None:
        self._cancel()

    async def _speculate(self, ask: Speculate) -> None:
        quick: Understanding | None = None
        try:
            audio, bias = self._listener.speech(ask.start_ms, ask.end_ms), self._bias()
            heard = await self._transcriber.transcribe(audio, bias)
            utterance = as_utterance(heard)
            quick = self._glance(utterance)
            words = Words(utterance, quick or await self._read(utterance), heard.ms)
            if heard.guess and leaves_open(words.understanding, bias):
                words = await self._guessed(words, heard.guess, bias)
            self.failures = 0
            completeness = self._judge(words)
        except asyncio.CancelledError:
            raise
        except Exception as error:
            log.error("hearing failed: %s", type(error).__name__)
            self.failures += 1
            words, completeness = None, Completeness.COMPLETE
        self._words = {ask.id: words}
        self.follow(self._listener.endpointer.judge(ask.id, completeness))
        if quick is not None and words is not None:
            await self._read(words.utterance)  # begun on speculation, and broken off if the caller goes on

    async def _guessed(self, words: Words, guess: str, bias: Bias) -> Words:
        """What was heard meant nothing: the guess in its place, if it answers the open question and does no more."""
        heard = words.utterance
        utterance = Utterance(guess, (guess, *heard.nbest), min(heard.confidence, GUESSED))
        understanding = self._glance(utterance) or await self._read(utterance)
        return Words(utterance, understanding, words.stt_ms) if answered(understanding, bias) else words

    def _hand_out(self, turn: Committed) -> None:
        words = self._words.pop(turn.id, None)
        now, audio_now = self._clock(), self._listener.now_ms
        self._commit(
            HeardTurn(
                words,
                start_ms=now - (audio_now - turn.start_ms),
                speech_end_ms=now - (audio_now - turn.speech_end_ms),
                committed_ms=now,
            )
        )

    def _cancel(self) -> None:
        if self._task is not None and not self._task.done():
            self._task.cancel()
        self._task = None


def as_utterance(heard: Transcription) -> Utterance:
    """A transcription as a reader takes it: the digit-only reading is one more hypothesis."""
    if heard.digits:
        texts = (*(h.text for h in heard.nbest), heard.digits)
        return Utterance(heard.text, tuple(dict.fromkeys(texts)), heard.confidence)
    return Utterance(_times(heard.text), tuple(dict.fromkeys(_times(h.text) for h in heard.nbest)), heard.confidence)


def _times(text: str) -> str:
    """ "10-30" and "10.30." are the transcriber's ways to write half past ten."""
    return _TIME.sub(r"\1:\2", text)
