"""How callers say which visits they mean: all of them, the others too, one's own, the one just cancelled, another.

Told from words where commands say too little. Pure.
"""

from __future__ import annotations

import re

from voice_agent.understanding.commands import Affirm, Command, Deny, Start, Task

_ALL = re.compile(
    r"\ball (?:of (?:them|my|the|his|her|our|those)|my|his|her|our|the|those|them|three|four) ?(?:appointments|visits|"
    r"ones)?\b"
    r"|\ball of (?:them|it)\b|^\W*(?:yes\W+|yeah\W+)?(?:all|both)\b|\bboth(?: of (?:them|those))?\b|"
    r"\bevery(?:thing| one| appointment| visit)\b",
    re.IGNORECASE,
)
_OTHERS_TOO = re.compile(
    r"^\W*(?:yes|yeah|yep|sure|please)\b(?!.*\b(?:but|not|no|don't|keep)\b).*\b(?:the others?(?: ones?)?|all of "
    r"them|both|the rest)\b",
    re.IGNORECASE,
)
_HERS = re.compile(
    r"\b(?:cancel|move|change|reschedule|book|confirm) (?:mine|my own)\b|\bmine (?:on|at|for|too|as well)\b|"
    r"\bfor me(?: too)?\b",
    re.I,
)
_BACK = re.compile(
    r"\b(?:get|have|want|keep|put) (?:it|that|that one|this|mine|the appointment|my (?:appointment|visit|spot)) "
    r"back\b|\bput it back\b|\bun-?(?:cancel|do)\b|\b(?:don't|do not|didn't mean to|didn't want to|shouldn't have) "
    r"cancel\w*\b|\bkeep (?:it|that) after all\b",
    re.IGNORECASE,
)
_THIS_TOO = re.compile(
    r"(?<!don't )(?<!do not )(?<!not )(?<!n't really )\b(?:need|want|like|take|have|book|get)(?:s|ed)? "
    r"(?:one|this|this one|it|another|another one|an? \w+) (?:for|on|today|tomorrow|too|as well|also|besides)\b",
    re.IGNORECASE,
)
""" "Keep that one, and I need one for today too"."""
_ONE_IS_ENOUGH = re.compile(
    r"\b(?:already (?:have|got|has|had) (?:one|it|that)|(?:have|got|has) one already|leave it|that one(?:'s| is) "
    r"(?:enough|fine|good)|(?:don't|do not|doesn't|didn't) (?:need|want) (?:it|another|this|two|a second|that|one)|"
    r"one(?:'s| is) enough|forgot (?:about|i had)|(?:just )?keep (?:that|the|it|my)|never ?mind|forget it)\b",
    re.IGNORECASE,
)
_THIS_INSTEAD = re.compile(
    r"\b(?:instead of|rather than|in place of|to replace|move (?:it|that|the)|switch (?:it|that|the)|not (?:both|"
    r"two))\b",
    re.IGNORECASE,
)
_FOR_ELSE = re.compile(
    r"\b(?:that|that one|the other(?: one)?)(?:'s| is| was) (?:for|about) .*\b(?:this|i still|yes|yeah|it's)\b"
    r"|\b(?:still|also) (?:need|want)\b|^\W*(?:yes|yeah|yep|sure)\b(?!.*\b(?:but|not|instead|move|cancel|change|"
    r"keep)\b)",
    re.IGNORECASE,
)
""" "That one's for my cough, this is for my knee"; and a yes with a reason."""
_ANOTHER = re.compile(
    r"^\W*(?:yes|yeah|yep|yup|sure|please)\b(?!.*\b(?:but|no|not|instead|move|cancel|change)\b)"
    r".*\b(?:another|something else|different|also|too|as well|second|both|new)\b",
    re.IGNORECASE,
)


_CANCEL_IT = re.compile(
    r"^\W*(?:(?:yes|yeah|yep|sure|alright|all right|okay|ok|well|fine|then|please|just|so|no)\W+)*"
    r"(?:(?:go on|go ahead)(?: and)? |please |just |let's |you can )*cancel (?:it|that|this|that one|this one)\b"
    r"(?!.*\b(?:but|not|instead|move|unless|wait|if|before|don't|keep)\b)",
    re.IGNORECASE,
)
_AND = re.compile(r"\b(?:and|plus|also|as well|both|along with|together with)\b", re.IGNORECASE)
_OR = re.compile(r"\b(?:or|instead|rather|i mean|no,|not a|not the|actually|sorry|kind of)\b|, like a\b", re.IGNORECASE)
_LIKE_IT = re.compile(
    r"\b(?:another|one more|a second|a further)(?: (?:one|session|visit|appointment|time|of (?:those|the same)))?\b"
    r"(?! (?:day|thing|question|doctor|office|reason|matter|week|month|option|kind|type))"
    r"|\bthe same (?:thing )?again\b",
    re.IGNORECASE,
)


def of_another(text: str, commands: tuple[Command, ...]) -> tuple[Command, ...]:
    """What she says to "There already is one. Would you like another?" in words that are a yes or a no there
    alone."""
    if any(isinstance(c, Start) for c in commands):
        return commands
    if _THIS_INSTEAD.search(text):
        return (Start(Task.RESCHEDULE),)
    if _THIS_TOO.search(text):
        return (Affirm(),)
    if _ONE_IS_ENOUGH.search(text):
        return (Deny(),)
    return (Affirm(),) if _ANOTHER.search(text) or _FOR_ELSE.search(text) else commands


def means_all(text: str) -> bool:
    """All of the visits, and not one of them."""
    return _ALL.search(text) is not None


def and_the_others(text: str) -> bool:
    """ "Yes, and the other one too", said to one visit that is to be cancelled."""
    return _OTHERS_TOO.search(text) is not None


def says_to_cancel_it(text: str) -> bool:
    """ "Alright, go on and cancel it then", said to one visit that was read back: a yes in its own words."""
    return _CANCEL_IT.search(text) is not None


def one_and_another(text: str) -> bool:
    """ "A physical and a flu shot", "… plus labs": two visits, and not one or the other, nor one put right."""
    return _AND.search(text) is not None and _OR.search(text) is None


def one_like_it(text: str) -> bool:
    """ "Could I get another one the week after?": of the kind that was booked just before."""
    return _LIKE_IT.search(text) is not None


def means_her_own(text: str) -> bool:
    """ "… and cancel mine", beside an errand for somebody else."""
    return _HERS.search(text) is not None


def wants_back(text: str) -> bool:
    """The visit that was just cancelled, after all."""
    return _BACK.search(text) is not None
