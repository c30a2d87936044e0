"""The agent's ear: µ-law frames in; turns opened, speculations to transcribe, and committed turns out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from voice_agent.audio.levels import normalise
from voice_agent.audio.mulaw import FRAME_SAMPLES, SILENCE, Pcm, Samples, decode, to_float
from voice_agent.audio.resampling import resample
from voice_agent.audio.vad import VoiceActivity
from voice_agent.turns.endpointing import Decision, Endpointer, EndpointingOptions

FRAME_MS = 20
KEEP_FRAMES = 40_000 // FRAME_MS
"""Audio kept for transcription, as it came, a byte a sample; longer than any turn."""
ONSET = 0.5
CONTINUE = 0.35
"""Silero's probability that opens a turn, and that keeps it open."""


@dataclass(frozen=True, slots=True)
class Frame:
    """20 ms of the caller: does it hold speech, and what follows from it for the turn."""

    speech: bool
    decisions: tuple[Decision, ...]


class Listener:
    """One per call. Audio of any length is cut into 20 ms frames; time is the audio's own, in ms from its start."""

    def __init__(self, activity: VoiceActivity, options: EndpointingOptions = EndpointingOptions()) -> None:
        self.endpointer = Endpointer(options)
        self._activity = activity
        self._rest = b""
        self._kept = bytearray()
        self._count = 0

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
            yield self._frame(audio[begin : begin + FRAME_SAMPLES])

    def gap(self, ms: int) -> Iterator[Frame]:
        """Audio that never came: silence in its place, so that time goes on."""
        for _ in range(round(ms / FRAME_MS)):
            yield self._frame(bytes([SILENCE]) * FRAME_SAMPLES)

    def pcm(self, start_ms: int, end_ms: int) -> Pcm:
        """16-bit samples at 8,000 Hz as they came; as much of the stretch as is still kept."""
        first = self._count - len(self._kept) // FRAME_SAMPLES
        begin, end = (max(0, ms // FRAME_MS - first) * FRAME_SAMPLES for ms in (start_ms, end_ms))
        return decode(bytes(self._kept[begin:end]))

    def speech(self, start_ms: int, end_ms: int) -> Samples:
        """The stretch as a transcriber takes it: 16,000 Hz, levelled."""
        return normalise(resample(to_float(self.pcm(start_ms, end_ms)), 8_000, 16_000))

    def _frame(self, mulaw: bytes) -> Frame:
        self._kept += mulaw
        del self._kept[: -KEEP_FRAMES * FRAME_SAMPLES]
        self._count += 1
        heard = self._activity.push(decode(mulaw))
        speech = heard.speech_gate and heard.speech >= (CONTINUE if self.endpointer.speaking else ONSET)
        return Frame(speech, self.endpointer.push(speech))
