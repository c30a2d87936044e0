"""A caller who goes on right after her turn was taken for finished: the answer is dropped, both parts are one turn."""

from __future__ import annotations

from dataclasses import dataclass

from voice_agent.dialogue.state import State
from voice_agent.understanding.reader import Utterance

SOON_MS = 1_200
"""She began again so soon after her last sound."""
WORDS_HEARD = 2
"""So many words of the answer she may have heard, and still be going on rather than replying."""
_MOST_READINGS = 4


@dataclass(frozen=True, slots=True)
class Answered:
    """A turn that has been answered: its words, its end (ms of the call's clock), and the state on either side."""

    utterance: Utterance
    speech_end_ms: float
    before: State
    after: State

    def goes_on(self, start_ms: float, state: State, words_heard: int) -> bool:
        """Is speech from `start_ms` on the rest of this turn? `state`: the present one; words_heard: of the answer.

        Never once anything was written, held, looked up about a person or handed over: that stands.
        """
        return (
            start_ms - self.speech_end_ms <= SOON_MS
            and words_heard <= WORDS_HEARD
            and state == self.after
            and _standing(self.before) == _standing(self.after)
        )


def joined(first: Utterance, then: Utterance) -> Utterance:
    """Both parts as one utterance; its other readings pair those of the parts."""
    before, after = first.nbest or (first.text,), then.nbest or (then.text,)
    pairs = [f"{_open(a)} {b}" for a in before[:2] for b in after[:2]][:_MOST_READINGS]
    text = f"{_open(first.text)} {then.text}"
    return Utterance(text, tuple(dict.fromkeys([text, *pairs])), min(first.confidence, then.confidence))


def _open(text: str) -> str:
    """Without the full stop that the transcriber put where she paused."""
    return text.rstrip(" .…")


def _standing(state: State) -> tuple[object, ...]:
    return (
        state.step,
        state.agreed,
        state.done,
        state.person,
        state.holding,
        state.tries,
        state.refused,
        state.locked,
        state.alarm,
        state.callback,
        state.closing,
    )
