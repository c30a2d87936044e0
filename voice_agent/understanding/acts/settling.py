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
    Start,
    Thanks,
    Unclear,
)
from voice_agent.understanding.conclusions import Read
from voice_agent.understanding.reader import Context

CERTAIN = 0.8
LIKELY = 0.6
UNLIKELY = 0.2
HARDLY = 0.1
_AGAINST_YES = (Act.NO, Act.FIX, Act.OTHER, Act.STOP, Act.PAUSE)
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
_BEGINS_WITH_YES = re.compile(
    r"\W*(?:(?:oh|uh|um+|well|okay|ok|alright|great|perfect|right)\W+)*(?:yes|yeah|yep|yup|yah|sure|please do|"
    r"go ahead|absolutely|uh[- ]huh|mm-?hmm?|mhm)\b",
    re.IGNORECASE,
)
_A_QUESTION = re.compile(
    r"^\W*(?:(?:and|but|so|oh|um+|uh|okay|ok|wait|then|also|well|just|quick question|one more thing|by the way)\W+)*"
    r"(?:do|does|did|is|are|was|will|would|can|could|should|may|am|have|has|what\w*|where\w*|who\w*|how|when|which|why|"
    r"isn't|aren't|don't)\b|\b(?:wonder(?:ing)?|know|tell me|ask(?:ing)?|question)\b.*\b(?:if|whether|what|where|how|"
    r"who|which|when|about)\b|\?\s*$",
    re.IGNORECASE,
)


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
    agreed = any(isinstance(c, Affirm) for c in commands)
    if (
        agreed
        and situation is not Situation.YES_NO
        and (max(likely[act] for act in _UNDOES_YES) >= CERTAIN or (likely[Act.YES] < UNLIKELY and against >= LIKELY))
    ):
        return _instead(tuple(c for c in commands if not isinstance(c, Affirm)), likely)
    if agreed:
        return _with_question(text, commands, likely)
    if likely[Act.YES] >= CERTAIN and against < UNLIKELY and not _speaks_against(text, context, commands):
        beside = [c for c in commands if isinstance(c, Ask | Thanks | Goodbye) or _is_errand(c, likely)]
        return _with_question(text, (Affirm(), *beside), likely)
    return _as_change(_instead(commands, likely), likely)


def _as_change(commands: tuple[Command, ...], likely: Likely) -> tuple[Command, ...]:
    """ "Can we do it later in the day?", of what was read back: that is to change, and is no other errand."""
    errands = [c for c in commands if act_of(c) in ERRANDS]
    if not errands or max(likely[Act.OTHER], likely[Act.FIX]) < LIKELY:
        return commands
    if any(likely[act] >= UNLIKELY for act in acts_of(errands) if act in ERRANDS):
        return commands
    rest = (c for c in commands if c not in errands and not isinstance(c, Deny))
    return (Deny(), *(Correct(c.field, c.value, c.candidates) if isinstance(c, Set) else c for c in rest))


def _speaks_against(text: str, context: Context, commands: tuple[Command, ...]) -> bool:
    """Whether a value or another choice among the commands may be meant to change what was read back."""
    begins = _BEGINS_WITH_YES.match(text) is not None
    for command in commands:
        if isinstance(command, Correct) and command.field in _OF_A_VISIT:
            return True
        if isinstance(command, Alternatives) and command.when:
            return True
        if isinstance(command, Set) and command.field is Field.WHEN:
            return True
        if isinstance(command, Choose) and not begins and not _is_the_one(command, context):
            return True
        if isinstance(command, Deny) and not begins:
            return True
    return False


def _is_the_one(choice: Choose, context: Context) -> bool:
    """Whether what is chosen is what was read back: its time is among the words of the agent's."""
    offer = next((o for o in context.offers if o.ref == choice.ref), None)
    return offer is not None and len(context.offers) == 1


def _is_errand(command: Command, likely: Likely) -> bool:
    act = act_of(command)
    return act in ERRANDS and likely[act] >= LIKELY


def _instead(commands: tuple[Command, ...], likely: Likely) -> tuple[Command, ...]:
    """What else than a yes is most likely done, where the rules have nothing to go by."""
    if not all(_says_little(c) for c in commands):
        return commands
    most = max(_NO_YES, key=lambda act: likely[act])
    if likely[most] < LIKELY or most in acts_of(commands):
        return commands or (Unclear(),)
    return (_command(most),)


def _says_little(command: Command) -> bool:
    return isinstance(command, Unclear | OutOfScope | Choose) or command == Alternatives(None)


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
        return (Alternatives(None),) if likely[Act.OTHER] >= LIKELY else _instead(commands, likely)
    return commands


# --- what she rings for


def _wished(text: str, situation: Situation, commands: tuple[Command, ...], confidence: float, likely: Likely) -> Read:
    errands = {act: likely[act] for act in ERRANDS}
    most = max(errands, key=lambda act: errands[act])
    mine = {act for act in acts_of(commands) if act in ERRANDS}
    if errands[most] >= LIKELY and most not in mine and not any(likely[act] >= UNLIKELY for act in mine):
        rest = tuple(c for c in commands if not _is_task(c) and not isinstance(c, _SAYS_NOTHING))
        rest = _fit_for(most, rest)
        return _with_question(text, (ERRANDS[most], *rest), likely), max(CERTAIN, errands[most])
    unfounded = {act for act in mine if likely[act] < HARDLY}
    if unfounded:
        rest = tuple(c for c in commands if act_of(c) not in unfounded)
        if not any(act_of(c) in ERRANDS for c in rest):
            rest = tuple(c for c in rest if not isinstance(c, Set))
        rest = _with_question(text, rest, likely)
        if situation is Situation.MORE and likely[Act.NO] >= LIKELY and not rest:
            rest = (Deny(),)
        if rest:
            return rest, max(confidence, CERTAIN)
    if all(isinstance(c, _SAYS_NOTHING) for c in commands):
        if situation is Situation.MORE and likely[Act.NO] >= LIKELY:
            return (Deny(),), CERTAIN
        asked = _with_question(text, (), likely)
        if asked:
            return asked, CERTAIN
        found = _instead(commands, likely)
        return found, CERTAIN if found != commands else confidence
    if mine and all(likely[act] >= CERTAIN for act in mine):
        confidence = max(confidence, CERTAIN)
    if most in mine or not mine:
        commands = _with_question(text, commands, likely)
    return commands, confidence


def _is_task(command: Command) -> bool:
    return isinstance(command, Start | Handoff | Deny | Affirm | Alternatives)


def _fit_for(act: Act, rest: tuple[Command, ...]) -> tuple[Command, ...]:
    """Beside a wish for staff nothing else counts."""
    return () if isinstance(ERRANDS[act], Handoff) else tuple(c for c in rest if not isinstance(c, Goodbye | Ask))


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
    if likely[Act.ASK] < LIKELY or any(isinstance(c, Ask) for c in commands):
        return commands
    asked = [clause.text for clause in split(text) if _A_QUESTION.search(clause.text)]
    return (*commands, Ask(" ".join(asked) or text))
