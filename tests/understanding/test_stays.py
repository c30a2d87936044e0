"""A visit that is to stay as it is, and what sounds like it and wishes for something."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.understanding.test_embedded import CLINIC, NOW, OFFERS, short
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Utterance

HERS = datetime.fromisoformat("2026-03-09T10:00")
OFFERED = "I have Tuesday, March third at nine or ten thirty, or Thursday the fifth at two. Which one?"
WHEN = "When would you like to come instead?"
MOVED = (
    "Let me check: your visit on Monday, March ninth, at ten in the morning moves to Tuesday, March third, at nine in "
    "the morning, with Doctor Amara Osei. Shall I move it?"
)
LIST = "I'd note you for a check-up with Doctor Susan Lee. Shall I put you on the waitlist?"
BOOKED = "Let me check: a check-up with Doctor Amara Osei on Tuesday, March third, at nine. Shall I book it?"
EXPECTING = {OFFERED: "offer", WHEN: "when"}


def read(reader: EmbeddedReader, agent: str, said: str, *, hers: bool = True) -> list[str]:
    offers = () if agent in (WHEN, LIST) else OFFERS
    where = Context(NOW, agent, EXPECTING.get(agent, "confirm"), offers, HERS if hers else None, CLINIC)
    return [short(c) for c in reader.understand(where, Utterance(said)).commands]


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (OFFERED, "None of these, I'll stick with the one I have."),
        (OFFERED, "Neither. I'd rather keep my old time."),
        (OFFERED, "I'm keeping mine."),
        (OFFERED, "Just leave it where it is."),
        (OFFERED, "I don't want to change a thing."),
        (OFFERED, "Keep my Monday one, don't move it."),
        (OFFERED, "I'll keep the one on Monday."),
        (WHEN, "Oh, just leave it as it is then."),
        (WHEN, "I don't want to move it after all."),
        (WHEN, "I'm keeping my Monday appointment."),
        (WHEN, "What new visit? I never asked for one. I have the one on the ninth and I'm keeping that."),
        (WHEN, "I don't want a new one, I'm keeping what I have."),
        (MOVED, "No, keep the old one, don't move it!"),
        (MOVED, "No, leave my Monday one alone."),
        (MOVED, "Please don't move it."),
        (MOVED, "Actually, I'll keep what I've got."),
        (LIST, "Not the waitlist, I'll just keep my appointment."),
        (LIST, "No, don't change anything."),
    ],
)
def test_nothing_is_to_be_changed(reader: EmbeddedReader, agent: str, said: str) -> None:
    assert read(reader, agent, said) == ["abort"]


@pytest.mark.parametrize("said", ["I'll just keep the one I've got.", "I'm not changing anything, thanks."])
def test_nothing_is_to_be_booked(reader: EmbeddedReader, said: str) -> None:
    assert "abort" in read(reader, OFFERED, said, hers=False)


@pytest.mark.parametrize(
    ("agent", "said", "command"),
    [
        (OFFERED, "Keep Thursday for me.", "choose:c"),
        (OFFERED, "I'll keep the Thursday one.", "choose:c"),
        (OFFERED, "Keep the first one.", "choose:a"),
        (OFFERED, "Thursday at two. I can't keep the one I have.", "choose:c"),
        (OFFERED, "Keep it in the afternoon, please.", "choose:c"),
        (OFFERED, "I want to keep the same doctor.", "alternatives"),
        (OFFERED, "I'll keep my time, but on a different day.", ""),
        (WHEN, "Same time, keep Dr. Lee.", "set:provider"),
        (WHEN, "I can't keep my appointment, anything next week.", "set:when"),
        (WHEN, "I have to leave at three, so before that.", "set:when"),
        (WHEN, "Leave the time as it is, just a week later.", "set:when"),
        (MOVED, "Don't move it to Tuesday, Thursday's better.", "deny"),
    ],
)
def test_something_is(reader: EmbeddedReader, agent: str, said: str, command: str) -> None:
    commands = read(reader, agent, said)
    assert "abort" not in commands
    assert not command or command in commands


@pytest.mark.parametrize("said", ["Keep my Monday one, don't move it.", "Leave it there, please don't move it."])
def test_a_visit_not_moved_is_no_alarm(reader: EmbeddedReader, said: str) -> None:
    assert "emergency" not in str(read(reader, OFFERED, said))


@pytest.mark.parametrize("said", ["My leg, I keep it straight, I can't move it.", "I keep trying, I cannot move."])
def test_who_cannot_move_is_one(reader: EmbeddedReader, said: str) -> None:
    assert any(c.startswith(("emergency", "worry")) for c in read(reader, OFFERED, said))


@pytest.mark.parametrize("agent", [MOVED, BOOKED, LIST])
def test_a_yes_drops_nothing(reader: EmbeddedReader, agent: str) -> None:
    assert "affirm" in read(reader, agent, "Yes please, go ahead.")
