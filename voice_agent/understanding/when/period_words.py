"""Names of days, weeks and months counted from today, and of their parts."""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final

from voice_agent.understanding.when.phrases import Phrases, phrases


class Share(StrEnum):
    START = auto()
    MIDDLE = auto()
    END = auto()
    FIRST_HALF = auto()
    SECOND_HALF = auto()
    REST = auto()
    WHOLE = auto()
    EARLIER_PART = auto()
    LATER_PART = auto()


# (kind, how many units away). Kinds: day, week, weekend, month, quarter, year.
SHIFTED: Final = Phrases(
    {
        "today": ("day", 0),
        "todays": ("day", 0),
        "today's": ("day", 0),
        "this day": ("day", 0),
        "tomorrow": ("day", 1),
        "tomorrow's": ("day", 1),
        "tomorow": ("day", 1),
        "tommorow": ("day", 1),
        "tommorrow": ("day", 1),
        "day after tomorrow": ("day", 2),
        "the day after tomorrow": ("day", 2),
        "day after": ("", 0),
        "overmorrow": ("day", 2),
        "today week": ("day", 7),
        "this day week": ("day", 7),
        "tomorrow week": ("day", 8),
        "today fortnight": ("day", 14),
        "tomorrow fortnight": ("day", 15),
        "yesterday": ("day", -1),
        "the day before yesterday": ("day", -2),
        "day before yesterday": ("day", -2),
        "last night": ("day", -1),
        "this week": ("week", 0),
        "this week's": ("week", 0),
        "the current week": ("week", 0),
        "all week": ("week", 0),
        "all of this week": ("week", 0),
        "next week": ("week", 1),
        "next week's": ("week", 1),
        "the coming week": ("week", 1),
        "of the following week": ("week", 1),
        "the week after next": ("week", 2),
        "week after next": ("week", 2),
        "a week after next": ("week", 2),  # "the", misheard
        "weekend after next": ("weekend", 2),
        "a weekend after next": ("weekend", 2),
        "the week after the next": ("week", 2),
        "not next week but the week after": ("week", 2),
        "not next week, the week after": ("week", 2),
        "not next week the week after": ("week", 2),
        "not this week but next": ("week", 1),
        "the week after next week": ("week", 2),
        "last week": ("week", -1),
        "past week": ("week", -1),
        "this weekend": ("weekend", 0),
        "the weekend": ("weekend", 0),
        "weekend": ("weekend", 0),
        "the long weekend": ("weekend", 0),
        "the bank holiday weekend": ("weekend", 0),
        "the holiday weekend": ("weekend", 0),
        "this coming weekend": ("weekend", 0),
        "the coming weekend": ("weekend", 0),
        "next weekend": ("weekend", 1),
        "the weekend after next": ("weekend", 2),
        "the weekend after": ("weekend", 1),
        "last weekend": ("weekend", -1),
        "this month": ("month", 0),
        "the month": ("month", 0),
        "the current month": ("month", 0),
        "next month": ("month", 1),
        "the coming month": ("month", 1),
        "the month after next": ("month", 2),
        "month after next": ("month", 2),
        "last month": ("month", -1),
        "past month": ("month", -1),
        "this quarter": ("quarter", 0),
        "next quarter": ("quarter", 1),
        "this year": ("year", 0),
        "the year": ("year", 0),
        "next year": ("year", 1),
        "the new year": ("year", 1),
        "last year": ("year", -1),
        "past year": ("year", -1),
    }
)
# What part of a period is meant, said before it.
SHARES: Final = Phrases(
    {
        **{
            f"{article}{word} of": Share.START
            for article in ("", "the ", "at the ")
            for word in ("beginning", "start", "top")
        },
        **{f"{article}{word} of": Share.MIDDLE for article in ("", "the ", "in the ") for word in ("middle", "mid")},
        **{
            f"{article}{word} of": Share.END
            for article in ("", "the ", "at the ")
            for word in ("end", "very end", "back end")
        },
        "early to mid": Share.EARLIER_PART,
        "early or mid": Share.EARLIER_PART,
        "mid to late": Share.LATER_PART,
        "mid or late": Share.LATER_PART,
        "early": Share.START,
        "early in": Share.START,
        "early on in": Share.START,
        "mid": Share.MIDDLE,
        "mid -": Share.MIDDLE,
        "middle": Share.MIDDLE,
        "late": Share.END,
        "late in": Share.END,
        **{
            f"{article}{word} of": share
            for article in ("", "the ")
            for word, share in (
                ("back half", Share.SECOND_HALF),
                ("latter half", Share.SECOND_HALF),
                ("last half", Share.SECOND_HALF),
                ("front half", Share.FIRST_HALF),
                ("first part", Share.START),
                ("early part", Share.START),
                ("very beginning", Share.START),
                ("very start", Share.START),
                ("latter part", Share.END),
                ("last part", Share.END),
                ("tail end", Share.END),
                ("later part", Share.END),
                ("tail", Share.END),
            )
        },
        "the first half of": Share.FIRST_HALF,
        "first half of": Share.FIRST_HALF,
        "the second half of": Share.SECOND_HALF,
        "second half of": Share.SECOND_HALF,
        "the rest of": Share.REST,
        "rest of": Share.REST,
        "later in": Share.REST,
        "later": Share.REST,
        "later on in": Share.REST,
        "sometime": Share.WHOLE,
        "some time": Share.WHOLE,
        "any day": Share.WHOLE,
        "any time": Share.WHOLE,
        "all": Share.WHOLE,
        "all of": Share.WHOLE,
        "the whole of": Share.WHOLE,
        "the entire": Share.WHOLE,
        "most of": Share.WHOLE,
        "throughout": Share.WHOLE,
        "anytime": Share.WHOLE,
        "during": Share.WHOLE,
        "sometime in": Share.WHOLE,
        "in": Share.WHOLE,
        "any day in": Share.WHOLE,
    }
)
ENDING: Final = Phrases(
    {
        f"{the}{kind}{verb}": kind
        for the in ("the ", "")
        for kind in ("week", "month", "year")
        for verb in (" is out", " is over", "'s out", "'s over", " ends", " runs out", " is up", "'s up", " is through")
    }
)
"""A period by its end: "before the month is out"."""
NAMED: Final = Phrases(
    {"midweek": Share.MIDDLE, "mid week": Share.MIDDLE, "mid - week": Share.MIDDLE, "end of week": Share.END}
)
CURRENT: Final = Phrases({"the week": "week", "week": "week", "month": "month"})
NEXT: Final = phrases(
    "in the next",
    "within the next",
    "over the next",
    "the next",
    "next",
    "during the next",
    "within",
    "inside",
    "inside of",
    "in under",
    "in less than",
    "in the coming",
    "over the coming",
    "in the space of",
)
LAST: Final = phrases("in the last", "over the last", "the last", "last", "past", "the past", "during the last")
MONTH_FOLLOWS: Final = frozenset(
    {"", ".", "?", "some", "sometime", "would", "is", "works", "please", "or", "this", "next", "last"}
)
MONTH_LEADS: Final = frozenset(
    {"in", "of", "for", "until", "till", "since", "by", "before", "after", "during", "next", "this", "through", "to",
     "late", "early", "mid", "or", "sometime", "about", "around", "end", "and", "from", "-"}
)  # fmt: skip
