"""The telephone line between the caller's mouth and the server's ear: what it does to the sound, 20 ms at a time.

A `Profile` says what a line is like, `NAMED` has those that scenarios name; `NoisyLine` is one call's line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt, sosfilt_zi  # type: ignore[attr-defined]

from voice_agent.audio.mulaw import FRAME_SAMPLES, SAMPLE_RATE, Samples
from voice_agent.simulator import noises
from voice_agent.simulator.voice import SPEECH_DBFS

_FRAMES_PER_MINUTE = 3000
_BED_S = 20


class Line(Protocol):
    """Carries 20 ms at a time (float32 [160] in -1..1). `heard`: what the caller's loudspeaker gave out meanwhile.

    None: the frame was lost on the way.
    """

    def carry(self, frame: Samples, heard: Samples) -> Samples | None: ...


class ClearLine:
    """Loses nothing and adds nothing."""

    def carry(self, frame: Samples, heard: Samples) -> Samples | None:
        return frame


@dataclass(frozen=True, slots=True)
class Profile:
    """What a line is like. Levels count from the level of the caller's speech.

    band_hz: what passes. background, snr_db: a noise of `noises`, so far under the speech, ± snr_spread_db a call.
    bursts_a_minute: loud knocks. loss: share of frames lost, in runs of `loss_run_ms` (Gilbert–Elliott). gain: range of
    the line's gain. jitter_ms: how late frames may come (see `Mishaps`). echo_db, echo_ms: the agent's own voice,
    coming back. side_talk_db: somebody else talks in the room now and then.
    """

    band_hz: tuple[float, float] | None = (300, 3400)
    background: str | None = None
    snr_db: float = 15
    snr_spread_db: float = 0
    bursts_a_minute: float = 0
    loss: float = 0
    loss_run_ms: float = 100
    gain: tuple[float, float] = (1.0, 1.0)
    jitter_ms: float = 0
    echo_db: float | None = None
    echo_ms: float = 180
    side_talk_db: float | None = None


NAMED: Mapping[str, Profile] = {
    "clear": Profile(),
    "realistic": Profile(
        background="babble", snr_db=15, snr_spread_db=3, bursts_a_minute=1, loss=0.01, gain=(0.5, 1.2), jitter_ms=40
    ),
    "street": Profile(background="street", snr_db=15, snr_spread_db=3),
    "kitchen": Profile(background="kitchen", snr_db=15, snr_spread_db=3),
    "noisy": Profile(background="babble", snr_db=5),
    "bursts": Profile(bursts_a_minute=6),
    "lossy": Profile(loss=0.03),
    "jittery": Profile(jitter_ms=120),
    "quiet": Profile(gain=(0.25, 0.4)),
    "loud": Profile(gain=(1.6, 2.2)),
    "muffled": Profile(band_hz=(200, 1400)),
    "speakerphone": Profile(echo_db=-12, background="hiss", snr_db=25),
    "side_talk": Profile(side_talk_db=-10),
}


class UnknownLineError(ValueError):
    """No line of that name."""


def named(name: str) -> Profile:
    """Raises `UnknownLineError`, which lists the names."""
    if name not in NAMED:
        raise UnknownLineError(f"no line is called {name!r}; there are {', '.join(NAMED)}")
    return NAMED[name]


class NoisyLine:
    """One call's line, all of its chances drawn from `random`.

    background: a recording to use instead of the profile's made-up noise; side_talk: a stranger's speech (both float32
    at 8,000 Hz). Without the latter, `side_talk_db` mixes in babble.
    """

    def __init__(
        self,
        profile: Profile,
        random: Generator,
        *,
        background: Samples | None = None,
        side_talk: Samples | None = None,
    ) -> None:
        self._profile, self._random = profile, random
        self._band = _Band(profile.band_hz) if profile.band_hz else None
        self._loss = _Loss(profile.loss, profile.loss_run_ms, random)
        self._echo = _Echo(profile.echo_db, profile.echo_ms)
        self._gain = random.uniform(*profile.gain)
        self._beds = [*_background(profile, random, background), *_side_talk(profile, random, side_talk)]
        self._burst: Samples = np.zeros(0, np.float32)

    def carry(self, frame: Samples, heard: Samples) -> Samples | None:
        sound = frame + self._echo.next(heard)
        for bed in self._beds:
            sound = sound + bed.next()
        sound = sound + self._knock()
        if self._band is not None:
            sound = self._band.next(sound)
        if self._loss.next():
            return None
        return np.asarray(np.clip(sound * self._gain, -1.0, 1.0), np.float32)

    def _knock(self) -> Samples:
        if self._burst.size == 0 and self._random.random() < self._profile.bursts_a_minute / _FRAMES_PER_MINUTE:
            self._burst = noises.burst(self._random) * np.float32(0.35)
        now, self._burst = self._burst[:FRAME_SAMPLES], self._burst[FRAME_SAMPLES:]
        return np.pad(now, (0, FRAME_SAMPLES - now.size))


class _Bed:
    """A sound that goes round and round; with `gaps`, it comes and goes for seconds at a time."""

    def __init__(self, samples: Samples, level_db: float, random: Generator, *, gaps: bool = False) -> None:
        rms = float(np.sqrt(np.mean(np.square(samples, dtype=np.float64)))) or 1.0
        self._samples = samples * np.float32(10 ** ((SPEECH_DBFS + level_db) / 20) / rms)
        self._random, self._gaps = random, gaps
        self._at = int(random.integers(samples.size))
        self._frames_left, self._on = 0, True

    def next(self) -> Samples:
        if self._gaps and self._frames_left == 0:
            self._on = not self._on
            self._frames_left = int(self._random.uniform(50, 200))
        self._frames_left -= self._gaps
        picked = np.arange(self._at, self._at + FRAME_SAMPLES) % self._samples.size
        self._at = (self._at + FRAME_SAMPLES) % self._samples.size
        return self._samples[picked] if self._on else np.zeros(FRAME_SAMPLES, np.float32)


class _Band:
    def __init__(self, band_hz: tuple[float, float]) -> None:
        self._sections = butter(4, band_hz, "band", fs=SAMPLE_RATE, output="sos")
        self._state: NDArray[np.float64] = sosfilt_zi(self._sections) * 0.0

    def next(self, frame: Samples) -> Samples:
        passed, self._state = sosfilt(self._sections, frame, zi=self._state)
        return np.asarray(passed, np.float32)


class _Loss:
    """Gilbert–Elliott: a good state that loses nothing and a bad one that loses all."""

    def __init__(self, share: float, run_ms: float, random: Generator) -> None:
        self._leave_bad = min(1.0, 20 / run_ms)
        self._enter_bad = self._leave_bad * share / (1 - share)
        self._random, self._bad = random, False

    def next(self) -> bool:
        change = self._leave_bad if self._bad else self._enter_bad
        if self._random.random() < change:
            self._bad = not self._bad
        return self._bad


class _Echo:
    def __init__(self, level_db: float | None, delay_ms: float) -> None:
        self._gain = np.float32(0.0 if level_db is None else 10 ** (level_db / 20))
        self._waiting: Samples = np.zeros(round(delay_ms * SAMPLE_RATE / 1000), np.float32)

    def next(self, heard: Samples) -> Samples:
        line = np.concatenate((self._waiting, heard * self._gain))
        self._waiting = line[FRAME_SAMPLES:]
        return line[:FRAME_SAMPLES]


def _background(profile: Profile, random: Generator, recorded: Samples | None) -> list[_Bed]:
    if recorded is None and profile.background is None:
        return []
    spread = random.uniform(-profile.snr_spread_db, profile.snr_spread_db)
    made = noises.BACKGROUNDS[profile.background or "hiss"]
    bed = recorded if recorded is not None else made(_BED_S * SAMPLE_RATE, random)
    return [_Bed(bed, -(profile.snr_db + spread), random)]


def _side_talk(profile: Profile, random: Generator, recorded: Samples | None) -> list[_Bed]:
    if profile.side_talk_db is None:
        return []
    talk = recorded if recorded is not None else noises.babble(_BED_S * SAMPLE_RATE, random)
    return [_Bed(talk, profile.side_talk_db, random, gaps=True)]
