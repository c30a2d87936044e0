"""The agent's voice on the line: replies in, frames and marks out; can pause, resume and drop what was not heard."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from voice_agent.audio.mulaw import SILENCE
from voice_agent.speech.synthesizer import Clip, Synthesizer
from voice_agent.turns.barge_in import Strictness
from voice_agent.turns.playout import Playback, PlayoutLedger

WORD_MS = 330
"""A spoken word, about; for what is not rendered yet."""
GROUP_WORDS = 3
"""A mark is set after so many words: what was heard is known that exactly."""
SYNTHESIS_S = 8.0
"""A clip that takes longer never comes: the caller must not be left in silence."""


@dataclass(frozen=True, slots=True)
class Utterable:
    """A reply to be spoken: `text`, and how hard it is to stop."""

    text: str
    strictness: Strictness = Strictness.NORMAL
    filler: bool = False


@dataclass(slots=True)
class Spoken:
    """One reply on its way to the caller. Times are the clock's, in ms; None until it has happened."""

    number: int
    words: Utterable
    asked_ms: float
    first_clip_ms: float | None = None
    first_frame_ms: float | None = None
    audio_ms: float = 0.0
    done: bool = False
    failed: bool = False


class Line:
    """Where audio goes: `media`, `mark` and `clear` send one message each."""

    def __init__(
        self,
        media: Callable[[bytes], Awaitable[None]],
        mark: Callable[[str], Awaitable[None]],
        clear: Callable[[], Awaitable[None]],
    ) -> None:
        self.media, self.mark, self.clear = media, mark, clear


class Speaker:
    """Speaks replies one after another. `clock` gives ms. failed: why a reply could not be spoken."""

    def __init__(
        self,
        synthesizer: Synthesizer,
        line: Line,
        clock: Callable[[], float],
        *,
        ledger: PlayoutLedger | None = None,
    ) -> None:
        self.ledger = ledger or PlayoutLedger()
        self.spoken: list[Spoken] = []
        self._synthesizer = synthesizer
        self._line = line
        self._clock = clock
        self._queue: asyncio.Queue[Spoken] = asyncio.Queue()
        self._current: Spoken | None = None
        self._rendering: asyncio.Task[None] | None = None
        self._paused: tuple[Spoken, ...] = ()
        self._cut_short_ms = 0.0
        self._settled = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._pump: asyncio.Task[None] | None = None
        self.failed: Exception | None = None

    def start(self) -> None:
        self._pump = asyncio.create_task(self._run())

    async def stop(self) -> None:
        for task in (self._rendering, self._pump):
            if task is not None:
                task.cancel()
        await asyncio.gather(*filter(None, (self._rendering, self._pump)), return_exceptions=True)

    def say(self, words: Utterable) -> Spoken:
        """Speak after what is already being spoken."""
        spoken = Spoken(len(self.spoken) + 1, words, self._clock())
        self.spoken.append(spoken)
        self._idle.clear()
        self._queue.put_nowait(spoken)
        return spoken

    @property
    def busy(self) -> bool:
        """Something is being rendered, or being heard."""
        return not self._idle.is_set() or self.ledger.playing(self._clock())

    @property
    def strictness(self) -> Strictness:
        """Of what the caller is hearing now. Nothing is stopped that has an unstoppable reply behind it."""
        unstoppable = any(s.words.strictness is Strictness.UNSTOPPABLE for s in self.spoken[self._settled :])
        if unstoppable and any(s.words.strictness is Strictness.UNSTOPPABLE for s in self._unheard()):
            return Strictness.UNSTOPPABLE
        number = self.ledger.current(self._clock())
        return self.spoken[number - 1].words.strictness if number else Strictness.NORMAL

    def heard(self, spoken: Spoken) -> Playback:
        """What of it the caller has heard, in its own words (the clips may spell some of them out)."""
        words = spoken.words.text.split()
        playback = self.ledger.reply(spoken.number, self._clock())
        if spoken.done and playback.complete:
            return Playback(spoken.words.text, "", True)
        heard = playback.heard.split()
        cut = min(written_words(words, [*heard, *playback.unheard.split()], len(heard)), len(words) - 1)
        return Playback(" ".join(words[:cut]), " ".join(words[cut:]), False)

    @property
    def heard_lately(self) -> str:
        """What the caller heard of the latest replies."""
        return " ".join(filter(None, (self.heard(one).heard for one in self.spoken[-4:])))

    @property
    def ends_ms(self) -> float:
        """When the caller has heard (or, after a pause, would have heard) all that was to be said."""
        waiting = [s for s in self.spoken[self._settled :] if not (s.done or s.failed)]
        words = sum(
            len(s.words.text.split()) - len(self.ledger.reply(s.number, self._clock()).heard.split()) for s in waiting
        )
        return self.ledger.ends_ms + max(0.0, self._cut_short_ms) + words * WORD_MS

    async def pause(self) -> None:
        """Silence at once; `resume` or `drop` settles what becomes of the rest."""
        unheard = self._unheard()
        self._cut_short_ms = self.ends_ms - self._clock()
        await self._stop_rendering()
        self.ledger.clear(self._clock())
        await self._line.clear()
        self._paused = (*self._paused, *unheard)
        self._settled = len(self.spoken)

    def resume(self) -> None:
        """Take up what was paused: each reply from the words that were not heard."""
        paused = self._paused
        self.drop()
        for spoken in paused:
            if rest := self.heard(spoken).unheard:
                self.say(replace(spoken.words, text=rest))

    def drop(self) -> None:
        """What was paused stays unsaid."""
        self._paused, self._cut_short_ms = (), 0.0

    async def finished(self, margin_ms: float = 2000.0) -> None:
        """Until all that was said has been heard: by the line's echoes, or by the clock and a margin."""
        await self._idle.wait()
        deadline = self._clock() + self.ledger.remaining_ms(self._clock()) + margin_ms
        while self.ledger.pending() and self._clock() < deadline:
            await asyncio.sleep(0.02)

    def _unheard(self) -> list[Spoken]:
        """Replies that are being heard or still to come, in order; not those that a pause has taken out."""
        unheard: list[Spoken] = []
        for spoken in reversed(self.spoken[self._settled :]):
            if spoken.failed:
                continue
            if self.heard(spoken).complete:
                break  # so are all before it
            unheard.insert(0, spoken)
        return unheard

    async def _run(self) -> None:
        while True:
            spoken = await self._queue.get()
            self._current = spoken
            self._rendering = asyncio.create_task(self._speak(spoken))
            await asyncio.wait([self._rendering])
            self._current = None
            if not self._rendering.cancelled() and (error := self._rendering.exception()) is not None:
                spoken.failed = True
                self.failed = error if isinstance(error, Exception) else RuntimeError("speaking failed")
            if self._queue.empty():
                self._idle.set()

    async def _speak(self, spoken: Spoken) -> None:
        clips = aiter(self._synthesizer.stream(spoken.words.text))
        while (clip := await asyncio.wait_for(anext(clips, None), SYNTHESIS_S)) is not None:
            if spoken.first_clip_ms is None:
                spoken.first_clip_ms = self._clock()
            spoken.audio_ms += clip.ms
            for words, mulaw in word_groups(clip):
                mark = self.ledger.queue(spoken.number, words, len(mulaw) / 8, self._clock())
                await self._line.media(mulaw)
                await self._line.mark(mark)
                if spoken.first_frame_ms is None:
                    spoken.first_frame_ms = self._clock()
        spoken.done = True

    async def _stop_rendering(self) -> None:
        while not self._queue.empty():
            self._queue.get_nowait()
        if self._rendering is not None and not self._rendering.done():
            self._rendering.cancel()
            await asyncio.wait([self._rendering])
        self._idle.set()


def word_groups(clip: Clip) -> Iterator[tuple[str, bytes]]:
    """The clip cut after every few words, by the share that their letters have in its sound; the pause after it goes
    with the last."""
    words = clip.text.split()
    if not words:
        yield clip.text, clip.mulaw
        return
    total = sum(len(word) + 1 for word in words)
    sounding = len(clip.mulaw.rstrip(bytes([SILENCE])))
    letters = begin = 0
    for i in range(0, len(words), GROUP_WORDS):
        group = words[i : i + GROUP_WORDS]
        letters += sum(len(word) + 1 for word in group)
        end = len(clip.mulaw) if i + GROUP_WORDS >= len(words) else sounding * letters // total
        yield " ".join(group), clip.mulaw[begin:end]
        begin = end


def written_words(written: Sequence[str], said: Sequence[str], heard: int) -> int:
    """How many of the words as written the first `heard` of the words as said stand for ("Dr." is said "Doctor", "9:30"
    takes two words). Where the two part ways, in step from the last word that they share."""
    if list(written[: len(said)]) == list(said):
        return heard
    pairs = [(0, 0)]
    matcher = SequenceMatcher(a=[w.lower() for w in said], b=[w.lower() for w in written], autojunk=False)
    for block in matcher.get_matching_blocks():
        pairs += [(block.a + n + 1, block.b + n + 1) for n in range(block.size)]
    at = bisect_right([spoken for spoken, _ in pairs], heard) - 1
    spoken, wrote = pairs[at]
    if at + 1 < len(pairs):
        next_spoken, next_wrote = pairs[at + 1]
        between = (next_wrote - 1 - wrote) * (heard - spoken) // max(1, next_spoken - 1 - spoken)
        return wrote + min(between, next_wrote - 1 - wrote)
    left = (len(written) - wrote) * (heard - spoken) // max(1, len(said) - spoken)  # not all may be rendered yet
    return min(len(written), wrote + min(heard - spoken, left))
