"""Who the visit is for, whether the patient is new, their insurance, and what it is about: by their set phrases."""

from __future__ import annotations

import re
from dataclasses import dataclass

from voice_agent.understanding.commands import Field
from voice_agent.understanding.complaints import complaint

KIN_WORDS = (
    "son|daughter|kid|child|baby|little boy|little girl|little one|toddler|newborn|infant|boy|girl|"
    "teenager|stepson|stepdaughter|"
    "husband|wife|spouse|partner|fiancee?|boyfriend|girlfriend|mother-in-law|father-in-law|mother|father|"
    "mom|mum|dad|mommy|daddy|parents?|"
    "brother|sister|grandmother|grandfather|grandma|grandpa|friend|neighbou?r|aunt|uncle|niece|nephew|"
    "cousin|grandson|granddaughter|grandchild"
)
_ONE_WORD = {
    "kid": "child", "baby": "child", "little one": "child", "toddler": "child", "newborn": "child",
    "infant": "child", "teenager": "child", "little boy": "son", "boy": "son", "little girl": "daughter",
    "girl": "daughter", "mom": "mother", "mum": "mother", "mommy": "mother", "dad": "father",
    "daddy": "father", "parents": "parent", "grandma": "grandmother", "grandpa": "grandfather",
}  # fmt: skip
_THE_OTHER_WAY = {
    "mother": "child",
    "father": "child",
    "parent": "child",
    "son": "parent",
    "daughter": "parent",
    "husband": "wife",
    "wife": "husband",
    "grandmother": "grandchild",
    "grandfather": "grandchild",
}
_FOR_KIN = re.compile(
    r"\b(?:for|bring(?: in)?|bringing(?: in)?|get|take|(?<!\bi )(?<!\bwe )(?<!'ll )have|is|about) (?:my|our) (?:\w+ "
    rf"(?:year|month)s? old )?(?:\w+ )?({KIN_WORDS})\b",
    re.IGNORECASE,
)
_KIN_NEEDS = re.compile(
    rf"\b(?:my|our) (?:\w+ )?({KIN_WORDS})(?:,? (?!has\b|is\b|was\b|says?\b|said\b|told\b)[a-zÀ-ÿ][\w'-]+){{0,2}}? "
    rf"(?:needs?|has(?! been (?:on|after|telling|asking|bugging|nagging|wanting)| told| said| always)|is (?:due|"
    rf"sick|having)|wants?|should|would like|"
    rf"hurt|feels?|can't|cannot|isn't|will be|won't|gets?|got|'?s got|keeps?(?! (?:telling|asking|bugging|"
    rf"nagging|saying|wanting))|came down|is running|"
    rf"(?:'s|has|is|was) (?:been )?(?:up all night )?(?:\w+ing|ill|sick|poorly|unwell))\b",
    re.IGNORECASE,
)
_KINS_VISIT = re.compile(
    rf"\b(?:my|our) (?:\w+ )?({KIN_WORDS})(?: [a-zÀ-ÿ][\w-]+)?'s (?:[\w'-]+ ){{0,3}}?(?:appointments?|visits?|"
    r"check-?ups?|check|physicals?|exams?|follow-?ups?|shots?|vaccin\w+|blood \w+|sessions?|therapy)\b"
    rf"|\b(?:my|our) ({KIN_WORDS})(?:,? [a-zÀ-ÿ][\w'-]+){{0,3}},? (?:and )?(?:he|she|they)(?:'s|'re|'ve| is| "
    rf"are| has| have| needs?| wants?| can't)\b",
    re.IGNORECASE,
)
""" "My son Noah's check-up", "my father Eugene Cruz, he needs …"."""
_BRINGS_HER = re.compile(
    r"(?: (?:be|to|will|can|could))* ?(?:driv(?:e|es|ing)|bring(?:s|ing)?|tak(?:e|es|ing)|pick(?:s|ing)?(?: up)?|"
    r"drop(?:s|ping)?(?: off)?|giv(?:e|es|ing)|com(?:e|es|ing) with|accompan\w+) (?:me|us)\b",
    re.IGNORECASE,
)
"""Behind kin: "my wife will be bringing me"."""
_I_AM_KIN = re.compile(rf"\b(?:i'm|i am|this is) (?:his|her|their|the patient's) ({KIN_WORDS})\b", re.IGNORECASE)
_NAMED_KIN = re.compile(
    r"\b(?:i'm|i am|this is|it's|my name is|my name's) (?-i:[A-ZÀ-Ý][\w'-]+(?: [A-ZÀ-Ý][\w'-]+){0,3}),? (?:and )?"
    rf"(?:(?:i'm|i am) )?(?:his|her|their|the patient's) ({KIN_WORDS})\b",
    re.IGNORECASE,
)
""" "I'm Ann Wells, her mother"."""
_SELF = re.compile(
    r"(?:\b(?:it's|it is|that's|this is|just|only|appointment|visit|book it) |^)for (?:me|"
    r"myself)\b(?! to)|\bfor myself\b|"
    r"^(?:just )?(?:me|myself)$|\bi'm the patient\b|\bi mean (?:me|mine|my own)\b|\b(?:mine|my own|my "
    r"appointment|me),? not (?:his|hers|my|him|her)\b|"
    r"\bmy own (?:appointment|visit|one|check-?up|physical)\b",
    re.IGNORECASE,
)
_NEW = re.compile(
    r"\b(?:i'm|i am|we're|he's|she's|he is|she is|as) (?:a )?(?:brand )?new (?:patient|here|(?:to|with|at) (?:you|"
    r"y'all|(?:the|this|your) (?:practice|clinic|office|place)))\b"
    r"|\bnever been (?:there|here|in|seen|to (?:you|the|your|this))|\b(?:my|his|her) first (?:visit|time|"
    r"appointment)\b|\bfirst time (?:patient|visit|there|here|coming)"
    r"|\b(?:i'm|i am|we're) new(?=[\s,.!]*(?:$|and\b|so\b|but\b))"
    r"|(?<!the )(?<!your )(?<!next )\bfirst (?:visit|appointment) (?:here|there|with you|to you|ever|"
    r"i (?:guess|think|suppose|believe)|(?:for|of) (?:me|him|her|mine|his|hers))\b"
    r"|\b(?:looking for|need|find|want|get|with) (?:a |an )?(?:new )?(?:primary care|family|regular) (?:doctor|"
    r"physician|provider)\b"
    r"|\b(?:get|getting|become) established\b|\b(?:just|recently) moved (?:here|in|to (?:town|the area|the city))\b"
    r"|\bnot (?:a|an existing|yet a|a registered|yet) patient\b|\bhaven't been (?:there|here|in|"
    r"seen) before\b|\bnew patient\b",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    r"\b(?:i'm|i am|we're|he's|she's) (?:already )?an? patient (?:already|of yours|here|there)\b|\b(?:i|we|he|she|my "
    r"\w+) (?:was|were|came|have come) (?:just |only )?(?:in there|in here|there|here|in|in to see you)\b(?! touch| "
    r"the| a)|\b(?:i've|we've|he's|she's) been (?:seeing|coming to) (?:you|dr|doctor|him|her|y'all|the)\b|\b(?:i|we) "
    r"(?:saw|see) (?:dr|doctor|you)\b|\b(?:an?|already an?) (?:existing|established|returning|current|regular|"
    r"registered|old) (?:patient|client)\b|\balready (?:a patient|registered|with you)\b"
    r"|\b(?:i've|i have|we've|he's|she's) been (?:there|here|coming|seen|a patient|going)\b|"
    r"(?<!never )(?<!n't )(?<!not )\bbeen (?:there|here|seen) before\b|\bnot (?:a )?new\b|\bseen (?:you|"
    r"there|before|dr|doctor)",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"\b(?:never|not|no one|nobody|haven't|hasn't|hadn't|n't)(?: (?:ever|yet|actually|really|even|been|be|seen|have|"
    r"has|(?:a|an|by|to|at|in))){0,4} $",
    re.IGNORECASE,
)
"""Before "seen there": that has not been."""
_INSURERS = (
    r"aetna|cigna|united ?health(?:care)?|humana|medicare(?: advantage)?|medicaid|kaiser(?: permanente)?|"
    r"blue cross(?:(?: and)? blue shield)?|blue shield|tricare|anthem|"
    r"oscar(?: health)?|molina|centene|ambetter|delta dental|metlife|guardian|bupa|axa|"
    r"self[- ]pay(?:ing)?|out of pocket|no insurance|uninsured"
)
_INSURANCE = re.compile(rf"\b({_INSURERS})\b", re.IGNORECASE)
_NO_INSURANCE = re.compile(
    r"\b(?:don't|do not) have (?:any )?insurance\b|\bno insurance\b|\buninsured\b|\bself[- ]pay", re.IGNORECASE
)
_AGAINST_IT = re.compile(r"[ -](?:shots?|vaccin\w+|jabs?|boosters?|injections?|immuni[sz]ations?)\b", re.IGNORECASE)
"""Behind "flu": she has none."""


@dataclass(frozen=True, slots=True)
class Particular:
    """A field's value, said at `start`."""

    field: Field
    value: str | bool
    start: int


def find_particulars(text: str) -> list[Particular]:
    """Everything of the kind in a clause, in the order said, one a field."""
    found = [p for p in (_relation(text), _new_patient(text), _insurance(text), _reason(text)) if p is not None]
    return sorted(found, key=lambda p: p.start)


def as_kin(said: str) -> str:
    """Who the patient is to the caller, in the one word that is kept for it."""
    word = " ".join(said.lower().split())
    return _ONE_WORD.get(word, word)


def _relation(text: str) -> Particular | None:
    for pattern in (_FOR_KIN, _KIN_NEEDS, _I_AM_KIN, _NAMED_KIN, _KINS_VISIT):
        match = pattern.search(text)
        if match and not _BRINGS_HER.match(text[match.end() :]):
            said = next(g for g in match.groups() if g)
            kin = as_kin(said)
            return Particular(
                Field.RELATION,
                _THE_OTHER_WAY.get(kin, kin) if pattern in (_I_AM_KIN, _NAMED_KIN) else kin,
                match.start(),
            )
    if match := _SELF.search(text):
        return Particular(Field.RELATION, "self", match.start())
    return None


def _new_patient(text: str) -> Particular | None:
    if (match := _KNOWN.search(text)) and not _NEVER.search(text[: match.start()]):
        return Particular(Field.NEW_PATIENT, False, match.start())
    if match := _NEW.search(text):
        return Particular(Field.NEW_PATIENT, True, match.start())
    return None


def _insurance(text: str) -> Particular | None:
    if match := _NO_INSURANCE.search(text):
        return Particular(Field.INSURANCE, "none", match.start())
    if match := _INSURANCE.search(text):
        return Particular(Field.INSURANCE, match.group(1), match.start())
    return None


def _reason(text: str) -> Particular | None:
    said = complaint(text)
    if said is None or _AGAINST_IT.match(text[text.rfind(said.text) + len(said.text) :]):
        return None
    return Particular(Field.REASON, said.text, said.start)
