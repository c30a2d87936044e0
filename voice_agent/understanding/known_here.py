""" "Nope. Sarah Johnson.", said to whether she is a new patient: she is known here, and that is her name. Pure.

The question wants a yes or a no. Who is known says her name or her birthday with it, or in place of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from voice_agent.understanding.birth_phrases import DAY_AND_YEAR, FIGURES_AFTER
from voice_agent.understanding.commands import Field
from voice_agent.understanding.dates_of_birth import read_date_of_birth
from voice_agent.understanding.heard import Heard, Said
from voice_agent.understanding.names import as_written, looks_like_a_name, read_name
from voice_agent.understanding.pieces import INFORM, Piece
from voice_agent.understanding.reader import Context
from voice_agent.understanding.unwritten_names import told_besides

_WHO = r"(?:i|he|she|we|they|my \w+)"
_ON_FILE = re.compile(
    rf"\b{_WHO}(?:'m|'s|'re|'ve been| am| is| are| has been| have been) (?:already |all |still |long )?"
    r"(?:registered|signed up|on file|on record|on (?:your|the) (?:books|system|list|files?)|"
    r"in (?:your|the) (?:system|computer|records?|files?|books)|known (?:to|with) you|one of yours)\b"
    r"|\byou(?:'ve| have)? (?:already |all |should |must )?(?:have |got |know |seen )+(?:me|him|her|us|them|"
    r"(?:my|his|her|our) (?:details|file|records?|name|information|chart))\b",
    re.IGNORECASE,
)
"""The clinic knows her: she says so, and asks for no registration."""
_NOT_YET = re.compile(r"\b(?:not|never|n't|yet|if|whether|do you|don't know)\b", re.IGNORECASE)
_INTRODUCES = re.compile(
    r"^(?:(?:and|so|but|it's|it is|i'm|i am|this is|he's|she's|that's|for|(?:my|his|her) name(?:'s| is)|"
    r"my (?:son|daughter|husband|wife|mother|father|mum|mom|dad|boy|girl|child|baby|partner))[ ,]+)+",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\s*(?:[,.;-]|\b(?:and|born|date of birth|birth ?da(?:y|te)|dob|you(?:'ve)?|from|with|here|the|is$)\b).*$",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"(?:[A-ZÀ-Ý][\w'-]*\.? ?){2,4}")
_TITLE = re.compile(r"^(?:dr|doctor|nurse)\b", re.IGNORECASE)
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DATE = re.compile(
    rf"(?:\bthe [\w-]+(?: \w+)? of )?\b(?:{_MONTHS})\b.*(?:\d|\b(?:nineteen|eighteen|twenty|thousand|oh)\b).*"
    r"|\b\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b",
    re.IGNORECASE,
)


def with_who_she_is(heard: Heard, context: Context) -> Heard:
    """The same, with the name, the birthday and the "you know me" that were said to the question."""
    pieces = tuple(
        replace(p, kind=INFORM) if p.clause and p.kind == "register" and _on_file(p) else p for p in heard.pieces
    )
    heard = replace(heard, pieces=pieces)
    if context.expecting == Field.NAME.value and any(v.field is Field.NAME for v in heard.values):
        # "no, wait, sorry, that's me" between two names asks for no time
        return replace(heard, pieces=tuple(p for p in pieces if p.kind != "hold_on"))
    if context.expecting != Field.NEW_PATIENT.value:
        return heard
    told = [p for p in heard.pieces if p.clause]
    known = {v.field for v in heard.values}
    values: list[Said] = []
    named = next((v for v in heard.values if v.field is Field.NAME), None)
    if named:
        heard = replace(heard, pieces=_without_slips(heard.pieces, named.start))
    name = (_name(told, heard) or _unwritten(told, heard)) if Field.NAME not in known else None
    if name:
        values.append(name)
    if Field.DATE_OF_BIRTH not in known:
        born = _born(told, name, context) if name else _born_alone(told, context)
        values += [born] if born else []
    if any(v.field is Field.DATE_OF_BIRTH for v in values):  # the same words are no day that she wants
        heard = replace(heard, values=tuple(v for v in heard.values if v.field is not Field.WHEN))
    answered = any(p.kind in ("yes", "no", "deny") for p in heard.pieces)
    on_file = next((p for p in told if _on_file(p)), None)
    if on_file and not answered and Field.NEW_PATIENT not in known:
        values.append(Said(Field.NEW_PATIENT, False, on_file.start))
    return replace(heard, values=(*heard.values, *values)) if values else heard


def _without_slips(pieces: Sequence[Piece], start: int) -> tuple[Piece, ...]:
    """Without what puts a name right that is spelled: "…, no wait, …" answers nothing."""
    behind = [*pieces[1:], None]
    slips = [
        p
        for p, then in zip(pieces, behind, strict=True)
        if p.start > start and (p.kind == "hold_on" or (p.kind in ("no", "deny") and then and then.kind == "hold_on"))
    ]
    return tuple(p for p in pieces if p not in slips)


def _name(told: Sequence[Piece], heard: Heard) -> Said | None:
    """Two to four words that are written as names are, and are nothing of the clinic's."""
    for piece in told:
        lead = _INTRODUCES.match(piece.text)
        at = lead.end() if lead else 0
        words = _ENDS.sub("", piece.text[at:]).strip()
        start, end = piece.start + at, piece.start + at + len(words)
        if not _CAPITALS.fullmatch(words) or _TITLE.match(words) or any(start <= v.start < end for v in heard.values):
            continue
        best = read_name((words,)).best
        if best is not None and looks_like_a_name(best):
            return Said(Field.NAME, best, start)
    return None


def _unwritten(told: Sequence[Piece], heard: Heard) -> Said | None:
    """A name without capitals, and nothing of the clinic's, in an answer by which she is known."""
    for piece in told:
        span = told_besides(piece.text)
        if span is None:
            continue
        start, end = (piece.start + at for at in span)
        if not any(v.field is not Field.NEW_PATIENT and start <= v.start < end for v in heard.values):
            return Said(Field.NAME, as_written(piece.text[slice(*span)].lower()), start)
    return None


def _born(told: Sequence[Piece], name: Said, context: Context) -> Said | None:
    """A whole date, year and all, behind the name."""
    for piece in told:
        text = piece.text[max(0, name.start - piece.start) :]
        forms = (_DATE, DAY_AND_YEAR, FIGURES_AFTER) if piece.end > name.start else ()
        match = next((found for form in forms if (found := form.search(text))), None)
        if match is None:
            continue
        date = read_date_of_birth((match[0],), context.date_order, context.now.date())
        if date.best is not None:
            return Said(Field.DATE_OF_BIRTH, date.best, piece.end - len(text) + match.start(), date.candidates)
    return None


def _born_alone(told: Sequence[Piece], context: Context) -> Said | None:
    """A clause that is a day with its year and nothing else: what else would it be to this question?"""
    for piece in told:
        match = DAY_AND_YEAR.fullmatch(piece.text.strip(" .,"))
        date = read_date_of_birth((match[0],), context.date_order, context.now.date()) if match else None
        if date is not None and date.best is not None:
            return Said(Field.DATE_OF_BIRTH, date.best, piece.start, date.candidates)
    return None


def _on_file(piece: Piece) -> bool:
    return _ON_FILE.search(piece.text) is not None and _NOT_YET.search(piece.text) is None
