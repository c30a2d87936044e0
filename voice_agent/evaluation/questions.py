"""What the agent asked, made out from its words as a caller makes it out: by what is asked, not by which act it was."""

from __future__ import annotations

import re

from voice_agent.evaluation.mentions import sentences

_QUESTIONS: tuple[tuple[str, str], ...] = (
    ("callback", r"number for the call back"),
    ("patient_right", r"\bborn\b"),
    ("read_back", r"shall i (book|move|cancel|confirm)|let me check"),
    ("waitlist", r"waitlist.*(\?|yes or no)"),
    ("staff", r"(connect you with|speak to|talk to) (our|the) staff.*(\?|yes or no)"),
    ("texts", r"text reminders|reminders (by|to)"),
    ("own_number", r"number you're calling from"),
    ("phone", r"phone number|which number"),
    ("usual_visit", r"for that we book|shall i look for an? .*yes or no"),
    ("visit_type", r"what kind of visit|what should we book|kind of appointment"),
    ("new_patient", r"new patient|first visit to our"),
    ("spell", r"spell"),
    ("last_name", r"last name\?"),
    ("date_of_birth", r"(date|year|day|month) of birth"),
    ("name", r"full name|first and last name|your name"),
    ("double", r"already is|keep that one|like another"),
    ("no_visits", r"like to book one|shall we book a visit"),
    ("which_reading", r"did you mean .* or |which one is it"),
    ("check", r"did you say|i understood"),
    ("check_task", r"would you like to (book|move|cancel|hear|confirm|join|register)"),
    ("which_visit", r"which visit|day of the visit"),
    ("change", r"what should i (change|correct)|another provider"),
    ("offer", r"does that work|which one|please say one|^yes or no|or none"),
    ("when", r"when would you|which (new |other )?day|another day|the earliest"),
    ("more", r"anything else"),
    ("task", r"how can i help|what would you like"),
    ("there", r"still there"),
)
_COMPILED = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _QUESTIONS)
CLOSED = re.compile(r"goodbye|connect(ing)? you (now|with)|connecting you|hang up and dial", re.IGNORECASE)


def asked(words: str) -> str:
    """The question that stands at the end, "" where there is none that a caller would know."""
    parts = sentences(words)
    for last in (1, 2, len(parts)):
        tail = " ".join(parts[-last:])
        for name, pattern in _COMPILED:
            if pattern.search(tail):
                return name
    return ""
