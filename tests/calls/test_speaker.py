from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable

from hypothesis import given
from hypothesis import strategies as st

from voice_agent.calls.speaker import Line, Speaker, Utterable, word_groups, written_words
from voice_agent.speech.synthesizer import Clip
from voice_agent.turns.barge_in import Strictness

WORD = 1600
"""Bytes of a word: 200 ms."""


class Voice:
    """Says every word in 200 ms, "Dr." as "Doctor"; breaks at the word "broken"."""

    async def stream(self, text: str) -> AsyncIterator[Clip]:
        for clause in text.split(", "):
            if "broken" in clause:
                raise OSError("the voice is gone")
            said = clause.replace("Dr.", "Doctor").replace("9:30", "nine thirty")
            yield Clip(said, b"\x00" * WORD * len(said.split()))

    async def warm(self, phrases: Iterable[str]) -> int:
        return 0


class Phone:
    """The line's far end, with a clock that tests set."""

    def __init__(self) -> None:
        self.now = 0.0
        self.sent = 0
        self.clears = 0
        self.speaker = Speaker(Voice(), Line(self._media, self._mark, self._clear), lambda: self.now)

    async def _media(self, mulaw: bytes) -> None:
        self.sent += len(mulaw)

    async def _mark(self, name: str) -> None:
        pass

    async def _clear(self) -> None:
        self.clears += 1

    async def __aenter__(self) -> Phone:
        self.speaker.start()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.speaker.stop()

    async def rendered(self) -> None:
        for _ in range(20):
            await asyncio.sleep(0)


async def test_what_was_heard_is_told_in_the_words_as_written() -> None:
    async with Phone() as phone:
        spoken = phone.speaker.say(Utterable("You see Dr. Moss at 9:30 on Thursday"))
        await phone.rendered()
        phone.now = phone.speaker.ledger.ends_ms - 400  # all but "on Thursday"
        assert phone.speaker.heard(spoken).heard == "You see Dr. Moss at 9:30"


async def test_a_paused_reply_goes_on_from_the_first_unheard_word() -> None:
    async with Phone() as phone:
        phone.speaker.say(Utterable("one two three four five six"))
        phone.speaker.say(Utterable("seven eight"))
        await phone.rendered()
        phone.now = 60 + 3 * 200
        await phone.speaker.pause()
        assert phone.clears == 1
        assert not phone.speaker.busy
        phone.speaker.resume()
        assert [one.words.text for one in phone.speaker.spoken[-2:]] == ["four five six", "seven eight"]


async def test_dropped_is_dropped() -> None:
    async with Phone() as phone:
        spoken = phone.speaker.say(Utterable("one two three four five six"))
        await phone.rendered()
        phone.now = 60 + 2 * 200
        await phone.speaker.pause()
        phone.speaker.drop()
        phone.speaker.resume()
        assert len(phone.speaker.spoken) == 1
        phone.now = 99_000
        assert phone.speaker.heard(spoken).heard == "one two"


async def test_an_emergency_notice_that_waits_protects_what_is_said_before_it() -> None:
    async with Phone() as phone:
        phone.speaker.say(Utterable("one two three"))
        met = [phone.speaker.strictness]
        phone.speaker.say(Utterable("dial the number", Strictness.UNSTOPPABLE))
        await phone.rendered()
        met.append(phone.speaker.strictness)
        phone.now = 99_000
        met.append(phone.speaker.strictness)
        assert met == [Strictness.NORMAL, Strictness.UNSTOPPABLE, Strictness.NORMAL]


async def test_a_voice_that_breaks_is_told_and_ends_nothing_else() -> None:
    async with Phone() as phone:
        broken = phone.speaker.say(Utterable("one two, broken three"))
        after = phone.speaker.say(Utterable("four"))
        await phone.rendered()
        assert isinstance(phone.speaker.failed, OSError)
        phone.now = 99_000
        assert phone.speaker.heard(after).complete
        assert phone.speaker.heard(broken).heard == "one two,"
        assert not phone.speaker.busy


@given(st.lists(st.sampled_from(["see", "Dr.", "at", "9:30", "Moss", "the"]), min_size=1, max_size=12), st.data())
def test_written_words_are_found_to_the_word(written: list[str], data: st.DataObject) -> None:
    said = " ".join(written).replace("Dr.", "Doctor").replace("9:30", "nine thirty").split()
    whole = data.draw(st.integers(0, len(written)))
    heard = len(" ".join(written[:whole]).replace("Dr.", "Doctor").replace("9:30", "nine thirty").split())
    assert abs(written_words(written, said, heard) - whole) <= 1


def test_the_pause_behind_a_clause_belongs_to_its_last_words() -> None:
    sound, pause = b"\x00" * WORD * 6, b"\xff" * WORD * 2
    groups = list(word_groups(Clip("aaa bbb ccc ddd eee fff", sound + pause)))
    assert [(words, len(mulaw)) for words, mulaw in groups] == [("aaa bbb ccc", WORD * 3), ("ddd eee fff", WORD * 5)]
