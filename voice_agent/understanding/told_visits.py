"""The day of a visit that is held is no wish: a wish is counted from it, or is that day without its hour. Pure.

"My check-up on the ninth at three has to go back two weeks, same time" tells a visit and a wish; "the same day as mine,
mine is on the ninth at ten" wishes for the ninth, and not for ten. What is counted from a visit that nobody knows yet
("can I move it two weeks later, same time?") is kept in its words, and read once the visit is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, time

from voice_agent.understanding.commands import Command, Field, RelativeTo, Set, Start, Task, When, Whens
from voice_agent.understanding.pieces import blanked
from voice_agent.understanding.reader import DateOrder
from voice_agent.understanding.when import Found, find_whens

Reads = Callable[[str, datetime | None], tuple[Found, ...]]
"""What the date grammar finds in a text, with the start of the visit that "later" is counted from."""

_MOVING = re.compile(
    r"\b(?:mov(?:e|ed|ing)|push(?:ed|ing)?|reschedul(?:e|ed|ing)|shift(?:ed)?|bump(?:ed)?|postponed?|put(?: \w+)? off|"
    r"chang(?:e|ed|ing)|bring|brought|(?:has|have|needs?) to go|switch(?:ed)?|delay(?:ed)?|set back|"
    r"(?:could|can|may|might) (?:i|we|you|he|she) (?:(?:do|make|have) (?:it|that|mine)|come)|(?:could|can) it be)\b",
    re.IGNORECASE,
)
_LENGTH = (
    r"(?:(?:an?|one) (?:day|week|month) or two|(?:one|two|three) or (?:two|three|four) (?:days|weeks|months)"
    r"|(?:an?|one|two|three|four|five|six|\d|a couple(?: of)?|a few) (?:days?|weeks?|months?))"
)
_OR = re.compile(
    r"(?:(?P<one>an?|one) (?P<unit>day|week|month) or two|(?P<n>\w+) or (?P<m>\w+) (?P<units>\w+))$", re.IGNORECASE
)
_COUNTED = re.compile(
    rf"\b(?:(?P<lead>out|back|forward|ahead|up|for|by)(?: by)? )?(?P<length>{_LENGTH})"
    r"(?: (?P<tail>out|later|earlier|sooner|back|forward|after(?: that)?|from then))?"
    r"(?= *(?:[,.;!?]|$|and\b|at\b|same\b|the same\b|please\b|if\b|because\b|but\b|to\b))"
    r"|\b(?:later|earlier) (?:on )?(?:in )?(?:that|the) (?:very )?(?:same )?week\b"
    r"|\bthe (?:following|next) (?:week|day)\b|\bthe (?:week|day) (?:after|before)(?: that)?\b(?! \w+day\b)",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"\b(?:(?:could|can|may|might|would|should) (?:i|we|you|it|that|he|she)|(?:i|we|he|she)(?:'d| would) "
    r"(?:like|rather|"
    r"prefer)|(?:i|we|he|she) (?:want|need|wants|needs|wanted|have|has) to|(?:need|want|needs|wants) it|"
    r"(?:is|was) there (?:any|a) (?:way|"
    r"chance)|any chance|(?:wondering|hoping|asking) (?:if|to))\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:(?:that|the|this|on)(?: very)? same (?:day|week)|same (?:day|week|time)|that (?:week|day)|"
    r"(?:earlier|later|sooner)(?: on)?(?: in)? (?:that|the) (?:day|week))\b",
    re.IGNORECASE,
)
_HAS = re.compile(r"\b(?:(?:i|we|he|she)(?:'ve got|'s got| have| has| had| got))\b", re.IGNORECASE)
_SAME_TIME = re.compile(r"\bsame (?:time|hour)\b", re.IGNORECASE)
_BY_THE_HOUR = re.compile(
    r"\bsame (?:time|hour)\b|\b(?:earlier|later|sooner)(?: on)?(?: in)? (?:that|the) (?:very )?(?:same )?day\b",
    re.IGNORECASE,
)
_ANY_VISIT = datetime.fromisoformat("2000-01-03T09:00")
"""A visit from which may be counted, to see whether anything is."""
_EARLIER = frozenset({"forward", "earlier", "sooner", "up"})
_OWN = r"(?:mine|hers|his|theirs|(?:my|her|his)(?: own)? (?:\w+ )?(?:appointment|visit|check-?up|physical|one))"
_SAME_DAY_AS = re.compile(rf"\b(?:on )?(?:the )?same day as {_OWN}\b(?!'s)", re.IGNORECASE)
_IS_ON = re.compile(rf"\b{_OWN}(?:'s| is)\b[^.?!;]*$", re.IGNORECASE)


def read(text: str, reads: Reads, *, nothing_known: bool) -> tuple[Found, ...]:
    """What `reads` finds, with the day of a visit told apart from what is wished. nothing_known: no visit is in hand
    and nothing was offered, from which a wish could be counted."""
    beside = _SAME_DAY_AS.search(text)
    if beside and (found := _day_of_another(text, beside, reads)):
        return found
    if nothing_known and (counted := _counted_from_told(text, reads) or _pointed_back(text, reads)):
        return counted
    return reads(text, None)


def as_move(text: str, commands: Sequence[Command]) -> tuple[Command, ...]:
    """The commands of an opening: who says how far a visit is to be moved, or tells of it and of another time counted
    from it for herself, wants it moved, and books none."""
    told = [c.value for c in commands if isinstance(c, Set) and isinstance(c.value, tuple)]
    moves = any(_moves(text[: match.start()], match) for match in _COUNTED.finditer(text))
    counted = any(when.relative_to is RelativeTo.APPOINTMENT for whens in told for when in whens)
    pointed = len(told) > 1 and _BACK.search(text) is not None and not _for_another(commands)
    if not (moves and counted) and not pointed:
        return tuple(commands)
    begun = {c.task for c in commands if isinstance(c, Start)}
    if not begun and pointed:
        return (*commands, Start(Task.RESCHEDULE))
    if begun & {Task.RESCHEDULE, Task.CANCEL}:
        return tuple(commands)
    return tuple(Start(Task.RESCHEDULE) if c == Start(Task.BOOK) else c for c in commands)


def _for_another(commands: Sequence[Command]) -> bool:
    """Whether the wish is for somebody else's visit, or for one of a kind named behind the visit told."""
    sets = [c.field for c in commands if isinstance(c, Set)]
    behind = sets[sets.index(Field.WHEN) :] if Field.WHEN in sets else []
    return Field.RELATION in sets or Field.VISIT_TYPE in behind


def once_known(whens: Whens, start: datetime, now: datetime, date_order: DateOrder) -> Whens:
    """What was counted from a visit that was not known, now that it is: it starts at `start`, a wall time as `now`."""
    return tuple(
        known
        for when in whens
        for known in (
            tuple(w for f in find_whens(when.counted, now, date_order=date_order, appointment=start) for w in f.whens)
            if when.counted
            else (when,)
        )
    )


def _day_of_another(text: str, beside: re.Match[str], reads: Reads) -> tuple[Found, ...]:
    """That day, where it is told; nothing where it is not."""
    found = reads(blanked(text, [beside.span()]), None)
    return tuple(
        replace(f, whens=tuple(replace(w, at=None) for w in f.whens)) if _IS_ON.search(text[: f.span[1]]) else f
        for f in found
        if any(w.date_from for w in f.whens)
    )


def _counted_from_told(text: str, reads: Reads) -> tuple[Found, ...]:
    """The visit as it was told, and the wish behind it, or the wish in its words; nothing where none is counted."""
    counted = next((m for m in _COUNTED.finditer(text) if _moves(text[: m.start()], m)), None)
    if counted is None:
        return ()
    told = reads(_as_told(text[: counted.start()]), None)
    hour = "same time " if _SAME_TIME.search(text, 0, counted.start()) else ""
    leads = tuple(hour + lead for lead in _plainly(counted))
    wishes = [lead + text[counted.end() :] for lead in leads]
    return _read_from(told, wishes, counted.start(), counted.end() - len(leads[0]), reads)


def _pointed_back(text: str, reads: Reads) -> tuple[Found, ...]:
    """ "I'm in on Tuesday at ten, could I come on Thursday that same week?": the visit as it was told, and the wish
    that points back at it."""
    for wish in _WISH.finditer(text):
        if _BACK.search(text, wish.end()) and (told := reads(_as_told(text[: wish.start()]), None)):
            return _read_from(told, [text[wish.end() :]], wish.end(), wish.end(), reads)
    return ()


def _as_told(text: str) -> str:
    """Without the words in which a visit would be an engagement that keeps her from coming: "I've got my exam …"."""
    return blanked(text, [match.span() for match in _HAS.finditer(text)])


def _read_from(
    told: tuple[Found, ...], wishes: Sequence[str], start: int, away: int, reads: Reads
) -> tuple[Found, ...]:
    """What is wished in these words (other readings of one wish), counted from the visit told; in its words where its
    hour matters and is not told, or no visit is."""
    base = _start_of(told[-1].whens) if told else None
    if base is None and told:
        return ()
    if base is None or (base.time() == time.min and _BY_THE_HOUR.search(wishes[0])):
        return (*told, *_in_their_words(wishes, start, away, reads))
    readings = [reads(words, base) for words in wishes]
    if not any(w.relative_to or _BACK.search(wishes[0]) for f in readings[0] for w in f.whens):
        return ()
    whens = tuple(dict.fromkeys(_without_midnight(w) for found in readings for f in found[-1:] for w in f.whens))
    last = readings[0][-1]
    span = max(start, last.span[0] + away), last.span[1] + away
    return (*told, replace(last, span=span, whens=whens))


def _in_their_words(wishes: Sequence[str], start: int, away: int, reads: Reads) -> tuple[Found, ...]:
    """The wish behind a visit of which no day, or no hour, was told."""
    said, end = [], start
    for words in wishes:
        found = [f for f in reads(words, _ANY_VISIT) if any(w.relative_to for w in f.whens)]
        if not found:
            return ()
        said.append(words[found[0].span[0] : found[-1].span[1]])
        end = max(end, found[-1].span[1] + away)
    return (Found((start, end), tuple(When(relative_to=RelativeTo.APPOINTMENT, counted=words) for words in said)),)


def _moves(before: str, counted: re.Match[str]) -> bool:
    """Whether what is counted says how far something is moved; a bare length does only in the words of moving."""
    bare = counted["length"] and not (counted["lead"] or counted["tail"])
    said = re.split(r"[,.;?!]", before)[-1] if bare else before
    return _MOVING.search(said) is not None and (counted["lead"] or "") != "for"


def _plainly(counted: re.Match[str]) -> tuple[str, ...]:
    """ "Two weeks out" in the words that the date grammar knows; "a week or two" is either."""
    if not counted["length"]:
        return (counted[0],)
    earlier = _EARLIER & {(counted["lead"] or "").lower(), (counted["tail"] or "").lower()}
    way = "earlier" if earlier else "later"
    either = _OR.match(counted["length"])
    if either is None:
        return (f"{counted['length']} {way}",)
    if either["unit"]:
        return f"{either['one']} {either['unit']} {way}", f"two {either['unit']}s {way}"
    return f"{either['n']} {either['units']} {way}", f"{either['m']} {either['units']} {way}"


def _start_of(whens: Whens) -> datetime | None:
    """When the visit told is; midnight where no hour was said, and the last of several days."""
    starts = [
        datetime.combine(w.date_from, w.at or time.min) for w in whens if w.date_from == w.date_to and w.date_from
    ]
    return max(starts) if starts and len(starts) == len(whens) else None


def _without_midnight(when: When) -> When:
    at = None if when.at == time.min else when.at
    return replace(when, at=at, relative_to=RelativeTo.APPOINTMENT if when.relative_to else None)
