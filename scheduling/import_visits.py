"""The files of people and their visits: patients, appointments. Who and what is there already is left as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from scheduling import models
from scheduling.csv_format import Column, Record, flag, one_of, phone, words
from scheduling.importer import Importer
from scheduling.moments import read_day, read_moment, settled
from scheduling.names import folded
from scheduling.patients import add, checked, everybody
from scheduling.placing import PlacedVisit, place
from scheduling.rules import VisitRules
from scheduling.values import AppointmentState, NewPatient, NotAllowed, Opening, Patient

PATIENTS = (
    Column("external_id", words, required=False),
    Column("first_name", words),
    Column("last_name", words),
    Column("date_of_birth", read_day),
    Column("phone", phone),
    Column("insurance", words, required=False),
    Column("established", flag, required=False, default=True),
    Column("texts_ok", flag, required=False, default=False),
)
STATES = tuple(state.value for state in AppointmentState if state.value not in ("held", "expired"))
APPOINTMENTS = (
    Column("external_id", words, required=False),
    Column("patient_external_id", words, required=False),
    Column("first_name", words, required=False),
    Column("last_name", words, required=False),
    Column("date_of_birth", read_day, required=False),
    Column("phone", phone, required=False),
    Column("provider", words),
    Column("location", words),
    Column("visit_type", words),
    Column("room", words, required=False),
    Column("start", read_moment),
    Column("end", read_moment, required=False),
    Column("state", one_of(*STATES), required=False, default="booked"),
    Column("reason", words, required=False),
)


def patients(importer: Importer, records: Sequence[Record]) -> int:
    by_external = importer.ids(models.patients, "external_id")
    known = {(folded(p.name), p.date_of_birth, p.phone) for p in everybody(importer.connection)}
    written = 0
    for record in records:
        values = dict(record.values)
        external, established = values.pop("external_id"), values.pop("established")
        key = (folded(f"{values['first_name']} {values['last_name']}"), values["date_of_birth"], values["phone"])
        if key in known or (external or "").casefold() in by_external:
            continue
        with importer.row(record):
            columns = checked(NewPatient(**values), importer.now.date())
            columns |= {"external_id": external, "established": established}
            person = add(importer.connection, columns, now=importer.now, actor=importer.actor)
            known.add(key)
            if external:
                by_external[external.casefold()] = person.id
            written += 1
    return written


def appointments(importer: Importer, records: Sequence[Record]) -> int:
    desk = _Desk(importer)
    written = 0
    for record in records:
        if (record.values["external_id"] or "").casefold() in desk.there:
            continue
        person, opening = desk.patient(record), desk.opening(record)
        if person is None or opening is None or (person, opening.start) in desk.visits:
            continue
        values = record.values
        state = AppointmentState(values["state"])
        visit = PlacedVisit(opening, person, state, importer.now, values["reason"], values["external_id"])
        with importer.row(record):
            place(importer.connection, [visit], importer.snapshot.rules)
            desk.visits.add((person, opening.start))
            written += 1
    return written


class _Desk:
    """Finds whom and what the rows name."""

    def __init__(self, importer: Importer) -> None:
        self.importer = importer
        self.there = importer.ids(models.appointments, "external_id")
        self.by_external = importer.ids(models.patients, "external_id")
        self.by_name: dict[tuple[str, object], list[Patient]] = defaultdict(list)
        for person in everybody(importer.connection):
            self.by_name[folded(person.name), person.date_of_birth].append(person)
        visit = models.appointments.c
        rows = importer.connection.execute(select(visit.patient_id, visit.start_at).where(visit.state.in_(STATES)))
        self.visits = {(row.patient_id, row.start_at) for row in rows}
        catalogue = importer.snapshot.catalogue
        self.providers = {provider.name.casefold(): provider.id for provider in catalogue.providers}
        self.locations = {location.name.casefold(): location.id for location in catalogue.locations}
        self.types = {kind.name.casefold(): kind.id for kind in catalogue.visit_types}

    def patient(self, record: Record) -> int | None:
        """By external id, else by name and date of birth, with the phone where two share both."""
        values = record.values
        if values["patient_external_id"]:
            return self.importer.look_up(record, "patient_external_id", self.by_external, of_patient=True)
        if not (values["first_name"] and values["last_name"] and values["date_of_birth"]):
            self.importer.fault(record, "", "whose visit: patient_external_id, or name and date of birth, are needed")
            return None
        name = folded(f"{values['first_name']} {values['last_name']}")
        found = self.by_name.get((name, values["date_of_birth"]), [])
        if values["phone"]:
            found = [person for person in found if person.phone == values["phone"]]
        if len(found) != 1:
            told = (
                "no such patient: import the patients first" if not found else "several such patients: give the phone"
            )
            self.importer.fault(record, "", told)
            return None
        return found[0].id

    def opening(self, record: Record) -> Opening | None:
        provider = self.importer.look_up(record, "provider", self.providers)
        location = self.importer.look_up(record, "location", self.locations)
        kind = self.importer.look_up(record, "visit_type", self.types)
        if provider is None or location is None or kind is None:
            return None
        if (provider, kind) not in self.importer.snapshot.offers:
            self.importer.fault(record, "visit_type", "that provider does not do this type of visit")
            return None
        rules = self.importer.snapshot.visit_rules(kind)
        start, end = self._times(record, location, rules)
        if start is None or end is None:
            return None
        if end <= start or end - start > timedelta(hours=12):
            self.importer.fault(record, "end", "not after the start, or more than twelve hours after it")
            return None
        if start > self.importer.now and provider not in self.importer.snapshot.active:
            self.importer.fault(record, "provider", "that provider is not active: no visits to come")
            return None
        rooms = self.importer.snapshot.rooms_for(rules, location)
        room = self._room(record, location, rooms)
        return None if rooms and room is None else Opening(provider, location, kind, start, end, room)

    def _times(self, record: Record, location: int, rules: VisitRules) -> tuple[datetime | None, datetime | None]:
        zone = self.importer.snapshot.clocks[location].zone
        start = self._instant(record, "start", zone)
        if record.values["end"] is None:
            lasts = timedelta(minutes=rules.duration)
            return start, None if start is None else (start.astimezone(UTC) + lasts).astimezone(zone)
        return start, self._instant(record, "end", zone)

    def _instant(self, record: Record, column: str, zone: ZoneInfo) -> datetime | None:
        """A wall time that the location's clock shows once; else a fault."""
        try:
            return settled(record.values[column], zone)
        except NotAllowed as error:
            self.importer.fault(record, column, str(error))
            return None

    def _room(self, record: Record, location: int, rooms: Sequence[int]) -> int | None:
        """The room that is named, else (where the type needs one) the only one that there is."""
        name = record.values["room"]
        if name is None:
            if len(rooms) > 1:
                self.importer.fault(record, "room", "this type of visit needs a room: name it")
            return rooms[0] if len(rooms) == 1 else None
        here = [
            id
            for id in self.importer.rooms.get(name.casefold(), [])
            if self.importer.snapshot.rooms.get(id) == location
        ]
        if not here or (rooms and here[0] not in rooms):
            self.importer.fault(record, "room", "no such room at that location for this type of visit")
            return None
        return here[0]
