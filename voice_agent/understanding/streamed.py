"""An LLM's answer put together from the pieces of its stream."""

from __future__ import annotations

from openai.types.chat import ChatCompletionChunk

from voice_agent.understanding.tools import Nonsense

MOST_CALLS = 6
MOST_CHARACTERS = 4_000
"""Of one answer, arguments and text together."""


class StreamedAnswer:
    """Tool calls put together from the pieces of a stream. Raises Nonsense as soon as there is too much of it."""

    def __init__(self) -> None:
        self._pieces: dict[int, tuple[list[str], list[str]]] = {}
        self._size = 0
        self._ended = False

    def add(self, chunk: ChatCompletionChunk) -> None:
        for choice in chunk.choices[:1]:
            self._ended = self._ended or choice.finish_reason in ("stop", "tool_calls", "function_call")
            self._size += len(choice.delta.content or "")
            for part in choice.delta.tool_calls or ():
                names, arguments = self._pieces.setdefault(part.index, ([], []))
                if part.function:
                    name = part.function.name or ""
                    names.append("" if name == "".join(names) else name)  # llama.cpp says it in every piece
                    arguments.append(part.function.arguments or "")
                    self._size += len(names[-1]) + len(arguments[-1])
            if len(self._pieces) > MOST_CALLS or self._size > MOST_CHARACTERS:
                raise Nonsense("too_much")

    def calls(self) -> list[tuple[str, str]]:
        """(tool, arguments) in order. Raises Nonsense where there are none, or the stream ended early."""
        if not self._ended:
            raise Nonsense("cut_short")
        if not self._pieces:
            raise Nonsense("no_call")
        return [("".join(names), "".join(arguments)) for _, (names, arguments) in sorted(self._pieces.items())]
