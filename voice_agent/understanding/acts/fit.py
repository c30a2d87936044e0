"""Learning from sentences: a logistic for each act, all at once. Deterministic; only training needs this."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from voice_agent.understanding.acts.act import Act
from voice_agent.understanding.acts.model import ActModel

RARE = 2
"""A feature that fewer sentences have is left out."""
PENALTY = 1e-5
ROUNDS = 110

Floats = npt.NDArray[np.float64]


def learn(features: Sequence[Mapping[int, float]], acts: Sequence[frozenset[Act]], source: str) -> ActModel:
    """A model of sentences with these features and acts."""
    known = list(Act)
    counts = Counter(h for row in features for h in row)
    hashes = np.array(sorted(h for h, count in counts.items() if count >= RARE), dtype=np.uint32)
    column = {int(h): i for i, h in enumerate(hashes)}
    rows = [[(column[h], weight) for h, weight in row.items() if h in column] for row in features]
    starts = np.cumsum([0, *map(len, rows)])
    indices, data = (np.array([pair[part] for row in rows for pair in row]) for part in (0, 1))
    matrix: Any = csr_matrix((data, indices, starts), shape=(len(rows), len(hashes)))  # type: ignore[no-untyped-call]
    target = np.array([[act in told for act in known] for told in acts], dtype=np.float64)
    weights = _weights(matrix, target)
    return ActModel(known, hashes, weights[:-1].astype(np.float32), weights[-1].astype(np.float32), source)


def _weights(matrix: Any, target: Floats) -> Floats:
    """(features + 1, acts); the last row is the bias, which alone is not held down."""
    sentences, width = matrix.shape
    turned = matrix.T.tocsr()
    shape = (width + 1, target.shape[1])

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(shape)
        scores = matrix @ weights[:-1] + weights[-1]
        off = (1 / (1 + np.exp(-scores)) - target) / sentences
        slope = np.vstack([turned @ off + PENALTY * weights[:-1], off.sum(axis=0)])
        cost = (np.logaddexp(0, scores) - target * scores).sum() / sentences
        return float(cost + PENALTY / 2 * np.square(weights[:-1]).sum()), slope.ravel()

    start, options = np.zeros(shape).ravel(), {"maxiter": ROUNDS}
    best: Any = minimize(loss, start, jac=True, method="L-BFGS-B", options=options)  # type: ignore[no-untyped-call]
    return np.asarray(best.x).reshape(shape)
