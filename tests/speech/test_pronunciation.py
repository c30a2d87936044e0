from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_agent.speech.pronunciation import Lexicon, LexiconError, expand, read_lexicon


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Dr. Lee is at 12 St. Mary Ave.", "Doctor Lee is at 12 Saint Mary Avenue."),
        ("Call 555-0142.", "Call five five five, zero one four two."),
        ("Call (415) 555-0132 now", "Call four one five, five five five, zero one three two now"),
        ("+1 415 555 0199", "one, four one five, five five five, zero one nine nine"),
        ("At 9:30, 3pm, or 10:05 a.m.", "At nine thirty, three P M, or ten oh five A M"),
        ("At 12:00", "At twelve o’clock"),
        ("On Dec. 5 or Jan 12", "On December 5 or January 12"),
        ("It costs $45.50 & up", "It costs 45 dollars and 50 cents and up"),
        ("$1 off, 20%", "1 dollar off, 20 percent"),
        ("Mr Smith, Oak St. is far", "Mister Smith, Oak Street is far"),
    ],
)
def test_what_is_written_is_said(written: str, said: str) -> None:
    assert expand(written) == said


@pytest.mark.parametrize(
    "text",
    ["No. He sat. In May we may march.", "Take 5 of 1,500 in 2026.", "nine thirty in the morning", "Is it 24/7?"],
)
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert expand(text) == text


@given(st.text("0123456789", min_size=10, max_size=10))
def test_every_digit_of_a_telephone_number_is_said(digits: str) -> None:
    spoken = expand(f"It is {digits[:3]}-{digits[3:6]}-{digits[6:]}.")
    names = "zero one two three four five six seven eight nine"
    assert [names.split().index(word) for word in spoken[6:-1].replace(",", "").split()] == [int(d) for d in digits]


@given(st.text(max_size=80))
def test_any_text_can_be_expanded_and_comes_to_rest(text: str) -> None:
    assert expand(expand(text)) == expand(expand(expand(text)))


def test_the_lexicon_says_names_its_own_way() -> None:
    lexicon = Lexicon({"Nguyen": "/nwˈɪn/", "Siobhan": "shivawn", "Mary Ng": "Mary Ing"})
    assert lexicon.apply("Doctor Nguyen's and SIOBHAN, Mary Ng") == "Doctor [[nwˈɪn]]'s and shivawn, Mary Ing"
    assert lexicon.apply("Ngu and Nguyens") == "Ngu and Nguyens"
    assert Lexicon().apply("Nguyen") == "Nguyen"


def test_a_lexicon_is_read_from_yaml(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.yaml"
    path.write_text("Okafor: oh-kah-for\n")
    assert read_lexicon(path).apply("Doctor Okafor") == "Doctor oh-kah-for"
    path.write_text("")
    assert read_lexicon(path).apply("Okafor") == "Okafor"


@pytest.mark.parametrize(
    ("content", "complaint"), [("- a", "mapping"), ("Okafor: 3", "'Okafor'"), ("a: [", "cannot be read")]
)
def test_a_bad_lexicon_is_named(tmp_path: Path, content: str, complaint: str) -> None:
    path = tmp_path / "lexicon.yaml"
    path.write_text(content)
    with pytest.raises(LexiconError, match=complaint):
        read_lexicon(path)


def test_a_missing_lexicon_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"nowhere\.yaml"):
        read_lexicon(tmp_path / "nowhere.yaml")
