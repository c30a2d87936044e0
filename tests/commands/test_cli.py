"""The command line as a whole: every command is there, and a server loads nothing that only others need."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from voice_agent.cli import COMMANDS, app

NOT_TO_SERVE = {"scipy", "sklearn", "joblib", "matplotlib", "openai", "websockets"}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(name: str) -> None:
    result = CliRunner().invoke(app, [name, "--help"])
    assert result.exit_code == 0
    assert f"Usage: root {name}" in " ".join(result.output.split())


def test_the_list_names_them_all() -> None:
    result = CliRunner().invoke(app, ["--help"])
    assert all(f" {name} " in result.output for name in COMMANDS)


def test_an_unknown_command_is_refused() -> None:
    assert CliRunner().invoke(app, ["srve"]).exit_code == 2


def test_a_server_holds_no_libraries_of_training_benches_and_language_models() -> None:
    asked = "import json, sys, voice_agent.cli, voice_agent.commands.serve; print(json.dumps(list(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
    assert not NOT_TO_SERVE & set(json.loads(loaded))
