"""What the agent's last words ask for, where nobody has said: the same values as `Context.expecting`."""

from __future__ import annotations

import re

_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "task",
        r"anything else|something else|any other thing|what else|how else|else (?:can|may|could) i|"
        r"any ?(?:more|thing more|further|other) (?:help|assistance|question)|any ?thing (?:from|to be)"
        r"|more (?:help|assistance)|(?:can|may|could|do you need) (?:i|me)? ?(?:still )?(?:help|assist|"
        r"be useful)|how (?:can|may|could) i (?:help|assist)|what can i do"
        r"|(?:need|require) (?:any|more)? ?(?:help|assistance|thing)|further assistance|other (?:help|"
        r"assistance)|need anything",
    ),
    ("date_of_birth", r"date of birth|birth ?date|birthday|when (?:were|was) (?:you|he|she|the patient) born"),
    ("name", r"(?:your|patient's|full|first|last|his|her) name|who am i speaking|name (?:please|is it)|spell"),
    (
        "phone",
        r"(?:your|best|good|a) (?:phone|contact|callback|cell|mobile) ?number.*\?|number (?:to|can we) (?:call|reach)",
    ),
    ("insurance", r"(?:what|which|your|have) (?:is your )?insurance"),
    (
        "task",
        r"^(?=.*\b(?:unfortunately|unable|couldn't|could not|wasn't able|not available|unavailable|failed|"
        r"can't|didn't work|sorry|not possible|booked already|already booked)\b)"
        r"(?=.*\b(?:try|different|another|other|else)\b)(?!.*\b(?:how about|would you like me)\b).*",
    ),
    (
        "task",
        r"^(?!.*(?:\?|\bconfirm\b|\bconfirming\b|would you|want to|wish to|\bto be\b))"
        r".*\b(?:booked|scheduled|reserved|made|confirmed|successful(?:ly)?|all set|done|completed|fixed|set|"
        r"cancell?ed|moved|confirmation)\b",
    ),
    (
        "when",
        r"(?:what|which) (?:\w+ )?(?:time|day|date|hour)|when (?:would|do|should|did|are|will|shall|can|is)|"
        r"preferred (?:time|date)|at what (?:time|hour)|for when|(?:time|day|date) (?:preference|and time|"
        r"do you)",
    ),
    (
        "location",
        r"(?:what|which) (?:city|area|town|location|part|place|metropolis|region)|"
        r"where\b(?!.* is located).*\?|where (?:should|would|do) |(?:city|area|town|location).*\?",
    ),
    (
        "visit_type",
        r"(?:what|which) (?:kind|type|sort|specialist)|are you (?:looking for|in need)|specialt?y|(?:any|"
        r"particular|specific) (?:type|kind)|type of|what (?:brings|is it for|do you need|are you looking)|"
        r"\bor (?:a |an |some )?(?:\w+ )?(?:\w+)\?$",
    ),
    (
        "provider",
        r"\bwhom?\b.*\?|(?:which|what) (?:doctor|provider|dentist|stylist|therapist|salon)|have (?:a|"
        r"any) (?:doctor|provider|dentist|stylist|therapist|particular)|(?:doctor|provider) .*prefer",
    ),
    (
        "confirm",
        r"\bconfirm(?:ing)?\b|(?:is|are|does|do) (?:that|this|it|these|those|everything)(?: (?:all|look|sound|"
        r"seem|seems))* ?(?:right|correct|ok|okay|good|alright|fine|work|accurate)?.*\?"
        r"|(?:right|correct|ok|okay|yes|alright)\?|(?:shall|should) i\b|would (?:you )?(?:like|want|care|"
        r"prefer) (?:me|to|an?)\b|(?:do|did|don't) you (?:want|wish|need|wanna|like)\b"
        r"|\bdoes (?:that|this|it|he|she) (?:work|sound|interest|appeal|suit)|want (?:me )?to\b|wanna\b|(?:so|"
        r"okay),? you(?:'d| would)? (?:like|want)|you (?:want|need|would like)|did you say|can i (?:make|book|"
        r"schedule|reserve|set)|are you ready|may i (?:book|make)",
    ),
    ("offer", r"\b(?:how about|what about|found|you (?:could|can|may|might) (?:try|like|consider))\b"),
    ("confirm", r"\?\s*$"),
    (
        "offer",
        r"\b(?:found|how about|what about|there(?:'s| is| are)|located|recommend|suggest|address|number|reach|"
        r"rating|rated|stars?|called|available|options?|try|phone|call|offer\w*|street|avenue|suite|nice|good|"
        r"best|salon|dentist|doctor|therapist|office|clinic|named?|psych\w*|unisex|consider|have)\b|"
        r"\d{3}-\d{4}",
    ),
)
_COMPILED = [(what, re.compile(pattern, re.IGNORECASE | re.DOTALL)) for what, pattern in _PATTERNS]


def expected_by(agent: str) -> str | None:
    """None if the agent has said nothing that asks for anything."""
    return next((what for what, pattern in _COMPILED if pattern.search(agent)), None)
