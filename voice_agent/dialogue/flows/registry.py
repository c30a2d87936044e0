"""Which steps make which task."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from voice_agent.dialogue.flows import book, cancel, confirm, lookup, register, reschedule, waitlist
from voice_agent.dialogue.flows.steps import Step
from voice_agent.understanding.commands import Task

FLOWS: Mapping[Task, tuple[Step, ...]] = MappingProxyType(
    {
        Task.BOOK: book.STEPS,
        Task.RESCHEDULE: reschedule.STEPS,
        Task.CANCEL: cancel.STEPS,
        Task.LOOKUP: lookup.STEPS,
        Task.CONFIRM_VISIT: confirm.STEPS,
        Task.WAITLIST: waitlist.STEPS,
        Task.REGISTER: register.STEPS,
    }
)
