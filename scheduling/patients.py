"""The register: who the patients are, found as they are heard, added with the fewest fields that will do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update

from scheduling import audit, models
from scheduling.matching import ACCEPTABLE, likenesses
from scheduling.names import folded, last_name, name_code, phone_number
from scheduling.values import Actor, NewPatient, NotAllowed, NotFound, Patient

OLDEST = 125  # years; a date of birth before that is a slip
LIKELY = 0.4  # how well a name must fit to be shown to staff: a family name alone, misheard, does
_LIVING = (models.patients.c.active.is_(True), models.patients.c.merged_into_id.is_(None))


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who may be meant. `score` is 0..1: how well the name fits what was heard (1 where no name was asked for)."""

    patient: Patient
    score: float


@dataclass(frozen=True, slots=True)
class Registration:
    """existing: name, date of birth and phone were there already, and nothing was written."""

    patient: Patient
    existing: bool


def get(connection: Connection, patient_id: int) -> Patient:
    """One patient; a merged one gives whom it was merged into. Raises NotFound."""
    row = connection.execute(select(models.patients).where(models.patients.c.id == patient_id)).first()
    if row is None:
        raise NotFound("no such patient")
    return _patient(row) if row.merged_into_id is None else get(connection, row.merged_into_id)


def born_on(connection: Connection, day: date) -> list[Patient]:
    return _select(connection, models.patients.c.date_of_birth == day)


def everybody(connection: Connection) -> list[Patient]:
    """All but those merged into others or no longer patients."""
    return _select(connection)


def sounding_like(connection: Connection, names: Iterable[str]) -> list[Patient]:
    """Whose last name shares its coarse sound with that of one of the names."""
    codes = {name_code(last_name(name)) for name in names} - {""}
    return _select(connection, models.patients.c.name_code.in_(codes)) if codes else []


def search(
    connection: Connection,
    *,
    names: Sequence[str] = (),
    date_of_birth: date | None = None,
    phone: str | None = None,
    limit: int = 10,
) -> list[Candidate]:
    """Staff's search: all that was given must hold; names may be misheard or misspelt. Best first.

    Names alone are looked for among those that sound alike first, in the whole register only where nobody does.
    """
    where: list[ColumnElement[bool]] = []
    if date_of_birth is not None:
        where.append(models.patients.c.date_of_birth == date_of_birth)
    if phone is not None:
        where.append(models.patients.c.phone == phone_number(phone))
    if not names:
        return [Candidate(patient, 1.0) for patient in _select(connection, *where)[:limit]] if where else []
    if where:
        return _ranked(names, _select(connection, *where), limit)
    return _ranked(names, sounding_like(connection, names), limit) or _ranked(names, _select(connection), limit)


def _ranked(names: Sequence[str], patients: Sequence[Patient], limit: int) -> list[Candidate]:
    scores = likenesses(names, [patient.name for patient in patients])
    likely = [Candidate(patient, score) for patient, score in zip(patients, scores, strict=True) if score >= LIKELY]
    return sorted(likely, key=lambda candidate: (-candidate.score, candidate.patient.id))[:limit]


def register(connection: Connection, new: NewPatient, *, key: str, now: datetime, actor: Actor) -> Registration:
    """Add a patient, once a key. Somebody of the same name, date of birth and phone is that patient.

    Somebody alike (misspelt name or changed number, same date of birth) is flagged for staff, and does not stand in
    the way. Raises NotAllowed ("name", "date_of_birth", "phone", "key"), NotFound for the guardian.
    """
    if done := audit.by_key(connection, key):
        if done.action != "register" or done.entity_id is None:
            raise NotAllowed("key", "that key has been used for another write: make a new one for each step")
        return Registration(get(connection, done.entity_id), existing=bool(done.detail.get("existing")))
    values = checked(new, now.date())
    born = born_on(connection, values["date_of_birth"])
    name = folded(f"{values['first_name']} {values['last_name']}")
    same = next((p for p in born if folded(p.name) == name and p.phone == values["phone"]), None)
    if same is not None:
        entry = audit.Entry(now, actor, "register", "patient", same.id, key, {"existing": True})
        audit.record(connection, entry)
        if same.texts_ok and not new.texts_ok:  # whoever declines texts gets none, whatever she said before
            same = set_texts_consent(connection, same.id, granted=False, now=now, actor=actor)
        return Registration(same, existing=True)
    patient = add(connection, values, now=now, actor=actor, key=key)
    for other, score in zip(born, likenesses([patient.name], [p.name for p in born]), strict=True):
        if score >= ACCEPTABLE:
            flag_duplicate(connection, other.id, patient.id, "same date of birth, similar name", score, now, actor)
    return Registration(patient, existing=False)


def checked(new: NewPatient, today: date) -> dict[str, Any]:
    """The fields of a new patient as columns. Raises NotAllowed, by the name of the field."""
    first, last = " ".join(new.first_name.split()), " ".join(new.last_name.split())
    if not folded(first) or not folded(last):
        raise NotAllowed("name", "a first and a last name are needed")
    if new.date_of_birth > today or today.year - new.date_of_birth.year > OLDEST:
        raise NotAllowed("date_of_birth", "that date of birth is in the future or too long ago: ask again")
    return {
        "first_name": first,
        "last_name": last,
        "date_of_birth": new.date_of_birth,
        "phone": phone_number(new.phone),
        "insurance": new.insurance,
        "texts_ok": new.texts_ok,
        "guardian_id": new.guardian_id,
        "guardian_relation": new.guardian_relation,
    }


def add(
    connection: Connection, values: dict[str, Any], *, now: datetime, actor: Actor, key: str | None = None
) -> Patient:
    """Write a new patient from checked columns, with its consent and its line in the trail."""
    if values.get("guardian_id") is not None:
        get(connection, values["guardian_id"])
    row = values | {"name_code": name_code(values["last_name"]), "created_at": now}
    primary = connection.execute(insert(models.patients).values(row)).inserted_primary_key
    assert primary is not None
    patient = get(connection, primary[0])
    if patient.texts_ok:
        _note_consent(connection, patient.id, granted=True, now=now, actor=actor)
    audit.record(connection, audit.Entry(now, actor, "register", "patient", patient.id, key))
    return patient


def dependants(connection: Connection, guardian_id: int) -> list[Patient]:
    return _select(connection, models.patients.c.guardian_id == guardian_id)


def set_guardian(
    connection: Connection,
    patient_id: int,
    guardian_id: int | None,
    *,
    relation: str | None,
    now: datetime,
    actor: Actor,
) -> Patient:
    """Who may speak for a patient; None: nobody but the patient. Raises NotAllowed("guardian") for a circle."""
    patient = get(connection, patient_id)
    above = guardian_id
    while above is not None:
        if above == patient.id:
            raise NotAllowed("guardian", "a patient cannot be their own guardian, nor two each other's")
        above = get(connection, above).guardian_id
    values = {"guardian_id": guardian_id, "guardian_relation": relation if guardian_id is not None else None}
    _change(connection, patient.id, values)
    audit.record(connection, audit.Entry(now, actor, "set_guardian", "patient", patient.id, detail={"to": guardian_id}))
    return get(connection, patient.id)


def set_texts_consent(
    connection: Connection, patient_id: int, *, granted: bool, now: datetime, actor: Actor
) -> Patient:
    """What the patient says of texts: kept with its history."""
    patient = get(connection, patient_id)
    _change(connection, patient.id, {"texts_ok": granted})
    _note_consent(connection, patient.id, granted=granted, now=now, actor=actor)
    detail = {"texts": granted}
    audit.record(connection, audit.Entry(now, actor, "consent", "patient", patient.id, detail=detail))
    return get(connection, patient.id)


def flag_duplicate(
    connection: Connection, one: int, other: int, reason: str, score: float, now: datetime, actor: Actor
) -> bool:
    """Note for staff that two rows may be one person. Gives False where the pair was noted before."""
    low, high = sorted((one, other))
    pairs = models.patient_duplicates
    known = select(pairs.c.id).where(pairs.c.patient_id == low, pairs.c.other_id == high)
    if connection.execute(known).first() is not None:
        return False
    values = {"patient_id": low, "other_id": high, "reason": reason, "score": score, "flagged_at": now}
    connection.execute(insert(pairs).values(values))
    audit.record(connection, audit.Entry(now, actor, "flag_duplicate", "patient", low, detail={"other": high}))
    return True


def _note_consent(connection: Connection, patient_id: int, *, granted: bool, now: datetime, actor: Actor) -> None:
    values = {"patient_id": patient_id, "kind": "texts", "granted": granted, "at": now}
    connection.execute(insert(models.consents).values(values | {"source": f"{actor.kind}:{actor.id}"}))


def _change(connection: Connection, patient_id: int, values: dict[str, Any]) -> None:
    table = models.patients
    connection.execute(update(table).where(table.c.id == patient_id).values(values | {"version": table.c.version + 1}))


def _select(connection: Connection, *where: ColumnElement[bool]) -> list[Patient]:
    query = select(models.patients).where(*_LIVING, *where).order_by(models.patients.c.id)
    return [_patient(row) for row in connection.execute(query)]


def _patient(row: Row[*tuple[Any, ...]]) -> Patient:
    return Patient(
        id=row.id,
        first_name=row.first_name,
        last_name=row.last_name,
        date_of_birth=row.date_of_birth,
        phone=row.phone,
        established=row.established,
        texts_ok=row.texts_ok,
        guardian_id=row.guardian_id,
    )
