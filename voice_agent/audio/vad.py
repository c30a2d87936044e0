"""Is this frame speech? A cheap gate that misses nothing, and a judge that is not fooled by a ringing phone.

webrtcvad answers at once for every 20 ms but takes horns and dishes for voices; Silero takes 32 ms steps and hears
the difference. What opens a turn or stops the agent should pass both. Silero costs fifty times as much, so it is asked
only where there is something to hear: most of a call is the caller's silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faster_whisper
import numpy as np
import onnxruntime
import webrtcvad
from numpy.typing import NDArray

from voice_agent.audio.levels import AutoGain, NoiseFloor, dbfs
from voice_agent.audio.mulaw import FRAME_SAMPLES, SAMPLE_RATE, Pcm, Samples, to_float
from voice_agent.audio.resampling import resample

SILERO_RATE = 16_000
SILERO_STEP = 512
_SILERO_CONTEXT = 64
_HELD = SILERO_RATE // SAMPLE_RATE
_STEP, _CONTEXT = SILERO_STEP // _HELD, _SILERO_CONTEXT // _HELD  # in samples of the line
_NOTHING: Samples = np.zeros(0, np.float32)
_LEARN_FROM = 0.8

INAUDIBLE_DBFS = -60.0
OVER_NOISE_DB = 8.0
"""What the gate does not take for speech may be a very quiet caller's where it is louder than this, and so much louder
than the line's noise."""
FOLLOW_FRAMES = 50
"""Silero goes on for so long after the last frame with something to hear: through the pauses of a voice, and of voices
in the background, which it would else be quicker to take for the caller's."""
RUN_IN_STEPS = 6
"""… and hears so much of the silence before a sound with it."""


class VadModelMissingError(RuntimeError):
    """The installed faster-whisper carries no Silero voice detector."""


@dataclass(frozen=True, slots=True)
class VadFrame:
    """speech_gate: webrtcvad's word on this frame. speech: Silero's probability, 0..1, of the latest whole step.

    level_dbfs: the frame's level as it came in.
    """

    speech_gate: bool
    speech: float
    level_dbfs: float = -96.0


class SileroModel:
    """The network, one for all calls (its session may run in several threads at once); state lives with each judge."""

    def __init__(self) -> None:
        files = sorted((Path(faster_whisper.__file__).parent / "assets").glob("silero_vad*.onnx"))
        if not files:
            raise VadModelMissingError("No Silero voice detector in faster-whisper: reinstall it (`make setup`).")
        options = onnxruntime.SessionOptions()  # type: ignore[attr-defined]  # the package has no stubs
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(  # type: ignore[attr-defined]
            str(files[-1]), options, providers=["CPUExecutionProvider"]
        )

    def run(
        self, steps: Samples, h: Samples, c: Samples
    ) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        """steps: [n, 576], 64 samples of the past and 512 new ones each. h, c: [1, 1, 128]. Gives ([n], h, c)."""
        speech, h, c = self._session.run(None, {"input": steps, "h": h, "c": c})
        return np.asarray(speech, dtype=np.float32).reshape(-1), h, c


class SileroJudge:
    """Silero with its state carried from push to push. `push`: mono float32 in -1..1 at 8 kHz, any length.

    The network wants 16 kHz. Each sample is simply held: the images that this leaves above 4 kHz stand in for the
    upper band of a voice. Properly interpolated, telephone speech sounds so muffled to it that it misses whole
    strings of digits, said one by one on a silent line.
    """

    def __init__(self, model: SileroModel) -> None:
        self._model = model
        self._h = np.zeros((1, 1, 128), np.float32)
        self._c = np.zeros((1, 1, 128), np.float32)
        self._waiting = np.zeros(_CONTEXT, np.float32)

    def push(self, samples: Samples) -> Samples:
        """The probability of speech of each 32 ms step completed by these samples (often none or one)."""
        audio = np.concatenate((self._waiting, samples))
        count = (len(audio) - _CONTEXT) // _STEP
        self._waiting = audio[count * _STEP :]
        if count == 0:
            return _NOTHING
        if count == 1:
            windows = audio[None, : _CONTEXT + _STEP]
        else:
            windows = np.lib.stride_tricks.sliding_window_view(audio, _CONTEXT + _STEP)[::_STEP][:count]
        speech, self._h, self._c = self._model.run(np.repeat(windows, _HELD, axis=1), self._h, self._c)
        return speech

    def skip(self, samples: Samples) -> None:
        """Silence that nobody asks about: only its end is kept, and judged with what is pushed next."""
        self._waiting = np.concatenate((self._waiting, samples))[-(_CONTEXT + RUN_IN_STEPS * _STEP) :]


class VoiceActivity:
    """Both detectors over one caller's audio. `push` takes 160 samples at 8 kHz, one frame."""

    def __init__(self, model: SileroModel, *, gain: AutoGain | None = None) -> None:
        self._gate: Any = webrtcvad.Vad(3)  # type: ignore[no-untyped-call]
        self._judge = SileroJudge(model)
        self._gain = gain or AutoGain()
        self._floor = NoiseFloor()
        self._silent = 0
        self._speech = 0.0

    @property
    def gain_db(self) -> float:
        """The gain that the caller's level has earned so far."""
        return self._gain.gain_db

    def push(self, frame: Pcm) -> VadFrame:
        """Raises ValueError for a frame that is not 160 samples long."""
        if len(frame) != FRAME_SAMPLES:
            raise ValueError(f"A frame has {FRAME_SAMPLES} samples (20 ms at 8 kHz), not {len(frame)}.")
        level = dbfs(frame)
        even = self._gain.apply(frame)
        gate = bool(self._gate.is_speech(even.tobytes(), SAMPLE_RATE))
        audible = self._floor.over(level) > OVER_NOISE_DB and level > INAUDIBLE_DBFS
        self._silent = 0 if gate or audible else self._silent + 1
        if self._silent > FOLLOW_FRAMES:
            self._judge.skip(to_float(even))
            self._speech = 0.0
        elif (steps := self._judge.push(to_float(even))).size:
            self._speech = float(steps[-1])
        self._gain.learn(level, self._speech > _LEARN_FROM)  # the gate is deaf to the quietest callers
        return VadFrame(gate, self._speech, level)


def speech_steps(model: SileroModel, samples: Samples, rate: int) -> Samples:
    """Silero over a whole utterance (mono float32 in -1..1): the probability of each 32 ms, shape [n]."""
    line = resample(samples, rate, SAMPLE_RATE)
    tail = np.zeros(-len(line) % _STEP, np.float32)
    return SileroJudge(model).push(np.concatenate([line, tail]))
