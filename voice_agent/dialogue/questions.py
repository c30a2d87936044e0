"""What a caller's words ask, where the answer is the agent's own: why it asks, and who or where its offers are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from voice_agent.dialogue.state import State
from voice_agent.understanding.asked_of_offers import with_whom_or_where
from voice_agent.understanding.commands import Ask, Command, Correct, Field, Set

PERSONAL = {"name", "name_spelled", "last_name", "date_of_birth", "new_patient", "own_number", "phone", "texts"}
"""Questions about herself, of which a caller may ask why."""
MOST_ECHOED = 4
"""So few words in the form of a question may only echo what was offered ("Ten? Is it?")."""
_QUESTION = re.compile(
    r"\?\s*$|^(?:\W*(?:hi|hello|hey|um+|uh|so|and|okay|oh|well|sorry|yeah|yes|but|just)\b)*\W*"
    r"(?:what|which|who|whose|where|when|why|how|do|does|did|is|are|can|could|will|would|should|may|has|have)\b",
    re.IGNORECASE,
)
_LEAD = (
    r"^\W*(?:(?:hang on|wait|perfect|great|yeah|yes|thanks|sorry|hm+|um+|uh|oh|well|and|so|but|okay|no|excuse me|"
    r"actually)\W+)*"
)
_MATTERS = r"(?:matter|important|necessary|relevant|needed)"
_WHY = re.compile(
    rf"{_LEAD}(?:(?:why|what|how come)\b(?:.{{0,25}}\b(?:do|would|are|should|must|have) (?:you|i|"
    r"we)\b.{0,20}\b(?:need|want|ask\w*|have to|matter|know|tell|give|say)\b"
    rf"|(?:'s| is| does| would)? (?:that|it|this|you)\b.{{0,15}}\b(?:for|{_MATTERS}|need\w*|want\w*)\b)"
    rf"|(?:why|what for|how come)\W*(?:$|[?,.])|(?:does|is) (?:that|it|this) {_MATTERS}\b"
    r"|do (?:you (?:really )?(?:need|have to)|i (?:really )?have to)\b.{0,25}$)",
    re.IGNORECASE,
)

_TOLD = {"visit", "visit_in_list", "booked", "moved", "confirmed", "series_booked"}
_MAKES_SURE = re.compile(
    rf"{_LEAD}(?:(?:(?:so )?that's|that is|it's|it is|that was|this is)\b[^.?!]{{0,60}}"
    r"(?:\bright|\bcorrect|\?|\byes|\byeah)\W*$"
    r"|(?:where|when|what time|what day|which (?:office|place|location)|who|what)(?:'s| is| was) (?:that|it|mine|my "
    r"appointment)\b(?: (?:again|with|at|for|on))?\W*$"
    r"|(?:is|was) (?:that|it|this) (?:(?:appointment|visit|one) )?(?:still )?(?:with|at|for|on|in) "
    r"[\w' ]{2,30}(?: or [\w' ]{2,30})?\W*$)",
    re.IGNORECASE,
)


_PUSHES_ON = re.compile(
    r"^\W*(?:(?:so|and|well|please|oh|then|just)\W+)*(?:can|could|will|would|can't|won't|why don't) (?:you|we)"
    r"(?: (?:please|just|not|simply|go ahead and|maybe))*"
    r" (?:do|book|get|take|make|schedule|reserve|move|cancel|confirm|put|sort|finish|fix)"
    r" (?:it|that|this|that one|this one|me in|me down|us in|it in|this done|it done|that done)"
    r"(?: (?:for me|now|already|then|please|down|in|up|done|through))*\W*$",
    re.IGNORECASE,
)
_YES_FIRST = re.compile(
    r"^\W*(?:(?:oh|well|um|uh|ah|great|perfect|lovely)\W+)*"
    r"(?:yes|yeah|yep|yup|please do|go ahead|absolutely|certainly|of course|book it|do it|move it)\b",
    re.IGNORECASE,
)
"""An "okay" or a "right" may only lead up to the question."""
_RESERVES = re.compile(
    r"\b(?:but|wait|(?<!okay )(?<!ok )(?<!all right )(?<!alright )if|unless|first (?:i|let|tell|can|could|what|is)|"
    r"before (?:that|you|we)|depend\w*|hold on|hang on|actually|provided|only|maybe|though|although|except|until|no|"
    r"not sure|(?:is|was|does|would|will) (?:that|this|he|she)|(?:is|was|does|would|"
    r"will) it (?!(?:okay|ok|all ?right|hurt|take|sting|be (?:cold|long)|cost|matter)\b)|which|who|whom|when|"
    r"where (?:is|would|will|was) (?:it|that|this)|what (?:time|day|date)|how (?:much|soon|early|late)|cost\w*|instead"
    r"|other|another|different|change|cancel|later|earlier|sooner|else|any(?:one|body|where|"
    r"thing) (?!(?:i|to|special)\b)|any (?:sooner|later|earlier|chance)|available|openings?|appointments?|visits?|"
    r"days?|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_FOLLOWS_UP = re.compile(
    r"^\W*(?:(?:okay|ok|oh|great|thanks|thank you|um|uh)\W+)*(?:and (?:what|how) about|what about|how about|and)\b"
    r"[^.!?]{1,40}\?\W*$",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"[^.!?]+[.!?]*")
_NOTHING = re.compile(
    r"\b(?:nothing|no changes?|not a thing|don['’]?t change|leave it (?:as|like|the way)|as it (?:is|was|stands)|"
    r"like (?:it was|you said)|it['’]?s (?:fine|all right|good|right|correct))\b",
    re.IGNORECASE,
)
_DROPS = re.compile(r"\b(?:forget|never ?mind|cancel|drop|scrap)\b", re.IGNORECASE)


_DENIES = re.compile(
    r"\b(?:that|it|this)(?:['’]s not| is not| isn['’]?t| was not| wasn['’]?t) (?:right|correct|it|what i)\b|"
    r"\bthat['’]?s (?:all )?(?:wrong|incorrect)\b|"
    r"\bnot what i (?:said|asked|want|wanted|meant)\b|^\W*(?:no\W+)?(?:wrong|incorrect)\b",
    re.IGNORECASE,
)


_GOES_ON = re.compile(
    r"^\W*(?:(?:no+|nope|nah|what|oh|wait|sorry|well|actually|um+|uh|hang on|hold on|but|yeah|perfect|okay|ok|great|"
    r"and)\b\W*)+(?P<rest>.+)$",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    r"\b(?:that(?:'s| is|'ll be| will be|'d be| would be| should be| does it| was it| should do| will do|'ll do)|"
    r"(?:i'm|i am|we're|i think i'm) (?:all |just |doing )?(?:good|fine|set|done|okay|ok|great)|all set|nothing|"
    r"thanks?|bye|have a|take care|everything|don't need|(?:no|any) (?:more|thing else|further)|not (?:today|now|"
    r"right now|at the moment|really))\b",
    re.IGNORECASE,
)
_WANTS_MORE = re.compile(
    r"\b(?:need|want|wanted|mean|meant|still|know|asked|asking|said|get|got|where|when|what|which|how|can|could|"
    r"is there|do i|did you|don't cancel|cancel|book|move|change|put)\b",
    re.IGNORECASE,
)
_LEAST_MORE = 4
"""Words behind a "no" that make it the beginning of something else."""


def follows_up(state: State, text: str) -> bool:
    """ "And on Saturdays?", behind a question of hers that was answered, with nothing else in hand."""
    return bool(state.queried) and not state.frames and _FOLLOWS_UP.search(text) is not None


def goes_on(text: str) -> bool:
    """ "No, I still need to know where it is": she has not done, whatever the "no" in front is to."""
    match = _GOES_ON.search(text)
    rest = match["rest"] if match else text
    return len(rest.split()) >= _LEAST_MORE and _WANTS_MORE.search(rest) is not None and _CLOSES.search(rest) is None


def denies(text: str) -> bool:
    """What was read back is said to be wrong, in so many words."""
    return _DENIES.search(text) is not None


def pushes_on(text: str) -> bool:
    """ "Can you just do it?" has the form of a question, and is none that anything written down would answer."""
    return _PUSHES_ON.search(text) is not None


def plain_yes(text: str) -> bool:
    """Whether a yes that has a question beside it stands for itself: nothing is kept back or asked of what it
    is to."""
    return _YES_FIRST.search(text) is not None and _RESERVES.search(text) is None


def asked_last(text: str, least: int = 1) -> str:
    """The last of several sentences, if it is a question of at least so many words; else nothing."""
    sentences: list[str] = [s.strip() for s in _SENTENCES.findall(text) if s.strip()]
    asks = len(sentences) > 1 and sentences[-1].endswith("?") and len(sentences[-1].split()) >= least
    return sentences[-1] if asks else ""


def changes_nothing(text: str) -> bool:
    """ "Nothing", said of what there is to change, and not that all of it is to be dropped."""
    return _NOTHING.search(text) is not None and _DROPS.search(text) is None


def sounds_like_one(text: str) -> bool:
    """Whether words that nobody understood have the form of a question."""
    return _QUESTION.search(text) is not None


def asks_of_offers(state: State, text: str) -> bool:
    """Whether she asks with whom or where what she was just offered would be."""
    frame = state.frame
    if frame is None or not (frame.offers or frame.choice):
        return False
    return bool(with_whom_or_where(f"{text.rstrip(' .?')}?"))  # whatever its mark: spoken words have none


def echoes(state: State, commands: Sequence[Command]) -> bool:
    """Whether a time that she says is that of the visit she was just told of: a bare hour, or one with a question."""
    whens = [c.value for c in commands if isinstance(c, Set | Correct) and c.field is Field.WHEN]
    bare = all(isinstance(v, tuple) and all(w.at and not w.date_from and not w.weekdays for w in v) for v in whens)
    return _was_told(state) and bool(whens) and (bare or any(isinstance(c, Ask) for c in commands))


def _was_told(state: State) -> bool:
    """She was just told of a visit, and nothing else is under way."""
    return any(act.name in _TOLD for act in state.said) and state.asks("anything_else") and not state.frames


def makes_sure(state: State, text: str) -> bool:
    """Whether she asks once more for what she was just told of a visit ("and that's at Water Street, right?")."""
    return _was_told(state) and _MAKES_SURE.search(text) is not None


def asks_why(state: State, text: str) -> bool:
    """Whether she asks what the agent needs the answer for that it has asked of her."""
    return state.question is not None and state.question.name in PERSONAL and _WHY.search(text) is not None
