"""The clinic's rules, each a setting with its default, and what they say of one opening or one change of state."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from scheduling.ages import EVERYBODY, Ages
from scheduling.openings import Anchor, Grid, Shape, Stretch
from scheduling.values import AppointmentState as State
from scheduling.values import NotAllowed


@dataclass(frozen=True, slots=True)
class WaitlistRules:
    """answer: how long an offer is held, from when the notice may go out. ahead: an offer ends so long before its visit
    at the latest. offers: so many unanswered ones, and the entry has run out. reachable_only: nothing is held for
    patients who take no texts: staff ring them. looked_at: how many entries one freed time is tried on.
    """

    answer: timedelta = timedelta(hours=2)
    ahead: timedelta = timedelta(hours=2)
    offers: int = 3
    reachable_only: bool = True
    looked_at: int = 50


@dataclass(frozen=True, slots=True)
class Rules:
    """Defaults of the clinic; a visit type may have its own `step_min`, `anchor`, `notice_min` and `horizon_days`.

    anchor: starts lie on a fixed wall-clock grid from local midnight. notice_inclusive: exactly `notice_min` ahead is
    bookable. buffers_inside_hours: off, so that buffers may reach past opening hours. What is held, and what nobody has
    confirmed yet, is busy. cancel_late_h: a later cancellation is recorded as late. near_days: how far from the days
    asked for a time counts as near, before another provider is offered instead. parts: the wall times at which a visit
    in that part of the day may start.
    """

    step_min: int = 15
    anchor: Anchor = "local_midnight"
    notice_min: int = 60
    notice_inclusive: bool = True
    horizon_days: int = 365
    buffers_inside_hours: bool = False
    hold: timedelta = timedelta(minutes=3)
    holds_per_owner: int = 10
    cancel_late_h: int = 24
    near_days: int = 3
    parts: dict[str, tuple[time, time]] = field(
        default_factory=lambda: {
            "morning": (time(0), time(11, 59)),
            "noon": (time(11, 30), time(13, 29)),
            "afternoon": (time(12), time(17, 59)),
            "evening": (time(17), time(23, 59)),
        }
    )
    waitlist: WaitlistRules = field(default_factory=WaitlistRules)

    def __post_init__(self) -> None:
        if (
            min(self.step_min, self.horizon_days, self.holds_per_owner) < 1
            or min(self.notice_min, self.cancel_late_h) < 0
        ):
            raise NotAllowed("rules", "step, horizon and holds are above zero, notice and late hours not below it")
        if not timedelta(seconds=30) <= self.hold <= timedelta(hours=1):
            raise NotAllowed("rules", "a hold lasts from half a minute to an hour")


@dataclass(frozen=True, slots=True)
class VisitRules:
    """One visit type's rules, the clinic's defaults filled in. Minutes and days; no cap where None."""

    id: int
    duration: int
    before: int
    after: int
    grid: Grid
    notice: int
    notice_inclusive: bool
    horizon: int
    inside_hours: bool
    audience: str = "all"
    ages: Ages = EVERYBODY
    max_per_day: int | None = None
    room_ids: tuple[int, ...] = ()

    @property
    def shape(self) -> Shape:
        return Shape(self.duration, self.before, self.after, self.inside_hours)

    def bookable(self, now: int) -> Stretch:
        """The first start and the last end that notice and horizon allow."""
        earliest = now + self.notice * 60 + (0 if self.notice_inclusive else 1)
        return earliest, now + self.horizon * 86_400


BLOCKING = frozenset(State) - {State.CANCELLED, State.NO_SHOW, State.EXPIRED}
"""The states whose time is taken. Nothing else decides that."""

TRANSITIONS: dict[State, frozenset[State]] = {
    State.HELD: frozenset({State.BOOKED, State.EXPIRED}),
    State.BOOKED: frozenset({State.CONFIRMED, State.ARRIVED, State.CANCELLED, State.NO_SHOW}),
    State.CONFIRMED: frozenset({State.ARRIVED, State.CANCELLED, State.NO_SHOW}),
    State.ARRIVED: frozenset({State.COMPLETED, State.CANCELLED}),
    State.COMPLETED: frozenset(),
    State.CANCELLED: frozenset(),
    State.NO_SHOW: frozenset({State.ARRIVED}),  # came late after all; taken back only where the time is still free
    State.EXPIRED: frozenset(),
}
MOVABLE = frozenset({State.BOOKED, State.CONFIRMED})


def check_transition(before: State, after: State) -> None:
    """Raises NotAllowed("transition")."""
    if after not in TRANSITIONS[before]:
        raise NotAllowed("transition", f"a visit that is {before} cannot become {after}")


def check_time(rules: VisitRules, start: datetime, end: datetime, now: datetime, *, notice: bool = True) -> None:
    """Raises NotAllowed: "duration", "past", "notice" or "horizon". Staff need no notice."""
    if end - start != timedelta(minutes=rules.duration):
        raise NotAllowed("duration", f"this type of visit takes {rules.duration} minutes")
    earliest, latest = rules.bookable(int(now.timestamp()))
    if start < now:
        raise NotAllowed("past", "that time is over")
    if notice and start.timestamp() < earliest:
        raise NotAllowed("notice", f"this type of visit is booked at least {rules.notice} minutes ahead")
    if end.timestamp() > latest:
        raise NotAllowed("horizon", f"this type of visit is booked at most {rules.horizon} days ahead")


def check_audience(rules: VisitRules, established: bool) -> None:
    """Raises NotAllowed("audience")."""
    if rules.audience == ("new" if established else "established"):
        raise NotAllowed("audience", f"this type of visit is for {rules.audience} patients")
