"""The real classifier (trained if it has not been yet) and the reader with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.intents.classifier import DEFAULT_PATH, Classifier
from voice_agent.understanding.intents.train import load_or_train
from voice_agent.understanding.red_flags import train as red_flags
from voice_agent.understanding.safety import EmergencyRules, load_rules
from voice_agent.understanding.trained import trained_reader

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def classifier() -> Classifier:
    return load_or_train(ROOT / DEFAULT_PATH)


@pytest.fixture(scope="session")
def emergencies() -> EmergencyRules:
    return load_rules(ROOT / "prompts" / "emergencies.yaml", red_flags.load_or_train(ROOT / red_flags.DEFAULT_PATH))


@pytest.fixture(scope="session")
def reader(emergencies: EmergencyRules) -> EmbeddedReader:
    return trained_reader(emergencies, folder=(ROOT / DEFAULT_PATH).parent)
