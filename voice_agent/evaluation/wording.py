"""Ways to say the same thing. A choice is the seed's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random

from voice_agent.evaluation.case import Person

_MONTHS = "January February March April May June July August September October November December".split()
_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
_ONES += "seventeen eighteen nineteen".split()
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINAL = {1: "first", 2: "second", 3: "third", 5: "fifth", 8: "eighth", 9: "ninth", 12: "twelfth"}

PHRASES: Mapping[str, tuple[str, ...]] = {
    "yes": ("Yes.", "Yes, please.", "Yes, that's right.", "Yeah, that's correct.", "Sure, go ahead.", "Yep.", "Okay."),
    "no": ("No.", "No, thank you.", "No, thanks."),
    "done": (
        "No, that's all, thank you.",
        "No, thanks. Goodbye.",
        "That was everything, thank you.",
        "Nope, I'm good.",
    ),
    "not_new": ("No, I've been there before.", "No, I'm a patient already.", "No.", "I've been coming for years."),
    "new": ("Yes, I'm new.", "Yes, it's my first time.", "Yes.", "Yes, I've never been there."),
    "again": ("Sorry, could you say that again?", "Pardon?", "What was that?", "Can you repeat that, please?"),
    "hold": ("One moment, please.", "Hang on a second.", "Just a minute, let me get my calendar."),
    "puzzled": ("Sorry, I don't understand.", "What do you mean?"),
    "staff": ("Can I talk to a real person, please?", "I'd like to speak to somebody.", "Get me a human, please."),
    "drop": ("Forget it, never mind.", "You know what, never mind.", "No, forget about it, I'll leave it."),
    "bye": ("Goodbye.", "Bye.", "Okay, bye."),
    "first": ("The first one, please.", "The first one works.", "I'll take the first one."),
    "second": ("The second one, please.", "I'd like the second.", "The second one works for me."),
    "third": ("The third one.", "The last one, please.", "I'll take the third."),
    "only": ("Yes, that works.", "Yes, please.", "That's fine.", "Sure, I'll take it."),
    "none": ("None of those work for me.", "No, those don't work.", "Do you have anything else?"),
    "wrong": ("No, that's not right.", "No, that's wrong."),
    "other_time": (
        "Actually, no. I'd rather come {when}.",
        "No, wait, can we make it {when} instead?",
        "Sorry, I changed my mind: {when}, please.",
    ),
    "hesitation": ("Um, ", "Well, ", "Uh, let me see, ", "So, um, ", "Okay, so, "),
    "name": ("My name is {name}.", "{name}.", "It's {name}.", "This is {name}."),
    "other_name": ("{name}.", "It's {name}.", "The name is {name}."),
    "born": ("{born}.", "It's {born}.", "{born}.", "I was born on {born}."),
    "other_born": ("{born}.", "It's {born}."),
    "spelled": ("{name}. {last}: {spelling}.", "{name}, that's {spelling}.", "{name}, spelled {spelling}."),
    "book": (
        "I'd like to book {visit}.",
        "Hi, can I make an appointment for {visit}?",
        "Hello, I need {visit}.",
        "I want to schedule {visit}, please.",
        "Hi there, I was hoping to get in for {visit}.",
    ),
    "book_for": (
        "I'd like to book {visit} for my {relation}.",
        "Hi, my {relation} needs {visit}.",
        "Can I make an appointment for my {relation}? It's for {visit}.",
    ),
    "reschedule": (
        "I need to move my appointment.",
        "Hi, I'd like to reschedule my appointment.",
        "Can I change my appointment to another day?",
        "I can't make my appointment, I need another day.",
    ),
    "reschedule_for": (
        "I need to move my {relation}'s appointment.",
        "I'd like to reschedule an appointment for my {relation}.",
    ),
    "cancel": ("I'd like to cancel my appointment.", "Hi, I have to cancel my visit.", "Please cancel my appointment."),
    "cancel_for": (
        "I need to cancel my {relation}'s appointment.",
        "I'd like to cancel an appointment for my {relation}.",
    ),
    "lookup": ("When is my next appointment?", "Can you tell me when my appointment is?", "Hi, what time is my visit?"),
    "lookup_for": ("When is my {relation}'s appointment?", "Can you tell me when my {relation} has to come in?"),
    "confirm": (
        "I'd like to confirm my appointment.",
        "Hi, I'm calling to confirm my visit.",
        "I want to confirm that I'm coming.",
    ),
    "confirm_for": ("I'd like to confirm my {relation}'s appointment.",),
    "waitlist": ("Can you put me on the waitlist for {visit}?", "I'd like to join the waiting list for {visit}."),
    "waitlist_for": ("Can you put my {relation} on the waitlist for {visit}?",),
    "register": ("I'd like to register as a new patient.", "Hi, I'm new and want to sign up as a patient."),
    "register_for": ("I'd like to register my {relation} as a new patient.",),
}


class Wording:
    """One caller's way of speaking."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def __call__(self, phrase: str, **values: str) -> str:
        return self.one(PHRASES[phrase]).format(**values)

    def one(self, ways: tuple[str, ...]) -> str:
        return self._random.choice(ways)

    def born(self, on: date) -> str:
        month, day, year = _MONTHS[on.month - 1], ordinal(on.day), spoken_year(on.year)
        return self.one((f"{month} {day}, {year}", f"{month} {day} {year}", f"the {day} of {month}, {year}"))


def opening_phrase(task: str, relation: str | None) -> str:
    return f"{task}_for" if relation else task


def spelling(word: str) -> str:
    """ "J, O, H, N": how a patient caller spells."""
    return ", ".join(word.upper())


def last_name(person: Person) -> str:
    return person.name.rpartition(" ")[2]


def spoken_year(year: int) -> str:
    if 2000 <= year < 2010:
        return "two thousand" + (f" {_ONES[year - 2000]}" if year > 2000 else "")
    return f"{_two_digits(year // 100)} {_two_digits(year % 100)}"


def ordinal(number: int) -> str:
    """1..31: "first", "twenty second"."""
    if number in _ORDINAL:
        return _ORDINAL[number]
    if number > 20 and number % 10:
        return f"{_TENS[number // 10]} {ordinal(number % 10)}"
    return _two_digits(number).removesuffix("y") + ("ieth" if number % 10 == 0 and number > 10 else "th")


def spoken_digits(number: str) -> str:
    """A telephone number, digit by digit, without the country's."""
    return " ".join("oh" if digit == "0" else _ONES[int(digit)] for digit in number.lstrip("+")[-10:])


def _two_digits(number: int) -> str:
    if number < 20:
        return _ONES[number]
    return _TENS[number // 10] + (f" {_ONES[number % 10]}" if number % 10 else "")
