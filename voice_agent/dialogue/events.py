"""What happens to a conversation: the inputs of `decide`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from voice_agent.dialogue.effects import Effect
from voice_agent.dialogue.outcomes import Outcome
from voice_agent.understanding.commands import Command
from voice_agent.understanding.reader import DateOrder, Vocabulary


@dataclass(frozen=True, slots=True)
class CallStarted:
    """The line is open; the agent greets. resumed: the stream came back after a drop, the state is the stored one."""

    resumed: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """One utterance, understood.

    text: the words. hearing: confidence of the transcription, 0..1; confidence: of the understanding.
    prompt_heard: the agent's last question or read-back had been played to its end when the caller began to speak.
    A yes to a read-back that was not heard is no yes.
    """

    text: str
    commands: tuple[Command, ...]
    confidence: float = 1.0
    hearing: float = 1.0
    prompt_heard: bool = True


@dataclass(frozen=True, slots=True)
class Silence:
    """The caller has said nothing for the time that the open question allows."""


@dataclass(frozen=True, slots=True)
class NotHeard:
    """There was speech, and no words could be made of it."""


@dataclass(frozen=True, slots=True)
class KeyPressed:
    """DTMF digits, collected ("0" alone asks for staff; "1" is yes and "2" is no to a question that wants one).

    prompt_heard: as in `Heard`; without it a "1" is no yes to a read-back.
    """

    digits: str
    prompt_heard: bool = False


@dataclass(frozen=True, slots=True)
class EffectDone:
    effect: Effect
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class TimeIsUp:
    """The call has reached its maximum duration."""


@dataclass(frozen=True, slots=True)
class StaffUnreachable:
    """A transfer was tried and nobody answered (or the office is closed): a callback is the way on."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A part of the agent has failed for good (hearing, speaking, the calendar): apologise and hand off."""


Event = CallStarted | Heard | Silence | NotHeard | KeyPressed | EffectDone | TimeIsUp | StaffUnreachable | Trouble


@dataclass(frozen=True, slots=True)
class Facts:
    """What is true during a turn, and is passed in. `now` is aware, in the clinic's zone.

    caller_number: digits from the phone company, or None; may be offered as a contact, is never proof.
    staff_available: a transfer can be answered now (else callbacks are taken).
    emergency_number and self_harm_line are said digit by digit.
    disclosed: she was told before the stream began that this is an automated assistant (and, if so, recorded).
    ask_texts: new patients are asked whether reminders may be texted to them (else they are not texted).
    usual_visit: proposed to whoever tells a complaint and no type of visit (None: the type is asked for).
    country: ISO 3166 code of the clinic's telephone numbers; None takes any number for a whole one.
    for_children: the check-up that adults get, and the one that children get in its place.
    late_cancel_hours: a visit cancelled with less notice counts as cancelled late (0: none does).
    for_new, for_established: names of the types of visit that only new, or only established, patients may book.
    """

    now: datetime
    clinic_name: str
    vocabulary: Vocabulary
    caller_number: str | None = None
    staff_available: bool = True
    emergency_number: str = "911"
    self_harm_line: str = "988"
    recorded: bool = False
    date_order: DateOrder = DateOrder.MDY
    disclosed: bool = False
    usual_visit: str | None = None
    ask_texts: bool = False
    country: str | None = None
    for_new: tuple[str, ...] = ()
    for_established: tuple[str, ...] = ()
    late_cancel_hours: int = 0
    for_children: tuple[str, str] | None = None
