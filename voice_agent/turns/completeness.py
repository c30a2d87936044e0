"""Do these words finish the turn? Judged from the words, and from whether they answer what was asked."""

from __future__ import annotations

import re

from voice_agent.turns.endpointing import Completeness
from voice_agent.turns.particulars import NUMBER_WORD, NUMBERS, judge_name, judge_number

_BREAKING_OFF = re.compile(
    r"\b(?:a|an|the|and|or|but|because|for|of|from|with|about|between|until|than|whether|i'm|my|your|our|their|either|"
    r"um+|uh+|er+|erm|hmm+|well|let's see|let me see|let me think|kind of|sort of|"
    r"i suppose|i think|i guess|i'd say|i believe|called|area code|number is|name is)\s*$",
    re.IGNORECASE,
)
"""A sentence does not end so, whatever the transcriber makes of its melody."""
_WANTS_AN_OBJECT = re.compile(
    r"\b(?:can|could|may|should|might|would|to|i'll|i'd|let's|let me|we'll)\s+(?:(?:i|we|you|just|maybe|like|to)\s+)*"
    r"(?:be|book|see|make|get|have|do|take|say|schedule|find|ask|try|know|move|change|bring|prefer|want|need|"
    r"go with|talk to|speak (?:to|with))\s*$|\b(?:i|i'd|we) (?:prefer|want|need|like)\s*$",
    re.IGNORECASE,
)
"""Nor so, but in a question with its object before ("is there a form that I have to get?")."""
_LONG_QUESTION = 6
"""Words."""
_TRAILING = re.compile(
    r"(?:\b(?:so|to|on|at|by|is|are|was|it's|his|her|i|we|if|would|could|maybe|perhaps|doctor|dr|born|"
    r"january|february|march|april|june|july|august|september|october|november|december)|,|-|\.\.\.|…)\s*$",
    re.IGNORECASE,
)
"""It seldom ends so."""
_ENDS_IN_A_PREPOSITION = re.compile(
    r"\W*(?:and |so )?(?:who|what|which|where|when)\b.*\?\s*$|.*\bcalling (?:you )?from\W*$", re.IGNORECASE
)
"""And is whole: "who is it for?" """
_CLOSED = re.compile(r"[^.][.?!]\s*$")
"""The transcriber heard the melody of an ending."""
_GREETING = re.compile(
    r"\W*(?:(?:good (?:morning|afternoon|evening|day)|hi|hello|hey|there|doctor'?s?|um+|uh+)\W*)+", re.IGNORECASE
)
"""Said before what the call is about."""
_NODDING = re.compile(
    r"\W*(?:(?:okay|ok|oh|well|right|alright|all right|good|great|fine|perfect|lovely|wonderful|sure|i see|got it|"
    r"that's (?:good|great|fine))\W*)+",
    re.IGNORECASE,
)
"""Takes note of what was said. Only after a question that it answers is it all."""
_BARE_YES = re.compile(r"\W*(?:(?:yes|yeah|yep|yup|sure|actually|uh-huh)\b\W*)+", re.IGNORECASE)
_WRONG = re.compile(r"\b(?:wrong|not right|incorrect|not it|isn't (?:right|correct|it))\W*$", re.IGNORECASE)
_BARE_NO = re.compile(r"\W*(?:(?:no|nope|nah)\b\W*)+", re.IGNORECASE)
_NOTHING_ELSE = re.compile(
    r"\W*(?:no|nope|nah|not really|that's (?:all|everything|it)|that (?:was|is|will be) (?:all|everything|it)|"
    r"that'll be (?:all|everything|it)|nothing|i'm (?:good|fine|all set)|i think that)\b",
    re.IGNORECASE,
)
_PARTING = re.compile(
    r"\b(?:thanks|thank you)\b(?: a lot| so much| very much)?(?: for [\w' ]+)?\W*$|\b(?:good)?bye\W*$|"
    r"\bhave a (?:\w+ )+(?:day|one|afternoon|evening|weekend)\W*$|\btake care\W*$|\bsee you(?: then| soon)?\W*$",
    re.IGNORECASE,
)
_NO_THANKS = re.compile(r"\W*(?:(?:no|nope|nah)\b\W*)+(?:thanks|thank you)\W*", re.IGNORECASE)
_COURTEOUS = re.compile(
    r"\b(?:please|if (?:that|it)(?:'s| is) (?:possible|okay|ok|all right)|if possible|if (?:you|i|we) can)\W*$",
    re.IGNORECASE,
)
"""Such words come last."""
_REQUEST = re.compile(
    r"\b(?:i(?:'d| would) (?:like|love|rather|prefer)|i (?:want|wanted|need)|i(?:'ve| have) (?:got )?to|we have to|"
    r"(?:can|could|may|would|will|do|are|is) (?:i|we|you|there|somebody|someone)|i was (?:hoping|wondering|told to)|"
    r"(?:i'm|i am) (?:looking|trying|hoping|calling|supposed)|needs?|wants?(?: to)?|confirm(?:ing)?|"
    r"put me|let's|let me|get me|please|talk to|speak (?:to|with))\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\b(?:two|three|few|couple of) (?:things|questions)\b", re.IGNORECASE)
_RULES_OUT = re.compile(
    r"\b(?:not|no|don't|can't|isn't|aren't|won't|doesn't|any day but|anything but|except|bad|away|busy|(?:i|we) work|"
    r"at work|working|shift|until|out of town|on vacation|travel\w*)\b",
    re.IGNORECASE,
)
"""Of times: what does not suit is told before what does."""
_EITHER = re.compile(r"\W*either\b(?!.*\bor\b)", re.IGNORECASE)
_ONE_DAY = r"(?:\w+days?|(?:the )?(?:\d+(?:st|nd|rd|th)|first|second|third|\w+th))"
_LISTING = re.compile(rf"\b{_ONE_DAY}, (?:(?!\b(?:and|or)\b).)*\b{_ONE_DAY}\W*$", re.IGNORECASE)
"""Days one after another, before the last of them."""
_ANY_TIME = re.compile(
    r"\b(?:any ?time|whenever|earliest|soon(?:est)?|possible|asap|whatever|don't (?:mind|care)|doesn't matter)\b",
    re.IGNORECASE,
)
_DAY = re.compile(r"day\b|\bmorrow\b|\bweek|\bmonth|\d(?:st|nd|rd|th)\b|\bnext\b", re.IGNORECASE)
_TIME_OF_DAY = re.compile(
    r"\b(?:morning|afternoon|evening|noon|lunch|o'clock|a\.?m|p\.?m|early|late|any ?time|"
    rf"\d{{1,2}}:\d\d|(?:at|after|before|around|by|between) (?:\d|{NUMBER_WORD}|ten|eleven|twelve|half|quarter))",
    re.IGNORECASE,
)
_MANY = 2
"""Who asks for a kind of visit and says with whom or when has said most of what there is to say."""
_FEW_WORDS = 3
"""In so few, as in digits, the transcriber writes no melody."""
_CLAUSE = re.compile(r",\s+|\bso\b", re.IGNORECASE)
_OF_BIRTH = re.compile(r"\b(?:born|birth|birthday)\b", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}|\d\D\d+\D\d\d|\b(?:wrong|right|correct)\b", re.IGNORECASE)
"""A date of birth with its year, or talk of one."""
_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_YES_OR_NO = frozenset({"confirm", "offer"})
_OPEN_QUESTIONS = frozenset({None, "task", "reason", "when"})
"""After these, callers tend to add to what would have been enough."""


def judge(text: str, *, expecting: str | None, answered: bool, particulars: int = 0) -> Completeness:
    """`answered`: the words were understood and settle what was asked, or ask for something by themselves.

    expecting: as in the reader's context ("confirm", "offer", "task", a field's name, or None).
    particulars: how many things they tell (a kind of visit, a provider, a time).
    """
    words = text.strip()
    if not words:
        return Completeness.NEUTRAL
    bare = re.sub(r"[.?!]+\s*$", "", words)
    if _breaks_off(words, bare, answered):
        return Completeness.LEADING if _CLOSED.search(words) and answered else Completeness.OPEN
    if _NODDING.fullmatch(words) and expecting not in _YES_OR_NO:
        return Completeness.LEADING if expecting in _OPEN_QUESTIONS else Completeness.NEUTRAL
    if expecting == "when":
        return _of_a_time(words, answered)
    if expecting in _OPEN_QUESTIONS:
        return _of_a_request(words, particulars)
    if expecting == "name":
        return judge_name(bare, answered=answered)
    if expecting in NUMBERS and not _BARE_NO.fullmatch(words):
        return judge_number(bare, expecting, answered=answered)
    if expecting in _YES_OR_NO and _OF_BIRTH.search(words) and not _YEAR.search(words):
        return Completeness.OPEN  # "no, I was born on the fifth of November": the year comes next
    if expecting in _YES_OR_NO and _WRONG.search(words):
        return Completeness.LEADING  # what is right instead comes next
    if expecting in _YES_OR_NO and _BARE_NO.fullmatch(words):
        return Completeness.NEUTRAL
    if not answered:
        return Completeness.LIKELY if words.endswith("?") or _COURTEOUS.search(words) else Completeness.LEADING
    if _BARE_YES.fullmatch(words):  # where her voice rises: "yes, but …"
        return Completeness.LIKELY if words.endswith("?") else Completeness.AFFIRMED
    falling = _CLOSED.search(words) or len(bare.split()) < _FEW_WORDS
    return Completeness.COMPLETE if falling else Completeness.LIKELY


def _breaks_off(words: str, bare: str, answered: bool) -> bool:
    if _ENDS_IN_A_PREPOSITION.match(words):
        return False
    if _BREAKING_OFF.search(bare) or words.endswith(("...", "…", ",", "-")):
        return True
    if _WANTS_AN_OBJECT.search(bare):
        return not (words.endswith("?") and len(words.split()) >= _LONG_QUESTION)
    return bool(_TRAILING.search(bare)) and not (answered and _CLOSED.search(words))


def _of_a_request(words: str, particulars: int) -> Completeness:
    """Said to "How can I help you?", or to nothing in particular."""
    if _GREETING.fullmatch(words):
        return Completeness.OPEN
    if not _CLOSED.search(words) or _BARE_YES.fullmatch(words):
        return Completeness.LEADING
    if _NOTHING_ELSE.match(words) and not _REQUEST.search(words):
        return _of_a_farewell(words)
    if _PARTING.search(words):
        return Completeness.COMPLETE
    if words.endswith("?") or _COURTEOUS.search(words):
        return Completeness.LIKELY
    *before, last = _SENTENCE.split(words)
    if _SEVERAL.search(words) and " and " not in last:
        return Completeness.LEADING
    if _REQUEST.search(last) and particulars >= _MANY:
        return Completeness.LIKELY
    if _REQUEST.search(last) or sum(not _GREETING.fullmatch(one) for one in before):
        return Completeness.NEUTRAL
    return Completeness.LEADING


def _of_a_farewell(words: str) -> Completeness:
    """Nothing else is wanted. Most part with thanks or goodbye, and have not ended before; after "no, thanks" comes a
    goodbye as likely as not, and nobody minds a moment's wait at the end of a call."""
    if not _PARTING.search(words) or _NO_THANKS.fullmatch(words):
        return Completeness.LEADING
    return Completeness.COMPLETE


def _of_a_time(words: str, answered: bool) -> Completeness:
    if not answered or not _CLOSED.search(words):
        return Completeness.LEADING
    if words.endswith("?") or _COURTEOUS.search(words):
        return Completeness.LIKELY
    last = _SENTENCE.split(words)[-1]
    if _ANY_TIME.search(_CLAUSE.split(last)[-1]):
        return Completeness.LIKELY
    if _RULES_OUT.search(_CLAUSE.split(last)[-1]) or _EITHER.match(words):
        return Completeness.LEADING
    if _LISTING.search(last):
        return Completeness.LEADING
    exact = _DAY.search(words) and _TIME_OF_DAY.search(words)
    return Completeness.LIKELY if exact else Completeness.NEUTRAL
