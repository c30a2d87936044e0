"""The reader that needs no network: grammars, set phrases and a small classifier, in a few milliseconds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from time import perf_counter

from voice_agent.understanding import asked_names, told_visits
from voice_agent.understanding.beside_yes import agrees_to_the_number, beside_a_yes
from voice_agent.understanding.choosing import chosen_offer
from voice_agent.understanding.clauses import split
from voice_agent.understanding.commands import (
    Affirm,
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
    Task,
    Unclear,
    When,
    Whens,
)
from voice_agent.understanding.composing import TASKS, compose
from voice_agent.understanding.contradictions import corrected, only_denied
from voice_agent.understanding.errand_words import by_errand, instead_of_cancelling, is_plain_move
from voice_agent.understanding.expectation import expected_by
from voice_agent.understanding.for_whom import first_errand, mine_too, with_named_kin
from voice_agent.understanding.further_wishes import yes_and_another
from voice_agent.understanding.grudging import with_grudging_yes
from voice_agent.understanding.heard import Heard, Said
from voice_agent.understanding.held_visits import kept, moved_no_more
from voice_agent.understanding.intents.classifier import Classifier
from voice_agent.understanding.left_open import as_answer, left_open
from voice_agent.understanding.named_days import on_days_named
from voice_agent.understanding.not_wished import without_unwished
from voice_agent.understanding.offers import points
from voice_agent.understanding.offers_refused import as_refusals, in_the_positive
from voice_agent.understanding.other_callers import by_caller
from voice_agent.understanding.pieces import (
    INFORM,
    SURE,
    UNKNOWN,
    Piece,
    as_move,
    as_name,
    take_apart,
    without_hesitation,
)
from voice_agent.understanding.plain_wishes import WISHED, is_plain_wish, with_plain_wishes
from voice_agent.understanding.practice import by_their_words, wants_what_is_bought
from voice_agent.understanding.questions_beside import (
    as_asked,
    with_tags_answered,
    without_tags,
    without_what_she_asks,
)
from voice_agent.understanding.reader import Context, Understanding, Utterance, Vocabulary
from voice_agent.understanding.safety import EmergencyRules, find_emergency, find_worry
from voice_agent.understanding.said_outright import as_said_outright
from voice_agent.understanding.same_provider import with_the_one_named
from voice_agent.understanding.settled import as_settled
from voice_agent.understanding.stays import left_alone, stays_as_it_is
from voice_agent.understanding.thinking_aloud import after_thinking, plain_answer
from voice_agent.understanding.values import find_values
from voice_agent.understanding.vocabulary import Names
from voice_agent.understanding.when import Found, find_whens
from voice_agent.understanding.woman_or_man import with_whom_she_prefers
from voice_agent.understanding.yes_and_no import (
    ABOUT_CANCELLING,
    ends_the_call,
    only_asks,
    without_now,
)

TOLD = 0.85
"""Least confidence in a clause in which a grammar has read a field's value."""
_GREETING = re.compile(
    r"(?:(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|there|how are you(?: doing)?(?: today)?)"
    r"[ ,.!?]*)+$",
    re.IGNORECASE,
)
"""All that was said is a greeting: it asks for nothing, and is no miss."""

_BEFORE_THAT = re.compile(r"(?:\w+,? ){0,2}before that\b\W", re.IGNORECASE)
"""At the beginning: something is to be said first. It is no earlier time."""
_SAYS_LITTLE = (Unclear, OutOfScope, Deny, Affirm)
MOST_CHARACTERS = 2_000
"""Of one turn, read for tasks (emergencies are looked for in all of it)."""


class EmbeddedReader:
    """Emergencies are looked for first, in every hypothesis, before anything else is read.

    country: ISO 3166 code of the clinic's telephone numbers; None leaves them as the digits said.
    """

    name = "embedded"

    def __init__(self, classifier: Classifier, emergencies: EmergencyRules, country: str | None = None) -> None:
        self._classifier = classifier
        self._emergencies = emergencies
        self._country = country
        self._names: tuple[Vocabulary, Names] = (Vocabulary(), Names(Vocabulary()))

    async def read(self, context: Context, utterance: Utterance) -> Understanding:
        return self.understand(context, utterance)

    def understand(self, context: Context, utterance: Utterance) -> Understanding:
        """Never raises for anything a caller says; where nothing fits, the command is `unclear`."""
        start = perf_counter()
        emergency = find_emergency(moved_no_more(utterance.hypotheses, context.agent), self._emergencies)
        commands, confidence = ((emergency,), SURE) if emergency else self._read_answer(context, utterance)
        worry = None if emergency else find_worry(utterance.hypotheses, self._emergencies)
        commands = (*commands, worry) if worry else commands
        return Understanding(commands, confidence, self.name, (perf_counter() - start) * 1000)

    def _read_answer(self, context: Context, utterance: Utterance) -> tuple[tuple[Command, ...], float]:
        """What was said; where that asks for time or is not understood, what was said after thinking aloud."""
        whole = self._read(context, utterance)
        if not any(isinstance(c, HoldOn | Unclear | OutOfScope) for c in whole[0]):
            return whole
        text = _plain(utterance.text)
        if whole[0] in ((HoldOn(),), (Unclear(),)) and (last := plain_answer(text)):
            answer = self._read(context, Utterance(last, (last,), utterance.confidence))
            if answer[1] >= SURE:
                return answer
        rest = after_thinking(text)
        if rest is None:
            return whole
        others = tuple(filter(None, (after_thinking(_plain(other)) for other in utterance.nbest)))
        answer = self._read(context, replace(utterance, text=rest, nbest=others))
        told = any(isinstance(c, Set | Correct | Choose | Alternatives | Start) for c in answer[0])
        return answer if told and not any(isinstance(c, HoldOn | Unclear) for c in answer[0]) else whole

    def _read(self, context: Context, utterance: Utterance) -> tuple[tuple[Command, ...], float]:
        text = _plain(utterance.text)
        text = without_now(text) if context.checking else text
        if _GREETING.match(text):
            return (), SURE
        agent_whens = _agent_whens(context)
        expecting = context.expecting or _inferred(context, agent_whens)
        wished = in_the_positive(without_what_she_asks(text)) if expecting == "offer" else text
        found = on_days_named(_whens(wished, context, expecting, agent_whens), text, context, expecting, agent_whens)
        spans = [f.span for f in found]
        pieces = without_hesitation(take_apart(text, spans, self._classifier))
        if ends_the_call(expecting, context) and all(p.kind == "ok" for p in pieces) and pieces:
            return (), SURE  # "okay, good": what was said is noted, and nothing is asked for
        pieces = as_move(pieces, spans, inside=expecting not in (None, "task"))
        if expecting == Field.NAME.value:
            pieces = asked_names.as_asked(as_name(pieces))
        elif context.vocabulary.visit_types:
            open_ended = expecting == "task" or (expecting == "confirm" and only_asks(context))
            pieces = as_said_outright(by_their_words(pieces, spans), asked_for_task=open_ended)
            pieces = as_settled(pieces, text, context, expecting, asked_for_task=open_ended)
        pieces = as_asked(without_unwished(pieces, context.agent), text, offered=expecting == "offer")
        pieces = as_answer(beside_a_yes(pieces, text, expecting, context.agent), found, text, expecting)
        pieces = as_refusals(pieces, text, spans) if expecting == "offer" else pieces
        if expecting == "confirm" and only_asks(context):
            pieces = with_grudging_yes(pieces, text)
        heard_as = Utterance(text, tuple(map(_plain, utterance.nbest)), utterance.confidence)
        values = find_values(
            heard_as, context, expecting, pieces, found, self._names_of(context.vocabulary), self._country
        )
        if expecting == Field.NAME.value:
            values = asked_names.with_names(values, pieces)
        elif expecting in (None, "task") or only_asks(context):
            values = with_named_kin(values, text)
            pieces, values = first_errand(mine_too(pieces, values, text), values, text)
        pieces = with_plain_wishes(pieces, values)
        if expecting == "confirm" and ABOUT_CANCELLING.search(context.agent):
            pieces = kept(pieces, values, agent_whens, context.agent)
        pieces = with_tags_answered(pieces, values, context, expecting, agent_whens)
        chosen = chosen_offer(text, pieces, values, context, expecting, agent_whens)
        pieces = without_tags(pieces) if chosen else pieces
        heard = Heard(tuple(pieces), tuple(values), chosen, agent_whens)
        commands = tuple(compose(heard, context, expecting))
        if stays_as_it_is(text, heard, context, expecting):
            return left_alone(commands), SURE
        if expecting == "confirm" and (both := yes_and_another(text, context.agent, values, agent_whens)):
            return both, SURE
        if context.checking and only_denied(commands):
            put_right = corrected(heard_as, context.checking, partial(self._as_answer, context))
            commands = (Deny(), put_right) if put_right else commands
        unclear = all(isinstance(c, Unclear) for c in commands)
        if unclear and context.expecting in (None, "task") and wants_what_is_bought(text):
            commands = (OutOfScope(),)  # "I'd like a large pepperoni pizza"
        opens = context.vocabulary.visit_types and (expecting in (None, "task", "visit_type") or only_asks(context))
        if opens and (called := by_caller(text, commands, context.vocabulary)) != commands:
            return called, SURE
        if expecting in (None, "task") and context.vocabulary.visit_types:
            told = by_errand(text, commands)
            if told != commands or is_plain_move(text, told):
                return told, max(WISHED, _confidence(told, pieces, values))
        elif expecting == "confirm" and ABOUT_CANCELLING.search(context.agent):
            commands = instead_of_cancelling(text, commands)
        elif expecting == "confirm" and all(isinstance(c, _SAYS_LITTLE) for c in commands):
            commands = (Affirm(),) if agrees_to_the_number(text, context.agent) else commands
        if context.vocabulary.providers and expecting != Field.NAME.value:
            commands = with_whom_she_prefers(text, commands)
            commands = with_the_one_named(text, commands, context.agent, self._names_of(context.vocabulary))
        return commands or (Unclear(),), _confidence(commands, pieces, values)

    def _as_answer(self, context: Context, field: Field, utterance: Utterance) -> tuple[Command, ...]:
        """Read as if the field had been asked for."""
        return self._read(replace(context, expecting=field.value, agent="", checking=()), utterance)[0]

    def _names_of(self, vocabulary: Vocabulary) -> Names:
        """The vocabulary made ready; a clinic has one, so the last is kept."""
        if self._names[0] is not vocabulary:
            self._names = (vocabulary, Names(vocabulary))
        return self._names[1]


def _plain(text: str) -> str:
    """One line, straight apostrophes, bounded."""
    text = text[:MOST_CHARACTERS].replace("’", "'").replace("‘", "'").replace("`", "'")
    return re.sub(r"\s+", " ", text).strip()


def _whens(text: str, context: Context, expecting: str | None, agent_whens: Whens) -> tuple[Found, ...]:
    """A bare number is a time of day where one was asked for, offered or read back. "Before that" and "another day" say
    nothing of the time where there is nothing that they could relate to."""
    timely = (
        expecting == Field.WHEN.value
        or (expecting == "offer" and context.offers)
        or (expecting == "confirm" and agent_whens)
    )
    find = partial(
        find_whens,
        now=context.now,
        date_order=context.date_order,
        offers=context.offers,
        expecting_when=bool(timely) and not points(text),
    )
    found = told_visits.read(
        text,
        lambda part, held: find(part, appointment=held or context.appointment),
        nothing_known=not context.offers and context.appointment is None,
    )
    if expecting == Field.WHEN.value and not found:  # beside small talk: "sorry, the dog. whatever comes first"
        found = tuple(
            replace(f, span=(f.span[0] + clause.start, f.span[1] + clause.start))
            for clause in split(text)
            for f in find_whens(clause.text, context.now, date_order=context.date_order, expecting_when=True)
        )
    if expecting == Field.WHEN.value and not found:
        found = left_open(text)
    if opening := _BEFORE_THAT.match(text):
        found = tuple(f for f in found if f.span[0] >= opening.end())
    if context.offers or context.appointment:
        return found
    return tuple(f for f in found if not all(w == When(relative_to=w.relative_to) and w.relative_to for w in f.whens))


def _inferred(context: Context, agent_whens: Whens) -> str | None:
    """What the agent's words ask for; a statement that names a time is a read-back."""
    expecting = expected_by(context.agent)
    return "confirm" if expecting == "offer" and any(w.at for w in agent_whens) else expecting


def _agent_whens(context: Context) -> Whens:
    if not context.agent:
        return ()
    found = find_whens(context.agent, context.now, date_order=context.date_order)
    return tuple(when for f in found for when in f.whens)


def _confidence(commands: Sequence[Command], pieces: Sequence[Piece], values: Sequence[Said]) -> float:
    """As sure as of the least sure piece; a clause of which nobody understood anything halves it."""
    if not commands:
        return min((p.probability for p in pieces), default=0.0) / 2
    told = [p for p in pieces if p.kind in (INFORM, UNKNOWN) and _has_value(p, values)]
    known = [max(p.probability, TOLD) if p in told else p.probability for p in pieces if p.kind != UNKNOWN or p in told]
    lost = any(p.kind == UNKNOWN and p not in told and len(p.text.split()) > 1 for p in pieces)
    least = min(known, default=SURE) / (2 if lost else 1)
    wished = Start(Task.BOOK) in commands and any(is_plain_wish(p, values) for p in pieces)
    wished = wished or any(p.kind in TASKS and p.probability >= SURE and not p.text.endswith("get in") for p in pieces)
    return max(least, WISHED) if wished else least


def _has_value(piece: Piece, values: Sequence[Said]) -> bool:
    return any(v.known and piece.start <= v.start < piece.end for v in values)
