"""The opening that was chosen and read back: whether what is said of it names it once more, or another."""

from __future__ import annotations

from voice_agent.dialogue import grounding
from voice_agent.dialogue.state import State, Want
from voice_agent.understanding.commands import Whens


def asked_about(state: State) -> bool:
    """An opening was read back, and is not written yet."""
    asked, frame = state.question, state.frame
    about = asked is not None and (asked.name == "change" or asked.name.startswith("read_back"))
    return about and frame is not None and frame.choice is not None


def wanted(state: State, want: Want) -> bool:
    """Whether all that would be wanted anew is so already in what was read back ("with Dr. Osei, at Riverside")."""
    choice = state.frame.choice if state.frame else None
    if choice is None or state.frame is None or not asked_about(state):
        return False
    before = state.frame.want
    pairs = (
        (want.provider, before.provider, choice.provider),
        (want.location, before.location, choice.location),
        (want.visit_type, before.visit_type, choice.visit_type),
    )
    return want.reason == before.reason and all(new in (old, chosen) for new, old, chosen in pairs)


def named(state: State, said: Whens) -> bool:
    """ "Tuesday at half past nine, as you said": by day and hour, the opening that was read back."""
    choice = state.frame.choice if state.frame else None
    if choice is None or not asked_about(state) or not all(w.at and (w.date_from or w.weekdays) for w in said):
        return False
    return grounding.fits(said, choice.start)
