"""A wish that somebody be seen, in so many words: "can somebody see her", "could you take a look at him". Pure.

Told beside what troubles her it asks for a visit, and for no advice.
"""

from __future__ import annotations

import re

_WHO = (
    r"(?:some(?:one|body)|any(?:one|body)|you(?: guys| all| folks)?|y'all|they|a doctor|the (?:doctor|nurse)|one of "
    r"(?:you|the doctors|your doctors)|(?:dr\.?|doctor) [\w'-]+)"
)
_WHOM = r"(?:him|her|me|us|them|my (?!results|chart|records?|bill|labs?|account|insurance)\w+|it|this)"
_MAY = r"(?:can|could|would|might|will)"
_SEES = (
    rf"(?:please |just |possibly |maybe )*(?:see {_WHOM}|(?:take|have) a (?:quick )?look at {_WHOM}|look at {_WHOM}|"
    rf"examine {_WHOM}|check {_WHOM}(?: out| over)|(?:squeeze|fit|work|get) {_WHOM} in|give {_WHOM} an appointment)"
    r"(?! (?:in the face|touch))\b"
)
_SEEN = re.compile(
    rf"\b(?:{_MAY} {_WHO}|(?:if|whether|that) {_WHO} (?:{_MAY}|is able to)|(?:is|are) {_WHO} able to|"
    rf"(?:like|want|need|have|get|looking for|hoping for) {_WHO} to) {_SEES}"
    rf"|\b(?:is there|any) (?:any )?(?:way|chance|possibility)(?: that| for)? (?:{_WHO}|i|we|he|she) "
    r"(?:can|could|to)?\s?(?:(?:be|get) seen|"
    rf"{_SEES}|(?:get|bring) (?:him|her|them) in|come in)\b"
    r"|\b(?:like|want|need|hoping|love|trying|prefer|got|have|try) to (?:try to )?(?:have|get) (?:him|her|them|it|"
    r"this|my \w+|somebody) (?:seen|looked at|checked(?: out| over)?|in)\b"
    r"(?! (?:the )?(?:trouble|mail|shape|school|bed))"
    rf"|\b{_MAY} (?:i|we) (?:please |maybe )?(?:get|have|bring) (?:him|her|them|my \w+) (?:in|seen|looked at)\b"
    rf"|\b(?:if|whether) (?:he|she|i|we|they) {_MAY} (?:(?:be|get) seen|come in)\b"
    r"|\b(?:he|she|they|my \w+) (?:needs|ought|should|has|wants)(?: to)? (?:be|get|be getting) seen\b"
    r"(?! by (?:an?|the) (?:er|emergency|hospital))",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"\b(?:should (?:i|we|he|she|they)|(?:is|are) (?:it|this|that|these|those)\b|what (?:do|should|can|could|would)|"
    r"why|how (?:much|many|often|long (?:do|should|can))|whether|safe|normal|serious|contagious|okay to|ok to|"
    r"results?|(?:talk|speak|chat) (?:to|with)|ask|advice|advise|questions?|tell (?:me|us)|call(?:s|ed)? (?:me|us|"
    r"back)|nurse|messages?|mean|means|or just|or is)\b",
    re.IGNORECASE,
)
"""Beside what troubles her: it is a nurse's word that she wants."""


def wishes_to_be_seen(text: str) -> bool:
    """Whether it is asked that somebody see the patient."""
    return _SEEN.search(text) is not None and _ADVICE.search(text) is None


def only_complains(text: str) -> bool:
    """Whether a clause about the patient's health asks for nothing by itself."""
    return _ADVICE.search(text) is None
