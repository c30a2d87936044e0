"""Runs what the dialogue decides: effects in, outcomes out. Nothing is raised: failure is an outcome too."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from scheduling import Scheduler
from scheduling.values import (
    Actor,
    Appointment,
    NewPatient,
    NotAllowed,
    NotFound,
    Opening,
    OpeningRequest,
    Patient,
    SchedulingError,
    SeriesTaken,
)
from scheduling.values import Taken as TakenError
from scheduling.waitlist import Wish
from voice_agent.calls.refs import Refs
from voice_agent.calls.staff_queue import StaffQueue
from voice_agent.calls.vocabulary import Names, constraints, every_days, weekday_numbers
from voice_agent.dialogue import effects as e
from voice_agent.dialogue import outcomes as oc
from voice_agent.dialogue.grounding import fits

log = logging.getLogger(__name__)

T = TypeVar("T")


class Knowledge(Protocol):
    """What the clinic has written down."""

    def answer(self, question: str) -> oc.Answered | oc.NoAnswer: ...


Alert = Callable[[str, e.AlertStaff], Awaitable[None]]
"""Takes the call's id and the alert; must not raise for long networks: it is awaited."""


class ClinicWorld:
    """One call's world. `refs` names what the conversation speaks of, and is saved with it."""

    def __init__(
        self,
        call_sid: str,
        scheduler: Scheduler,
        names: Names,
        knowledge: Knowledge,
        staff: StaffQueue,
        *,
        alert: Alert,
        caller_number: str | None = None,
        refs: Refs | None = None,
    ) -> None:
        self.refs = refs or Refs()
        self.committed: Appointment | None = None
        self._times: dict[int, Opening] = {}
        self._sid = call_sid
        self._scheduler = scheduler
        self._names = names
        self._knowledge = knowledge
        self._staff = staff
        self._alert = alert
        self._number = caller_number
        self._actor = Actor("call", call_sid)

    async def run(self, effect: e.Effect) -> oc.Outcome:
        try:
            return await self._run(effect)
        except SeriesTaken as short:
            return oc.SeriesRefused(short.free, short.count)
        except TakenError as taken:
            self._forget_hold()
            return oc.Taken(self._views(taken.alternatives))
        except NotAllowed as refused:
            return oc.Refused(refused.rule)
        except (NotFound, KeyError) as missing:
            log.warning("%s: %s", type(effect).__name__, type(missing).__name__)
            return oc.Refused("not_found")
        except SchedulingError as error:
            log.error("%s: %s", type(effect).__name__, type(error).__name__)
            return oc.Failed()
        except Exception as error:
            log.error("%s broke: %s", type(effect).__name__, type(error).__name__)
            return oc.Failed()

    async def leave(self) -> None:
        """The call is over: whatever it holds is free again."""
        self._forget_hold()
        await self._scheduler.release(self._sid)

    async def _run(self, effect: e.Effect) -> oc.Outcome:
        match effect:
            case e.Identify():
                return await self._identify(effect)
            case e.FindOpenings():
                return await self._find(effect)
            case e.HoldOpening():
                return await self._hold(effect)
            case e.ReleaseHold():
                await self.leave()
                return oc.Done()
            case e.Book() | e.BookSeries() | e.Move() | e.CancelVisit() | e.ConfirmVisit():
                return await self._write(effect)
            case e.FindVisits():
                found = await self._scheduler.appointments(self.refs.patients[effect.patient_ref], actor=self._actor)
                return oc.VisitsFound(tuple(self._visit(appointment) for appointment in found))
            case e.Register():
                return await self._register(effect)
            case e.JoinWaitlist():
                return await self._join(effect)
            case e.AnswerQuestion():
                return self._knowledge.answer(effect.question)
            case _:
                return await self._tell_staff(effect)

    async def _identify(self, effect: e.Identify) -> oc.Outcome:
        found = await self._scheduler.identify(
            effect.names,
            effect.date_of_birth,
            other_dates=effect.other_dates,
            caller_number=self._number,
            actor=self._actor,
        )
        if found.patient is None:
            return oc.NotIdentified(locked=found.locked)
        return self._identified(found.patient)

    def _identified(self, patient: Patient) -> oc.Identified:
        return oc.Identified(self.refs.patient(patient.id), patient.name, patient.established)

    async def _find(self, effect: e.FindOpenings) -> oc.Outcome:
        names, refs = self._names, self.refs
        moving = refs.visits[effect.moving] if effect.moving else None
        unwanted = [refs.openings[ref] for ref in effect.declined]
        if moving in self._times:  # a visit is not moved to where it is
            unwanted.append(self._times[moving])
        request = OpeningRequest(
            visit_type_id=names.visit_type(effect.visit_type).id,
            provider_ids=(names.provider(effect.provider).id,) if effect.provider else (),
            location_id=names.location(effect.location).id if effect.location else None,
            constraints=constraints(effect.when),
            patient_id=refs.patients[effect.patient_ref] if effect.patient_ref else None,
            new_patient=effect.new_patient,
            moving=moving,
            declined=tuple(unwanted),
            date_of_birth=effect.date_of_birth,
            owner=self._sid,  # what this very call holds is free for it
        )
        search = await self._scheduler.find(request)
        turned_down = any(
            fits(effect.when, opening.start) for opening in map(refs.openings.get, effect.declined) if opening
        )
        return oc.OpeningsFound(
            self._views(search.openings), search.exact, search.relaxed, search.closed, turned_down=turned_down
        )

    async def _hold(self, effect: e.HoldOpening) -> oc.Outcome:
        opening = self.refs.openings[effect.ref]
        moving = self.refs.visits[effect.moving] if effect.moving else None
        hold = await self._scheduler.hold(opening, owner=self._sid, actor=self._actor, moving=moving)
        self.refs.hold, self.refs.held = hold.id, effect.ref
        return oc.Held(self._view(opening))

    async def _write(self, effect: e.Book | e.BookSeries | e.Move | e.CancelVisit | e.ConfirmVisit) -> oc.Outcome:
        key, actor, scheduler, refs = f"{self._sid}:{effect.step}", self._actor, self._scheduler, self.refs
        match effect:
            case e.Book():
                patient = refs.patients[effect.patient_ref]
                reason = effect.reason
                booked = await self._on_hold(
                    effect.ref, lambda hold: scheduler.book(hold, patient, key=key, actor=actor, reason=reason)
                )
                return oc.Booked(self._committed(booked))
            case e.BookSeries():
                return await self._series(effect, key)
            case e.Move():
                visit = refs.visits[effect.visit_ref]
                moved = await self._on_hold(
                    effect.ref, lambda hold: scheduler.move(visit, hold, key=key, actor=actor), moving=visit
                )
                return oc.Moved(self._committed(moved))
            case e.CancelVisit():
                done = await scheduler.cancel(refs.visits[effect.visit_ref], key=key, actor=actor)
                self.committed = done.appointment
                return oc.VisitCancelled(self._visit(done.appointment), done.late)
            case e.ConfirmVisit():
                confirmed = await scheduler.confirm(refs.visits[effect.visit_ref], key=key, actor=actor)
                return oc.VisitConfirmed(self._committed(confirmed))

    async def _series(self, effect: e.BookSeries, key: str) -> oc.Outcome:
        booked = await self._on_hold(
            effect.ref,
            lambda hold: self._scheduler.book_series(
                hold,
                self.refs.patients[effect.patient_ref],
                every_days=every_days(effect.every),
                count=effect.count,
                key=key,
                actor=self._actor,
                reason=effect.reason,
                weekdays=weekday_numbers(effect.weekdays),
            ),
        )
        self._committed(booked[0])
        return oc.SeriesBooked(tuple(self._visit(appointment) for appointment in booked))

    async def _on_hold(self, ref: str, write: Callable[[int], Awaitable[T]], moving: int | None = None) -> T:
        """Write on the hold of this opening. Callers take longer than holds last: one that has run out is held again,
        and only then is the time told as taken."""
        hold = await self._hold_id(ref, moving)
        try:
            return await write(hold)
        except SeriesTaken:
            raise
        except TakenError:
            self._forget_hold()
        return await write(await self._hold_id(ref, moving))

    async def _hold_id(self, ref: str, moving: int | None = None) -> int:
        """The hold on this opening; if it is not the one in force (it ran out, the process died), a new one."""
        if self.refs.held == ref and self.refs.hold is not None:
            return self.refs.hold
        hold = await self._scheduler.hold(self.refs.openings[ref], owner=self._sid, actor=self._actor, moving=moving)
        self.refs.hold, self.refs.held = hold.id, ref
        return hold.id

    async def _register(self, effect: e.Register) -> oc.Outcome:
        first, _, last = effect.name.partition(" ")
        new = NewPatient(
            first_name=first,
            last_name=last,
            date_of_birth=effect.date_of_birth,
            phone=effect.phone,
            insurance=effect.insurance,
            texts_ok=effect.texts_ok,
            guardian_relation=effect.relation,
        )
        patient, existing = await self._scheduler.register(new, key=f"{self._sid}:{effect.step}", actor=self._actor)
        return oc.Registered(self.refs.patient(patient.id), patient.name, existing)

    async def _join(self, effect: e.JoinWaitlist) -> oc.Outcome:
        names = self._names
        wish = Wish(
            patient_id=self.refs.patients[effect.patient_ref],
            visit_type_id=names.visit_type(effect.visit_type).id,
            provider_ids=(names.provider(effect.provider).id,) if effect.provider else (),
            location_id=names.location(effect.location).id if effect.location else None,
            constraints=constraints(effect.when),
        )
        await self._scheduler.join_waitlist(wish, key=f"{self._sid}:{effect.step}", actor=self._actor)
        return oc.WaitlistJoined()

    async def _tell_staff(self, effect: e.Effect) -> oc.Outcome:
        match effect:
            case e.TakeCallback():
                await self._queue("callback", effect.reason.value, effect.summary, effect.phone, effect.urgent)
                return oc.CallbackTaken()
            case e.AlertStaff():
                await self._queue("alert", effect.kind.value, effect.summary, self._number, True)
                await self._alert(self._sid, effect)
            case e.Transfer():
                await self._queue("transfer", effect.reason.value, effect.summary, self._number, effect.urgent)
                await self.leave()
            case e.EndCall():
                await self.leave()
        return oc.Done()

    async def _queue(self, kind: str, reason: str, summary: str, phone: str | None, urgent: bool) -> None:
        await self._staff.add(self._sid, kind, reason=reason, summary=summary, phone=phone, urgent=urgent)

    # --- views

    def _views(self, openings: tuple[Opening, ...]) -> tuple[oc.OpeningView, ...]:
        return tuple(self._view(opening) for opening in openings)

    def _view(self, opening: Opening) -> oc.OpeningView:
        return oc.OpeningView(self.refs.opening(opening), opening.start, *self._said(opening))

    def _visit(self, appointment: Appointment) -> oc.VisitView:
        opening = self._times[appointment.id] = appointment.opening
        confirmed = appointment.state == "confirmed"
        return oc.VisitView(self.refs.visit(appointment.id), opening.start, *self._said(opening), confirmed)

    def _said(self, opening: Opening) -> tuple[str, str, str]:
        names = self._names
        return (
            names.providers[opening.provider_id].name,
            names.locations[opening.location_id].name,
            names.visit_types[opening.visit_type_id].name,
        )

    def _committed(self, appointment: Appointment) -> oc.VisitView:
        self.committed = appointment
        self._forget_hold()
        return self._visit(appointment)

    def _forget_hold(self) -> None:
        self.refs.hold = self.refs.held = None
