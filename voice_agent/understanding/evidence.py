"""Words without which a clause is not acted on, whatever the classifier says, and words that put it out of scope.

A classifier guesses; what it may start is held to words that anyone asking for it would use.
"""

from __future__ import annotations

import re

from voice_agent.understanding.intents.features import WHEN

_VISIT = (
    r"appointments?|appt|visits?|bookings?|booked|reservations?|slots?|sessions?|exam|check-?ups?|cleaning|physical|procedure|consult\w*|follow-?up|rooms?|tables?|manicure|pedicure|massage|facial|spa|"
    r"dinner|lunch|breakfast|treatment|haircut|stay|court|it|that|this|that one|mine|me|us|time|date|dates|day|days|when|" + WHEN + r"|doctor|dr|dentist|therapist|service|number of \w+|details|amendments?|changes?|"
    r"one|check-?in|check-?out|bit|later|earlier"
)
_NEEDED: dict[str, tuple[str, ...]] = {
    "book": (
        r"^(?!.*\b(?:i've|ive|i|we|we've) (?:have |already )*(?:got|have|had|made|booked) (?:an?|the|my|our) (?:[\w-]+ ){0,2}(?:bookings?|reservations?|appointments?|tables?|rooms?|massage)\b|.*\b(?:room service|check-?(?: ?in| ?out)|in (?:my|our|the) room)\b|any (?:free )?(?:tables?|rooms?)\b|when is .* open)",
        r"\b(?:appointments?|appt|book\w*|re-?book|schedul\w*|reserv\w*|see|visit\w*|doctors?|dr|dentists?|dental|physician|clinic|\w*therap\w*|counsel\w*|psych\w*|dermat\w*|gyn\w*|opht\w*|opto\w*|pediat\w*|"
        r"orthodon\w*|chiro\w*|podiat\w*|physio\w*|allergist|cardiolog\w*|specialist|nurse|hygienist|salons?|saloons?|barber\w*|hair\w*|stylist|check-?up|check up|checked|cleaning|cleaned|exam\w*|physical|vaccin\w*|"
        r"shots?|test|tested|x-?rays?|scan|screening|consult\w*|follow-?up|come in|be seen|openings?|open|availab\w*|slots?|squeeze|fit me|rooms?|suites?|tables?|massage|facial|spa|manicure|treatment|session|practitioner|"
        r"provider|look at my|filling|root canal|mammogram|ultrasound|blood|get in|cottage|court|teeth|tooth|bring my|physicians|try again|make it|set (?:it |one |this |that )?up|meet|need one|for one|find one|another one|one for)\b"
        rf"|\bfree (?:on|at|{WHEN}|slot|this)\b|\b(?:are|is) \w+(?: \w+)? free\b|\b(?:need|want|get|see|find|recommend|looking for|know) (?:me )?(?:someone|somebody|one|anyone|any)\b",
    ),
    "reschedule": (
        r"reschedul|chang|\bmov(?:e|ed|ing)\b|switch|shift|push|bump|postpon|re-?book|amend|modif|updat|upgrad|another|different|forward|rearrang|alter|\badd\b|extend|shorten|earlier|later|"
        r"instead|swap|adjust|\bedit|\bput\b|larger|bigger|smaller|doesn't work|not work",
        rf"\b(?:{_VISIT})\b|^\W*\w+\W*$|reschedul|rebook",
    ),
    "cancel": (
        r"\bcancel(?!l?ed my)|\bcancel\w* (?:it|my|the|please)|cancell?ed$|cancell?ed and|be cancell?ed|call(?:ed)? (?:it )?off|(?:won't|will not|can't|can not|cannot|isn't|is not|am not|i'm not) (?:be |going to |gonna |able to )*(?:make|come|coming|attend|keep|there)|no longer|(?:do not|don't|won't) (?:need|want)|"
        r"\b(?:take|get) (?:me|us) off|delet|\bdrop|scrap|get rid|remov",
        rf"\b(?:{_VISIT}|make|come|coming|attend|keep|be there)\b|^\W*(?:please )?cancel\w*(?: please)?\W*$",
    ),
    "lookup": (
        r"appointment|visit|booking|booked|schedul|reservation|come in|coming in|seeing|\bsee |exam|session|checkup|cleaning|physical|procedure|consult|supposed|follow",
    ),
    "confirm_visit": (r"confirm|i'?ll be|i will|i'm coming|i am coming|still (?:on|coming|good)|making it|be there|plan to|coming", rf"\b(?:{_VISIT}|be there|coming|keep|make|attend|reminder|call|text)\b"),
    "waitlist": (r"wait(?:ing)?[ -]?list|cancell?ation|cancels|opens? up|opening|comes? up|frees? up|stand-?by|sooner|becomes available",),
    "register": (r"regist|sign(?:ed)? (?:me |my )?(?:\w+ )?up|enrol|new patient|become a patient|join|my records|a file|a chart", r"patient|practice|clinic|doctor|you|register|registration|sign|son|daughter|here|there"),
    "alternatives": (
        r"\b(?:else|others?|another|different|earlier|later|sooner|alternativ\w*|more|next|none|neither|too|don't|doesn't|can't|can not|cannot|not|rather|prefer|keep|instead|better|additional|closer|rest|only|won't)\b",
    ),
    "handoff_asked": (
        r"^(?!.*\b(?:am i|are you|is this|is your|if you|whether you|you are|could you be|would you call yourself)\b.*\b(?:person|human|robot|machine|bot|real|computer|ai)\b).*(?:speak|talk|chat|transfer me|connect|\bput me|patch|human|\b(?:real|live|a|another|actual) person|person please|\bagent|operator|representative|reception|front desk|manager|supervisor|call me back|ring me|phone me|"
        r"staff|leave a message|take a message|robot|machine|customer (?:service|care)|\bdesk\b|a word|colleague|call me$)",
    ),
    "handoff_billing": (r"\bbill|charg|\bpay|invoice|refund|\bowe|balance|statement|claim|receipt|account|money back|denied",),
    "handoff_clinical": (
        r"nurse|medic|\bpills?|dose|dosage|symptom|normal|\bpain|rash|swell|swollen|fever|infect|antibiotic|ibuprofen|tylenol|insulin|medical advice|side effect|results?|treat|allerg|dizzy|"
        r"wound|stitches|contagious|diagnos|wrong with|pregnan|cough|vomit|\bsick\b|hurt|prescri|cream|\bdrops\b|anesthetic|aspirin|blood pressure",
    ),
    "handoff_complaint": (
        r"complain|unhappy|upset|angry|disappoint|furious|dissatisf|fed up|rude|unprofessional|ridiculous|unacceptable|outrag|disgrace|terrible|awful|horrible|useless|worst|"
        r"waited|waiting|nobody|no one|third time|three times|\bsue you|lawyer|report you|messed|mixed up|treated|discriminat|ignored|mistreat|careless|absurd|a joke|lost my (?:records|appointment|results|prescription|paperwork)",
    ),
    "handoff_other": (
        r"\b(?:speaks?|interpreter|translator|hablo|habla|español|espanol|inglés|ingles|necesito|quiero|quisiera|cita|médico|ayuda|favor|hola|je|vous|voudrais|rendez|français|bonjour|ich|sprechen|brauche|termin|deutsch|"
        r"guten|não|falo|preciso|consulta|português|non parlo|vorrei|bisogno|nie|czy|chciałbym|wizytę|govoryu|nuzhen|shuo|không|hindi ako|calling from|this is the|from the|fax|referral|records|paperwork|job|"
        r"position|sales rep|vendor|reporter|press|recruiter|delivering|spanish|chinese|french|russian|vietnamese|arabic|polish|korean|mandarin|portuguese)\b",
    ),
    "repeat": (
        r"^(?!.*\b(?:try|search|address|number|appointment|book|thanks|sorry (?:about|for|but))\b).*(?:repeat|again|\bwhat|pardon|sorry|excuse|huh|hear|catch|understand|louder|slower|slow|more time|once more|broke|cut out|speak up|breaking|quiet|garbled|last|\bget that)",
    ),
    "hold_on": (
        r"^(?!.*(?:second thought|at the moment|\badd\b)).*(?:\bhold\b|hang|\bwait|moment|second|minute|\bsec\b|bear with|let me (?:check|look|get|grab|find|see|think|ask|pull|open|talk)|\bi'll ask|right back|stay|thinking|looking for my|calendar|driving|\bdoor\b|\bpen\b|need to check|have to check|need time)",
    ),
    "abort": (
        r"forget|never ?mind|\bstop|changed my mind|don't|do not|\bnot\b|leave it|leave that|leave my|keep (?:it|my)|skip|drop|scratch|later|another time|some other time|tomorrow|myself|quit|\bexit|\bend\b|abort|undo|ignore|disregard|bother|hold off|go back|think about",
    ),
    "deny": (r"^(?!.*\b(?:don't|do not) (?:know|mind|care)\b).*(?:\bno\b|\bnot\b|n't\b|never|wrong|incorrect|false|rather|later|wait|hold off|think (?:about|it)|decide|mistaken|undecided|get back|let you know|another (?:time|day)|time|pass\b)",),
    "done": (r"\ball\b|everything|nothing|\bset\b|done|finished|\bgood\b|need|\belse\b|enough|\bit$|fine|no (?:more|further|other)",),
    "goodbye": (r"bye|see y|later|take care|have a|night|\bgo\b|\brun\b|going|hang up|talk|soon|so long",),
    "thanks": (r"thank|thx|appreciate|helpful|grateful|kind|great (?:help|job|work)|bless|cheers|obliged|lifesaver|star|awesome|helped",),
    "restart": (r"^(?!.*\btry).*(?:over|again|restart|beginning|start|scratch|menu|reset|from the top|wrong|fresh)",),
    "ask": (
        r"^(?:and |so |but |also |yes |great |then )*(?:what|which|who|whose|where|when|why|how|do|does|did|is|are|am|was|were|can|could|will|would|should|may|has|have|any)\b"
        r"|\b(?:address|number|phone|rating|rated|ratings?|reviews?|hours|tell me|give me|know|question|ask|information|info|details|location|located|parking|cost|price|copay|where|what|how|website|email|send me|wonder\w*|get|name|reputation|contact|share|stars?)\b",
    ),
}
_FOREIGN = re.compile(
    r"\b(?:flights?|planes?|airlines?|airports?|airfare|trains?|bus ticket|tickets?|taxis?|cabs?|uber|lyft|rental cars?|rent a car|\bcars?|truck|suv|limo|rides?|oil change|tires?|brakes?|mechanic|"
    r"vehicle|engine|credit|debit|card|cards|bank|checking account|savings|account|accounts|subscription|membership|alarms?|timers?|playlist|songs?|music|pizza|order|orders|package|deliver\w*|shipping|"
    r"vacation|pto|time off|days? off|401k|direct deposit|taxes|w-?2|payroll|paycheck|calendar|reminders?|meetings?|conference|movies?|concert|visa|passport|luggage|travel\w*|"
    r"trip|todo|to do list|shopping list|groceries|thermostat|lights?|volume|password|wifi|router|apps?|software|loan|mortgage|electric\w*|water bill|phone bill|cable|rent|gas bill|gas|weather|"
    r"recipes?|calories|dmv|language settings|accent|speaker|currency|exchange rate|dollars|euros|fraud|routing|checks|checkbook|pin|jobs?|salary|stocks?|oil|languages?|username|nickname|hobbies|whisper|settings|bot|butter|flour|sugar|eggs|milk|fridge|bus|train|name to|text message|telephone bill|university|college|tax|irs)\b",
    re.IGNORECASE,
)
_NEVER = re.compile(r"\b(?:oil chang\w*|chang\w* (?:of |the |my )?oil|oil|tires?|tyres?|brakes?|engine|mechanic|spark plugs?|credit counsel\w*|todo list|to do list)\b", re.IGNORECASE)
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
_DO = r"(?:book\w*|schedul\w*|reserv\w*|cancel\w*|chang\w*|mov\w*|reschedul\w*|make (?:an|a|any) (?:appointment|reservation|booking))"
_REFUSED = re.compile(
    rf"^(?:i |we |please |i'm |i am |we're |i'd |would |just )*(?:not|don't|do not|wouldn't|would not|won't be) (?:\w+ ){{0,4}}?{_DO}\b|^(?:please )?don't {_DO}\b", re.IGNORECASE
)
_BOOKS = re.compile(
    r"^(?!.*\b(?:why|reason|how|who|already|made|did|have you)\b).*(?:"
    r"\b(?:need|want|would like|like|wish|please|kindly|can you|could you|can i|could i|may i|can we|could we|let's|let me|just|then|ahead and|^) (?:to )?(?:please )?"
    r"(?:book|reserve|make (?:me )?(?:a|an|another) (?:booking|reservation|appointment)|schedule (?:me |a |an ))"
    r"|^(?:ok,? |okay,? )?(?:please )?(?:book|reserve|make (?:me )?(?:a|an) (?:booking|reservation|appointment))\b"
    r"|\b(?:need|want|would like|'d like|can i get|can i have|could i get|could i have|could we get|could we have|can we get|can we have) (?:to (?:get|have) )?(?:a|an|one|two|three|\d) (?:[\w-]+ ){0,3}?"
    r"(?:rooms?|suites?|tables?|appointments?|massage|bath|facial|manicure)\b"
    r"|\b(?:need|want|would like|'d like|looking) to stay (?:(?:in|at|with|from|today|tonight|here)\b|.* (?:room|suite|hotel)\b)"
    r"|^(?:a |the )?(?:[\w-]+ )?tables? for\b|\b(?:room|table|suite) must be (?:free|available)\b|^(?:a )?rooms? from\b)",
    re.IGNORECASE,
)
_HELD = r"(?:appointments?|visits?|bookings?|reservations?|slots?|sessions?|consultation|exam|check-?ups?|cleaning|physical|procedure|rooms?|tables?|treatment)"
_ASKING = r"^(?:(?:hi|hello|so|and|but|please|kindly|just|can|could|would|may|you|i|we|we'd|i'd|i'm|me|let|to|like|want|need|have|wish|calling|sorry|ok|okay|actually|going|wanted|am|would|also|then|go|ahead|must|let's),? )*"
_CANCELS = re.compile(
    rf"{_ASKING}(?:cancel|call off|drop|delete|scrap)(?: (?:it|that|this|that one|this one|mine|the whole thing)(?: please)?$| (?:all |both )?(?:of )?(?:my|our|the|this|that|today's|tomorrow's) (?:[\w':]+ ){{0,4}}?{_HELD}\b)",
    re.IGNORECASE,
)
_MOVES = re.compile(
    rf"{_ASKING}(?:reschedule|re-schedule|move|change|push back|push|shift|postpone|rebook|switch|modify|amend|rearrange) (?:my|our|the|this|that) (?:[\w':]+ ){{0,4}}?{_HELD}\b", re.IGNORECASE
)
_ASKS_FOR_STAFF = re.compile(
    rf"{_ASKING}(?:much |very )*(?:speak|talk|chat|transfer me|connect me|put me through|patch me through) (?:directly )?(?:to|with) (?:(?:the|a|an|your|some|any|one of the|another|somebody|someone)\b)"
    r"(?!.*\b(?:doctor|dr|dentist|physician|therap\w*|counsel\w*|psych\w*|specialist|nurse|pharmacist|practitioner|billing|accounts|bill)\b)", re.IGNORECASE
)
_BARE = re.compile(
    r"^(?:(?:a|an|one|two|three|four|single|double|family|twin|large|small|big|\d+) )+(?:[\w-]+ )?(?:rooms?|suites?|people|adults|persons?|guests)\b|^rooms? for\b", re.IGNORECASE
)
_MINE = re.compile(r"\b(?:all|both) (?:of )?(?:my|our)\b", re.IGNORECASE)
ACTIONS = frozenset(
    {"book", "reschedule", "cancel", "lookup", "confirm_visit", "waitlist", "register", "handoff_asked", "handoff_billing", "handoff_complaint"}
)
"""Labels that do something to the calendar or to staff's time."""
_COMPILED = {label: [re.compile(pattern, re.IGNORECASE) for pattern in patterns] for label, patterns in _NEEDED.items()}


def supports(label: str, text: str) -> bool:
    """Does the clause (days and times masked) have the words that someone asking for this would use?

    True for labels that need none.
    """
    return all(pattern.search(text) for pattern in _COMPILED.get(label, ()))


def is_refused(text: str) -> bool:
    """Does the clause say that something is not to be done ("I don't want to book it")?"""
    return _REFUSED.search(text) is not None


def told(text: str) -> str | None:
    """The task that the clause asks for in so many words, if it does."""
    if _CANCELS.search(text):
        return "cancel"
    if _MOVES.search(text):
        return "reschedule"
    if _ASKS_FOR_STAFF.search(text):
        return "handoff_asked"
    return "book" if _BOOKS.search(text) else None


def is_bare(text: str) -> bool:
    """Is it only a thing and its particulars ("a double room with a view"), which answers rather than asks?"""
    return _BARE.search(text) is not None


def is_foreign(text: str) -> bool:
    """Is the clause about things that no clinic, salon or hotel desk books or changes?"""
    return _NEVER.search(text) is not None or (_FOREIGN.search(text) is not None and _OWN.search(text) is None)


def is_other_trade(text: str) -> bool:
    """Is it about rooms, tables and treatments, which a clinic has not?"""
    return _OTHER_TRADES.search(text) is not None and _OWN.search(text) is None


def is_attack(text: str) -> bool:
    """Is it about everybody's visits, or about the agent's instructions?"""
    return _EVERYONE.search(text) is not None and _MINE.search(text) is None
