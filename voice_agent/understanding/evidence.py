"""Words without which a clause is not acted on, whatever the classifier says, and words that put it out of scope.

A classifier guesses; what it may start is held to words that anyone asking for it would use.
"""

from __future__ import annotations

import re

_NEEDED = {
    "book": r"appointment|appt|book|schedul|reserv|\bsee\b|\bvisit|doctor|\bdr\b|dentist|dental|physician|clinic|therap|counsel|psych|dermat|gyn|opht|pediat|specialist|nurse|hygienist|"
    r"salon|barber|hair|stylist|check|clean|exam|physical|vaccin|\bshots?\b|test|\bx-?ray|scan|screening|consult|follow|come in|be seen|opening|availab|\bslot|\bfree\b|squeeze|fit me|"
    r"\broom|\bsuite|\btable|\bstay|massage|facial|spa\b|manicure|treatment|session|practitioner|provider|optom|orthodon|chiro|podiat|physio|look at my|\bfilling|root canal|"
    r"mammogram|ultrasound|blood|\bin with\b|\bit for\b|\bone\b|cottage|court|dinner|lunch|breakfast|\bteeth\b|\btooth|set (?:it |one |this |that )?up|someone|somebody|make it|\bbring\b",
    "reschedule": r"reschedul|chang|\bmov(?:e|ed|ing)\b|switch|shift|push|bump|postpon|rebook|re-book|amend|modif|updat|upgrad|another (?:day|time|date)|different (?:day|time|date)|"
    r"forward|rearrang|alter|\badd\b|extend|shorten|earlier|later|instead|swap|more people|adjust|edit|\bput\b|larger|bigger|smaller|come .* instead|doesn't work",
    "cancel": r"cancel|call(?:ed)? (?:it )?off|won'?t (?:be |make |come|attend)|will not (?:be |make |come)|can'?t (?:make|come|be|attend|keep)|cannot (?:make|come|be|attend|keep)|not (?:be )?(?:coming|able|going)|"
    r"no longer (?:need|want)|don'?t (?:need|want)|do not (?:need|want)|won'?t need|\b(?:take|get) (?:me|us) off|delet|\bdrop|scrap|get rid|remov|isn't able|call-?off",
    "lookup": r"appointment|visit|booking|booked|scheduled?|reservation|come in|coming in|seeing|see |exam|session|checkup|cleaning|physical|procedure|consult|supposed|follow",
    "confirm_visit": r"confirm|i'?ll be there|i will|i'm coming|still (?:on|coming|good)|making it|be there|plan to|coming",
    "waitlist": r"wait(?:ing)?[ -]?list|cancell?ation|cancels|opens? up|opening|comes up|frees? up|standby|stand-by|sooner|becomes available|waitlist",
    "register": r"regist|sign(?:ed)? (?:me |up|my )|sign up|enrol|new patient|become a patient|join|records|file|chart|transfer",
    "alternatives": r"else|other|another|different|earlier|later|sooner|alternativ|more|next|none|neither|too |don't|doesn't|can't|cannot|rather|prefer|not |keep looking|instead|again|something|better",
    "handoff_asked": r"speak|talk|chat|transfer|connect|\bput me|patch|human|person|\bagent|operator|representative|reception|front desk|someone|somebody|manager|supervisor|call me back|ring me|"
    r"staff|message|robot|machine|customer (?:service|care)|people|\bdesk\b|a word|help me|colleague",
    "handoff_billing": r"\bbill|charg|\bpay|invoice|refund|\bowe|balance|statement|claim|receipt|account|money back|denied",
    "handoff_clinical": r"nurse|medic|pill|dose|dosage|take|taking|symptom|normal|safe|pain|rash|swell|fever|infect|antibiotic|ibuprofen|tylenol|insulin|advice|side effect|results?|treat|allerg|dizzy|"
    r"wound|stitches|contagious|diagnos|wrong with|pregnan|cough|vomit|sick|hurt|prescri|cream|drops|worr|exercise|anesthetic|aspirin",
    "handoff_complaint": r"complain|unhappy|upset|angry|disappoint|furious|dissatisf|fed up|rude|unprofessional|ridiculous|unacceptable|outrag|disgrace|terrible|awful|horrible|useless|worst|"
    r"waited|waiting|nobody|no one|third time|three times|sue|lawyer|report|messed|lost|mixed up|treated|discriminat|ignored|mistreat|careless|absurd|joke|called",
}
_FOREIGN = re.compile(
    r"\b(?:flights?|planes?|airlines?|airports?|airfare|trains?|bus ticket|tickets?|taxis?|cabs?|uber|lyft|rental cars?|rent a car|\bcars?|truck|suv|limo|rides?|oil change|tires?|brakes?|mechanic|"
    r"vehicle|engine|credit|debit|card|cards|bank|checking|savings|account|accounts|subscription|membership|alarms?|timers?|playlist|songs?|music|pizza|order|orders|package|deliver\w*|shipping|"
    r"vacation|pto|time off|days? off|401k|direct deposit|taxes|w-?2|payroll|paycheck|calendar|reminders?|meetings?|conference|movies?|concert|visa|passport|luggage|travel\w*|"
    r"trip|todo|to do list|shopping list|groceries|thermostat|lights?|volume|password|wifi|router|apps?|software|loan|mortgage|electric\w*|water bill|phone bill|cable|rent|gas bill|gas|weather|"
    r"recipes?|calories|dmv|language settings|accent|speaker|currency|exchange rate|dollars|euros|fraud|routing|checks|checkbook|pin|jobs?|salary|stocks?)\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:appointments?|doctor|dr|dentist|clinic|check-?up|physical|visit|exam|cleaning|therapist|nurse|salon|haircut|insurance card|medical|patient|prescription|copay)\b", re.IGNORECASE
)
_OTHER_TRADES = re.compile(
    r"\b(?:rooms?|suites?|hotels?|hostels?|motels?|tables?|restaurant|dinner|lunch|breakfast|spa|sauna|massage|manicure|pedicure|facial|cottage|tennis|court|stay|night|nights|check-?in|check-?out|"
    r"adults|guests?)\b",
    re.IGNORECASE,
)
_EVERYONE = re.compile(
    r"\b(?:all|every|everyone'?s?|everybody'?s?|other (?:people|patients?)'?s?|the (?:whole|entire))\b.*\b(?:appointments?|bookings?|patients?|schedule|records?|visits?|slots?|openings?|calendar)\b"
    r"|\b(?:ignore|disregard|forget|override|bypass)\b.*\b(?:instructions?|rules|prompts?|programming|guidelines|policy|policies)\b"
    r"|\b(?:system prompt|developer mode|admin(?:istrator)? (?:mode|access|override)|you are now|pretend (?:to be|you)|jailbreak|sudo|drop table|api key)\b",
    re.IGNORECASE,
)
_MINE = re.compile(r"\b(?:all|both) (?:of )?(?:my|our)\b", re.IGNORECASE)
ACTIONS = frozenset(
    {"book", "reschedule", "cancel", "lookup", "confirm_visit", "waitlist", "register", "handoff_asked", "handoff_billing", "handoff_complaint"}
)
"""Labels that do something to the calendar or to staff's time."""
_COMPILED = {label: re.compile(pattern, re.IGNORECASE) for label, pattern in _NEEDED.items()}


def supports(label: str, text: str) -> bool:
    """Does the clause have a word that someone asking for this would use? True for labels that need none."""
    pattern = _COMPILED.get(label)
    return pattern is None or pattern.search(text) is not None


def is_foreign(text: str) -> bool:
    """Is the clause about things that no clinic, salon or hotel desk books or changes?"""
    return _FOREIGN.search(text) is not None and _OWN.search(text) is None


def is_other_trade(text: str) -> bool:
    """Is it about rooms, tables and treatments, which a clinic has not?"""
    return _OTHER_TRADES.search(text) is not None and _OWN.search(text) is None


def is_attack(text: str) -> bool:
    """Is it about everybody's visits, or about the agent's instructions?"""
    return _EVERYONE.search(text) is not None and _MINE.search(text) is None
