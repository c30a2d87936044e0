"""The pieces of a line, of the kinds that they are in the light of what was asked: one rule after another. Pure."""

from __future__ import annotations

from voice_agent.understanding import asked_names
from voice_agent.understanding.asked_of_offers import as_asked_of_offers
from voice_agent.understanding.beside_yes import beside_a_yes
from voice_agent.understanding.commands import Field
from voice_agent.understanding.grudging import with_grudging_yes
from voice_agent.understanding.intents.classifier import Classifier
from voice_agent.understanding.left_open import as_answer
from voice_agent.understanding.line import Line
from voice_agent.understanding.not_wished import without_unwished
from voice_agent.understanding.offers_refused import as_refusals
from voice_agent.understanding.pieces import (
    Piece,
    as_move,
    as_name,
    as_needs,
    as_questions,
    take_apart,
    without_hesitation,
)
from voice_agent.understanding.practice import by_their_words
from voice_agent.understanding.questions_beside import as_asked
from voice_agent.understanding.said_outright import as_said_outright
from voice_agent.understanding.settled import as_settled


def pieces_of(line: Line, classifier: Classifier) -> list[Piece]:
    """As the classifier has them, but for hesitation."""
    return without_hesitation(take_apart(line.text, line.spans, classifier))


def in_context(pieces: list[Piece], line: Line) -> list[Piece]:
    """The pieces, as what they are where this was asked."""
    text, context, expecting, spans = line.text, line.context, line.expecting, line.spans
    offered = expecting == "offer"
    pieces = as_move(pieces, spans, inside=not line.opens)
    if expecting == Field.NAME.value:
        pieces = asked_names.as_asked(as_name(pieces))
    elif context.vocabulary.visit_types:
        open_ended = expecting == "task" or line.to_a_mere_question
        pieces = as_said_outright(by_their_words(pieces, spans), asked_for_task=open_ended)
        pieces = as_settled(pieces, text, context, expecting, asked_for_task=open_ended)
    if line.after_offers:
        pieces = as_asked_of_offers(pieces, text)
    pieces = as_asked(without_unwished(pieces, context.agent), text, offered=offered)
    pieces = as_answer(beside_a_yes(pieces, text, expecting, context.agent), line.found, text, expecting)
    pieces = as_needs(as_refusals(pieces, text, spans) if offered else pieces, spans)
    pieces = as_questions(pieces, line.asked)
    return with_grudging_yes(pieces, text) if line.to_a_mere_question else pieces
