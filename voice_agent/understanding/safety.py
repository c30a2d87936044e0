"""Emergencies in what a caller says: deterministic rules, run on every hypothesis before anything else.

The rules are data (prompts/emergencies.yaml). Recall comes first: a match counts unless its own clause says that it is
denied, long past, only asked about, or the business of a routine visit. Where no rule speaks, a small classifier is
asked, for callers who say it in words that no rule has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import yaml

from voice_agent.understanding.commands import Emergency, EmergencyKind, Worry
from voice_agent.understanding.intents.classifier import Classifier
from voice_agent.understanding.phrase_patterns import PatternError, compile_patterns
from voice_agent.understanding.red_flags.likelihood import LIKELY, POSSIBLE, asks_for_something_else, kind_of
from voice_agent.understanding.red_flags.naming import names_in

_CONTEXTS: Final = (
    "denied",
    "denied_right_before",
    "past",
    "asked_before",
    "routine_before",
    "routine_after",
    "present",
)
_TOKEN: Final = re.compile(r"(?:[a-z]\.){2,}|[^\W_]+(?:['’][^\W_]+)*|[.,;:!?]")
_FALTER: Final = re.compile(r"\.{2,}|…")
_SUBJECT: Final = r"(?:i|i'm|i've|my|he|he's|she|she's|we|they|it|it's|there|there's|his|her|the|this) "
_NEW_SUBJECT: Final = re.compile(rf"(?:(?:okay|ok|oh|wait|sorry|well|god|forget it|forget that) )*(?:, |{_SUBJECT})")
_ANY_SUBJECT: Final = re.compile(r"(?<!\S)(?:i|i'm|i've|he|he's|she|she's|we|they|it|it's|there|there's) ")
_NEW_CLAUSE: Final = re.compile(rf"(?<!\S)(?:(?:but|however|although|except|because|now) |and (?={_SUBJECT}))")
_DENIAL_REACH: Final = 6
"""Words between a denial and what it denies, at most."""
_ASKED_REACH: Final = 8
_ROUTINE_REACH: Final = 1
_STOPS: Final = {".": ".", "!": ".", "?": ".", ";": ".", ":": ",", ",": ","}


class RulesError(ValueError):
    """The file of emergency rules cannot be used; the message says what to mend."""


@dataclass(frozen=True, slots=True)
class Rule:
    """pattern: what is an emergency; unless: the same words in a harmless phrase, looked for around the match."""

    name: str
    kind: EmergencyKind
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    lasting: bool
    """What is meant cannot be over: "years ago" does not excuse it."""
    doubtful: bool
    """It may be one: she is asked."""


@dataclass(frozen=True, slots=True)
class EmergencyRules:
    """classifier: of `red_flags`, asked where no rule speaks; None leaves it to the rules."""

    rules: tuple[Rule, ...]
    slips: tuple[tuple[re.Pattern[str], str], ...]
    contexts: Mapping[str, re.Pattern[str]]
    classifier: Classifier | None = None


@dataclass(frozen=True, slots=True)
class _Heard:
    """One hypothesis. plain: its words and stops, each followed by a space; spans: where in `text` each of them is."""

    text: str
    plain: str
    spans: tuple[tuple[int, int], ...]


_Matches = list[tuple[Rule, re.Match[str]]]


def find_emergency(hypotheses: Sequence[str], rules: EmergencyRules) -> Emergency | None:
    """The first emergency in any reading of an utterance, the best reading first; None if there is none.

    Where one reading speaks of self-harm and of something else, self-harm is what is reported.
    """
    readings = [_heard(text, rules) for text in dict.fromkeys(hypotheses)]
    matches = [_matches(heard, rules) for heard in readings]
    for heard, matched in zip(readings, matches, strict=True):
        found = [
            Emergency(_said(heard, match), rule.kind)
            for rule, match in matched
            if not rule.doubtful and _is_meant(heard.plain, match, rule, rules.contexts)
        ]
        if found:
            return next((one for one in found if one.kind is EmergencyKind.SELF_HARM), found[0])
    return _first_likely(zip(readings, matches, strict=True), rules.classifier, LIKELY)


def find_worry(hypotheses: Sequence[str], rules: EmergencyRules) -> Worry | None:
    """What a doubtful rule finds or the classifier half takes for an emergency, where `find_emergency` finds none; None
    if there is nothing."""
    readings = [_heard(text, rules) for text in dict.fromkeys(hypotheses)]
    for heard in readings:
        for rule, match in _matches(heard, rules):
            if rule.doubtful and _is_meant(heard.plain, match, rule, rules.contexts):
                return Worry(_said(heard, match))
    if readings and rules.classifier and asks_for_something_else(readings[0].text, readings[0].plain, rules.classifier):
        readings = readings[:1]
    possible = _first_likely(((heard, _matches(heard, rules)) for heard in readings), rules.classifier, POSSIBLE)
    return Worry(possible.phrase) if possible else None


def _matches(heard: _Heard, rules: EmergencyRules) -> _Matches:
    return [(rule, match) for rule in rules.rules for match in rule.pattern.finditer(heard.plain)]


def _first_likely(
    read: Iterable[tuple[_Heard, _Matches]], classifier: Classifier | None, threshold: float
) -> Emergency | None:
    if classifier is None:
        return None
    likely = (_likely(heard, matched, classifier, threshold) for heard, matched in read)
    return next((one for one in likely if one is not None), None)


def _likely(heard: _Heard, excused: _Matches, classifier: Classifier, threshold: float) -> Emergency | None:
    """What the classifier makes of a reading, without the clauses of which a rule has said that they are harmless."""
    harmless = {_clause(heard.plain, match) for _, match in excused}
    harmless.update(names_in(heard.text, heard.plain, heard.spans))
    rest = "".join(c for at, c in enumerate(heard.plain) if not any(start <= at < end for start, end in harmless))
    kind = kind_of(rest, classifier, threshold)
    return Emergency(heard.text.strip(), kind) if kind else None


def load_rules(path: Path, classifier: Classifier | None = None) -> EmergencyRules:
    """The rules in a file. Raises RulesError."""
    try:
        return replace(parse_rules(path.read_text(encoding="utf-8")), classifier=classifier)
    except OSError as error:
        raise RulesError(f"cannot read the emergency rules {path}: {error.strerror}") from error


def parse_rules(text: str) -> EmergencyRules:
    """The rules in a YAML text. Raises RulesError."""
    try:
        data = yaml.safe_load(text)
        classes = {name: _spaced(words) for name, words in data["classes"].items()}
        contexts = {name: compile_patterns(data["contexts"][name], classes) for name in _CONTEXTS}
        slips = tuple((compile_patterns([wrong], classes), right) for wrong, right in data["slips"].items())
        return EmergencyRules(tuple(_rule(entry, classes) for entry in data["rules"]), slips, contexts)
    except PatternError as error:
        raise RulesError(f"emergency rules: {error}") from error
    except yaml.YAMLError as error:
        raise RulesError(f"emergency rules are no YAML: {error}") from error
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise RulesError(
            f"emergency rules: missing or misplaced {error}; the head of the file says what goes in"
        ) from error


def _spaced(words: str) -> list[str]:
    return [word for line in words.splitlines() for word in line.split()]


def _rule(entry: Mapping[str, Any], classes: Mapping[str, Sequence[str]]) -> Rule:
    return Rule(
        entry["name"],
        EmergencyKind(entry.get("kind", EmergencyKind.MEDICAL)),
        compile_patterns(entry["said"], classes),
        compile_patterns(entry["unless"], classes) if entry.get("unless") else None,
        bool(entry.get("lasting", False)),
        bool(entry.get("doubtful", False)),
    )


def _heard(text: str, rules: EmergencyRules) -> _Heard:
    plain = _FALTER.sub(lambda dots: " " * len(dots.group()), text.lower().replace("’", "'"))
    found = list(_TOKEN.finditer(plain))
    words = [_STOPS.get(token.group()) or token.group().replace(".", "") for token in found]
    joined = "".join(f"{word} " for word in words)
    for pattern, right in rules.slips:
        joined = pattern.sub(f"{right} ", joined)
    return _Heard(text, joined, tuple(token.span() for token in found))


def _said(heard: _Heard, match: re.Match[str]) -> str:
    """What matched, in the caller's own words. (A slip has as many words as what it stands for.)"""
    first = heard.plain[: match.start()].count(" ")
    last = first + match.group().count(" ") - 1
    return heard.text[heard.spans[first][0] : heard.spans[min(last, len(heard.spans) - 1)][1]]


def _is_meant(plain: str, match: re.Match[str], rule: Rule, contexts: Mapping[str, re.Pattern[str]]) -> bool:
    """Is it happening, or is it denied, past, asked about or routine?"""
    start, end = _sentence(plain, match.start(), match.end())
    sentence, before, after = plain[start:end], plain[start : match.start()], plain[match.end() : end]
    if rule.unless and any(_overlap(one.span(), match.span(), start) for one in rule.unless.finditer(sentence)):
        return False
    if " never had " in match.group() or _is_denied(before, after, contexts):
        return False
    if contexts["present"].search(sentence):
        return True
    clause = _NEW_CLAUSE.split(before)[-1] + match.group() + _NEW_CLAUSE.split(after)[0]
    if not rule.lasting and contexts["past"].search(clause):
        return False
    if _stands_near(contexts["asked_before"], before, _ASKED_REACH, own_subject=True):
        return False
    if _stands_near(contexts["routine_before"], before, _ROUTINE_REACH, own_subject=False):
        return False
    return not contexts["routine_after"].match(after)


def _sentence(plain: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence around a match."""
    first = plain.rfind(". ", 0, start)
    last = plain.find(". ", end)
    return (first + 2 if first >= 0 else 0), (last if last >= 0 else len(plain))


def _clause(plain: str, match: re.Match[str]) -> tuple[int, int]:
    """The bounds of the clause around a match."""
    start, end = _sentence(plain, match.start(), match.end())
    first = start + sum(map(len, _NEW_CLAUSE.split(plain[start : match.start()])[:-1]))
    return first, match.end() + len(_NEW_CLAUSE.split(plain[match.end() : end])[0])


def _is_denied(before: str, after: str, contexts: Mapping[str, re.Pattern[str]]) -> bool:
    """So is "I don't have a fever, chest pain or a cough"; "no, my chest hurts" and "no fever, chest pain" are not."""
    clause = _NEW_CLAUSE.split(before)[-1]
    if any(match.end() == len(clause) for match in contexts["denied_right_before"].finditer(clause)):
        return True
    for cue in contexts["denied"].finditer(clause):
        between = clause[cue.end() :]
        listed = " or " in f"{between}{after}"
        if (
            between.count(" ") <= _DENIAL_REACH
            and (listed or ", " not in between)
            and not _answers(cue.group(), between)
        ):
            return True
    return False


def _stands_near(pattern: re.Pattern[str], before: str, reach: int, *, own_subject: bool) -> bool:
    """Does the phrase end in the same clause, at most `reach` words before the match?

    own_subject: a subject may stand between ("what if *someone* ..."); "after my surgery *I* can't" is a new statement.
    """
    clause = _NEW_CLAUSE.split(before.rpartition(", ")[2])[-1]
    between = [clause[match.end() :] for match in pattern.finditer(clause)]
    return any(rest.count(" ") <= reach and (own_subject or not _ANY_SUBJECT.search(rest)) for rest in between)


def _answers(cue: str, rest: str) -> bool:
    """Is this "no" an answer to the question before, and no denial of what follows?"""
    return cue in ("no ", "nope ") and bool(_NEW_SUBJECT.match(rest))


def _overlap(inner: tuple[int, int], outer: tuple[int, int], offset: int) -> bool:
    return inner[0] + offset < outer[1] and outer[0] < inner[1] + offset
