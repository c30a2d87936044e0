"""What holds whatever a caller says and whatever the clinic answers: random calls against a world that misbehaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.dialogue.world import (
    FACTS,
    OPENINGS,
    PATIENTS,
    TEMPLATES,
    VISITS,
    WRITES,
    Registered,
    Turn,
    World,
    play,
    written,
)
from voice_agent.dialogue import effects as fx
from voice_agent.dialogue import events, spoken
from voice_agent.dialogue import outcomes as oc
from voice_agent.dialogue.manager import MOST_TURNS, decide
from voice_agent.dialogue.replies import Kind, Reply, render
from voice_agent.dialogue.state import State, from_json, outcome_of, to_json
from voice_agent.understanding import commands as c

MOST_WORDS = 25
OUTCOMES = (
    "booked rescheduled cancelled confirmed answered waitlisted registered "
    "handed_off callback emergency abandoned failed"
).split()

days = st.sampled_from([o.start.date() for o in OPENINGS] + [date(2026, 12, 5), date(2026, 12, 4)])
whens = st.one_of(
    st.builds(lambda d: (c.When(date_from=d, date_to=d),), days),
    st.builds(lambda d, t: (c.When(date_from=d, date_to=d, at=t),), days, st.sampled_from([time(9, 30), time(14)])),
    st.sampled_from([(c.When(earliest=True),), (c.When(part_of_day=c.PartOfDay.AFTERNOON),), (c.When(count=3),)]),
    st.builds(lambda d: (c.When(date_from=d, date_to=d, every="P1W"),), days),
    st.builds(lambda d, e: (c.When(date_from=d, date_to=d), c.When(date_from=e, date_to=e)), days, days),
)
names = st.sampled_from([p.name for p in PATIENTS] + ["Vera Nobody", "Theo", "Whitfield", "Bo Finch"])
births = st.sampled_from([p.date_of_birth for p in PATIENTS] + [date(1971, 11, 2)])
VALUES: dict[c.Field, st.SearchStrategy[c.Value]] = {
    c.Field.WHEN: whens,
    c.Field.NAME: names,
    c.Field.DATE_OF_BIRTH: births,
    c.Field.PHONE: st.sampled_from(["4155550199", "4155550120"]),
    c.Field.VISIT_TYPE: st.sampled_from(["check-up", "follow-up", "vaccination", "tarot"]),
    c.Field.PROVIDER: st.sampled_from(["Dr. Amara Osei", "Vance", "any", "Dr. Nobody"]),
    c.Field.LOCATION: st.sampled_from(["Riverside", "Hilltop", "Atlantis"]),
    c.Field.RELATION: st.sampled_from(["son", "self", "mother"]),
    c.Field.NEW_PATIENT: st.booleans(),
    c.Field.REASON: st.just("a sore knee"),
    c.Field.INSURANCE: st.just("Aetna"),
}
fields = st.sampled_from(list(c.Field))
refs = st.sampled_from([o.ref for o in OPENINGS] + [v.ref for vs in VISITS.values() for v in vs] + ["never offered"])


@st.composite
def setting(draw: st.DrawFn) -> c.Command:
    field = draw(fields)
    value, others = draw(VALUES[field]), tuple(draw(st.lists(VALUES[field], max_size=1)))
    return c.Correct(field, value, others) if draw(st.booleans()) else c.Set(field, value, others)


harmless = st.one_of(
    setting(),
    st.builds(c.Start, st.sampled_from(list(c.Task))),
    st.builds(c.Choose, refs),
    st.builds(c.Alternatives, st.none() | whens),
    st.sampled_from(
        [
            c.Affirm(),
            c.Deny(),
            c.Repeat(),
            c.HoldOn(),
            c.Abort(),
            c.Restart(),
            c.Thanks(),
            c.OutOfScope(),
            c.Worry("he looks grey"),
            c.Unclear(),
            c.Ask("where do I park"),
        ]
    ),
)
utterances = st.lists(harmless, max_size=3).map(tuple)
confidences = st.sampled_from([1.0, 1.0, 1.0, 0.7, 0.4, 0.1])
MISHAPS: dict[str, list[oc.Outcome]] = {
    "FindOpenings": [oc.OpeningsFound(()), oc.Refused("notice"), oc.Refused("visit_type"), oc.Failed()],
    "HoldOpening": [oc.Taken((OPENINGS[3],)), oc.Taken(()), oc.Refused("hold_limit"), oc.Failed()],
    "Book": [oc.Taken((OPENINGS[4],)), oc.Refused("audience"), oc.Refused("daily_cap"), oc.Failed()],
    "BookSeries": [oc.SeriesRefused(2, 3), oc.Taken(())],
    "Move": [oc.Taken((OPENINGS[1],)), oc.Failed()],
    "CancelVisit": [oc.Refused("notice"), oc.Failed()],
    "Identify": [oc.NotIdentified(locked=True), oc.Failed()],
    "Register": [oc.Registered("p1", "Nora Whitfield", existing=True), oc.Failed()],
    "AnswerQuestion": [oc.NoAnswer(), oc.Failed()],
    "TakeCallback": [oc.Failed()],
    "Transfer": [oc.Failed()],
    "FindVisits": [oc.Failed(), oc.VisitsFound(())],
}
mishaps = st.sampled_from([(name, o) for name, outcomes in MISHAPS.items() for o in outcomes])


def fitting(state: State) -> st.SearchStrategy[c.Command]:
    """What a helpful caller would say to the open question."""
    expecting = state.question.expecting if state.question else None
    frame = state.frame
    if expecting == "task":
        return st.builds(c.Start, st.sampled_from(list(c.Task)))
    if expecting == "offer" and frame:
        return st.builds(c.Choose, st.sampled_from([o.ref for o in frame.offers or frame.visits or ()] or ["none"]))
    if expecting in ("confirm", "new_patient"):
        return st.sampled_from([c.Affirm(), c.Affirm(), c.Deny()])
    if expecting == "name":
        return st.builds(lambda v: c.Set(c.Field.NAME, v), st.sampled_from([p.name for p in PATIENTS]))
    if expecting == "date_of_birth":
        known = [p.date_of_birth for p in PATIENTS if p.name in state.person.names] or [date(1971, 11, 2)]
        return st.builds(lambda v: c.Set(c.Field.DATE_OF_BIRTH, v), st.sampled_from(known))
    if expecting in list(c.Field):
        field = c.Field(expecting)
        return st.builds(lambda v: c.Set(field, v), VALUES[field])
    return st.just(c.Affirm())


def _open(call: AnyCall) -> bool:
    return not call.state.closing


class AnyCall(RuleBasedStateMachine):
    """One call. The checks look at what went in and what came out, not at the state's own notes."""

    def __init__(self) -> None:
        super().__init__()
        self.facts = FACTS
        self.world = World()
        self.known: set[str] = set()
        self.last: tuple[Reply, ...] = ()
        self.cut = False
        self.steps: dict[int, fx.Effect] = {}
        self.state = State.initial("call")
        self._play(events.CallStarted())

    # --- what can happen

    @rule(data=st.data(), task=st.sampled_from(list(c.Task)), who=st.sampled_from(PATIENTS))
    @precondition(_open)
    def a_good_stretch(self, data: st.DataObject, task: c.Task, who: Registered) -> None:
        """Somebody who gets far: says what she wants and who she is, and answers what is asked."""
        given = (c.Set(c.Field.NAME, who.name), c.Set(c.Field.DATE_OF_BIRTH, who.date_of_birth))
        if not self.state.frames:
            self._play(events.Heard("", (c.Start(task), *given)))
        for _ in range(data.draw(st.integers(1, 6))):
            if not self.state.closing:
                self._play(events.Heard("", (data.draw(fitting(self.state)),)))

    @rule(data=st.data())
    @precondition(_open)
    def helpful(self, data: st.DataObject) -> None:
        self._play(events.Heard("", (data.draw(fitting(self.state)),)))

    @rule(data=st.data(), commands=utterances)
    @precondition(_open)
    def helpful_and_more(self, data: st.DataObject, commands: tuple[c.Command, ...]) -> None:
        self._play(events.Heard("", (data.draw(fitting(self.state)), *commands)))

    @rule(commands=utterances, hearing=confidences, confidence=confidences, heard=st.booleans())
    def anything(self, commands: tuple[c.Command, ...], hearing: float, confidence: float, heard: bool) -> None:
        self._play(events.Heard("", commands, confidence, hearing, prompt_heard=heard))

    @precondition(lambda self: self.state.turns % 3 == 0)
    @rule(event=st.sampled_from([events.Silence(), events.NotHeard(), events.CallStarted(resumed=True)]))
    def nothing_said(self, event: events.Event) -> None:
        self._play(event)

    @precondition(_open)
    @rule(digits=st.sampled_from(["1", "2", "3", "07192016", "99999999", "4155550111", "#"]), heard=st.booleans())
    def keys(self, digits: str, heard: bool) -> None:
        self._play(events.KeyPressed(digits, prompt_heard=heard))

    @rule(mishap=mishaps)
    def the_world_will_misbehave(self, mishap: tuple[str, oc.Outcome]) -> None:
        self.world.scripted.setdefault(mishap[0], []).append(mishap[1])

    @rule(open_now=st.booleans())
    def staff_come_and_go(self, open_now: bool) -> None:
        self.facts = replace(self.facts, staff_available=open_now)

    @rule(kind=st.sampled_from(list(c.EmergencyKind)), commands=utterances)
    @precondition(lambda self: self.state.turns % 7 == 6)
    def emergency(self, kind: c.EmergencyKind, commands: tuple[c.Command, ...]) -> None:
        turn = self._play(events.Heard("", (*commands, c.Emergency("chest pain", kind))))
        assert turn.replies
        assert turn.replies[0].kind is Kind.EMERGENCY
        number = self.facts.self_harm_line if kind is c.EmergencyKind.SELF_HARM else self.facts.emergency_number
        assert spoken.dialled(number) in turn.replies[0].text
        assert not written(turn.effects)

    @rule(event=st.sampled_from([events.StaffUnreachable(), events.Trouble(), events.TimeIsUp()]))
    @precondition(lambda self: self.state.turns % 9 == 8 or self.state.closing)
    def from_outside(self, event: events.Event) -> None:
        self._play(event)

    # --- what must hold

    def _play(self, event: events.Event) -> Turn:
        read_back = self.last[-1] if self.last else None
        ended = self.state.closing == "end"
        self.state, turn = play(from_json(to_json(self.state)), event, self.world, self.facts)
        self._check_writes(event, turn, read_back)
        self._check_disclosure(turn)
        for reply in turn.replies:
            assert reply.text
            if reply.kind is not Kind.READ_BACK:
                assert len(reply.text.split()) <= MOST_WORDS, reply.text
        emergency = isinstance(event, events.Heard) and any(isinstance(x, c.Emergency) for x in event.commands)
        if ended and not emergency:
            assert not turn.replies
            assert all(isinstance(e, fx.EndCall) for e in turn.effects)
        if self._heard_of(turn):
            self.last, self.cut = tuple(turn.replies), False
        elif isinstance(event, events.Heard):
            self.cut = self.cut or not event.prompt_heard
        return turn

    @staticmethod
    def _heard_of(turn: Turn) -> bool:
        """Something was said that takes the place of what was said before; "take your time" does not."""
        return any(r.act != "take_your_time" for r in turn.replies)

    def _check_writes(self, event: events.Event, turn: Turn, read_back: Reply | None) -> None:
        writes = written(turn.effects)
        assert len(writes) <= 1, "one yes, one write"
        for write in writes:
            assert _is_plain_yes(event)
            assert not self.cut, "the read-back was cut short before the caller asked for a moment"
            assert read_back is not None
            assert read_back.kind is Kind.READ_BACK
            assert isinstance(write, WRITES)
            assert self.steps.setdefault(write.step, write) == write, "a step names one write only"
            for words in _words_of(write):
                assert words in read_back.text

    def _check_disclosure(self, turn: Turn) -> None:
        for effect in turn.effects:
            ref = getattr(effect, "patient_ref", None)
            assert ref is None or ref in self.known | set(_just_verified(turn)), effect
        self.known |= set(_just_verified(turn))
        for patient, visits in VISITS.items():
            if patient not in self.known:
                for visit in visits:
                    assert spoken.moment(visit.start) not in turn.text

    @invariant()
    def never_at_a_loss(self) -> None:
        assert self.state.closing or self.state.question

    @invariant()
    def nothing_stays_held(self) -> None:
        if self.state.closing:
            assert self.world.held is None or "booked" in self.state.done or "rescheduled" in self.state.done

    @invariant()
    def always_a_way_to_staff(self) -> None:
        open_hours = replace(self.facts, staff_available=True)
        d = decide(self.state, events.Heard("", (c.Handoff(),)), open_hours)
        assert self.state.closing or d.state.callback or any(isinstance(e, fx.Transfer) for e in d.effects), (
            self.state.question
        )

    @invariant()
    def an_outcome_of_the_list(self) -> None:
        assert outcome_of(self.state) in OUTCOMES


def _is_plain_yes(event: events.Event) -> bool:
    if isinstance(event, events.KeyPressed):
        return event.digits == "1" and event.prompt_heard
    if not isinstance(event, events.Heard):
        return False
    kinds = {type(x) for x in event.commands}
    return c.Affirm in kinds and c.Deny not in kinds and event.prompt_heard


def _words_of(write: fx.Effect) -> list[str]:
    """What the caller must have heard of a write before it is done."""
    openings = {o.ref: spoken.moment(o.start) for o in OPENINGS}
    visits = {v.ref: spoken.moment(v.start) for vs in VISITS.values() for v in vs}
    match write:
        case fx.Book():
            return [openings[write.ref]]
        case fx.BookSeries():
            return [openings[write.ref], spoken.interval(write.every), spoken.cardinal(write.count)]
        case fx.Move():
            return [openings[write.ref], visits[write.visit_ref]]
        case fx.CancelVisit() | fx.ConfirmVisit():
            return [visits[write.visit_ref]]
        case fx.Register():
            return [write.name, spoken.birth_date(write.date_of_birth), spoken.digits(write.phone)]
        case fx.JoinWaitlist():
            return [write.visit_type, spoken.constraint(write.when)]
    raise AssertionError(write)


def _just_verified(turn: Turn) -> list[str]:
    """The refs that the world gave out for two matching identifiers, or for a registration, in this turn."""
    found = []
    for effect in turn.effects:
        if isinstance(effect, fx.Identify):
            found += [p.ref for p in PATIENTS if p.name in effect.names and p.date_of_birth == effect.date_of_birth]
        if isinstance(effect, fx.Register):
            found += ["p9", "p1"]
    return found


AnyCall.TestCase.settings = settings(
    max_examples=100,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.reuse, Phase.generate),  # whole calls take minutes to shrink, and read well as they are
)
TestAnyCall = AnyCall.TestCase


@given(st.lists(utterances, min_size=MOST_TURNS + 12, max_size=MOST_TURNS + 12), st.booleans())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_call_ends(said: list[tuple[c.Command, ...]], staff: bool) -> None:
    world, facts = World(), replace(FACTS, staff_available=staff)
    state, _ = play(State.initial("call"), events.CallStarted(), world, facts)
    for commands in said:
        state, _ = play(state, events.Heard("", commands), world, facts)
    assert state.closing


@pytest.mark.parametrize("event", [events.Silence(), events.NotHeard(), events.TimeIsUp()])
@pytest.mark.parametrize("staff", [True, False])
@pytest.mark.parametrize("task", list(c.Task))
def test_a_caller_who_says_no_more_is_not_kept(event: events.Event, staff: bool, task: c.Task) -> None:
    world, facts = World(), replace(FACTS, staff_available=staff)
    state, _ = play(State.initial("call"), events.CallStarted(), world, facts)
    state, _ = play(state, events.Heard("", (c.Start(task),)), world, facts)
    for _ in range(7):
        state, _ = play(state, event, world, facts)
    assert state.closing


def test_a_write_that_was_agreed_to_is_the_same_write_after_the_line_dropped() -> None:
    who = (c.Set(c.Field.NAME, "Theo Whitfield"), c.Set(c.Field.DATE_OF_BIRTH, date(2016, 7, 19)))
    state, _ = play(State.initial("call"), events.CallStarted(), World())
    state, _ = play(state, events.Heard("", (c.Start(c.Task.CANCEL), *who)), World())
    agreed = decide(state, events.Heard("", (c.Affirm(),)), FACTS)
    resumed = decide(from_json(to_json(agreed.state)), events.CallStarted(resumed=True), FACTS)
    assert [e for e in resumed.effects if isinstance(e, WRITES)] == [fx.CancelVisit("v3", step=1)]
    assert resumed.effects == agreed.effects
    assert render(resumed.acts, FACTS, TEMPLATES)


@given(utterances, st.booleans())
@settings(max_examples=100, deadline=None)
def test_what_is_said_while_a_result_is_awaited_changes_nothing(said: tuple[c.Command, ...], heard: bool) -> None:
    state, _ = play(State.initial("call"), events.CallStarted(), World())
    wish = (c.Start(c.Task.BOOK), c.Set(c.Field.VISIT_TYPE, "check-up"), c.Set(c.Field.WHEN, (c.When(earliest=True),)))
    searching = decide(state, events.Heard("", wish), FACTS)
    assert searching.effects
    d = decide(searching.state, events.Heard("", said, prompt_heard=heard), FACTS)
    assert d.state == searching.state
    assert not d.effects
    assert not d.acts
