"""The embedded reader with its classifiers, which are trained first where there are none."""

from __future__ import annotations

from pathlib import Path

from voice_agent.understanding.acts import model
from voice_agent.understanding.acts.train import load_or_train as acts
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.intents.classifier import DEFAULT_PATH
from voice_agent.understanding.intents.train import load_or_train as intents
from voice_agent.understanding.safety import EmergencyRules


def trained_reader(
    emergencies: EmergencyRules, country: str | None = None, folder: Path = DEFAULT_PATH.parent
) -> EmbeddedReader:
    """With the classifiers of a folder, trained anew where their sentences have changed (a minute or two).

    Raises ClassifierMissingError where that cannot be done.
    """
    clauses, whole = intents(folder / DEFAULT_PATH.name), acts(folder / model.DEFAULT_PATH.name)
    return EmbeddedReader(clauses, whole, emergencies, country)
