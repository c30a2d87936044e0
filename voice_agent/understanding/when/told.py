"""What is told with a time, and is no wish: how long it has been, somebody's birthday, a habit, what else is on."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from voice_agent.understanding.when.phrases import STOPS, Said, listed, phrases, word
from voice_agent.understanding.when.pieces import Sense, Series
from voice_agent.understanding.when.resolve import resolve_day
from voice_agent.understanding.when.units import Unit

_ABSENT: Final = phrases(
    *(
        f"{not_} {done}"
        for not_ in ("haven't", "hasn't", "hadn't", "have not", "has not", "not", "never")
        for done in ("been", "been in", "been there", "been here", "had", "seen", "come", "gone", "had one", "done")
    ),
    *listed("it's been | it has been | been coming | been going | been a patient | been seeing | been with you"),
)
_GROWS: Final = frozenset({"turning", "turns", "turned", "birthday", "birthday's"})
_OTHER_PLANS: Final = frozenset(
    """
    tryouts tryout camp trip flight wedding surgery game games tournament deadline interview vacation cruise graduation
    semester season party race marathon funeral recital kindergarten preschool conference holiday
    """.split()
)
_BEGINS: Final = frozenset({"is", "are", "starts", "start", "begins", "begin", "'s", "comes"})
_PLANS_OF_HERS: Final = frozenset({"school", "work", "practice", "class", "classes", "college", "daycare"})
_OWN: Final = frozenset({"my", "our", "his", "her", "their", "the"})
_SMALL: Final = frozenset({"on", "in", "at", "the", "this", "next", "like", "about", "around", "over", "during", ","})
_SO_DOES: Final = frozenset("i we he she they".split())
_GOES: Final = frozenset("come comes go goes see sees have has had get gets do does been visit going coming".split())
_WANTS: Final = frozenset("want wants need needs like could can book schedule please set sign prefer would".split())
_HAPPENED: Final = frozenset(
    "was were had got fell hurt went came did threw tore broke ate lost took began left ran drove flew slept".split()
)
_WERE: Final = frozenset("surgery operation procedure accident injury fall scan mri birth delivery stroke".split())
_WAS_DONE: Final = frozenset(
    "done out taken drawn cut put removed replaced repaired fixed operated redone reset fitted stitched".split()
)
_UNDERWENT: Final = frozenset("discharged operated admitted hospitalized delivered underwent".split())
_AHEAD: Final = frozenset({"next", "tomorrow", "coming", "upcoming"})
"""What begins so is still to come: "haven't had one in ages, with Dr. Lee next week"."""
_ASKS: Final = frozenset(
    {
        ("how", "about"),
        ("what", "about"),
        ("do", "you"),
        ("can", "i"),
        ("could", "i"),
        ("is", "there"),
        ("are", "there"),
    }
)
_LONG_AHEAD: Final = timedelta(days=310)
_LATELY: Final = timedelta(days=45)
_A_YEAR: Final = timedelta(days=365)
_NEXT_YEAR: Final = frozenset({"next", "year", "year's"})


def is_told(said: Said, unit: Unit, sense: Sense) -> bool:
    """Whether the day, time or rhythm of a unit is told of something else than the visit that is wanted."""
    if isinstance(unit.reading, Series):
        return unit.reading.count is None and _goes_so_often(said, unit)
    if not unit.is_day:
        return False
    first = _clause_start(said, unit)
    before = [word(said, k) for k in range(first, unit.first)]
    return (
        (word(said, unit.first) not in _AHEAD and _absent(said, first, unit.first))
        or bool(_GROWS & {*before})
        or _since_then(before)
        or _had_already(said, unit, first)
        or _another_plan(before)
        or _was_done(before)
        or (not sense.expecting_when and _just_past(said, unit, sense.now.date()))
    )


def _clause_start(said: Said, unit: Unit) -> int:
    first = unit.first
    while first > 0 and not _parts(said, first - 1) and not (first < unit.first and _asks_after(said, first)):
        first -= 1
    return first


def _parts(said: Said, k: int) -> bool:
    return word(said, k) in STOPS | {",", "so", "but"}


def _asks_after(said: Said, k: int) -> bool:
    """ "How about Thursday": a wish of its own, whatever was told before it."""
    return (word(said, k), word(said, k + 1)) in _ASKS


def _absent(said: Said, first: int, last: int) -> bool:
    return any(_ABSENT.at(said, k) for k in range(first, last))


def _goes_so_often(said: Said, unit: Unit) -> bool:
    """ "I come there every year": nothing that is to be booked so often."""
    before = {word(said, k) for k in range(_clause_start(said, unit), unit.first)}
    return bool(before & _SO_DOES) and bool(before & _GOES) and not before & _WANTS


def _since_then(before: list[str]) -> bool:
    """ "… since I lifted a couch over Thanksgiving"."""
    if "since" not in before[:-1]:
        return False
    behind = before[before.index("since") + 1 :]
    happened = any(text.endswith("ed") or text in _HAPPENED for text in behind[1:])
    return len(behind) > 1 and behind[0] in _SO_DOES | _OWN and happened


def _had_already(said: Said, unit: Unit, first: int) -> bool:
    """ "I already had breakfast today"."""
    last = unit.last
    while last < len(said) and not _parts(said, last) and not _asks_after(said, last):
        last += 1
    words = {word(said, k) for k in range(first, last)}
    return "already" in words and bool(words & {"had", "ate", "eaten", "have", "did", "took", "taken", "went"})


def _was_done(before: list[str]) -> bool:
    """ "I had my knee done on the eighteenth", "the surgery was on the eighteenth", "I was discharged on the 18th"."""
    if _UNDERWENT & {*before} and not _WANTS & {*before}:
        return True
    had = before.index("had") if "had" in before else None
    if had is not None and {*before[had + 1 : had + 2]} & (_OWN | {"a", "an", "it", "them"}):
        return bool(_WAS_DONE & {*before[had + 2 :]})
    return any(a in _WERE and b in {"was", "were"} for a, b in pairwise(before))


def _another_plan(before: list[str]) -> bool:
    """ "Tryouts are next Monday", "my trip is on Friday"."""
    words = list(before)
    while words and words[-1] in _SMALL:
        words.pop()
    if len(words) < 2 or words[-1] not in _BEGINS:
        return False
    plan = words[-2]
    return plan in _OTHER_PLANS or (plan in _PLANS_OF_HERS and words[-1] not in {"is", "are"})


def _just_past(said: Said, unit: Unit, today: date) -> bool:
    """ "Over Thanksgiving", said in the weeks after it: the next is a year away."""
    if word(said, unit.first - 1) not in {"over", "during"}:
        return False
    day = resolve_day(unit.reading, today).start  # type: ignore[arg-type]
    if day is None or _NEXT_YEAR & {w.text for w in said[unit.first - 1 if unit.first else 0 : unit.last + 1]}:
        return False
    return day - today > _LONG_AHEAD and today - (day - _A_YEAR) < _LATELY
