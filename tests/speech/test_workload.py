from __future__ import annotations

from voice_agent.speech.workload import WINDOW_S, Workload


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_first_piece_is_alone_and_one_beside_it_is_not() -> None:
    work = Workload(Clock())
    with work.piece() as first, work.piece() as second:
        assert first
        assert not second
    with work.piece() as third:
        assert third


def test_much_work_one_after_another_is_no_quiet_machine_until_it_has_passed() -> None:
    clock = Clock()
    work = Workload(clock)
    alone = []
    for _ in range(20):
        with work.piece() as one:
            alone.append(one)
            clock.now += 0.3
    assert alone[0]
    assert not alone[-1]
    clock.now += WINDOW_S
    with work.piece() as later:
        assert later


def test_one_caller_leaves_the_machine_quiet() -> None:
    clock = Clock()
    work = Workload(clock)
    for _ in range(20):
        with work.piece() as one:
            assert one
            clock.now += 0.25
        clock.now += 1.5


def test_the_share_is_that_of_the_last_seconds() -> None:
    clock = Clock()
    work = Workload(clock)
    assert work.share == 0
    with work.piece():
        clock.now += WINDOW_S / 4
    assert work.share == 0.25
    clock.now += 2 * WINDOW_S
    assert work.share == 0


def test_work_that_fails_is_over() -> None:
    work = Workload(Clock())
    try:
        with work.piece():
            raise OSError
    except OSError:
        pass
    with work.piece() as alone:
        assert alone
