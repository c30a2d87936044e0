from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from voice_agent.dialogue.knowledge import BadKnowledge, Knowledge
from voice_agent.dialogue.outcomes import Answered, NoAnswer

KNOWLEDGE = Path(__file__).parents[2] / "prompts" / "knowledge"
QUESTIONS = yaml.safe_load((Path(__file__).parent / "knowledge_questions.yaml").read_text())


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.load(KNOWLEDGE)


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("Hi, could you tell me what hours you're open?", "When are you open?"),
        ("what time do you guys close", "When are you open?"),
        ("do you take Blue Cross", "Which insurance do you accept?"),
        ("is there somewhere to park my car", "Is there parking?"),
        ("where exactly are you located", "Where are you located?"),
        ("do I have to fast before the blood test", "Do I need to fast before my blood test?"),
        ("what should I bring with me", "What should I bring to my appointment?"),
        ("do you accept medicaid", "Do you accept Medicare?"),
        ("are you open on Saturdays", "Are you open on weekends?"),
        ("is there a fee if I have to cancel", "What is your cancellation policy?"),
        ("how much does a visit cost", "How much is a visit?"),
        ("can I get a flu shot there", "Do you give vaccinations?"),
        ("are you accepting new patients", "Are you taking new patients?"),
        ("can I bring my wheelchair in", "Is the building wheelchair accessible?"),
        ("do you have anybody who speaks Spanish", "Do you have interpreters?"),
        ("how do I get my prescription refilled", "How do I refill a prescription?"),
        ("are my lab results back", "How do I get my test results?"),
        ("do you do video appointments", "Do you offer video visits?"),
        ("is it okay to eat before they draw my blood", "Do I need to fast before my blood test?"),
        ("do I have to do anything before my skin check", "How do I prepare for a skin check?"),
        ("may I wear nail polish for the mole check", "How do I prepare for a skin check?"),
        ("I'm running a little late", "What if I am running late?"),
        ("could you remind my mother by text", "Do you send reminders?"),
        ("do I get a reminder beforehand", "Do you send reminders?"),
        ("do you guys work Saturdays", "Are you open on weekends?"),
        ("is Dr. Kavanagh in on Saturday", "Which doctor is there on Saturday?"),
        ("who is working on Saturday", "Which doctor is there on Saturday?"),
        ("what days is Dr. Nguyen in", "When is Dr. Amy Nguyen in?"),
        ("does the physio work on Fridays", "When is Tomasz Wojcik in?"),
        ("which days are the doctors there", "Which days is the doctor in?"),
        ("are there any lady doctors", "Do you have a woman doctor?"),
        ("I'd feel better with a male doctor", "Do you have a male doctor?"),
        ("is Riverside the downtown office", "Where are you located?"),
        ("which location is Dr. Bennett at", "Which office is the doctor at?"),
        ("is there parking at Hillcrest", "Is there parking?"),
        ("when does Hillcrest close", "When are you open?"),
        ("can I park at Hillcrest", "Is there parking?"),
        ("is this a doctor's office", "Is this the clinic?"),
        ("what clinic is this please", "Is this the clinic?"),
        ("I'd like a copy of my medical records", "How do I get a copy of my medical records?"),
        ("I'm running ten minutes late", "What if I am running late?"),
        ("nobody told me whether to bring anything along", "What should I bring to my appointment?"),
        ("do I take along the letter and his shot record", "What should I bring to my appointment?"),
        ("would I need my insurance card or anything else", "What should I bring to my appointment?"),
        ("am I supposed to come with an empty stomach", "Do I need to fast before my blood test?"),
        ("can my daughter have breakfast beforehand", "Do I need to fast before my blood test?"),
        ("does my dad need to be there or can I come alone", "Do children need a parent with them?"),
        ("is the train far from you", "Can I get there by bus?"),
        ("where would we leave the car", "Is there parking?"),
        ("how long's that going to take me", "How long does a visit take?"),
        ("do they send my chart over when I change doctors", "How do I get a copy of my medical records?"),
    ],
)
def test_a_question_finds_its_section(knowledge: Knowledge, question: str, heading: str) -> None:
    found = knowledge.answer(question)
    assert isinstance(found, Answered)
    assert found.source.endswith(f": {heading}")


@pytest.mark.parametrize(
    "question",
    [
        "who won the game last night",
        "what's the weather tomorrow",
        "is doctor Smith married",
        "can you recommend a restaurant",
        "should I take aspirin for my headache",
        "what is the capital of France",
        "do you sell bicycles",
        "what do I bring to a potluck",
        "should I bring my lawyer a gift",
        "can I bring my horse",
        "is the train late",
        "how long does the drive take",
        "is it healthy to skip lunch",
        "",
        "um",
    ],
)
def test_what_is_not_written_down_is_not_answered(knowledge: Knowledge, question: str) -> None:
    assert knowledge.answer(question) == NoAnswer()


def test_two_questions_without_a_mark_between_them_are_both_answered(knowledge: Knowledge) -> None:
    found = knowledge.answer("where are you located do I pay for parking")
    assert isinstance(found, Answered)
    assert found.source.count(".md: ") == 2


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("are you there Saturdays because on weekdays I drive a bus", "Are you open on weekends?"),
        ("is there parking cause my father comes along", "Is there parking?"),
    ],
)
def test_why_it_is_asked_is_no_part_of_the_question(knowledge: Knowledge, question: str, heading: str) -> None:
    outcome = knowledge.answer(question)
    assert isinstance(outcome, Answered)
    assert outcome.source.endswith(heading)


@pytest.mark.parametrize("question", QUESTIONS["not_answered"])
def test_what_only_looks_like_an_answered_question_is_not_answered(knowledge: Knowledge, question: str) -> None:
    assert knowledge.answer(question) == NoAnswer()


def test_most_of_what_callers_ask_is_answered_and_none_of_it_wrongly(knowledge: Knowledge) -> None:
    asked = [(question, heading) for heading, questions in QUESTIONS["answered"].items() for question in questions]
    found = [(knowledge.answer(question), heading) for question, heading in asked]
    answered = [(answer.source, heading) for answer, heading in found if isinstance(answer, Answered)]
    assert [(source, heading) for source, heading in answered if not source.endswith(f": {heading}")] == []
    assert len(answered) >= 0.85 * len(asked)


def test_every_way_of_asking_leads_to_its_own_section(knowledge: Knowledge) -> None:
    for section in knowledge.sections:
        for way in section.ways:
            found = knowledge.answer(way)
            assert isinstance(found, Answered), way
            assert found.source == section.source, way


def test_the_starter_set_is_large_and_its_answers_short(knowledge: Knowledge) -> None:
    assert len(knowledge.sections) >= 40
    assert all(len(section.answer.split()) <= 30 for section in knowledge.sections)


def test_no_answer_may_stand_among_what_is_not_answered(tmp_path: Path) -> None:
    (tmp_path / "not-here.md").write_text("## Is it open?\nYes.\n")
    with pytest.raises(BadKnowledge, match=r"not-here\.md.*has an answer"):
        Knowledge.load(tmp_path)


def test_a_clinic_may_write_its_own_without_a_list_of_words(tmp_path: Path) -> None:
    (tmp_path / "pool.md").write_text("## Do you have a pool?\n- Can I swim?\nYes, in the garden.\n")
    (tmp_path / "not-here.md").write_text("## Can you teach me to swim?\n")
    clinic = Knowledge.load(tmp_path)
    assert clinic.answer("do you have a pool") == Answered("Yes, in the garden.", "pool.md: Do you have a pool?")
    assert clinic.answer("can you teach me to swim") == NoAnswer()
    assert [section.answer for section in clinic.sections] == ["Yes, in the garden."]


def test_without_any_section_nothing_is_answered(tmp_path: Path) -> None:
    assert Knowledge.load(tmp_path).answer("are you open") == NoAnswer()


def test_bad_words_are_named(tmp_path: Path) -> None:
    (tmp_path / "words.yaml").write_text("same: [1]\n")
    with pytest.raises(BadKnowledge, match=r"words\.yaml"):
        Knowledge.load(tmp_path)


def test_bad_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadKnowledge, match="no folder"):
        Knowledge.load(tmp_path / "none")
    (tmp_path / "a.md").write_text("## Is it open?\n- Open?\n")
    with pytest.raises(BadKnowledge, match=r"a\.md.*Is it open"):
        Knowledge.load(tmp_path)


def test_the_days_told_of_each_provider_are_those_of_the_sample_clinic(knowledge: Knowledge) -> None:
    """A range ("Monday to Friday") stands for all of its days; a place is told for everybody."""
    clinic = yaml.safe_load((Path(__file__).parents[2] / "scheduling" / "sample" / "clinic.yaml").read_text())
    week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    for provider in clinic["providers"]:
        found = knowledge.answer(f"Which days does {provider['name']} work?")
        assert isinstance(found, Answered), provider["name"]
        told = found.text.lower()
        days = {day for day in week if f"{day}" in re.findall(r"\b(mon|tue|wed|thu|fri|sat|sun)\w*day", told)}
        for first, last in re.findall(r"\b(mon|tue|wed|thu|fri)\w* to (mon|tue|wed|thu|fri)", told):
            days |= set(week[week.index(first) : week.index(last) + 1])
        assert days == {day for stretch in provider["hours"] for day in stretch["days"]}, provider["name"]
        assert {place for place in ("riverside", "hillcrest") if place in told} == {
            stretch["at"] for stretch in provider["hours"]
        }, provider["name"]
