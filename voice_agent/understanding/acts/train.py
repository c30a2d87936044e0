"""Trains the classifier of acts: `python -m voice_agent.understanding.acts.train`. Deterministic, about a minute.

It learns from the sentences beside this file, each read by the rules of the embedded reader, too: where those are
right and where they are not is learned with the words.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from voice_agent.understanding.acts.act import ERRANDS, Act, acts_of
from voice_agent.understanding.acts.features import features_of
from voice_agent.understanding.acts.model import DEFAULT_PATH, ActModel
from voice_agent.understanding.acts.scenes import CLINIC, scene_of
from voice_agent.understanding.acts.sentences import Sentence, fingerprint, load
from voice_agent.understanding.acts.situation import Situation
from voice_agent.understanding.commands import Handoff, Start
from voice_agent.understanding.intents.templates import examples
from voice_agent.understanding.intents.templates import load as load_templates
from voice_agent.understanding.intents.train import load_or_train as intents
from voice_agent.understanding.intents.train import stored_or_trained
from voice_agent.understanding.pieces import OUT_OF_SCOPE
from voice_agent.understanding.reader import Utterance
from voice_agent.understanding.rules import RulesReader
from voice_agent.understanding.vocabulary import Names

EACH, EACH_ERRAND = 16, 5
"""Sentences drawn of a template of the classifier of clauses: of other things, and of an errand."""
SEED = 20261130
_ACTS = {
    OUT_OF_SCOPE: Act.OFF_TOPIC,
    "ask": Act.ASK,
    "register": Act.BOOK,
    **{command.task.value: act for act, command in ERRANDS.items() if isinstance(command, Start)},
    **{f"handoff_{command.reason.value}": act for act, command in ERRANDS.items() if isinstance(command, Handoff)},
}
MODULE = "voice_agent.understanding.acts.train"


def train() -> ActModel:
    from voice_agent.understanding.acts.fit import learn  # scipy: a server keeps none of its memory

    rules, names = RulesReader(intents()), Names(CLINIC)
    sentences = [*load(), *_plain()]
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


def _plain() -> list[Sentence]:
    """What is asked for in so many words, and what is asked of other assistants: the classifier of clauses' sentences,
    of which people say few."""
    templates_of = load_templates()
    drawn = examples(*templates_of, each=EACH, seed=SEED)
    counts: Counter[int] = Counter()
    plain = []
    for example in drawn:
        act = _ACTS.get(example.label)
        counts[example.template] += 1
        if act is not None and (act is Act.OFF_TOPIC or counts[example.template] <= EACH_ERRAND):
            plain.append(Sentence(Situation.OPEN, frozenset({act}), example.text))
    return plain


def load_or_train(path: Path = DEFAULT_PATH) -> ActModel:
    """The stored classifier, trained first where there is none or its sentences or the rules have changed.

    Raises ClassifierMissingError where it cannot be trained.
    """
    return stored_or_trained(path, fingerprint(), MODULE, ActModel.load)


def main(output: Annotated[Path, typer.Option(help="Where to write the classifier.")] = DEFAULT_PATH) -> None:
    """Train the classifier of acts from the sentences in the package (about a minute)."""
    train().save(output)
    typer.echo(f"{output}: {len(load())} sentences")


if __name__ == "__main__":
    typer.run(main)
