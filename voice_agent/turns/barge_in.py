"""Is this an interruption? Stops the agent at once for what may be words, then decides by what the words were.

While the agent speaks, speech that both judges hear for long enough pauses it (the line is cleared). The transcript
settles it: real words are an interruption; a backchannel ("mm-hm"), a noise or the agent's own echo is not, and the
agent takes its sentence up again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Strictness(StrEnum):
    """How hard the agent is to stop. NORMAL: any words. READ_BACK: not a mere yes. UNSTOPPABLE: it is said in full."""

    NORMAL = "normal"
    READ_BACK = "read_back"
    UNSTOPPABLE = "unstoppable"


class Verdict(StrEnum):
    INTERRUPTION = "interruption"
    BACKCHANNEL = "backchannel"
    ECHO = "echo"
    NOISE = "noise"


@dataclass(frozen=True, slots=True)
class BargeInOptions:
    """Speech, in ms, that pauses the agent, by strictness. `window_ms`: within how long it must add up."""

    normal_ms: int = 140
    read_back_ms: int = 400
    window_ms: int = 600


class BargeInDetector:
    """Counts the caller's speech while the agent plays; `push` says when to pause it."""

    def __init__(self, options: BargeInOptions = BargeInOptions()) -> None:
        self.options = options
        self._recent: list[tuple[int, bool, bool]] = []

    def push(self, speech: bool, strictness: Strictness, *, sure: bool, ms: int = 20) -> bool:
        """One frame while the agent is being heard; `sure`: the speech in it is a voice beyond doubt. True: pause the
        agent now."""
        self._recent.append((ms, speech, speech and sure))
        while sum(frame for frame, _, _ in self._recent) > self.options.window_ms:
            self._recent.pop(0)
        voiced = sum(frame for frame, spoken, _ in self._recent if spoken)
        if not any(certain for _, _, certain in self._recent):
            return False  # people in the background are hardly ever a voice beyond doubt
        match strictness:
            case Strictness.UNSTOPPABLE:
                return False
            case Strictness.READ_BACK:
                pause = voiced >= self.options.read_back_ms
            case Strictness.NORMAL:
                pause = voiced >= self.options.normal_ms
        if pause:
            self.reset()
        return pause

    def reset(self) -> None:
        self._recent.clear()


_BACKCHANNELS = frozenset(
    [
        "mm",
        "mmm",
        "mhm",
        "mm-hm",
        "mmhm",
        "mm-hmm",
        "mhmm",
        "hm",
        "hmm",
        "uh-huh",
        "uhuh",
        "uhhuh",
        "uh",
        "um",
        "huh",
        "ah",
        "oh",
        "okay",
        "ok",
        "right",
        "yeah",
        "yep",
        "yes",
        "sure",
        "i",
        "see",
        "alright",
        "gotcha",
        "good",
    ]
)
_WORDS = re.compile(r"[a-z0-9']+(?:-[a-z]+)?")


def judge_interruption(text: str, *, echo: bool, question_open: bool) -> Verdict:
    """What the words that came while the agent spoke were.

    echo: the sound was the agent's own, come back over the line (see `audio.echo`).
    question_open: the agent had already asked, so that "yes" is an answer.
    """
    if echo:
        return Verdict.ECHO
    words = _WORDS.findall(text.lower())
    if not words:
        return Verdict.NOISE
    if not question_open and len(words) <= 3 and all(word in _BACKCHANNELS for word in words):
        return Verdict.BACKCHANNEL
    return Verdict.INTERRUPTION
