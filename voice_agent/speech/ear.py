"""Hears one utterance: which network decodes it, how often, and what of its readings is believed.

What a decoder gets wrong on the fast path, it gets wrong loudly: the guards see it, and the audio is decoded again
with a longer margin, at last the stock way. Decoding is free first, always; digits alone only afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from voice_agent.audio.vad import SileroModel, speech_steps
from voice_agent.speech import decoding
from voice_agent.speech.fast_path import RATE, FastPath, Reading
from voice_agent.speech.listening import Listening
from voice_agent.speech.second_opinion import ended, second_opinion
from voice_agent.speech.substitution import mentions
from voice_agent.speech.transcriber import Bias, Hypothesis, Samples, Transcription

_STEP_S = 0.032
_VOICED = 0.35
_MAYBE_VOICED = 0.15
_AROUND_S = 0.35
_LETTERS = "that's Z-A-V-E-H, spelled M-I-V-N-Z-S-F."
"""What a decoder is told where letters are spelled: no name, and the letters that a telephone line confuses most."""
_A_SENTENCE = 4
"""Words of a reading that may be a copy of the prompt; shorter answers stand in it because they are expected."""


class GivenUpError(RuntimeError):
    """Nobody waits for this transcription any more."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """The best reading; every distinct one (what a cut or a guard threw away comes last); by which way; by which
    network, and its encoding."""

    best: Reading
    nbest: tuple[Hypothesis, ...]
    path: str
    network: FastPath
    encoded: Any


@dataclass(frozen=True, slots=True)
class Ear:
    """One utterance's way through the decoders and their guards. quick: a small network that hears first, if any."""

    path: FastPath
    quick: FastPath | None
    vad: SileroModel
    listening: Listening
    given_up: Callable[[], bool]

    def hear(self, audio: Samples, bias: Bias) -> Transcription:
        audio_ms = len(audio) / RATE * 1000
        speech = speech_steps(self.vad, audio, RATE) if len(audio) else audio
        voiced_s = _STEP_S * float(np.sum(speech > _VOICED))
        if voiced_s == 0.0:
            return Transcription("", 0.0, (), audio_ms, 0.0)
        audio = _around_speech(audio, speech)
        heard = self._quickly(audio, bias)
        if heard is None or not self._stands(heard.best, len(audio) / RATE, voiced_s):
            heard = self._guarded(audio, voiced_s, bias, heard.nbest if heard else ())
        score, no_speech = heard.best.hypothesis.score, heard.best.no_speech
        text = decoding.without_loops(heard.best.hypothesis.text)
        if decoding.invented(text, voiced_s, score, no_speech):
            return Transcription("", 0.0, heard.nbest, audio_ms, 0.0, heard.path)
        confidence = decoding.confidence_of(text, score, no_speech)
        if bias.expecting in self.listening.weighed and decoding.disputed(heard.nbest):
            confidence = min(confidence, self.listening.disputed)
        digits, guess = self._digits(audio, heard, bias), self._guess(audio, heard, bias, confidence)
        return Transcription(text, confidence, heard.nbest, audio_ms, 0.0, heard.path, digits, guess)

    def _quickly(self, audio: Samples, bias: Bias) -> _Heard | None:
        """By the quick network: not where every letter counts, nor where she was not understood before."""
        if self.quick is None or bias.again or bias.expecting in self.listening.careful:
            return None
        seconds = len(audio) / RATE
        encoded = self._encoded(self.quick, audio, self.listening.quick_margin_s)
        readings = self.quick.decode(encoded, seconds, beam=self.listening.quick_beam)
        nbest = decoding.distinct(_all_of(readings))
        return _Heard(readings[0], nbest, "quick", self.quick, encoded)

    def _stands(self, reading: Reading, seconds: float, voiced_s: float) -> bool:
        """May the quick network's reading be taken for what was said?"""
        return _is_sound(reading, seconds, voiced_s) and reading.confidence >= self.listening.trusted

    def _guarded(self, audio: Samples, voiced_s: float, bias: Bias, before: Sequence[Hypothesis]) -> _Heard:
        """Decode with one margin after another until the guards are content and the reading is likely; else the
        likeliest sound one; else the stock way. before: what was read already, and not believed."""
        seconds = len(audio) / RATE
        first: Reading | None = None
        sound: Reading | None = None
        doubted: list[Hypothesis] = []
        for margin_s in self.listening.margins_s:
            encoded = self._encoded(self.path, audio, margin_s)
            readings = self._readings(encoded, seconds, voiced_s, bias)
            kept = _all_of(readings)
            if not readings[0].suspect(seconds):
                if sound is None or readings[0].hypothesis.score > sound.hypothesis.score:
                    sound = readings[0]
                if sound.confidence >= self.listening.doubtful:
                    break
            first = first or readings[0]
            doubted += kept
        if sound is not None:
            best = [sound.hypothesis, *kept, *doubted, *before]
            return _Heard(sound, decoding.distinct(best), "fast", self.path, encoded)
        stock = self.path.stock(audio)
        if not stock.hypothesis.text and first:  # its own filters threw everything away: a doubtful text is better
            return _Heard(first, decoding.distinct([*doubted, *before]), "stock", self.path, encoded)
        return _Heard(stock, decoding.distinct([stock.hypothesis, *doubted, *before]), "stock", self.path, encoded)

    def _encoded(self, network: FastPath, audio: Samples, margin_s: float) -> Any:
        """A decode cannot be stopped, but between its parts it is asked whether it is still wanted."""
        if self.given_up():
            raise GivenUpError
        encoded = network.encode(audio, margin_s)
        if self.given_up():
            raise GivenUpError
        return encoded

    def _readings(self, encoded: Any, seconds: float, voiced_s: float, bias: Bias) -> tuple[Reading, ...]:
        """The free readings; where they are unsure, also those of a decoder that was told the clinic's words.

        The words help with what they name and do harm elsewhere (the decoder forgets where to stop, or copies them): so
        a prompted reading comes first only if it is sound and believed.
        """
        wide = bias.expecting in self.listening.several
        beam = self.listening.wide_beam if wide else self.listening.beam
        free = self.path.decode(encoded, seconds, beam=beam)
        if bias.expecting in self.listening.spelled and decoding.spelled(free[0].hypothesis.text):
            return self._letters(encoded, seconds, free)
        sure = self.listening.certain if bias.again else self.listening.unsure
        unsure = free[0].confidence < sure and not free[0].suspect(seconds)
        if not (bias.words and unsure) or bias.expecting in self.listening.no_names:
            return free
        prompt = bias.likely or ", ".join(bias.words)
        [told] = self.path.decode(encoded, seconds, beam=1, prompt=prompt)
        said = replace(told.hypothesis, text=decoding.without_loops(told.hypothesis.text, most=1))
        # behind a prompt the network does not know whether anybody spoke
        told = replace(told, hypothesis=said, no_speech=free[0].no_speech)
        texts = told.hypothesis.text, free[0].hypothesis.text
        if not _is_sound(told, seconds, voiced_s) or not decoding.gains_word(*texts, bias.words):
            return (*free, told)
        likelier = told.hypothesis.score > free[0].hypothesis.score and told.confidence >= self.listening.unsure
        believed = likelier and not (len(texts[0].split()) >= _A_SENTENCE and mentions(prompt, texts[:1]))
        if not believed:  # the words themselves may have made it what it is: does it fit the sound without them?
            fits, before = self.path.weigh(encoded, seconds, list(map(ended, texts)))
            believed = fits > before - self.listening.near
        return (told, *free) if believed else (*free, told)

    def _letters(self, encoded: Any, seconds: float, free: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """With the readings of a decoder that was told how letters are written: first, where they are likelier."""
        told = self.path.decode(encoded, seconds, beam=self.listening.beam, prompt=_LETTERS)
        sound = tuple(
            reading
            for reading in told
            if decoding.spelled(reading.hypothesis.text)
            and not reading.suspect(seconds)
            and not decoding.quotes(reading.hypothesis.text, _LETTERS)
        )
        likelier = bool(sound) and sound[0].hypothesis.score > free[0].hypothesis.score
        return sound + free if likelier else free + sound

    def _guess(self, audio: Samples, heard: _Heard, bias: Bias, confidence: float) -> str | None:
        """An expected answer, where none was heard and what was heard is not certain."""
        texts = [hypothesis.text for hypothesis in heard.nbest]
        if not bias.answers or confidence > self.listening.certain or mentions(texts[0], bias.answers):
            return None
        seconds = len(audio) / RATE
        return second_opinion(texts, bias.answers, lambda tried: heard.network.weigh(heard.encoded, seconds, tried))

    def _digits(self, audio: Samples, heard: _Heard, bias: Bias) -> str | None:
        """The digits of what was number-like when heard freely, where a number was asked for.

        A whole telephone number and nothing else is taken as it was heard. Otherwise the audio is read again as
        digits alone, and where their count is not that of a telephone number, once more the stock way.
        """
        text = heard.best.hypothesis.text
        if bias.expecting not in self.listening.numbers or not decoding.number_like(text):
            return None
        phone = bias.expecting == "phone"
        if phone and decoding.whole_phone(decoding.digits_alone(text)):
            return decoding.digits_alone(text)
        [reading] = heard.network.decode(heard.encoded, len(audio) / RATE, beam=1, digits_only=True)
        digits = decoding.digits_of(reading.hypothesis.text)
        if phone and (reading.capped or not decoding.whole_phone(digits)):
            digits = decoding.digits_of(self.path.stock(audio, digits_only=True).hypothesis.text)
        return digits or None


def _is_sound(reading: Reading, seconds: float, voiced_s: float) -> bool:
    said = reading.hypothesis
    invented = decoding.invented(said.text, voiced_s, said.score, reading.no_speech)
    return not invented and not reading.suspect(seconds)


def _all_of(readings: Sequence[Reading]) -> list[Hypothesis]:
    whole = [Hypothesis(reading.whole, reading.hypothesis.score) for reading in readings if reading.whole]
    return [*(reading.hypothesis for reading in readings), *whole]


def _around_speech(audio: Samples, speech: Samples) -> Samples:
    """The audio without long silence before and after what may be speech: less to encode, and a known end."""
    maybe = np.flatnonzero(speech > _MAYBE_VOICED)
    first, last = int(maybe[0]) * _STEP_S - _AROUND_S, int(maybe[-1] + 1) * _STEP_S + _AROUND_S
    return audio[max(0, int(first * RATE)) : int(last * RATE)]
