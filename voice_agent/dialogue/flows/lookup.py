"""Tell a verified patient when her visits are."""

from __future__ import annotations

from voice_agent.dialogue import spoken
from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.events import Facts
from voice_agent.dialogue.flows import identify, visits
from voice_agent.dialogue.flows.steps import Step, finish

MOST_TOLD = 3


def telling(d: Decision, facts: Facts) -> Decision | None:
    """The visits asked about, one reply each; of a long list, the next few."""
    asked_about = visits.candidates(d.frame)
    if not asked_about:
        return d.achieved("answered").ask("no_visits", "confirm")
    told = asked_about[:MOST_TOLD]
    if len(told) > 1:
        d = d.say("visits", count=spoken.cardinal(len(asked_about)), more=len(asked_about) > len(told))
    for visit in told:
        d = d.say("visit" if len(told) == 1 else "visit_in_list", **visits.particulars(visit, facts))
    return finish(d, "answered")


STEPS: tuple[Step, ...] = (identify.ESTABLISHED, visits.known, telling)
