"""What goes out of a turn is short, in every state. Counted over the whole request as it is sent, with the tools'
schemas, by Whisper's tokenizer, which needs more tokens for JSON than those of LLMs do.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from tokenizers import Tokenizer

from voice_agent.commands.clinic import vocabulary_of
from voice_agent.config import Settings
from voice_agent.speech.models import resolve_whisper
from voice_agent.understanding.commands import Field
from voice_agent.understanding.llm import IDENTITY, instructions, turn_message
from voice_agent.understanding.masking import Mask
from voice_agent.understanding.proposals import command_of
from voice_agent.understanding.reader import Context, DateOrder, Offer, Term, Vocabulary
from voice_agent.understanding.spans import Spans
from voice_agent.understanding.tools import parse_call, tools_for
from voice_agent.understanding.vocabulary import Names

PROMPT = (Path(__file__).parents[2] / "prompts" / "llm" / "understand.md").read_text(encoding="utf-8")
MOST = 1_500
NOW = datetime(2026, 12, 1, 9)
OFFERS = tuple(Offer(f"o{n}", datetime(2026, 12, 2 + n, 9, 30), "Dr. Siobhan Kavanagh") for n in range(3))
ASKED = "I'm sorry, I didn't catch which of those would suit you. Would you like the first one, or the second?"
SAID = (
    "Well, I was hoping for something a bit later in the day, since I only get off work at four, so maybe Thursday, or "
    "else the second one that you said if there's really nothing else to be had."
)
EXPECTING = (None, "task", "offer", "confirm", *sorted({field.value for field in Field} - IDENTITY))

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(Path(resolve_whisper()) / "tokenizer.json"))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def clinic() -> Vocabulary:
    """The sample clinic's."""
    return await vocabulary_of(Settings(_env_file=None, database_url="sqlite+aiosqlite:///nowhere.sqlite3"))


def request_of(context: Context) -> str:
    mask = Mask(Names(context.vocabulary), DateOrder.MDY, NOW.date())
    return "".join(
        (
            json.dumps(tools_for(context), separators=(",", ":")),
            instructions(PROMPT, context.vocabulary),
            turn_message(context, SAID, mask),
        )
    )


def count(tokenizer: Tokenizer, text: str) -> int:
    return len(tokenizer.encode(text, add_special_tokens=False).ids)


@pytest.mark.parametrize("offers", [(), OFFERS])
@pytest.mark.parametrize("expecting", EXPECTING)
def test_a_request_is_short_in_every_state(
    tokenizer: Tokenizer, clinic: Vocabulary, expecting: str | None, offers: tuple[Offer, ...]
) -> None:
    context = Context(NOW, asked=ASKED, expecting=expecting, offers=offers, vocabulary=clinic)
    assert count(tokenizer, request_of(context)) < MOST


def test_a_big_clinic_s_names_do_not_fill_it(tokenizer: Tokenizer, clinic: Vocabulary) -> None:
    """What does not go in is found in the caller's words all the same, on our side."""
    many = tuple(Term(f"Dr. Wilhelmina Featherstonehaugh the {n}th") for n in range(80))
    context = Context(NOW, asked=ASKED, expecting="offer", offers=OFFERS, vocabulary=replace(clinic, providers=many))
    request = request_of(context)
    assert "Annual physical" in request
    assert "the 0th" in request
    assert "the 79th" not in request
    assert count(tokenizer, request) < MOST


EXAMPLE = re.compile(r"(?P<expecting>\w+): (?P<said>.*) → (?P<calls>.*)")
CALL = re.compile(r'(\w+)\("([^"]*)", ([^)]*)\)')
CLINIC = Vocabulary(providers=(Term("Dr. Lee"),))


def test_every_example_in_the_instructions_is_read_as_it_says() -> None:
    """An LLM that does as they say is not refused: words that were said, tools and choices that there are."""
    examples = [match for line in PROMPT.splitlines() if (match := EXAMPLE.fullmatch(line))]
    assert len(examples) > 3
    for example in examples:
        expecting, said = example["expecting"], example["said"]
        context = Context(NOW, expecting=None if expecting == "null" else expecting, offers=OFFERS, vocabulary=CLINIC)
        spans = Spans(said, context, Names(CLINIC))
        calls = CALL.findall(example["calls"])
        assert calls
        for tool, words, rest in calls:
            arguments = _arguments(tool, words, [value.strip() for value in rest.split(",")])
            assert command_of(parse_call(tool, json.dumps(arguments), context), spans), words


def _arguments(tool: str, words: str, values: list[str]) -> dict[str, object]:
    """In the order of the tool's schema."""
    [schema] = [one["function"]["parameters"] for one in tools_for(Context(NOW, offers=OFFERS)) if _named(one, tool)]
    names = [name for name in schema["properties"] if name != "words"]
    told: dict[str, object] = {"words": words}
    for name, value in zip(names, values, strict=True):
        told[name] = value == "true" if name == "corrects" else OFFERS[-1].ref if value == "its ref" else value
    return told


def _named(tool: Any, name: str) -> bool:
    return bool(tool["function"]["name"] == name)
