"""Yes and no with a few words more: courtesy, relief, hurry, the thing asked about, a question of her own."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from voice_agent.understanding.commands import Affirm, Ask, Choose, Command, Correct, Deny, Field, Set, Start
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Offer, Term, Utterance, Vocabulary

NOW = datetime(2026, 11, 29, 9)
CLINIC = Vocabulary(
    (Term("Dr. Amara Osei"), Term("Dr. Susan Lee")),
    (Term("Check-up", ("physical",)), Term("Vaccination", ("flu shot",)), Term("Blood draw", ("blood test",))),
)
NUMBER = "Is three four seven, five five five, oh one two three the right number for the call back?"
READ_BACK = (
    "Let me check: a blood draw with Doctor Susan Lee on Thursday, December third, at nine thirty. Shall I book it?"
)
TASK = "Would you like to book a visit?"
STAFF = "I don't have that information. Shall I connect you with our staff?"
TEN = datetime(2026, 11, 30, 10, 45)
OFFERS = tuple(Offer(f"o{i}", TEN + timedelta(minutes=15 * i), "Dr. Amara Osei") for i in range(3))


def _read(
    reader: EmbeddedReader, agent: str, said: str, expecting: str = "confirm", offers: tuple[Offer, ...] = ()
) -> tuple[Command, ...]:
    return reader.understand(Context(NOW, agent, expecting, offers, None, CLINIC), Utterance(said)).commands


@pytest.mark.parametrize(
    "said",
    [
        "Yes it's my number.",
        "Yeah, that's the right number.",
        "Yes, that is my cell. Oh my goodness.",
        "Yep, ring me back there.",
        "Call me on that number.",
        "I'm waiting outside for them, yes.",
        "Sí, exacto.",
        "Yes, hurry up.",
        "Correct number, yes.",
        "Yes, the same number.",
    ],
)
def test_the_number_is_hers(reader: EmbeddedReader, said: str) -> None:
    assert _read(reader, NUMBER, said) == (Affirm(),)


@pytest.mark.parametrize(
    "said",
    [
        "No, that's my old number.",
        "That's my number but don't ring me there.",
        "That's the wrong number.",
        "Yes if my sister doesn't answer.",
        "Yes, hang on.",
        "Yes, or rather my sister's.",
        "Not that one.",
        "Yes no.",
        "I'm going there now.",
    ],
)
def test_the_number_is_not_agreed_to(reader: EmbeddedReader, said: str) -> None:
    assert Affirm() not in _read(reader, NUMBER, said)


@pytest.mark.parametrize(
    "said",
    [
        "Righty-o.",
        "Okey dokey.",
        "Right you are, dear.",
        "Yes! At last.",
        "Phew, yes please.",
        "Yes, thank goodness.",
        "Yes please, sweetheart.",
        "Spot on, you're an angel.",
        "Sí.",
        "Yes, I'm in a rush.",
        "Brilliant, thank you.",
    ],
)
def test_courtesy_relief_and_hurry_change_no_yes(reader: EmbeddedReader, said: str) -> None:
    assert _read(reader, READ_BACK, said) == (Affirm(),)


@pytest.mark.parametrize(
    "said",
    [
        "Yes, but Friday.",
        "No, wait.",
        "Yes, if it's the early one.",
        "Yeah, no.",
        "Finally. No.",
        "Righto, but at ten.",
        "Yes, the flu shot.",
        "At last!",
        "Yes. Should I do it or not?",
        "No. Thank God I checked.",
        "Spot on, except the day.",
    ],
)
def test_what_takes_a_yes_back_still_does(reader: EmbeddedReader, said: str) -> None:
    assert Affirm() not in _read(reader, READ_BACK, said)


@pytest.mark.parametrize("said", ["No, dear.", "Nope, sorry love.", "No! Good lord.", "No, quickly."])
def test_a_no_with_such_words_is_a_no(reader: EmbeddedReader, said: str) -> None:
    assert _read(reader, READ_BACK, said) == (Deny(),)


def test_a_question_of_her_own_with_not_in_it_is_no_no(reader: EmbeddedReader) -> None:
    question = "Shall I eat beforehand or not"
    assert _read(reader, READ_BACK, f"Yes, thank you dear. {question}?") == (Affirm(), Ask(question))
    assert Deny() in _read(reader, READ_BACK, "No. Do I have to fast or not?")


def test_a_kind_of_visit_named_beside_the_yes_to_an_open_question(reader: EmbeddedReader) -> None:
    assert _read(reader, TASK, "Yes, the blood test.") == (Affirm(), Set(Field.VISIT_TYPE, "Blood draw"))
    deny, put_right = _read(reader, TASK, "No, the blood test.")
    assert isinstance(deny, Deny)
    assert isinstance(put_right, Correct)


@pytest.mark.parametrize("said", ["No. Just make it.", "No, book it please.", "I don't want staff. Please book it."])
def test_who_wants_no_staff_starts_nothing_new(reader: EmbeddedReader, said: str) -> None:
    commands = _read(reader, STAFF, said)
    assert Deny() in commands
    assert not any(isinstance(command, Start | Affirm) for command in commands)


@pytest.mark.parametrize(
    ("said", "ref"),
    [
        ("Eleven's good.", "o1"),
        ("Eleven fifteen's perfect.", "o2"),
        ("Oh, eleven's just fine.", "o1"),
        ("11's fine.", "o1"),
        ("The eleven o'clock one.", "o1"),
        ("Ten forty-five's lovely.", "o0"),
    ],
)
def test_the_hour_that_is_called_good_is_chosen(reader: EmbeddedReader, said: str, ref: str) -> None:
    assert _read(reader, "I have these. Which one?", said, "offer", OFFERS) == (Choose(ref),)


@pytest.mark.parametrize(
    "said",
    ["Eleven's no good.", "Eleven's too early.", "Back to the ten o'clock one, please.", "Nine's fine.", "One's fine."],
)
def test_no_other_hour_is_chosen(reader: EmbeddedReader, said: str) -> None:
    at_one = (*OFFERS, Offer("o3", datetime(2026, 11, 30, 13), "Dr. Susan Lee"))
    assert not any(isinstance(c, Choose) for c in _read(reader, "I have these. Which one?", said, "offer", at_one))


@pytest.mark.parametrize(
    "said", ["No, please use another one.", "Use a different number.", "I'd rather have another one."]
)
def test_another_number_is_a_no_to_this_one(reader: EmbeddedReader, said: str) -> None:
    asked = "Is the number you're calling from the best one to reach you?"
    assert _read(reader, asked, said) == (Deny(),)


@pytest.mark.parametrize(("said", "chosen"), [("sometime the week after next", False), ("the second one", True)])
def test_when_a_visit_is_to_be_is_not_which_visit_it_is(reader: EmbeddedReader, said: str, chosen: bool) -> None:
    """One that she has may lie in the very week that she names."""
    asked = "When would you like to come instead?"
    mine = tuple(Offer(f"v{i}", TEN + timedelta(days=7 * i), "Dr. Amara Osei") for i in (1, 2))
    context = Context(NOW, asked, "when", mine, None, CLINIC, own_visits=True)
    commands = reader.understand(context, Utterance(said)).commands
    assert isinstance(commands[0], Choose if chosen else Set)
