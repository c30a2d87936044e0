"""The reader that needs no network: rules, and what a classifier of whole utterances settles, in a few milliseconds."""

from __future__ import annotations

from time import perf_counter

from voice_agent.understanding.acts.act import acts_of
from voice_agent.understanding.acts.features import features_of
from voice_agent.understanding.acts.model import ActModel
from voice_agent.understanding.acts.settling import settled
from voice_agent.understanding.acts.situation import situation_of
from voice_agent.understanding.conclusions import Read
from voice_agent.understanding.expectation import expected_by
from voice_agent.understanding.held_visits import moved_no_more
from voice_agent.understanding.intents.classifier import Classifier
from voice_agent.understanding.line import plain, without_others
from voice_agent.understanding.pieces import SURE
from voice_agent.understanding.reader import Context, Understanding, Utterance
from voice_agent.understanding.rules import RulesReader
from voice_agent.understanding.safety import EmergencyRules, find_emergency, find_worry


class EmbeddedReader:
    """Emergencies are looked for first, in every hypothesis, before anything else is read.

    classifier: of clauses, for the rules. acts: of whole utterances. country: ISO 3166 code of the clinic's telephone
    numbers; None leaves them as the digits said.
    """

    name = "embedded"

    def __init__(
        self, classifier: Classifier, acts: ActModel, emergencies: EmergencyRules, country: str | None = None
    ) -> None:
        self._rules = RulesReader(classifier, country)
        self._acts = acts
        self._emergencies = emergencies

    async def read(self, context: Context, utterance: Utterance) -> Understanding:
        return self.understand(context, utterance)

    def understand(self, context: Context, utterance: Utterance) -> Understanding:
        """Never raises for anything a caller says; where nothing fits, the command is `unclear`."""
        start = perf_counter()
        emergency = find_emergency(moved_no_more(utterance.hypotheses, context.agent), self._emergencies)
        commands, confidence = ((emergency,), SURE) if emergency else self._read(context, utterance)
        told = tuple(without_others(heard, context) for heard in utterance.hypotheses)
        worry = None if emergency else find_worry(told, self._emergencies)
        commands = (*commands, worry) if worry else commands
        return Understanding(commands, confidence, self.name, (perf_counter() - start) * 1000)

    def _read(self, context: Context, utterance: Utterance) -> Read:
        """By the rules; at a clinic's telephone, as the acts settle it."""
        read = self._rules.read(context, utterance)
        situation = situation_of(context, context.expecting or expected_by(context.agent))
        if situation is None or not context.vocabulary.visit_types:
            return read
        text = plain(utterance.text)
        names = self._rules.names_of(context.vocabulary)
        likely = self._acts.likely(features_of(text, situation, acts_of(read[0]), names))
        return settled(text, situation, context, read, likely)
