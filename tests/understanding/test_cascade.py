from __future__ import annotations

from collections import Counter
from datetime import datetime

from voice_agent.understanding.cascade import CascadeReader
from voice_agent.understanding.commands import Affirm
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.reader import Context, Understanding, Utterance

CONTEXT = Context(datetime(2026, 12, 1, 9), agent="Does that work?", expecting="confirm")


class Counting:
    """A reader that always says yes, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.closed = False
        self.downgrades = Counter(late=2)

    async def aclose(self) -> None:
        self.closed = True

    async def read(self, context: Context, utterance: Utterance) -> Understanding:
        self.asked += 1
        return Understanding((Affirm(),), 0.7, "llm", 1.0)


async def test_a_sure_reading_stands(reader: EmbeddedReader) -> None:
    llm = Counting()
    assert (await CascadeReader(reader, llm, 0.6).read(CONTEXT, Utterance("yes please"))).reader == "embedded"
    assert llm.asked == 0


async def test_an_unsure_one_is_put_to_the_llm(reader: EmbeddedReader) -> None:
    llm = Counting()
    heard = Utterance("well the bees would be in the wardrobe by then")
    assert reader.understand(CONTEXT, heard).confidence < 0.6
    assert (await CascadeReader(reader, llm, 0.6).read(CONTEXT, heard)).reader == "llm"
    assert llm.asked == 1


async def test_the_gate_decides(reader: EmbeddedReader) -> None:
    llm = Counting()
    await CascadeReader(reader, llm, 1.01).read(CONTEXT, Utterance("yes please"))
    await CascadeReader(reader, llm, 0.0).read(CONTEXT, Utterance("bees in the wardrobe"))
    assert llm.asked == 1


async def test_closing_it_closes_the_llm_s_client(reader: EmbeddedReader) -> None:
    llm = Counting()
    await CascadeReader(reader, llm, 0.6).aclose()
    assert llm.closed


def test_at_first_sight_it_reads_by_itself(reader: EmbeddedReader) -> None:
    llm = Counting()
    cascade = CascadeReader(reader, llm, 1.01)
    assert cascade.glance(CONTEXT, Utterance("yes please")).reader == "embedded"
    assert (llm.asked, cascade.downgrades) == (0, {"late": 2})
