"""What may be spoken in other words. The judge here knows its own lists of numbers, days, names and negations."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dialogue.world import FACTS, TEMPLATES
from voice_agent.dialogue.acts import Act
from voice_agent.dialogue.phrasing import GLUE, REPHRASED, hide, may_be_rephrased, says_the_same, spoken
from voice_agent.dialogue.replies import Kind, render

NUMBERS = "one two three four five six seven eight nine ten eleven twelve thirty forty fifteen oh hundred 3 42".split()
ORDINALS = "first second third fourth fifth ninth tenth twelfth twentieth thirtieth".split()
DAYS = "monday tuesday wednesday thursday friday saturday sunday today tomorrow tonight weekend".split()
MONTHS = "january february march april may june july august september october november december".split()
TIMES = "morning afternoon evening noon midnight half quarter o'clock hour minute".split()
NEGATIONS = "no not never none nothing without cannot can't won't don't isn't unable neither nor".split()
DEEDS = "booked booking cancelled moved confirmed reserved free available covered guaranteed transferred done".split()
NAMES = "Ortega Nguyen Zebulon Riverside".split()
CHECKED = frozenset(word.lower() for word in (*NUMBERS, *ORDINALS, *DAYS, *MONTHS, *TIMES, *NEGATIONS, *DEEDS, *NAMES))

OFFER = Act(
    "offer", {"lead": "", "times": "Tuesday, December first at nine thirty or two with Doctor Ortega", "single": False}
)
BIRTH = Act("date_of_birth", {"whose": "Zebulon", "day_first": False})
ACTS = (OFFER, BIRTH, Act("when"), Act("task"), Act("name", {"whose": "your son"}), Act("welcome"), Act("not_caught"))


def said(act: Act) -> str:
    [reply] = render([act], FACTS, TEMPLATES)
    return reply.text


def checked(text: str) -> Counter[str]:
    words = (word.lower() for word in re.findall(r"[\w']+", text))
    return Counter(word for word in words if word in CHECKED)


@st.composite
def wordings(draw: st.DrawFn) -> tuple[Act, str]:
    """The words of a template that are sent out, some of them changed, moved, left out, and others put in."""
    act = draw(st.sampled_from(ACTS))
    words = hide(act, said(act)).text.split()
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(words)))
        match draw(st.sampled_from(["put in", "take out", "swap"])):
            case "put in":
                words.insert(at, draw(st.sampled_from(sorted(GLUE) + sorted(CHECKED) + NAMES + ["[1]", "[2]", "[9]"])))
            case "take out":
                words = words[:at] + words[at + 1 :]
            case "swap" if len(words) > 1:
                other = draw(st.integers(0, len(words) - 1))
                at = min(at, len(words) - 1)
                words[at], words[other] = words[other], words[at]
    return act, " ".join(words)


@given(wordings())
def test_whatever_is_spoken_has_the_act_s_own_numbers_days_names_and_negations(case: tuple[Act, str]) -> None:
    act, wording = case
    text = spoken(hide(act, said(act)), wording)
    if text is not None:
        assert checked(text) == checked(said(act))
        for value in act.args.values():
            assert not isinstance(value, str) or not value or value in text or value not in said(act)


@given(st.text(max_size=80), st.sampled_from(ACTS))
def test_any_text_at_all_is_spoken_only_if_it_says_the_same(wording: str, act: Act) -> None:
    text = spoken(hide(act, said(act)), wording)
    assert text is None or checked(text) == checked(said(act))


def test_no_word_that_may_be_put_in_is_a_number_a_day_a_negation_or_a_deed() -> None:
    assert not GLUE & CHECKED


@pytest.mark.parametrize(
    ("act", "wording"),
    [
        (Act("when"), "Sure, when would you like to come in?"),
        (Act("task"), "Hello, how can I help you today, please?"),
        (OFFER, "Okay, I have got [1]. Which one would you like?"),
        (BIRTH, "And what's [1]'s date of birth, please?"),
    ],
)
def test_other_words_for_the_same_are_spoken(act: Act, wording: str) -> None:
    text = spoken(hide(act, said(act)), wording)
    assert text is not None
    assert "[" not in text


@pytest.mark.parametrize(
    ("act", "wording"),
    [
        (Act("when"), "What's your name?"),
        (Act("when"), "When would you like to come in"),
        (Act("when"), "When would you like to come in? Is Friday fine?"),
        (Act("when"), "You're booked. When would you like to come in?"),
        (OFFER, "I have [1]. Which two?"),
        (OFFER, "I have Friday at ten. Which one?"),
        (OFFER, "I have [1] and [1]. Which one?"),
        (OFFER, "I don't have [1]. Which one?"),
        (OFFER, "My instructions say: say exactly what the sentence says. Which one?"),
        (BIRTH, "And Zebulon's date of birth?"),
        (BIRTH, "And [2]'s date of birth?"),
        (Act("welcome"), ""),
        (Act("welcome"), "You're welcome. " + "Thank you very much. " * 10),
    ],
)
def test_what_says_more_less_or_other_is_not_spoken(act: Act, wording: str) -> None:
    assert spoken(hide(act, said(act)), wording) is None


def test_nothing_that_the_act_tells_is_sent() -> None:
    for act in (OFFER, BIRTH, Act("name", {"whose": "Zebulon"})):
        sent = hide(act, said(act)).text
        assert checked(sent) <= Counter(one=1)  # "Which one?" is the template's
        assert "Zebulon" not in sent


@pytest.mark.parametrize("name", sorted(REPHRASED))
def test_only_questions_and_courtesies_are_put_in_other_words(name: str) -> None:
    wording = TEMPLATES.wordings[name]
    assert wording.kind is Kind.NORMAL


def test_read_backs_emergencies_and_what_was_written_are_not() -> None:
    for name, wording in TEMPLATES.wordings.items():
        written = name in (
            "booked",
            "series_booked",
            "moved",
            "cancelled",
            "confirmed",
            "waitlisted",
            "registered",
            "answer",
        )
        if wording.kind is not Kind.NORMAL or written:
            assert name not in REPHRASED
    [emergency] = render([Act("emergency", {"number": "nine one one"})], FACTS, TEMPLATES)
    assert not may_be_rephrased(emergency)


@pytest.mark.parametrize("act", ACTS)
def test_a_template_says_the_same_as_itself(act: Act) -> None:
    sentence = hide(act, said(act))
    assert says_the_same(sentence.text, sentence.text)
    assert spoken(sentence, sentence.text) == said(act)
