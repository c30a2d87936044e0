"""What is asked of the openings on offer, or of the one that was chosen: with whom and where they are, and whether
there is nobody else. Pure.

"Who's that with?", "the Tuesday one, where is it?", "that's with Lee, yeah?", "is Doctor Lee on Elm Street?" choose
nothing, and no place or day in them is a wish. "Isn't there anybody else?" turns down what was offered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from voice_agent.understanding.pieces import SURE, Piece, Span, blanked

_LEAD = (
    r"(?:(?:and|so|but|oh|well|wait|sorry|okay|ok|um+|uh+|hm+|now|then|no|yes|yeah|alright|all right|hang on|hold on|"
    r"first|again|just)[ ,]+)*"
)
_ONE = r"(?:one|appointment|visit|opening|slot|time|doctor)"
_IT = (
    rf"(?:that|it|those|these|they|this|both|either|(?:both|either|any) of (?:them|those|these)|"
    rf"(?:the|that|this) (?:[\w:'-]+ ){{0,4}}?{_ONE}|the (?:first|second|third|last|[a-z]+day))"
)
_IS = r"(?:'s|'d|'re| is| are| was| were| would| will)"
_A_PLACE = r"(?:office|location|place|clinic|building|site|branch|address)"
_A_PERSON = r"(?:doctor|provider|nurse|one of the doctors)"
_A_TIME = (
    r"(?:\d|(?:the )?(?:[a-z]+day|morning|afternoon|evening|same (?:day|time|week))|the (?:\w+[ -])?"
    r"(?:first|second|third|\w*(?:teen|tie|four|fif|six|seven|eigh|nin|ten|"
    r"eleven|twelf)th)\b|noon|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|quarter|time|hold|available|okay|free|"
    r"open)\b)"
)
_WITH_WHOM_OR_WHERE = (
    rf"(?:with whom\b|who(?:m|se)?{_IS}? (?:\w+ )?{_IT}\b"
    rf"|who(?:m|'s|'d| is| was| would)? [^.?!]{{0,40}}\b(?:with|see|seeing)\b"
    rf"|where(?:abouts)?{_IS}? (?:exactly )?{_IT}\b|where(?:abouts)? (?:exactly )?{_IT}{_IS}"
    rf"|whereabouts(?=\W*(?:$|and\b|is\b|are\b))"
    rf"|which (?:one|ones|of (?:them|those|these))(?:'s| is| are| was| were) (?:with|at|in)\b"
    rf"|(?:which|what) (?:\w+ )?(?:{_A_PLACE}|{_A_PERSON})(?:{_IS}| do| did)? ?"
    rf"(?:{_IT}\b|[^.?!]{{0,25}}\b(?:with|at|in)\b|"
    r"again|\W*$))"
)
_ASKS_WH = re.compile(rf"\b{_WITH_WHOM_OR_WHERE}", re.IGNORECASE)
_REPORTED = re.compile(
    r"\b(?:i'm asking|i am asking|i asked|i was asking|i meant|i(?:'d| would)? (?:like|want|need|wanted) to know|"
    rf"(?:can you |could you )?(?:tell|remind) me|do you know|don't know) {_WITH_WHOM_OR_WHERE}",
    re.IGNORECASE,
)
_NAMED = r"(?-i:(?:Dr\.?|Doctor) [A-ZÀ-Ý][\w'-]+|[A-ZÀ-Ý][\w'-]+)"
_WHETHER = re.compile(
    rf"^\W*{_LEAD}(?:is|are|was|were|would|will|isn't|aren't|wasn't) (?:{_IT}|{_NAMED}) (?:be )?"
    rf"(?:(?:both|all|still|also|actually|then|now|over|out|up|down|really) )*"
    rf"(?:(?:with|at|on|in) (?!{_A_TIME})|the (?:one|{_A_PLACE}) (?:downtown|uptown|at|in|on|by|near)\b)",
    re.IGNORECASE,
)
_TAGGED = re.compile(
    rf"(?:^|[,;])\W*(?P<said>{_LEAD}(?:{_IT}(?:'s| is|'re| are|'d be| would be|'ll be)|those are|these are) "
    rf"(?:(?:both|all|still|also|then) )*(?:(?:with|at|on|in|over at|out at|up at) (?!{_A_TIME})|(?:the )?{_NAMED}))",
    re.IGNORECASE,
)
_STILL = r"(?:(?:both|all|still|also|actually|then|now|really|going to be|gonna be) )*"
_PLACED = r"(?:with|(?:over |out |up |down )?(?:at|in|on))"
_UNMARKED = re.compile(
    rf"(?:^|[\s,;])(?P<said>(?:(?:and|but|so) )*(?:(?:is|was|will|would) (?:that|it|this)(?: one)? (?:be )?"
    rf"{_STILL}{_PLACED} "
    rf"(?!{_A_TIME})(?!the same\b)[\w'. -]{{2,30}}?(?: then| too| as well)?"
    rf"|(?:that|it|this)(?: one)?(?:'s| is|'d be| would be|'ll be) {_STILL}(?:with|(?:over |out |up |down )?at|in) "
    rf"(?!{_A_TIME})[\w'. -]{{2,30}}?,? (?:right|correct|yeah|yes|huh|isn't it|is that right|am i right)"
    rf"|who(?:'s| is| would) (?:that|it|this)(?: one)?(?: be)? with"
    rf"|where(?:'s| is| would) (?:that|it|this)(?: one)?(?: be)?(?: at)?"
    rf"|which {_A_PLACE} (?:is|would) (?:that|it|this)(?: one)?(?: be)?(?: at| in)?))\W*$",
    re.IGNORECASE,
)
"""At the end of talk that the transcriber put no mark into: "the second one is that at the Elm Street place"."""
_TAKES = re.compile(
    r"\b(?:i'll|i will|let's|take|go with|book|works?|fine|good|great|perfect|suits?|yes|yeah|i want)\b", re.IGNORECASE
)
""""I'll take the second one, where is that?": what stands before the question chooses."""
_SOMEBODY = r"(?:(?:any|some|no)(?:body|one) else|no one else|(?:an|any |no |some )?other (?:doctors?|providers?))"
_SOMEBODY_ELSE = re.compile(
    rf"\b(?:(?:is|isn't|are|aren't|was|wasn't) there (?:not |really |just )*{_SOMEBODY}"
    rf"|(?:do|don't|did|didn't|haven't|have) you (?:not |really |even )*(?:have |got |have got )?{_SOMEBODY}"
    rf"|(?:can|can't|could|couldn't|may) (?:i|we) (?:not |maybe |please )*"
    rf"(?:see|get|have|try|go to|be seen by) {_SOMEBODY}"
    rf"|(?:could|can) (?:it|that) be (?:with )?{_SOMEBODY}|(?:what|how) about {_SOMEBODY}|does {_SOMEBODY} have)\b"
    rf"|(?:^|[.!?,;])\W*{_LEAD}{_SOMEBODY}\b[^.!?,;]*\?",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?]+(?:(?<=Dr)\.[^.!?]+)*[.!?]*")


def with_whom_or_where(text: str) -> list[Span]:
    """Where in the text it is asked with whom or where the offers are."""
    return [span for sentence in _SENTENCE.finditer(text) if (span := _asking(sentence)) is not None]


def wants_somebody_else(text: str) -> bool:
    """Whether she asks for another doctor than those that were offered, or read back."""
    return _SOMEBODY_ELSE.search(text) is not None


def as_asked_of_offers(pieces: Sequence[Piece], text: str) -> list[Piece]:
    """The pieces, each such question made one, and the wish for somebody else a refusal."""
    spans = with_whom_or_where(text)
    turned = [_before(_turned(p, text), spans) for p in pieces if not any(_within(p, span) for span in spans)]
    asked = [Piece("ask", SURE, text[start:end].strip(" ,.?"), start, end) for start, end in spans]
    return sorted([*turned, *asked], key=lambda p: p.start)


def without_asked(text: str) -> str:
    """The text with those questions blanked out: nothing in them is chosen."""
    return blanked(text, with_whom_or_where(text))


def _asking(sentence: re.Match[str]) -> Span | None:
    said = sentence.group()
    asks = said.rstrip().endswith("?")
    unmarked = None if asks else _UNMARKED.search(said)
    if unmarked is not None:
        return sentence.start() + unmarked.start("said"), sentence.end()
    start = len(said) - len(said.lstrip())
    if _REPORTED.search(said) or (asks and _WHETHER.search(said)):
        return sentence.start() + start, sentence.end()
    if asks and (tagged := _TAGGED.search(said)):
        return sentence.start() + tagged.start("said"), sentence.end()
    match = _ASKS_WH.search(said) if asks else None
    if match is None:
        return None
    return sentence.start() + (match.start() if _TAKES.search(said, 0, match.start()) else start), sentence.end()


def _before(piece: Piece, spans: Sequence[Span]) -> Piece:
    """The piece, up to a question that is asked behind it in the same breath."""
    start = next((start for start, _ in spans if piece.start < start < piece.end), None)
    return piece if start is None else replace(piece, text=piece.text[: start - piece.start].rstrip(" ,"), end=start)


def _within(piece: Piece, span: Span) -> bool:
    return span[0] <= piece.start < span[1]


def _turned(piece: Piece, text: str) -> Piece:
    """Whose clause ends in the wish for somebody else."""
    match = _SOMEBODY_ELSE.search(text, piece.start, min(len(text), piece.end + 1)) if piece.clause else None
    return replace(piece, kind="alternatives", probability=SURE) if match else piece
