from __future__ import annotations

from datetime import date, datetime, time

import pytest

from voice_agent.understanding.commands import Field, When
from voice_agent.understanding.reader import Context, Term, Vocabulary
from voice_agent.understanding.spans import Spans
from voice_agent.understanding.tools import Nonsense
from voice_agent.understanding.vocabulary import Names

WORDS = Vocabulary(providers=(Term("Dr. Miguel Ortega"),), visit_types=(Term("Annual physical", ("physical",)),))


def spans(said: str, expecting: str | None = None) -> Spans:
    now = datetime(2026, 12, 1, 9)
    return Spans(said, Context(now=now, expecting=expecting, vocabulary=WORDS), Names(WORDS))


def test_words_are_found_over_case_and_punctuation() -> None:
    assert spans("Well, Thursday the ninth, please.").locate("thursday the NINTH") == "Thursday the ninth"


@pytest.mark.parametrize("words", ["Friday", "", "…", "Thursday ninth", "Thurs"])
def test_words_that_were_not_said_are_refused(words: str) -> None:
    with pytest.raises(Nonsense, match="not_said"):
        spans("Thursday the ninth").locate(words)


@pytest.mark.parametrize(
    ("field", "said", "words", "value"),
    [
        (
            Field.WHEN,
            "tomorrow at three",
            "tomorrow at three",
            (When(date(2026, 12, 2), date(2026, 12, 2), at=time(15)),),
        ),
        (Field.PROVIDER, "with doctor ortega if I can", "doctor ortega", "Dr. Miguel Ortega"),
        (Field.PROVIDER, "I don't mind who", "I don't mind", "any"),
        (Field.VISIT_TYPE, "a physical", "physical", "Annual physical"),
        (Field.NAME, "it's for Ada Quirk", "Ada Quirk", "Ada Quirk"),
        (Field.DATE_OF_BIRTH, "born March 5 1984", "March 5 1984", date(1984, 3, 5)),
        (Field.REASON, "my knee clicks", "my knee clicks", "my knee clicks"),
        (Field.RELATION, "this one is for my little girl", "my little girl", "daughter"),
        (Field.INSURANCE, "we have Acme Health", "Acme Health", "Acme Health"),
    ],
)
def test_values_come_from_the_grammars(field: Field, said: str, words: str, value: object) -> None:
    assert spans(said).value(field, words)[0] == value


@pytest.mark.parametrize(
    ("field", "words"),
    [(Field.WHEN, "just because I can"), (Field.PROVIDER, "because"), (Field.NEW_PATIENT, "I can")],
)
def test_words_without_such_a_value_are_refused(field: Field, words: str) -> None:
    with pytest.raises(Nonsense, match="no_value"):
        spans("just because I can").value(field, words)


def test_an_unknown_provider_is_passed_on_only_where_one_was_asked_for() -> None:
    assert spans("Doctor Quill", "provider").value(Field.PROVIDER, "Doctor Quill")[0] == "Doctor Quill"
    with pytest.raises(Nonsense):
        spans("Doctor Quill").value(Field.PROVIDER, "Doctor Quill")
