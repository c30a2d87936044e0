"""Trains the classifier of acts: `python -m voice_agent.understanding.acts.train`. Deterministic, about a minute.

It learns from the sentences beside this file, each read by the rules of the embedded reader, too: where those are
right and where they are not is learned with the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from voice_agent.understanding.acts.act import acts_of
from voice_agent.understanding.acts.features import features_of
from voice_agent.understanding.acts.model import DEFAULT_PATH, ActModel
from voice_agent.understanding.acts.scenes import CLINIC, scene_of
from voice_agent.understanding.acts.sentences import Sentence, fingerprint, load
from voice_agent.understanding.intents.train import load_or_train as intents
from voice_agent.understanding.intents.train import run_to_make
from voice_agent.understanding.reader import Utterance
from voice_agent.understanding.rules import RulesReader
from voice_agent.understanding.vocabulary import Names

MODULE = "voice_agent.understanding.acts.train"


def train(sentences: Sequence[Sentence]) -> ActModel:
    from voice_agent.understanding.acts.fit import learn  # scipy: a server keeps none of its memory

    rules, names = RulesReader(intents()), Names(CLINIC)
    features = [
        features_of(
            sentence.text,
            sentence.situation,
            acts_of(rules.commands(scene_of(sentence.situation), Utterance(sentence.text))),
            names,
        )
        for sentence in sentences
    ]
    return learn(features, [sentence.acts for sentence in sentences], fingerprint())


def load_or_train(path: Path = DEFAULT_PATH) -> ActModel:
    """The stored classifier, trained first where there is none or its sentences or the rules have changed.

    Raises ClassifierMissingError where it cannot be trained.
    """
    if path.is_file():
        stored = ActModel.load(path)
        if stored.source == fingerprint():
            return stored
    run_to_make(path, MODULE)
    return ActModel.load(path)


def main(output: Annotated[Path, typer.Option(help="Where to write the classifier.")] = DEFAULT_PATH) -> None:
    """Train the classifier of acts from the sentences in the package (about a minute)."""
    sentences = load()
    train(sentences).save(output)
    typer.echo(f"{output}: {len(sentences)} sentences")


if __name__ == "__main__":
    typer.run(main)
