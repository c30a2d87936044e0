"""The agenda caller at a real telephone: she waits for her turn by ear, speaks with a voice, and may interrupt.

What the agent's sound says she is told by the playout ledger (the words that were heard); that the sound can be
understood is tested elsewhere.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor

import numpy as np

from voice_agent.evaluation.agenda import AgendaCaller
from voice_agent.evaluation.mind import Deed
from voice_agent.evaluation.questions import asked
from voice_agent.simulator.caller import FRAME_MS, Samples, Sound, Spoken, audible, frames_of
from voice_agent.simulator.voice import Manner, Voice

PAUSE_MS = 800  # of the agent's silence, after which it is her turn
UNSURE_MS = 2500  # … where she has not heard a question
INTERRUPT_MS = 1600  # of a read-back, after which an impatient caller speaks
PATIENCE_MS = 12_000
MUMBLE = "Mm."


class PhoneCaller:
    """A caller of the fake phone company's. heard_words: what was heard of each reply so far. renders: runs the voice
    beside the call, so that no frame comes late."""

    def __init__(
        self,
        agenda: AgendaCaller,
        heard_words: Callable[[], Sequence[str]],
        voice: Voice,
        manner: Manner,
        renders: Executor,
    ) -> None:
        self._agenda, self._heard_words = agenda, heard_words
        self._voice, self._manner, self._renders = voice, manner, renders
        self.deeds: list[tuple[Deed, str]] = []
        self._spoken: list[Spoken] = []
        self._saying: list[Samples] = []
        self._coming: asyncio.Future[Samples] | None = None
        self._deed: Deed | None = None
        self._known = 0  # replies that she has reacted to
        self._now_ms = self._agent_ms = self._own_ms = 0.0
        self._onset_ms = 0.0
        self._waits = True  # for the agent to say something

    @property
    def spoken(self) -> Sequence[Spoken]:
        return tuple(self._spoken)

    def next(self, heard: Samples) -> Sound:
        self._listen(heard)
        sound = self._act()
        self._now_ms += FRAME_MS
        return sound

    def _listen(self, heard: Samples) -> None:
        if audible(heard):
            if self._now_ms - self._agent_ms > PAUSE_MS / 2:
                self._onset_ms = self._now_ms
            self._agent_ms = self._now_ms
            self._waits = False

    def _act(self) -> Sound:
        if self._coming is not None:
            return self._begin() if self._coming.done() else _quiet()
        if self._saying:
            frame = self._saying.pop(0)
            self._own_ms = self._now_ms
            return Sound(frame)
        if self._now_ms - max(self._agent_ms, self._own_ms) > PATIENCE_MS:
            return Sound(_silence(), hang_up=True)
        deed = self._turn()
        return _quiet() if deed is None else self._do(deed)

    def _turn(self) -> Deed | None:
        """What she does now; None while it is not her turn."""
        if self._waits:
            return None
        silent_ms = self._now_ms - self._agent_ms
        if silent_ms < PAUSE_MS:
            return self._impatience()
        words = self._words()
        if not words or (not asked(words) and silent_ms < UNSURE_MS):
            return None
        return self._react(words, cut=False)

    def _impatience(self) -> Deed | None:
        """In the middle of a read-back, for callers who do not wait."""
        if not self._agenda.impatient or self._now_ms - self._onset_ms < INTERRUPT_MS or self._now_ms % 200:
            return None
        words = self._words()
        return self._react(words, cut=True) if asked(words) == "read_back" else None

    def _words(self) -> str:
        return " ".join(filter(None, self._heard_words()[self._known :]))

    def _react(self, words: str, *, cut: bool) -> Deed:
        replies = len(self._heard_words())
        self._known = replies - 1 if cut else replies
        self._waits = True
        deed = self._agenda.hear(words)
        self.deeds.append((deed, words))
        return deed

    def _do(self, deed: Deed) -> Sound:
        self._own_ms = self._now_ms
        match deed.kind:
            case "hang_up":
                return Sound(_silence(), hang_up=True)
            case "keys":
                self._spoken.append(Spoken(f"[keys {deed.words}]", self._now_ms, self._now_ms + FRAME_MS))
                return Sound(_silence(), keys=deed.words)
            case "silence":
                return _quiet()
        text = deed.words if deed.kind == "say" else MUMBLE
        self._deed = deed
        loop = asyncio.get_running_loop()
        self._coming = loop.run_in_executor(self._renders, self._voice.say, text, self._manner)
        return _quiet()

    def _begin(self) -> Sound:
        if self._coming is None or self._deed is None:
            raise RuntimeError("nothing is being rendered")
        self._saying, self._coming = frames_of(self._coming.result()), None
        end = self._now_ms + len(self._saying) * FRAME_MS
        self._spoken.append(Spoken(self._deed.words or MUMBLE, self._now_ms, end))
        return self._act()


def _silence() -> Samples:
    return np.zeros(160, np.float32)


def _quiet() -> Sound:
    return Sound(_silence())
