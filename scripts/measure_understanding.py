#!/usr/bin/env python
"""Measures understanding on a folder of public data sets; see voice_agent/bench/understanding/run.py."""

from pathlib import Path
from typing import Annotated

import typer

from voice_agent.bench.understanding import run
from voice_agent.understanding.intents.classifier import DEFAULT_PATH
from voice_agent.understanding.red_flags import train as red_flags
from voice_agent.understanding.safety import load_rules
from voice_agent.understanding.trained import trained_reader


def main(
    data: Annotated[Path, typer.Argument(help="Folder with the data sets (JSON lines).")],
    classifier: Annotated[Path, typer.Option(help="The trained intent classifier.")] = DEFAULT_PATH,
    rules: Annotated[Path, typer.Option(help="The emergency rules.")] = Path("prompts/emergencies.yaml"),
    labels: Annotated[Path | None, typer.Option(help="PriMock57 utterances judged to be emergencies.")] = None,
) -> None:
    """Print every figure and write build/bench/understanding.json."""
    emergencies = load_rules(rules, red_flags.load_or_train(classifier.with_name(red_flags.DEFAULT_PATH.name)))
    typer.echo(run.main(data, trained_reader(emergencies, folder=classifier.parent), emergencies, labels))


if __name__ == "__main__":
    typer.run(main)
