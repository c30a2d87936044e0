"""What the red-flag classifier makes of words: whether they are likely, or possibly, an emergency. Pure."""

from __future__ import annotations

import re
from typing import Final

from voice_agent.understanding.commands import EmergencyKind
from voice_agent.understanding.intents.classifier import Classifier
from voice_agent.understanding.red_flags.naming import OF_NAMES

LIKELY: Final = 0.9
"""Probability of a red flag from which the classifier's word counts: from there it raises none of 6,000 sentences of
people who book appointments, and fewer than one of a thousand of other talk."""
POSSIBLE: Final = 0.7
"""Probability from which she is asked whether it is an emergency: after fewer than one in a hundred sentences of
patients who tell a doctor of what is none; from 0.5 on, a fever or an old cough would be asked about."""
_FEWEST_WORDS: Final = 4
"""Fewer, without those of dates, numbers and spelled letters, say too little for the classifier; so do fewer different
ones."""
_OF_DATES: Final = re.compile(
    r"[.,]|[a-z]|the|of|and|on|in|oh|it's|that's|my|is|was|born|i|date|birth|birthday|\d+(?:st|nd|rd|th)?|hundred|thousand|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)|twentieth|thirtieth|"
    r"(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)"
    r"(?:th)?|first|second|third|fifth|eighth|ninth|twelfth|january|february|march|april|may|june|july|august|september|"
    r"october|november|december"
)
_LOOP: Final = re.compile(r"(?<!\S)((?:[^ .,]+ (?:[.,] )?){1,2}?)\1{2,}")
"""One or two words over and over: a decoder that got stuck."""
_ASKS_OR_WISHES: Final = re.compile(
    r"\?\s*$|(?:^|[.,;!?]\s+)(?:(?:and|but|so|well|um|uh|also|hi|hello|okay)\s+)*"
    r"(?:what|which|who|where|when|why|how|do|does|did|is|are|can|could|will|would|should|may|have)\s+(?!my\b)\w+|"
    r"\b(?:book|schedule|reschedule|move|change|cancel|confirm|make|get)\s+(?:an?|my|the|our|his|her)\s+(?:\w+\s+){0,2}"
    r"(?:appointment|visit|check-?up|physical|booking)\b",
    re.IGNORECASE,
)
HARMLESS: Final = 0.8
"""Probability of none from which a question or a wish in the best reading stands against what is only possible in
another one."""
_LABELS: Final = {EmergencyKind.MEDICAL: "emergency", EmergencyKind.SELF_HARM: "self_harm"}
_STOPS: Final = frozenset(".,")


def kind_of(plain: str, classifier: Classifier, threshold: float) -> EmergencyKind | None:
    """The kind of emergency that is likely from `threshold` on; None for less, or where too little is said. plain:
    lower case words and stops, each followed by a space."""
    if all(OF_NAMES.fullmatch(word) or _OF_DATES.fullmatch(word) for word in plain.split()):
        return None
    rest = _LOOP.sub(r"\1", plain)
    words = [word for word in rest.split() if word not in _STOPS]
    if len(set(words)) < _FEWEST_WORDS or sum(_OF_DATES.fullmatch(word) is None for word in words) < _FEWEST_WORDS:
        return None
    shares = _shares(rest, classifier)
    if shares["none"] > 1 - threshold:
        return None
    return max(EmergencyKind, key=lambda kind: shares[_LABELS[kind]])


def asks_for_something_else(text: str, plain: str, classifier: Classifier) -> bool:
    """A question or a wish in which the classifier sees no red flag. text: as heard; plain: as above."""
    return _ASKS_OR_WISHES.search(text) is not None and _shares(plain, classifier)["none"] >= HARMLESS


def _shares(plain: str, classifier: Classifier) -> dict[str, float]:
    return dict(zip(classifier.labels, map(float, classifier.probabilities(plain)), strict=True))
