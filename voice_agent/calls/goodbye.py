"""A caller who speaks into the agent's goodbye: "oh, one more thing" keeps the line open, "bye" does not."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from voice_agent.calls.floor import Floor
from voice_agent.calls.hearing import HeardTurn, Words
from voice_agent.dialogue.events import Event
from voice_agent.dialogue.state import State

_FAREWELLS = frozenset({"goodbye", "goodbye_unfinished", "silent_goodbye"})
"""Acts that leave the call to the caller; others end it for a reason that stands."""
_PARTING = frozenset({"goodbye", "thanks", "affirm", "deny"})
_WHOLE = 3
"""So many words that make no sense are worth asking for again."""


def taken_back(state: State, words: Words) -> State | None:
    """The state in which the call goes on, or None where the goodbye stands. An emergency is always heard."""
    names = {command.name for command in words.understanding.commands}
    if "emergency" not in names:
        said = {act.name for act in state.said}
        wants = names - _PARTING
        if not said & _FAREWELLS or not wants:
            return None
        if wants == {"unclear"} and len(words.utterance.text.split()) < _WHOLE:
            return None
    return replace(state, closing=None, question=None, misses=0, silences=0)


async def last_words(inbox: asyncio.Queue[HeardTurn | Event], floor: Floor) -> HeardTurn | None:
    """The next turn of the caller, or None where there is none until the goodbye has been heard. Nothing else that
    happens matters any more."""
    heard_out = asyncio.create_task(floor.heard_out())
    try:
        while True:
            coming = asyncio.ensure_future(inbox.get())
            await asyncio.wait({coming, heard_out}, return_when=asyncio.FIRST_COMPLETED)
            if not coming.done():
                coming.cancel()
                return None
            if isinstance(turn := coming.result(), HeardTurn):
                return turn
    finally:
        heard_out.cancel()
