"""Words without which a clause is not acted on, whatever the classifier says, and words that put it out of scope.

A classifier guesses; what it may start is held to words that anyone asking for it would use.
"""

from __future__ import annotations

import re

from voice_agent.understanding.intents.features import WHEN

_VISIT = (
    r"appointments?|appt|visits?|bookings?|booked|reservations?|slots?|sessions?|exam|check-?ups?|"
    r"cleaning|physical|procedure|consult\w*|follow-?up|rooms?|tables?|manicure|pedicure|massage|facial|"
    r"spa|"
    r"dinner|lunch|breakfast|treatment|haircut|stay|court|it|that|this|that one|mine|me|us|time|date|"
    r"dates|day|days|when|" + WHEN + r"|doctor|dr|dentist|therapist|service|number of \w+|details|amendments?|changes?|"
    r"one|check-?in|check-?out|bit|later|earlier"
)
_NEEDED: dict[str, tuple[str, ...]] = {
    "book": (
        r"^(?!.*\b(?:i've|ive|i|we|we've) (?:have |already )*(?:got|have|had|made|booked) (?:an?|the|my|"
        r"our) (?:[\w-]+ ){0,2}(?:bookings?|reservations?|appointments?|tables?|rooms?|massage)\b|"
        r".*\b(?:room service|check-?(?: ?in| ?out)|in (?:my|our|the) room)\b|any (?:free )?(?:tables?|"
        r"rooms?)\b|when is .* open)",
        r"\b(?:appointments?|appt|book\w*|re-?book|schedul\w*|reserv\w*|see|visit\w*|doctors?|dr|dentists?|"
        r"dental|physician|clinic|\w*therap\w*|counsel\w*|psych\w*|dermat\w*|gyn\w*|opht\w*|opto\w*|pediat\w*|"
        r"orthodon\w*|chiro\w*|podiat\w*|physio\w*|allergist|cardiolog\w*|specialist|nurse|hygienist|salons?|"
        r"saloons?|barber\w*|hair\w*|stylist|check-?up|check up|checked|cleaning|cleaned|exam\w*|physical|"
        r"vaccin\w*|"
        r"shots?|test|tested|x-?rays?|scan|screening|consult\w*|follow-?up|come in|be seen|openings?|open|"
        r"availab\w*|slots?|squeeze|fit me|rooms?|suites?|tables?|massage|facial|spa|manicure|treatment|"
        r"session|practitioner|"
        r"provider|look at my|filling|root canal|mammogram|ultrasound|blood|get in|cottage|court|teeth|tooth|"
        r"bring my|physicians|try again|make it|set (?:it |one |this |that )?up|meet|need one|for one|"
        r"find one|another one|one for)\b"
        rf"|\bfree (?:on|at|{WHEN}|slot|this)\b|\b(?:are|is) \w+(?: \w+)? free\b|\b(?:need|want|get|see|find|"
        rf"recommend|looking for|know) (?:me )?(?:someone|somebody|one|anyone|any)\b",
    ),
    "reschedule": (
        r"reschedul|chang|\bmov(?:e|ed|ing)\b|switch|shift|push|bump|postpon|re-?book|amend|modif|updat|"
        r"upgrad|another|different|forward|rearrang|alter|\badd\b|extend|shorten|earlier|later|"
        r"instead|swap|adjust|\bedit|\bput\b|larger|bigger|smaller|doesn't work|not work",
        rf"\b(?:{_VISIT})\b|^\W*\w+\W*$|reschedul|rebook",
    ),
    "cancel": (
        r"\bcancel(?!l?ed my)|\bcancel\w* (?:it|my|the|please)|cancell?ed$|cancell?ed and|be cancell?ed|"
        r"call(?:ed)? (?:it )?off|(?:won't|will not|can't|can not|cannot|isn't|is not|am not|i'm not) (?:be |"
        r"going to |gonna |able to )*(?:make|come|coming|attend|keep|there)|no longer|(?:do not|don't|"
        r"won't) (?:need|want)|"
        r"\b(?:take|get) (?:me|us|it|that|(?:my|our) \w+) off|delet|\bdrop|scrap|get rid|remov",
        rf"\b(?:{_VISIT}|make|come|coming|attend|keep|be there)\b|^\W*(?:please )?cancel\w*(?: please)?\W*$",
    ),
    "lookup": (
        r"appointment|visit|booking|booked|schedul|reservation|come in|coming in|seeing|\bsee |exam|session|"
        r"checkup|cleaning|physical|procedure|consult|supposed|follow",
    ),
    "confirm_visit": (
        r"confirm|i'?ll be|i will|i'm coming|i am coming|still (?:on|coming|good)|making it|be there|plan to|coming",
        rf"\b(?:{_VISIT}|be there|coming|keep|make|attend|reminder|call|text)\b",
    ),
    "waitlist": (
        r"wait(?:ing)?[ -]?list|cancell?ation|cancels|opens? up|opening|comes? up|frees? up|stand-?by|sooner|"
        r"becomes available",
    ),
    "register": (
        r"regist|sign(?:ed)? (?:me |my )?(?:\w+ )?up|enrol|new patient|become a patient|join|my records|a file|a chart",
        r"patient|practice|clinic|doctor|you|register|registration|sign|son|daughter|here|there",
    ),
    "alternatives": (
        r"\b(?:else|others?|another|different|earlier|later|sooner|alternativ\w*|more|next|none|neither|too|"
        r"don't|doesn't|can't|can not|cannot|not|rather|prefer|keep|instead|better|additional|closer|rest|"
        r"only|won't)\b",
    ),
    "handoff_asked": (
        r"^(?!.*\b(?:am i|are you|is this|is your|if you|whether you|you are|could you be|"
        r"would you call yourself)\b.*\b(?:person|human|robot|machine|bot|real|computer|ai)\b).*(?:speak|talk|"
        r"chat|transfer me|connect|\bput me|patch|human|\b(?:real|live|a|another|actual) person|person please|"
        r"\bagent|operator|representative|reception|front desk|manager|supervisor|call me back|ring me|"
        r"phone me|"
        r"staff|leave a message|take a message|robot|machine|customer (?:service|care)|\bdesk\b|a word|"
        r"colleague|call me$)",
    ),
    "handoff_billing": (
        r"\bbill|charg|\bpay|invoice|refund|\bowe|balance|statement|claim|receipt|account|money back|denied",
    ),
    "handoff_clinical": (
        r"nurse|medic|\bpills?|dose|dosage|symptom|normal|\bpain|rash|swell|swollen|fever|infect|antibiotic|"
        r"ibuprofen|tylenol|insulin|medical advice|side effect|results?|treat|allerg|dizzy|"
        r"wound|stitches|contagious|diagnos|wrong with|pregnan|cough|vomit|\bsick\b|hurt|prescri|cream|"
        r"\bdrops\b|anesthetic|aspirin|blood pressure",
    ),
    "handoff_complaint": (
        r"complain|unhappy|upset|angry|disappoint|furious|dissatisf|fed up|rude|unprofessional|ridiculous|"
        r"unacceptable|outrag|disgrace|terrible|awful|horrible|useless|worst|"
        r"waited|waiting|nobody|no one|third time|three times|\bsue you|lawyer|report you|messed|mixed up|"
        r"treated|discriminat|ignored|mistreat|careless|absurd|a joke|"
        r"(?<!\bi )(?<!\bi've )(?<!\bi have )lost my (?:records|appointment|results|"
        r"prescription|paperwork)",
    ),
    "handoff_other": (
        r"\b(?:speaks?|interpreter|translator|hablo|habla|español|espanol|inglés|ingles|necesito|quiero|"
        r"quisiera|cita|médico|ayuda|favor|hola|je|vous|voudrais|rendez|français|bonjour|ich|sprechen|brauche|"
        r"termin|deutsch|"
        r"guten|não|falo|preciso|consulta|português|non parlo|vorrei|bisogno|nie|czy|chciałbym|wizytę|govoryu|"
        r"nuzhen|shuo|không|hindi ako|calling from|this is the|from the|fax|referral|records|paperwork|job|"
        r"position|sales rep|vendor|reporter|press|recruiter|delivering|spanish|chinese|french|russian|"
        r"vietnamese|arabic|polish|korean|mandarin|portuguese)\b",
    ),
    "repeat": (
        r"^(?!.*\b(?:try|search|address|number|appointment|book|thanks|sorry (?:about|for|but))\b).*(?:repeat|"
        r"again|\bwhat|pardon|sorry|excuse|huh|hear|catch|understand|louder|slower|slow|more time|once more|"
        r"broke|cut out|speak up|breaking|quiet|garbled|last|\bget that)",
    ),
    "hold_on": (
        r"^(?!.*(?:second thought|at the moment|\badd\b)).*(?:\bhold\b|hang|\bwait|moment|"
        r"(?<!the )\bseconds?\b(?! one| option| time| slot| please)|"
        r"minute|"
        r"\bsec\b|bear with|let me (?:check|look|get|grab|find|see|think|ask|pull|open|talk)|\bi'll ask|"
        r"right back|stay|thinking|looking for my|calendar|driving|\bdoor\b|\bpen\b|need to check|"
        r"have to check|need time)",
    ),
    "abort": (
        r"forget|never ?mind|\bstop|changed my mind|don't|do not|\bnot\b|leave it|leave that|leave my|"
        r"keep (?:it|my)|skip|drop|scratch|later|another time|some other time|tomorrow|myself|quit|\bexit|"
        r"\bend\b|abort|undo|ignore|disregard|bother|hold off|go back|think about",
    ),
    "deny": (
        r"^(?!.*\b(?:don't|do not) (?:know|mind|care)\b).*(?:\bno\b|\bnot\b|n't\b|never|wrong|incorrect|false|"
        r"rather|later|wait|hold off|think (?:about|it)|decide|mistaken|undecided|get back|let you know|"
        r"another (?:time|day)|time|pass\b)",
    ),
    "done": (
        r"\ball\b|everything|nothing|\bset\b|done|finished|\bgood\b|need|\belse\b|enough|\bit$|fine|"
        r"no (?:more|further|other)",
    ),
    "goodbye": (r"bye|see y|later|take care|have a|night|\bgo\b|\brun\b|going|hang up|talk|soon|so long",),
    "thanks": (
        r"thank|thx|appreciate|helpful|grateful|kind|great (?:help|job|work)|bless|cheers|obliged|lifesaver|"
        r"star|awesome|helped",
    ),
    "restart": (r"^(?!.*\btry).*(?:over|again|restart|beginning|start|scratch|menu|reset|from the top|wrong|fresh)",),
    "ask": (
        r"^(?:and |so |but |also |yes |great |then )*(?:what|which|who|whose|where|when|why|how|do|does|did|"
        r"is|are|am|was|were|can|could|will|would|should|may|has|have|any)\b"
        r"|\b(?:address|number|phone|rating|rated|ratings?|reviews?|hours|tell me|give me|know|question|ask|"
        r"information|info|details|location|located|parking|cost|price|copay|where|what|how|website|email|"
        r"send me|wonder\w*|get|name|reputation|contact|share|stars?)\b",
    ),
}
_FOREIGN = re.compile(
    r"\b(?:flights?|planes?|airlines?|airports?|airfare|trains?|bus ticket|tickets?|taxis?|cabs?|uber|"
    r"lyft|rental cars?|rent a car|\bcars?|truck|suv|limo|rides?|oil change|tires?|brakes?|mechanic|"
    r"vehicle|engine|credit|debit|card|cards|bank|checking account|savings|account|accounts|subscription|"
    r"membership|alarms?|timers?|playlist|songs?|music|pizza|order|orders|package|deliver\w*|shipping|"
    r"vacation|pto|time off|days? off|401k|direct deposit|taxes|w-?2|payroll|paycheck|calendar|reminders?|"
    r"meetings?|conference|movies?|concert|visa|passport|luggage|travel\w*|"
    r"trip|todo|to do list|shopping list|groceries|thermostat|lights?|volume|password|wifi|router|apps?|"
    r"software|loan|mortgage|electric\w*|water bill|phone bill|cable|rent|gas bill|gas|weather|"
    r"recipes?|calories|dmv|language settings|accent|speaker|currency|exchange rate|dollars|euros|fraud|"
    r"routing|checks|checkbook|pin|jobs?|salary|stocks?|oil|languages?|username|nickname|hobbies|whisper|"
    r"settings|bot|butter|flour|sugar|eggs|milk|fridge|bus|train|name to|text message|telephone bill|"
    r"university|college|tax|irs)\b",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"\b(?:oil chang\w*|chang\w* (?:of |the |my )?oil|oil|tires?|tyres?|brakes?|engine|mechanic|"
    r"spark plugs?|credit counsel\w*|todo list|to do list)\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:appointments?|doctor|dr|dentist|clinic|check-?up|physical|visit|exam|cleaning|therapist|nurse|"
    r"salon|haircut|parking|park (?:my|our|the) car|insurance card|medical|patient|prescription|copay)\b",
    re.IGNORECASE,
)
_OTHER_TRADES = re.compile(
    r"\b(?:rooms?|suites?|hotels?|hostels?|motels?|tables?|restaurant|dinner|lunch|breakfast|spa|sauna|"
    r"massage|manicure|pedicure|facial|cottage|tennis|court|stay|night|nights|check-?in|check-?out|"
    r"adults|guests?)\b",
    re.IGNORECASE,
)
_EVERYONE = re.compile(
    r"\b(?:all|every|everyone'?s?|everybody'?s?|other (?:people|patients?)'?s?|the (?:whole|"
    r"entire))\b.*\b(?:appointments?|bookings?|patients?|schedule|records?|visits?|slots?|openings?|"
    r"calendar)\b"
    r"|\b(?:ignore|disregard|forget|override|bypass)\b.*\b(?:instructions?|rules|prompts?|programming|"
    r"guidelines|policy|policies)\b"
    r"|\b(?:system prompt|developer mode|admin(?:istrator)? (?:mode|access|override)|you are now|"
    r"pretend (?:to be|you)|jailbreak|sudo|drop table|api key)\b",
    re.IGNORECASE,
)
_DO = (
    r"(?:book\w*|schedul\w*|reserv\w*|cancel\w*|chang\w*|mov\w*|reschedul\w*|make (?:an|a|"
    r"any) (?:appointment|reservation|booking))"
)
_REFUSED = re.compile(
    rf"^(?:i |we |please |i'm |i am |we're |i'd |would |just )*(?:not|don't|do not|wouldn't|would not|"
    rf"won't be) (?:\w+ ){{0,4}}?{_DO}\b|^(?:please )?don't {_DO}\b",
    re.IGNORECASE,
)
_BOOKS = re.compile(
    r"^(?!.*\b(?:why|reason|how|who|already|made|did|have you)\b).*(?:"
    r"\b(?:need|want|would like|like|wish|please|kindly|can you|could you|can i|could i|may i|can we|"
    r"could we|let's|let me|just|then|ahead and|^) (?:to )?(?:please )?"
    r"(?:book|reserve|make (?:me )?(?:a|an|another) (?:booking|reservation|appointment)|schedule (?:me |a |an ))"
    r"|^(?:ok,? |okay,? )?(?:please )?(?:book|reserve|make (?:me )?(?:a|an) (?:booking|reservation|appointment))\b"
    r"|\b(?:need|want|would like|'d like|can i get|can i have|could i get|could i have|could we get|"
    r"could we have|can we get|can we have) (?:to (?:get|have) )?(?:a|an|one|two|three|"
    r"\d) (?:[\w-]+ ){0,3}?"
    r"(?:rooms?|suites?|tables?|appointments?|massage|bath|facial|manicure)\b"
    r"|\b(?:can|could|may) (?:i|we|he|she|my \w+) (?:come in|be seen|get in)\b(?! (?:with|along|together)\b)"
    r"|\b(?:need|want|would like|'d like|looking) to stay (?:(?:in|at|with|from|today|tonight|here)\b|"
    r".* (?:room|suite|hotel)\b)"
    r"|^(?:a |the )?(?:[\w-]+ )?tables? for\b|\b(?:room|table|suite) must be (?:free|available)\b|"
    r"^(?:a )?rooms? from\b)",
    re.IGNORECASE,
)
_HELD = (
    r"(?:appointments?|visits?|bookings?|reservations?|slots?|sessions?|consultation|exam|check-?ups?|"
    r"cleaning|physical|procedure|rooms?|tables?|treatment)"
)
_ASKING = (
    r"^(?:(?:hi|hello|so|and|but|please|kindly|just|can|could|would|may|you|i|we|we'd|i'd|i'm|me|let|to|"
    r"like|want|need|have|wish|calling|sorry|ok|okay|actually|going|wanted|am|would|also|then|go|ahead|"
    r"must|let's),? )*"
)
_CANCELS = re.compile(
    rf"{_ASKING}(?:cancel|call off|drop|delete|scrap)(?:(?: please)?$| (?:it|that|this|that one|this one|mine|"
    rf"the whole thing)(?: please)?$| (?:all |both )?(?:of )?(?:my|our|the|this|that|today's|"
    rf"tomorrow's) (?:[\w':]+ ){{0,4}}?{_HELD}\b)",
    re.IGNORECASE,
)
_MOVES = re.compile(
    rf"{_ASKING}(?:reschedule|re-schedule|move|change|push back|push|shift|postpone|rebook|switch|modify|"
    rf"amend|rearrange) (?:my|our|the|this|that) (?:[\w':]+ ){{0,4}}?{_HELD}\b",
    re.IGNORECASE,
)
_ASKS_FOR_STAFF = re.compile(
    rf"{_ASKING}(?:much |very )*(?:speak|talk|chat|transfer me|connect me|put me through|"
    rf"patch me through) (?:directly )?(?:to|with) (?:(?:the|a|an|your|some|any|one of the|another|"
    rf"somebody|someone)\b)"
    r"(?!.*\b(?:doctor|dr|dentist|physician|therap\w*|counsel\w*|psych\w*|specialist|nurse|pharmacist|"
    r"practitioner|billing|accounts|bill)\b)",
    re.IGNORECASE,
)
_WHAT_IF = re.compile(
    r"^(?:and |so )*what (?:happens|do i do|should i do) (?:if|when) (?:i|we)(?:'m| am|'re| are)? (?:\w+ )?late\b"
    r"|^(?:and |so )*where (?:can|do|could|should) (?:i|we) park\b",
    re.IGNORECASE,
)
"""Questions about how the clinic does things."""
_WHEN_DUE = re.compile(
    r"\b(?:tell me|know|check|see) when (?:i|we|my \w+|he|she) (?:has|have|needs?|am|is) (?:supposed )?to come in\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^(?:(?:a|an|one|two|three|four|single|double|family|twin|large|small|big|"
    r"\d+) )+(?:[\w-]+ )?(?:rooms?|suites?|people|adults|persons?|guests)\b|^rooms? for\b",
    re.IGNORECASE,
)
_MINE = re.compile(r"\b(?:all|both) (?:of )?(?:my|our)\b", re.IGNORECASE)
ACTIONS = frozenset(
    {
        "book",
        "reschedule",
        "cancel",
        "lookup",
        "confirm_visit",
        "waitlist",
        "register",
        "handoff_asked",
        "handoff_billing",
        "handoff_complaint",
    }
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
    if _WHAT_IF.search(text):
        return "ask"
    if _WHEN_DUE.search(text):
        return "lookup"
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
