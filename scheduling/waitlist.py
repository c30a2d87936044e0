"""The waitlist: who wants an earlier time than there is, and what becomes theirs when one comes free.

A time that comes free is offered in order (priority, then who has waited longest) to those whom it fits: it is held for
them, and a notice is queued in the same commit. What is declined or not answered goes to the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, insert, or_, select, update

from scheduling import audit, holds, outbox, ranking
from scheduling import models as m
from scheduling.availability import Asker, candidates, opening
from scheduling.notifications import next_allowed
from scheduling.rules import check_audience
from scheduling.values import Constraint, Hold, NotAllowed, NotFound, Opening, Taken
from scheduling.work import Work

_CONSTRAINTS = TypeAdapter(tuple[Constraint, ...])


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody waits for. Empty `provider_ids`: anyone who does the visit type. `constraints` are alternatives."""

    patient_id: int
    visit_type_id: int
    provider_ids: tuple[int, ...] = ()
    location_id: int | None = None
    constraints: tuple[Constraint, ...] = ()
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the waitlist. state: "waiting", "offered", "booked", "left", "expired"."""

    id: int
    wish: Wish
    joined_at: datetime
    state: str
    hold_id: int | None = None
    offered_until: datetime | None = None
    offers: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """A freed time that is now held for somebody."""

    entry_id: int
    patient_id: int
    hold: Hold


# --- joining and leaving


def join(work: Work, wish: Wish) -> Entry:
    """Wait for a time; once for one key, and one line for one patient and visit type (the latest wish counts).

    Raises NotFound; NotAllowed: "audience", "constraint", "visit_type", "location", "key".
    """
    if (done := work.done_before("join_waitlist")) is not None:
        return entry(work, done)
    _check(work, wish)
    table = m.waitlist
    values = {
        "patient_id": wish.patient_id,
        "visit_type_id": wish.visit_type_id,
        "provider_ids": list(wish.provider_ids),
        "location_id": wish.location_id,
        "constraints": _CONSTRAINTS.dump_python(wish.constraints, mode="json"),
        "priority": wish.priority,
    }
    same = select(table.c.id).where(
        table.c.patient_id == wish.patient_id,
        table.c.visit_type_id == wish.visit_type_id,
        table.c.state == "waiting",
    )
    id = work.connection.scalar(same.with_for_update())
    if id is None:
        primary = work.connection.execute(insert(table).values(values | {"joined_at": work.now})).inserted_primary_key
        assert primary is not None
        id = int(primary[0])
    else:
        work.connection.execute(update(table).where(table.c.id == id).values(values))
    _record(work, "join_waitlist", id, work.key)
    return entry(work, id)


def leave(work: Work, entry_id: int) -> Entry:
    """No longer wait; what was held is let go. Raises NotFound, NotAllowed("transition")."""
    found = entry(work, entry_id, lock=True)
    if found.state not in ("waiting", "offered"):
        raise NotAllowed("transition", f"that waitlist entry is {found.state}: there is nothing to leave")
    _let_go(work, found)
    return _change(work, found, "leave_waitlist", state="left", hold_id=None, offered_until=None)


def entry(work: Work, entry_id: int, *, lock: bool = False) -> Entry:
    """Raises NotFound."""
    query = select(m.waitlist).where(m.waitlist.c.id == entry_id)
    row = work.connection.execute(query.with_for_update() if lock else query).first()
    if row is None:
        raise NotFound("no such waitlist entry")
    return _entry(row)


def of_patient(work: Work, patient_id: int) -> list[Entry]:
    """The patient's open entries, and what is held for them."""
    table = m.waitlist.c
    query = select(m.waitlist).where(table.patient_id == patient_id, table.state.in_(("waiting", "offered")))
    return [_entry(row) for row in work.connection.execute(query.order_by(table.id))]


# --- what comes free


def backfill(work: Work, freed: Opening, *, but_not: Sequence[int] = ()) -> list[Offer]:
    """Offer the freed time to those who wait, until it is full or nobody fits. `but_not`: entries to pass over.

    Called in the transaction that freed the time, once it is free.
    """
    work = replace(work, key=None, done=None)  # the key is that of the write that freed the time
    entries = [waiting for waiting in _in_order(work, freed) if waiting.id not in but_not]
    held = [_hold_for(work, waiting, freed) for waiting in entries]
    return [offer for offer in held if offer is not None]


def decline(work: Work, entry_id: int) -> list[Offer]:
    """The patient does not want that time and goes on waiting; it goes to the next. Raises NotFound, NotAllowed."""
    found = entry(work, entry_id, lock=True)
    if found.state != "offered" or found.hold_id is None:
        raise NotAllowed("transition", "nothing is on offer to that entry")
    freed = work.opening(work.row(found.hold_id))
    _let_go(work, found)
    _change(work, found, "decline_offer", state="waiting", hold_id=None, offered_until=None)
    return backfill(work, freed, but_not=[found.id])


def expire(work: Work) -> list[Offer]:
    """End the offers that nobody answered, and pass their times on. To be called every minute or so."""
    table = m.waitlist.c
    over = select(m.waitlist).where(table.state == "offered", table.offered_until <= work.now).order_by(table.id)
    offers = []
    for row in work.connection.execute(over.with_for_update(skip_locked=True)).all():
        found = _entry(row)
        assert found.hold_id is not None
        freed = work.opening(work.row(found.hold_id))
        _let_go(work, found)
        state = "waiting" if found.offers < work.rules.waitlist.offers else "expired"
        _change(work, found, "expire_offer", state=state, hold_id=None, offered_until=None)
        offers += backfill(work, freed, but_not=[found.id])
    return offers


def _in_order(work: Work, freed: Opening) -> list[Entry]:
    """Those who wait for a type that the freed provider does, at that place; and who can be told."""
    table, patient, stop, rules = m.waitlist.c, m.patients.c, m.opt_outs.c, work.rules.waitlist
    kinds = [kind for provider, kind in work.snapshot.offers if provider == freed.provider_id]
    query = (
        select(m.waitlist)
        .join(m.patients, patient.id == table.patient_id)
        .outerjoin(m.opt_outs, stop.phone == patient.phone)
        .where(
            table.state == "waiting",
            table.visit_type_id.in_(kinds),
            or_(table.location_id.is_(None), table.location_id == freed.location_id),
        )
        .order_by(table.priority.desc(), table.joined_at, table.id)
        .limit(rules.looked_at)
        .with_for_update(skip_locked=True, of=m.waitlist)
    )
    if rules.reachable_only:
        query = query.where(patient.texts_ok, stop.phone.is_(None))
    waiting = [_entry(row) for row in work.connection.execute(query)]
    return [found for found in waiting if freed.provider_id in (found.wish.provider_ids or (freed.provider_id,))]


def _hold_for(work: Work, waiting: Entry, freed: Opening) -> Offer | None:
    """Hold the start that fits the wish and the freed time best; None where none does."""
    zone, rules = work.snapshot.clocks[freed.location_id].zone, work.rules.waitlist
    told = next_allowed(work.now, zone, work.notices.quiet)
    for start in _fitting(work, waiting, freed):
        until = min(told + rules.answer, start.start - rules.ahead)
        if until <= told:
            continue
        try:
            with work.connection.begin_nested():
                lasts = until - work.now
                owner = f"waitlist:{waiting.id}"
                held = holds.hold(work, start, owner, patient_id=waiting.wish.patient_id, lasts=lasts)
        except (Taken, NotAllowed):
            continue
        number = waiting.offers + 1
        told_of = {"hold_id": held.id, "offered_until": until, "offers": number, "last_offered_at": work.now}
        _change(work, waiting, "offer", state="offered", **told_of)
        patient = waiting.wish.patient_id
        work.announce(
            outbox.offered(waitlist_id=waiting.id, offer=number, patient_id=patient, hold_id=held.id, now=work.now)
        )
        return Offer(waiting.id, patient, held)
    return None


def _fitting(work: Work, waiting: Entry, freed: Opening) -> list[Opening]:
    wish = waiting.wish
    visit = work.snapshot.visit_rules(wish.visit_type_id)
    day = freed.start.date()
    pair = [(freed.provider_id, freed.location_id)]
    asker = Asker(int(work.now.timestamp()), wish.patient_id)
    free = candidates(work.connection, work.snapshot, visit, pair, (day, freed.end.date()), asker)
    starts = [opening(candidate, visit, work.snapshot) for candidate in free]
    fitting = [
        start
        for start in starts
        if start.start < freed.end
        and freed.start < start.end
        and ranking.fits(wish.constraints, start.start, work.rules)
    ]
    return sorted(fitting, key=lambda start: _overhang(start, freed))


def _overhang(start: Opening, freed: Opening) -> tuple[timedelta, datetime]:
    """How far it reaches out of the freed time: what lies within comes first."""
    none = timedelta(0)
    return max(freed.start - start.start, none) + max(start.end - freed.end, none), start.start


def _check(work: Work, wish: Wish) -> None:
    patient = work.patient(wish.patient_id)
    check_audience(work.snapshot.visit_rules(wish.visit_type_id), patient.established)
    for constraint in wish.constraints:
        ranking.check(constraint, work.rules)
    if wish.location_id is not None and wish.location_id not in work.snapshot.clocks:
        raise NotFound(f"no location has the id {wish.location_id}")
    for provider in wish.provider_ids:
        if (provider, wish.visit_type_id) not in work.snapshot.offers:
            raise NotAllowed("visit_type", "that provider does not do this type of visit")


def _let_go(work: Work, found: Entry) -> None:
    if found.state == "offered":
        holds.release(work, f"waitlist:{found.id}")


def mark_booked(work: Work, found: Entry) -> Entry:
    """The held time has become a visit."""
    return _change(work, found, "accept_offer", state="booked")


def _change(work: Work, found: Entry, action: str, **values: Any) -> Entry:
    work.connection.execute(update(m.waitlist).where(m.waitlist.c.id == found.id).values(values))
    _record(work, action, found.id)
    return entry(work, found.id)


def _record(work: Work, action: str, id: int, key: str | None = None) -> None:
    audit.record(work.connection, audit.Entry(work.now, work.actor, action, "waitlist", id, key))


def _entry(row: Row[*tuple[Any, ...]]) -> Entry:
    wish = Wish(
        patient_id=row.patient_id,
        visit_type_id=row.visit_type_id,
        provider_ids=tuple(row.provider_ids),
        location_id=row.location_id,
        constraints=_CONSTRAINTS.validate_python(row.constraints),
        priority=row.priority,
    )
    return Entry(row.id, wish, row.joined_at, row.state, row.hold_id, row.offered_until, row.offers)
