"""The emergency rules against the project's list of phrasings, and what may take a phrase's force away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from voice_agent.understanding.commands import Emergency, EmergencyKind
from voice_agent.understanding.intents.classifier import Classifier
from voice_agent.understanding.phrase_patterns import PatternError, compile_patterns
from voice_agent.understanding.red_flags.train import plain_sentences
from voice_agent.understanding.safety import (
    EmergencyRules,
    RulesError,
    find_emergency,
    find_worry,
    load_rules,
    parse_rules,
)

RULES = load_rules(Path(__file__).parents[2] / "prompts" / "emergencies.yaml")
_KINDS = {"emergencies": EmergencyKind.MEDICAL, "self_harm": EmergencyKind.SELF_HARM}


def _listed(key: str) -> list[str]:
    """Written by a stranger to rules and training sentences, and what was written to try them."""
    files = sorted(Path(__file__).parent.glob("emergencies_*.yaml"))
    return [said for file in files for said in yaml.safe_load(file.read_text())[key]]


@pytest.mark.parametrize(("said", "kind"), [(said, kind) for key, kind in _KINDS.items() for said in _listed(key)])
def test_every_emergency_is_raised(emergencies: EmergencyRules, said: str, kind: EmergencyKind) -> None:
    found = find_emergency([said], emergencies)
    assert found is not None
    assert found.kind is kind
    assert found.phrase in said


@pytest.mark.parametrize("said", _listed("not_emergencies"))
def test_nothing_else_is(emergencies: EmergencyRules, said: str) -> None:
    assert find_emergency([said], emergencies) is None


@pytest.mark.parametrize(
    ("label", "kind"), [("emergency", EmergencyKind.MEDICAL), ("self_harm", EmergencyKind.SELF_HARM)]
)
def test_the_rules_alone_know_what_they_were_written_for(label: str, kind: EmergencyKind) -> None:
    said = plain_sentences(label)
    assert len(said) >= 60
    missed = [one for one in said if (found := find_emergency([one], RULES)) is None or found.kind is not kind]
    assert not missed


def test_the_rules_alone_leave_the_rest() -> None:
    assert not [one for one in plain_sentences("none") if find_emergency([one], RULES)]


def test_the_list_is_long_enough() -> None:
    assert sum(len(_listed(key)) for key in _KINDS) >= 150
    assert len(_listed("not_emergencies")) >= 150


def test_every_hypothesis_counts() -> None:
    heard = ["I need an appointment for lance", "I need an apartment", "I need an ambulance"]
    assert find_emergency(heard, RULES) == Emergency("need an ambulance")


def test_phrase_is_in_the_callers_words() -> None:
    found = find_emergency(["Well, it's my CHESS pain, doctor"], RULES)
    assert found is not None
    assert found.phrase == "CHESS pain"


def test_self_harm_prevails_within_one_reading() -> None:
    found = find_emergency(["I took a bottle of pills, I want to die"], RULES)
    assert found is not None
    assert found.kind is EmergencyKind.SELF_HARM


@pytest.mark.parametrize(
    "said",
    [
        "my father had a heart attack in 2010 and now I'm having chest pain",
        "I had a stroke last year and I can't move my left arm",
        "no fever but my chest hurts",
        "I haven't had any chest pain but I can't breathe",
        "after my surgery I can't breathe",
        "do you treat kids, my son can't breathe",
        "I don't know if it's serious. My chest hurts.",
        "No. My chest hurts",
        "what should I do, I think I'm having a heart attack",
    ],
)
def test_an_excuse_reaches_no_further_than_its_clause(said: str) -> None:
    assert find_emergency([said], RULES) is not None


@pytest.mark.parametrize("said", ["I can't breathe", "I want to kill myself", "call an ambulance"])
@pytest.mark.parametrize("around", ["{}", "um {} please", "Hello, {}!", "hi yes um so {}", "{} {}", "{}. Thank you."])
def test_what_stands_around_it_does_not_matter(said: str, around: str) -> None:
    assert find_emergency([around.format(said, said)], RULES) is not None
    assert find_emergency([around.format(said, said).upper()], RULES) is not None


@pytest.mark.parametrize(
    "heard",
    [
        "its like an elephant is sitting on my chest",
        "My neighbour just slunk over at the table and won't wake up.",
    ],
)
def test_what_a_transcriber_misspells_counts(heard: str) -> None:
    assert find_emergency([heard], RULES) is not None


@given(st.lists(st.text(), max_size=5))
def test_it_never_fails_on_what_is_heard(hypotheses: list[str]) -> None:
    found = find_emergency(hypotheses, RULES)
    assert found is None or any(found.phrase in text for text in hypotheses)


@given(st.lists(st.sampled_from("no not my chest pain hurts I can't breathe , . never had in 2010 do you".split())))
def test_the_phrase_is_part_of_the_utterance(words: list[str]) -> None:
    text = " ".join(words)
    found = find_emergency([text], RULES)
    assert found is None or found.phrase in text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rules: [", "no YAML"),
        ("rules: []", "classes"),
        ("classes: {}\ncontexts: {}\nslips: {}\nrules: []", "denied"),
    ],
)
def test_unusable_rules_are_named(text: str, message: str) -> None:
    with pytest.raises(RulesError, match=message):
        parse_rules(text)


def test_missing_rules_are_named(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match=r"nowhere\.yaml"):
        load_rules(tmp_path / "nowhere.yaml")


@pytest.mark.parametrize("pattern", ["", ".. chest", "chest ..", "chest {nothing}", "chest (pain)", "chest_ |"])
def test_bad_patterns_are_named(pattern: str) -> None:
    with pytest.raises(PatternError):
        compile_patterns([pattern], {"pain": ["hurts"]})


def test_pattern_language() -> None:
    pattern = compile_patterns(["my|his chest .. {pain}", "passed_out $", "help ,? help"], {"pain": ["hurts", "ach*"]})
    assert pattern.search("well my chest really aches now ")
    assert pattern.search("she passed out and fell ")
    assert pattern.search("help , help ")
    assert not pattern.search("my chest is not what really hurts ")
    assert not pattern.search("she passed out flyers ")
    assert not pattern.search("dummy chest hurts ")


_FLAGS = ("chest pain", "a heart attack", "a stroke", "a seizure", "trouble breathing", "an allergic reaction")


@pytest.mark.parametrize("flag", _FLAGS)
@pytest.mark.parametrize(
    "around",
    [
        "I'm having {}",
        "I think my wife is having {}",
        "{} since this morning",
        "I had {} years ago and now I'm having {}",
        "he's having {} again",
        "what should I do, my son is having {}",
        "no I don't want an appointment, I'm having {}",
        "do you treat children, my daughter is having {}",
        "my father is having {} right now",
    ],
)
def test_a_red_flag_is_one_whoever_has_it(emergencies: EmergencyRules, flag: str, around: str) -> None:
    assert find_emergency([around.format(flag, flag)], emergencies) is not None


@pytest.mark.parametrize("flag", _FLAGS)
@pytest.mark.parametrize(
    "around",
    [
        "I'm not having {}",
        "no {}",
        "he has never had {}",
        "my father had {} in 2010",
        "I had {} four years ago",
        "what are the signs of {}",
        "do you treat {}",
        "what should I do if someone has {}",
        "I need a follow up after {} last year",
        "I'd like to read something about {}",
        "my aunt died of {}",
    ],
)
def test_denied_past_or_asked_about_it_is_none(emergencies: EmergencyRules, flag: str, around: str) -> None:
    assert find_emergency([around.format(flag)], emergencies) is None


@pytest.mark.parametrize("loop", ["black ", "Black, ", "oh dear ", "Black coat. ", "he is he was "])
def test_a_loop_of_the_decoder_is_no_evidence(emergencies: EmergencyRules, loop: str) -> None:
    heard = ["Blah!", loop * 11]
    assert find_emergency(heard, emergencies) is None
    assert find_worry(heard, emergencies) is None


@pytest.mark.parametrize(
    "said",
    [
        "help, help, help",
        "help help help help help help",
        "I can't breathe I can't breathe I can't breathe",
        "please please please he's gone blue, he's gone blue",
    ],
)
def test_said_over_and_over_an_emergency_is_one(emergencies: EmergencyRules, said: str) -> None:
    assert find_emergency([said], emergencies) is not None


ASKED = "Is there a fee if I come in late on the day?"
POSSIBLY = "Is there grief if I crumple straight on the day?"


class _Sees(Classifier):
    """One that takes whatever has this word in it for a possible emergency."""

    def __init__(self, word: str, none: float = 0.9) -> None:
        self.labels = ["emergency", "none", "self_harm"]
        self._word, self._none = word, none

    def probabilities(self, text: str) -> npt.NDArray[np.float64]:
        none = 0.2 if self._word in text else self._none
        return np.array([1 - none, none, 0.0])


@pytest.mark.parametrize(
    ("best", "none", "asked_about"),
    [
        (ASKED, 0.9, False),
        ("I'd like to move my visit to the tenth.", 0.9, False),
        (ASKED, 0.75, True),  # the classifier is not sure of it
        ("Ivy's grief, crumbs late on the day.", 0.9, True),  # neither a question nor a wish
    ],
)
def test_what_is_only_possible_in_a_lower_reading(best: str, none: float, asked_about: bool) -> None:
    rules = replace(RULES, classifier=_Sees("crumple", none))
    assert find_worry([POSSIBLY], rules) is not None
    assert (find_worry([best, POSSIBLY], rules) is not None) is asked_about


def test_what_a_rule_doubts_in_a_lower_reading_is_asked_about(emergencies: EmergencyRules) -> None:
    assert find_worry([ASKED, "I can hardly move."], emergencies) is not None


@pytest.mark.parametrize(
    "said",
    [
        "oh my god fine never mind i'll try again tomorrow",
        "oh my god never mind bye",
        "oh my god sorry never mind wrong number",
        "oh my goodness okay never mind thanks",
    ],
)
def test_an_exclamation_with_a_plain_dismissal_is_none(emergencies: EmergencyRules, said: str) -> None:
    assert find_emergency([said], emergencies) is None


@pytest.mark.parametrize(
    "said",
    [
        "never mind he stopped breathing",
        "okay never mind my chest is killing me and my arm is numb",
        "oh my god never mind she swallowed the bleach",
        "oh no sorry forget it i took the whole bottle of pills",
        "never mind i'm going to end it all",
        "oh my god please hurry",
    ],
)
def test_a_dismissal_hides_none(emergencies: EmergencyRules, said: str) -> None:
    assert find_emergency([said], emergencies) is not None
