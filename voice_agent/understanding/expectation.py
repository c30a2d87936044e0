"""What the agent's last words ask for, where nobody has said: the same values as `Context.expecting`."""

from __future__ import annotations

import re

_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "task",
        r"anything else|something else (?:i|you|that)|what else|how else|else (?:can|may|could) i|any ?(?:more|thing more|further|other) (?:help|assistance|question)"
        r"|more (?:help|assistance)|(?:can|may|could|do you need) (?:i|me)? ?(?:still )?(?:help|assist|be useful)|how (?:can|may|could) i (?:help|assist)|what can i do"
        r"|(?:need|require) (?:any|more)? ?(?:help|assistance)|further assistance|other (?:help|assistance)",
    ),
    ("date_of_birth", r"date of birth|birth ?date|birthday|when (?:were|was) (?:you|he|she|the patient) born"),
    ("name", r"(?:your|patient's|full|first|last|his|her) name|who am i speaking|name (?:please|is it)|spell"),
    ("phone", r"(?:your|best|good|a) (?:phone|contact|callback|cell|mobile) ?number.*\?|number (?:to|can we) (?:call|reach)"),
    ("insurance", r"(?:what|which|your|have) (?:is your )?insurance"),
    (
        "task",
        r"^(?=.*\b(?:unfortunately|unable|couldn't|could not|wasn't able|not available|failed|can't|didn't work|sorry|not possible|booked already)\b)"
        r"(?=.*\b(?:try|different|another|other|else)\b)(?!.*\b(?:how about|would you like me|at \d)\b).*",
    ),
    (
        "confirm",
        r"confirm|(?:is|are|does|do) (?:that|this|it|these|those|everything)(?: (?:all|look|sound|seem|seems))* ?(?:right|correct|ok|okay|good|alright|fine|work|accurate)?.*\?"
        r"|(?:right|correct|ok|okay|yes|alright)\?|(?:shall|should) i\b|would you (?:like|want|care|prefer) (?:me|to|an?)\b|(?:do|did) you (?:want|wish|need|wanna|like)\b"
        r"|want (?:me )?to\b|wanna\b|(?:so|okay),? you(?:'d| would)? (?:like|want)|you (?:want|need|would like).*\?|did you say|can i (?:make|book|schedule)|are you ready|is it (?:right|correct)",
    ),
    ("when", r"(?:what|which) (?:time|day|date)|when (?:would|do|should|did|are|will|shall|can|is)|preferred (?:time|date)|at what time|for when|(?:date|time|day).*\?"),
    ("location", r"(?:what|which|in what|in which) (?:city|area|town|location|part)|where (?:would|do|should|shall|are|is|at|to)|(?:city|area|location).*\?"),
    ("visit_type", r"(?:what|which) (?:kind|type|sort)|specialt?y|(?:any|particular|specific) (?:type|kind)|type of|what (?:brings|is it for|do you need)"),
    ("provider", r"(?:which|what) (?:doctor|provider|dentist|stylist|therapist)|(?:doctor|provider) .*prefer"),
    (
        "task",
        r"\b(?:booked|scheduled|reserved|made|confirmed|successful(?:ly)?|all set|done|completed|fixed|set|cancell?ed|moved)\b(?!.*\?)",
    ),
    ("offer", r"\S"),
)
_COMPILED = [(what, re.compile(pattern, re.IGNORECASE | re.DOTALL)) for what, pattern in _PATTERNS]


def expected_by(agent: str) -> str | None:
    """None if the agent has said nothing."""
    return next((what for what, pattern in _COMPILED if pattern.search(agent)), None)
