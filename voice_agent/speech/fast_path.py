"""Runs the Whisper network on an utterance alone: encode what was said and a margin, decode once or several ways."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.tokenizer import Tokenizer

from voice_agent.speech import decoding
from voice_agent.speech.features import LogMel
from voice_agent.speech.models import ModelCorruptError
from voice_agent.speech.transcriber import Hypothesis, Samples

RATE = 16_000
_FRAMES_A_SECOND = 100
_MOST_FRAMES = 3_000
_MOST_PROMPT_TOKENS = 180
_LEAST_PROBABILITY = 1e-9
_TIMESTAMPS = 1_501
_COARSE = 25
"""Every 25th time mark is enough, one in half a second: with all of them, readings differ in nothing else."""
_LATEST_START = 50  # the first word begins within a second: in steps of 0.02 s


@dataclass(frozen=True, slots=True)
class Reading:
    """One hypothesis of the decoder.

    whole: the text with what the cut removed, where that held other words; else "". capped: it ran into the limit of
    tokens without a place to stop. no_speech: the network's probability that nobody spoke.
    """

    hypothesis: Hypothesis
    whole: str
    capped: bool
    no_speech: float

    @property
    def confidence(self) -> float:
        """0..1: that every word of it is right."""
        return decoding.confidence_of(self.hypothesis.text, self.hypothesis.score, self.no_speech)

    def suspect(self, seconds: float) -> bool:
        """Not to be believed before the audio has been decoded in a safer way."""
        text = self.hypothesis.text
        return (
            self.capped
            or bool(self.whole)
            or decoding.loops(text)
            or decoding.said_twice(text)
            or decoding.too_fast(text, seconds)
        )


class FastPath:
    """A Whisper model, blocking; several threads may decode at once, as many as `workers` in parallel."""

    def __init__(self, model: str, *, workers: int, threads: int, compute_type: str) -> None:
        """`model`: a folder, or a name that faster-whisper knows. Raises ModelCorruptError."""
        try:
            self._model: Any = WhisperModel(
                model, device="cpu", compute_type=compute_type, cpu_threads=threads, num_workers=workers
            )
        except Exception as error:
            raise ModelCorruptError(f"The Whisper model {model} cannot be loaded: {error}") from error
        self._features = LogMel(self._model.feature_extractor.mel_filters)
        multilingual = self._model.model.is_multilingual
        self._tokens: Any = Tokenizer(self._model.hf_tokenizer, multilingual, task="transcribe", language="en")
        self._not_digits = _all_but_digits(self._tokens)
        self._fine_times = [self._tokens.timestamp_begin + at for at in range(_TIMESTAMPS) if at % _COARSE]

    def encode(self, audio: Samples, margin_s: float) -> Any:
        """The network's view of the utterance and a margin of silence: what `decode` takes. audio: [n] at 16 kHz."""
        frames = min(_MOST_FRAMES, int((len(audio) / RATE + margin_s) * _FRAMES_A_SECOND) // 2 * 2)
        padded = np.concatenate([audio, np.zeros(int(margin_s * RATE) + RATE // 10, np.float32)])
        features = self._features(padded)[:, :frames]
        return self._model.encode(np.ascontiguousarray(features))

    def decode(
        self, encoded: Any, seconds: float, *, beam: int, prompt: str = "", digits_only: bool = False
    ) -> tuple[Reading, ...]:
        """Up to `beam` readings, best first, at least one. `prompt`: words that are likely to be said."""
        start = self._prompt(prompt)
        limit = decoding.token_limit(seconds)
        # The library allows the smaller of half of max_length and max_length less the prompt.
        length = min(self._model.max_length, max(2 * limit, limit + len(start)))
        result = self._model.model.generate(
            encoded,
            [start],
            beam_size=beam,
            num_hypotheses=beam,
            max_length=length,
            suppress_blank=True,
            suppress_tokens=[*self._fine_times, *(self._not_digits if digits_only else [-1])],
            return_scores=True,
            return_no_speech_prob=True,
            max_initial_timestamp_index=_LATEST_START,
        )[0]
        allowed = min(length // 2, length - len(start))
        return tuple(
            self._reading(ids, score, seconds, capped=len(ids) >= allowed, no_speech=result.no_speech_prob)
            for ids, score in zip(result.sequences_ids, result.scores, strict=True)
        )

    def weigh(self, encoded: Any, seconds: float, texts: Sequence[str]) -> tuple[float, ...]:
        """How well each text fits the sound: the log-probability of its tokens, summed. About 15 ms of one core each.

        Of texts of unlike length only those can be compared that end alike: give each its full stop.
        """
        frames = max(1, int(seconds * _FRAMES_A_SECOND))
        start = [token for token in self._prompt("") if token < self._tokens.timestamp_begin]
        weights = []
        for text in texts:
            [fit] = self._model.model.align(encoded, start, [self._ids(text)], frames)
            weights.append(float(np.sum(np.log(np.maximum(fit.text_token_probs, _LEAST_PROBABILITY)))))
        return tuple(weights)

    def stock(self, audio: Samples, *, digits_only: bool = False) -> Reading:
        """faster-whisper's own transcribe: thirty seconds encoded whatever was said, and its temperature fall-back."""
        segments, _ = self._model.transcribe(
            audio,
            language="en",
            beam_size=1,
            condition_on_previous_text=False,
            suppress_tokens=self._not_digits if digits_only else [-1],
        )
        found = list(segments)
        text = "".join(segment.text for segment in found).strip()
        length = sum(len(segment.tokens) for segment in found)
        score = sum(segment.avg_logprob * len(segment.tokens) for segment in found) / max(1, length)
        no_speech = max((segment.no_speech_prob for segment in found), default=1.0)
        return Reading(Hypothesis(text, score), "", False, no_speech)

    def _prompt(self, words: str) -> list[int]:
        start = list(self._model.get_prompt(self._tokens, [], without_timestamps=False))
        if not words:
            return start
        likely = self._tokens.encode(" " + words)[:_MOST_PROMPT_TOKENS]
        return [self._tokens.sot_prev, *likely, *start]

    def _ids(self, text: str) -> list[int]:
        """The tokens that the decoder would write this text in: a whole word is one token wherever there is one. (The
        tokeniser itself takes some, as " test", apart.)"""
        ids: list[int] = []
        for word in re.findall(r" [\w']+|[\w']+| ?[^\w\s]+", f" {text}"):
            whole = self._tokens.tokenizer.token_to_id(word.replace(" ", "\u0120"))
            ids += [whole] if whole is not None else self._tokens.encode(word)
        return ids

    def _reading(self, ids: list[int], score: float, seconds: float, *, capped: bool, no_speech: float) -> Reading:
        tokens = self._tokens
        cut = decoding.cut(ids, timestamp_begin=tokens.timestamp_begin, eot=tokens.eot, end_s=seconds)
        text = tokens.decode(cut.ids).strip()
        beyond = tokens.decode(cut.beyond).strip()
        new_words = set(re.findall(r"\w+", beyond.lower())) - set(re.findall(r"\w+", text.lower()))
        whole = f"{text} {beyond}" if new_words else ""
        return Reading(Hypothesis(text, score), whole, capped and not cut.stopped, no_speech)


def _all_but_digits(tokens: Any) -> list[int]:
    """Every text token but single digits and what may stand between them."""
    allowed = re.compile(r" ?\d|[ ,.-]+")
    return [token for token in range(tokens.eot) if not allowed.fullmatch(tokens.decode([token]))]
