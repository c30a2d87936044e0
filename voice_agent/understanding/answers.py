"""Yes, no, thanks, goodbye and the other set phrases that stand before, after or instead of what is meant.

`peel` takes them off both ends of a clause, so that "yeah that works what's the address" leaves the question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class AnswerKind(StrEnum):
    """YES commits; OK only acknowledges; DONE says that nothing more is wanted; FILLER says nothing at all."""

    YES = "yes"
    OK = "ok"
    NO = "no"
    THANKS = "thanks"
    BYE = "bye"
    DONE = "done"
    WAIT = "wait"
    LATER = "later"
    FILLER = "filler"


@dataclass(frozen=True, slots=True)
class Answer:
    kind: AnswerKind
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Peeled:
    """`before`, `after`: the set phrases at either end, in the order said; `rest`: what they enclosed, from `start`."""

    before: tuple[Answer, ...]
    rest: str
    start: int
    after: tuple[Answer, ...]


_PAUSE = r"(?=\s*(?:[,.!?;]|$))"
_FOR_ME = r"(?:\s+(?:to|for|with|by) (?:me|us))?"
_GOOD = (
    r"(?:good|great|fine|perfect|right|correct|ok|okay|alright|all right|wonderful|excellent|lovely|nice|"
    r"ideal|cool|awesome|accurate)"
)
_IT = r"(?:that|it|this|everything|that one|this one|that time|all of that)"
_THANKS = (
    r"(?:many thanks|(?:thanks|thank you|thank u|thx)"
    r"(?:\s+(?:so much|very much|a lot|a bunch|a ton|a million|again|once again|kindly|though|anyway|you|then))*"
    r"(?:\s+for (?:your|the|all|all your|all the) (?:help|time|assistance|info|"
    r"information))?(?:\s+for (?:everything|that|this))?"
    r"|(?:i |we )?(?:really |very much )?appreciate (?:it|that|your help|the help|you|this)(?: very much|"
    r" a lot)?|much appreciated"
    r"|(?:you(?:'ve| have) been|you were|that was|that's|you are|you're) (?:very|so|really|super|most) (?:helpful|kind)"
    r"|you(?:'re| are) (?:an? |my )?(?:absolute |real |total )?(?:star|angel|lifesaver|life saver|treasure|"
    r"gem|legend|saint|doll|the best)|bless (?:you|your heart)|gracias"
    r"|cheers)"
)
_SIGH = (
    r"(?:(?:well )?(?:finally|at (?:long )?last|about time(?: too)?|phew|whew|hooray|hurrah|"
    r"hallelujah)"
    r"|(?:oh |oh,? my |my )?(?:god|lord|goodness|gosh|dear|dear me)|thank (?:god|goodness|heavens)"
    r"|(?:what|that's) a relief|i'm (?:so|very|really) (?:relieved|happy|pleased|glad)"
    r"|(?:please )?(?:hurry(?: up)?|be quick|quickly|quick)"
    r"|(?:i'm )?in a (?:bit of a |real )?(?:hurry|rush)|(?:as )?(?:quick|quickly|fast) as you can"
    r"|my (?:dear|love|darling|friend)|sweetheart|sweetie|dearie|pet|duck|petal|doll|hun|"
    r"babe|por favor|señora|señor)"
)
"""Relief, hurry and endearments: they stand alone, and say neither yes nor no."""
_DONE = (
    r"(?:i (?:think|guess|believe) )?"
    r"(?:(?:that|this|it)(?:'s| is| was| will be|'ll be|'d be| would be|ll be|s) "
    r"(?:(?:just |about )?(?:all|it|everything)(?: that)?)(?: (?:i|we) (?:need|needed|want|wanted|have|"
    r"had)(?: to (?:do|know))?)?"
    r"(?: (?:help|assistance))?(?: (?:for|from) (?:now|today|me|you)| today| right now| at the moment| now)*(?: then)?"
    r"|(?:i'm|i am|im|we're|we are) (?:all )?(?:set|done|finished|good|all good|"
    r"good to go)(?: (?:for )?(?:right now|now|today|here))?"
    r"|(?:no,? )?nothing(?: (?:else|more|further|for now|now|at the moment|other than that))*"
    r"|(?:i|we) (?:don't|do not|dont|won't) need (?:anything|any|any more|you|more|help)(?: (?:else|more|"
    r"further|help|assistance|anymore|now))*"
    r"|(?:that|this) (?:covers|does|takes care of) (?:it|everything)"
    r"|no (?:more|further|other) (?:questions|help|assistance)(?: needed)?"
    r"|(?:i (?:have|got|'ve got) )(?:everything|all) (?:i )?(?:need|needed))"
)

_PHRASES: tuple[tuple[AnswerKind, str], ...] = (
    (
        AnswerKind.LATER,
        r"(?:no,? )?not (?:right now|now|just now|just yet|yet|today|at (?:the|this) (?:moment|time)|"
        r"this time|for now|at present)"
        r"|(?:maybe|perhaps|possibly|may be)(?: (?:later(?: on)?|(?:at )?(?:a|some|an)? ?(?:later|other|"
        r"another) (?:time|date|point|day)|next time|not))"
        r"|(?:some|another) other time|some other day|later maybe",
    ),
    (AnswerKind.DONE, _DONE),
    (AnswerKind.THANKS, _THANKS),
    (
        AnswerKind.BYE,
        r"(?:good ?bye|bye(?:[ -]bye)?(?: now| for now)?|see (?:you|ya)(?: later| soon| then)?|"
        r"talk to you (?:later|soon)|take care|"
        r"(?:you )?have a (?:good|nice|great|lovely|wonderful|pleasant|blessed)(?: \w+)? (?:day|one|evening|"
        r"weekend|night|time|afternoon|week)|good night|"
        r"catch you later|until then|"
        r"(?:i(?:'ve| have| must have)? (?:got |have )?)?(?:called |dialed |dialled |rang )?(?:the |a )?wrong number|"
        r"i(?:'ve)? (?:have to|gotta|got to|need to) (?:go|"
        r"run)(?: now)?(?=\s*(?:[,.!?;]|bye\b|thank|$))|later)",
    ),
    (
        AnswerKind.WAIT,
        r"(?:hold on|hang on|wait|one (?:moment|second|sec|minute)|just a (?:moment|second|sec|minute)|"
        r"bear with me|give me a (?:second|minute|moment|sec))"
        r"(?: (?:a |one )?(?:second|minute|moment|sec|tick))?",
    ),
    (
        AnswerKind.NO,
        r"(?:no|nope|nah|naw|no way|not really|not quite|not exactly|absolutely not|definitely not|"
        r"certainly not|of course not|uh[ -]uh|negative|please don't)"
        r"|(?:no[, ]*)?(?:that|this|it)(?:'s| is|s) (?:not (?:right|correct|it|what i (?:said|want|wanted|"
        r"asked for)|good)|wrong|incorrect)"
        r"|i (?:don't|do not|dont) (?:think so|want (?:that|it|to)|like (?:that|it))",
    ),
    (
        AnswerKind.YES,
        rf"(?:yes|yeah|yep|yup|yea|ya|yah|aye|sure thing|sure|correct|exactly|absolutely|definitely|certainly|"
        rf"of course|indeed|uh[ -]huh|mm?[ -]?hmm?|affirmative|you bet|by all means|(?:spot|bang|dead) on|very much so|"
        rf"for sure|yessir|(?:s[ií]|claro(?: que s[ií])?|correcto|exacto|eso es|así es){_PAUSE})"
        rf"|(?:yes )?{_IT}(?:'s| is|s| sounds| looks| seems| would be|'d be| will be|'ll be| all sounds|"
        rf" all looks)(?: (?:all|just|very|really|pretty|absolutely|perfectly|totally))* {_GOOD}{_FOR_ME}"
        rf"|(?:sounds|looks|seems)(?: (?:just|very|really|pretty|absolutely))* {_GOOD}{_FOR_ME}"
        rf"|{_IT} (?:works?|will work|would work|should work|can work|'ll work|will do|suits me|"
        rf"works out)(?: (?:fine|great|well|perfectly|just fine|perfect))?{_FOR_ME}"
        rf"|(?:works|fine|good|great|okay|perfect) (?:for|by|with) me"
        rf"|that(?:'s| is) (?:the one|it exactly|what i (?:want|need|said))"
        rf"|(?:please )?(?:go ahead|go for it|do so|do it|do that|proceed)(?: (?:and do (?:it|that)|"
        rf"with (?:that|it)|please))*"
        rf"|please do|i(?:'d| would) (?:like|love) (?:that|to|it)(?=\s*(?:[,.!?;]|please\b|very much\b|$))|"
        rf"that(?:'d| would) be (?:lovely|helpful|appreciated)"
        rf"|(?:you(?:'ve| have)? )(?:got (?:it|that right)|have (?:it|that) right)"
        rf"|(?!all right\b)(?:all|everything)(?:'s| is)? {_GOOD}|i do|it is|it does|that's it exactly|"
        r"no problem|why not|"
        r"(?:confirmed|i (?:can |do )?confirm)(?: (?:that|it|this))?(?=\s*(?:[,.!?;]|thank|please|$))",
    ),
    (
        AnswerKind.OK,
        rf"(?:right[ -]?(?:o|oh|ho|you are)|righty[ -]?(?:o|oh|ho)|ok(?:ey|ay|ie)?[ -]?(?:dokey|dokie|doke|doki)|"
        rf"{_GOOD}|got it|i see|i understand|understood|nice one|right then|oh good|very (?:good|nice|well)|"
        rf"(?:brilliant|marvell?ous|splendid|grand|smashing|fab|fabulous|champion|terrific|top|vale|bueno){_PAUSE}|"
        rf"alrighty|amazing|fantastic|super|that's (?:nice|awesome)|"
        rf"(?:that's |it's )?(?:good|great|nice) to (?:know|hear))",
    ),
    (AnswerKind.FILLER, _SIGH + _PAUSE),
    (
        AnswerKind.FILLER,
        r"(?:(?:let me|let's) see(?=\s*[,.])|"
        r"if (?:it's|it is|that's|that is|it isn't|that isn't) (?:not )?(?:too much |any |no )?"
        r"(?:trouble|bother|okay|ok|all right|alright|possible)|if possible|"
        r"please|dear|love|mate|hon|honey|darling|buddy|pal|"
        r"um+|uh+|er+|erm|hmm+|hm|oh|ah|so|well|and|then|also|like|you know|actually|hi|hello|hey|"
        r"good (?:morning|afternoon|evening|day)|there|sir|ma'am|maam|"
        r"i mean|look|listen|just|now|sorry|i'm sorry|excuse me|i think|i guess|alexa|anyway)",
    ),
)
_ANY = [(kind, re.compile(rf"(?:{body})(?=$|[\s,.!?;:])", re.IGNORECASE)) for kind, body in _PHRASES]
_AT_END = [
    (kind, re.compile(rf"(?:^|(?<=[\s,.!?;:]))(?:{body})[\s,.!?;:]*$", re.IGNORECASE))
    for kind, body in _PHRASES
    if kind in (AnswerKind.THANKS, AnswerKind.BYE, AnswerKind.DONE)
]
_PLEASE_AT_END = re.compile(r"[\s,]+(?:please|then|thanks)[\s,.!?]*$", re.IGNORECASE)
_GAP = re.compile(r"[\s,.!?;:-]*")
_NEEDS_MORE = re.compile(r"^(?:to\b|with\b|in\b|at\b|on\b|by\b|as\b|than\b|for (?!now|today|me\b|us\b))", re.IGNORECASE)
_STANDS_ALONE = frozenset({AnswerKind.LATER, AnswerKind.DONE, AnswerKind.NO, AnswerKind.YES})


def peel(text: str) -> Peeled:
    """Takes the set phrases off both ends of a clause."""
    at = _gap(text, 0)
    before: list[Answer] = []
    while at < len(text):
        found = _longest(text, at)
        if found is None:
            break
        kind, end = found
        before.append(Answer(kind, at, text[at:end]))
        at = _gap(text, end)
    rest = text[at:]
    after: list[Answer] = []
    while rest and (tail := _tail(rest)) is not None:
        kind, start = tail
        after.insert(0, Answer(kind, at + start, rest[start:].strip(" ,.!?;:")))
        rest = rest[:start]
    return Peeled(tuple(before), _PLEASE_AT_END.sub("", rest).rstrip(" ,.!?;:"), at, tuple(after))


def _longest(text: str, at: int) -> tuple[AnswerKind, int] | None:
    best: tuple[AnswerKind, int] | None = None
    for kind, pattern in _ANY:
        match = pattern.match(text, at)
        if match is None or (best is not None and match.end() <= best[1]):
            continue
        if _goes_on(kind, text[at : match.end()], text[match.end() :]):
            continue
        best = (kind, match.end())
    return best


def _goes_on(kind: AnswerKind, phrase: str, following: str) -> bool:
    """Does what looks like a set phrase begin something else ("right after lunch", "no one", "good doctor")?"""
    pause = bool(re.match(r"\s*[,.!?;:]", following)) or not following.strip()
    if pause:
        return False
    following = following.strip().lower()
    if kind in (AnswerKind.BYE, AnswerKind.WAIT) and phrase.lower() in ("later", "wait"):
        return not (phrase.lower() == "wait" and re.match(r"(?:no|actually|i|what|can|make)\b", following))
    if kind is AnswerKind.OK and re.match(
        r"(?:doctors?|dentists?|salon|one|therapist|place|now|away|after|time|day|at)\b", following
    ):
        return True
    if kind is AnswerKind.NO and re.match(
        r"(?:one|preference|insurance|later|earlier|more|longer|other|sooner|problem|need)\b", following
    ):
        return True
    return kind in _STANDS_ALONE and len(phrase.split()) > 1 and bool(_NEEDS_MORE.match(following))


def _tail(rest: str) -> tuple[AnswerKind, int] | None:
    for kind, pattern in _AT_END:
        match = pattern.search(rest)
        if match is not None and match.group().strip(" ,.!?").lower() != "later":
            return kind, match.start()
    return None


def _gap(text: str, at: int) -> int:
    match = _GAP.match(text, at)
    return match.end() if match else at
