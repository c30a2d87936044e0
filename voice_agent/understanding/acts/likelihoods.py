"""How likely an act must be to count, and what is made of the likeliest. Pure."""

from __future__ import annotations

import re

from voice_agent.understanding.acts.act import ERRANDS, PLAIN, Act, acts_of
from voice_agent.understanding.acts.model import Likely
from voice_agent.understanding.clauses import split
from voice_agent.understanding.commands import Ask, Choose, Command, Deny, Handoff, OutOfScope, Unclear

ALL_BUT_CERTAIN = 0.95
CERTAIN = 0.8
LIKELY = 0.6
RATHER = 0.5
WORTH_ASKING = 0.4
UNLIKELY = 0.2
HARDLY = 0.1
FOR_STAFF = frozenset(act for act, command in ERRANDS.items() if isinstance(command, Handoff))
INTERRUPTS = (Act.PERSON, Act.PAUSE, Act.AGAIN, Act.STOP)
"""What may come instead of any answer."""
_NO_YES = (Act.NO, Act.FIX, Act.OTHER, *INTERRUPTS, *ERRANDS)
_AS_NO = frozenset({Act.FIX, Act.OTHER})
"""To a read-back: what is to be changed is asked for next."""
_A_QUESTION = re.compile(
    r"^\W*(?:(?:and|but|so|oh|um+|uh|okay|ok|wait|then|also|well|just|quick question|one more thing|by the way)\W+)*"
    r"(?:do|does|did|is|are|was|will|would|can|could|should|may|am|have|has|what\w*|where\w*|who\w*|how|when|which|why|"
    r"isn't|aren't|don't)\b|\b(?:wonder(?:ing)?|know|tell me|ask(?:ing)?|question)\b.*\b(?:if|whether|what|where|how|"
    r"who|which|when|about)\b|\?\s*$",
    re.IGNORECASE,
)
_A_TAG = re.compile(r"\b(?:right|isn't (?:it|that|she|he)|aren't they|correct)\W*$", re.IGNORECASE)


def instead(commands: tuple[Command, ...], likely: Likely) -> tuple[Command, ...]:
    """What else is most likely done, where the rules have nothing to go by."""
    most = max(_NO_YES, key=lambda act: likely[act])
    if likely[most] < LIKELY or most in acts_of(commands):
        return commands or (Unclear(),)
    return (command_of(most),)


def is_nothing(command: Command) -> bool:
    return isinstance(command, Unclear | OutOfScope)


def command_of(act: Act) -> Command:
    return Deny() if act in _AS_NO else PLAIN.get(act) or ERRANDS[act]


def with_question(text: str, commands: tuple[Command, ...], likely: Likely) -> tuple[Command, ...]:
    """With what is asked beside the rest, if something is."""
    if likely[Act.ASK] < LIKELY or any(isinstance(c, Ask | Handoff) for c in commands):
        return commands
    asked = questions_in(text)
    if any(isinstance(c, Choose) for c in commands) and all(map(_A_TAG.search, asked)):
        return commands  # "The last one. That's with Dr. Lee, isn't it?": the read-back tells
    return (*commands, Ask(" ".join(asked) or text))


def questions_in(text: str) -> list[str]:
    return [clause.text for clause in split(text) if _A_QUESTION.search(clause.text)]
