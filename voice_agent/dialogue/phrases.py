"""What replies are known to sound like before anybody calls: constant wordings, and the beginnings of the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from voice_agent.dialogue import spoken
from voice_agent.dialogue.acts import Act
from voice_agent.dialogue.events import Facts
from voice_agent.dialogue.grounding import RELATIONS
from voice_agent.dialogue.replies import BadTemplates, Templates, Wording, fill

_MOMENTS = frozenset({"moment", "before", "times", "visits"})
"""Values that begin with a day."""


class _Unknown(str):
    """A value of some call's. Conditions take it for absent: most optional values are."""

    def __bool__(self) -> bool:
        return False


def known_phrases(facts: Facts, templates: Templates, *, blank: str, answers: Iterable[str] = ()) -> tuple[str, ...]:
    """Every wording with each of the values that there are few of (days of the week, visit types, who somebody is to
    the caller), and `blank` for all others. `answers`: what the clinic has written down. Nothing of a patient is in it.
    """
    found = dict.fromkeys(answers)
    for name, wording in templates.wordings.items():
        for template in (wording.text, wording.again):
            for args in _arguments(wording, facts, blank):
                try:
                    found[fill(template, Act(name, args), facts)] = None
                except BadTemplates:
                    continue
    return tuple(filter(None, found))


def _arguments(wording: Wording, facts: Facts, blank: str) -> Iterator[dict[str, str | bool]]:
    names = sorted(set(wording.variables) - {"clinic"})
    for values in product(*(_values(name, wording.variables[name], facts, blank) for name in names)):
        yield dict(zip(names, values, strict=True))


def _values(name: str, compared: Sequence[str], facts: Facts, blank: str) -> Sequence[str | bool]:
    """The values of a template's variable. `compared`: those that the template itself tells apart."""
    unknown = _Unknown(blank)
    if name in _MOMENTS:
        return [f"{day}, {blank}" for day in spoken.DAYS]
    match name:
        case "type":
            return [spoken.a(term.value) for term in facts.vocabulary.visit_types]
        case "whose":
            return [unknown, *(f"your {relation}" for relation in sorted(set(RELATIONS.values())))]
        case "recorded":
            return [facts.recorded]
        case "disclosed":
            return [facts.disclosed]
        case _:
            return [unknown, *compared]
