"""Names as heard against names as registered."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.matching import ACCEPTABLE, NameIndex, accept, choose
from scheduling.phonetics import CONSONANTS, VOWELS, letters, sounds
from scheduling.pronounced import SAID
from scheduling.sound_distance import distances

GIVEN = ("Stephen", "Catherine", "Maria", "Hugh", "Leigh", "Mohammed", "Ewan", "Brianna", "Tom", "Priya")
FAMILY = ("Smith", "Clarke", "Reilly", "Shepherd", "Nguyen", "Okafor", "Baker", "Gray", "Johnson", "Whitfield")
NAMES = tuple(f"{given} {family}" for given, family in itertools.product(GIVEN, FAMILY))
INDEX = NameIndex(NAMES)


def _best(*heard: str) -> str:
    return NAMES[INDEX.rank(heard, 1)[0].index]


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_its_own_best_match(name: str) -> None:
    best = INDEX.rank([name], 2)
    assert NAMES[best[0].index] == name
    assert best[0].score > best[1].score


@pytest.mark.parametrize(
    ("heard", "name"),
    [
        (["Steven Smyth"], "Stephen Smith"),
        (["Kathryn Clark"], "Catherine Clarke"),
        (["Lee Shepard"], "Leigh Shepherd"),
        (["who Grey"], "Hugh Gray"),
        (["Mohamed O'Riley", "Muhammad Reilly"], "Mohammed Reilly"),
        (["you and Baker", "Ewen Baker"], "Ewan Baker"),
        (["tom johnston", "thom johnson"], "Tom Johnson"),
        (["Ariana Whitfield", "Brianna Whit field"], "Brianna Whitfield"),
        (["stephenwhitfield"], "Stephen Whitfield"),
    ],
)
def test_misheard_names(heard: list[str], name: str) -> None:
    assert _best(*heard) == name


def test_the_spelling_decides_between_names_that_sound_alike_and_not_between_others() -> None:
    names = ("Jemma Baker", "Emma Baker", "Marc Baker", "Mark Baker")
    index = NameIndex(names)
    assert names[index.rank(["Mark Baker", "Marc Baker"], 1)[0].index] == "Mark Baker"
    assert names[index.rank(["Gemma Baker"], 1)[0].index] == "Jemma Baker"


def test_of_names_that_are_all_unlike_the_nearer_one_leads() -> None:
    names = ("Priya Baker", "Hugh Baker", "Stephen Baker")
    index = NameIndex(names)
    assert names[index.rank(["seven Baker"], 1)[0].index] == "Stephen Baker"
    assert names[index.rank(["few Baker"], 1)[0].index] == "Hugh Baker"


def test_of_names_that_sound_the_same_the_one_that_more_people_have_leads() -> None:
    names = ("Shaun Baker", "Shawn Baker", "Shawn Baker")
    index = NameIndex(names)
    assert names[index.rank(["Sharn Baker"], 1)[0].index] == "Shawn Baker"
    assert names[index.rank(["Shaun Baker"], 1)[0].index] == "Shaun Baker"


def test_nothing_heard_matches_nothing() -> None:
    assert INDEX.rank([], 3) == []
    assert INDEX.rank(["", "42"], 3) == []
    assert NameIndex(()).rank(["Tom Smith"]) == []


def test_limit_and_order() -> None:
    ranked = INDEX.rank(["Tom Smith"], 5)
    assert len(ranked) == 5
    assert [match.score for match in ranked] == sorted((match.score for match in ranked), reverse=True)
    assert len({match.index for match in ranked}) == 5


@pytest.mark.parametrize(
    ("heard", "name"),
    [
        (["Jon Smith"], "John Smith"),
        (["Maria Garcia"], "Maria Garcia Lopez"),
        (["Maria Lopez"], "Maria Garcia Lopez"),
        (["Mary Smith"], "Mary Ann Smith"),
        (["Peter van den Berg"], "Peter Van Den Berg"),
        (["Zoe Muller"], "Zoë Müller"),
        (["Sean O Brien"], "Sean O'Brien"),
        (["Kate Baker"], "Catherine Baker"),
        (["Robert Okafor"], "Bob Okafor"),
        (["Farmer", "Harley Palmer", "Carly Palmer"], "Carly Palmer"),
        (["priyaokaffor"], "Priya Okafor"),
        (["Mycal Fillips"], "Michael Phillips"),
        (["Zoey Mcgwire"], "Zoe McGuire"),
        (["Shivon Quigley"], "Siobhan Quigley"),
        (["Lewis Knolls"], "Louis Knowles"),
    ],
)
def test_accepted(heard: list[str], name: str) -> None:
    assert accept(heard, name) >= ACCEPTABLE


@pytest.mark.parametrize(
    ("heard", "name"),
    [
        (["Smith"], "John Smith"),
        (["John"], "John Smith"),
        (["Steven Ford"], "Steven Frost"),
        (["Robert Smith"], "Julia Smith"),
        (["Peggy Smith"], "Meg Smith"),
        (["Anna Baker"], "Brian Oakley"),
        ([], "John Smith"),
        (["John Smith"], ""),
        (["yes"], "John Smith"),
    ],
)
def test_not_accepted(heard: list[str], name: str) -> None:
    assert accept(heard, name) < ACCEPTABLE


def test_other_peoples_names_are_hardly_ever_accepted() -> None:
    pairs = [(one, other) for one in NAMES for other in NAMES if one.split()[0] != other.split()[0]]
    unlike = [pair for pair in pairs if pair[0].split()[1] != pair[1].split()[1]]
    assert sum(accept([heard], name) >= ACCEPTABLE for heard, name in unlike) == 0


def test_choose_takes_the_one_and_refuses_two() -> None:
    assert choose(["Jon Smith"], ["Priya Okafor", "John Smith"]) == 1
    assert choose(["Jon Smith"], ["Priya Okafor"]) is None
    assert choose(["Gene Smith"], ["Jean Smith", "Jeanne Smith"]) is None
    assert choose(["Tom Smith"], ["John Smith", "Tom Smith"]) == 1
    assert choose(["Tom Smith"], []) is None


@given(st.text(), st.text())
def test_likeness_is_a_share(heard: str, name: str) -> None:
    assert 0.0 <= accept([heard], name) <= 1.0


@given(st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), max_size=3))
def test_a_name_heard_exactly_is_accepted_whatever_else_was(name: str, others: list[str]) -> None:
    assert accept([*others, name], name) >= ACCEPTABLE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stephen", "Steven"),
        ("Clark", "Clarke"),
        ("Leigh", "Lee"),
        ("Philip", "Phillip"),
        ("Shaun", "Sean"),
        ("Gray", "Grey"),
        ("Mohammed", "Muhammad"),
        ("Rachel", "Rachael"),
        ("Catherine", "Katherine"),
        ("Derek", "Derrick"),
        ("Brian", "Bryan"),
        ("Hughes", "Hews"),
        ("Lewis", "Louis"),
    ],
)
def test_homophones_sound_the_same(one: str, other: str) -> None:
    assert sounds(one) == sounds(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dan", "Don"),
        ("Ben", "Bin"),
        ("Sam", "Psalm"),
        ("Jan", "Jon"),
        ("Les", "Liz"),
        ("Fry", "Free"),
        ("Carr", "Care"),
    ],
)
def test_the_only_vowel_of_a_name_is_not_weak(one: str, other: str) -> None:
    assert sounds(one) != sounds(other)


@pytest.mark.parametrize(
    ("name", "like"),
    [("Katie", "Kaydee"), ("Walsh", "Wolsh"), ("Wakefield", "Waikfeeld"), ("Stacey", "Staysee")],
)
def test_names_are_said_with_the_vowels_that_people_say(name: str, like: str) -> None:
    assert distances([sounds(like)], [sounds(name)])[0, 0] < 0.6


@pytest.mark.parametrize("name", SAID)
def test_names_with_sounds_of_their_own_are_written_in_the_alphabet_of_sounds(name: str) -> None:
    assert name == letters(name)
    assert SAID[name]
    assert set(SAID[name]) <= set(VOWELS + CONSONANTS)


@given(st.text())
def test_sounds_of_anything(word: str) -> None:
    assert distances([sounds(word)], [sounds(word)])[0, 0] == 0.0


def test_near_sounds_are_nearer_than_far_ones() -> None:
    near, far = distances(["bat"], ["pat", "zut"])[0]
    assert 0.0 < near < far


def test_a_clipped_sound_costs_less_than_an_added_one() -> None:
    assert distances(["ema"], ["Jema"])[0, 0] < distances(["Jema"], ["ema"])[0, 0]
