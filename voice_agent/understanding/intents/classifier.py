"""Says what a clause is about, with a probability that can be believed. Needs numpy alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from voice_agent.understanding.intents.features import features_of, word_feature, words_of

DEFAULT_PATH = Path(".models/intents.npz")
COMMAND = "python -m voice_agent.understanding.intents.train"


class ClassifierMissingError(FileNotFoundError):
    """There is no trained classifier at the path; the message says how to make it."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A label, its calibrated probability (0..1), and the runner-up's."""

    label: str
    probability: float
    second: str
    second_probability: float


class Classifier:
    """A linear softmax over features.

    labels: (L,). hashes: sorted uint32 (F,). weights: (F, L). bias: (L,). temperature divides the scores, so that
    the probabilities fit sentences of templates that were held out. A probability under `reject` is not to be acted on.
    source: fingerprint of the sentences that it was trained on.
    """

    def __init__(
        self,
        labels: list[str],
        hashes: npt.NDArray[np.uint32],
        weights: npt.NDArray[np.float32],
        bias: npt.NDArray[np.float32],
        temperature: float,
        reject: float,
        source: str = "",
    ) -> None:
        self.labels = labels
        self.source = source
        self.reject = reject
        self._hashes = hashes
        self._weights = weights
        self._bias = bias
        self._temperature = temperature
        self._rows = {int(h): row for row, h in enumerate(hashes)}

    def probabilities(self, text: str) -> npt.NDArray[np.float32]:
        """(L,), summing to one. A text of which nothing is known gets what its emptiness suggests."""
        rows = [row for h in features_of(text) if (row := self._rows.get(h)) is not None]
        scores = self._bias.copy()
        if rows:
            scores += self._weights[rows].astype(np.float32).sum(axis=0) / np.sqrt(np.float32(len(rows)))
        scores /= self._temperature
        exps = np.exp(scores - scores.max())
        return exps / exps.sum()  # type: ignore[no-any-return]

    def familiarity(self, text: str) -> float:
        """Share of the words that the training sentences have, 0..1; 1 for a text without words."""
        words = words_of(text)
        return sum(word_feature(w) in self._rows for w in words) / len(words) if words else 1.0

    def guess(self, text: str) -> Guess:
        probabilities = self.probabilities(text)
        second, first = np.argsort(probabilities)[-2:]
        return Guess(self.labels[first], float(probabilities[first]), self.labels[second], float(probabilities[second]))

    def save(self, path: Path) -> None:
        """The same classifier gives the same bytes' worth of arrays (half precision weights)."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            np.savez_compressed(
                file,
                labels=np.array(self.labels),
                hashes=self._hashes,
                weights=self._weights.astype(np.float16),
                bias=self._bias.astype(np.float32),
                temperature=np.float32(self._temperature),
                reject=np.float32(self.reject),
                source=np.array(self.source),
            )

    @classmethod
    def load(cls, path: Path = DEFAULT_PATH) -> Self:
        """Raises ClassifierMissingError if there is no such file."""
        if not path.is_file():
            raise ClassifierMissingError(f"no intent classifier at {path}: make it with `{COMMAND} --output {path}`")
        with np.load(path, allow_pickle=False) as stored:
            return cls(
                [str(label) for label in stored["labels"]],
                stored["hashes"],
                stored["weights"],
                stored["bias"],
                float(stored["temperature"]),
                float(stored["reject"]),
                str(stored["source"]) if "source" in stored else "",
            )
