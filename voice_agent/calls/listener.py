"""The agent's ear: µ-law frames in; turns opened, speculations to transcribe, and committed turns out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from voice_agent.audio.concealment import Concealment
from voice_agent.audio.levels import normalise
from voice_agent.audio.mulaw import FRAME_SAMPLES, Pcm, Samples, decode, encode, to_float
from voice_agent.audio.resampling import resample
from voice_agent.audio.vad import VadFrame, VoiceActivity
from voice_agent.turns.endpointing import Decision, Endpointer, EndpointingOptions

FRAME_MS = 20
KEEP_FRAMES = 40_000 // FRAME_MS
"""Audio kept for transcription, as it came, a byte a sample; longer than any turn."""
ONSET = 0.5
CONTINUE = 0.35
"""Silero's probability that opens a turn, and that keeps it open."""
SURE = 0.75
"""… which voices in a waiting room, some way from the telephone, seldom reach, and a caller does with every word."""
TRAIL_FRAMES = 60 // FRAME_MS
"""Silero dies away for so long after a voice. What it still takes for speech then is speech, though the gate, which is
deaf to a weak last syllable over the noise of a line, says no."""


@dataclass(frozen=True, slots=True)
class Frame:
    """20 ms of the caller: does it hold speech, and is that a voice beyond doubt; and what follows for the turn."""

    speech: bool
    sure: bool
    decisions: tuple[Decision, ...]


class Listener:
    """One per call. Audio of any length is cut into 20 ms frames; time is the audio's own, in ms from its start."""

    def __init__(self, activity: VoiceActivity, options: EndpointingOptions = EndpointingOptions()) -> None:
        self.endpointer = Endpointer(options)
        self._activity = activity
        self._concealment = Concealment()
        self._rest = b""
        self._kept = bytearray()
        self._count = 0
        self._paused = 0  # frames since the last that held speech

    @property
    def now_ms(self) -> int:
        """Audio taken in so far."""
        return self._count * FRAME_MS

    def push(self, mulaw: bytes) -> Iterator[Frame]:
        """Audio from the line, any length."""
        audio = self._rest + mulaw
        whole = len(audio) // FRAME_SAMPLES * FRAME_SAMPLES
        self._rest = audio[whole:]
        for begin in range(0, whole, FRAME_SAMPLES):
            frame = audio[begin : begin + FRAME_SAMPLES]
            pcm = decode(frame)
            self._concealment.heard(pcm)
            yield self._frame(frame, pcm)

    def gap(self, ms: int) -> Iterator[Frame]:
        """Audio that never came: what it may have been in its place, so that time goes on."""
        for _ in range(round(ms / FRAME_MS)):
            made_up = encode(self._concealment.frame())
            yield self._frame(made_up, decode(made_up))

    def pcm(self, start_ms: int, end_ms: int) -> Pcm:
        """16-bit samples at 8,000 Hz as they came; as much of the stretch as is still kept."""
        first = self._count - len(self._kept) // FRAME_SAMPLES
        begin, end = (max(0, ms // FRAME_MS - first) * FRAME_SAMPLES for ms in (start_ms, end_ms))
        return decode(bytes(self._kept[begin:end]))

    def speech(self, start_ms: int, end_ms: int) -> Samples:
        """The stretch as a transcriber takes it: 16,000 Hz, levelled."""
        return normalise(resample(to_float(self.pcm(start_ms, end_ms)), 8_000, 16_000))

    def _frame(self, mulaw: bytes, pcm: Pcm) -> Frame:
        self._kept += mulaw
        del self._kept[: -KEEP_FRAMES * FRAME_SAMPLES]
        self._count += 1
        heard = self._activity.push(pcm)
        speech = self._is_speech(heard)
        self._paused = 0 if speech else self._paused + 1
        return Frame(speech, heard.speech >= SURE, self.endpointer.push(speech))

    def _is_speech(self, heard: VadFrame) -> bool:
        if not self.endpointer.speaking:
            return heard.speech_gate and heard.speech >= ONSET
        return heard.speech >= CONTINUE and (heard.speech_gate or self._paused >= TRAIL_FRAMES)
