"""The reader that asks an LLM over any OpenAI-compatible endpoint: one streamed call a turn, under a deadline.

The embedded reader reads every utterance too: it finds emergencies before anything goes out, it answers where the LLM
fails, is late or talks nonsense, and a yes to a read-back counts only if it takes the words for one as well.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from time import monotonic
from typing import Any

import openai

from voice_agent.understanding.commands import Affirm, Command, Correct, Deny, Emergency, Field, Handoff, Set
from voice_agent.understanding.embedded import EmbeddedReader
from voice_agent.understanding.evidence import is_attack
from voice_agent.understanding.expectation import expected_by
from voice_agent.understanding.masking import Mask
from voice_agent.understanding.proposals import commands_of
from voice_agent.understanding.reader import Context, Understanding, Utterance, Vocabulary
from voice_agent.understanding.resting import Rest
from voice_agent.understanding.spans import Spans
from voice_agent.understanding.streamed import StreamedAnswer
from voice_agent.understanding.tools import Nonsense, ToolCall, parse_call, tools_for
from voice_agent.understanding.vocabulary import Names

log = logging.getLogger(__name__)

IDENTITY = frozenset({Field.NAME.value, Field.DATE_OF_BIRTH.value, Field.PHONE.value})
"""While one of these is asked for, nothing that is said goes out."""
MOST_TOKENS = 400
MOST_TOLD = 400
"""Characters of the clinic's own names in the instructions."""
RESTING = "resting"
AGREED, ALONE = 0.9, 0.7
"""Confidence in an answer that the embedded reader gives too, and in one that it does not."""


class LlmReader:
    """`prompt`: the instructions. `deadline_ms`: for the whole answer. `sends_identity`: nothing is masked.
    `country`: of telephone numbers. `clock`: seconds, monotonic.

    An endpoint that fails several times in a row is left alone for a while: no caller waits for one that is down.
    `downgrades` counts, by kind of failure, the turns that the embedded reader answered in the LLM's stead.
    """

    name = "llm"

    def __init__(
        self,
        client: openai.AsyncOpenAI,
        model: str,
        prompt: str,
        embedded: EmbeddedReader,
        *,
        deadline_ms: int = 1200,
        sends_identity: bool = False,
        country: str | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.downgrades: Counter[str] = Counter()
        self._client = client
        self._model = model
        self._prompt = prompt
        self._embedded = embedded
        self._deadline_s = deadline_ms / 1000
        self._sends_identity = sends_identity
        self._country = country
        self._clock = clock
        self._rest = Rest(clock)
        self._names: tuple[Vocabulary, Names] = (Vocabulary(), Names(Vocabulary()))

    def glance(self, context: Context, utterance: Utterance) -> Understanding:
        return self._embedded.understand(context, utterance)

    async def read(self, context: Context, utterance: Utterance) -> Understanding:
        """Never raises but for cancellation, which ends the request."""
        start = self._clock()
        own = self._embedded.understand(context, utterance)
        if stays_inside(context, utterance, own):
            return own
        if self._rest.resting:
            self.downgrades[RESTING] += 1
            return own
        try:
            async with asyncio.timeout(self._deadline_s):
                commands = await self._ask(context, utterance.text, own)
        except Exception as error:
            self._note(error)
            return replace(own, ms=(self._clock() - start) * 1000)
        self._rest.worked()
        confidence = AGREED if commands == own.commands else ALONE
        return Understanding(commands, confidence, self.name, (self._clock() - start) * 1000)

    async def aclose(self) -> None:
        await self._client.close()

    def _note(self, error: Exception) -> None:
        kind = failure(error)
        self.downgrades[kind] += 1
        log.warning("the LLM was of no use: %s", kind)
        if isinstance(error, Nonsense):
            self._rest.worked()
        else:
            self._rest.failed()

    async def _ask(self, context: Context, said: str, own: Understanding) -> tuple[Command, ...]:
        names = self._names_of(context.vocabulary)
        mask = None if self._sends_identity else Mask(names, context.date_order, context.now.date())
        stream = await self._client.chat.completions.create(
            model=self._model,
            messages=[
                {"role": "system", "content": instructions(self._prompt, context.vocabulary)},
                {"role": "user", "content": turn_message(context, said, mask)},
            ],
            tools=tools_for(context),
            tool_choice="required",
            temperature=0,
            max_tokens=MOST_TOKENS,
            stream=True,
        )
        answer = StreamedAnswer()
        async with stream:
            async for chunk in stream:
                answer.add(chunk)
        calls = [parse_call(name, arguments, context) for name, arguments in answer.calls()]
        commands = commands_of(_unmasked(calls, mask), Spans(said, context, names, self._country))
        check_answer(commands, own, context)
        return commands + who_she_is(own, commands) if mask else commands

    def _names_of(self, vocabulary: Vocabulary) -> Names:
        """The vocabulary made ready; a clinic has one, so the last is kept."""
        if self._names[0] is not vocabulary:
            self._names = (vocabulary, Names(vocabulary))
        return self._names[1]


def stays_inside(context: Context, utterance: Utterance, own: Understanding) -> bool:
    """Is it settled, or not to be told to others, before an LLM is asked?"""
    expecting = context.expecting or expected_by(context.agent)
    return (
        expecting in IDENTITY
        or not utterance.text.strip()
        or is_attack(utterance.text)
        or any(isinstance(c, Emergency | Handoff) for c in own.commands)
    )


def instructions(prompt: str, vocabulary: Vocabulary) -> str:
    """The part of every request that is the same in all of them; its last line is the clinic's own names, as JSON.

    What callers say for them is left out, and names beyond MOST_TOLD characters: an LLM needs only to know a name when
    it sees one, and points at the words, which are looked up among all names.
    """
    kinds = {
        "visit_types": vocabulary.visit_types,
        "locations": vocabulary.locations,
        "providers": vocabulary.providers,
    }
    told: dict[str, list[str]] = {kind: [] for kind in kinds}
    left = MOST_TOLD
    for kind, terms in kinds.items():
        for term in terms:
            left -= len(term.value) + len('"", ')
            if left >= 0:
                told[kind].append(term.value)
    names = json.dumps(told, ensure_ascii=False)
    return f"{prompt.strip()}\n\nWhat the clinic has (callers may use other words for it):\n{names}"


def turn_message(context: Context, said: str, mask: Mask | None) -> str:
    """What goes out of one turn, as JSON; offers by ref. Those that are the patient's own visits tell nothing more."""
    hide = mask.mask if mask else str
    asked = context.asked if mask else context.agent or context.asked
    offers = {
        offer.ref: "" if context.own_visits and mask else f"{offer.start:%Y-%m-%d %H:%M %a} {offer.provider}".strip()
        for offer in context.offers
    }
    expecting = context.expecting or expected_by(context.agent)
    turn: dict[str, Any] = {"asked": hide(asked), "expecting": expecting, "offers": offers, "said": hide(said)}
    return json.dumps(turn, ensure_ascii=False)


def check_answer(commands: Sequence[Command], own: Understanding, context: Context) -> None:
    """A yes counts only if the embedded reader hears one too; and none that it hears after a read-back is lost.

    Raises Nonsense.
    """
    yes, own_yes = (any(isinstance(c, Affirm) for c in found) for found in (commands, own.commands))
    answers, own_answers = (any(isinstance(c, Affirm | Deny) for c in found) for found in (commands, own.commands))
    if yes and not own_yes:
        raise Nonsense("unheard_yes")
    if context.expecting == "confirm" and own_answers and not answers:
        raise Nonsense("lost_answer")


def who_she_is(own: Understanding, commands: Sequence[Command]) -> tuple[Command, ...]:
    """What the embedded reader heard of the caller's identity and the LLM, which saw placeholders, has nothing of."""
    known = {command.field for command in commands if isinstance(command, Set | Correct)}
    return tuple(
        command
        for command in own.commands
        if isinstance(command, Set | Correct) and command.field.value in IDENTITY and command.field not in known
    )


def failure(error: Exception) -> str:
    """The kind of failure, as counted: nothing of what was said or sent is in it."""
    match error:
        case Nonsense():
            return str(error)
        case TimeoutError() | openai.APITimeoutError():
            return "late"
        case openai.APIStatusError():
            return f"status_{error.status_code}"
        case openai.APIConnectionError():
            return "unreachable"
    return "broken_off"


def _unmasked(calls: Sequence[ToolCall], mask: Mask | None) -> list[ToolCall]:
    return [call.model_copy(update={"words": mask.unmask(call.words)}) if mask else call for call in calls]
