"""What troubles a caller, in her words: "my knee hurts", "I've been tired all the time", "it burns when I pee". Pure.

No judgement of it: emergencies are looked for elsewhere, and before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ARTICLE = re.compile(r"^(?:an?|the|some) ", re.IGNORECASE)
_BODY = (
    r"teeth|tooth|gums?|jaw|head|ears?|eyes?|throat|neck|shoulders?|backs?|chest|stomach|belly|hips?|"
    r"knees?|legs?|foot|feet|ankles?|toes?|arms?|elbows?|wrists?|hands?|fingers?|skin|nose|"
    r"sinuses|heart|heel|ribs?|spine|mole|wound|lip|tongue|thumb|nails?"
)
_PART = re.compile(rf"\b(?:{_BODY}|face|body|sides?)\b", re.IGNORECASE)
_AILMENT = (
    r"pain|ache|cough|cold|flu|fever|rash|headaches?|migraines?|earache|toothache|backache|stomach ?ache|"
    r"sore throat|infection|allerg(?:y|ies)|allergic \w+|diarrhea|nausea|vomiting|"
    r"dizz(?:y|iness)|(?:the )?chills|temperature|"
    r"swelling|lump|bump|sprain|cavity|cavities|chipped tooth|broken tooth|hives|acne|"
    r"eczema|insomnia|trouble sleeping|anxiety|depression|stress|cramps|runny nose|congestion|"
    r"heartburn|itch(?:ing)?|numbness|fatigue|high blood pressure|diabetes|asthma|uti|pink ?eye|wart|mole|"
    r"burn|bite|cut|blister"
)
_HURTS = re.compile(
    rf"\b(?:my|his|her|the) (?:\w+ ){{0,2}}(?:{_BODY})(?:'s| is| are| has| have| feels?| keeps?|"
    rf" started)? ?(?:\w+ ){{0,2}}(?:hurt(?:s|ing)?|ach(?:es?|ing)|swollen|sore|painful|itch(?:es|y|ing)?|"
    rf"kill(?:s|ing) me|"
    rf"bleed(?:s|ing)|bother(?:s|ing) me|infected|stiff|numb|bothering me|acting up|broken|chipped|"
    rf"throbbing|irritated|red)\b(?: (?:for|since) [^,.?!]+)?",
    re.IGNORECASE,
)
_HAS = re.compile(
    rf"\b(?:i|he|she|we|my \w+)(?:'ve|'s|'m)? (?:have|has|had|got|been having|been having some|feel|"
    rf"feeling|keeps? having|keeps? getting|been getting|am having|is having|been|have got|suffer from|"
    rf"a)(?: \w+){{0,3}}? ((?:\w+ )?(?:{_AILMENT}))\b"
    rf"|\b(?:because of|about|regarding|for|with) (?:a|an|my|some|this|the|his|her) ((?:\w+ ){{0,2}}(?:{_AILMENT}))\b"
    rf"|\b(?:because of|about|regarding|for) (?:my|his|her) ((?:\w+ )?(?:{_BODY}))\b"
    rf"|\b(?:look at|check|examine) (?:my|his|her) ((?:\w+ )?(?:{_BODY}))\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"^(?:(?:it's|it is|just|well|um|uh|oh|because of|about|for)[ ,]+)*(?:my|his|her) ((?:\w+ )?(?:{_BODY}))"
    r"(?: (?:problem|issue|thing|again))?$",
    re.IGNORECASE,
)
"""All of an answer: what it is that troubles her."""
_VERY = (
    r"(?:(?:so|really|very|pretty|just|always|all|kind of|kinda|a bit|a little|super|totally|constantly|still|also|"
    r"been) )*"
)
_UNWELL = re.compile(
    rf"\b(?:i|he|she|we|they|my \w+|the (?:baby|kids?))(?:'m|'s|'re|'ve)?(?: (?:am|is|are|was|have|has|had|feels?|felt"
    rf"|keeps?))? {_VERY}(?:been |feeling |getting |having |being )*{_VERY}"
    r"(?:tired(?! of)|exhausted|worn out|run ?down|wiped out|drained|weak|achy|feverish|nauseous|nauseated|queasy|"
    r"bloated|constipated|gassy|light ?headed|woozy|shaky|stuffed up|congested|hoarse|itchy|miserable|off lately|"
    r"not (?:been )?right|throwing up|vomiting|sneezing|wheezing|coughing|peeing (?:a lot|all the time)|"
    r"losing (?:my |her |his )?(?:weight|hair)|gaining weight|waking up (?:all night|at night)|"
    r"sleeping (?:badly|poorly))\b(?:[^,.?!]*)",
    re.IGNORECASE,
)
_WHEN_DOING = re.compile(
    r"\b(?:it|this|that|there|he|she|i)(?:'s| is)?(?: (?:really|kind of|always|just|feel|have|get|a|some))* "
    r"(?:hurts?|burns?|stings?|itches|aches?|pain(?:ful)?|burning|stinging) (?:a lot |bad |badly |so bad "
    r")?(?:when|whenever|every time|to) "
    r"(?:i|he|she|we|pee|urinate|walk|swallow|sit|eat|bend|sleep|move|stand|chew|lift)\b[^,.?!]*",
    re.IGNORECASE,
)
_INJURED = re.compile(
    rf"\b(?:hurt|injured|twisted|sprained|pulled|broke|cut|burned|burnt|banged|jammed|tweaked|strained|scraped|"
    rf"stubbed) (?:my|his|her) (?:\w+ )?(?:{_BODY})\b",
    re.IGNORECASE,
)
_SOME = re.compile(
    rf"\b(?:some|bad|terrible|awful|constant|horrible|severe|a little|a bit of|a lot of|lots of) ((?:\w+ "
    rf")?(?:{_AILMENT}))\b",
    re.IGNORECASE,
)
_LACKS = re.compile(
    r"\b(?:(?:i|he|she)(?:'ve)? )?(?:(?:have|has|having|got|with) )?(?:no|zero) (?:energy|appetite)\b"
    r"|\b(?:i|he|she)(?:'ve been| have been|'s been| has been)? (?:can't|cannot|can hardly|can barely|not|unable to) "
    r"(?:sleep(?:ing)?|keep (?:anything|food|any food) down|eat(?:ing)?)\b"
    r"|\btrouble (?:sleeping|peeing|swallowing|hearing|seeing|going to the bathroom)\b",
    re.IGNORECASE,
)
_UPSET = re.compile(
    rf"\b(?:my|his|her|the) (?:\w+ ){{0,2}}(?:{_BODY}|bowels|tummy|gut|period|bladder|breathing|vision|hearing|"
    rf"allergies|asthma|sinus|hormones)"
    r"(?:'s| is| are| has| have|'ve|'re)?(?: been| feels?| felt| keeps?| getting)*(?: (?:really|all|so|just|kind of|"
    r"super|a bit|a little|pretty))* (?:messed up|upset|weird|funny|off|bad|awful|terrible|worse|irregular|late|tender"
    r"|on fire|clicking|giving out|locking up|giving me (?:trouble|grief|problems|a hard time)|troubling me|"
    r"giving (?:him|her) (?:trouble|problems)|stuffed up|blocked|plugged|clogged|ringing|running|dry|peeling|burning|"
    r"tingling|twisted|swelling(?: up)?|puffy|cramping|in knots|all over the place)\b(?:[^,.?!]*)",
    re.IGNORECASE,
)
_PREGNANT = re.compile(r"\b(?:think|might be|may be|could be|test says|found out)\b.{0,25}\bpregnant\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Complaint:
    """`text` was said at `start`."""

    text: str
    start: int


def names_part_of_body(text: str) -> bool:
    return _PART.search(text) is not None


def complaint(text: str) -> Complaint | None:
    """What troubles the caller, or whom she calls for; None where a clause tells of nothing of the kind."""
    if match := _HURTS.search(text):
        return Complaint(match.group().strip(), match.start())
    if match := _BARE.match(text.strip(" .,!?")):
        return Complaint(match.group(1), match.start(1))
    if match := _HAS.search(text):
        return Complaint(_ARTICLE.sub("", next(g for g in match.groups() if g).strip()), match.start())
    for pattern in (_INJURED, _SOME, _UPSET, _UNWELL, _WHEN_DOING, _LACKS, _PREGNANT):
        if match := pattern.search(text):
            return Complaint(match.group().strip(), match.start())
    return None
