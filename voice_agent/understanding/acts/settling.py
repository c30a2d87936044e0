"""Where the acts of a whole utterance and the commands that the rules made of it differ: which of them holds. Pure.

The rules know values (days, names, offers), the acts what is done with them. A yes that the rules did not find is
believed where no value speaks against it; a yes that the acts do not see is asked for again.
"""

from __future__ import annotations

import re

from voice_agent.understanding.acts.act import ERRANDS, PLAIN, Act, act_of, acts_of
from voice_agent.understanding.acts.model import Likely
from voice_agent.understanding.acts.situation import Situation
from voice_agent.understanding.clauses import split
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
    OutOfScope,
    Set,
    Thanks,
    Unclear,
)
from voice_agent.understanding.conclusions import Read
from voice_agent.understanding.pieces import SURE
from voice_agent.understanding.reader import Context
from voice_agent.understanding.when import find_whens
from voice_agent.understanding.yes_and_no import CAUTION, YES_WORDS, repeats_read_back

ALL_BUT_CERTAIN = 0.95
CERTAIN = 0.8
LIKELY = 0.6
WORTH_ASKING = 0.35
UNLIKELY = 0.2
HARDLY = 0.1
_AGAINST_YES = (Act.NO, Act.FIX, Act.OTHER, Act.STOP, Act.PAUSE)
_FOR_STAFF = frozenset(act for act, command in ERRANDS.items() if isinstance(command, Handoff))
_OF_A_PERSON = frozenset({Field.NAME, Field.DATE_OF_BIRTH, Field.RELATION, Field.PHONE})
_READ_BACKS = frozenset({Situation.BOOK, Situation.MOVE, Situation.DROP, Situation.WHO})
_OPENINGS = frozenset({Situation.OPEN, Situation.MORE})
_OFFERED = frozenset({Situation.OFFER, Situation.WHICH})
_FIELDS = frozenset({Situation.KIND, Situation.WHEN, Situation.NAME, Situation.BIRTH})
_SAYS_NOTHING = (Unclear, OutOfScope)
_UNDOES_YES = (Act.FIX, Act.STOP, Act.PAUSE)
_INTERRUPTS = (Act.PERSON, Act.PAUSE, Act.AGAIN, Act.STOP)
"""What may come instead of any answer."""
_NO_YES = (Act.NO, Act.FIX, Act.OTHER, *_INTERRUPTS, *ERRANDS)
_AS_NO = frozenset({Act.FIX, Act.OTHER})
"""To a read-back: what is to be changed is asked for next."""
_OF_A_VISIT = frozenset({Field.WHEN, Field.PROVIDER, Field.LOCATION, Field.VISIT_TYPE, Field.NAME, Field.DATE_OF_BIRTH})
_OF_ANOTHER = re.compile(
    r"\b(?:or|other|another|cancel\w*|move|change|keep|stays?|should|might|maybe|better|first|see|who|what|which|\w+'s "
    r"(?:one|visit|appointment)|(?-i:[A-Z][a-z]+'s)|mine|hers|his)\b|\?",
    re.IGNORECASE,
)
"""Words that may tell of another visit or put the answer off: no yes is concluded from the rest of the words."""
_A_QUESTION = re.compile(
    r"^\W*(?:(?:and|but|so|oh|um+|uh|okay|ok|wait|then|also|well|just|quick question|one more thing|by the way)\W+)*"
    r"(?:do|does|did|is|are|was|will|would|can|could|should|may|am|have|has|what\w*|where\w*|who\w*|how|when|which|why|"
    r"isn't|aren't|don't)\b|\b(?:wonder(?:ing)?|know|tell me|ask(?:ing)?|question)\b.*\b(?:if|whether|what|where|how|"
    r"who|which|when|about)\b|\?\s*$",
    re.IGNORECASE,
)
_A_TAG = re.compile(r"\b(?:right|isn't (?:it|that|she|he)|aren't they|correct)\W*$", re.IGNORECASE)


def settled(text: str, situation: Situation, context: Context, read: Read, likely: Likely) -> Read:
    """The commands and how sure they are, by both."""
    commands, confidence = read
    if situation in _READ_BACKS or situation is Situation.YES_NO:
        commands = _answered(text, situation, context, commands, likely)
    elif situation in _OFFERED:
        commands = _chosen(text, context, commands, likely)
    elif situation in _OPENINGS:
        return _wished(text, situation, commands, confidence, likely)
    elif situation in _FIELDS:
        commands = _told(commands, likely)
    if commands != read[0]:
        confidence = max(confidence, CERTAIN)
    return commands, confidence


# --- yes or no


def _answered(
    text: str, situation: Situation, context: Context, commands: tuple[Command, ...], likely: Likely
) -> tuple[Command, ...]:
    against = max(likely[act] for act in _AGAINST_YES)
    if any(isinstance(c, Affirm) for c in commands):
        unsure = likely[Act.YES] < UNLIKELY and against >= LIKELY
        if situation in _READ_BACKS and (unsure or max(likely[act] for act in _UNDOES_YES) >= CERTAIN):
            rest = tuple(c for c in commands if not isinstance(c, Affirm))
            return _instead(rest, likely) if all(isinstance(c, _SAYS_NOTHING) for c in rest) else rest
        return _with_question(text, commands, likely)
    if likely[Act.YES] >= CERTAIN and against < UNLIKELY and not _may_be_another(text, context, commands):
        beside = [c for c in commands if isinstance(c, Ask | Thanks | Goodbye) or _is_errand(c, likely)]
        return _with_question(text, (Affirm(), *beside), likely)
    if likely[Act.STOP] >= CERTAIN and max(likely[Act.YES], likely[Act.FIX], likely[Act.OTHER]) < UNLIKELY:
        return (Abort(), *(c for c in commands if isinstance(c, Goodbye)))
    rest = _instead(commands, likely) if all(_says_little(c, context) for c in commands) else commands
    return _as_change(rest, likely) if situation in _READ_BACKS else rest


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
    if CAUTION.search(text) or _OF_ANOTHER.search(text) or not YES_WORDS.search(text):
        return True
    read_back = find_whens(context.agent, context.now, date_order=context.date_order)
    known = {when for found in read_back for when in found.whens}
    said = find_whens(text, context.now, date_order=context.date_order)
    if any(not repeats_read_back(found.whens, tuple(known)) for found in said):
        return True
    return any(
        isinstance(c, Deny)
        or (isinstance(c, Alternatives) and c.when is not None)
        or (isinstance(c, Correct | Set) and c.field in _OF_A_VISIT)
        or (isinstance(c, Choose) and not _is_the_one(c, context))
        for c in commands
    )


def _is_the_one(choice: Choose, context: Context) -> bool:
    """Whether what is chosen is what was read back: its time is among the words of the agent's."""
    offer = next((o for o in context.offers if o.ref == choice.ref), None)
    return offer is not None and len(context.offers) == 1


def _is_errand(command: Command, likely: Likely) -> bool:
    act = act_of(command)
    return act in ERRANDS and likely[act] >= LIKELY


def _instead(commands: tuple[Command, ...], likely: Likely) -> tuple[Command, ...]:
    """What else is most likely done, where the rules have nothing to go by."""
    most = max(_NO_YES, key=lambda act: likely[act])
    if likely[most] < LIKELY or most in acts_of(commands):
        return commands or (Unclear(),)
    return (_command(most),)


def _says_little(command: Command, context: Context) -> bool:
    if isinstance(command, Choose):
        return _is_the_one(command, context)
    return isinstance(command, _SAYS_NOTHING) or command == Alternatives(None)


# --- offers


def _chosen(text: str, context: Context, commands: tuple[Command, ...], likely: Likely) -> tuple[Command, ...]:
    takes = max(likely[Act.CHOOSE], likely[Act.YES])
    if any(isinstance(c, Choose | Affirm) for c in commands):
        if takes < UNLIKELY and likely[Act.OTHER] >= CERTAIN:
            rest = tuple(c for c in commands if not isinstance(c, Choose | Affirm | Deny))
            return rest if any(isinstance(c, Alternatives) for c in rest) else (*rest, Alternatives(None))
        return _with_question(text, commands, likely)
    only = len(context.offers) == 1 and not any(isinstance(c, Alternatives) and c.when for c in commands)
    if only and takes >= CERTAIN and max(likely[Act.OTHER], likely[Act.NO]) < UNLIKELY:
        return _with_question(text, (Affirm(),), likely)
    if all(isinstance(c, _SAYS_NOTHING) for c in commands):
        return (Alternatives(None),) if likely[Act.OTHER] >= CERTAIN else _instead(commands, likely)
    return commands


# --- what she rings for


def _wished(text: str, situation: Situation, commands: tuple[Command, ...], confidence: float, likely: Likely) -> Read:
    if not commands or _is_settled_by_rules(commands, confidence, likely):
        return commands, confidence
    most = max(ERRANDS, key=lambda act: likely[act])
    mine = {act for act in acts_of(commands) if act in ERRANDS}
    best_mine = max((likely[act] for act in mine), default=0.0)
    if _takes_over(most, situation, commands, SURE if confidence >= SURE else best_mine, likely):
        return _begun(text, most, commands, likely), max(confidence, likely[most]) if mine else likely[most]
    if rest := _without_unfounded(text, situation, commands, mine, likely):
        return rest, max(confidence, CERTAIN)
    if all(isinstance(c, _SAYS_NOTHING) for c in commands):
        found = _with_question(text, (), likely) or _nothing_more(situation, likely) or _instead(commands, likely)
        return found, CERTAIN if found != commands else confidence
    if mine and best_mine >= CERTAIN:
        confidence = max(confidence, CERTAIN)
    return _with_question(text, commands, likely), confidence


def _is_settled_by_rules(commands: tuple[Command, ...], confidence: float, likely: Likely) -> bool:
    """What no clinic has, or what the rules know that staff must do: believed unless the acts are all but certain."""
    if any(isinstance(c, Handoff) for c in commands) or (commands == (OutOfScope(),) and confidence >= SURE):
        return True
    others = (likely[act] for act in ERRANDS if act is not Act.BOOK)
    return commands == (OutOfScope(),) and max(others) < ALL_BUT_CERTAIN


def _takes_over(
    most: Act, situation: Situation, commands: tuple[Command, ...], best_mine: float, likely: Likely
) -> bool:
    """Whether the likeliest errand is the one, in place of what the rules found."""
    found = acts_of(commands)
    if most in found or (_asks(commands) and (most in _FOR_STAFF or likely[Act.ASK] > likely[most])):
        return False
    if not any(act in ERRANDS for act in found):
        worth_asking = situation is Situation.OPEN and not _asks(commands)
        return likely[most] >= (WORTH_ASKING if worth_asking else LIKELY)
    return likely[most] >= LIKELY and best_mine < UNLIKELY


def _asks(commands: tuple[Command, ...]) -> bool:
    return any(isinstance(c, Ask) for c in commands)


def _begun(text: str, act: Act, commands: tuple[Command, ...], likely: Likely) -> tuple[Command, ...]:
    """That errand, with what the rules heard of it; beside a wish for staff nothing else counts."""
    rest = [c for c in commands if isinstance(c, Set | Correct)]
    if act in _FOR_STAFF:
        return (ERRANDS[act], *(c for c in rest if c.field in _OF_A_PERSON))
    return _with_question(text, (ERRANDS[act], *rest), likely)


def _without_unfounded(
    text: str, situation: Situation, commands: tuple[Command, ...], mine: set[Act], likely: Likely
) -> tuple[Command, ...]:
    """Without errands that hardly anybody means who says so; () where all are meant, or nothing is left."""
    unfounded = {act for act in mine if likely[act] < HARDLY}
    if not unfounded:
        return ()
    rest = tuple(c for c in commands if act_of(c) not in unfounded)
    if not any(act_of(c) in ERRANDS for c in rest):
        rest = tuple(c for c in rest if not isinstance(c, Set))
    return _with_question(text, rest, likely) or _nothing_more(situation, likely)


def _nothing_more(situation: Situation, likely: Likely) -> tuple[Command, ...]:
    return (Deny(),) if situation is Situation.MORE and likely[Act.NO] >= LIKELY else ()


# --- a field was asked for


def _told(commands: tuple[Command, ...], likely: Likely) -> tuple[Command, ...]:
    errands = (Act.MOVE, Act.CANCEL, Act.LOOKUP, *_INTERRUPTS)
    most = max(errands, key=lambda act: likely[act])
    if likely[most] < CERTAIN or act_of(_command(most)) in acts_of(commands):
        return commands
    if likely[Act.TELL] >= LIKELY:
        return commands
    return (_command(most), *(c for c in commands if isinstance(c, Set) and c.field is not Field.REASON))


def _command(act: Act) -> Command:
    return Deny() if act in _AS_NO else PLAIN.get(act) or ERRANDS[act]


# --- questions


def _with_question(text: str, commands: tuple[Command, ...], likely: Likely) -> tuple[Command, ...]:
    """With what is asked beside the rest, if something is."""
    if likely[Act.ASK] < LIKELY or any(isinstance(c, Ask | Handoff) for c in commands):
        return commands
    asked = [clause.text for clause in split(text) if _A_QUESTION.search(clause.text)]
    if any(isinstance(c, Choose) for c in commands) and all(map(_A_TAG.search, asked)):
        return commands  # "The last one. That's with Dr. Lee, isn't it?": the read-back tells
    return (*commands, Ask(" ".join(asked) or text))
