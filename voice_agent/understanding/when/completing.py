"""Pieces that complete each other across a few words: a day takes its month, a weekday its week, from what is near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from voice_agent.understanding.when.phrases import Said
from voice_agent.understanding.when.pieces import Dated, Joint, Mode, OnWeekday, Period, Piece
from voice_agent.understanding.when.scan import FILLERS

_BINDING: Final = (
    Joint.FROM,
    Joint.AFTER,
    Joint.BEFORE,
    Joint.BY,
    Joint.UNTIL,
    Joint.NOT,
    Joint.TO,
    Joint.AND,
    Joint.BETWEEN,
    Joint.SINCE,
)

_TURNED: Final = {Joint.BEFORE: Joint.FROM, Joint.UNTIL: Joint.FROM, Joint.AFTER: Joint.BY}
_LINKS: Final = frozenset({"of", "in", "on", "during"})


def completed(said: Said, pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces, with months and weeks taken from their neighbours where a bound or a range needs them."""
    return _scoped(said, _with_months(said, _denied_bounds(pieces)))


def _denied_bounds(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """ "But not" and "before one": from one on."""
    out: list[Piece] = []
    for piece in pieces:
        turned = _TURNED.get(piece.reading) if isinstance(piece.reading, Joint) else None
        if turned and out and out[-1].reading is Joint.NOT and out[-1].last == piece.first:
            out[-1] = Piece(turned, out[-1].first, piece.last)
        else:
            out.append(piece)
    return out


def with_weeks(said: Said, pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces, with every weekday and the week beside it as one: "Thursday in two weeks"."""
    out: list[Piece] = []
    for piece in pieces:
        close = bool(out) and near(said, out[-1].last, piece.first)
        named = _in_week(out[-1].reading, piece.reading) if close else None
        if named:
            out[-1] = Piece(named, out[-1].first, piece.last)
        else:
            out.append(piece)
    return out


def _with_months(said: Said, pieces: Sequence[Piece]) -> Sequence[Piece]:
    """A day of the month takes the month that a later alternative names: "the 12th or 13th of April"."""
    out = list(pieces)
    for k in range(len(out) - 1, 0, -1):
        named = out[k].reading
        if not isinstance(named, Dated) or (named.month is None and named.month_shift is None):
            continue
        j = k - 1 if out[k - 1].reading in (Joint.OR, Joint.AND) else k
        day = out[j - 1].reading if j else None
        if not isinstance(day, Dated) or day.month or day.month_shift is not None or day.day >= named.day:
            continue
        if near(said, out[j - 1].last, out[k].first, over_and=True):
            completed = replace(day, month=named.month, year=named.year, month_shift=named.month_shift)
            out[j - 1] = replace(out[j - 1], reading=completed)
    return out


def _scoped(said: Said, pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Weekdays that a bound or a range belongs to take in the week said beside them: "before next week Friday"."""
    out: list[Piece] = []
    i = 0
    while i < len(pieces):
        piece, beside = pieces[i], pieces[i + 1] if i + 1 < len(pieces) else None
        joined = bool(out) and out[-1].reading in _BINDING
        close = beside is not None and all(w.text in _LINKS for w in said[piece.last : beside.first])
        named = _in_week(piece.reading, beside.reading) if joined and close and beside else None
        if named and beside:
            out.append(Piece(named, piece.first, beside.last))
            if len(out) > 2 and out[-2].reading in (Joint.TO, Joint.AND) and named.scope:
                out[-3] = _in_scope(out[-3], named.scope)
            i += 2
            continue
        out.append(piece)
        i += 1
    return out


def _in_week(a: object, b: object) -> OnWeekday | None:
    """A bare weekday and a week beside it, in either order."""
    match a, b:
        case (OnWeekday(mode=Mode.BARE, plus_days=0) as day, Period(refinable=True) as scope) | (
            Period(refinable=True) as scope,
            OnWeekday(mode=Mode.BARE, plus_days=0) as day,
        ):
            return replace(day, scope=scope)
    return None


def _in_scope(piece: Piece, scope: Period) -> Piece:
    if isinstance(piece.reading, OnWeekday) and piece.reading.mode is Mode.BARE and piece.reading.scope is None:
        return replace(piece, reading=replace(piece.reading, scope=scope))
    return piece


def near(said: Said, first: int, last: int, *, over_and: bool = False) -> bool:
    """Whether only small words stand in said[first:last]; with `over_and`, "and" among them."""
    return all(w.text in FILLERS or (over_and and w.text in {"and", "&"}) for w in said[first:last])
