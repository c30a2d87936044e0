from __future__ import annotations

import pytest
from openai.types.chat import ChatCompletionChunk

from voice_agent.understanding.streamed import StreamedAnswer
from voice_agent.understanding.tools import Nonsense


def pieces(*functions: dict[str, str], finish: str | None = "tool_calls") -> StreamedAnswer:
    answer = StreamedAnswer()
    for function in [*functions, None]:
        delta = {"tool_calls": [{"index": 0, "function": function}]} if function else {}
        choice = {"index": 0, "delta": delta, "finish_reason": None if function else finish}
        answer.add(
            ChatCompletionChunk.model_validate(
                {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "test", "choices": [choice]}
            )
        )
    return answer


def test_arguments_come_in_pieces_and_the_name_once_or_in_every_piece() -> None:
    once = pieces({"name": "answer", "arguments": '{"yes"'}, {"arguments": ": true}"})
    always = pieces({"name": "answer", "arguments": '{"yes"'}, {"name": "answer", "arguments": ": true}"})
    assert once.calls() == always.calls() == [("answer", '{"yes": true}')]


def test_a_stream_without_an_end_or_a_call_is_of_no_use() -> None:
    with pytest.raises(Nonsense, match="cut_short"):
        pieces({"name": "answer", "arguments": "{}"}, finish=None).calls()
    with pytest.raises(Nonsense, match="no_call"):
        pieces(finish="stop").calls()
