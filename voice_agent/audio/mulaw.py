"""G.711 µ-law, the telephone's 8-bit code: bytes to 16-bit samples and back, whole arrays at a time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE = 8_000
FRAME_SAMPLES = 160  # 20 ms
SILENCE = 0xFF  # the code of a zero sample

Pcm = NDArray[np.int16]
Samples = NDArray[np.float32]

_BIAS = 132
_CLIP = 32_635


def _decoding_table() -> Pcm:
    code = ~np.arange(256, dtype=np.int32) & 0xFF
    exponent, mantissa = (code >> 4) & 7, code & 15
    magnitude = (((mantissa << 3) + _BIAS) << exponent) - _BIAS
    return np.where(code & 0x80, -magnitude, magnitude).astype(np.int16)


def _encoding_table() -> NDArray[np.uint8]:
    """The code of every 16-bit sample, indexed by the sample taken as unsigned."""
    sample = np.arange(1 << 16, dtype=np.uint16).view(np.int16).astype(np.int32)
    magnitude = np.minimum(np.abs(sample), _CLIP) + _BIAS
    exponent = np.floor(np.log2(magnitude)).astype(np.int32) - 7
    mantissa = (magnitude >> (exponent + 3)) & 15
    sign = np.where(sample < 0, 0x80, 0)
    return np.asarray(~(sign | exponent << 4 | mantissa) & 0xFF, dtype=np.uint8)


_DECODED = _decoding_table()
_ENCODED = _encoding_table()


def decode(mulaw: bytes) -> Pcm:
    """One 16-bit sample a byte."""
    return _DECODED[np.frombuffer(mulaw, dtype=np.uint8)]


def encode(pcm: Pcm) -> bytes:
    """One byte a sample; samples past ±32,635 clip."""
    return _ENCODED[pcm.view(np.uint16)].tobytes()


def to_float(pcm: Pcm) -> Samples:
    """16-bit samples as float32 in -1..1."""
    return pcm.astype(np.float32) / np.float32(32_768)


def to_pcm(samples: Samples) -> Pcm:
    """Float samples in -1..1 as 16-bit ones, clipped and rounded."""
    return np.rint(np.clip(samples, -1.0, 1.0) * 32_767).astype(np.int16)
