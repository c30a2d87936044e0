"""What she rings for, or wants besides, as the acts settle it. Pure."""

from __future__ import annotations

from voice_agent.understanding.acts.act import ERRANDS, Act, act_of, acts_of
from voice_agent.understanding.acts.likelihoods import (
    ALL_BUT_CERTAIN,
    CERTAIN,
    FOR_STAFF,
    HARDLY,
    LIKELY,
    RATHER,
    UNLIKELY,
    WORTH_ASKING,
    instead,
    is_nothing,
    with_question,
)
from voice_agent.understanding.acts.model import Likely
from voice_agent.understanding.acts.situation import Situation
from voice_agent.understanding.commands import (
    Alternatives,
    Ask,
    Command,
    Correct,
    Deny,
    Field,
    Goodbye,
    Handoff,
    HandoffReason,
    OutOfScope,
    Set,
    Start,
    Thanks,
    Unclear,
)
from voice_agent.understanding.conclusions import Read
from voice_agent.understanding.pieces import SURE

_MISTAKEN = (
    (Act.BOOK, Act.CANCEL),
    (Act.BOOK, Act.MOVE),
    (Act.BOOK, Act.CLINICAL),
    (Act.MOVE, Act.BOOK),
    (Act.LOOKUP, Act.BOOK),
)
"""What the rules take for another, and which: where both are likely, the likelier one by far is meant."""
_CLEARLY = 0.1
_MAY_BE_ANSWERED = frozenset({Act.CLINICAL, Act.BILLING})
"""What the clinic may have written down: asked as a question, it is answered, or staff are offered."""
_MAY_BE_ASKED = frozenset({HandoffReason.BILLING, HandoffReason.COMPLAINT, HandoffReason.ASKED})
_OF_A_PERSON = frozenset({Field.NAME, Field.DATE_OF_BIRTH, Field.RELATION, Field.PHONE})


def wished(text: str, situation: Situation, commands: tuple[Command, ...], confidence: float, likely: Likely) -> Read:
    if likely[Act.ASK] >= LIKELY and (unmeant := _for_staff_unmeant(commands, likely)):
        commands = (Ask(text), *(c for c in commands if c not in unmeant and isinstance(c, Set | Correct)))
    if not commands or _is_settled_by_rules(commands, confidence, likely):
        return commands, confidence
    most = max(ERRANDS, key=lambda act: likely[act])
    mine = {act for act in acts_of(commands) if act in ERRANDS}
    best_mine = max((likely[act] for act in mine), default=0.0)
    if _takes_over(most, situation, commands, SURE if confidence >= SURE else best_mine, likely):
        return _begun(text, most, commands, likely), max(confidence, likely[most]) if mine else likely[most]
    if situation is Situation.MORE and not mine - FOR_STAFF and _ends(commands, likely):
        return tuple(c for c in commands if isinstance(c, Deny | Goodbye | Thanks | Ask)), max(confidence, CERTAIN)
    if mine:  # there is nothing on offer that she could want others for
        commands = tuple(c for c in commands if c != Alternatives(None))
    if confidence < SURE and (rest := _without_unfounded(text, situation, commands, mine, likely)):
        return rest, max(confidence, CERTAIN)
    if all(map(is_nothing, commands)):
        found = with_question(text, (), likely) or _nothing_more(situation, likely) or instead(commands, likely)
        return found, CERTAIN if found != commands else confidence
    if mine and best_mine >= CERTAIN:
        confidence = max(confidence, CERTAIN)
    return with_question(text, commands, likely), confidence


def _for_staff_unmeant(commands: tuple[Command, ...], likely: Likely) -> list[Command]:
    """What only sounds like a wish for staff: what a visit costs is asked."""
    handed = [(c, act_of(c)) for c in commands if isinstance(c, Handoff) and c.reason in _MAY_BE_ASKED]
    return [c for c, act in handed if act is not None and likely[act] < UNLIKELY]


def _ends(commands: tuple[Command, ...], likely: Likely) -> bool:
    """ "No, that's everything, and a nice Easter to you": what else is told in it asks for nothing."""
    closes = any(isinstance(c, Deny | Goodbye) for c in commands)
    courteous = max(likely[act] for act in (Act.NO, Act.THANKS, Act.BYE)) >= CERTAIN
    return closes and courteous and max(likely[act] for act in (*ERRANDS, Act.FIX)) < UNLIKELY


def _is_settled_by_rules(commands: tuple[Command, ...], confidence: float, likely: Likely) -> bool:
    """What no clinic has, or what the rules know that staff must do: believed unless the acts are all but certain."""
    if any(isinstance(c, Handoff) for c in commands):
        return not any(isinstance(c, Start | Deny | Goodbye) for c in commands)
    others = (likely[act] for act in ERRANDS if act is not Act.BOOK)
    return commands == (OutOfScope(),) and (confidence >= SURE or max(others) < ALL_BUT_CERTAIN)


def _takes_over(
    most: Act, situation: Situation, commands: tuple[Command, ...], best_mine: float, likely: Likely
) -> bool:
    """Whether the likeliest errand is the one, in place of what the rules found."""
    found = acts_of(commands)
    if most in found or (_asks(commands) and (most in _MAY_BE_ANSWERED or likely[Act.ASK] > likely[most])):
        return False
    if not any(act in ERRANDS for act in found):
        worth_asking = situation is Situation.OPEN and not _asks(commands)
        needed = WORTH_ASKING if worth_asking else LIKELY
        return likely[most] >= needed + likely[Act.OFF_TOPIC]
    mistaken = (act for act in found if act in ERRANDS)
    by_mistake = likely[most] >= CERTAIN and all((act, most) in _MISTAKEN for act in mistaken)
    return (likely[most] >= RATHER and best_mine < UNLIKELY) or (by_mistake and likely[most] > best_mine + _CLEARLY)


def _asks(commands: tuple[Command, ...]) -> bool:
    return any(isinstance(c, Ask) for c in commands)


def _begun(text: str, act: Act, commands: tuple[Command, ...], likely: Likely) -> tuple[Command, ...]:
    """That errand, with what the rules heard of it; beside a wish for staff nothing else counts."""
    rest = [c for c in commands if isinstance(c, Set | Correct)]
    if act in FOR_STAFF:
        return (ERRANDS[act], *(c for c in rest if c.field in _OF_A_PERSON))
    return with_question(text, (ERRANDS[act], *rest), likely)


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
    found = with_question(text, rest, likely) or _nothing_more(situation, likely)
    return found or ((Unclear(),) if mine == {Act.LOOKUP} and not rest else ())


def _nothing_more(situation: Situation, likely: Likely) -> tuple[Command, ...]:
    return (Deny(),) if situation is Situation.MORE and likely[Act.NO] >= LIKELY else ()
