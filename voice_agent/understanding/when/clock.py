"""Times by the clock, as said and as transcribers write them: "2:30pm", "2 30", "230", "quarter to nine"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from voice_agent.understanding.numbers import UNITS, ZEROS, Number, cardinal_at
from voice_agent.understanding.when.calendar_words import WEEKDAYS
from voice_agent.understanding.when.durations import duration_at
from voice_agent.understanding.when.phrases import Phrases, Said, ends_phrase, is_number, phrases, skip, word
from voice_agent.understanding.when.pieces import Clock, Half, Sense

_HALVES: Final = Phrases(
    {
        "am": Half.AM,
        "a m": Half.AM,
        "pm": Half.PM,
        "p m": Half.PM,
        "in the morning": Half.MORNING,
        "in the mornings": Half.MORNING,
        "in morning": Half.MORNING,
        "of the morning": Half.MORNING,
        "morning": Half.MORNING,
        "in the afternoon": Half.AFTERNOON,
        "in the afternoons": Half.AFTERNOON,
        "in afternoon": Half.AFTERNOON,
        "of an afternoon": Half.AFTERNOON,
        "afternoon": Half.AFTERNOON,
        "in the evening": Half.EVENING,
        "in the evenings": Half.EVENING,
        "in evening": Half.EVENING,
        "evening": Half.EVENING,
        "in the night": Half.NIGHT,
        "at night": Half.NIGHT,
        "night": Half.NIGHT,
        "noon": Half.AFTERNOON,
    }
)
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
_O_CLOCK: Final = phrases("o'clock", "oclock", "o clock", "o ' clock", 'o " clock', "o - clock", "a clock")
_MINUTES: Final = frozenset({"minutes", "minute", "mins", "min"})
_PAST: Final = frozenset({"past", "after"})
_TO: Final = frozenset({"to", "til", "till", "before", "of"})
_AT: Final = frozenset({"at", "around", "about", "approximately", "roughly", "say", "@", "circa"})
_BOUNDS: Final = frozenset({"before", "after", "by", "until", "till", "til", "between", "past", "than"})
_SUITS: Final = phrases(
    *(
        f"{verb} {how}"
        for verb in ("would be", "is", "will be")
        for how in ("good", "fine", "great", "perfect", "best")
    ),
    "works",
    "would work",
    "would suit",
    "suits",
)
_PLACES: Final = frozenset(
    {"room", "suite", "apartment", "apt", "unit", "flat", "extension", "ext", "number", "box", "#"}
)
_TAILS: Final = phrases("at the latest", "or later", "or earlier", "onwards", "at the earliest", "or so")
_ISH: Final = re.compile(r"([a-z]+|)ish\Z")
_DIGIT_TIME: Final = re.compile(r"(\d{1,2})([0-5]\d)\Z")


def clock_at(said: Said, i: int, sense: Sense, *, after_time_words: bool = False) -> tuple[Clock, int] | None:
    """A time of day at `i` and the index after it.

    A bare number is an hour only where its neighbours say so, or where `after_time_words` tells that a day or a part
    of the day stands right before it, or where the agent has asked for a time.
    """
    named = _NAMED.at(said, i)
    if named:
        return named[0], _ish(said, named[1])
    return _spoken_minutes(said, i, sense) or _with_minutes(said, i, sense) or _bare(said, i, sense, after_time_words)


def half_at(said: Said, i: int) -> tuple[Half, int] | None:
    """A word for the half of the day: "pm", "in the evening", "morning". Also after a comma-less "-"."""
    return _HALVES.at(said, i)


def _ish(said: Said, i: int) -> int:
    """Past "ish", "-ish", "sharp", "or so", "on the dot"."""
    j = skip(said, i, {"-"})
    if word(said, j) in {"ish", "sharp", "exactly"}:
        return j + 1
    if word(said, i) == "or" and word(said, i + 1) in {"so", "thereabouts"}:
        return i + 2
    return i


def _hour(said: Said, i: int) -> Number | None:
    """An hour from 0 to 24 in digits or words, "threeish" too."""
    text = word(said, i)
    ish = _ISH.match(text)
    if ish and (ish.group(1) in UNITS or ish.group(1) in {"ten", "eleven", "twelve"}):
        value = UNITS.get(ish.group(1)) or {"ten": 10, "eleven": 11, "twelve": 12}[ish.group(1)]
        return Number(value, i, i + 1)
    number = cardinal_at(said, i)
    return number if number and 0 <= number.value <= 24 and len(number.digits) <= 2 else None


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
        if joint in {"of", "after"} and not counted and word(said, i - 1) not in _AT and not sense.expecting_when:
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
        return word(said, i - 1) in _AT
    return minutes % 5 == 0 or (word(said, i - 1) in _AT and minutes > 12) or joint == "past"


def _whole_hour(said: Said, i: int) -> tuple[Clock, int] | None:
    """The hour that minutes are counted from, with its half."""
    named = _NAMED.at(said, i)
    if named:
        return named
    number = _hour(said, i)
    if number is None or word(said, number.last) in {":", "/"}:
        return None
    o_clock = _O_CLOCK.at(said, number.last)
    last = o_clock[1] if o_clock else number.last
    half = half_at(said, last)
    if half is None and not ends_phrase(said, last) and word(said, last) not in {"ish", "sharp"}:
        return None
    return _finish(said, Clock(number.value), last)


def _finish(said: Said, clock: Clock, last: int) -> tuple[Clock, int]:
    """Take in "ish", "o'clock" and the half of the day that follow."""
    last = _ish(said, last)
    o_clock = _O_CLOCK.at(said, last)
    last = o_clock[1] if o_clock else last
    half = half_at(said, skip(said, last, {"-"}))
    if half:
        clock, last = replace(clock, half=half[0]), half[1]
        again = half_at(said, last)
        last = again[1] if again and again[0] is not Half.AM else last
    return clock, _ish(said, last)


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


def _with_minutes(said: Said, i: int, sense: Sense) -> tuple[Clock, int] | None:
    """ "2:30", "2.30 pm", "2 30", "two thirty", "14h30", "fifteen hundred"; "230" where a time is meant."""
    packed = _packed(said, i, sense) or _hundreds(said, i, sense)
    if packed:
        return packed
    number = _hour(said, i)
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
        if separator == "." and half_at(said, minute[1]) is None and word(said, i - 1) not in _AT | _BOUNDS:
            return None  # "1.05" is a price as often
        seconds = word(said, minute[1]) == ":" and word(said, minute[1] + 1) == "00"
        last = minute[1] + 2 if seconds else minute[1]
        return _finish(said, Clock(number.value, minute[0], half=as_written), last)
    j = skip(said, j, {"-"}) if not number.digits else j
    minute = _minute(said, j)
    if minute is None or bool(number.digits) != word(said, j)[:1].isdecimal() or number.value > 23:
        return None
    clock, last = _finish(said, Clock(number.value, minute[0], half=as_written), minute[1])
    return (clock, last) if clock.half not in (None, Half.AS_WRITTEN) or _alone(said, i, last) else None


def _hundreds(said: Said, i: int, sense: Sense) -> tuple[Clock, int] | None:
    """ "fifteen hundred", "oh nine hundred hours"."""
    number = cardinal_at(said, i + 1 if word(said, i) in ZEROS else i)
    if number is None or number.digits or number.value % 100 or not 700 <= number.value <= 2400:
        return None
    hours = word(said, number.last) == "hours"
    if not (hours or word(said, i) in ZEROS or word(said, i - 1) in _AT or sense.expecting_when):
        return None
    return Clock(number.value // 100, half=Half.AS_WRITTEN), number.last + hours


def _alone(said: Said, i: int, last: int) -> bool:
    """Whether two numbers stand by themselves, not among a phone number's or in front of what they count."""
    before = said[i - 1].text if i else ""
    if before in _PLACES:
        return False
    return not before[:1].isdecimal() and before not in UNITS and not is_number(said, last) and ends_phrase(said, last)


def _packed(said: Said, i: int, sense: Sense) -> tuple[Clock, int] | None:
    """ "230", "1415", "0930": hour and minutes in one run of digits, if a half follows or a time is meant."""
    match = _DIGIT_TIME.match(word(said, i))
    if match is None or len(word(said, i)) < 3 or int(match.group(1)) > 23:
        return None
    as_written = Half.AS_WRITTEN if match.group(1).startswith("0") and int(match.group(1)) not in range(1, 6) else None
    clock, last = _finish(said, Clock(int(match.group(1)), int(match.group(2)), half=as_written), i + 1)
    if clock.half not in (None, Half.AS_WRITTEN):
        return clock, last
    year_like = 1900 <= int(word(said, i)) <= 2099 and last - i < len(said) - 1
    round_minutes = int(match.group(2)) % 5 == 0 and not year_like
    prompted = word(said, i - 1) in _AT | _BOUNDS | {"it"} or (round_minutes and (sense.expecting_when or i == 0))
    return (clock, last) if prompted and _alone(said, i, last) else None


def _bare(said: Said, i: int, sense: Sense, after_time_words: bool) -> tuple[Clock, int] | None:
    """ "3", "three o'clock", "3 pm", "at three", and "three" where a time is expected."""
    number = _hour(said, i)
    if number is None:
        return None
    clock, last = _finish(said, Clock(number.value), number.last)
    said_more = last > number.last or (not number.digits and word(said, i).endswith("ish"))
    nights = word(said, last - 1) == "night" and word(said, last - 2) not in {"the", "at"}  # "a 3 night stay"
    if said_more and word(said, last - 1) not in {"exactly", "so"} and (not nights or word(said, i - 1) in _AT):
        return clock, last
    clock, last = Clock(number.value), _ish(said, number.last)
    if number.value == 0 or word(said, last) == "of" or duration_at(said, i):
        return None
    if not ends_phrase(said, last) or is_number(said, last) or is_number(said, i - 1):
        return None
    return (clock, last) if _hour_is_meant(said, i, last, sense, after_time_words) else None


def _hour_is_meant(said: Said, i: int, last: int, sense: Sense, after_time_words: bool) -> bool:
    before, two_before = word(said, i - 1), word(said, i - 2)
    if _TAILS.at(said, last) or _clear_end(said, last):
        return before not in {"is", "he's", "she's", "i'm", "age", "aged", "number", "turned"}
    if before in {"do", "for", "have", "say", "me"} and word(said, i) != "one" and _day_follows(said, last):
        return True
    if _SUITS.at(said, last) and before in {"", ",", ".", "maybe", "then"}:
        return True
    if word(said, i) == "one" and word(said, last) in {"for", "on", "that"}:
        return False  # "book one for Monday"
    if after_time_words or before in _AT | _BOUNDS or (before == "it" and two_before == "make"):
        return not (before in {"of", "than"} and two_before in {"more", "less", "older", "younger", "one"})
    if before in {"for", "from", "to", "or", "and", "-", "not"}:
        return sense.expecting_when or (before == "for" and word(said, last) in {"on", "today", "tomorrow", "tonight"})
    if not sense.expecting_when or before in {
        "is",
        "he's",
        "she's",
        "i'm",
        "we're",
        "am",
        "age",
        "aged",
        "of",
        "number",
    }:
        return before in {"is"} and two_before == "time" and sense.expecting_when
    return True


def _clear_end(said: Said, last: int) -> bool:
    """Whether a range to a clear time follows: "2 to 4 pm"."""
    if word(said, last) not in {"to", "-", "until", "till"}:
        return False
    number = _hour(said, last + 1)
    if number is None:
        return False
    return _day_follows(said, number.last) or _finish(said, Clock(number.value), number.last)[0].half is not None


def _day_follows(said: Said, last: int) -> bool:
    """Whether a day is named right after: "do 3 on Tuesday"."""
    return word(said, skip(said, last, {"on"})) in WEEKDAYS.keys() | {"today", "tomorrow"}
