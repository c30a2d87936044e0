"""Trains the intent classifier from the sentences beside it: `python -m voice_agent.understanding.intents.train`.

What learns is imported only to train, and training is a process of its own: a server keeps none of its memory.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
    return stored_or_trained(path, fingerprint(), MODULE)


def stored_or_trained(path: Path, source: str, module: str) -> Classifier:
    """The classifier of these sentences at the path; where it is of others, or of none, `module` is run to make it.

    Raises ClassifierMissingError.
    """
    if path.is_file():
        stored = Classifier.load(path)
        if stored.source == source:
            return stored
    run_to_make(path, module)
    return Classifier.load(path)


def run_to_make(path: Path, module: str) -> None:
    """Run a training module, which is to write the classifier to the path. Raises ClassifierMissingError."""
    command = [sys.executable, "-m", module, "--output", str(path)]
    if subprocess.run(command, stdout=subprocess.DEVNULL).returncode != 0:
        raise ClassifierMissingError(f"the classifier {path} could not be trained: `python -m {module}` says why")


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
