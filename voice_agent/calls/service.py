"""All that calls share, and how one call is begun, served and ended."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterable, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from scheduling import Scheduler
from voice_agent.audio.vad import SileroModel, VoiceActivity
from voice_agent.calls.alerts import Alerts
from voice_agent.calls.conversation import Conversation, Phrase
from voice_agent.calls.listener import Listener
from voice_agent.calls.office_hours import OfficeHours
from voice_agent.calls.record import CallRecord, TurnRecord, turn_from_row
from voice_agent.calls.refs import Refs
from voice_agent.calls.session import Engines, Session
from voice_agent.calls.staff_queue import StaffQueue
from voice_agent.calls.store import CallStore, StoredCall
from voice_agent.calls.vocabulary import Names
from voice_agent.calls.world import ClinicWorld, Knowledge
from voice_agent.dialogue.effects import EndCall, Transfer
from voice_agent.dialogue.events import CallStarted, Event, Facts, StaffUnreachable
from voice_agent.dialogue.grounding import canonical
from voice_agent.dialogue.replies import Templates
from voice_agent.dialogue.state import State, from_json, outcome_of, to_json
from voice_agent.telephony import media_stream as wire
from voice_agent.understanding.reader import DateOrder, Reader

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Clinic:
    """What does not change from call to call."""

    name: str
    zone: ZoneInfo
    date_order: DateOrder
    emergency_number: str
    self_harm_line: str
    staff_hours: OfficeHours
    max_call_minutes: float = 15
    recordings: Path | None = None
    country: str | None = None
    usual_visit: str | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """The stages that calls share."""

    scheduler: Scheduler
    store: CallStore
    staff: StaffQueue
    names: Names
    knowledge: Knowledge
    reader: Reader
    templates: Templates
    alerts: Alerts
    phrase: Phrase | None = None


class CallService:
    """Serves calls. `now`: aware wall time. `clock`: ms, monotonic. `engines` and `vad` are None for calls by text."""

    def __init__(
        self,
        clinic: Clinic,
        parts: Parts,
        *,
        now: Callable[[], datetime],
        clock: Callable[[], float],
        engines: Engines | None = None,
        vad: SileroModel | None = None,
    ) -> None:
        self.clinic = clinic
        self.parts = parts
        self.active: set[str] = set()
        self._live: dict[str, Session] = {}
        self.now = now
        self._clock = clock
        self._engines = engines
        self._vad = vad
        self._vocabulary = parts.names.vocabulary()
        self._usual_visit = canonical(self._vocabulary.visit_types, self.clinic.usual_visit or "")
        self._for_new = parts.names.visits_for("new")
        self._for_children = parts.names.for_children()
        self._for_established = parts.names.visits_for("established")

    def facts(self, caller_number: str | None) -> Facts:
        now = self.now().astimezone(self.clinic.zone)
        return Facts(
            now=now,
            clinic_name=self.clinic.name,
            vocabulary=self._vocabulary,
            caller_number=caller_number,
            staff_available=self.clinic.staff_hours.open_at(now),
            emergency_number=self.clinic.emergency_number,
            self_harm_line=self.clinic.self_harm_line,
            recorded=self.clinic.recordings is not None,
            date_order=self.clinic.date_order,
            disclosed=self._engines is not None,
            ask_texts=True,
            country=self.clinic.country,
            usual_visit=self._usual_visit,
            for_new=self._for_new,
            for_established=self._for_established,
            for_children=self._for_children,
            late_cancel_hours=self.parts.scheduler.rules.cancel_late_h,
        )

    def conversation(self, call_sid: str, caller_number: str | None, stored: StoredCall | None) -> Call:
        """A new conversation, or the stored one going on."""
        refs = Refs.from_json(stored.refs) if stored and stored.refs else None
        world = ClinicWorld(
            call_sid,
            self.parts.scheduler,
            self.parts.names,
            self.parts.knowledge,
            self.parts.staff,
            alert=self.parts.alerts.tell,
            caller_number=caller_number,
            refs=refs,
        )
        state = from_json(stored.state) if stored and stored.state else State.initial(call_sid)
        conversation = Conversation(
            state,
            reader=self.parts.reader,
            world=world,
            facts=lambda: self.facts(caller_number),
            templates=self.parts.templates,
            phrase=self.parts.phrase,
        )
        started = stored.started_at if stored else self.now()
        return Call(conversation, world, CallRecord(call_sid, started), self)

    async def serve(
        self,
        call_sid: str,
        stream_sid: str,
        events: AsyncIterable[wire.Event],
        send: Callable[[str], Awaitable[None]],
        *,
        caller_number: str | None,
        staff_unreachable: bool = False,
    ) -> CallRecord:
        """One stream, from its start to its end. What follows it is in the store then."""
        if self._engines is None or self._vad is None:
            raise RuntimeError("this service was made for calls by text: give it engines and a voice detector")
        stored = await self.parts.store.begin(call_sid, caller_number)
        call = self.conversation(call_sid, caller_number, stored)
        if stored:
            call.record.turns.extend(await self._turns_before(call_sid))
        first: Event = StaffUnreachable() if staff_unreachable else CallStarted(resumed=stored is not None)
        session = Session(
            call.conversation,
            Listener(VoiceActivity(self._vad)),
            self._engines,
            call.record,
            stream_sid=stream_sid,
            send=send,
            clock=self._clock,
            save=call.save,
            max_ms=self.clinic.max_call_minutes * 60_000,
            record_audio=self.clinic.recordings is not None,
        )
        call.record.counts["streams"] = 1 + (stored.streams if stored else 0)
        self.active.add(call_sid)
        self._live[call_sid] = session
        try:
            await session.run(events, first)
        finally:
            self.active.discard(call_sid)
            self._live.pop(call_sid, None)
            await self._end(call, session)
        return call.record

    def heard(self, call_sid: str) -> tuple[str, ...]:
        """What the caller has heard of each reply so far, in a call that is on the line; nothing of any other."""
        session = self._live.get(call_sid)
        return session.heard() if session else ()

    async def _end(self, call: Call, session: Session) -> None:
        if session.recorder is not None and self.clinic.recordings is not None:
            path = self.clinic.recordings / f"{call.record.call_sid}.wav"
            try:
                await asyncio.to_thread(session.recorder.write, path)
                call.record.recording = str(path)
            except OSError as error:
                log.error("the recording could not be kept: %s", type(error).__name__)
                call.record.errors.append("recording_not_kept")
        session.note_sound()
        call.broken = session.broken
        await call.end()

    async def _turns_before(self, call_sid: str) -> list[TurnRecord]:
        return [turn_from_row(row) for row in await self.parts.store.turns(call_sid)]

    async def purge(self, keep: timedelta) -> int:
        return await self.parts.store.purge(keep)


class Call:
    """One call's conversation with what keeps it."""

    def __init__(
        self, conversation: Conversation, world: ClinicWorld, record: CallRecord, service: CallService
    ) -> None:
        self.conversation = conversation
        self.world = world
        self.record = record
        self.broken = False
        self._service = service

    async def save(self, *, ended: bool = False) -> None:
        """Keep where the call stands. A database that is away does not end the call."""
        state = self.conversation.state
        self.record.outcome = outcome_of(state)
        self.record.appointment = self._appointment()
        try:
            await self._service.parts.store.save(
                self.record,
                state=to_json(state),
                refs=self.world.refs.to_json(),
                closing={"kind": "failed"} if self.broken else closing_json(self.conversation.closing),
                ended=ended,
            )
        except Exception as error:
            log.error("the call could not be saved: %s", type(error).__name__)
            self.record.errors.append("not_saved")

    async def end(self) -> None:
        """The line is closed: free what was held, keep the rest."""
        try:
            await self.world.leave()
        except Exception as error:
            log.error("the hold could not be freed, it will run out: %s", type(error).__name__)
        await self.save(ended=True)

    def _appointment(self) -> dict[str, Any] | None:
        appointment = self.world.committed
        if appointment is None:
            return None
        names, opening = self._service.parts.names, appointment.opening
        return {
            "id": appointment.id,
            "patient_id": appointment.patient_id,
            "start": opening.start.isoformat(),
            "end": opening.end.isoformat(),
            "provider": names.providers[opening.provider_id].name,
            "location": names.locations[opening.location_id].name,
            "visit_type": names.visit_types[opening.visit_type_id].name,
            "state": appointment.state.value,
        }


def closing_json(closing: Transfer | EndCall | None) -> dict[str, Any] | None:
    match closing:
        case Transfer():
            return {
                "kind": "transfer",
                "reason": closing.reason.value,
                "summary": closing.summary,
                "urgent": closing.urgent,
            }
        case EndCall():
            return {"kind": "end"}
        case None:
            return None
