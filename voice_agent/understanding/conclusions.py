"""What is made of a line's commands at last: what the words say that the pieces do not, and how sure it is. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from voice_agent.understanding import told_visits
from voice_agent.understanding.beside_yes import agrees_to_the_number
from voice_agent.understanding.birth_corrections import with_year_put_right
from voice_agent.understanding.commands import Affirm, Command, Deny, Field, OutOfScope, Start, Task, Unclear
from voice_agent.understanding.composing import TASKS
from voice_agent.understanding.errand_words import by_errand, instead_of_cancelling, is_plain_move
from voice_agent.understanding.further_wishes import yes_and_another
from voice_agent.understanding.heard import Heard, Said
from voice_agent.understanding.kept_besides import may_be_the_same
from voice_agent.understanding.line import Line
from voice_agent.understanding.other_callers import by_caller
from voice_agent.understanding.pieces import INFORM, SURE, UNKNOWN, Piece
from voice_agent.understanding.plain_wishes import WISHED, is_plain_wish
from voice_agent.understanding.practice import wants_what_is_bought
from voice_agent.understanding.questions_beside import without_hedged_yes
from voice_agent.understanding.same_provider import with_the_one_named
from voice_agent.understanding.stays import left_alone, stays_as_it_is
from voice_agent.understanding.still_there import asks_whether_it_stands, her_visits
from voice_agent.understanding.unfounded import without_unfounded_moves
from voice_agent.understanding.vocabulary import Names
from voice_agent.understanding.woman_or_man import with_whom_she_prefers
from voice_agent.understanding.yes_and_no import ends_the_call

TOLD = 0.85
"""Least confidence in a clause in which a grammar has read a field's value."""
_SAYS_LITTLE = (Unclear, OutOfScope, Deny, Affirm)
Read = tuple[tuple[Command, ...], float]
"""Commands, and how sure they are, 0..1."""


def settled_outright(line: Line, heard: Heard, commands: tuple[Command, ...]) -> Read | None:
    """What the words settle whatever else stands in them; None where they don't."""
    text, context, expecting = line.text, line.context, line.expecting
    if stays_as_it_is(text, heard, context, expecting):
        return left_alone(commands), SURE
    if ends_the_call(expecting, context) and asks_whether_it_stands(text) and not _begins(commands, heard.pieces):
        return her_visits(commands), SURE
    both = yes_and_another(text, context.agent, heard.values, line.agent_whens) if line.to_a_read_back else None
    return (both, SURE) if both else None


def _begins(commands: Sequence[Command], pieces: Sequence[Piece]) -> bool:
    """Whether another task is asked for in words of its own: a kind of visit that is only named is no booking."""
    asked = {p.kind for p in pieces}
    return any(isinstance(c, Start) and c.task is not Task.LOOKUP and c.task.value in asked for c in commands)


def concluded(line: Line, heard: Heard, commands: tuple[Command, ...], names: Names) -> Read:
    """The commands by all that the words say of the call, and their confidence."""
    text, context = line.text, line.context
    commands = with_year_put_right(commands, text, context)
    unclear = all(isinstance(c, Unclear) for c in commands)
    if unclear and context.expecting in (None, "task") and wants_what_is_bought(text):
        commands = (OutOfScope(),)  # "I'd like a large pepperoni pizza"
    clinic = bool(context.vocabulary.visit_types)
    opens = line.opens or line.expecting == Field.VISIT_TYPE.value or line.to_a_mere_question
    if clinic and opens and (called := by_caller(text, commands, context.vocabulary)) != commands:
        return called, SURE
    if line.opens:
        commands = told_visits.as_move(text, commands)
        commands = without_unfounded_moves(text, commands, offered=bool(context.offers))
    if clinic and line.opens:
        told = by_errand(text, commands)
        if told != commands or is_plain_move(text, told):
            return told, max(WISHED, _confidence(told, heard.pieces, heard.values))
    elif line.to_a_cancelling:
        commands = instead_of_cancelling(text, commands)
    elif line.to_a_read_back and all(isinstance(c, _SAYS_LITTLE) for c in commands):
        commands = (Affirm(),) if agrees_to_the_number(text, context.agent) else commands
    if line.to_a_read_back and not line.to_a_mere_question:
        commands = without_hedged_yes(commands)
        if may_be_the_same(text, context):
            commands = tuple(c for c in commands if not isinstance(c, Affirm))
    if context.vocabulary.providers and line.expecting != Field.NAME.value:
        commands = with_the_one_named(text, with_whom_she_prefers(text, commands), context.agent, names)
    return commands or (Unclear(),), _confidence(commands, heard.pieces, heard.values)


def _confidence(commands: Sequence[Command], pieces: Sequence[Piece], values: Sequence[Said]) -> float:
    """As sure as of the least sure piece; a clause of which nobody understood anything halves it."""
    if not commands:
        return min((p.probability for p in pieces), default=0.0) / 2
    told = [p for p in pieces if p.kind in (INFORM, UNKNOWN) and _has_value(p, values)]
    known = [max(p.probability, TOLD) if p in told else p.probability for p in pieces if p.kind != UNKNOWN or p in told]
    lost = any(p.kind == UNKNOWN and p not in told and len(p.text.split()) > 1 for p in pieces)
    least = min(known, default=SURE) / (2 if lost else 1)
    wished = Start(Task.BOOK) in commands and any(is_plain_wish(p, values) for p in pieces)
    wished = wished or any(p.kind in TASKS and p.probability >= SURE and not p.text.endswith("get in") for p in pieces)
    return max(least, WISHED) if wished else least


def _has_value(piece: Piece, values: Sequence[Said]) -> bool:
    return any(v.known and piece.start <= v.start < piece.end for v in values)
