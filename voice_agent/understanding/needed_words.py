"""The words without which a label is not believed: for each, patterns that must all be found in the clause."""

from __future__ import annotations

from voice_agent.understanding.intents.features import WHEN

_VISIT = (
    r"appointments?|appt|visits?|bookings?|booked|reservations?|slots?|"
    r"sessions?|exam|check-?ups?|cleaning|physical|procedure|consult\w*|"
    r"follow-?up|rooms?|tables?|manicure|pedicure|massage|facial|spa|dinner"
    r"|lunch|breakfast|treatment|haircut|stay|court|it|that|this|that one|"
    r"mine|me|us|time|date|dates|day|days|when|" + WHEN + r"|thing|bloods|physio|jab|check|"
    r"doctor|dr|dentist|therapist|service|number of \w+|details|amendments?|changes?|"
    r"one|check-?in|check-?out|bit|later|earlier"
)
NEEDED: dict[str, tuple[str, ...]] = {
    "book": (
        r"^(?!.*\b(?:i've|ive|i|we|we've) (?:have |already )*(?:got|have|had|made|booked) (?:an?|the|my|"
        r"our) (?:[\w-]+ ){0,2}(?:bookings?|reservations?|appointments?|check-?ups?|tables?|rooms?|massage)\b|"
        r".*\b(?:room service|check-?(?: ?in| ?out)|in (?:my|our|the) room)\b|any (?:free )?(?:tables?|"
        r"rooms?)\b|when is .* open)",
        r"\b(?:appointments?|appt|book\w*|re-?book|schedul\w*|reserv\w*|see|visit\w*|doctors?|dr|dentists?|dental|"
        r"physician|clinic|\w*therap\w*|counsel\w*|psych\w*|dermat\w*|gyn\w*|opht\w*|opto\w*|pediat\w*|orthodon\w*|"
        r"chiro\w*|podiat\w*|physio\w*|allergist|cardiolog\w*|specialist|nurse|hygienist|salons?|saloons?|barber\w*|"
        r"hair\w*|stylist|check-?up|check up|checked|cleaning|cleaned|exam\w*|physical|vaccin\w*|shots?|test|tested|"
        r"x-?rays?|scan|screening|consult\w*|follow-?up|come in|be seen|openings?|open|availab\w*|slots?|squeeze|"
        r"fit me|rooms?|suites?|tables?|massage|facial|spa|manicure|treatment|session|practitioner|provider|look at|"
        r"filling|medical|physio\w*|bloods|jab|seen|root canal|mammogram|ultrasound|blood|get in|cottage|court|teeth|"
        r"tooth|bring my|physicians|try again|make it|set (?:it |one |this |that )?up|meet|need one|for one|find one|"
        r"another one|one for)\b"
        rf"|\bfree (?:on|at|{WHEN}|slot|this)\b|\b(?:are|is) \w+(?: \w+)? free\b|"
        rf"\b(?:need|want|get|see|find|recommend|looking for|know) (?:me )?(?:someone|somebody|one|anyone|any)\b",
    ),
    "reschedule": (
        r"reschedul|chang|\bmov(?:e|ed|ing)\b|switch|shift|push|bump|postpon|re-?book|amend|modif|updat|"
        r"upgrad|another|different|forward|rearrang|alter|\badd\b|extend|shorten|earlier|later|"
        r"instead|swap|sooner|delay|adjust|\bedit|\bput\b|larger|bigger|smaller|doesn't work|not work",
        rf"\b(?:{_VISIT})\b|^\W*\w+\W*$|reschedul|rebook",
    ),
    "cancel": (
        r"\bcancel(?!l?ed my)|\bcancel\w* (?:it|my|the|please)|cancell?ed$|cancell?ed and|be cancell?ed|"
        r"call(?:ed)? (?:it )?off|(?:won't|will not|can't|can not|cannot|isn't|is not|am not|i'm not) (?:be |"
        r"going to |gonna |able to )*(?:make|come|coming|attend|keep|there)|no longer|(?:do not|don't|"
        r"won't) (?:need|want)|"
        r"\b(?:take|get|strike|cross) (?:me|us|him|her|it|that|(?:my|our) \w+) off|delet|\bdrop|scrap|get rid|remov",
        rf"\b(?:{_VISIT}|make|come|coming|attend|keep|be there)\b|^\W*(?:please )?cancel\w*(?: please)?\W*$",
    ),
    "lookup": (
        r"appointment|visit|booking|booked|schedul|reservation|come in|coming in|seeing|\bsee |exam|session|"
        r"checkup|cleaning|physical|procedure|consult|supposed|follow|"
        r"(?:don't|can't|do not|cannot) (?:remember|recall)|forg[eo]t|no idea|"
        r"(?:go|gone|come) through|your (?:books|system)",
    ),
    "confirm_visit": (
        r"confirm|i'?ll be|i will|i'm coming|i am coming|still (?:on|coming|good)|making it|be there|plan to|coming",
        rf"\b(?:{_VISIT}|be there|coming|keep|make|attend|reminder|call|calling|ringing|text)\b",
    ),
    "waitlist": (
        r"wait(?:ing)?[ -]?list|cancell?ation|cancels|opens? up|opening|comes? up|frees? up|stand-?by|sooner|"
        r"becomes available|drops? out|pulls? out|gives? up",
    ),
    "register": (
        r"regist|sign(?:ing|ed)? (?:me |us |him |her |my )?(?:\w+ )?up|enrol|new patient|"
        r"become a patient|join|my records|a file|a chart",
        r"patient|practice|clinic|doctor|you|register|registration|sign|son|daughter|here|there",
    ),
    "alternatives": (
        r"^(?!.*\b(?:one after (?:the other|another)|each other|one another|(?:the|my|our) other "
        r"(?:one|child|kid|son|daughter|patient|person|name|twin)(?:'s| is) [A-Za-z]+ ?[A-Za-z]*$))"
        r".*\b(?:else|others?|another|different|earlier|later|sooner|alternativ\w*|more|next|none|neither|too|"
        r"don't|doesn't|can't|can not|cannot|not|rather|prefer|keep|instead|better|additional|closer|rest|"
        r"only|won't)\b",
    ),
    "handoff_asked": (
        r"^(?!.*\b(?:am i|are you|is this|is your|if you|whether you|you are|could you be|"
        r"would you call yourself)\b.*\b(?:person|human|robot|machine|bot|real|computer|ai)\b).*(?:speak|talk|chat|"
        r"transfer me|connect|\bput me|patch|human|\b(?:real|live|a|another|actual) person|person please|\bagent|"
        r"operator|representative|reception|front desk|manager|supervisor|call me back|ring me|phone me|staff|"
        r"leave a message|take a message|robot|machine|customer (?:service|care)|\bdesk\b|a word|colleague|call me$)",
    ),
    "handoff_billing": (
        r"\bbill|charg|\bpay|invoice|refund|\bowe|balance|statement|claim|receipt|account|money back|denied",
    ),
    "handoff_clinical": (
        r"nurse|medic(?!al\b)|medical (?:advice|question|problem|issue|opinion)|"
        r"\bpills?|dose|dosage|symptom|normal|\bpain|rash|swell|swollen|fever|infect|antibiotic|"
        r"ibuprofen|tylenol|insulin|side effect|results?|treat|allerg|dizzy|"
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
        r"\b(?:speaks?|interpreter|translator|hablo|habla|español|espanol|inglés|ingles|necesito|quiero|quisiera|cita|"
        r"médico|ayuda|favor|hola|je|vous|voudrais|rendez|français|bonjour|ich|sprechen|brauche|termin|deutsch|guten|"
        r"não|falo|preciso|consulta|português|non parlo|vorrei|bisogno|nie|czy|chciałbym|wizytę|govoryu|nuzhen|shuo|"
        r"không|hindi ako|calling from|this is the|from the|fax|referral|records|paperwork|job|position|sales rep|"
        r"vendor|reporter|press|recruiter|delivering|spanish|chinese|french|russian|vietnamese|arabic|polish|korean|"
        r"mandarin|portuguese)\b",
    ),
    "repeat": (
        r"^(?!.*\b(?:try|search|address|number|appointment|book|thanks|sorry (?:about|for|but))\b).*(?:repeat|"
        r"again|\bwhat|pardon|sorry|excuse|huh|hear|catch|understand|louder|slower|slow|more time|once more|"
        r"broke|cut out|speak up|breaking|quiet|garbled|last|\bget that)",
    ),
    "hold_on": (
        r"^(?!.*(?:second thought|at the moment|\badd\b)).*(?:\bhold\b|hang|\bwait|moment|"
        r"(?<!the )\bseconds?\b(?! one| option| time| slot| please)|minute|\bsec\b|bear with|"
        r"let me (?:check|look|get|grab|find|see|think|ask|pull|open|talk)|\bi'll ask|right back|stay|thinking|"
        r"looking for my|calendar|driving|\bdoor\b|\bpen\b|need to check|have to check|need time)",
    ),
    "abort": (
        r"^(?!.*\b(?:i said|i meant|next week|next month|how about|what about|instead)\b).*(?:"
        r"forget|never ?minds?\b|\bstop|changed my mind|don't|do not|\bnot\b|leave it|leave that|leave my|"
        r"keep (?:it|my)|skip|drop|scratch|later|another time|some other time|tomorrow|myself|quit|\bexit|"
        r"\bend\b|abort|undo|ignore|disregard|bother|hold off|go back|think about)",
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
    "restart": (
        r"^(?!.*\btry).*(?:over|again|restart|beginning|start (?:a?fresh|from)|scratch|menu|reset|from the top|"
        r"wrong|fresh)",
    ),
    "ask": (
        r"^(?:and |so |but |also |yes |great |then )*(?:what|which|who|whose|where|when|why|how|do|does|did|"
        r"is|are|am|was|were|can|could|will|would|should|may|has|have|any)\b"
        r"|\b(?:address|number|phone|rating|rated|ratings?|reviews?|hours|tell me|give me|know|question|ask|"
        r"information|info|details|location|located|parking|cost|price|copay|where|what|how|website|email|"
        r"send me|wonder\w*|get|name|reputation|contact|share|stars?)\b",
    ),
}
