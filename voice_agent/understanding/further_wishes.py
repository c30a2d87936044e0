"""A plain yes to a visit that was read back, and another visit wished for in the same breath. Pure.

"Yes. And then Tuesday next week too": the first is agreed to, the other is another errand. With a word that may take
the first back ("instead", "or", "but") it is left as it was found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from voice_agent.understanding.commands import Affirm, Command, Field, Set, Start, Task, Whens
from voice_agent.understanding.heard import Said
from voice_agent.understanding.yes_and_no import ABOUT_CANCELLING, repeats_read_back

_READ_BACK = re.compile(r"\bshall i (?P<what>book|move|confirm)\b", re.IGNORECASE)
_BOTH = re.compile(
    r"^\W*(?:(?:oh|well|um+|uh|great|perfect|okay)\W+)*(?:yes|yeah|yep|yup|sure|absolutely)\b"
    r"(?:[ ,.!]+(?:please|perfect|great|good|thanks|thank you|book (?:it|that)|do it|go ahead|the first one|"
    r"that(?:'s| is) (?:right|it|fine|good|great|perfect|the (?:first )?one)))*"
    r"[.,;! ]+(?P<more>(?:and|then|also)\b.+)$",
    re.IGNORECASE,
)
_ADDS = re.compile(
    r"^and (?:then|after that|also)\b|\b(?:too|as well|also)\b"
    r"|\b(?:another|a second) (?:one|visit|appointment|session)\b"
    r"|\b(?:all )?the (?:others|other ones|rest|next ones?)\b|\b(?:one|two|three|four|five|six) more\b",
    re.IGNORECASE,
)
_MAY_TAKE_BACK = re.compile(
    r"\b(?:instead|rather|but|or|no|not|wait|change|move|make it|cancel|drop|keep|actually|different|earlier|later|"
    r"sooner|if|unless|before|what|when|where|who|which|how|why|is|are|was|does|do|will|bring|ask|tell|know|"
    r"need to)\b|n't\b",
    re.IGNORECASE,
)
_FOR_SOMEBODY = re.compile(r"\bfor (?:my|our|his|her|him|them|(?-i:[A-Z]\w+))\b", re.IGNORECASE)
_OF_THE_OTHER = frozenset({Field.WHEN, Field.VISIT_TYPE, Field.PROVIDER})


def yes_and_another(text: str, agent: str, values: Sequence[Said], agent_whens: Whens) -> tuple[Command, ...] | None:
    """The yes and what is wished for beside it; None where she says no such thing. A visit for somebody else, or one of
    which nothing is told, is left for her to say once the first is written."""
    asked, both = _READ_BACK.search(agent), _BOTH.search(text)
    if asked is None or both is None or ABOUT_CANCELLING.search(agent):
        return None
    more = both["more"]
    if not _ADDS.search(more) or _MAY_TAKE_BACK.search(more):
        return None
    told = [v for v in values if v.field in _OF_THE_OTHER and v.start >= both.start("more")]
    if not told or _FOR_SOMEBODY.search(more):
        return (Affirm(),)
    again = all(repeats_read_back(v.whens, agent_whens) for v in told if v.field is Field.WHEN)
    if again or asked["what"].lower() != "book":
        return None
    return (Affirm(), Start(Task.BOOK), *(Set(v.field, v.value) for v in told))
