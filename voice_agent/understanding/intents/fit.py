"""Learning from sentences: a linear classifier, and how it does on templates that it has not seen. Deterministic.

A quarter of the templates is held out in turn, and what the classifier says of those sets the temperature (so that the
probabilities can be believed) and the reject threshold. Only training needs this: scikit-learn takes some 90 MB.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from voice_agent.understanding.intents.classifier import Classifier
from voice_agent.understanding.intents.features import features_of
from voice_agent.understanding.intents.templates import Example

FOLDS = 4
STRENGTH = 30.0
RARE = 2
LEAST_RIGHT = 0.45
"""A probability is acted on from where at least this share of held-out sentences with it are right."""

Matrix = csr_matrix
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Report:
    sentences: int
    features: int
    held_out_accuracy: float
    temperature: float
    reject: float
    accepted: float


def learn(drawn: Sequence[Example], source: str, *, balanced: bool = True) -> tuple[Classifier, Report]:
    """A classifier of these sentences, and how it did on templates that it had not seen.

    balanced: every label is as likely as another, however many sentences it has.
    """
    labels = sorted({e.label for e in drawn})
    target = np.array([labels.index(e.label) for e in drawn])
    groups = np.array([e.template for e in drawn])
    hashes, matrix = _matrix(drawn)
    scores = _held_out_scores(matrix, target, groups, len(labels), balanced)
    temperature = _temperature(scores, target)
    probabilities = _softmax(scores / temperature)
    right = probabilities.argmax(axis=1) == target
    top = probabilities.max(axis=1)
    reject = _reject(top, right)
    model = _fit(matrix, target, balanced)
    weights = np.ascontiguousarray(model.coef_.T.astype(np.float32))
    classifier = Classifier(labels, hashes, weights, model.intercept_.astype(np.float32), temperature, reject, source)
    report = Report(
        sentences=len(drawn),
        features=len(hashes),
        held_out_accuracy=float(right.mean()),
        temperature=temperature,
        reject=reject,
        accepted=float((top >= reject).mean()),
    )
    return classifier, report


def _matrix(drawn: Sequence[Example]) -> tuple[npt.NDArray[np.uint32], Matrix]:
    """Feature hashes seen at least RARE times, sorted, and the sentences as rows of length one."""
    rows = [features_of(e.text) for e in drawn]
    seen, counts = np.unique(np.concatenate([np.array(r, dtype=np.uint32) for r in rows]), return_counts=True)
    hashes = seen[counts >= RARE].astype(np.uint32)
    column = {int(h): i for i, h in enumerate(hashes)}
    known = [[column[h] for h in row if h in column] for row in rows]
    indices = np.array([c for row in known for c in row])
    data = np.array([1 / np.sqrt(len(row)) for row in known for _ in row])
    starts = np.cumsum([0, *(len(row) for row in known)])
    matrix = csr_matrix((data, indices, starts), shape=(len(rows), len(hashes)))  # type: ignore[no-untyped-call]
    return hashes, matrix


def _fit(matrix: Matrix, target: npt.NDArray[np.int64], balanced: bool) -> Any:
    model: Any = LogisticRegression(  # type: ignore[no-untyped-call]
        C=STRENGTH, class_weight="balanced" if balanced else None, max_iter=60, tol=1e-3
    )
    return model.fit(matrix, target)


def _held_out_scores(
    matrix: Matrix, target: npt.NDArray[np.int64], groups: npt.NDArray[np.int64], n: int, balanced: bool
) -> Floats:
    scores = np.zeros((len(target), n))
    folds: Any = GroupKFold(FOLDS)  # type: ignore[no-untyped-call]
    for fitted, held in folds.split(matrix, target, groups):
        model = _fit(matrix[fitted], target[fitted], balanced)
        scores[held[:, None], model.classes_] = model.decision_function(matrix[held])
    return scores


def _softmax(scores: Floats) -> Floats:
    exps = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(exps / exps.sum(axis=1, keepdims=True))


def _temperature(scores: Floats, target: npt.NDArray[np.int64]) -> float:
    def loss(log_temperature: float) -> float:
        probabilities = _softmax(scores / np.exp(log_temperature))
        return float(-np.log(probabilities[np.arange(len(target)), target] + 1e-12).mean())

    best: Any = minimize_scalar(loss, bounds=(-2.0, 2.0), method="bounded")  # type: ignore[no-untyped-call]
    return float(np.exp(best.x))


def _reject(top: Floats, right: npt.NDArray[np.bool_]) -> float:
    """The lowest probability of which LEAST_RIGHT of the held-out sentences are right, at most 0.5."""
    for threshold in np.arange(0.2, 0.5, 0.01):
        near = (top >= threshold) & (top < threshold + 0.15)
        if near.any() and right[near].mean() >= LEAST_RIGHT:
            return float(threshold)
    return 0.5
