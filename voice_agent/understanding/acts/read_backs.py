"""An answer to what was read back or asked with yes or no, as the acts settle it. Pure.

A yes that the rules did not find is believed where nothing in the words may speak against it; one that the acts do
not see is asked for again.
"""

from __future__ import annotations

import re

from voice_agent.understanding.acts.act import ERRANDS, Act, act_of, acts_of
from voice_agent.understanding.acts.likelihoods import (
    CERTAIN,
    FOR_STAFF,
    HARDLY,
    LIKELY,
    UNLIKELY,
    instead,
    is_nothing,
    questions_in,
    with_question,
)
from voice_agent.understanding.acts.model import Likely
from voice_agent.understanding.acts.situation import Situation
from voice_agent.understanding.commands import (
    Abort,
    Affirm,
    Alternatives,
    Ask,
    Choose,
    Command,
    Correct,
    Deny,
    Field,
    Goodbye,
    Handoff,
    HandoffReason,
    Set,
    Thanks,
)
from voice_agent.understanding.reader import Context
from voice_agent.understanding.when import find_whens
from voice_agent.understanding.yes_and_no import CAUTION, YES_WORDS, only_asks, repeats_read_back

_AGAINST_YES = (Act.NO, Act.FIX, Act.OTHER, Act.STOP, Act.PAUSE)
_UNDOES_YES = (Act.FIX, Act.STOP, Act.PAUSE)
READ_BACKS = frozenset({Situation.BOOK, Situation.MOVE, Situation.DROP, Situation.WHO})
_OF_A_VISIT = frozenset({Field.WHEN, Field.PROVIDER, Field.LOCATION, Field.VISIT_TYPE, Field.NAME, Field.DATE_OF_BIRTH})
_MERELY_ASKS = re.compile(
    r"\W*(?:(?:and|but|so|um+|uh|well|wait)\W+)*(?:am|is|are|was|were|do|does|did|will|would|can|could|should|may|have|has)"
    r" (?:i|it|that|this|he|she|they|we|you|there|the|my)\b"
    r"(?!.*\b(?:yes|yeah|yep|yup|sure|please|go ahead|okay|ok|right|correct|book|move|cancel)\b).*$",
    re.IGNORECASE,
)
"""A question from its first word on, with nothing in it that agrees."""
_OF_A_WISH = frozenset({Field.WHEN, Field.PROVIDER})
_MORE_YES = re.compile(
    r"\b(?:put (?:me|him|her|us) (?:down|in)|lock (?:it|that|me) in|sign (?:me|us) up|count (?:me|us) in"
    r"|pencil (?:me|us) in|grateful|appreciate|thatll|that'll do|take (?:it|that))\b",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(
    r"\b(?:or|other|another|cancel\w*|move|change|keep|hold|leave|stays?|should|might|maybe|actually|better|first|see|"
    r"who|what|which|\w+'s (?:one|visit|appointment)|(?-i:[A-Z][a-z]+'s)|mine|hers|his)\b|\?",
    re.IGNORECASE,
)
"""Words that may tell of another visit or put the answer off: no yes is concluded from the rest of the words."""


def answered(
    text: str, situation: Situation, context: Context, commands: tuple[Command, ...], likely: Likely
) -> tuple[Command, ...]:
    against = max(likely[act] for act in _AGAINST_YES)
    commands = tuple(_asked(text) if _is_no_handoff(c, likely) else c for c in commands)
    if any(isinstance(c, Affirm) for c in commands):
        unsure = likely[Act.YES] < UNLIKELY and against >= LIKELY
        asks = _MERELY_ASKS.match(text) or (likely[Act.YES] < UNLIKELY and likely[Act.ASK] >= LIKELY)
        if situation in READ_BACKS and asks:
            return with_question(text, tuple(c for c in commands if not isinstance(c, Affirm)), likely)
        if situation in READ_BACKS and (unsure or max(likely[act] for act in _UNDOES_YES) >= CERTAIN):
            rest = tuple(c for c in commands if not isinstance(c, Affirm))
            return instead(rest, likely) if all(map(is_nothing, rest)) else rest
        return with_question(text, commands, likely)
    if only_asks(context):
        return _to_a_question(text, commands, likely)
    if likely[Act.YES] >= CERTAIN and against < UNLIKELY and not _may_be_another(text, context, commands):
        beside = [c for c in commands if isinstance(c, Ask | Thanks | Goodbye) or _is_errand(c, likely)]
        return with_question(text, (Affirm(), *beside), likely)
    denied = any(isinstance(c, Deny) for c in commands)
    if (
        likely[Act.STOP] >= CERTAIN
        and not denied
        and max(likely[Act.YES], likely[Act.FIX], likely[Act.OTHER]) < UNLIKELY
    ):
        return (Abort(), *(c for c in commands if isinstance(c, Goodbye)))
    if all(_says_little(c, context) for c in commands):
        commands = instead(commands, likely)
    return _as_change(commands, likely) if situation in READ_BACKS else commands


def _to_a_question(text: str, commands: tuple[Command, ...], likely: Likely) -> tuple[Command, ...]:
    """To a question behind which no write stands: what is wished in place of a yes is one."""
    wished = tuple(c for c in commands if isinstance(c, Set | Correct) and c.field in _OF_A_WISH)
    denied = any(isinstance(c, Deny) for c in commands)
    agrees = likely[Act.YES] >= LIKELY and likely[Act.NO] < UNLIKELY and _agrees(text)
    if agrees and all(map(is_nothing, commands)) and not CAUTION.search(text) and not text.endswith("?"):
        return (Affirm(),)
    if denied and wished and likely[Act.NO] < LIKELY and not any(act_of(c) in ERRANDS for c in commands):
        return (Affirm(), *(c for c in commands if not isinstance(c, Deny)))
    if all(map(is_nothing, commands)):
        return with_question(text, (), likely) or instead(commands, likely)
    return commands


def _asked(text: str) -> Ask:
    return Ask(" ".join(questions_in(text)) or text)


def _is_no_handoff(command: Command, likely: Likely) -> bool:
    """What staff would have to see to ("is there an interpreter?") is asked beside an answer; it ends no call."""
    said = isinstance(command, Handoff) and command.reason is HandoffReason.OTHER
    return said and max(likely[act] for act in FOR_STAFF) < HARDLY


def _as_change(commands: tuple[Command, ...], likely: Likely) -> tuple[Command, ...]:
    """ "Can we do it later in the day?", of what was read back: that is to change, and is no other errand."""
    errands = [c for c in commands if act_of(c) in ERRANDS]
    if not errands or max(likely[Act.OTHER], likely[Act.FIX]) < LIKELY:
        return commands
    if any(likely[act] >= UNLIKELY for act in acts_of(errands) if act in ERRANDS):
        return commands
    rest = (c for c in commands if c not in errands and not isinstance(c, Deny))
    return (Deny(), *(Correct(c.field, c.value, c.candidates) if isinstance(c, Set) else c for c in rest))


def _may_be_another(text: str, context: Context, commands: tuple[Command, ...]) -> bool:
    """Whether anything in it may be meant to change what was read back, or to put off the yes."""
    if CAUTION.search(text) or _OF_ANOTHER.search(text) or not _agrees(text):
        return True
    read_back = find_whens(context.agent, context.now, date_order=context.date_order)
    known = {when for found in read_back for when in found.whens}
    said = find_whens(text, context.now, date_order=context.date_order, expecting_when=True)
    if any(not repeats_read_back(found.whens, tuple(known)) for found in said):
        return True
    return any(
        isinstance(c, Deny)
        or (isinstance(c, Alternatives) and c.when is not None)
        or (isinstance(c, Correct | Set) and c.field in _OF_A_VISIT)
        or (isinstance(c, Choose) and not _is_the_one(c, context))
        for c in commands
    )


def _agrees(text: str) -> bool:
    return YES_WORDS.search(text) is not None or _MORE_YES.search(text) is not None


def _is_the_one(choice: Choose, context: Context) -> bool:
    """Whether what is chosen is all there is to choose: the opening that was read back."""
    offer = next((o for o in context.offers if o.ref == choice.ref), None)
    return offer is not None and len(context.offers) == 1


def _is_errand(command: Command, likely: Likely) -> bool:
    act = act_of(command)
    return act in ERRANDS and likely[act] >= LIKELY


def _says_little(command: Command, context: Context) -> bool:
    if isinstance(command, Choose):
        return _is_the_one(command, context)
    return is_nothing(command) or command == Alternatives(None)
