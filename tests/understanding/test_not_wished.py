"""Staff and the waiting list named by a caller who wants neither, and by one who does."""

from __future__ import annotations

import pytest

from tests.understanding.test_embedded import context, short
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Utterance

STAFF = "I don't have that information. Shall I connect you with our staff?"
NUMBER = "Is the number you're calling from the best one to reach you?"
LIST = "I'd note you for a check-up with Doctor Susan Lee. Shall I put you on the waitlist?"
HANDOFF = "handoff:asked"


def read(reader: EmbeddedReader, said: str, expecting: str, agent: str = "", *, offers: bool = False) -> list[str]:
    where = context(expecting, agent, offers=offers)
    return [short(c) for c in reader.understand(where, Utterance(said)).commands]


@pytest.mark.parametrize(
    "said",
    [
        "No, no staff, thanks. I only want a flu shot.",
        "A person? Nah. Just book me a physical.",
        "No, I don't need to speak to anybody.",
        "I don't want to talk to a person, I just need a check-up.",
        "There's no need to connect me with anyone.",
        "No, don't put me through to anyone.",
        "I said I don't want the staff.",
        "The staff? Oh no, please just book me a check-up.",
    ],
)
def test_staff_refused_or_echoed(reader: EmbeddedReader, said: str) -> None:
    commands = read(reader, said, "confirm", STAFF)
    assert HANDOFF not in commands
    assert "deny" in commands


def test_staff_refused_in_passing(reader: EmbeddedReader) -> None:
    said = "I don't need to speak to the staff, Thursday at two is fine."
    assert read(reader, said, "offer", "Which one?", offers=True) == ["choose:c"]
    assert read(reader, "I'd rather not speak to a person, just give me tomorrow.", "when") == ["set:when"]


@pytest.mark.parametrize(
    "said",
    [
        "Staff? Yes please.",
        "I don't want a machine, let me talk to a person.",
        "Can't I just talk to a person?",
        "Why can't I speak to someone?",
        "I don't want to talk to a robot, I want a real person.",
        "I don't want to speak to anyone but a person.",
        "No, not a nurse. Connect me with somebody in the office.",
        "I don't know who to talk to, can I speak to somebody in the office?",
    ],
)
def test_staff_wished_for(reader: EmbeddedReader, said: str) -> None:
    assert HANDOFF in read(reader, said, "confirm", STAFF)


@pytest.mark.parametrize(
    "said",
    [
        "I'd like to see somebody, it's a bit private. Just to talk to someone, really.",
        "I need to see a doctor to talk to somebody about something personal.",
        "I was hoping to talk it over with the doctor.",
    ],
)
def test_who_wants_to_talk_to_a_doctor(reader: EmbeddedReader, said: str) -> None:
    assert HANDOFF not in read(reader, said, "task")


@pytest.mark.parametrize("said", ["Yes. Do they examine me? I only wanted to talk.", "Yes, I'd just like to talk."])
def test_who_wants_words_and_no_examination(reader: EmbeddedReader, said: str) -> None:
    agent = "That's a check-up on Tuesday, March third, at nine in the morning. Shall I book it?"
    assert HANDOFF not in read(reader, said, "confirm", agent)


@pytest.mark.parametrize(
    "said",
    [
        "Yeah. Could you not leave a voicemail there? My flatmate listens in.",
        "Sure, just don't leave a message, my kids pick up.",
        "It is, but can you please not leave messages?",
        "That's right, but I don't want anybody leaving messages there.",
    ],
)
def test_no_message_to_be_left(reader: EmbeddedReader, said: str) -> None:
    assert read(reader, said, "confirm", NUMBER) == ["affirm"]


def test_another_number_is_no_yes(reader: EmbeddedReader) -> None:
    for said in ("No, my daughter picks up, use my other number.", "Don't leave a message there, use my work phone."):
        assert "affirm" not in read(reader, said, "confirm", NUMBER)


@pytest.mark.parametrize("said", ["Can you leave a message with the staff?", "Can I leave a message for the doctor?"])
def test_a_message_to_be_left(reader: EmbeddedReader, said: str) -> None:
    assert HANDOFF in read(reader, said, "task")


@pytest.mark.parametrize(
    "said",
    ["No, no waitlist.", "Not a waiting list, no.", "I don't want to be on a waitlist.", "Never mind the waitlist."],
)
def test_the_list_refused(reader: EmbeddedReader, said: str) -> None:
    assert read(reader, said, "confirm", LIST) == ["deny"]


@pytest.mark.parametrize(
    ("said", "expecting", "commands"),
    [
        ("Not a waitlist, I just want to book a check-up.", "task", ["start:book", "set:visit_type"]),
        ("No waitlist. Thursday at two is fine.", "offer", ["choose:c"]),
        ("No waiting list please, just tomorrow.", "when", ["correct:when"]),
    ],
)
def test_the_list_refused_in_passing(reader: EmbeddedReader, said: str, expecting: str, commands: list[str]) -> None:
    assert read(reader, said, expecting, offers=expecting == "offer") == commands


@pytest.mark.parametrize(
    "said", ["No, put me on the waiting list.", "I want to be on the waitlist.", "Not Thursday. The waitlist, please."]
)
def test_the_list_wished_for(reader: EmbeddedReader, said: str) -> None:
    assert "start:waitlist" in read(reader, said, "offer", offers=True)
