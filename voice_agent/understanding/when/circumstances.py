"""What callers say of their own day before they say what they want: "I finish at five so …", "I've got a meeting".

When they are free is no wish by itself where a wish follows; when they are busy rules out what it names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum, auto
from typing import Final

from voice_agent.understanding.when.bounds import closed, opened
from voice_agent.understanding.when.events import HAVING
from voice_agent.understanding.when.phrases import STOPS, Phrases, Said, listed, phrases, word
from voice_agent.understanding.when.pieces import Clock, ClockRange, DayRange, Joint, Relative
from voice_agent.understanding.when.units import Unit


class _Life(StrEnum):
    """FREE_FROM: from then on the caller can come. LEAVES: until then. BUSY: then the caller cannot.

    REASON: something is then that the caller gives as a reason.
    """

    FREE_FROM = auto()
    LEAVES = auto()
    BUSY = auto()
    REASON = auto()


_FREE_FROM: Final = phrases(
    *listed(
        """
        finish | finishes | finish work | get off | gets off | get out at | gets out at | get out of work |
        gets out of work | get out of school | gets out of school | get home | gets home | get back | gets back |
        i'm back | we're back | he's back | she's back | i'll be back | we'll be back | am back | are back |
        off work at | i'm off at | lets out | let out | clock off | clocks off | shift ends | class ends |
        school ends | school finishes | drop the kids | drop my kids | drop the children | drop him off |
        drop her off | drop them off | drop my son | drop my daughter | i land | we land | i return | we return |
        plane lands | gets in at | i'm done | i'm done at | i'm finished at
        """
    )
)
_LEAVES: Final = phrases(
    *listed(
        """
        start work | starts work | i start at | she starts at | he starts at | shift starts | shift begins |
        i have to leave | i've to leave | i need to leave | i leave for | have to be at work | have to be in work |
        need to be at work | pick up the kids | pick up my kids | pick the kids up | pick up my son |
        pick up my daughter | pick my son up | pick my daughter up | pick him up | pick her up | collect the kids |
        collect my son | collect my daughter | fly out | we fly | i fly | runs out | run out on | expires | expire on |
        is my surgery | ship out | deploy | i deploy | back at work at | back at work by |
        back at my desk by | back at the office by | gone by | out of here by | out of there by | on the road by
        """
    )
)
_BUSY: Final = phrases(
    *HAVING,
    *listed(
        """
        i'm teaching | i teach | i'm at work | i'm at school | i'm in court | i'm in class | i'm in school | she's
        in school | he's in school | they're in school | she has school | he has school | naps | he naps | she naps
        | goes down for a nap | sleeps | i sleep | i volunteer | i babysit | i'm babysitting | i have my kids | i've
        got my kids | i have my son | i have my daughter | i have my grandson | i've got the kids | i have my
        granddaughter | we have our kids | i have the baby | i have the children | hard time getting going | hard
        time getting up | hard time waking up | can't get going | no good in | not good in | useless in | i watch my
        grandson | i watch my granddaughter | i watch the grandkids | i'm at my | i'm at the | we're at my | we're
        at the | i'm with my | i'm on shift | i'm on call | i coach | i'm on nights | i work nights
        """
    ),
)
_CLAUSE_ENDS: Final = STOPS | {",", "so", "but", "because", "cos", "then", "could", "can"}
_BECAUSE: Final = phrases(
    *(f"{why} {who}" for why in ("since", "because", "cos", "cause", "as")
      for who in ("i", "i'm", "i've", "i'll", "we", "we're", "my", "he", "he's", "she", "she's", "they",
                  "they're", "our"))
)  # fmt: skip
_PROVIDERS: Final = phrases(
    *listed(
        """
        she only works | he only works | she works | he works | they only work | only works | she's only in |
        he's only in | she's only there | he's only there | is only in | is only there | she's off | he's off
        """
    )
)
"""When the doctor is in: what is asked for comes after it."""
_ASKED: Final = frozenset({"to", "you", "please", "can", "could", "will"})
_DENIED: Final = frozenset({"don't", "doesn't", "not", "no", "never", "won't", "until", "till"})


def without_circumstances(said: Said, units: Sequence[Unit]) -> tuple[Unit, ...]:
    """The units as wishes: a time of the caller's own day is dropped, turned into a bound, or ruled out."""
    out: list[Unit] = []
    for n, unit in enumerate(units):
        bare = (unit.is_day or unit.is_time) and not unit.negative and not unit.since
        life = _life_beside(said, unit) if bare else None
        if bare and _back_on(said, unit) and _wish_follows(said, unit, units[n + 1 :]):
            out.append(Unit(Joint.STOP, unit.first, unit.last))
            continue
        following = next((u.reading for u in units[n + 1 :] if not isinstance(u.reading, Joint)), None)
        counted_from = isinstance(following, Relative)  # "… so any time after that"
        if life is None or (counted_from and life is not _Life.BUSY):
            out.append(unit)
        else:
            out.append(_as_wish(unit, life, _wish_follows(said, unit, units[n + 1 :])))
    return tuple(out)


def _back_on(said: Said, unit: Unit) -> bool:
    """ "Out until the 17th": from when somebody is there again."""
    opened_at = isinstance(unit.reading, DayRange) and unit.reading.first is not None and unit.reading.last is None
    return opened_at and any(w.text in {"out", "gone", "away", "closed"} for w in said[unit.first : unit.first + 3])


def _life_beside(said: Said, unit: Unit) -> _Life | None:
    """What the clause in front of a day or a time says of the caller's own day."""
    first = unit.first
    while first > 0 and said[first - 1].text not in _CLAUSE_ENDS:
        first -= 1
    if any(said[k].text in _DENIED for k in range(first, unit.first)):
        return None
    for life, table in ((_Life.BUSY, _BUSY), (_Life.LEAVES, _LEAVES), (_Life.FREE_FROM, _FREE_FROM)):
        if any(_told(said, k, table) for k in range(first, unit.first)):
            return life
    if any(_PROVIDERS.at(said, k) for k in range(first, unit.first)):
        return _Life.REASON
    return _Life.REASON if _BECAUSE.at(said, first - 1) or _BECAUSE.at(said, first) else None


def _told(said: Said, k: int, table: Phrases[bool]) -> bool:
    """Whether a phrase at `k` is told of somebody: not "can you get back to …", "I need to get out of bed"."""
    found = table.at(said, k)
    asked = word(said, k - 1) in _ASKED and word(said, k - 2) not in {"have", "has", "got", "need", "gotta"}
    return found is not None and not asked and word(said, found[1]) not in {"to", "bed", "please"}


def _wish_follows(said: Said, unit: Unit, later: Sequence[Unit]) -> bool:
    """Whether another day or time of the same kind is named in a later clause."""
    for other in later:
        apart = any(w.text in _CLAUSE_ENDS | {"and", "maybe", "how", "what"} for w in said[unit.last : other.first])
        if apart and ((other.is_day and unit.is_day) or (other.is_time and unit.is_time)):
            return True
    return False


def _as_wish(unit: Unit, life: _Life, wish_follows: bool) -> Unit:
    idle = Unit(Joint.STOP, unit.first, unit.last)
    reading = unit.reading
    if life is _Life.BUSY:
        match reading:
            case ClockRange(start=None, end=Clock() as end):
                return replace(unit, reading=ClockRange(end, None))
            case ClockRange(start=Clock() as start, end=None):
                return replace(unit, reading=ClockRange(None, start))
            case Clock():
                return idle
        return replace(unit, negative=True)
    if isinstance(reading, ClockRange | DayRange):
        return unit
    if wish_follows or life is _Life.REASON:
        return idle if wish_follows else unit
    if isinstance(reading, Clock):
        return replace(
            unit, reading=ClockRange(reading, None) if life is _Life.FREE_FROM else ClockRange(None, reading)
        )
    if unit.is_day and life is _Life.FREE_FROM:
        return replace(unit, reading=opened(reading, inclusive=True))
    if unit.is_day and life is _Life.LEAVES:
        return replace(unit, reading=closed(reading, before=True))
    return unit
