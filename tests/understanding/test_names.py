"""Names as callers give them, and the letters in which they spell them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_agent.understanding.names import is_caller_alone, looks_like_a_name, read_name
from voice_agent.understanding.spelling import MOST_LETTERS, NATO, glued, spelled_runs

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


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("My name is Omar Haddad. O M A R, H A D D A D.", "Omar Haddad"),
        ("Omar Haddad, O M A R H A D D A D", "Omar Haddad"),
        ("it's Omar Haddad, O-M-A-R H-A-D-D-A-D", "Omar Haddad"),
        ("This is Saoirse O'Malley, S A O I R S E, then O apostrophe M A L L E Y.", "Saoirse O'Malley"),
        ("Ines da Rocha, I N E S, D A R O C H A", "Ines Da Rocha"),
        ("last name is Haddad, H A D D A D", "Haddad"),
        ("Last name. It is Haddad. H A D D A D.", "Haddad"),
        ("My family name is Haddad only.", "Haddad"),
        ("Niamh Quilty, N I A M H, Q U I L T Y, thank you", "Niamh Quilty"),
        ("I N E S, R O C H A", "Ines Rocha"),
        ("Oscar Brandt, B-R-A N-D-T", "Oscar Brandt"),
    ],
)
def test_first_and_last_name_spelled_in_one_go(said: str, name: str) -> None:
    assert read_name([said]).best == name


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("I'm Ruth Adler, he's Joel Adler", "Joel Adler"),
        ("Me or him? I'm Ruth Adler, he's Joel Adler.", "Joel Adler"),
        ("my name is Ruth Adler and my daughter is Miriam Adler", "Miriam Adler"),
        ("This is Ruth Adler calling for my son, Joel Adler", "Joel Adler"),
        ("I'm Ruth Adler, it's for my husband Saul Katz, born in 1960", "Saul Katz"),
        ("I'm Ruth Adler, the patient is Miriam Katz", "Miriam Katz"),
        ("Hi, this is Joel Adler's mom", "Joel Adler"),
        ("The patient is Joel Adler, my son.", "Joel Adler"),
        ("I'm Ruth Adler, his mother. He is Joel Adler.", "Joel Adler"),
        ("This is Ruth, her grandmother. She's Miriam Katz, K A T Z.", "Miriam Katz"),
        ("I'm Ruth Adler and I'm his wife, his name is Saul Katz", "Saul Katz"),
        ("My name is Ruth Adler. His is Joel Adler.", "Joel Adler"),
        ("Ruth Adler. Oh, sorry, that's me. Baby's Miriam Katz, K A T Z.", "Miriam Katz"),
        ("Ruth Adler, no, that's my name, it's Joel Adler", "Joel Adler"),
        ("Ruth Katz. No, sorry, Miriam Adler.", "Miriam Adler"),
    ],
)
def test_of_two_people_the_patient_is_named(said: str, name: str) -> None:
    reading = read_name([said])
    assert reading.best == name
    assert not any("Ruth" in other for other in reading.readings)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Rosa Brun, like brown without the w", "Rosa Brun"),
        ("Jon Grey, like the colour.", "Jon Grey"),
        ("Mary Pryce, just like price but with a Y", "Mary Pryce"),
    ],
)
def test_what_a_name_is_like_is_no_part_of_it(said: str, name: str) -> None:
    assert read_name([said]).best == name


@pytest.mark.parametrize("said", ["I'm Ruth Adler, his mother.", "Hi, this is Ruth Adler and I'm her mother-in-law"])
def test_who_names_only_herself_names_no_patient(said: str) -> None:
    assert is_caller_alone(said)


@pytest.mark.parametrize("said", ["Joel Adler, I'm his mother", "I'm Ruth Adler", "I'm Ruth Adler, he's Joel Adler"])
def test_the_patient_is_named(said: str) -> None:
    assert not is_caller_alone(said)


@pytest.mark.parametrize("said", ["It's Ruth Adler, she's my wife", "I'm Ruth Adler, I'm calling from work"])
def test_one_person_with_talk_behind_is_no_two(said: str) -> None:
    assert not any("She" in name.split() or name == "My Wife" for name in read_name([said]).readings)


@pytest.mark.parametrize(
    ("said", "best", "spelled"),
    [
        ("Otto Ziller, C I L L E R", "Otto Ziller", "Otto Ciller"),
        ("Ada Foss, S O S S", "Ada Foss", "Ada Soss"),
        ("Ben Mason, N A S O N", "Ben Mason", "Ben Nason"),
        ("Ida Pratt, I D A, B R A T T", "Ida Pratt", "Ida Bratt"),
        ("Nora Vogel, B O G E L", "Nora Vogel", "Nora Bogel"),
    ],
)
def test_letters_that_sound_alike_do_not_put_aside_what_was_said(said: str, best: str, spelled: str) -> None:
    reading = read_name([said])
    assert reading.best == best
    assert reading.candidates[0] == spelled


def test_letters_told_by_example_put_right_what_was_said() -> None:
    assert read_name(["Ben Mason, N as in Nancy, A S O N"]).best == "Ben Nason"
    assert read_name(["Ada Smith, S M Y T H"]).best == "Ada Smyth"


@pytest.mark.parametrize(
    ("said", "best", "spelled"),
    [
        ("Tessa Martinez and the last name is spelled N-A-R-T-I-M-E-C.", "Tessa Martinez", "Tessa Nartimec"),
        ("Tessa Ryland. The surname is spelled R Y L A M B.", "Tessa Ryland", "Tessa Rylamb"),
        ("Tessa Ryland, Ryland is R Y L A N B", "Tessa Ryland", "Tessa Rylanb"),
        ("Owen Lamb, that's L-A-N-B.", "Owen Lamb", "Owen Lanb"),
        ("Nash N-A-F-H. Owen Nash, that's N-A-F-H.", "Owen Nash", "Nafh Owen Nash"),
        ("Brenda Pickett, first name spelled V R E N D A", "Brenda Pickett", "Vrenda Pickett"),
        ("My name is Brenda and my last name is Pickett, P-I-C-K-E-D-D", "Brenda Pickett", "Brenda Pickedd"),
        ("Brenda Pickett, first name B-R-E-N-D-A, last name P-I-C-K-E-D-D", "Brenda Pickett", "Brenda Pickedd"),
        ("Brenda Hollis and the last name is spelled P-I-C-K-E-T-T", "Brenda Pickett", "Brenda Hollis Pickett"),
        ("Brenda pick it, last name is spelled P-I-C-K-E-T-T", "Brenda Pickett", "Brenda Pick It Pickett"),
        ("Brenda Poquette, that's P-I-C-K-E-T-T", "Brenda Pickett", "Brenda Poquette Pickett"),
        ("Brenda Picket, the last name is spelled P-I-C-K-E-T-T", "Brenda Pickett", "Brenda Picket"),
    ],
)
def test_a_last_name_that_is_spelled_is_no_third_name(said: str, best: str, spelled: str) -> None:
    reading = read_name([said])
    assert reading.best == best
    assert reading.candidates[0] == spelled


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("It's Brenda Pickett. I'll spell the last name. P-I-C-K-E-T-T", "Brenda Pickett"),
        ("It is Brenda Pickett and I'll spell it P I C K E T T", "Brenda Pickett"),
        ("Bren Beckett. First name Brenda, surname Pickett.", "Brenda Pickett"),
        ("It's Brenda, that's my first name, and my last name is Pickett", "Brenda Pickett"),
        ("Hello there, my first name is Brenda, my last name is Pickett", "Brenda Pickett"),
        ("Brenda Pickett, last name P as in Peter, A C K E double T", "Brenda Packett"),
        ("Mary Ann, last name W-E-L-L-S", "Mary Ann Wells"),
        ("Lloyd van Buren, last name is spelled V A N B U R E N", "Lloyd Van Buren"),
    ],
)
def test_a_name_given_part_by_part(said: str, name: str) -> None:
    assert read_name([said]).best == name


@pytest.mark.parametrize(
    "said",
    [
        "Tessa can do it M-A-R-T-I-N-E-Z, Tessa Kimber. M-A-R-T-I-N-E-Z.",
        "Tessa Martinez and the last name is spelled N-A-R-T-I-M-E-C.",
        "Owen Nash. Nash: N, A, S, H.",
        "So I told them already it is N A S H and they know it N A S H",
    ],
)
def test_letters_are_not_glued_over_whole_words(said: str) -> None:
    reading = read_name([said])
    assert all(len(name) <= MOST_LETTERS for name in reading.readings if " " not in name)
    assert reading.best is None or looks_like_a_name(reading.best)


def test_of_talk_and_letters_the_first_name_and_the_letters_are_left() -> None:
    reading = read_name(["Tessa can do it M-A-R-T-I-N-E-Z, Tessa Kimber. M-A-R-T-I-N-E-Z."])
    assert reading.best == "Tessa Martinez"
    assert read_name(["a b c d e f g h i j k l m n o p q r s t u v w x y z"]).best is None


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("It's Ruth, Ruth Brand.", "Ruth Brand"),
        ("my name's Peter, Peter Van Holt", "Peter Van Holt"),
        ("Boutros Boutros", "Boutros Boutros"),
    ],
)
def test_a_first_name_said_again_with_the_last_is_said_once(said: str, name: str) -> None:
    assert read_name((said,)).best == name
