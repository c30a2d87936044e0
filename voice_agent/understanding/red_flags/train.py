"""Trains the classifier of red flags: `python -m voice_agent.understanding.red_flags.train`. Deterministic.

It learns from the sentences beside this file, and from those of the intents as what is no emergency.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from voice_agent.understanding.intents import templates as intents
from voice_agent.understanding.intents.classifier import Classifier
from voice_agent.understanding.intents.templates import Example, examples, load
from voice_agent.understanding.intents.train import stored_or_trained

if TYPE_CHECKING:
    from voice_agent.understanding.intents.fit import Report

MODULE = "voice_agent.understanding.red_flags.train"
TEXTS = Path(__file__).with_name("texts")
DEFAULT_PATH = Path(".models/red_flags.npz")
NONE = "none"
SEED = 20260302
EACH = 30
EACH_INTENT = 12
"""Sentences drawn of a template here, and of one of the intents."""


def train() -> tuple[Classifier, Report]:
    """The classifier (labels: `emergency`, `self_harm`, `none`), and how it did on templates that it had not seen."""
    from voice_agent.understanding.intents.fit import learn  # only to train, see the intents

    own = examples(*load(TEXTS), each=EACH, seed=SEED)
    first = 1 + max(e.template for e in own)
    others = [Example(e.text, NONE, first + e.template) for e in examples(*load(), each=EACH_INTENT, seed=SEED)]
    return learn([*own, *others], _fingerprint(), balanced=False)


def load_or_train(path: Path = DEFAULT_PATH) -> Classifier:
    """The stored classifier, trained first where there is none or its sentences have changed (under a minute).

    Raises ClassifierMissingError where it cannot be trained.
    """
    return stored_or_trained(path, _fingerprint(), MODULE, Classifier.load)


def plain_sentences(label: str) -> list[str]:
    """The sentences of a label that are no templates: whole ones, as callers say them."""
    lines = (TEXTS / f"{label}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not set(line) & set("([{|")]


def _fingerprint() -> str:
    return sha256((intents.fingerprint(TEXTS) + intents.fingerprint()).encode()).hexdigest()


def main(
    output: Annotated[Path, typer.Option(help="Where to write the classifier.")] = DEFAULT_PATH,
) -> None:
    """Train the classifier of red flags from the sentences in the package (under a minute)."""
    classifier, report = train()
    classifier.save(output)
    typer.echo(
        f"{output}: {report.sentences} sentences, {report.features} features; held-out templates "
        f"{report.held_out_accuracy:.1%} right"
    )


if __name__ == "__main__":
    typer.run(main)
