"""Speaks with a Piper voice, clause by clause: the first clause is on its way before the second is rendered."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from piper import PiperVoice
from piper.config import PiperConfig, SynthesisConfig

from voice_agent.audio import mulaw
from voice_agent.audio.mulaw import SAMPLE_RATE, Samples
from voice_agent.audio.resampling import resample
from voice_agent.speech.clauses import Clause, split
from voice_agent.speech.models import ModelCorruptError, VoiceFiles, resolve_voice
from voice_agent.speech.phrase_cache import PhraseCache, RecentClips
from voice_agent.speech.pool import WorkerPool
from voice_agent.speech.pronunciation import Lexicon, expand
from voice_agent.speech.synthesizer import BLANK, Clip

_AUDIBLE = 0.01  # of full scale: below it a voice's breath is silence on a telephone
_LEAD_MS, _TAIL_MS = 10, 40  # kept around what is audible, so that soft consonants are not clipped


@dataclass(frozen=True, slots=True)
class Manner:
    """volume: factor on the voice's own level (1.4 brings "joe" to about -21 dBFS). pace: 1 is the voice's own.

    queue_limit: clauses that may wait for a thread, over all calls. gives_way: how far rendering does, to what is more
    urgent.
    """

    volume: float = 1.4
    pace: float = 1.0
    workers: int = 1
    queue_limit: int = 200
    gives_way: int = 2


class PiperEngine:
    """The network and the phonemizer, blocking; safe to call from several threads."""

    def __init__(self, files: VoiceFiles, manner: Manner = Manner()) -> None:
        """Load the voice, one thread to a synthesis, and render a word: the first rendering is the slow one."""
        options = onnxruntime.SessionOptions()  # type: ignore[attr-defined]  # the package has no stubs
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_mem_pattern = False  # a plan kept for every length of text: 45 MB, and no faster
        try:
            config = PiperConfig.from_dict(json.loads(files.config.read_text(encoding="utf-8")))
            session = onnxruntime.InferenceSession(  # type: ignore[attr-defined]
                str(files.model), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            raise ModelCorruptError(f"The Piper voice {files.model} cannot be loaded: {error}") from error
        self._voice: Any = PiperVoice(session=session, config=config)
        self._speech = SynthesisConfig(
            normalize_audio=False, volume=manner.volume, length_scale=config.length_scale / manner.pace
        )
        self.render("Hello.", 0)

    def render(self, spoken: str, pause_ms: int) -> bytes:
        """µ-law of the words, silence trimmed from both ends, then `pause_ms` of silence. "" gives b""."""
        chunks = [chunk.audio_float_array for chunk in self._voice.synthesize(spoken, self._speech)]
        if not chunks:
            return b""
        rate = int(self._voice.config.sample_rate)
        audio = _trimmed(resample(np.concatenate(chunks), rate, SAMPLE_RATE))
        return mulaw.encode(mulaw.to_pcm(audio)) + bytes([mulaw.SILENCE]) * (pause_ms * SAMPLE_RATE // 1000)


class PiperSynthesizer:
    """The Synthesizer of a whole server: one voice, its own threads. What is constant, or was said of late, is not
    rendered again. cache: None keeps neither."""

    def __init__(
        self,
        engine: PiperEngine,
        *,
        lexicon: Lexicon = Lexicon(),
        cache: PhraseCache | None = None,
        manner: Manner = Manner(),
    ) -> None:
        self._engine = engine
        self._lexicon = lexicon
        self._cache = cache
        self._recent = RecentClips() if cache is not None else None
        self._pool = WorkerPool("piper", manner.workers, manner.queue_limit, gives_way=manner.gives_way)

    async def stream(self, text: str) -> AsyncGenerator[Clip]:
        """The clips of a reply in order, each as soon as it is rendered. Over all calls that clause is rendered first
        whose caller would be left in silence first.

        Closing the iterator drops what is not rendered yet. Raises PoolBusyError when too many clauses wait.
        """
        now = asyncio.get_running_loop().time
        sounds_until = now()
        for at, clause in enumerate(split(expand(text))):
            spoken = self._lexicon.apply(clause.text)
            key = _key(spoken, clause)
            clip = self._kept(key)
            if clip is None:
                clip = await self._pool.run(partial(self._engine.render, spoken, clause.pause_ms), due=sounds_until)
                if self._recent is not None:
                    self._recent.put(key, clip)
            if clip:
                sounds_until = (now() if at == 0 else max(now(), sounds_until)) + len(clip) / SAMPLE_RATE
                yield Clip(clause.text, clip)

    async def warm(self, phrases: Iterable[str]) -> int:
        """Get the clinic's phrases ready, all clauses of them without a BLANK: from disk, else rendered and kept there.
        Returns how many clauses.

        Never give it what was made for one patient: the clips stay on disk.
        """
        if self._cache is not None:
            clauses = [clause for phrase in phrases for clause in split(expand(phrase)) if _known(clause)]
            for clause in dict.fromkeys(clauses):
                await self._pool.run(partial(self._prepare, self._cache, clause))
        return len(self._cache or ())

    def close(self) -> None:
        self._pool.close()

    def _kept(self, key: str) -> bytes | None:
        clip = self._cache.get(key) if self._cache is not None else None
        return self._recent.get(key) if clip is None and self._recent is not None else clip

    def _prepare(self, cache: PhraseCache, clause: Clause) -> None:
        spoken = self._lexicon.apply(clause.text)
        key = _key(spoken, clause)
        if cache.load(key) is None:
            cache.put(key, self._engine.render(spoken, clause.pause_ms))


def load_synthesizer(
    voice: str = "joe",
    *,
    lexicon: Lexicon = Lexicon(),
    cache_folder: Path | None = None,
    manner: Manner = Manner(),
) -> PiperSynthesizer:
    """Find and load the voice (half a second, blocking). Raises ModelMissingError, ModelCorruptError."""
    files = resolve_voice(voice)
    sound = f"{files.model.name} {files.model.stat().st_size} {manner.volume} {manner.pace}"
    cache = PhraseCache(cache_folder, sound) if cache_folder else None
    return PiperSynthesizer(PiperEngine(files, manner), lexicon=lexicon, cache=cache, manner=manner)


def _known(clause: Clause) -> bool:
    return BLANK not in clause.text


def _key(spoken: str, clause: Clause) -> str:
    return f"{clause.pause_ms} {spoken}"


def _trimmed(audio: Samples) -> Samples:
    """8 kHz audio without the silence at its ends but for a little; all of it where nothing is audible."""
    audible = np.flatnonzero(np.abs(audio) > _AUDIBLE)
    if audible.size == 0:
        return audio
    first = max(0, int(audible[0]) - _LEAD_MS * SAMPLE_RATE // 1000)
    return audio[first : int(audible[-1]) + 1 + _TAIL_MS * SAMPLE_RATE // 1000]
