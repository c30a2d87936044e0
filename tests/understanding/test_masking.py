from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_agent.understanding.masking import Mask
from voice_agent.understanding.reader import DateOrder, Term, Vocabulary
from voice_agent.understanding.vocabulary import Names

CLINIC = Names(Vocabulary(providers=(Term("Dr. Miguel Ortega"),), visit_types=(Term("Annual physical"),)))


def mask() -> Mask:
    return Mask(CLINIC, DateOrder.MDY, date(2026, 12, 1))


@pytest.mark.parametrize(
    ("said", "secrets"),
    [
        ("My name is Zebulon Quirkwright.", ["Zebulon", "Quirkwright"]),
        ("my name is zebulon quirkwright", ["zebulon", "quirkwright"]),
        ("It's for my son Oluwadamilare, he needs a physical", ["Oluwadamilare"]),
        ("this is will cook speaking", ["will", "cook"]),
        ("Rose Quillfeather calling about a visit", ["Rose", "Quillfeather"]),
        ("This is April Thornapple, I'd like to book", ["April", "Thornapple"]),
        ("I was born on March fifth nineteen eighty four", ["fifth", "eighty four"]),
        ("born 3/5/1984 in case you need it", ["1984"]),
        ("you can reach me at 415 555 0132", ["415", "0132"]),
        ("it's four one five triple five oh one three two", ["four one five", "three two"]),
        ("my member id is 88213377", ["88213377"]),
        ("write to brumhilda@pfefferkorn.example please", ["brumhilda", "pfefferkorn"]),
        ("Can you tell Xiomara that I'm late", ["Xiomara"]),
        ("my name is Sarah Ortega", ["Sarah", "Ortega"]),
        ("that's Q-U-I-R-K, thank you", ["Q-U", "R-K"]),
        ("it's q-u-i-r-k", ["q-u", "r-k"]),
        ("it's spelled Z E B U L O N", ["Z", "E B", "U L O N"]),
    ],
)
def test_hides_who_somebody_is(said: str, secrets: list[str]) -> None:
    hiding = mask()
    masked = hiding.mask(said)
    assert [secret for secret in secrets if secret.lower() in masked.lower()] == []
    assert hiding.unmask(masked) == said


@pytest.mark.parametrize(
    "said",
    [
        "I'd like to book a physical with Doctor Ortega, please.",
        "Can I come next Tuesday at half past ten?",
        "The second one works for me.",
        "Yes, please. Go ahead.",
        "Is there any parking at the clinic?",
        "My daughter needs an appointment on Friday afternoon.",
        "No, I said Thursday the ninth.",
    ],
)
def test_lets_everyday_talk_and_the_clinics_names_through(said: str) -> None:
    assert mask().mask(said) == said


def test_the_same_words_get_the_same_placeholder() -> None:
    hiding = mask()
    assert hiding.mask("Ask Xiomara") == "Ask [NAME_1]"
    assert hiding.mask("no, Xiomara is my mother").count("[NAME_1]") == 1


SYLLABLES = "zeb qui xan thra vlo dro jyx kwe plu gna shev ruk".split()
"""No everyday word is made of these, and no register has what they make."""
NAMES = st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=4).map("".join)


@given(
    NAMES,
    NAMES,
    st.sampled_from(
        [
            "my name is {} {}",
            "{} {}",
            "it's {} {} calling, I'd like to book a physical",
            "no, {} {}, not the other one",
            "could my mother {} {} come along on Friday",
            "book it for {} {}, please, on the third",
            "is that for {} or for {}",
            "the patient, {} {}, has moved",
        ]
    ),
    st.sampled_from([str.lower, str.title, str.upper]),
)
def test_names_in_no_register_are_hidden(first: str, last: str, said: str, written: Callable[[str], str]) -> None:
    hiding = mask()
    sentence = said.format(written(first), written(last))
    masked = hiding.mask(sentence)
    assert first not in masked.lower()
    assert last not in masked.lower()
    assert hiding.unmask(masked) == sentence


@given(st.text(max_size=200))
def test_comes_back_whatever_was_said(said: str) -> None:
    hiding = mask()
    assert hiding.unmask(hiding.mask(said)) == said or "[" in said
