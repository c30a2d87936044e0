"""Where the acts of a whole utterance and the commands that the rules made of it differ: which of them holds. Pure.

The rules know values (days, names, offers), the acts what is done with them.
"""

from __future__ import annotations

from voice_agent.understanding.acts.act import ERRANDS, Act, act_of, acts_of
from voice_agent.understanding.acts.likelihoods import CERTAIN, HARDLY, INTERRUPTS, LIKELY, command_of, is_nothing
from voice_agent.understanding.acts.model import Likely
from voice_agent.understanding.acts.offered import chosen
from voice_agent.understanding.acts.openings import wished
from voice_agent.understanding.acts.read_backs import READ_BACKS, answered
from voice_agent.understanding.acts.situation import Situation
from voice_agent.understanding.commands import Alternatives, Ask, Command, Correct, Deny, Field, Set
from voice_agent.understanding.conclusions import Read
from voice_agent.understanding.reader import Context
from voice_agent.understanding.when import find_whens

_OPENINGS = frozenset({Situation.OPEN, Situation.MORE})
_OFFERED = frozenset({Situation.OFFER, Situation.WHICH})
MOST_OF_A_REASON = 120
"""Characters of what she has that are kept as she said it."""
_FIELDS = frozenset({Situation.KIND, Situation.WHEN, Situation.NAME, Situation.BIRTH})


def settled(text: str, situation: Situation, context: Context, read: Read, likely: Likely) -> Read:
    """The commands and how sure they are, by both."""
    commands, confidence = read
    if situation in READ_BACKS or situation is Situation.YES_NO:
        commands = answered(text, situation, context, commands, likely)
    elif situation in _OFFERED:
        commands = chosen(text, context, commands, likely)
    elif situation in _OPENINGS:
        return wished(text, situation, commands, confidence, likely)
    elif situation in _FIELDS:
        commands = told(text, situation, context, commands, likely)
    if commands != read[0]:
        confidence = max(confidence, CERTAIN)
    return commands, confidence


def told(
    text: str, situation: Situation, context: Context, commands: tuple[Command, ...], likely: Likely
) -> tuple[Command, ...]:
    """An answer with what was asked for in it, or something else instead."""
    if likely[Act.TELL] >= LIKELY:
        rest = tuple(c for c in commands if not _is_stray(c, likely))
        if not rest and situation is Situation.KIND and len(text) <= MOST_OF_A_REASON:
            return (Set(Field.REASON, text),)
        if situation is Situation.WHEN and not any(isinstance(c, Set | Correct | Ask) for c in rest):
            rest = (*(c for c in rest if not isinstance(c, Deny)), *_times(text, context))
        return rest or commands
    errands = (Act.MOVE, Act.CANCEL, Act.LOOKUP, *INTERRUPTS)
    most = max(errands, key=lambda act: likely[act])
    if likely[most] < CERTAIN or most in acts_of(commands):
        return commands
    return (command_of(most), *(c for c in commands if isinstance(c, Set) and c.field is not Field.REASON))


def _times(text: str, context: Context) -> tuple[Set, ...]:
    """When she would like to come, where the rules took the words for a refusal of something."""
    found = find_whens(text, context.now, date_order=context.date_order, expecting_when=True)
    whens = tuple(when for f in found for when in f.whens)
    return (Set(Field.WHEN, whens),) if whens else ()


def _is_stray(command: Command, likely: Likely) -> bool:
    act = act_of(command)
    if act in ERRANDS or act in INTERRUPTS:
        return likely[act] < HARDLY
    return is_nothing(command) or command == Alternatives(None)
