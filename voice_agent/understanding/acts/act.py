"""What a caller does with an utterance, and which acts a reader's commands come to."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from voice_agent.understanding.commands import (
    Abort,
    Affirm,
    Alternatives,
    Ask,
    Choose,
    Command,
    Correct,
    Deny,
    Goodbye,
    Handoff,
    HandoffReason,
    HoldOn,
    OutOfScope,
    Repeat,
    Restart,
    Set,
    Start,
    Task,
    Thanks,
    Unclear,
)


class Act(StrEnum):
    """BOOK to WAIT: asks for that task; COMING: says that she will come. PERSON to COMPLAINT: is for staff. YES, NO:
    to what was asked. CHOOSE: takes what is offered. OTHER: wants another time, day, doctor or office. FIX: corrects
    what was read back. TELL: gives what was asked for. PAUSE: asks for a moment. AGAIN: asks to hear it again."""

    BOOK = "book"
    MOVE = "move"
    CANCEL = "cancel"
    LOOKUP = "lookup"
    COMING = "coming"
    WAIT = "wait"
    PERSON = "person"
    BILLING = "billing"
    CLINICAL = "clinical"
    COMPLAINT = "complaint"
    ASK = "ask"
    YES = "yes"
    NO = "no"
    CHOOSE = "choose"
    OTHER = "other"
    FIX = "fix"
    TELL = "tell"
    THANKS = "thanks"
    BYE = "bye"
    PAUSE = "wait_please"
    AGAIN = "again"
    STOP = "stop"
    OFF_TOPIC = "offtopic"


ERRANDS: dict[Act, Command] = {
    Act.BOOK: Start(Task.BOOK),
    Act.MOVE: Start(Task.RESCHEDULE),
    Act.CANCEL: Start(Task.CANCEL),
    Act.LOOKUP: Start(Task.LOOKUP),
    Act.COMING: Start(Task.CONFIRM_VISIT),
    Act.WAIT: Start(Task.WAITLIST),
    Act.PERSON: Handoff(HandoffReason.ASKED),
    Act.BILLING: Handoff(HandoffReason.BILLING),
    Act.CLINICAL: Handoff(HandoffReason.CLINICAL),
    Act.COMPLAINT: Handoff(HandoffReason.COMPLAINT),
}
"""The command of each act that asks for something to be done."""
PLAIN: dict[Act, Command] = {
    Act.YES: Affirm(),
    Act.NO: Deny(),
    Act.THANKS: Thanks(),
    Act.BYE: Goodbye(),
    Act.PAUSE: HoldOn(),
    Act.AGAIN: Repeat(),
    Act.STOP: Abort(),
}
_OF_KIND: dict[type, Act] = {
    Affirm: Act.YES,
    Deny: Act.NO,
    Ask: Act.ASK,
    Choose: Act.CHOOSE,
    Alternatives: Act.OTHER,
    Correct: Act.FIX,
    Set: Act.TELL,
    Thanks: Act.THANKS,
    Goodbye: Act.BYE,
    HoldOn: Act.PAUSE,
    Repeat: Act.AGAIN,
    Abort: Act.STOP,
    Restart: Act.STOP,
    OutOfScope: Act.OFF_TOPIC,
    Unclear: Act.OFF_TOPIC,
}
_OF_TASK = {command.task: act for act, command in ERRANDS.items() if isinstance(command, Start)}
_OF_TASK[Task.REGISTER] = Act.BOOK
_OF_REASON = {command.reason: act for act, command in ERRANDS.items() if isinstance(command, Handoff)}


def act_of(command: Command) -> Act | None:
    if isinstance(command, Start):
        return _OF_TASK[command.task]
    if isinstance(command, Handoff):
        return _OF_REASON.get(command.reason, Act.PERSON)
    return _OF_KIND.get(type(command))


def acts_of(commands: Iterable[Command]) -> frozenset[Act]:
    return frozenset(act for command in commands if (act := act_of(command)) is not None)
