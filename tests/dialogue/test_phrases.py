from __future__ import annotations

from tests.dialogue.world import FACTS, TEMPLATES
from voice_agent.dialogue.acts import Act
from voice_agent.dialogue.phrases import known_phrases
from voice_agent.dialogue.replies import render

BLANK = "\ufffc"
PHRASES = known_phrases(FACTS, TEMPLATES, blank=BLANK, answers=["Parking is free."])


def said(name: str, **args: str | bool) -> str:
    [reply] = render([Act(name, args)], FACTS, TEMPLATES)
    return reply.text


def test_what_is_the_same_in_every_call_is_known_whole() -> None:
    assert said("anything_else") in PHRASES
    assert said("name", whose="") in PHRASES
    assert said("name", whose="your son") in PHRASES
    assert said("back_to", task="book") in PHRASES
    assert "Parking is free." in PHRASES


def test_of_what_depends_on_the_calendar_the_beginning_is_known() -> None:
    beginnings = {phrase.partition(BLANK)[0] for phrase in PHRASES}
    booked = said("booked", moment="Tuesday, December first, at ten", provider="Doctor Lee", location="")
    assert any(booked.startswith(beginning) and "Tuesday" in beginning for beginning in beginnings)


def test_names_and_numbers_stay_blank() -> None:
    read_backs = [phrase for phrase in PHRASES if "Is that right" in phrase and "born" in phrase]
    assert read_backs
    assert all(BLANK in phrase for phrase in read_backs)
