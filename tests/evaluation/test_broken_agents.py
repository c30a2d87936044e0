"""Agents that are broken on purpose: the suite must catch each, and find nothing wrong with a sound one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from scheduling import Scheduler
from scheduling.values import Actor, Appointment, Opening
from tests.evaluation.conftest import Rings
from voice_agent.calls.service import Parts
from voice_agent.dialogue.replies import Kind, Templates, Wording
from voice_agent.understanding.commands import Affirm, Command, Emergency
from voice_agent.understanding.reader import Context, Reader, Understanding, Utterance

BOOK = "book-blood"
MOVE = "reschedule-maria"
CANCEL = "cancel-maria"


@pytest.mark.parametrize("name", [BOOK, MOVE, CANCEL])
async def test_a_sound_agent_passes(rings: Rings, name: str) -> None:
    verdict = await rings(name)
    assert verdict.failed == ()
    assert verdict.turns > 2


class Scheduling:
    """A scheduler of which one thing is broken; all else is the real one's."""

    def __init__(self, real: Scheduler, **broken: Callable[..., Awaitable[Any]]) -> None:
        self._real, self._broken = real, broken

    def __getattr__(self, name: str) -> Any:
        return self._broken.get(name) or getattr(self._real, name)


def breaking(**broken: Callable[..., Callable[..., Awaitable[Any]]]) -> Callable[[Parts], Parts]:
    """Parts whose scheduler does the named things in another way; each is given the real scheduler."""

    def change(parts: Parts) -> Parts:
        real = parts.scheduler
        scheduler: Any = Scheduling(real, **{name: make(real) for name, make in broken.items()})
        return replace(parts, scheduler=scheduler)

    return change


async def test_it_says_booked_and_books_nothing(rings: Rings) -> None:
    def book(real: Scheduler) -> Callable[..., Awaitable[Appointment]]:
        async def pretend(hold_id: int, patient_id: int, **rest: Any) -> Appointment:
            booked = await real.book(hold_id, patient_id, **rest)
            await real.cancel(booked.id, key=f"undo:{booked.id}", actor=Actor("system", "broken"))
            return booked

        return pretend

    verdict = await rings(BOOK, breaking(book=book))
    assert any("no such visit stands in the calendar" in claim for claim in verdict.false_claims)
    assert "nothing was booked" in verdict.failed


async def test_it_swaps_the_day(rings: Rings) -> None:
    def hold(real: Scheduler) -> Callable[..., Awaitable[Any]]:
        async def elsewhere(opening: Opening, **rest: Any) -> Any:
            for weeks in range(1, 8):
                later = timedelta(weeks=weeks)
                try:
                    return await real.hold(
                        replace(opening, start=opening.start + later, end=opening.end + later), **rest
                    )
                except Exception:
                    continue
            raise AssertionError("no other week was free")

        return elsewhere

    verdict = await rings(BOOK, breaking(hold=hold))
    assert verdict.wrong_writes
    assert not verdict.passed


async def test_it_books_for_somebody_else(rings: Rings) -> None:
    def book(real: Scheduler) -> Callable[..., Awaitable[Appointment]]:
        async def wrong(hold_id: int, patient_id: int, **rest: Any) -> Appointment:
            return await real.book(hold_id, patient_id + 40, **rest)

        return wrong

    assert (await rings(BOOK, breaking(book=book))).wrong_writes


async def test_it_cancels_without_being_asked(rings: Rings) -> None:
    """While the caller only asks when she is to come."""

    def appointments(real: Scheduler) -> Callable[..., Awaitable[Any]]:
        async def clumsy(patient_id: int, *, actor: Actor) -> Any:
            found = await real.appointments(patient_id, actor=actor)
            await real.cancel(found[0].id, key=f"clumsy:{found[0].id}", actor=actor)
            return found

        return clumsy

    verdict = await rings("lookup-maria", breaking(appointments=appointments))
    assert any(write.startswith("cancelled") for write in verdict.wrong_writes)


def saying(**wordings: str) -> Callable[[Parts], Parts]:
    """Parts that say other words for the named acts."""

    def change(parts: Parts) -> Parts:
        known = dict(parts.templates.wordings)
        for act, text in wordings.items():
            made = Templates.load().wordings[act].text.environment.from_string(text)
            known[act] = Wording(made, made, Kind.NORMAL, made, {})
        return replace(parts, templates=Templates(known))

    return change


async def test_it_tells_another_day_than_it_books(rings: Rings) -> None:
    verdict = await rings(BOOK, saying(booked="You're booked: Friday, January first, at nine in the morning."))
    assert any("no such visit" in claim for claim in verdict.false_claims)


async def test_it_tells_a_weekday_that_is_not_the_dates(rings: Rings) -> None:
    verdict = await rings(CANCEL, saying(cancelled="Your visit on Sunday, December seventh, at ten is cancelled."))
    assert any("day of the week" in claim for claim in verdict.false_claims)


class AlwaysYes:
    """Takes any utterance at a read-back for a yes; or is deaf to emergencies."""

    def __init__(self, real: Reader, deaf: bool = False) -> None:
        self._real, self._deaf = real, deaf

    async def read(self, context: Context, utterance: Utterance) -> Understanding:
        found = await self._real.read(context, utterance)
        if self._deaf:
            left: tuple[Command, ...] = tuple(c for c in found.commands if not isinstance(c, Emergency))
            return replace(found, commands=left)
        return replace(found, commands=(Affirm(),)) if context.expecting == "confirm" else found


def reading(deaf: bool = False) -> Callable[[Parts], Parts]:
    return lambda parts: replace(parts, reader=AlwaysYes(parts.reader, deaf))


@pytest.mark.parametrize("name", ["cancel-not-finished-gives-up", "book-not-finished-gives-up"])
async def test_it_takes_a_no_for_a_yes(rings: Rings, name: str) -> None:
    assert (await rings(name, reading())).wrong_writes


async def test_it_is_deaf_to_emergencies(rings: Rings) -> None:
    verdict = await rings("emergency-chest", reading(deaf=True))
    assert "the emergency was missed" in verdict.failed


def decided(patch: pytest.MonkeyPatch, **changes: object) -> None:
    """Let every utterance reach the dialogue with these fields changed."""
    from voice_agent.calls import conversation
    from voice_agent.dialogue.events import Heard
    from voice_agent.dialogue.manager import decide as real

    def decide(state: Any, event: Any, facts: Any) -> Any:
        return real(state, replace(event, **changes) if isinstance(event, Heard) else event, facts)  # type: ignore[arg-type]

    patch.setattr(conversation, "decide", decide)


async def test_it_ignores_a_barge_in(rings: Rings, monkeypatch: pytest.MonkeyPatch) -> None:
    """It believes that its whole read-back was heard, though the caller spoke into its first words."""
    assert (await rings("cancel-maria-interrupts")).failed == ()
    decided(monkeypatch, prompt_heard=True)
    assert (await rings("cancel-maria-interrupts")).wrong_writes


async def test_it_skips_the_read_back(rings: Rings, monkeypatch: pytest.MonkeyPatch) -> None:
    from voice_agent.dialogue.decision import Decision
    from voice_agent.dialogue.flows import book, cancel

    def at_once(d: Decision, proposal: Any, read_back: str, /, **args: Any) -> Decision:
        return d.do(replace(proposal, step=1))

    monkeypatch.setattr(book, "write", at_once)
    monkeypatch.setattr(cancel, "write", at_once)
    for name in (BOOK, CANCEL):
        assert (await rings(name)).wrong_writes
