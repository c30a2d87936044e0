"""Openings as callers ask for them: a few of the best, apart from one another; else the nearest, and what gave way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, select

from scheduling import models as m
from scheduling import ranking
from scheduling.ages import EVERYBODY, Ages
from scheduling.availability import Asker, Candidate, candidates, openings_of
from scheduling.catalogue import Snapshot
from scheduling.rules import Rules, VisitRules, check_audience
from scheduling.values import Constraint, NotAllowed, NotFound, Opening, OpeningRequest, Search
from scheduling.walltime import local

Days = tuple[date, date]
CHUNKS = (1, 6, 21, 62)  # days looked at in one go: what is near is found at once, what is far in few queries
ENOUGH = 400
CLOSED_WITHIN = 27
MOST_CLOSED = 4
"""Days asked for, of which it is told that they are days off."""
HOURS_WITHIN = 7
"""Days around those asked for on which the hours asked for are looked for."""
HOURS_OFF = 2.0
"""So many hours outside of them may still do, if they are on a day that is nearer."""


@dataclass(frozen=True, slots=True)
class Finder:
    """One search: its request, the clinic as it is, and the connection on which to ask what is busy."""

    connection: Connection
    snapshot: Snapshot
    rules: Rules
    request: OpeningRequest
    visit: VisitRules
    asker: Asker
    born: date | None = None  # the patient, where that is known

    def find(self) -> Search:
        """Exact openings; else those near the days asked for; else another provider's, another location's; else the
        nearest at all. Raises NotAllowed for a constraint that nothing can satisfy."""
        request = self.request
        for constraint in request.constraints:
            ranking.check(constraint, self.rules)
        if found := self._exact(request):
            return self._search(found)
        if self._dated() and (found := self._near(request, self.rules.near_days)):
            return self._search(found, "when")
        if request.provider_ids and (found := self._exact(replace(request, provider_ids=()))):
            return self._search(found, "provider")
        if request.location_id is not None and (found := self._exact(replace(request, location_id=None))):
            return self._search(found, "location")
        if request.constraints and (found := self._near(request, self.visit.horizon)):
            return self._search(found, "when")
        return Search((), exact=False)

    def all(self, days: Days) -> list[Candidate]:
        """Every candidate on the days, in order of time."""
        constraints = self.request.constraints
        found = self._candidates(self.request, days)
        return [c for c in found if ranking.fits(constraints, self._local(c), self.rules)] if constraints else found

    def _search(self, found: Iterable[Candidate], relaxed: str | None = None) -> Search:
        openings = openings_of(found, self.visit, self.snapshot)
        return Search(openings, relaxed is None, relaxed, self._closed() if relaxed else None)

    def _closed(self) -> str | None:
        """Who is closed on every day that was asked for; asked of a few days only."""
        constraints, (first, last) = self.request.constraints, self._span(self.request, 0)
        if not self._dated() or first > last:
            return None
        days = [first + timedelta(days=n) for n in range(min((last - first).days, CLOSED_WITHIN) + 1)]
        bare = [replace(c, time_from=None, time_to=None, at=None, part_of_day=None) for c in constraints]
        named = [d for d in days if any(ranking.on_day(c, d) for c in bare)]
        if not named or len(named) > MOST_CLOSED:
            return None
        if not any(self._open_on(day, None) for day in named):
            return "clinic"
        place = self.request.location_id
        return None if place is None or any(self._open_on(day, place) for day in named) else "location"

    def _open_on(self, day: date, location: int | None) -> bool:
        calendars = self.snapshot.calendars.items()
        return any(calendar.opens_on(day) for (_, place), calendar in calendars if location in (None, place))

    def pairs(self, request: OpeningRequest) -> list[tuple[int, int]]:
        """(provider, location) pairs that the request admits."""
        snapshot = self.snapshot
        return [
            (provider, place)
            for provider, place in sorted(snapshot.calendars)
            if provider in snapshot.active
            and (provider, self.visit.id) in snapshot.offers
            and (not request.provider_ids or provider in request.provider_ids)
            and (request.location_id is None or place == request.location_id)
            and self._sees(provider)
        ]

    def _sees(self, provider: int) -> bool:
        """Whether to offer one who sees some ages only. Of a patient whose age is not known, where all are who come for
        such a visit; or where the provider was asked for."""
        ages = self.snapshot.provider_ages.get(provider)
        asked = provider in self.request.provider_ids or provider in self.request.preferred_provider_ids
        return ages is None or self.born is not None or asked or ages.cover(self.visit.ages)

    def _dated(self) -> bool:
        days = ("date_from", "date_to", "weekdays", "not_weekdays", "not_dates")
        return any(getattr(c, name) for c in self.request.constraints for name in days)

    def _exact(self, request: OpeningRequest) -> list[Candidate]:
        constraints = request.constraints
        earliest = not constraints or any(constraint.earliest for constraint in constraints)
        gaps = ranking.EARLIEST_GAPS if constraints and earliest else ranking.ORDINARY_GAPS
        pool: list[Candidate] = []
        picked: list[Candidate] = []
        for days in self._chunks(self._span(request, 0)):
            pool += [
                c for c in self._candidates(request, days) if ranking.fits(constraints, self._local(c), self.rules)
            ]
            picked, apart = ranking.spread(self._preferred(pool), _start, request.limit, gaps)
            if apart or len(pool) >= ENOUGH:
                break
        return picked

    def _near(self, request: OpeningRequest, margin: int) -> list[Candidate]:
        """The nearest to what was asked, on days up to `margin` from it."""
        first, last = self._span(request, margin)
        asked = self._span(request, 0)
        before, after = timedelta(days=min(margin, 14)), timedelta(days=min(margin, 28))
        middle = max(first, asked[0] - before), min(last, asked[1] + after)

        def off(candidate: Candidate) -> tuple[float, int]:
            return self._missed(request, candidate), candidate.start

        for days in (middle, (first, last)):
            pool = self._at_her_hours(request, sorted(self._candidates(request, days), key=off))
            if pool:
                return ranking.spread(pool[:ENOUGH], _start, request.limit, ranking.EARLIEST_GAPS)[0]
        return []

    def _at_her_hours(self, request: OpeningRequest, pool: list[Candidate]) -> list[Candidate]:
        """Without what is far from the hours that she can come, where another day has any within them; a few more days
        are looked at for that."""

        def off(candidate: Candidate) -> float:
            when = self._local(candidate)
            return min((ranking.hours_off(c, when, self.rules) for c in request.constraints), default=0.0)

        if not pool or any(off(c) == 0 for c in pool[:1]):
            return pool
        more = [c for c in self._candidates(request, self._span(request, HOURS_WITHIN)) if off(c) == 0]
        near = [c for c in pool if off(c) <= HOURS_OFF]
        kept = [*near, *(c for c in more if c not in near)]
        return sorted(kept, key=lambda c: (self._missed(request, c), c.start)) if more else pool

    def _missed(self, request: OpeningRequest, candidate: Candidate) -> float:
        return ranking.nearest(request.constraints, self._local(candidate), self.rules)

    def span(self) -> Days:
        """First and last local day on which such a visit may be."""
        first = min(clock.day(self.asker.now) for clock in self.snapshot.clocks.values())
        return first, first + timedelta(days=self.visit.horizon + 1)

    def _span(self, request: OpeningRequest, margin: int) -> Days:
        """First and last local day to look at, `margin` days wider than asked."""
        first, last = self.span()
        wider = timedelta(days=margin)
        starts = [c.date_from - wider for c in request.constraints if c.date_from is not None]
        ends = [c.date_to + wider for c in request.constraints if c.date_to is not None]
        if starts and len(starts) == len(request.constraints):
            first = max(first, min(starts))
        if ends and len(ends) == len(request.constraints):
            last = min(last, max(ends))
        return first, last

    @staticmethod
    def _chunks(span: Days) -> Iterator[Days]:
        first, last = span
        sizes = iter(CHUNKS)
        while first <= last:
            until = min(last, first + timedelta(days=next(sizes, CHUNKS[-1]) - 1))
            yield first, until
            first = until + timedelta(days=1)

    def _candidates(self, request: OpeningRequest, days: Days) -> list[Candidate]:
        declined = {(opening.provider_id, int(opening.start.timestamp())) for opening in request.declined}
        pairs = self.pairs(request)
        if days[0] > days[1] or not pairs:
            return []
        found = candidates(self.connection, self.snapshot, self.visit, pairs, days, self.asker)
        rules = {provider: self.snapshot.ages(provider, self.visit.id) for provider, _ in pairs}
        if self.born is not None and any(rules.values()):
            found = [c for c in found if self._of_age(rules[c.provider_id], self.born, c)]
        return [c for c in found if (c.provider_id, c.start) not in declined]

    def _of_age(self, rules: tuple[Ages, ...], born: date, candidate: Candidate) -> bool:
        return not rules or all(ages.admit(born, self._local(candidate).date()) for ages in rules)

    def _preferred(self, pool: Iterable[Candidate]) -> list[Candidate]:
        """The caller's own provider first; else by time, and at one time whoever has most time left."""
        pool = list(pool)
        free = Counter(candidate.provider_id for candidate in pool)
        own = self.request.preferred_provider_ids

        def key(candidate: Candidate) -> tuple[int, int, int, int]:
            who = candidate.provider_id
            return own.index(who) if who in own else len(own), candidate.start, -free[who], who

        return sorted(pool, key=key)

    def _local(self, candidate: Candidate) -> datetime:
        return local(candidate.start, self.snapshot.clocks[candidate.location_id].zone)


def _start(candidate: Candidate) -> float:
    return candidate.start


def find(connection: Connection, snapshot: Snapshot, rules: Rules, request: OpeningRequest, now: int) -> Search:
    """Raises NotFound for an unknown visit type or provider; NotAllowed: "constraint", "audience", "age", "inactive",
    "visit_type"."""
    visit = snapshot.visit_rules(request.visit_type_id)
    if request.limit < 1:
        raise NotAllowed("limit", "ask for at least one opening")
    if visit.id not in snapshot.active_types:
        raise NotAllowed("inactive", "that type of visit is not offered at present")
    _check_providers(snapshot, request)
    known, born = _patient(connection, request)
    established = known if request.new_patient is None else not request.new_patient
    if established is not None:
        check_audience(visit, established)
    finder = Finder(connection, snapshot, rules, request, visit, _asker(request, now), born)
    if born is not None:
        _check_ages(finder, born)
    return finder.find()


def _patient(connection: Connection, request: OpeningRequest) -> tuple[bool | None, date | None]:
    """Whether the patient has been here before, and when she was born; None where not known. Raises NotFound."""
    if request.patient_id is None:
        return None, request.date_of_birth
    patient = m.patients.c
    query = select(patient.established, patient.date_of_birth).where(patient.id == request.patient_id)
    row = connection.execute(query).first()
    if row is None:
        raise NotFound("no such patient")
    return row.established, row.date_of_birth


def _asker(request: OpeningRequest, now: int) -> Asker:
    return Asker(now, request.patient_id, request.moving, request.owner)


def _check_ages(finder: Finder, born: date) -> None:
    """Of a patient who is of no age for the visit, or for any of the providers asked for, on any day."""
    request, snapshot = finder.request, finder.snapshot
    first, last = finder.span()
    finder.visit.ages.check(born, first, last)
    rules = [snapshot.provider_ages.get(id, EVERYBODY) for id in request.provider_ids]
    if rules and not any(ages.admit(born, first, last) for ages in rules):
        rules[0].check(born, first, last)


def _check_providers(snapshot: Snapshot, request: OpeningRequest) -> None:
    """Of several providers one that can is enough; of one, say why not."""
    known = {provider.id: provider for provider in snapshot.catalogue.providers}
    for id in request.provider_ids:
        if id not in known:
            raise NotFound(f"no provider has the id {id}")
    if request.provider_ids and not any((id, request.visit_type_id) in snapshot.offers for id in request.provider_ids):
        raise NotAllowed("visit_type", "that provider does not do this type of visit")
    if request.provider_ids and not any(id in snapshot.active for id in request.provider_ids):
        raise NotAllowed("inactive", "that provider takes no visits at present")


def list_openings(
    connection: Connection, snapshot: Snapshot, rules: Rules, request: OpeningRequest, days: Days, now: int
) -> tuple[Opening, ...]:
    """Every opening on the days that fits the request, in order of time."""
    visit = snapshot.visit_rules(request.visit_type_id)
    _, born = _patient(connection, request)
    finder = Finder(connection, snapshot, rules, request, visit, _asker(request, now), born)
    return openings_of(finder.all(days), visit, snapshot)


def around(opening: Opening, patient_id: int | None, moving: int | None, owner: str | None) -> OpeningRequest:
    """What to offer instead of an opening that is gone: as near to it as can be."""
    day, wall = opening.start.date(), opening.start.time().replace(second=0, microsecond=0)
    return OpeningRequest(
        visit_type_id=opening.visit_type_id,
        provider_ids=(opening.provider_id,),
        location_id=opening.location_id,
        constraints=(Constraint(date_from=day, date_to=day, at=wall),),
        patient_id=patient_id,
        moving=moving,
        owner=owner,
    )
