"""Acts to sentences."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.dialogue.world import FACTS, TEMPLATES
from voice_agent import dialogue
from voice_agent.dialogue.acts import Act, Arg
from voice_agent.dialogue.replies import BadTemplates, Kind, Reply, Templates, public_text, render

PACKAGE = Path(dialogue.__file__).parent


def _acts_of_the_code() -> set[str]:
    """Every act that the code says or asks by name."""
    names: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch("[a-z_]+", node.value):
                names.add(node.value)
    return names


def test_every_wording_is_of_an_act_that_the_code_knows() -> None:
    assert not set(TEMPLATES.wordings) - _acts_of_the_code()


def test_words_are_filled_in_and_kinds_are_told() -> None:
    visit: dict[str, Arg] = {"type": "a check-up", "moment": "Friday", "provider": "Doctor Lee", "location": ""}
    act = Act("read_back_cancel", visit | {"late": False})
    assert render([act], FACTS, TEMPLATES) == (
        Reply("That's a check-up on Friday with Doctor Lee. Shall I cancel it?", Kind.READ_BACK, "read_back_cancel"),
    )
    assert public_text(act, FACTS, TEMPLATES) == "Shall I cancel it?"


def test_a_question_missed_is_asked_in_other_words() -> None:
    first, again = render([Act("when"), Act("when", attempt=1)], FACTS, TEMPLATES)
    assert first.text != again.text


def test_an_unknown_act_is_an_error_that_names_it() -> None:
    with pytest.raises(BadTemplates, match="sing_a_song"):
        render([Act("sing_a_song")], FACTS, TEMPLATES)


def test_a_value_that_is_missing_is_an_error_that_names_the_act() -> None:
    with pytest.raises(BadTemplates, match="booked"):
        render([Act("booked")], FACTS, TEMPLATES)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("- a list", "mapping of act names"),
        ("hello: {again: hi}", "hello"),
        ("hello: {text: hi, colour: red}", "hello"),
        ("hello: {text: hi, kind: sung}", "hello"),
        ("hello: 'hi {{ name'", "hello"),
        ("hello: [", "replies.yaml"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "replies.yaml"
    path.write_text(text)
    with pytest.raises(BadTemplates, match=named):
        Templates.load(path)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(BadTemplates, match=r"nowhere\.yaml"):
        Templates.load(tmp_path / "nowhere.yaml")
