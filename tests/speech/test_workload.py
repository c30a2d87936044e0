from __future__ import annotations

from contextlib import suppress

from voice_agent.speech.workload import WINDOW_S, Workload


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_share_is_that_of_the_last_seconds() -> None:
    clock = Clock()
    work = Workload(clock)
    assert work.share == 0
    with work.piece():
        clock.now += WINDOW_S / 4
    assert work.share == 0.25
    clock.now += 2 * WINDOW_S
    assert work.share == 0


def test_pieces_side_by_side_add_up() -> None:
    clock = Clock()
    work = Workload(clock)
    with work.piece(), work.piece():
        clock.now += WINDOW_S
    assert work.share == 2


def test_work_that_fails_counts() -> None:
    clock = Clock()
    work = Workload(clock)
    with suppress(OSError), work.piece():
        clock.now += WINDOW_S / 2
        raise OSError
    assert work.share == 0.5
