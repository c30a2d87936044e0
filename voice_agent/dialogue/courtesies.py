"""Words that answer nothing and ask nothing: courtesies, and what is said to oneself while looking for an answer.

The end of a sentence often comes as a turn of its own ("… if that's okay."). Nothing was missed by passing it over.
"""

from __future__ import annotations

import re

_OKAY = (
    r"(?:ok(?:ay)?|(?:al|all )?right|fine|possible|good|convenient|not (?:too )?(?:much|a) (?:trouble|bother|problem))"
)
_THANKS = r"thanks|thank you|sorry(?: about that)?|excuse me|please|you're very kind|that's kind(?: of you)?"
_SIGHS = (
    r"oh|ah|um+|uh+|er+|hm+|well|so|and|yeah|okay|ok|right|good|great|nice|lovely|perfect|wonderful|excellent|"
    r"(?:that's |it's )?(?:good|great|nice) to (?:know|hear)|good job|good stuff"
)
_IF_OKAY = (
    r"if you (?:please|can|could|would|don't mind)|"
    rf"if (?:that's|that is|it's|it is|that'd be|that would be) {_OKAY}(?: (?:with|for|by) you)?|"
    rf"(?:i )?hope (?:that's|that is|it's|it is) {_OKAY}"
)
_TO_HERSELF = (
    r"let me (?:see|think|look)|bear with me|where did i put (?:it|that)|"
    r"(?:i|i've|i have) (?:wrote|written|write) (?:it|that|this) down(?: somewhere| here)*|"
    r"(?:i have it|it's|it must be) (?:here )?somewhere(?: here)?|"
    r"(?:it's been )?one of those (?:days|weeks|mornings)|"
    r"(?:that's|that was) (?:just )?(?:my|the) (?:dog|kids?|tv|baby|radio)(?: \w+ing)?"
)
_ALONE = re.compile(rf"^\W*(?:(?:{_SIGHS}|{_THANKS}|{_IF_OKAY}|{_TO_HERSELF})\b\W*)+$", re.IGNORECASE)
_ANSWERS = re.compile(r"^\W*(?:ok(?:ay)?|right|good|great|fine|perfect|yeah)\W*$", re.IGNORECASE)


def only_courtesy(text: str) -> bool:
    """`text`: as heard. A bare "okay" may be an answer and is left to the reader."""
    return _ALONE.search(text) is not None and _ANSWERS.search(text) is None
