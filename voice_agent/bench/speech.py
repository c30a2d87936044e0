"""How well and how fast the agent hears, against faster-whisper's own transcribe in the same run.

The project's lines are said by the caller's voice in several manners and sent over a telephone line: clean, with
babble 15 dB below the voice, and 5 dB below. Both ways hear every recording, turn about, with the same threads.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from voice_agent.audio import mulaw
from voice_agent.audio.mulaw import FRAME_SAMPLES, SAMPLE_RATE, Samples
from voice_agent.audio.resampling import resample
from voice_agent.audio.vad import SileroModel
from voice_agent.bench import report
from voice_agent.bench.caller_lines import LINES
from voice_agent.bench.word_errors import errors
from voice_agent.simulator.line import NoisyLine, Profile
from voice_agent.simulator.voice import HibariVoice, Manner
from voice_agent.speech.fast_path import RATE
from voice_agent.speech.listening import Listening
from voice_agent.speech.models import resolve_networks
from voice_agent.speech.whisper import WhisperEngine

LINES_OF = {
    "clean": Profile(),
    "15db": Profile(background="babble", snr_db=15),
    "5db": Profile(background="babble", snr_db=5),
}
MANNERS = (Manner(), Manner(pitch=0.85, tempo=1.1), Manner(pitch=1.1, tempo=0.95, loudness_db=-8))


@dataclass(slots=True)
class Tally:
    """Word errors and times of one way of hearing on one kind of line."""

    wrong: int = 0
    words: int = 0
    seconds: list[float] = field(default_factory=list)

    def add(self, reference: str, heard: str, seconds: float) -> None:
        wrong, words = errors(reference, heard)
        self.wrong, self.words = self.wrong + wrong, self.words + words
        self.seconds.append(seconds)

    @property
    def rate(self) -> float:
        return self.wrong / max(1, self.words)


def over_the_line(spoken: Samples, profile: Profile, seed: int) -> Samples:
    """The caller's voice (float32 at 8 kHz) as it reaches the transcriber: at 16 kHz, a little silence around it."""
    quiet = np.zeros(SAMPLE_RATE * 15 // 100, np.float32)
    sound = np.concatenate([quiet, spoken, quiet])
    frames = np.pad(sound, (0, -len(sound) % FRAME_SAMPLES)).reshape(-1, FRAME_SAMPLES)
    line = NoisyLine(profile, np.random.default_rng(seed))
    nothing = np.zeros(FRAME_SAMPLES, np.float32)
    carried = [line.carry(frame, nothing) for frame in frames]
    received = np.concatenate([nothing if frame is None else frame for frame in carried])
    return resample(mulaw.to_float(mulaw.decode(mulaw.encode(mulaw.to_pcm(received)))), SAMPLE_RATE, RATE)


def measure(
    engine: WhisperEngine, recordings: Mapping[str, Sequence[tuple[str, Samples]]]
) -> tuple[dict[str, Tally], dict[str, Tally], float]:
    """Both ways over all recordings (kind of line → (words, audio)): tallies of the fast and of the stock way, by
    kind, and the share of utterances that the fast path handed to the stock one."""
    fast, stock = {kind: Tally() for kind in recordings}, {kind: Tally() for kind in recordings}
    guarded = 0
    for kind, pairs in recordings.items():
        for words, audio in pairs:
            started = time.perf_counter()
            heard = engine.transcribe(audio)
            fast[kind].add(words, heard.text, time.perf_counter() - started)
            guarded += heard.path == "stock"
            started = time.perf_counter()
            text = engine.stock(audio)
            stock[kind].add(words, text, time.perf_counter() - started)
    return fast, stock, guarded / max(1, sum(map(len, recordings.values())))


def calibration_ms(engine: WhisperEngine, times: int = 5) -> float:
    """The machine's pace: median time of one fixed decode, three seconds of a made-up voice, on the stock way."""
    time_axis = np.arange(3 * RATE) / RATE
    wave = (0.2 * np.sin(2 * np.pi * 140 * time_axis) * (np.sin(2 * np.pi * 3 * time_axis) > 0)).astype(np.float32)
    return statistics.median(_timed(lambda: engine.stock(wave)) for _ in range(times)) * 1000


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def figures_of(fast: Mapping[str, Tally], stock: Mapping[str, Tally]) -> dict[str, float]:
    """The figures of a run; times over all kinds of line."""
    fast_s = [seconds for tally in fast.values() for seconds in tally.seconds]
    stock_s = [seconds for tally in stock.values() for seconds in tally.seconds]
    figures = {
        "stt_speedup": statistics.median(stock_s) / statistics.median(fast_s),
        "stt_wer_fast": _pooled(fast),
        "stt_wer_stock": _pooled(stock),
        "stt_fast_ms_p50": 1000 * statistics.median(fast_s),
        "stt_fast_ms_p95": 1000 * float(np.quantile(fast_s, 0.95)),
        "stt_stock_ms_p50": 1000 * statistics.median(stock_s),
        "stt_stock_ms_p95": 1000 * float(np.quantile(stock_s, 0.95)),
    }
    for kind in fast:
        figures[f"stt_wer_fast_{kind}"] = fast[kind].rate
        figures[f"stt_wer_stock_{kind}"] = stock[kind].rate
    return figures


def _pooled(tallies: Mapping[str, Tally]) -> float:
    return sum(tally.wrong for tally in tallies.values()) / max(1, sum(tally.words for tally in tallies.values()))


def recordings_of(
    voice: HibariVoice, manners: Sequence[Manner], every: int = 1
) -> dict[str, list[tuple[str, Samples]]]:
    """Kind of line → the project's lines (every n-th) in every manner, with their audio."""
    spoken = [(line, voice.say(line, manner)) for manner in manners for line in LINES[::every]]
    return {
        kind: [(line, over_the_line(sound, profile, seed)) for seed, (line, sound) in enumerate(spoken)]
        for kind, profile in LINES_OF.items()
    }


def run(
    *, model: str = "base", quick_model: str = "tiny.en", quick: bool = False, cache: Path = Path("build/lines")
) -> dict[str, float]:
    """Every figure, one thread to a decode. quick: a sixth of the recordings."""
    engine = WhisperEngine(resolve_networks(model, quick_model), SileroModel(), Listening(workers=1, threads=1))
    recordings = recordings_of(HibariVoice(cache), MANNERS[:1] if quick else MANNERS, 2 if quick else 1)
    engine.transcribe(recordings["clean"][0][1])  # the first decode is the slow one
    fast, stock, guarded = measure(engine, recordings)
    calibration = calibration_ms(engine)
    return figures_of(fast, stock) | {"stt_guarded_share": guarded, "calibration_ms": calibration, "threads": 1}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a sixth of the recordings")
    parser.add_argument("--model", default="base")
    parser.add_argument("--quick-model", default="tiny.en", help="hears first; empty: none does")
    options = parser.parse_args()
    figures = run(model=options.model, quick_model=options.quick_model, quick=options.quick)
    for key, value in figures.items():
        print(f"{key:24} {value:.4f}")
    print(report.write("speech", figures))


if __name__ == "__main__":
    main()
