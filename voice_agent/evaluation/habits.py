"""The habits of simulated callers: what they do before they answer, and the manner in which they say anything."""

from __future__ import annotations

from dataclasses import replace

from voice_agent.evaluation.case import Behaviour
from voice_agent.evaluation.mind import Deed, Mind

_OFTEN = 0.5
_NOW = 0.6
_ANYWHERE = frozenset({"offer", "visit_type", "when", "name", "date_of_birth", "new_patient"})


def instead(mind: Mind, question: str) -> Deed | None:
    """What she does in place of answering this question; None: she answers."""
    if not mind.opened or question in ("", "task", "more"):
        return None
    if question == "read_back":
        return _at_read_back(mind)
    anywhere: tuple[Behaviour, ...] = ("asks", "asks-again", "holds", "silent", "mumbles", "trails-off")
    if question in _ANYWHERE:
        for habit in anywhere:
            if habit in mind.left and mind.random.random() < _NOW:
                mind.left.remove(habit)
                return _detour(mind, habit)
    return None


def _detour(mind: Mind, habit: Behaviour) -> Deed:
    match habit:
        case "asks":
            return Deed("say", mind.say.one(mind.case.caller.asks))
        case "asks-again":
            return mind.speak("again")
        case "holds":
            return mind.speak("hold")
        case "trails-off":
            return mind.speak("trail")
        case "silent":
            return Deed("silence")
    return Deed("mumble")


def _at_read_back(mind: Mind) -> Deed | None:
    if mind.shows("gives-up") or mind.memory.gave_up:  # missed, it is said again: she agrees to nothing any more
        return mind.drops_it()
    if mind.shows("hangs-up"):
        return Deed("hang_up")
    if "wants-person" in mind.case.behaviours:  # and agrees to nothing meanwhile
        return mind.objects(mind.say("person_after_all"))
    if mind.shows("asks-at-read-back"):
        return mind.speak("meanwhile", asks=mind.say.one(mind.case.caller.asks))
    if mind.shows("changes-her-mind"):
        _wishes_anew(mind)
        return mind.speak("other_time", when=mind.say.one(mind.wish.say))
    if mind.shows("objects"):
        _wishes_anew(mind)
        return mind.speak("objects")
    if mind.shows("backchannels"):
        return Deed("say", mind.random.choice(("Mm-hmm.", "Uh-huh.")), cut=True)
    if mind.shows("interrupts"):
        return Deed("say", "Yes, yes, go ahead.", cut=True)
    return None


def _wishes_anew(mind: Mind) -> None:
    mind.wish = mind.case.wishes[mind.case.caller.when_else]
    mind.memory.chosen = None
    mind.memory.relaxed = False


def impatient(mind: Mind) -> bool:
    """She will speak into the next read-back."""
    return bool({"interrupts", "backchannels"} & set(mind.left))


def in_her_manner(mind: Mind, deed: Deed, *, answered: bool) -> Deed:
    """The same, as she says it. answered: the agent has just answered a question of hers."""
    if deed.kind != "say" or deed.cut:
        return deed
    said, ways, chance = deed.words, mind.case.behaviours, mind.random.random
    if "acknowledges" in ways and answered:
        said = f"{mind.say('fine')} {said}"
    if "hesitates" in ways and chance() < _OFTEN:
        low = said if said.startswith(("I'", "I ")) else said[0].lower() + said[1:]
        said = mind.say("hesitation") + low
    if "rambles" in ways and chance() < _OFTEN:
        said = f"{mind.say('aside')} {said}" if chance() < _OFTEN else f"{said} {mind.say('afterthought')}"
    if "polite" in ways and chance() < _OFTEN:
        said = f"{said} {mind.say('courtesy')}"
    return replace(deed, words=said)
