"""Book: what for, when, which opening, for whom, read back, written."""

from __future__ import annotations

from dataclasses import replace

from voice_agent.dialogue import spoken
from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.effects import Book, BookSeries
from voice_agent.dialogue.events import Facts
from voice_agent.dialogue.flows import identify, openings, visits
from voice_agent.dialogue.flows.handoff import to_staff
from voice_agent.dialogue.flows.steps import Step, finish, write
from voice_agent.dialogue.outcomes import Booked, SeriesBooked, SeriesRefused, VisitView
from voice_agent.dialogue.state import Frame, Person
from voice_agent.understanding.birth_ages import age_on
from voice_agent.understanding.commands import HandoffReason, When

MOST_TYPES = 3
ADULT = 18
CHILDREN = {"child", "son", "daughter", "grandchild", "grandson", "granddaughter"}


def visit_type(d: Decision, facts: Facts) -> Decision | None:
    """What the visit is to be, and that this patient may have it: said before a time is looked for, if it is
    known."""
    kind = d.frame.want.visit_type
    if (
        facts.for_children
        and kind == facts.for_children[0]
        and d.frame.choice is None
        and _is_child(d.state.person, facts)
    ):
        return d.with_frame(want=replace(d.frame.want, visit_type=facts.for_children[1]))
    if kind and kind in facts.for_established and d.state.person.is_new:
        return _for_new_patients(d, facts)
    if kind:
        return None
    usual = facts.usual_visit
    if usual and d.frame.complaint and not d.frame.usual_refused:
        return d.ask("usual_visit", "confirm", type=spoken.a(usual))
    closed = facts.for_established if d.state.person.is_new else ()
    if d.state.person.is_new is False:
        closed = facts.for_new
    open_ones = [t.value for t in facts.vocabulary.visit_types if t.value not in closed]
    likely = [kind for kind in open_ones if d.state.person.relation in CHILDREN or kind != _for_a_child(facts)]
    types = [spoken.common(kind) for kind in likely or open_ones]
    if not types:  # nothing that could be named: whoever calls would be asked for ever
        return to_staff(d, HandoffReason.OTHER, facts, "refused")
    return d.ask("visit_type", "visit_type", types=spoken.either(types[:MOST_TYPES]))


def _for_a_child(facts: Facts) -> str | None:
    return facts.for_children[1] if facts.for_children else None


def _is_child(person: Person, facts: Facts) -> bool:
    """By the date of birth where it is known; else whoever is booked for as a son or a daughter."""
    if person.date_of_birth is None:
        return person.relation in CHILDREN
    return age_on(person.date_of_birth, facts.now.date()) < ADULT


def _for_new_patients(d: Decision, facts: Facts) -> Decision:
    """A new patient who asks for what only established ones get is offered the visit that she can have; one who is on
    file as new and holds against it is right perhaps, and staff can see."""
    if d.frame.refused and d.state.person.verified:
        return to_staff(d, HandoffReason.OTHER, facts, "refused")
    d = d.with_frame(want=replace(d.frame.want, visit_type=None), offers=(), choice=None, held=None, refused=True)
    if not facts.for_new:
        return d.say("refused_type")
    return d.ask("new_patient_visit", "confirm", type=spoken.a(facts.for_new[0]))


def first_visit(d: Decision, facts: Facts) -> Decision:
    """Yes: the visit for new patients, at the time that she has named."""
    return d.with_frame(want=replace(d.frame.want, visit_type=facts.for_new[0])) if facts.for_new else d


def usual_visit(d: Decision, facts: Facts) -> Decision:
    """Yes: the visit that is usual for what troubles her."""
    return d.with_frame(want=replace(d.frame.want, visit_type=facts.usual_visit))


def series_days(d: Decision, facts: Facts) -> Decision | None:
    """ "Twice a week" falls on days of the week, and not on every third day."""
    series = series_of(d.frame)
    if series is None or series.every is None or not series.every.endswith("D"):
        return None
    if not series.weekdays:
        return d.ask("series_days", "when")
    want = d.frame.want
    return d.with_frame(want=replace(want, when=tuple(replace(w, every="P1W") if w.every else w for w in want.when)))


def series_length(d: Decision, facts: Facts) -> Decision | None:
    series = series_of(d.frame)
    if series is None or series.count is not None or series.every is None:
        return None
    return d.ask("series_count", "when", every=_rhythm(series))


def _rhythm(series: When) -> str:
    """ "Every two weeks", "every week, on Mondays and Wednesdays"."""
    several = f", on {spoken.weekdays(series.weekdays)}" if len(series.weekdays) > 1 else ""
    return f"{spoken.interval(series.every or '')}{several}"


def series_of(frame: Frame) -> When | None:
    return next((w for w in frame.want.when if w.every), None)


def opening(d: Decision, facts: Facts) -> Decision | None:
    want = d.frame.want
    return openings.held_opening(d, openings.Search(want.visit_type or "", want.provider, want.location))


def known_visits(d: Decision, facts: Facts) -> Decision | None:
    return visits.known(d, facts)


def not_twice(d: Decision, facts: Facts) -> Decision | None:
    """A caller who has such a visit already is told so, once it is certain who she is."""
    same = same_kind(d.frame, facts)
    if same is None or d.frame.double_ok:
        return None
    return d.ask("double", "confirm", **visits.particulars(same, facts))


def same_kind(frame: Frame, facts: Facts) -> VisitView | None:
    kind = frame.want.visit_type
    return next((v for v in frame.visits or () if v.visit_type == kind), None)


def booking(d: Decision, facts: Facts) -> Decision | None:
    frame, person = d.frame, d.state.person
    if frame.choice is None or person.ref is None:
        raise ValueError("nothing to book: an opening and a patient come first")
    words = visits.particulars(frame.choice, facts) | {"name": person.known_as if person.relation else ""}
    series = series_of(frame)
    if series and series.every and series.count:
        proposal = BookSeries(
            frame.choice.ref,
            person.ref,
            series.every,
            series.count,
            step=0,
            reason=frame.want.reason,
            weekdays=series.weekdays if len(series.weekdays) > 1 else (),
        )
        rhythm = f"{_rhythm(series)}, {spoken.cardinal(series.count)} visits in all"
        return write(d, proposal, "read_back_series", rhythm=rhythm, **_text(words))
    proposal_one = Book(frame.choice.ref, person.ref, step=0, reason=frame.want.reason)
    return write(d, proposal_one, "read_back", **_text(words))


def _text(words: dict[str, str | None]) -> dict[str, str]:
    return {k: v or "" for k, v in words.items()}


STEPS: tuple[Step, ...] = (
    visit_type,
    series_days,
    series_length,
    opening,
    identify.NEW_OR_ESTABLISHED,
    known_visits,
    not_twice,
    booking,
)

# --- results


def booked(d: Decision, outcome: Booked, facts: Facts) -> Decision:
    d = visits.without_bookings_begun_for(outcome.visit, d, timed=False).having(holding=False, booked=outcome.visit)
    return finish(d.say("booked", **visits.particulars(outcome.visit, facts)), "booked")


def series_booked(d: Decision, outcome: SeriesBooked, facts: Facts) -> Decision:
    first, count = outcome.visits[0], spoken.cardinal(len(outcome.visits))
    said = d.having(holding=False).say("series_booked", count=count, **visits.particulars(first, facts))
    return finish(said, "booked")


def series_refused(d: Decision, outcome: SeriesRefused) -> Decision:
    free, count = spoken.cardinal(outcome.free), spoken.cardinal(outcome.count)
    return d.having(agreed=None).ask("series_refused", "confirm", free=free, count=count)
