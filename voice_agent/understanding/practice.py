"""Questions about the practice, searches for an opening, and calls meant for somebody else, told by their words. Pure.

The classifier knows these too, but a day in a question looks to it much like a day that is wished for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from voice_agent.understanding.evidence import is_other_trade
from voice_agent.understanding.intents.features import WHEN
from voice_agent.understanding.pieces import INFORM, MENTIONED, OUT_OF_SCOPE, SURE, UNKNOWN, Piece, Span, mask

_LEAD = (
    r"^(?:(?:and|so|but|also|hi|hello|hey|okay|ok|sorry|well|oh|um|uh|just|please|yeah|yes|no|quick question)[ ,.]+)*"
)
_WONDERS = (
    r"(?:(?:(?:can|could|would) you )?(?:just )?(?:tell me|let me know|check)(?: whether| if)? |do you "
    r"(?:happen to )?know "
    r"|(?:i'm |i am |i was |we were )?(?:just )?(?:wondering|asking|curious|calling to (?:ask|see|find out)) "
    r"|i (?:just |only )?(?:want(?:ed)?|need(?:ed)?|would like|'d like) to (?:know|ask|find out) )?(?:if |whether )?"
)
_THEM = (
    r"(?:you(?: guys| all| folks| people)?|y'all|they|he|she|(?:the|your|our) (?:\w+ )?(?:office|clinic|practice|"
    r"place|doctors?|nurses?|front desk|desk|reception|lab|building|staff)|(?:dr\.?|doctor) [\w'-]+|any(?:one|body)|"
    r"some(?:one|body))"
)
_NOW_AND_THEN = r"(?:(?:ever|also|still|usually|normally|even|actually|all|both|really|typically) )*"
_ABOUT_HOURS = re.compile(
    rf"{_LEAD}{_WONDERS}(?:(?:(?:and )?(?:what time|what days?|which days?|when|until when|till when|how late|how "
    rf"early) )?(?:(?:do|does|did|will|would) {_THEM} {_NOW_AND_THEN}(?:be )?(?:open|opens?|closes?|closed|shut|work|"
    r"stay|keep hours|see (?:patients|people|anyone|anybody))"
    rf"|(?:is|are|will) {_THEM} (?:be )?{_NOW_AND_THEN}(?:open|closed|shut|working|in|there|around|on duty|on "
    rf"call|off)(?! touch))"
    rf"|{_THEM}(?:'re| are|'s| is) {_NOW_AND_THEN}(?:open|closed|shut|working)"
    rf"|(?:you|you guys|they) {_NOW_AND_THEN}(?:open|close|shut)(?: up)? (?:at|on|by|before|after|around|{WHEN})"
    rf"|(?:can|could|may) (?:he|she|they|my \w+) get in(?:side)?(?= (?:all ?right|alright|okay|easily|there)|\W*$))\b"
    rf"(?!.*\b(?:appointments?|slots?|openings?|to see me|for (?:a|an|my) \w+)\b)",
    re.IGNORECASE,
)
_FOR_AN_OPENING = re.compile(
    rf"{_LEAD}{_WONDERS}(?:(?:is|are|would|will) {_THEM} (?:be )?(?:still |also )?(?:free|available)\b.*\b{WHEN}\b"
    rf"|(?:is|are) (?:the )?{WHEN}(?: (?:at|on))?(?: {WHEN})? (?:still |also )?(?:open|free|available|possible)\b"
    rf"|(?:is there|are there|do you have|have you got|you got|you have|got|does {_THEM} have) (?:still )?"
    rf"(?:anything|something|any ?(?:time|times|spots?|slots?|space|openings?|room)?|an? (?:slot|spot|opening|time))"
    rf"(?: \w+)?(?: left| open| free| available| at all)? (?:on |at |for |in |before |after |around |from "
    rf")?(?:the )?{WHEN}\b"
    rf"|(?:can|could|may) (?:i|we) (?:come|stop by|get in|pop in)(?: in| by| over)? (?:on |at |in )?{WHEN}\b)",
    re.IGNORECASE,
)
_ABOUT_COST = re.compile(
    r"\b(?:what|how much)\b[^.?!]*\b(?:costs?|(?:run|cost|set) (?:me|us|you|him|her)|charged?|go(?:es)? for|owe|"
    r"pay(?:ing)?(?! (?:by|with|online)))\b|\bhow (?:much|expensive) (?:is|are|would|will|does|do)\b"
    r"|\bwhat(?:'s| is| are| would be) the (?:\w+ ){0,2}(?:costs?|price|prices|fee|fees|charge|rate|rates)\b",
    re.IGNORECASE,
)
_WAYS_TO_PAY = re.compile(r"\b(?:no insurance|self[- ]pay\w*|out of pocket|uninsured|cash)\b", re.IGNORECASE)
_HERE_OR_ELSEWHERE = re.compile(
    rf"{_LEAD}(?:last thing,? |one more thing,? )?(?:do|does|can|could|is|are|will) (?:you|you guys|they|we|i|the \w+|"
    r"that|it)\b[^.?!]*,? or (?:is that|(?:do|would|will|should|must) (?:i|we)(?: (?:have|need))?(?: to)? (?:go|get|"
    r"drive|be sent|come)|(?:go )?some(?:where|place) else)\b",
    re.IGNORECASE,
)
_NO_QUESTION = frozenset({"handoff_billing", "handoff_asked", "handoff_complaint", "cancel", "reschedule"})
_MAY_SEARCH = frozenset({"ask", INFORM, UNKNOWN, OUT_OF_SCOPE})
_IS_THIS = rf"{_LEAD}(?:is|was) (?:this|that|it) (?:not )?|{_LEAD}(?:did|have) i (?:reach|reached|call|called|get|got) "

_ELSEWHERE = (
    r"pizz\w+|pepperoni|restaurants?|diner|bakery|cafe|coffee shop|take-?out|takeaway|burgers?|bank|garage|mechanics?|"
    r"auto (?:shop|body|repair)|body shop|car (?:dealer\w*|repair|wash)|dealership|schools?|cable company|phone "
    r"company|(?:electric|gas|water|power) company|hardware store|(?:grocery|shoe|pet|book|furniture|department) "
    r"store|vet|vet's|veterinar\w+|animal hospital|(?:hair|nail) salon|barber\w*|hotel|motel|airline|airport|"
    r"post office|dmv|police(?: station)?|library|church|gym|laundr\w+|dry cleaners?|cleaners|landlord|florist|flower "
    r"shop|theat(?:er|re)|cinema|museum|courthouse|town hall|city hall|plumbers?|electricians?|locksmith|taxi\w*|cab "
    r"company|travel agency"
)
_THINGS = (
    r"pizzas?|pepperoni|burgers?|sandwich\w*|take-?out|takeaway|flowers|roses|furniture|groceries|sushi|noodles|wings|"
    r"fries|a cake|cupcakes|some food|dinner|lunch|a couch|shoes|a dress|a jacket|tickets?"
)
_WRONG_NUMBER = re.compile(
    rf"(?:{_IS_THIS})(?:the |a |an |my |your )?(?:[\w']+ )?(?:{_ELSEWHERE})\b"
    rf"|\b(?:order|deliver|buy|return|exchange|have delivered)\b(?: \S+){{0,4}}? (?:{_THINGS})\b"
    r"|\border (?:a |an |two |three )?(?:large|medium|small|takeout|delivery)\b"
    r"|\b(?:need|want|looking for|send|call|get) (?:me )?(?:an?|the) "
    r"(?:plumber|electrician|locksmith|roofer|realtor|carpenter|mechanic|tow truck|babysitter|handyman|"
    r"cleaner|painter)\b"
    r"|\bmy (?:car|truck|laundry|dry cleaning|suit|internet|cable|wi-?fi|fridge|washing machine|dishwasher|tv|furnace|"
    r"package|parcel|sink|toilet|roof|bike|oven)(?: \w+)? (?:is|isn't|was|has|needs|won't|repair|ready)\b"
    r"|\bis my (?:car|truck|laundry|dry cleaning|suit|package|parcel|bike|order|cake) (?:\w+ )?ready\b"
    r"|\b(?:calling|call|ringing) about (?:the|your|that|a) (?:\w+ )?(?:apartment|flat|house|couch|sofa|car|truck|ad|"
    r"listing|rental|room for rent|bike|puppy|puppies|furniture)\b"
    r"|\bmy (?:dog|cat|puppy|kitten|horse|rabbit|hamster|parrot|pet)\b.*\b(?:needs?|shots?|vaccin\w+|check-?up|"
    r"appointment|sick|limping|neutered|spayed|groom\w+)\b|\b(?:for|bring) my (?:dog|cat|puppy|kitten|horse|rabbit|"
    r"hamster|parrot|pet)\b"
    r"|\bon the menu\b",
    re.IGNORECASE,
)
_BOUGHT = re.compile(
    rf"\b(?:{_THINGS}|flights?|taxis?|cabs?|uber|lyft|airlines?|oil change|tires?|brakes|concert|movies?|bouquet)\b",
    re.IGNORECASE,
)
_A_VISIT = re.compile(
    r"\b(?:bit|bitten|bite|scratch\w*|allerg\w*|doctor|dr|clinic|prescription|refill|medicine|pills|inhaler|"
    r"lab|records)\b",
    re.IGNORECASE,
)
"""With one of these in it, a cat or an order is the patient's own matter."""


def asks_about_hours(text: str) -> bool:
    """Whether it is asked when the practice is open, or when somebody works there."""
    return _ABOUT_HOURS.search(text) is not None


def asks_about_cost(text: str) -> bool:
    """Whether it is asked what something costs: how she would pay is no insurance she has."""
    return _ABOUT_COST.search(text) is not None


def looks_for_an_opening(masked: str) -> bool:
    """Whether an opening is asked for. `masked`: the clause with each day and time made one word, as `mask` does it."""
    return _FOR_AN_OPENING.search(masked) is not None


def is_meant_for_others(text: str) -> bool:
    """Whether the caller has reached a clinic and wanted a shop, a garage, a vet."""
    return _WRONG_NUMBER.search(text) is not None and _A_VISIT.search(text) is None


def wants_what_is_bought(text: str) -> bool:
    """Whether something is named that is bought elsewhere; a wrong number only where nothing else was understood."""
    return _BOUGHT.search(text) is not None and _A_VISIT.search(text) is None


def by_their_words(pieces: Sequence[Piece], when_spans: Sequence[Span]) -> list[Piece]:
    """The pieces, of which those that say plainly one of these three things are of that kind."""
    return [_by_its_words(piece, when_spans) for piece in pieces]


def _by_its_words(piece: Piece, when_spans: Sequence[Span]) -> Piece:
    if not piece.clause or piece.kind == MENTIONED:
        return piece
    masked = mask(piece.text, piece.start, when_spans)
    if is_meant_for_others(piece.text):
        return replace(piece, kind=OUT_OF_SCOPE, probability=SURE)
    if piece.kind in _MAY_SEARCH and looks_for_an_opening(masked):
        return replace(piece, kind=OUT_OF_SCOPE if is_other_trade(piece.text) else "book", probability=SURE)
    if (piece.kind not in _NO_QUESTION or _WAYS_TO_PAY.search(piece.text)) and asks_about_cost(piece.text):
        return replace(piece, kind="ask", probability=SURE)
    if WHEN not in masked and _HERE_OR_ELSEWHERE.search(piece.text):
        return replace(piece, kind="ask", probability=SURE)
    if asks_about_hours(piece.text) or asks_about_hours(masked):
        return replace(piece, kind="ask", probability=SURE)
    return piece
