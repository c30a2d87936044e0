"""A clinic small enough to see through, that answers the dialogue's effects the way the real calendar would.

It keeps what the rules are about: which openings are free, who is registered, which visits stand, what was written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from voice_agent.dialogue import effects as fx
from voice_agent.dialogue import outcomes as oc
from voice_agent.dialogue.events import EffectDone, Event, Facts
from voice_agent.dialogue.grounding import fits
from voice_agent.dialogue.manager import decide
from voice_agent.dialogue.replies import Reply, Templates, render
from voice_agent.dialogue.state import State
from voice_agent.understanding.reader import Term, Vocabulary

ZONE = ZoneInfo("America/Chicago")
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZONE)
TEMPLATES = Templates.load()

VOCABULARY = Vocabulary(
    providers=(Term("Dr. Amara Osei", ("Osei", "Dr. Osei")), Term("Dr. Ruth Vance", ("Vance", "Dr. Vance"))),
    visit_types=(Term("check-up", ("physical",)), Term("follow-up"), Term("vaccination", ("flu shot",))),
    locations=(Term("Riverside"), Term("Hilltop")),
)
FACTS = Facts(NOW, "Maple Family Clinic", VOCABULARY, caller_number="4155550132")

WRITES = (fx.Book, fx.BookSeries, fx.Move, fx.CancelVisit, fx.ConfirmVisit, fx.Register, fx.JoinWaitlist)


def at(text: str) -> datetime:
    """A wall time of the clinic's."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def opening(ref: str, start: str, provider: str = "Dr. Amara Osei", kind: str = "check-up") -> oc.OpeningView:
    return oc.OpeningView(ref, at(start), provider, "Riverside", kind)


OPENINGS = (
    opening("o1", "2026-12-01T09:30"),
    opening("o2", "2026-12-01T14:00"),
    opening("o3", "2026-12-02T10:15", "Dr. Ruth Vance"),
    opening("o4", "2026-12-03T16:00"),
    opening("o5", "2026-12-07T08:20", "Dr. Ruth Vance"),
)


@dataclass(frozen=True)
class Registered:
    ref: str
    name: str
    date_of_birth: date


PATIENTS = (
    Registered("p1", "Nora Whitfield", date(1984, 3, 5)),
    Registered("p2", "Theo Whitfield", date(2016, 7, 19)),
    Registered("p3", "Ines Calder", date(1990, 1, 30)),
)
VISITS = {
    "p3": (
        oc.VisitView("v1", at("2026-12-04T11:00"), "Dr. Ruth Vance", "Hilltop", "follow-up"),
        oc.VisitView("v2", at("2026-12-10T15:30"), "Dr. Amara Osei", "Riverside", "check-up"),
    ),
    "p2": (oc.VisitView("v3", at("2026-12-08T09:00"), "Dr. Amara Osei", "Riverside", "check-up"),),
}


@dataclass
class World:
    """`scripted` outcomes come before all else, by the effect's name, each once."""

    scripted: dict[str, list[oc.Outcome]] = field(default_factory=dict)
    openings: tuple[oc.OpeningView, ...] = OPENINGS
    visits: dict[str, tuple[oc.VisitView, ...]] = field(default_factory=lambda: dict(VISITS))
    patients: tuple[Registered, ...] = PATIENTS
    tries: int = 0
    held: str | None = None
    kind: str = "check-up"

    def run(self, effect: fx.Effect) -> oc.Outcome:
        queue = self.scripted.get(type(effect).__name__)
        return queue.pop(0) if queue else self._answer(effect)

    def _answer(self, effect: fx.Effect) -> oc.Outcome:
        match effect:
            case fx.Identify():
                return self._identify(effect)
            case fx.FindOpenings():
                return self._find(effect)
            case fx.HoldOpening():
                self.held = effect.ref
                return oc.Held(self._opening(effect.ref))
            case fx.ReleaseHold():
                self.held = None
                return oc.Done()
            case fx.Book():
                return oc.Booked(self._visit(effect.ref))
            case fx.BookSeries():
                return oc.SeriesBooked((self._visit(effect.ref),) * effect.count)
            case fx.FindVisits():
                return oc.VisitsFound(self.visits.get(effect.patient_ref, ()))
            case fx.Move():
                return oc.Moved(self._visit(effect.ref))
            case fx.CancelVisit():
                return oc.VisitCancelled(self._known(effect.visit_ref))
            case fx.ConfirmVisit():
                return oc.VisitConfirmed(self._known(effect.visit_ref))
            case fx.Register():
                return oc.Registered("p9", effect.name)
            case fx.JoinWaitlist():
                return oc.WaitlistJoined()
            case fx.AnswerQuestion():
                return oc.Answered("We're open from eight to five on weekdays.", "hours.md")
            case fx.TakeCallback():
                return oc.CallbackTaken()
        return oc.Done()

    def _identify(self, effect: fx.Identify) -> oc.Outcome:
        for patient in self.patients:
            if patient.name in effect.names and patient.date_of_birth == effect.date_of_birth:
                return oc.Identified(patient.ref, patient.name)
        self.tries += 1
        return oc.NotIdentified(locked=self.tries > 3)

    def _find(self, effect: fx.FindOpenings) -> oc.Outcome:
        self.kind = effect.visit_type
        free = [self._opening(o.ref) for o in self.openings if o.ref not in effect.declined]
        mine = [o for o in free if effect.provider in (None, o.provider)]
        exact = [o for o in mine if fits(effect.when, o.start)]
        if exact:
            return oc.OpeningsFound(tuple(exact[:3]))
        declined = [o for o in self.openings if o.ref in effect.declined]
        return oc.OpeningsFound(
            tuple((mine or free)[:3]),
            exact=False,
            relaxed="when" if mine else "provider",
            turned_down=any(fits(effect.when, o.start) for o in declined),
        )

    def _opening(self, ref: str) -> oc.OpeningView:
        return replace(next(o for o in self.openings if o.ref == ref), visit_type=self.kind)

    def _visit(self, ref: str) -> oc.VisitView:
        o = self._opening(ref)
        return oc.VisitView(f"booked-{ref}", o.start, o.provider, o.location, o.visit_type)

    def _known(self, ref: str) -> oc.VisitView:
        return next(v for visits in self.visits.values() for v in visits if v.ref == ref)


@dataclass
class Turn:
    """What came of one event: all effects run, all that was said, in order."""

    effects: list[fx.Effect]
    replies: list[Reply]

    @property
    def text(self) -> str:
        return " ".join(r.text for r in self.replies)


def play(state: State, event: Event, world: World, facts: Facts = FACTS) -> tuple[State, Turn]:
    """One event, and every effect that follows from it run in turn, as a call's session does."""
    turn = Turn([], [])
    queue: list[fx.Effect] = []
    decision = decide(state, event, facts)
    while True:
        turn.effects.extend(decision.effects)
        turn.replies.extend(render(decision.acts, facts, TEMPLATES))
        queue.extend(decision.effects)
        if not queue:
            return decision.state, turn
        effect = queue.pop(0)
        decision = decide(decision.state, EffectDone(effect, world.run(effect)), facts)


def written(effects: Iterable[fx.Effect]) -> list[fx.Effect]:
    return [e for e in effects if isinstance(e, WRITES)]
