"""What the rules make of an utterance: grammars, set phrases and a classifier of clauses. Pure but for speed."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from voice_agent.understanding import asked_names
from voice_agent.understanding.choosing import chosen_offer
from voice_agent.understanding.commands import (
    Alternatives,
    Choose,
    Command,
    Correct,
    Deny,
    Field,
    HoldOn,
    OutOfScope,
    Set,
    Start,
    Unclear,
)
from voice_agent.understanding.composing import compose
from voice_agent.understanding.conclusions import Read, concluded, settled_outright
from voice_agent.understanding.contradictions import corrected, only_denied
from voice_agent.understanding.for_whom import first_errand, mine_too, with_named_kin
from voice_agent.understanding.heard import Heard
from voice_agent.understanding.held_visits import kept
from voice_agent.understanding.intents.classifier import Classifier
from voice_agent.understanding.line import Line, line_of, plain
from voice_agent.understanding.pieces import (
    SURE,
    Piece,
)
from voice_agent.understanding.pieces_in_context import in_context, pieces_of
from voice_agent.understanding.plain_wishes import with_plain_wishes
from voice_agent.understanding.questions_beside import (
    with_tags_answered,
    without_tags,
)
from voice_agent.understanding.reader import Context, Utterance, Vocabulary
from voice_agent.understanding.still_there import has_mine, without_what_it_is
from voice_agent.understanding.thinking_aloud import after_thinking, plain_answer
from voice_agent.understanding.values import find_values
from voice_agent.understanding.vocabulary import Names
from voice_agent.understanding.yes_and_no import (
    ends_the_call,
    only_asks,
)

_GREETING = re.compile(
    r"(?:(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|there|how are you(?: doing)?(?: "
    r"today)?)[ ,.!?]*)+$",
    re.IGNORECASE,
)
"""All that was said is a greeting: it asks for nothing, and is no miss."""


class RulesReader:
    """Commands of one utterance, and how sure they are. country: as in `EmbeddedReader`."""

    def __init__(self, classifier: Classifier, country: str | None = None) -> None:
        self._classifier = classifier
        self._country = country
        self._names: tuple[Vocabulary, Names] = (Vocabulary(), Names(Vocabulary()))

    def commands(self, context: Context, utterance: Utterance) -> tuple[Command, ...]:
        return self.read(context, utterance)[0]

    def read(self, context: Context, utterance: Utterance) -> Read:
        """What was said; where that asks for time or is not understood, what was said after thinking aloud."""
        whole = self._read(context, utterance)
        if not any(isinstance(c, HoldOn | Unclear | OutOfScope) for c in whole[0]):
            return whole
        text = plain(utterance.text)
        if whole[0] in ((HoldOn(),), (Unclear(),)) and (last := plain_answer(text)):
            answer = self._read(context, Utterance(last, (last,), utterance.confidence))
            if answer[1] >= SURE:
                return answer
        rest = after_thinking(text)
        if rest is None:
            return whole
        others = tuple(filter(None, (after_thinking(plain(other)) for other in utterance.nbest)))
        answer = self._read(context, replace(utterance, text=rest, nbest=others))
        told = any(isinstance(c, Set | Correct | Choose | Alternatives | Start) for c in answer[0])
        return answer if told and not any(isinstance(c, HoldOn | Unclear) for c in answer[0]) else whole

    def _read(self, context: Context, utterance: Utterance) -> Read:
        line = line_of(utterance.text, context)
        if _GREETING.match(line.text):
            return (), SURE
        pieces = pieces_of(line, self._classifier)
        if ends_the_call(line.expecting, context) and all(p.kind == "ok" for p in pieces) and pieces:
            return (), SURE  # "okay, good": what was said is noted, and nothing is asked for
        heard_as = Utterance(line.text, tuple(map(plain, utterance.nbest)), utterance.confidence)
        heard = self._heard(line, heard_as, in_context(pieces, line))
        commands = tuple(compose(heard, context, line.expecting))
        if settled := settled_outright(line, heard, commands):
            return settled
        if context.checking and only_denied(commands):
            put_right = corrected(heard_as, context.checking, partial(self._as_answer, context))
            commands = (Deny(), put_right) if put_right else commands
        return concluded(line, heard, commands, self.names_of(context.vocabulary))

    def _heard(self, line: Line, heard_as: Utterance, pieces: list[Piece]) -> Heard:
        """The pieces with the values in them, and the offer that is chosen."""
        text, context, expecting = line.text, line.context, line.expecting
        names = self.names_of(context.vocabulary)
        values = find_values(heard_as, context, expecting, pieces, line.found, names, self._country)
        if expecting == Field.NAME.value:
            values = asked_names.with_names(values, pieces, text)
        elif Field.NAME in context.checking:
            values = asked_names.without_namesakes(values, text)
        elif line.opens or only_asks(context):
            values = with_named_kin(values, text)
            pieces, values = first_errand(mine_too(pieces, values), values, text)
        if ends_the_call(expecting, context):
            pieces, values = without_what_it_is(pieces, values, text)
        pieces = with_plain_wishes(pieces, values)
        pieces = has_mine(pieces) if line.to_a_mere_question else pieces
        if line.to_a_cancelling:
            pieces = kept(pieces, values, line.agent_whens, context.agent)
        pieces = with_tags_answered(pieces, values, context, expecting, line.agent_whens)
        chosen = chosen_offer(line.answer, pieces, values, context, expecting, line.agent_whens)
        pieces = without_tags(pieces) if chosen else pieces
        return Heard(tuple(pieces), tuple(values), chosen, line.agent_whens)

    def _as_answer(self, context: Context, field: Field, utterance: Utterance) -> tuple[Command, ...]:
        """Read as if the field had been asked for."""
        return self._read(replace(context, expecting=field.value, agent="", checking=()), utterance)[0]

    def names_of(self, vocabulary: Vocabulary) -> Names:
        """The vocabulary made ready; a clinic has one, so the last is kept."""
        if self._names[0] is not vocabulary:
            self._names = (vocabulary, Names(vocabulary))
        return self._names[1]
