"""Backgrounds made up by rule: what may sound behind a caller, at the level RMS 1. Pure, from a random generator."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt  # type: ignore[attr-defined]

from voice_agent.audio.mulaw import SAMPLE_RATE, Samples

_Wave = NDArray[np.float64]


def hiss(size: int, random: Generator) -> Samples:
    """A bad wire: flat noise."""
    return _level(random.standard_normal(size))


def street(size: int, random: Generator) -> Samples:
    """Traffic: low rumble that swells and falls within seconds, and some hiss of tyres."""
    rumble = sosfilt(butter(2, [80, 500], "band", fs=SAMPLE_RATE, output="sos"), random.standard_normal(size))
    return _level(_unit(rumble) * _swell(size, random, 0.3, 0.8) + 0.2 * random.standard_normal(size))


def babble(size: int, random: Generator) -> Samples:
    """A waiting room: six speakers' worth of speech-coloured noise, each with the rhythm of syllables."""
    voices = np.zeros(size)
    for _ in range(6):
        formant = random.uniform(350, 900)
        band = butter(1, [formant * 0.6, formant * 2.5], "band", fs=SAMPLE_RATE, output="sos")
        pulse = _buzz(size, random.uniform(90, 220), random) + 0.3 * random.standard_normal(size)
        voices += _unit(sosfilt(band, pulse)) * _swell(size, random, 4.0, 1.0) * _swell(size, random, 0.4, 0.7)
    return _level(voices)


def kitchen(size: int, random: Generator) -> Samples:
    """Clatter: ringing knocks at uneven times over a fan."""
    clatter = np.zeros(size)
    for at in random.integers(0, size, max(1, round(size / SAMPLE_RATE * 1.5))):
        ring = _knock(random)
        clatter[at : at + ring.size] += ring[: size - at] * random.uniform(0.3, 1.0)
    return _level(clatter * 3 + 0.15 * random.standard_normal(size))


BACKGROUNDS: Mapping[str, Callable[[int, Generator], Samples]] = {
    "hiss": hiss,
    "street": street,
    "babble": babble,
    "kitchen": kitchen,
}


def burst(random: Generator) -> Samples:
    """A door, a cough, a dropped cup: 150 to 600 ms, peak 1."""
    size = int(random.uniform(0.15, 0.6) * SAMPLE_RATE)
    noise = random.standard_normal(size) * np.exp(-np.arange(size) / (size / 4))
    noise[: min(size, 800)] += _knock(random)[:size]
    return np.asarray(noise / np.max(np.abs(noise)), np.float32)


def _knock(random: Generator) -> _Wave:
    at = np.arange(800) / SAMPLE_RATE
    return np.asarray(np.sin(2 * np.pi * random.uniform(600, 2800) * at) * np.exp(-at * random.uniform(30, 90)))


def _buzz(size: int, pitch: float, random: Generator) -> _Wave:
    """A glottal pulse train that wanders in pitch."""
    wander = 1 + 0.1 * (_swell(size, random, 2.0, 1.0) - 0.5)
    phase = np.cumsum(pitch * wander / SAMPLE_RATE)
    return np.asarray(np.diff(np.floor(phase), prepend=0.0) * 8)


def _swell(size: int, random: Generator, rate_hz: float, depth: float) -> _Wave:
    """A slow curve between 1 - depth and 1, about `rate_hz` times a second up and down."""
    points = random.uniform(1 - depth, 1, max(2, round(size / SAMPLE_RATE * rate_hz * 2) + 2))
    curve = np.interp(np.linspace(0, points.size - 1, size), np.arange(points.size), points)
    return np.asarray(curve)


def _unit(wave: _Wave) -> _Wave:
    return np.asarray(wave / (np.sqrt(np.mean(np.square(wave))) + 1e-12))


def _level(wave: _Wave) -> Samples:
    return np.asarray(_unit(wave), np.float32)
