"""Letters heard for others whose names rhyme with theirs."""

import math

import pytest

from scheduling.matching import ACCEPTABLE, accept, choose
from scheduling.spelled import rhyme_costs


@pytest.mark.parametrize(
    ("heard", "name"),
    [
        ("Rosa Gomcalec", "Rosa Gonzalez"),
        ("Rosa Gondalec", "Rosa Gonzalez"),
        ("Ivan Tepersem", "Ivan Petersen"),
        ("Ann Mixom", "Ann Nixon"),
    ],
)
def test_a_spelling_with_rhyming_letters_is_the_name(heard: str, name: str) -> None:
    assert accept([heard], name) >= ACCEPTABLE


@pytest.mark.parametrize(
    ("heard", "name"),
    [("Rosa Gomcalec", "Berta Gonzalez"), ("Ivan Larsen", "Ivan Petersen")],
)
def test_another_name_is_not(heard: str, name: str) -> None:
    assert accept([heard], name) < ACCEPTABLE


def test_of_two_people_whom_it_may_be_neither_is_taken() -> None:
    assert choose(["Rosa Panetd"], ["Rosa Pametd", "Rosa Tanetd"]) is None


def test_words_of_other_lengths_or_letters_are_out_of_reach() -> None:
    costs = rhyme_costs(["gomcalec", "pan"], ["gonzalez", "gonzales", "gonzale", "tan"])
    assert costs[0].tolist() == [0.75, math.inf, math.inf, math.inf]
    assert costs[1].tolist() == [math.inf] * 4
