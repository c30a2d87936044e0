"""Questions of how one comes, in spoken words: what to bring, whether to eat, where to park, how long it takes. Pure.

They stand in one breath with a choice, a yes or a wish ("the first one and do i have to not eat before that"). No time
in them is a wish, nothing is chosen or refused by them, and what is asked is a question by itself.
"""

from __future__ import annotations

import re
from typing import Final

Span = tuple[int, int]
_WHO: Final = (
    r"(?:i|we|he|she|they|you(?: guys| all| folks)?|y'all|it|that|this|there|those|somebody|someone|anyone|"
    r"(?:my|our|his|her|the|a|an) [a-z'-]+)"
)
_VERB: Final = r"(?:do|does|did|should|can|could|may|must|will|would|shall|is|are|am|isn't|don't|doesn't)"
_HAS_TO: Final = (
    r"(?:gotta|(?:have|has|had|need|needs|got|am|is|are|'m|'s|'re)(?: supposed| allowed| meant)? to|should|can|could|"
    r"must|may|ought to|(?:'m|'s|'re|am|is|are) (?:allowed|supposed))"
)
_WH: Final = (
    r"(?:what(?: all| else| kind of \w+| papers?| forms?| stuff| things?| bus| train| street)?|where|which \w+|how|"
    r"how (?:long|far|early)|when|who)"
)
_ASKS: Final = (
    rf"(?:(?:{_WH} (?:exactly |else |all )?)?(?!do (?:it|that|this)\b){_VERB} {_WHO}|"
    r"what (?:happens|happened|becomes) (?:to|with|of)|"
    r"(?:what's|where's|how's|what is|where is|what are|which is|how long's|how far's)|how (?:long|far)(?: of)?(?: a)?|"
    rf"(?:if|whether|what|where) {_WHO}(?: just)? ?{_HAS_TO})"
)
_REPORTED: Final = (
    r"(?:(?:you|they|nobody|no one)(?: guys)?(?: just)? (?:didn't|never|haven't|forgot to)(?: even)? "
    r"(?:say|tell me|told me|said|mention(?:ed)?)|"
    r"i(?:'m| was|'ve)?(?: just| only| also)? (?:ask(?:ed|ing)?|wonder(?:ed|ing)|meant|wanted to (?:know|ask)|"
    r"want to know|need to know|don't know)|(?:can|could) you tell me|(?:do )?you know) "
)
_FILE: Final = r"(?:my|his|her|our|their|the|those) (?:medical |old |health )?(?:records|chart|files?)"
_RECORDS: Final = (
    rf"{_FILE}(?=.*\b(?:go|goes|send|sent|transfer\w*|forward\w*|cop(?:y|ies)|over|sign|request|come with|move|with me|"
    r"get)\b)"
)
_KIN: Final = r"(?:mom|dad|mother|father|parents?|guardian|wife|husband|grandma|grandmother)"
_ALONE: Final = (
    r"(?:come|be|go|show up)(?: in| there| here)? (?:alone|by (?:my|him|her|them)sel(?:f|ves)|"
    r"on (?:my|his|her) own|unaccompanied)"
)
_HOW_LONG_IT_TAKES: Final = (
    r"(?:take|last|be there)(?=\W*$| (?:usually|normally|typically|altogether|total|anyway|about|roughly|'?cause|"
    r"because|since|but|so|and)\b)|(?:take|last|be) (?:very |too |that |real )?long"
)
_MATTER: Final = (
    r"(?:bring(?!(?: \S+){1,3} in\b(?! with))|take with (?:me|us)|have (?:with|on) (?:me|us)|"
    r"eat(?:en|ing)?|ate|drink(?:ing)?|fast(?:ed|ing)?(?= |$)|breakfast|hungry|(?:empty|full) stomach|"
    r"parking|park(?=\W*$| (?:my|our|the|a|an|it|there|here|at|in|on|near|close|if|when|and|or|for|by the way)\b)|"
    r"leave (?:my|the|our) (?:car|truck|van|bike)|wear(?:ing)?|"
    r"(?:your|the|that|their|its) (?:\w+ )?address|what street|far (?:from|to|away)|"
    rf"(?:train|bus|subway)(?: stop| station)?|{_HOW_LONG_IT_TAKES}|{_ALONE}|with(?:out)? (?:a|my|his|her) {_KIN}|"
    rf"(?:need|want|have|has) (?:my|his|her|a|our) {_KIN} (?:to |there|with|along)|{_RECORDS})"
)
_OF_IT: Final = re.compile(
    r"\b(?:bring|take|have (?:with|on)|eat|ate|drink|fast|breakfast|hungry|stomach|park|leave|wear|address|street|far|"
    rf"train|bus|subway|last|be there|alone|own|by (?:my|him|her|them)|unaccompanied|{_KIN}|records|chart|file)",
    re.IGNORECASE,
)
"""Without one of these it is none: most talk is told apart by that at once."""
_NOT_THESE: Final = re.compile(
    r"\b(?:have|got|see|find|get|there)(?: \w+)? (?:anything|something|any|an?) (?:\w+ )?"
    r"(?:where|that|so|early|earlier|late|later|"
    r"sooner|openings?|else|free)\b|\b(?:look|looking) for\b|"
    r"\b(?:you|i|we) (?:please |just )?(?:find|suggest|recommend|book|schedule|make|cancel|reschedule|move|change|"
    r"update|text|call)\b",
    re.IGNORECASE,
)
"""She looks for an opening, or wants something done."""
_END: Final = (
    r"(?=\s*(?:[.?!;]|$|,? (?:'?cause|because|since|but|so)\b|,? and (?:i|i'd|i'll|i'm|then|put|book|please|my)\b|"
    r",? by the way\b))"
)
_LEADS: Final = (
    r"(?:^|[\s,;]+)(?:(?:oh|and|but|so|also|um+|uh+|well|last thing|one (?:more|other) thing|quick question|wait|then|"
    r"plus|like)[\s,]+)*"
)
_QUESTION: Final = re.compile(
    rf"(?P<lead>{_LEADS})"
    rf"(?P<asked>(?<![\w'])(?:{_REPORTED})?{_ASKS}(?![\w'])[^.?!;]{{0,60}}?(?<![\w']){_MATTER}(?![\w'])[^.?!;]*?{_END}"
    rf"|(?<![\w']){_FILE} (?:do|does|will|can|are|is|would) (?:those|they|it|that)\b[^.?!;]*?{_END})"
    r"(?P<tail>(?:,? by the way)?)",
    re.IGNORECASE,
)
_HOW_LONG: Final = re.compile(r"\b(?:how|take|last|be)(?: very| too| that| real)? long\b", re.IGNORECASE)
_NEEDS_HOW_LONG: Final = re.compile(r"\b(?:take|last|be there)\W*(?:\w+\W*)?$", re.IGNORECASE)


def questions(text: str) -> list[Span]:
    """Where such questions stand."""
    return [match.span("asked") for match in _found(text)]


def is_one(text: str) -> bool:
    """Whether it is such a question from beginning to end."""
    return questions(text) == [(0, len(text))]


def cuts(text: str) -> list[Span]:
    """Where a text is cut at them: what leads up to a question, and its end."""
    return [cut for match in _found(text) for cut in (match.span("lead"), match.span("tail"))]


def _found(text: str) -> list[re.Match[str]]:
    if _OF_IT.search(text) is None:
        return []
    return [match for match in _QUESTION.finditer(text) if _counts(match["asked"])]


def _counts(asked: str) -> bool:
    """ "Will it take": only with "how long" is it asked how long a visit is."""
    return _NOT_THESE.search(asked) is None and (
        _NEEDS_HOW_LONG.search(asked) is None or _HOW_LONG.search(asked) is not None
    )
