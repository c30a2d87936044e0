"""A caller with an agenda: she hears the agent's words and answers what was asked, out of what she wants and knows.

She knows nothing of the agent but the words that reached her. What she agreed to is her memory, and the judge's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Literal

from voice_agent.evaluation.case import Behaviour, Case, Wish
from voice_agent.evaluation.mentions import Listener, Mention
from voice_agent.evaluation.questions import asked
from voice_agent.evaluation.wording import (
    Wording,
    last_name,
    opening_phrase,
    ordinal,
    spelling,
    spoken_digits,
    spoken_year,
)

MOST_PUZZLED = 3
MOST_DECLINED = 2
MOST_WRONG = 3
_YEARS = ("nineteen", "two thousand", "twenty ten", "twenty twenty")
_VERBS = {
    "book": re.compile(r"shall i book|check", re.IGNORECASE),
    "reschedule": re.compile(r"moves? (it|to)|shall i move", re.IGNORECASE),
    "cancel": re.compile(r"cancel", re.IGNORECASE),
    "confirm": re.compile(r"confirm", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Deed:
    """What she does next. cut: she began before the agent had finished. words: of `say`, or the digits of `keys`."""

    kind: Literal["say", "keys", "silence", "mumble", "hang_up"]
    words: str = ""
    cut: bool = False


@dataclass(slots=True)
class Memory:
    """What she remembers. chosen: the time that she picked; agreed: the read-back that she said yes to, with its
    time; relaxed: she was told that nothing is free as she wished."""

    chosen: Mention | None = None
    agreed: Mention | None = None
    agreed_to_register: bool = False
    agreed_to_waitlist: bool = False
    relaxed: bool = False
    gave_up: bool = False
    offered: tuple[Mention, ...] = ()


class AgendaCaller:
    """Give `hear` each reply of the agent's, as far as it was heard; it gives what she does then."""

    def __init__(self, case: Case, listener: Listener, visits: tuple[Mention, ...], random: Random) -> None:
        self.memory = Memory()
        self._case, self._listener, self._random = case, listener, random
        self._visits = visits
        self._say = Wording(random)
        self._left: list[Behaviour] = list(case.behaviours)
        self._wish: Wish = case.wishes[case.caller.when]
        self._lines = list(case.caller.lines)
        self._opened = False
        self._open_question = ""  # what was asked last: "take your time" leaves it open
        self._puzzled = self._declined = self._wrong = 0

    def hear(self, words: str) -> Deed:
        question = asked(words) or self._open_question
        self._open_question = question
        deed = self._habit(question, words) or self._answer(question, words)
        if deed.kind == "say" and "hesitates" in self._case.behaviours and self._random.random() < 0.5:
            said = deed.words[0].lower() + deed.words[1:] if not deed.words.startswith(("I'", "I ")) else deed.words
            return replace(deed, words=self._say("hesitation") + said)
        return deed

    @property
    def impatient(self) -> bool:
        """She will speak into the next read-back."""
        return bool({"interrupts", "backchannels"} & set(self._left))

    def spot(self, text: str) -> Deed:
        return Deed("say", text)

    # --- habits that come before any answer

    def _habit(self, question: str, words: str) -> Deed | None:
        if self._case.caller.task == "silence":
            return Deed("silence")
        if not self._opened or question in ("", "task", "more"):
            return None
        if question == "read_back":
            return self._at_read_back(words)
        habits: dict[Behaviour, Callable[[], Deed]] = {
            "asks": lambda: self.spot(self._say.one(self._case.caller.asks)),
            "asks-again": lambda: self.spot(self._say("again")),
            "holds": lambda: self.spot(self._say("hold")),
            "silent": lambda: Deed("silence"),
            "mumbles": lambda: Deed("mumble"),
        }
        if question in ("offer", "visit_type", "when", "name", "date_of_birth", "new_patient"):
            for habit, act in habits.items():
                if habit in self._left and self._random.random() < 0.6:
                    self._left.remove(habit)
                    return act()
        return None

    def _at_read_back(self, words: str) -> Deed | None:
        if "gives-up" in self._left:
            self.memory.gave_up = True
            self._left.remove("gives-up")
            return self.spot(self._say("drop"))
        if "hangs-up" in self._left:
            return Deed("hang_up")
        if "changes-her-mind" in self._left:
            self._left.remove("changes-her-mind")
            self._wish = self._case.wishes[self._case.caller.when_else]
            self.memory.chosen = None
            self.memory.relaxed = False
            return self.spot(self._say("other_time", when=self._say.one(self._wish.say)))
        if "backchannels" in self._left:
            self._left.remove("backchannels")
            return Deed("say", self._random.choice(("Mm-hmm.", "Uh-huh.")), cut=True)
        if "interrupts" in self._left:
            self._left.remove("interrupts")
            return Deed("say", "Yes, yes, go ahead.", cut=True)
        return None

    # --- answers

    def _answer(self, question: str, words: str) -> Deed:
        if self._case.caller.task == "says" or (self._lines and question in ("task", "")):
            return self._next_line(question)
        answers: dict[str, Callable[[str], Deed]] = {
            "task": self._open,
            "more": self._finish,
            "visit_type": lambda _: self.spot(self._visit()[0].upper() + self._visit()[1:] + "."),
            "when": self._when,
            "change": self._when,
            "offer": self._offer,
            "read_back": self._read_back,
            "patient_right": self._patient_right,
            "which_visit": self._which_visit,
            "which_reading": self._which_reading,
            "check": self._check,
            "waitlist": self._waitlist,
        }
        if question in answers:
            return answers[question](words)
        simple = self._fact(question)
        return simple if simple is not None else self._lost()

    def _fact(self, question: str) -> Deed | None:
        caller, who = self._case.caller, self._case.claimed
        other = "other_" if caller.relation else ""
        match question:
            case "name" if "spells" not in self._case.behaviours:
                return self.spot(self._say(f"{other}name", name=who.name))
            case "name" | "spell":
                last = last_name(who)
                return self.spot(self._say("spelled", name=who.name, last=last, spelling=spelling(last)))
            case "last_name":
                return self.spot(f"{who.name}.")
            case "date_of_birth":
                return self._date_of_birth(who.born, other)
            case "new_patient":
                return self.spot(self._say("new" if caller.new else "not_new"))
            case "own_number" | "callback":
                return self.spot(self._say("yes"))
            case "phone":
                return self.spot(spoken_digits(self._case.ringing.number))
            case "texts" | "check_task" | "double":
                return self.spot(self._say("yes"))
            case "no_visits":
                return self.spot(self._say("no"))
            case "staff":
                return self.spot(self._say("yes" if caller.wants_staff else "no"))
            case "there":
                return self.spot("Yes, I'm here.")
        return None

    def _date_of_birth(self, born: date, other: str) -> Deed:
        if "keys" in self._case.behaviours:
            return Deed("keys", f"{born:%m%d%Y}")
        if "corrects-herself" in self._left:
            self._left.remove("corrects-herself")
            wrong = self._say.born(born + timedelta(days=1))
            return self.spot(f"{wrong}. No, sorry, I mean {self._say.born(born)}.")
        return self.spot(self._say(f"{other}born", born=self._say.born(born)))

    def _next_line(self, question: str) -> Deed:
        if self._lines:
            self._opened = self._opened or len(self._lines) == 1
            return self.spot(self._say.one(self._lines.pop(0)))
        if question in ("more", "task", ""):
            return self._finish("") if self._case.caller.task == "says" else self._open("")
        if question == "staff" or self._case.caller.wants_staff:
            return self._fact(question) or self._lost()
        return self.spot(self._say("drop"))

    def _visit(self) -> str:
        return self._say.one(self._case.caller.calls_it or (self._case.caller.visit or "a visit",))

    def _open(self, words: str) -> Deed:
        caller = self._case.caller
        if (self._opened and self.memory.agreed is not None) or caller.task in ("question", "says"):
            return self._finish(words)
        self._opened = True
        said = self._request()
        if caller.calls_provider and caller.task in ("book", "waitlist"):
            said = f"{said[:-1]} with {caller.calls_provider}{said[-1]}"
        if "over-answers" in self._case.behaviours:
            if caller.task in ("book", "reschedule"):
                said += f" {self._when('').words}"
            if not caller.relation:
                said += f" My name is {self._case.claimed.name}, born {self._say.born(self._case.claimed.born)}."
        return self.spot(said)

    def _request(self) -> str:
        caller = self._case.caller
        return self._say(
            opening_phrase(caller.task, caller.relation), visit=self._visit(), relation=caller.relation or ""
        )

    def _finish(self, words: str) -> Deed:
        if self._case.caller.task == "question" and self._lines:
            return self._next_line("")
        if "goodbye" in words.lower():
            return Deed("hang_up")
        return self.spot(self._say("done"))

    def _when(self, words: str) -> Deed:
        said = self._say.one(self._wish.say)
        return self.spot(said[0].upper() + said[1:] + ".")

    def _offer(self, words: str) -> Deed:
        found = self._listener.mentions(words)
        if not found:
            return self._lost()
        self.memory.offered = found
        self.memory.relaxed = (
            self.memory.relaxed or "nothing is free" in words.lower() or "not with that" in words.lower()
        )
        if "declines" in self._left:
            self._left.remove("declines")
            return self.spot(self._say("none"))
        fitting = [one for one in found if self._suits(one)]
        if not fitting and (self.memory.relaxed or self._declined >= MOST_DECLINED) and not self._case.caller.stubborn:
            fitting = list(found)
        if not fitting:
            self._declined += 1
            if self._declined > MOST_DECLINED:
                self.memory.gave_up = True
                return self.spot(self._say("drop"))
            return self.spot(f"No, I'd need {self._say.one(self._wish.say)}.")
        choice = self._random.choice(fitting)
        self.memory.chosen = choice
        return self.spot(self._picking(choice, found))

    def _picking(self, choice: Mention, found: tuple[Mention, ...]) -> str:
        if len(found) == 1:
            return self._say("only")
        ordinals = ("first", "second", "third")[: len(found)]
        place = found.index(choice)
        if place >= len(ordinals) or (place == 2 and len(found) > 3):
            return f"{choice.start:%A} at {choice.start.hour % 12 or 12}:{choice.start:%M}, please."
        return self._say(ordinals[place])

    def _suits(self, one: Mention) -> bool:
        wanted = self._case.caller.provider
        if self._case.caller.task == "reschedule" and any(one.start == visit.start for visit in self._visits):
            return False
        return self._wish.allows(one.start, self._listener.today) and (
            not wanted or not one.provider or one.provider == wanted
        )

    def _read_back(self, words: str) -> Deed:
        found = self._listener.mentions(words)
        if not found:
            return self._lost()
        told = found[-1]
        verb = _VERBS.get(self._case.caller.task)
        if verb and not verb.search(words):
            return self._not_so(f"No. {self._request()}")
        if not self._as_chosen(told):
            wrong = self._say("wrong")
            return self._not_so(f"{wrong} {self._when('').words}" if self._choosing else wrong)
        self.memory.agreed = told
        return self.spot(self._say("yes"))

    def _not_so(self, objection: str) -> Deed:
        self._wrong += 1
        if self._wrong >= MOST_WRONG:
            self.memory.gave_up = True
            return Deed("hang_up")
        return self.spot(objection)

    @property
    def _choosing(self) -> bool:
        return self._case.caller.task in ("book", "reschedule")

    def _as_chosen(self, told: Mention) -> bool:
        if not self._choosing:
            return any(told.start == visit.start for visit in self._visits) or not self._visits
        chosen = self.memory.chosen
        if chosen is None:  # she was never offered a choice: it must be as she wished
            self.memory.chosen = told
            return self._suits(told) or self.memory.relaxed
        return told.start == chosen.start and (not chosen.provider or told.provider == chosen.provider)

    def _patient_right(self, words: str) -> Deed:
        who = self._case.claimed
        if f"{who.name.lower()}, born" in words.lower():
            self.memory.agreed_to_register = True
            return self.spot(self._say("yes"))
        return self._not_so(f"No, my name is {who.name}.")

    def _which_visit(self, words: str) -> Deed:
        found = self._listener.mentions(words)
        mine = next((one for one in found if any(one.start == visit.start for visit in self._visits)), None)
        return self.spot(self._picking(mine, found)) if mine else self._lost()

    def _which_reading(self, words: str) -> Deed:
        if self._listener.mentions(words) or not any(part in words.lower() for part in _YEARS):
            return self._when("")
        return self.spot(f"{self._say.born(self._case.claimed.born)}.")

    def _check(self, words: str) -> Deed:
        """Something of hers, heard with doubt: her name, her birthday, her wish."""
        who = self._case.claimed
        heard = words.lower()
        if who.name.lower() in heard or self._same_birthday(heard):
            return self.spot(self._say("yes"))
        if last_name(who).lower() in heard or who.name.split()[0].lower() in heard:
            return self.spot(f"No, it's {who.name}.")
        if any(part in heard for part in _YEARS):
            return self.spot(f"No, {self._say.born(who.born)}.")
        return self.spot(self._say("yes"))

    def _same_birthday(self, heard: str) -> bool:
        born = self._case.claimed.born
        return all(part in heard for part in (f"{born:%B}".lower() + f" {ordinal(born.day)}", spoken_year(born.year)))

    def _waitlist(self, words: str) -> Deed:
        self._declined += 1
        if self._declined > MOST_DECLINED:
            return self.spot(self._say("drop"))
        if self._case.caller.joins_waitlist:
            self.memory.agreed_to_waitlist = True
            return self.spot(self._say("yes"))
        return self.spot(self._say("no"))

    def _lost(self) -> Deed:
        """Not a question that she can make sense of."""
        self._puzzled += 1
        if not self._opened:
            return self._open("")
        return Deed("hang_up") if self._puzzled > MOST_PUZZLED else self.spot(self._say("puzzled"))
