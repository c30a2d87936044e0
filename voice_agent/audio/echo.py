"""Is this sound the agent's own voice, come back over the line?"""

from __future__ import annotations

import numpy as np
from numpy.fft import irfft, rfft
from numpy.typing import NDArray

ECHO_CORRELATION = 0.35


def echo_correlation(heard: NDArray[np.float32], played: NDArray[np.float32]) -> float:
    """The highest normalised cross-correlation (0..1) of what was heard with any stretch of what was played.

    Both mono at one rate. `played` covers the time of `heard` and the longest echo delay before it. Speech of two
    people stays under 0.2 over 300 ms and more; an echo, however faint, is over 0.35.
    """
    if heard.size == 0 or played.size < heard.size:
        return 0.0
    energy = float(np.dot(heard, heard))
    if energy <= 1e-9:
        return 0.0
    size = played.size + heard.size
    products = irfft(rfft(played, size) * np.conj(rfft(heard, size)), size)[: played.size - heard.size + 1]
    squares = np.concatenate(([0.0], np.cumsum(played.astype(np.float64) ** 2)))
    windows = squares[heard.size :] - squares[: -heard.size]
    norms = np.sqrt(np.maximum(windows, 1e-3 * energy) * energy)
    return float(np.max(np.abs(products) / norms))
