"""Wishes relative to what was offered, or to the visit that is booked: "anything later", "same time the week after"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from voice_agent.understanding.when.durations import duration_at
from voice_agent.understanding.when.phrases import Phrases, Said, listed, skip, word
from voice_agent.understanding.when.pieces import Relative, Sense, Shift

_GROUPS: Final = {
    Shift.LATER: """
        later | a later time | a later one | later ones | a later appointment | a later slot | a later date |
        too early | too soon | later please | later if possible | is later | later than that | anything after that
        | something after that | after then | any time after that | anytime after that | after that |
        what about later | how about later
    """,
    Shift.EARLIER: """
        earlier | sooner | an earlier time | an earlier one | an earlier appointment | an earlier slot |
        a sooner date | an earlier date | too late | too far out | too far away | too long to wait |
        earlier than that | before that | before then | any time before that | sooner than that |
        anything before that | earlier please | earlier if possible | how about earlier | what about earlier |
        move it up | bring it forward | bump it up | move me up | move that up | bring that forward
    """,
    Shift.FROM_THEN: """
        not before then | not before that | no sooner than that | no earlier than that | from then on | not until then |
        from that day on | not till then | on or after that | from then onwards | from then onward | any time from then
    """,
    Shift.LATER_THAT_DAY: """
        later that day | later on that day | later the same day | later in that day | later on the same day |
        later that same day
    """,
    Shift.EARLIER_THAT_DAY: """
        earlier that day | earlier the same day | earlier in the day | earlier on that day | earlier that same day
        | earlier in that day
    """,
    Shift.LATER_THAT_WEEK: """
        later that week | later in that week | later on that week | later the same week | later that same week |
        later in the same week | later in that same week | later on the same week | later on in the same week |
        later on that same week | later on in that week
    """,
    Shift.EARLIER_THAT_WEEK: """
        earlier that week | earlier in that week | earlier the same week | sooner that week | earlier that same week |
        earlier in the same week | earlier in that same week | earlier on in the same week | earlier on in that week
    """,
    Shift.SAME_TIME: "same time | the same time | at the same time | same hour | the same hour",
    Shift.SAME_DAY: "same day | the same day | on the same day | that day | that same day | on that day",
    Shift.OTHER_DAY: """
        another day | a different day | some other day | a different date | another date | on another day |
        any other day
    """,
    Shift.NEXT_DAY: """
        the day after that | the next day | the following day | the day after | a day later | one day later
    """,
    Shift.DAY_BEFORE: """the day before | the day before that | a day earlier | one day earlier | the previous day""",
    Shift.NEXT_WEEK: """
        the week after | the week after that | the following week | week after | the next week | following week
    """,
    Shift.WEEK_BEFORE: "the week before | the week before that | the previous week",
}
_GRADED: Final = (Shift.LATER, Shift.EARLIER, Shift.LATER_THAT_DAY, Shift.EARLIER_THAT_DAY)
_DEGREES: Final = listed(
    "anything | something | any | a bit | a little | a little bit | something a bit | anything a bit | much | slightly"
)


def _phrases() -> Iterator[tuple[str, Shift]]:
    for shift, group in _GROUPS.items():
        for phrase in listed(group):
            if phrase not in {"later", "earlier"}:
                yield phrase, shift
            if shift in _GRADED:
                yield from ((f"{degree} {phrase}", shift) for degree in _DEGREES)


_SHIFTS: Final = Phrases(dict(_phrases()))
_LATER: Final = frozenset({"later", "after"})
_NOT_AFTER: Final = frozenset(
    {"than", "christmas", "thanksgiving", "easter", "new", "i", "in", "this", "next", "today", "tomorrow"}
)
_THAN_THAT: Final = {("than", "that"), ("than", "planned"), ("than", "it"), ("than", "scheduled"), ("than", "now")}
_MOVED: Final = frozenset({"up", "forward", "back"})
_EARLIER: Final = frozenset({"earlier", "sooner", "before"})


def relative_at(said: Said, i: int, sense: Sense) -> tuple[Relative, int] | None:
    """A relative wish at `i` and the index after it. "Later than three" and "I'll call later" are none."""
    shift = _SHIFTS.at(said, i)
    moved = duration_at(said, skip(said, shift[1], {"by"})) if shift and word(said, shift[1] - 1) in _MOVED else None
    if shift and moved:
        return Relative(shift[0], moved[0]), moved[1]  # "move it up an hour"
    if shift and not (shift[0] in _GRADED and word(said, shift[1]) in _NOT_AFTER):
        if shift[0] is Shift.EARLIER_THAT_DAY and "the" in {w.text for w in said[i : shift[1]]} and not _based(sense):
            return None  # "earlier in the day" is the morning then
        if shift[0] is Shift.SAME_DAY and not (sense.offers or sense.appointment) and word(said, i) == "that":
            return None
        return Relative(shift[0]), shift[1]
    lead = word(said, i) in {"back", "forward", "out", "up"}
    length = duration_at(said, skip(said, i + 1, {"by"}) if lead else i)
    if length is None:
        return None
    tail = word(said, length[1])
    than = (word(said, length[1] + 1), word(said, length[1] + 2)) in _THAN_THAT
    if tail in _LATER | _EARLIER and (than or _closes(said, length[1] + 1)):
        last = length[1] + (3 if than else 1)
        return Relative(Shift.LATER if tail in _LATER else Shift.EARLIER, length[0]), last
    if lead and word(said, i - 1) in {"it", "that", "appointment", "visit", "me", "us", "mine", "one", "o'clock"}:
        return Relative(Shift.EARLIER if word(said, i) in {"forward", "up"} else Shift.LATER, length[0]), length[1]
    return None


def _based(sense: Sense) -> bool:
    return bool(sense.offers or sense.appointment)


def _closes(said: Said, i: int) -> bool:
    return word(said, i) in {
        "",
        ".",
        ",",
        "?",
        "!",
        "please",
        "that",
        "if",
        "or",
        "would",
        "is",
        "and",
        "instead",
        "on",
    }
