"""Says what an utterance does, each act with a probability of its own. Needs numpy alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from voice_agent.understanding.acts.act import Act
from voice_agent.understanding.intents.classifier import ClassifierMissingError

DEFAULT_PATH = Path(".models/acts.npz")
COMMAND = "python -m voice_agent.understanding.acts.train"
Likely = Mapping[Act, float]
"""Each act's probability, 0..1; several may be likely together."""


class ActModel:
    """A logistic for each act over the same features.

    acts: (A,). hashes: sorted uint32 (F,). weights: (F, A). bias: (A,). source: fingerprint of what it learned from.
    """

    def __init__(
        self,
        acts: list[Act],
        hashes: npt.NDArray[np.uint32],
        weights: npt.NDArray[np.float32],
        bias: npt.NDArray[np.float32],
        source: str = "",
    ) -> None:
        self.acts = acts
        self.source = source
        self._hashes = hashes
        self._weights = weights
        self._bias = bias
        self._rows = {int(h): row for row, h in enumerate(hashes)}

    def likely(self, features: Mapping[int, float]) -> dict[Act, float]:
        known = [(row, weight) for h, weight in features.items() if (row := self._rows.get(h)) is not None]
        scores = self._bias.copy()
        if known:
            rows, weights = zip(*known, strict=True)
            scores += np.array(weights, dtype=np.float32) @ self._weights[list(rows)]
        return dict(zip(self.acts, (1 / (1 + np.exp(-scores))).tolist(), strict=True))

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            np.savez_compressed(
                file,
                acts=np.array([act.value for act in self.acts]),
                hashes=self._hashes,
                weights=self._weights.astype(np.float16),
                bias=self._bias.astype(np.float32),
                source=np.array(self.source),
            )

    @classmethod
    def load(cls, path: Path = DEFAULT_PATH) -> Self:
        """Raises ClassifierMissingError if there is no such file."""
        if not path.is_file():
            raise ClassifierMissingError(f"no classifier of acts at {path}: make it with `{COMMAND} --output {path}`")
        with np.load(path, allow_pickle=False) as stored:
            return cls(
                [Act(act) for act in stored["acts"]],
                stored["hashes"],
                stored["weights"].astype(np.float32),
                stored["bias"],
                str(stored["source"]),
            )
