from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_agent.understanding.intents.templates import TemplateError, examples, expand, load

LISTS = {"day": ["Monday", "Friday"]}


def test_choices_options_and_lists_are_drawn() -> None:
    drawn = expand("(I need|want) it [on {day}]", LISTS, Random(1), 50)
    assert sorted(drawn) == sorted(
        f"{start} it{end}" for start in ("I need", "want") for end in ("", " on Monday", " on Friday")
    )


@pytest.mark.parametrize("template", ["(a|b", "a)b", "[a", "see {nobody}"])
def test_a_bad_template_says_what_is_wrong(template: str) -> None:
    with pytest.raises(TemplateError, match=r"bracket|unexpected|no list"):
        expand(template, LISTS, Random(1), 3)


@given(st.integers(0, 2**32))
def test_a_seed_draws_the_same_sentences(seed: int) -> None:
    lists, templates = {"x": ["1", "2", "3"]}, {"a": ["{x} (b|c) [{x}]"], "d": ["{x}"]}
    assert examples(lists, templates, each=4, seed=seed) == examples(lists, templates, each=4, seed=seed)


def test_every_template_of_the_project_can_be_drawn() -> None:
    lists, templates = load()
    drawn = examples(lists, templates, each=1, seed=0)
    assert len(drawn) == sum(len(lines) for lines in templates.values())
