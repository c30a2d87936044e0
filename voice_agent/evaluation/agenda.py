"""A caller with an agenda: she hears the agent's words and answers what was asked, out of what she wants and knows.

She knows nothing of the agent but the words that reached her. What she agreed to is her memory, and the judge's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from voice_agent.evaluation import choosing, habits
from voice_agent.evaluation.case import Case
from voice_agent.evaluation.mentions import Listener, Mention
from voice_agent.evaluation.mind import Deed, Memory, Mind
from voice_agent.evaluation.questions import asked
from voice_agent.evaluation.wording import (
    in_numbers,
    last_name,
    opening_phrase,
    ordinal,
    spelling,
    spoken_digits,
    spoken_year,
)

MEANT = {
    "book": re.compile(r"book", re.IGNORECASE),
    "reschedule": re.compile(r"move", re.IGNORECASE),
    "cancel": re.compile(r"cancel", re.IGNORECASE),
    "lookup": re.compile(r"hear about", re.IGNORECASE),
    "confirm": re.compile(r"confirm", re.IGNORECASE),
    "waitlist": re.compile(r"waitlist", re.IGNORECASE),
    "register": re.compile(r"register", re.IGNORECASE),
}
"""How the agent names each task."""
OF_HERS = {"name", "spell", "last_name", "date_of_birth", "visit_type", "when", "change", "phone"}
"""Questions for something that she may be asked about again, where it was heard with doubt."""
MISSED = re.compile(r"missed that|didn't (?:catch|get|understand)|say (?:that|it) again", re.IGNORECASE)
MOST_REPEATS = 2
_YEARS = ("nineteen", "two thousand", "twenty ten", "twenty twenty")


class AgendaCaller:
    """Give `hear` each reply of the agent's, as far as it was heard; it gives what she does then."""

    def __init__(self, case: Case, listener: Listener, visits: tuple[Mention, ...], random: Random) -> None:
        self._case = case
        self._mind = Mind.of(case, listener, visits, random)
        self._say = self._mind.say
        self._lines = list(case.caller.lines)
        self._open_question = ""  # what was asked last: "take your time" leaves it open
        self._asked_for = ""  # what of hers was asked for last
        self._asked = False  # she has just asked something herself
        self._last_line = ""  # of what she rang to say, if it was the last that she said
        self._repeats = MOST_REPEATS

    @property
    def memory(self) -> Memory:
        return self._mind.memory

    @property
    def impatient(self) -> bool:
        """She will speak into the next read-back."""
        return habits.impatient(self._mind)

    def hear(self, words: str) -> Deed:
        question = asked(words) or self._open_question
        self._open_question = question
        self._asked_for = question if question in OF_HERS else self._asked_for
        if self._case.caller.task == "silence":
            return Deed("silence")
        missed, self._last_line = self._last_line if MISSED.search(words) else "", ""
        deed = self._again(question, missed) or habits.instead(self._mind, question) or self._answer(question, words)
        deed = habits.in_her_manner(self._mind, deed, answered=self._asked)
        self._asked = deed.words in self._case.caller.asks
        return deed

    def _again(self, question: str, missed: str) -> Deed | None:
        """What she rang to say was missed, so she says it once more."""
        if not missed or question not in ("task", "more", "") or not self._repeats:
            return None
        self._repeats -= 1
        self._last_line = missed
        return Deed("say", missed)

    # --- answers

    def _answer(self, question: str, words: str) -> Deed:
        if self._case.caller.task == "says" or (self._lines and question in ("task", "")):
            return self._next_line(question)
        answers: dict[str, Callable[[str], Deed]] = {
            "task": self._open,
            "more": self._finish,
            "visit_type": lambda _: Deed("say", self._visit()[0].upper() + self._visit()[1:] + "."),
            "usual_visit": self._usual_visit,
            "when": lambda _: Deed("say", self._mind.when()),
            "change": lambda _: Deed("say", self._mind.when()),
            "offer": lambda words: choosing.offer(self._mind, words),
            "read_back": lambda words: choosing.read_back(self._mind, words, self._request()),
            "patient_right": self._patient_right,
            "which_visit": lambda words: choosing.which_visit(self._mind, words),
            "which_reading": self._which_reading,
            "check": self._check,
            "check_task": self._check_task,
            "waitlist": lambda _: choosing.waitlist(self._mind),
        }
        if question in answers:
            return answers[question](words)
        simple = self._fact(question)
        return simple if simple is not None else self._lost()

    def _fact(self, question: str) -> Deed | None:
        caller, who, speak = self._case.caller, self._case.claimed, self._mind.speak
        other = "other_" if caller.relation else ""
        match question:
            case "name" if "tells-all" in self._mind.left:
                self._mind.left.remove("tells-all")
                return speak("name_and_birth", name=who.name, born=self._say.born(who.born))
            case "name" if "spells" not in self._case.behaviours:
                return speak(f"{other}name", name=who.name)
            case "name" | "spell":
                last = last_name(who)
                return speak("spelled", name=who.name, last=last, spelling=spelling(last))
            case "last_name":
                return Deed("say", f"{who.name}.")
            case "date_of_birth":
                return self._date_of_birth(who.born, other)
            case "new_patient":
                return speak("new" if caller.new else "not_new")
            case "own_number" | "callback":
                return speak("yes")
            case "phone":
                return Deed("say", spoken_digits(self._case.ringing.number))
            case "texts":
                return speak("yes")
            case "double" | "no_visits":
                return speak("yes" if caller.task == "book" and self.memory.agreed is None else "no")
            case "staff":
                return speak("yes" if caller.wants_staff else "no")
            case "there":
                return Deed("say", "Yes, I'm here.")
        return None

    def _date_of_birth(self, born: date, other: str) -> Deed:
        if "keys" in self._case.behaviours:
            return Deed("keys", f"{born:%m%d%Y}")
        if self._mind.shows("corrects-herself"):
            wrong = self._say.born(born + timedelta(days=1))
            return Deed("say", f"{wrong}. No, sorry, I mean {self._say.born(born)}.")
        said = self._say.one(in_numbers(born)) if "numbers" in self._case.behaviours else self._say.born(born)
        return self._mind.speak(f"{other}born", born=said)

    def _next_line(self, question: str) -> Deed:
        if self._lines:
            self._mind.opened = self._mind.opened or len(self._lines) == 1
            self._last_line = self._say.one(self._lines.pop(0))
            return Deed("say", self._last_line)
        if question in ("more", "task", ""):
            return self._finish("") if self._case.caller.task == "says" else self._open("")
        if question == "staff" or self._case.caller.wants_staff:
            return self._fact(question) or self._lost()
        return self._mind.speak("drop")

    def _visit(self) -> str:
        return self._say.one(self._case.caller.calls_it or (self._case.caller.visit or "a visit",))

    def _usual_visit(self, words: str) -> Deed:
        """She is told which visit is made for what she has."""
        if any(name.lower() in words.lower() for name in self._names_of_visit()):
            return self._mind.speak("yes")
        return self._mind.objects(f"No, {self._visit()}.")

    def _names_of_visit(self) -> tuple[str, ...]:
        """What she calls it, without the article, and what the clinic calls it."""
        caller = self._case.caller
        own = (name.removeprefix("a ").removeprefix("an ").removeprefix("my ") for name in caller.calls_it)
        return (*own, *filter(None, (caller.visit,)))

    def _open(self, words: str) -> Deed:
        caller = self._case.caller
        over = self.memory.agreed is not None or self.memory.gave_up
        if (self._mind.opened and over) or caller.task in ("question", "says"):
            return self._finish(words)
        self._mind.opened = True
        said = self._request()
        if caller.calls_provider and caller.task in ("book", "waitlist"):
            said = f"{said[:-1]} with {caller.calls_provider}{said[-1]}"
        if "over-answers" in self._case.behaviours:
            if caller.task in ("book", "reschedule"):
                said += f" {self._mind.when()}"
            if not caller.relation:
                said += f" My name is {self._case.claimed.name}, born {self._say.born(self._case.claimed.born)}."
        return Deed("say", said)

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
        if self._unfinished and self._mind.objections_left:
            return self._mind.objects(self._purpose())
        if self._mind.shows("second-question"):
            self._mind.left.append("satisfied")
            return self._mind.speak("second_question", asks=self._say.one(self._case.caller.asks))
        if self._mind.shows("satisfied"):
            return self._mind.speak("fine")
        return self._mind.speak("done")

    @property
    def _unfinished(self) -> bool:
        """She did not get what she rang for, and has not given it up."""
        memory, task = self.memory, self._case.caller.task
        wants = task in MEANT and task != "lookup"
        got = memory.agreed or memory.agreed_to_waitlist or (memory.agreed_to_register and task == "register")
        return wants and not got and not memory.gave_up

    def _patient_right(self, words: str) -> Deed:
        who = self._case.claimed
        if f"{who.name.lower()}, born" not in words.lower():
            self._asked_for = "name"
            return self._mind.objects(f"No, my name is {who.name}.")
        if not self._same_birthday(words.lower()):
            self._asked_for = "date_of_birth"
            return self._mind.objects(f"No, my date of birth is {self._say.born(who.born)}.")
        self.memory.agreed_to_register |= "match" not in words.lower() and "heard" not in words.lower()
        return self._mind.speak("yes")

    def _which_reading(self, words: str) -> Deed:
        if self._mind.listener.mentions(words) or not any(part in words.lower() for part in _YEARS):
            return Deed("say", self._mind.when())
        return Deed("say", f"{self._say.born(self._case.claimed.born)}.")

    def _check(self, words: str) -> Deed:
        """Something of hers, heard with doubt: her name, her birthday, her wish."""
        who = self._case.claimed
        heard = words.lower()
        if who.name.lower() in heard or self._same_birthday(heard):
            return self._mind.speak("yes")
        if last_name(who).lower() in heard or who.name.split()[0].lower() in heard:
            return Deed("say", f"No, it's {who.name}.")
        if any(part in heard for part in _YEARS):
            return Deed("say", f"No, {self._say.born(who.born)}.")
        if self._asked_for in ("name", "spell", "last_name"):
            return Deed("say", f"No, it's {who.name}.")
        if self._asked_for == "visit_type" and not any(name.lower() in heard for name in self._names_of_visit()):
            return Deed("say", f"No, {self._visit()}.")
        return self._mind.speak("yes")

    def _check_task(self, words: str) -> Deed:
        """What she rang for, heard with doubt."""
        if self.memory.agreed is not None:
            return self._mind.speak("no")
        if (meant := MEANT.get(self._case.caller.task)) and meant.search(words):
            return self._mind.speak("yes")
        return self._mind.objects(f"{self._say('no')} {self._purpose()}")

    def _purpose(self) -> str:
        """What she rang for, once more."""
        lines = self._case.caller.lines
        return self._say.one(lines[0]) if lines else self._request()

    def _same_birthday(self, heard: str) -> bool:
        born = self._case.claimed.born
        return all(part in heard for part in (f"{born:%B}".lower() + f" {ordinal(born.day)}", spoken_year(born.year)))

    def _lost(self) -> Deed:
        if not self._mind.opened:
            return self._open("")
        return self._mind.lost()
