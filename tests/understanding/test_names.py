"""Names as callers give them, and the letters in which they spell them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_agent.understanding.names import looks_like_a_name, read_name
from voice_agent.understanding.spelling import NATO, glued, spelled_runs

NATO_WORDS = {letter: word for word, letter in NATO.items()}
SPELT = st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=12)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("my name is John Smith", "John Smith"),
        ("this is Mary O'Brien speaking", "Mary O'Brien"),
        ("yeah hi, it's Mrs Linda Jones", "Linda Jones"),
        ("it's for my daughter, Emily Carter", "Emily Carter"),
        ("Dr. Emily Carter please", "Emily Carter"),
        ("ok so that would be Forrest Underwood", "Forrest Underwood"),
        ("Linda Jones and my date of birth is the 3rd of May 1980", "Linda Jones"),
        ("first name Anna last name Kowalski", "Anna Kowalski"),
        ("last name Garcia first name Maria", "Maria Garcia"),
        ("Bond, James Bond", "James Bond"),
        ("my last name is Nowak", "Nowak"),
        ("Anne-Marie D'Souza", "Anne-Marie D'Souza"),
        ("Nora Hiller", "Nora Hiller"),
        ("Heidi Soames", "Heidi Soames"),
        ("Katie Marshall with a K", "Katie Marshall"),
        ("S M I T H", "Smith"),
        ("John Smith S M Y T H", "John Smyth"),
        ("Smith, that's S M Y T H", "Smyth"),
        ("D as in dog A V I S", "Davis"),
        ("R U double S E double L", "Russell"),
        ("bravo oscar bravo", "Bob"),
        ("J O N space S M I T H", "Jon Smith"),
        ("O apostrophe H A R A", "O'Hara"),
        ("Anna, last name K O W A L S K I", "Anna Kowalski"),
        ("double you a r d", "Ward"),
    ],
)
def test_names(said: str, name: str) -> None:
    assert read_name([said]).best == name


@pytest.mark.parametrize(
    "said", ["", "I don't know", "what do you need that for", "yes", "can I speak to someone", "um"]
)
def test_talk_is_no_name(said: str) -> None:
    assert read_name([said]).best is None


def test_the_first_plausible_hypothesis_wins_and_all_are_kept() -> None:
    reading = read_name(["what is Joan Miller", "Joan Miller", "John Miller"])
    assert reading.best == "Joan Miller"
    assert reading.readings == ("Joan Miller", "What Is Joan Miller", "John Miller")


def test_a_misheard_name_stays_a_candidate() -> None:
    reading = read_name(["are a carpenter"])
    assert reading.best is None
    assert reading.candidates == ("Are A Carpenter",)


@pytest.mark.parametrize(
    ("said", "best", "also"),
    [
        ("and Tony Hill", "Tony Hill", "And Tony Hill"),
        ("yes Miller", "Miller", "Yes Miller"),
        ("spell Manning", "Manning", "Spell Manning"),
        ("Flora and Hutton", "Flora Hutton", "Flora And Hutton"),
    ],
)
def test_a_small_word_may_be_a_piece_of_the_name_or_none(said: str, best: str, also: str) -> None:
    reading = read_name([said])
    assert (reading.best, reading.candidates) == (best, (also,))


@given(SPELT)
def test_letters_spell_their_word(word: str) -> None:
    (run,) = spelled_runs(list(word))
    assert (run.text, run.first, run.last) == (word, 0, len(word))


@given(SPELT)
def test_the_spelling_alphabet_spells_its_word(word: str) -> None:
    assert spelled_runs([NATO_WORDS[letter] for letter in word])[0].text == word


@given(SPELT)
def test_examples_spell_their_word(word: str) -> None:
    words = [part for letter in word for part in (letter, "as", "in", f"{letter}oz")]
    assert spelled_runs(words)[0].text == word


@given(SPELT.filter(lambda word: "u" not in word))
def test_doubled_letters(word: str) -> None:
    words = [part for letter in word for part in ("double", letter)]
    assert spelled_runs(words)[0].text == "".join(letter * 2 for letter in word)


def test_letters_written_together() -> None:
    assert glued("ma r t i n".split()) == "martin"
    assert glued("no i am not".split()) is None
    assert glued(["martin"]) is None


@pytest.mark.parametrize(
    ("said", "joined"),
    [
        ("my name is FL o ra h I ll er", "Florahiller"),
        ("w IL L I am t OB in", "Williamtobin"),
        ("k a t e b o x all", "Kateboxall"),
    ],
)
def test_pieces_of_spelled_words_are_joined_for_the_matching(said: str, joined: str) -> None:
    assert joined in read_name([said]).readings


@pytest.mark.parametrize("said", ["Jo Ann Miller", "Al Di Marco", "Mary Jo Baker"])
def test_short_names_are_no_pieces(said: str) -> None:
    assert read_name([said]).readings == (said,)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("romeo oscar yanky", "Roy"),
        ("sierra alpha romio alpha", "Sara"),
        ("juliette oscar echo", "Joe"),
    ],
)
def test_the_spelling_alphabet_may_be_misheard_between_its_words(said: str, name: str) -> None:
    assert name in read_name([said]).readings


@given(st.lists(st.text(), max_size=4))
def test_it_never_fails(hypotheses: list[str]) -> None:
    reading = read_name(hypotheses)
    assert reading.best is None or looks_like_a_name(reading.best)
    assert len(set(reading.readings)) == len(reading.readings)


def test_a_last_name_said_twice_and_spelled_is_one() -> None:
    assert read_name(("Ann Wells. Wells: W, E, L, L, S.",)).best == "Ann Wells"
    assert read_name(("Ann Welles. Welles: W, E, L, L, S.",)).best == "Ann Wells"


@pytest.mark.parametrize(
    "heard",
    [
        "Oscar Brandt, B-R-A-N-D-T.",
        "Oscar Brand, that's B-R-A-N-D-T.",
        "Oscar Brant.B-R-A-N-D-T",
        "Oscar Brandt, BR-A-N-D-T.",
    ],
)
def test_letters_that_the_transcriber_tied_together_are_letters(heard: str) -> None:
    assert read_name((heard,)).best == "Oscar Brandt"


def test_an_m_behind_spelled_is_no_them() -> None:
    assert "Rosa Meyer" in read_name(("Rosa Meyer, spelled them, E-Y-E-R.",)).readings


def test_double_names_are_not_letters() -> None:
    assert read_name(("Mary-Jo Lee-Ann",)).best == "Mary-Jo Lee-Ann"
