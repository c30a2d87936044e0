from __future__ import annotations

from voice_agent.turns.keypad import PAUSE_MS, Keypad
from voice_agent.turns.silence import SilenceOptions, SilenceTimer

OPTIONS = SilenceOptions()


def silence_until_due(expecting: str | None, held: bool = False) -> float:
    timer = SilenceTimer()
    now = 0.0
    while True:
        timer.rest(now, somebody_speaks=False)
        if timer.due(now, expecting=expecting, held=held):
            return now
        now += 20


def test_patience_by_what_was_asked() -> None:
    assert silence_until_due("confirm") == OPTIONS.usual
    assert silence_until_due("phone") == OPTIONS.longer
    assert silence_until_due("confirm", held=True) == OPTIONS.held


def test_speech_unwinds_the_timer() -> None:
    timer = SilenceTimer()
    timer.rest(0, somebody_speaks=False)
    timer.rest(6_900, somebody_speaks=True)
    timer.rest(7_000, somebody_speaks=False)
    assert not timer.due(8_000, expecting=None, held=False)
    assert timer.due(7_000 + OPTIONS.usual, expecting=None, held=False)
    assert not timer.due(7_020 + OPTIONS.usual, expecting=None, held=False)


def test_digits_come_as_one_entry() -> None:
    keypad = Keypad()
    entries = [keypad.press(key, i * 300.0, "date_of_birth") for i, key in enumerate("04121985")]
    assert entries == [None] * 7 + ["04121985"]
    assert not keypad.open


def test_a_pause_or_a_hash_ends_an_entry_and_a_star_begins_again() -> None:
    keypad = Keypad()
    keypad.press("3", 0, "task")
    assert keypad.tick(PAUSE_MS - 1) is None
    assert keypad.tick(PAUSE_MS) == "3"
    keypad.press("1", 0, "phone")
    keypad.press("*", 10, "phone")
    keypad.press("2", 20, "phone")
    assert keypad.press("#", 30, "phone") == "2"
    assert keypad.press("#", 40, "phone") is None


def test_zero_asks_for_staff_at_once_where_no_digits_are_expected() -> None:
    assert Keypad().press("0", 0, "offer") == "0"
    assert Keypad().press("0", 0, None) == "0"
    for expecting in ("date_of_birth", "phone"):  # "0" begins a number
        keypad = Keypad()
        assert keypad.press("0", 0, expecting) is None
        assert keypad.tick(PAUSE_MS) == "0"
    keypad = Keypad()
    keypad.press("1", 0, "task")
    assert keypad.press("0", 0, "task") is None
