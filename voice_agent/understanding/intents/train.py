"""Trains the intent classifier from the sentences beside it: `python -m voice_agent.understanding.intents.train`.

What learns is imported only to train, and training is a process of its own: a server keeps none of its memory.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol, TypeVar

import typer

from voice_agent.understanding.intents.classifier import DEFAULT_PATH, Classifier, ClassifierMissingError
from voice_agent.understanding.intents.templates import examples, fingerprint, load

if TYPE_CHECKING:
    from voice_agent.understanding.intents.fit import Report

MODULE = "voice_agent.understanding.intents.train"
SEED = 20260302
EACH = 40


def train(each: int = EACH, seed: int = SEED) -> tuple[Classifier, Report]:
    """The classifier of intents, and how it did on templates that it had not seen."""
    from voice_agent.understanding.intents.fit import learn

    return learn(examples(*load(), each=each, seed=seed), fingerprint())


def load_or_train(path: Path = DEFAULT_PATH) -> Classifier:
    """The stored classifier, trained first where there is none or its sentences have changed (about a minute).

    Raises ClassifierMissingError where it cannot be trained.
    """
    return stored_or_trained(path, fingerprint(), MODULE, Classifier.load)


class Stored(Protocol):
    """What was trained, with the fingerprint of what it learned from."""

    source: str


S = TypeVar("S", bound=Stored)


def stored_or_trained(path: Path, source: str, module: str, load: Callable[[Path], S]) -> S:
    """What is stored at the path; where it learned from something else, or is not there, `module` is run to make it.

    Raises ClassifierMissingError.
    """
    if path.is_file():
        stored = load(path)
        if stored.source == source:
            return stored
    command = [sys.executable, "-m", module, "--output", str(path)]
    if subprocess.run(command, stdout=subprocess.DEVNULL).returncode != 0:
        raise ClassifierMissingError(f"the classifier {path} could not be trained: `python -m {module}` says why")
    return load(path)


def main(
    output: Annotated[Path, typer.Option(help="Where to write the classifier.")] = DEFAULT_PATH,
) -> None:
    """Train the intent classifier from the sentences in the package (about a minute)."""
    classifier, report = train()
    classifier.save(output)
    typer.echo(
        f"{output}: {report.sentences} sentences, {report.features} features; held-out templates "
        f"{report.held_out_accuracy:.1%} right, {report.accepted:.1%} accepted at {report.reject:.2f}"
    )


if __name__ == "__main__":
    typer.run(main)
