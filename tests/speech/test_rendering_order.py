"""Whose clause is rendered first, where several callers wait for the voice."""

from __future__ import annotations

import asyncio
import threading
from typing import cast

from voice_agent.speech.piper import PiperEngine, PiperSynthesizer


class Engine:
    """Takes a second of sound for a word; `open` lets it render."""

    def __init__(self) -> None:
        self.rendered: list[str] = []
        self.begun, self.open = threading.Event(), threading.Event()

    def render(self, spoken: str, pause_ms: int) -> bytes:
        self.rendered.append(spoken)
        self.begun.set()
        assert self.open.wait(10)
        return b"\x00" * 8_000 * len(spoken.split())


async def test_a_caller_who_waits_in_silence_comes_before_one_who_is_still_listening() -> None:
    engine = Engine()
    engine.open.set()
    synthesizer = PiperSynthesizer(cast(PiperEngine, engine))
    listening = synthesizer.stream("We open at eight in the morning. We close at five.")
    await anext(listening)  # some seconds to listen to
    engine.open.clear()
    engine.begun.clear()
    other = asyncio.create_task(anext(synthesizer.stream("Which day?")))
    await asyncio.to_thread(engine.begun.wait, 10)
    later = asyncio.create_task(anext(listening))
    await asyncio.sleep(0)
    waiting = asyncio.create_task(anext(synthesizer.stream("Good morning.")))
    await asyncio.sleep(0)
    engine.open.set()
    await asyncio.gather(other, later, waiting)
    synthesizer.close()
    first = engine.rendered.index("Which day?")
    assert engine.rendered[first:] == ["Which day?", "Good morning.", engine.rendered[-1]]
    assert engine.rendered[-1] in "We open at eight in the morning. We close at five."
