"""Times by the clock, as said and as transcribers write them: "2:30pm", "2 30", "230", "quarter to nine"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from voice_agent.understanding.numbers import UNITS, ZEROS, cardinal_at
from voice_agent.understanding.when.bare_hours import bare_hour_at, day_follows
from voice_agent.understanding.when.hours import (
    AT,
    BOUNDS,
    COMPARED,
    LABELS,
    O_CLOCK,
    after_ish,
    finished,
    half_at,
    hour_at,
)
from voice_agent.understanding.when.idle import pronoun_after_minutes
from voice_agent.understanding.when.phrases import Phrases, Said, ends_phrase, is_number, skip, word
from voice_agent.understanding.when.pieces import Clock, Half, Sense

_NAMED: Final = Phrases(
    {
        "noon": Clock(12, half=Half.AS_WRITTEN),
        "12 noon": Clock(12, half=Half.AS_WRITTEN),
        "twelve noon": Clock(12, half=Half.AS_WRITTEN),
        "midday": Clock(12, half=Half.AS_WRITTEN),
        "mid day": Clock(12, half=Half.AS_WRITTEN),
        "mid - day": Clock(12, half=Half.AS_WRITTEN),
        "noontime": Clock(12, half=Half.AS_WRITTEN),
        "noonish": Clock(12, half=Half.AS_WRITTEN),
        "middayish": Clock(12, half=Half.AS_WRITTEN),
        "high noon": Clock(12, half=Half.AS_WRITTEN),
        "midnight": Clock(0, half=Half.AS_WRITTEN),
    }
)
_FRACTIONS: Final = Phrases(
    {
        "half": 30,
        "half -": 30,
        "a half": 30,
        "quarter": 15,
        "a quarter": 15,
        "quarter -": 15,
        "three quarters": 45,
    }
)
_MINUTES: Final = frozenset({"minutes", "minute", "mins", "min"})
_PAST: Final = frozenset({"past", "passed", "after"})
_TO: Final = frozenset({"to", "til", "till", "before", "of"})
_DIGIT_TIME: Final = re.compile(r"(\d{1,2})([0-5]\d)\Z")


def clock_at(said: Said, i: int, sense: Sense, *, after_time_words: bool = False) -> tuple[Clock, int] | None:
    """A time of day at `i` and the index after it.

    A bare number is an hour only where its neighbours say so, or where `after_time_words` tells that a day or a part
    of the day stands right before it, or where the agent has asked for a time.
    """
    named = _NAMED.at(said, i)
    if named:
        return named[0], after_ish(said, named[1])
    return (
        _spoken_minutes(said, i, sense)
        or _with_minutes(said, i, sense, after_time_words=after_time_words)
        or bare_hour_at(said, i, sense, after_time_words)
    )


def _spoken_minutes(said: Said, i: int, sense: Sense) -> tuple[Clock, int] | None:
    """ "half past two", "a quarter to nine", "ten past three pm", "20 minutes after 10", "half two"."""
    fraction = _FRACTIONS.at(said, i)
    if fraction:
        minutes, j = fraction
        counted = True
    else:
        number = cardinal_at(said, i)
        if number is None or not 1 <= number.value <= 59:
            return None
        j = skip(said, number.last, _MINUTES)
        minutes, counted = number.value, j > number.last
    joint = word(said, j)
    if joint in _PAST or (joint in _TO and minutes != 30):
        sign = 1 if joint in _PAST else -1
        if not counted and not _minutes_rather_than_hours(said, i, minutes, joint, sense):
            return None
        if joint in {"of", "after"} and not counted and word(said, i - 1) not in AT and not sense.expecting_when:
            return None
        hour = _whole_hour(said, j + 1)
        return (replace(hour[0], shift=sign * minutes), hour[1]) if hour else None
    if minutes == 30 and fraction and not word(said, j)[:1].isdecimal():
        hour = _whole_hour(said, j)
        return (replace(hour[0], minute=30), hour[1]) if hour else None
    return None


def _minutes_rather_than_hours(said: Said, i: int, minutes: int, joint: str, sense: Sense) -> bool:
    """Whether "ten to three" is 2:50; from ten to three it is not."""
    if word(said, i - 1) in {"from", "between", "anywhere"}:
        return False
    if joint in {"till", "til", "before"}:
        return word(said, i - 1) in AT
    return minutes % 5 == 0 or (word(said, i - 1) in AT and minutes > 12) or joint in {"past", "passed"}


def _whole_hour(said: Said, i: int) -> tuple[Clock, int] | None:
    """The hour that minutes are counted from, with its half."""
    named = _NAMED.at(said, i)
    if named:
        return named
    number = hour_at(said, i)
    if number is None or word(said, number.last) in {":", "/"}:
        return None
    o_clock = O_CLOCK.at(said, number.last)
    last = o_clock[1] if o_clock else number.last
    half = half_at(said, last)
    if half is None and not ends_phrase(said, last) and word(said, last) not in {"ish", "sharp"}:
        return None
    return finished(said, Clock(number.value), last)


def _minute(said: Said, i: int) -> tuple[int, int] | None:
    """Minutes said after an hour: "30", "thirty five", "oh five", "hundred"."""
    text = word(said, i)
    if text in ZEROS and text != "zero":
        unit = UNITS.get(word(said, i + 1))
        digit = word(said, i + 1)
        if unit is None and len(digit) == 1 and digit.isdecimal():
            unit = int(digit)
        return (unit, i + 2) if unit else None
    number = cardinal_at(said, i)
    if number is None or number.value > 59:
        return None
    if number.digits:
        return (number.value, number.last) if len(number.digits) == 2 else None
    return (number.value, number.last) if number.value >= 10 else None


def _with_minutes(said: Said, i: int, sense: Sense, *, after_time_words: bool) -> tuple[Clock, int] | None:
    """ "2:30", "2.30 pm", "2 30", "two thirty", "14h30", "fifteen hundred"; "230" where a time is meant."""
    packed = _packed(said, i, sense) or _hundreds(said, i, sense)
    if packed:
        return packed
    number = hour_at(said, i)
    if number is None:
        return None
    j = number.last
    separator = word(said, j)
    as_written = Half.AS_WRITTEN if number.digits.startswith("0") and number.value not in range(1, 6) else None
    if separator in {":", ".", "h"}:
        tight = j + 1 < len(said) and said[j + 1].start <= said[j].end and len(word(said, j + 1)) == 2
        minute = _minute(said, j + 1) if tight else None
        if minute is None or not number.digits:
            return None
        meant = sense.expecting_when or after_time_words or day_follows(said, minute[1])
        meant = (meant and minute[0] % 5 == 0 and ends_phrase(said, minute[1])) or word(said, i - 1) in AT | BOUNDS
        if separator == "." and half_at(said, minute[1]) is None and not meant:
            return None  # "1.05" is a price as often
        seconds = word(said, minute[1]) == ":" and word(said, minute[1] + 1) == "00"
        last = minute[1] + 2 if seconds else minute[1]
        return finished(said, Clock(number.value, minute[0], half=as_written), last)
    j = skip(said, j, {"-"}) if not number.digits else j
    minute = _minute(said, j)
    if minute is None or bool(number.digits) != word(said, j)[:1].isdecimal() or number.value > 23:
        return None
    counted = minute[0] - pronoun_after_minutes(said, i, minute[1])
    clock, last = finished(said, Clock(number.value, counted, half=as_written), minute[1])
    return (clock, last) if clock.half not in (None, Half.AS_WRITTEN) or _alone(said, i, last) else None


def _hundreds(said: Said, i: int, sense: Sense) -> tuple[Clock, int] | None:
    """ "fifteen hundred", "oh nine hundred hours"."""
    number = cardinal_at(said, i + 1 if word(said, i) in ZEROS else i)
    if number is None or number.digits or number.value % 100 or not 700 <= number.value <= 2400:
        return None
    hours = word(said, number.last) == "hours"
    if not (hours or word(said, i) in ZEROS or word(said, i - 1) in AT or sense.expecting_when):
        return None
    return Clock(number.value // 100, half=Half.AS_WRITTEN), number.last + hours


def _alone(said: Said, i: int, last: int) -> bool:
    """Whether two numbers stand by themselves, not among a phone number's or in front of what they count."""
    before = said[i - 1].text if i else ""
    if before in LABELS:
        return False
    return not before[:1].isdecimal() and before not in UNITS and not is_number(said, last) and ends_phrase(said, last)


def _packed(said: Said, i: int, sense: Sense) -> tuple[Clock, int] | None:
    """ "230", "1415", "0930": hour and minutes in one run of digits, if a half follows or a time is meant."""
    match = _DIGIT_TIME.match(word(said, i))
    if match is None or len(word(said, i)) < 3 or int(match.group(1)) > 23:
        return None
    as_written = Half.AS_WRITTEN if match.group(1).startswith("0") and int(match.group(1)) not in range(1, 6) else None
    clock, last = finished(said, Clock(int(match.group(1)), int(match.group(2)), half=as_written), i + 1)
    if clock.half in (Half.AM, Half.PM) or (clock.half not in (None, Half.AS_WRITTEN) and clock.minute % 5 == 0):
        return clock, last
    year_like = 1900 <= int(word(said, i)) <= 2099 and last - i < len(said) - 1
    round_minutes = int(match.group(2)) % 5 == 0 and not year_like
    if word(said, i - 1) == "than" and word(said, i - 2) in COMPARED:
        return None
    prompted = word(said, i - 1) in AT | BOUNDS | {"it"} or (round_minutes and (sense.expecting_when or i == 0))
    return (clock, last) if prompted and _alone(said, i, last) else None
