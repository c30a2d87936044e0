"""Every field's value that the grammars find in an utterance, by what was asked and by what was said of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from voice_agent.understanding.birth_hints import read_dates_of_birth
from voice_agent.understanding.birth_phrases import (
    BORN_ON,
    DATE_AFTER,
    FIGURES_AFTER,
    MONTH_NAMES,
    NAME_AND_DAY,
    NAMED_AND_BORN,
    WHO_BEFORE,
    WISHED,
    day_of,
    wished_at,
)
from voice_agent.understanding.commands import Field
from voice_agent.understanding.digits import read_phone
from voice_agent.understanding.evidence import is_unsure
from voice_agent.understanding.for_whom import second_errand, without_who_had_it
from voice_agent.understanding.heard import Said
from voice_agent.understanding.introductions import introduction
from voice_agent.understanding.names import is_caller_alone, looks_like_a_name, read_name
from voice_agent.understanding.particulars import find_particulars
from voice_agent.understanding.pieces import INFORM, OUT_OF_SCOPE, UNKNOWN, Piece
from voice_agent.understanding.reader import Context, Utterance
from voice_agent.understanding.unwritten_names import is_likely
from voice_agent.understanding.vocabulary import Mention, Names
from voice_agent.understanding.when import Found
from voice_agent.understanding.yes_and_no import only_asks

_NAME = re.compile(
    r"\b(?:my|the|his|her|the patient's|(?:son|daughter|husband|wife|mother|father|mom|dad|kid|child|"
    r"baby)'s) (?:full |first )?name(?: is|'s)|\bname's|^(?:hi |hello |hey |yes )*,?\s*this is (?!for|"
    r"about|the|a|an|my|not|it|what|in|regarding|to\b)|"
    r"\bunder (?:the )?name(?: of)?|\b(?:he|she)'s called|\bfirst name\b|\blast name\b",
    re.IGNORECASE,
)
_BORN = re.compile(r"\bborn\b|\bdate of birth\b|\bbirth ?da(?:y|te)\b|\bd\.?o\.?b\b", re.IGNORECASE)
_BIRTHDAY_WORDS = re.compile(rf"\b(?:{MONTH_NAMES})\b|\b(?:19|20)\d\d\b|\bnineteen\b|\d[/-]\d", re.IGNORECASE)
_MORE_OF_HER = re.compile(
    r"(?<=[a-z]{2})[.!?]\s+(?:(?:he|she)(?:'s| is| was)?|(?:his|her)(?! name)) (?-i:[a-z]).*$", re.IGNORECASE
)
"""A sentence about her behind the name."""
_SENTENCE = re.compile(r"(?<=[a-z][.?!])\s+", re.IGNORECASE)
_INTRODUCED = re.compile(
    r"\b(?:[Ii]'m|[Ii] am|[Mm]y name(?: is|'s)|[Tt]his is|[Nn]ame's)(?P<name>(?: [A-Z][\w'-]+){2,3})\W*$"
)
"""At the end of talk that the transcriber put no mark into: its capitals tell the name apart."""
_NUMBER = re.compile(
    r"\b(?:my|the|a|his|her|best|good|cell|phone|mobile|contact) (?:phone |cell |mobile |contact |best |"
    r"home )?number(?: is|'s)|\bcall me (?:back )?(?:at|on)\b|\breach me (?:at|on)\b",
    re.IGNORECASE,
)
_THE_NUMBER = re.compile(r"\bnumber\b.*\?", re.IGNORECASE)
"""The agent asks whether a number is the right one: "no, 212 ..." is another."""
_AWAY = re.compile(r"\b(?:off|out|call(?:ed|ing)? in|went home|stay(?:ed|ing)? home) $", re.IGNORECASE)
"""Before "sick": from work."""
_ORDERED = re.compile(
    r" (?:has |had |just )?(?:ordered|prescribed|referred|sent me|recommended|retired|wants me to (?:get|have)|"
    r"said (?:i|to get|he|she) (?:need|have|should))\b",
    re.IGNORECASE,
)
"""Behind a name: that doctor has a part in it, and need not be whom she wants to see."""
_REFUSED = re.compile(
    r"\b(?:not|but not|instead of|rather than|in place of|switch from|change from|anyone but|anybody but|any \w+ "
    r"but|except|except for|other than|rather not|don't want)"
    r"(?: (?:with|see|to see|to|at|for|by|the|that|in|have|need|want|a|an|another|my|really))*\s*$",
    re.IGNORECASE,
)
"""Before a name: that doctor, place or visit is what she does not want."""
_ANY = re.compile(
    r"\b(?:any(?:one|body)?|either|whoever|whichever|no preference|doesn't matter|don't (?:mind|care)|"
    r"first available|the (?:first|soonest) (?:one )?available)\b",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"^(?:(?:in|at|near|around|to|with|for|it's|it is|i'm in|i live in|i'd like|i want|i need|i prefer|"
    r"i'd prefer|i would like|i have|we have|i've got|somewhere|something|search|look|try|the one|"
    r"please|um|uh|well|maybe|probably|an?|the|my|insurance is|find|find me|show me|get me|to see|see|"
    r"that would be|over|just|could you|can you|me)\s+)+|\s+(?:please|area|would be (?:good|great|fine)|"
    r"if possible|insurance|thanks|works|is fine|will do)+$",
    re.IGNORECASE,
)
_WORDS = frozenset(
    {
        Field.VISIT_TYPE.value,
        Field.PROVIDER.value,
        Field.LOCATION.value,
        Field.REASON.value,
        Field.INSURANCE.value,
        Field.RELATION.value,
    }
)
_TELLS = frozenset({INFORM, UNKNOWN, "book", "handoff_clinical"})
"""Kinds of clause that may be the answer to a question for a field's value."""
ASKED_FOR_FIGURES = frozenset({Field.DATE_OF_BIRTH.value, Field.NAME.value, Field.PHONE.value, Field.WHEN.value})
"""Answers that are read for what was asked: a day beside them is told of in other ways."""
_MOST_WORDS = 12


def find_values(
    utterance: Utterance,
    context: Context,
    expecting: str | None,
    pieces: Sequence[Piece],
    found: Sequence[Found],
    names: Names,
    country: str | None,
) -> list[Said]:
    """What was said of each field; identifiers are read where they were asked for or announced."""
    text = utterance.text
    identifiers = _identifiers(utterance, context, expecting, pieces, country)
    reads_as_days = not identifiers or expecting not in (Field.DATE_OF_BIRTH.value, Field.PHONE.value)
    values = list(identifiers)
    born = next((v for v in identifiers if v.field is Field.DATE_OF_BIRTH), None)
    if born and expecting != Field.DATE_OF_BIRTH.value:
        # "on Thursday. It's Ann Wells, born May 16th, 1980", "born May 16th, 1980, and I'd like to come on Tuesday"
        apart = [f for f in found if f.span[1] <= born.start or _BIRTHDAY_WORDS.search(text[slice(*f.span)]) is None]
        apart += [f for f in found if f.span[0] > born.start and WISHED.search(text[born.start : f.span[0]])]
        values += [Said(Field.WHEN, f.whens, f.span[0], corrects=f.correction) for f in dict.fromkeys(apart)]
    if reads_as_days and not any(v.field in (Field.DATE_OF_BIRTH, Field.PHONE) for v in identifiers):
        about_birth = Field.DATE_OF_BIRTH in (expecting, *context.checking)
        wished = [f for f in found if not about_birth or wished_at(text, f.span[0])]
        values += [Said(Field.WHEN, f.whens, f.span[0], corrects=f.correction) for f in wished]
    mentions = names.find(text)
    mentions = [m for m in mentions if m.field is not Field.VISIT_TYPE or not _AWAY.search(text[: m.start])]
    mentions = [m for m in mentions if m.field is not Field.PROVIDER or not _ORDERED.match(text[m.end :])]
    refused = [m for m in mentions if _REFUSED.search(text[: m.start])]
    values += [Said(m.field, m.value, m.start) for m in mentions if m not in refused]
    others = {v.field for v in values}
    if any(m.field is Field.PROVIDER for m in refused) and Field.PROVIDER not in others:
        values.append(Said(Field.PROVIDER, "any", refused[0].start))
    known = {v.field for v in values}
    values += [
        Said(p.field, p.value, piece.start + p.start)
        for piece in pieces
        if piece.clause
        for p in find_particulars(piece.text)
        if p.field not in known
    ]
    values = without_who_had_it(values, text)
    second = second_errand(values, text) or len(text)
    first, later = [v for v in values if v.start < second], [v for v in values if v.start >= second]
    values = [*_with_introduction(_kin_first(first), utterance, context, expecting, mentions, found), *later]
    new_or_not = expecting == Field.VISIT_TYPE.value and any(v.field is Field.NEW_PATIENT for v in values)
    if not new_or_not and expecting in _WORDS and not any(v.field.value == expecting for v in values):
        about = any(v.field is Field.REASON for v in values)
        if about and expecting == Field.VISIT_TYPE.value:
            values = [v for v in values if v.field is not Field.REASON]
        values += _in_their_words(Field.REASON if about else Field(expecting), pieces, found)
    return values


def _with_introduction(
    values: list[Said],
    utterance: Utterance,
    context: Context,
    expecting: str | None,
    mentions: Sequence[Mention],
    found: Sequence[Found],
) -> list[Said]:
    """With the name of a caller who says it as she begins, if she calls for herself.

    A doctor or a day inside of it ("Frank Lee", "June Carter") is part of the name; what is a doctor, a plan or a day
    as a whole is no name.
    """
    opens = expecting in (None, "task") or (expecting == "confirm" and only_asks(context))
    said = introduction(utterance.hypotheses) if opens else None
    if said is None:
        return values
    told = {v.field for v in values}
    whose = min((v for v in values if v.field is Field.RELATION), key=lambda v: v.start, default=None)
    if whose is not None and whose.value != "self":
        return [v for v in values if v.field is not Field.NAME or v.value != said.name]
    if Field.NAME in told:
        return values
    inside = range(said.start, said.end)
    whole = [m.start <= said.start < m.end for m in mentions]
    whole += [f.span[0] <= said.start and said.end <= f.span[1] for f in found]
    if any(whole) or any(v.field is Field.INSURANCE and v.start in inside for v in values):
        return values
    name = Said(Field.NAME, said.name, said.start, said.candidates)
    return [*(v for v in values if v.start not in inside), name]


def _kin_first(values: list[Said]) -> list[Said]:
    """Whose kin the patient is goes before the patient's name: said after it, it does not make her another
    patient."""
    kin = next((v for v in values if v.field is Field.RELATION), None)
    name = next((v for v in values if v.field is Field.NAME), None)
    if kin is None or name is None or kin.start < name.start:
        return values
    return [replace(kin, start=name.start), *(v for v in values if v is not kin)]


def _identifiers(
    utterance: Utterance, context: Context, expecting: str | None, pieces: Sequence[Piece], country: str | None
) -> list[Said]:
    """Birthday, telephone and name: what was asked for, or is told of in so many words."""
    identifies = expecting in (Field.DATE_OF_BIRTH.value, Field.NAME.value)
    tells = _TELLS | {"ask"} | ({OUT_OF_SCOPE} if identifies else set())
    asked = expecting if any(p.kind in tells for p in pieces) else None
    answer = next((p.start for p in pieces if p.kind in tells - {"ask"}), 0)
    behind = _date_behind(utterance.text, asked, expecting)
    birthday = _told_birthday(utterance, context, expecting) or _birthday(utterance, context, asked, behind, answer)
    number = _NUMBER.search(utterance.text)
    about_number = expecting == "confirm" and _THE_NUMBER.search(context.agent) is not None
    said = [birthday] if birthday else []
    if asked == Field.PHONE or number or about_number:
        phone = read_phone(utterance.hypotheses, country)
        if phone.best is not None:
            said.append(Said(Field.PHONE, phone.best, number.start() if number else answer, phone.candidates))
    name = _name_before(utterance.text, asked, behind, expecting) or _name(utterance, asked, answer)
    return [*said, name] if name else said


def _date_behind(text: str, asked: str | None, expecting: str | None) -> re.Match[str] | None:
    """The birthday behind a name: any that follows one asked for, elsewhere only a day with its year."""
    behind = FIGURES_AFTER.search(text) or DATE_AFTER.search(text) if asked == Field.NAME else None
    if behind or asked == Field.DATE_OF_BIRTH or expecting in (Field.PHONE.value, Field.WHEN.value):
        return behind
    return NAMED_AND_BORN.search(text)


def _told_birthday(utterance: Utterance, context: Context, expecting: str | None) -> Said | None:
    """A whole birthday in its own words behind a name or behind "born", where nobody asked: of what else is said, no
    figure belongs to it."""
    if expecting in ASKED_FOR_FIGURES:
        return None
    found = [m for text in utterance.hypotheses if (m := NAME_AND_DAY.search(text) or BORN_ON.search(text))]
    first = NAME_AND_DAY.search(utterance.text) or BORN_ON.search(utterance.text)
    if first is None:
        return None
    days = tuple(map(day_of, found))
    dates = read_dates_of_birth(days, context.agent, context.date_order, context.now.date())
    if dates.best is None:
        return None
    start = utterance.text.index(days[0], first.start())
    return Said(Field.DATE_OF_BIRTH, dates.best, start, dates.candidates)


def _birthday(
    utterance: Utterance, context: Context, asked: str | None, behind: re.Match[str] | None, answer: int
) -> Said | None:
    heard, born = utterance.hypotheses, _BORN.search(utterance.text) or behind
    if asked != Field.DATE_OF_BIRTH and born is None:
        return None
    if behind and behind.re is NAMED_AND_BORN:
        heard = tuple(h[m.start() :] for h in heard if (m := NAMED_AND_BORN.search(h)))
    dates = read_dates_of_birth(heard, context.agent, context.date_order, context.now.date())
    if dates.best is None:
        return None
    return Said(Field.DATE_OF_BIRTH, dates.best, born.start() if born else answer, dates.candidates)


def _name_before(text: str, asked: str | None, behind: re.Match[str] | None, expecting: str | None) -> Said | None:
    """ "... Ann Wells, May 16th, 1980": the name that is said of itself with a birthday."""
    named = NAME_AND_DAY.search(text) if expecting not in ASKED_FOR_FIGURES else None
    if named and not _NAME.search(text):
        return Said(Field.NAME, named["name"], named.start("name")) if looks_like_a_name(named["name"]) else None
    if behind is None or asked == Field.NAME or _NAME.search(text):
        return None
    before = WHO_BEFORE.search(text[: behind.start()])
    return Said(Field.NAME, before[0], before.start()) if before and looks_like_a_name(before[0]) else None


def _name(utterance: Utterance, asked: str | None, answer: int) -> Said | None:
    heard, named = utterance.hypotheses, _NAME.search(utterance.text)
    if asked != Field.NAME and named is None:
        return None
    if asked != Field.NAME:
        heard = tuple(h[m.start() :] for h in heard if (m := _NAME.search(h)))
    heard = tuple(_MORE_OF_HER.sub("", h) for h in heard)
    name = read_name(tuple(DATE_AFTER.sub("", FIGURES_AFTER.sub("", h)) for h in heard))
    if name.best is None and asked == Field.NAME:  # she said more than her name
        name = read_name(tuple(sentence for h in heard for sentence in _SENTENCE.split(h)))
        introduced = tuple(m["name"] for h in heard if (m := _INTRODUCED.search(h)))
        name = name if name.best else read_name(introduced)
    if name.best is None or is_caller_alone(utterance.text):
        return None
    if named and named[0].lower().endswith("this is ") and not is_likely(name.best, utterance.text):
        return None  # "this is getting worse"
    return Said(Field.NAME, name.best, named.start() if named else answer, name.candidates)


def _in_their_words(field: Field, pieces: Sequence[Piece], found: Sequence[Found]) -> list[Said]:
    """The answer as it was said, where the clinic has no name for it."""
    piece = next((p for p in pieces if p.clause and p.kind in _TELLS), None)
    if (
        piece is None
        or is_unsure(piece.text)
        or len(piece.text.split()) > _MOST_WORDS
        or any(piece.start <= f.span[0] < piece.end for f in found)
    ):
        return []
    if field is Field.PROVIDER and _ANY.search(piece.text):
        return [Said(field, "any", piece.start)]
    words = piece.text if field is Field.REASON else _AROUND.sub("", piece.text)
    return [Said(field, words, piece.start, known=False)] if words.strip() else []
