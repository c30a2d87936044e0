"""How a simulated caller takes what is offered and read back: against her wish, her calendar and what she chose."""

from __future__ import annotations

import re

from voice_agent.evaluation.mentions import Mention
from voice_agent.evaluation.mind import Deed, Mind
from voice_agent.evaluation.wording import clock

MOST_DECLINED = 2
_VERBS = {
    "book": re.compile(r"shall i book|check", re.IGNORECASE),
    "reschedule": re.compile(r"moves? (it|to)|shall i move", re.IGNORECASE),
    "cancel": re.compile(r"cancel", re.IGNORECASE),
    "confirm": re.compile(r"confirm", re.IGNORECASE),
}
_ELSEWHEN = re.compile(r"\b(?:nothing|closed|past)\b.*\bthe nearest:|not with ", re.IGNORECASE)


def offer(mind: Mind, words: str) -> Deed:
    """Times were offered."""
    memory, found = mind.memory, mind.listener.mentions(words)
    if not found:
        return mind.lost()
    memory.offered = found
    memory.relaxed = memory.relaxed or _ELSEWHEN.search(words) is not None
    if mind.shows("declines"):
        return mind.speak("none")
    fitting = [one for one in found if suits(mind, one)]
    if not fitting and (memory.relaxed or mind.declined >= MOST_DECLINED) and not mind.case.caller.stubborn:
        fitting = list(found)
    if not fitting:
        mind.declined += 1
        if mind.declined > MOST_DECLINED:
            return mind.drops_it()
        return Deed("say", f"No, I'd need {mind.say.one(mind.wish.say)}.")
    memory.chosen = mind.random.choice(fitting)
    return Deed("say", picking(mind, memory.chosen, found))


def waitlist(mind: Mind) -> Deed:
    """There is nothing, but a waitlist."""
    mind.declined += 1
    if mind.declined > MOST_DECLINED:
        return mind.drops_it()
    if mind.case.caller.joins_waitlist:
        mind.memory.agreed_to_waitlist = True
        return mind.speak("yes")
    return mind.speak("no")


def which_visit(mind: Mind, words: str) -> Deed:
    """Which of her visits is meant."""
    found = mind.listener.mentions(words)
    mine = next((one for one in found if any(one.start == visit.start for visit in mind.visits)), None)
    return Deed("say", picking(mind, mine, found)) if mine else mind.lost()


def read_back(mind: Mind, words: str, request: str) -> Deed:
    """What is about to be done, read back. request: what she asked for, to say it again if this is something else."""
    found, caller = mind.listener.mentions(words), mind.case.caller
    if not found:
        return mind.lost()
    told = found[-1]
    verb = _VERBS.get(caller.task)
    if verb and not verb.search(words):
        return mind.objects(f"No. {request}")
    if caller.task == "book" and caller.visit and caller.visit.lower() not in words.lower():
        return mind.objects(f"No, I need {mind.say.one(caller.calls_it or (f'a {caller.visit}',))}.")
    if not _as_chosen(mind, told):
        wrong = mind.say("wrong")
        return mind.objects(f"{wrong} {mind.when()}" if _chooses(mind) else wrong)
    mind.memory.agreed = told
    if "echoes" in mind.case.behaviours:
        return mind.speak("echo", day=f"{told.start:%A}", time=clock(told.start))
    return mind.speak("yes")


def picking(mind: Mind, choice: Mention, found: tuple[Mention, ...]) -> str:
    """How she says which of these she takes."""
    if len(found) == 1:
        return mind.say("only")
    day, time = f"{choice.start:%A}", clock(choice.start)
    alone_in = sum(one.start.date() == choice.start.date() for one in found) == 1
    alone_at = sum(one.start.time() == choice.start.time() for one in found) == 1
    if "by-day" in mind.case.behaviours and alone_in:
        return mind.say("by_day", day=day)
    if "by-time" in mind.case.behaviours:
        return mind.say("by_time" if alone_at else "by_both", day=day, time=time)
    place = found.index(choice)
    if place >= 3 or (place == 2 and len(found) > 3):
        return mind.say("by_both", day=day, time=time)
    return mind.say(("first", "second", "third")[place])


def suits(mind: Mind, one: Mention) -> bool:
    """Is this a time that she can come, with whom she wants to see?"""
    wanted = mind.case.caller.provider
    if mind.case.caller.task == "reschedule" and any(one.start == visit.start for visit in mind.visits):
        return False
    return mind.wish.allows(one.start, mind.listener.today) and (
        not wanted or not one.provider or one.provider == wanted
    )


def _chooses(mind: Mind) -> bool:
    return mind.case.caller.task in ("book", "reschedule")


def _as_chosen(mind: Mind, told: Mention) -> bool:
    if not _chooses(mind):
        return any(told.start == visit.start for visit in mind.visits) or not mind.visits
    chosen = mind.memory.chosen
    if chosen is None:  # she was never offered a choice: it must be as she wished
        mind.memory.chosen = told
        return suits(mind, told) or mind.memory.relaxed
    return told.start == chosen.start and (not chosen.provider or told.provider == chosen.provider)
