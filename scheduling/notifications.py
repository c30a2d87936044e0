"""What patients are told by text message, when, and through what: the pure half of the outbox.

A text carries what is needed and no more: the clinic, the time, a number to ring. No names, no visit type, no provider
(a specialty says what somebody is ill with). Quiet hours are wall times of the location.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TextIO
from zoneinfo import ZoneInfo

from scheduling.values import SchedulingError


class MessageKind(StrEnum):
    CONFIRMATION = "confirmation"
    REMINDER = "reminder"
    MOVED = "moved"
    CANCELLED = "cancelled"
    WAITLIST_OFFER = "waitlist_offer"


@dataclass(frozen=True, slots=True)
class QuietHours:
    """No text goes out from `start` to `end`: half-open wall times, over midnight where start > end; equal: never."""

    start: time = time(21, 0)
    end: time = time(8, 0)

    def __contains__(self, wall: time) -> bool:
        if self.start <= self.end:
            return self.start <= wall < self.end
        return wall >= self.start or wall < self.end


@dataclass(frozen=True, slots=True)
class Retries:
    """Failed sends are tried again after `first`, doubling up to `longest`, `attempts` times in all."""

    first: timedelta = timedelta(seconds=30)
    longest: timedelta = timedelta(hours=1)
    attempts: int = 8

    def after(self, attempts: int) -> timedelta | None:
        """How long to wait after so many failed attempts (1 or more); None: give up."""
        if attempts >= self.attempts:
            return None
        doubled: timedelta = self.first * (1 << min(attempts - 1, 20))
        return min(self.longest, doubled)


@dataclass(frozen=True, slots=True)
class NoticeRules:
    """reminders: how long before the visit, counted on the clinic's clock. lead: a reminder later than this before the
    visit is of no use. lease: a message claimed by a sender that died is free again after it."""

    reminders: tuple[timedelta, ...] = (timedelta(days=2),)
    lead: timedelta = timedelta(hours=1)
    quiet: QuietHours = field(default_factory=QuietHours)
    retries: Retries = field(default_factory=Retries)
    lease: timedelta = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class TextFacts:
    """All that a text may be made of. `start` is aware, in the location's zone. answer_by: for a waitlist offer."""

    clinic: str
    phone: str
    start: datetime
    answer_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class OutgoingText:
    """`to` in E.164. dedupe_key: the same for every attempt at the same message."""

    to: str
    body: str
    dedupe_key: str


class SendFailed(SchedulingError):
    """The sender could not hand the message on. permanent: trying again is of no use. Holds no patient data."""

    def __init__(self, reason: str, permanent: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent


class Sender(Protocol):
    async def send(self, text: OutgoingText) -> str:
        """Hand one text on; gives the carrier's id of it. Raises SendFailed."""
        ...


def next_allowed(at: datetime, zone: ZoneInfo, quiet: QuietHours) -> datetime:
    """`at` itself where texts may be sent then, else the end of the quiet hours (aware, in `zone`)."""
    local = at.astimezone(zone)
    if local.time() not in quiet:
        return local
    day = local.date() if local.time() < quiet.end else local.date() + timedelta(days=1)
    return datetime.combine(day, quiet.end, zone)


def reminder_times(start: datetime, zone: ZoneInfo, now: datetime, rules: NoticeRules) -> tuple[datetime, ...]:
    """When to remind of a visit: at the visit's wall time so many days before, out of quiet hours, never in the past
    and never closer to the visit than `rules.lead`."""
    local = start.astimezone(zone)
    times = []
    for before in rules.reminders:
        due = next_allowed((local.replace(tzinfo=None) - before).replace(tzinfo=zone), zone, rules.quiet)
        if now < due <= start - rules.lead:
            times.append(due)
    return tuple(sorted(set(times)))


def spoken_time(moment: datetime) -> str:
    """ "Tue Dec 1 at 9:30 AM", on the clock that `moment` carries."""
    hour = moment.hour % 12 or 12
    return f"{moment:%a %b} {moment.day} at {hour}:{moment:%M} {'AM' if moment.hour < 12 else 'PM'}"


def body(kind: MessageKind, facts: TextFacts) -> str:
    """The words of a text."""
    when = spoken_time(facts.start)
    change = f"To change it call {facts.phone}." if facts.phone else "To change it call the clinic."
    call = f"Questions? Call {facts.phone}." if facts.phone else ""
    match kind:
        case MessageKind.CONFIRMATION:
            words = f"your appointment is set for {when}. {change}"
        case MessageKind.REMINDER:
            words = f"a reminder of your appointment on {when}. {change}"
        case MessageKind.MOVED:
            words = f"your appointment has been moved to {when}. {change}"
        case MessageKind.CANCELLED:
            words = f"your appointment on {when} is cancelled. {call}"
        case MessageKind.WAITLIST_OFFER:
            until = f" until {spoken_time(facts.answer_by.astimezone(facts.start.tzinfo))}" if facts.answer_by else ""
            words = f"an earlier time has opened: {when}. It is held for you{until}. To take it call {facts.phone}."
    return f"{facts.clinic}: {words.strip()} Reply STOP for no more texts."


_STOP = frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "optout", "revoke"})
_START = frozenset({"start", "unstop"})


def keyword(reply: str) -> str | None:
    """ "stop", "start" or "help" where a text that came in is nothing but that word; else None."""
    word = re.sub(r"[^a-z]", "", reply.lower())
    if word in _STOP:
        return "stop"
    if word in _START:
        return "start"
    return "help" if word in {"help", "info"} else None


def masked(number: str) -> str:
    """A phone number as logs and consoles may show it."""
    return "…" + number[-2:]


@dataclass(frozen=True, slots=True)
class ConsoleSender:
    """Prints each text, the number masked: for trying out, and where no carrier is set up."""

    out: TextIO

    async def send(self, text: OutgoingText) -> str:
        print(f"text to {masked(text.to)}: {text.body}", file=self.out, flush=True)
        return f"console:{text.dedupe_key}"


@dataclass(frozen=True, slots=True)
class FileSender:
    """Appends each text to a file of JSON lines, in full: keep the file where patient data may lie."""

    path: Path

    async def send(self, text: OutgoingText) -> str:
        line = json.dumps({"to": text.to, "body": text.body, "dedupe_key": text.dedupe_key}, ensure_ascii=False)
        try:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
        except OSError as error:
            raise SendFailed(f"cannot write {self.path}: {error.strerror}") from error
        return f"file:{text.dedupe_key}"
