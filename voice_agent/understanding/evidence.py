"""Words without which a clause is not acted on, whatever the classifier says, and words that put it out of scope.

A classifier guesses; what it may start is held to words that anyone asking for it would use.
"""

from __future__ import annotations

import re

from voice_agent.understanding.needed_words import NEEDED

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
    r"salon|haircut|parking|garage|get to you|to your (?:office|clinic|place)|reach you|park (?:my|our|the) car|"
    r"your (?:bill|statement|invoice|office)|insurance card|medical|patient|prescription|copay)\b",
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
    rf"won't be) (?:\w+ ){{0,4}}?{_DO}\b|^(?:please )?don't {_DO}\b"
    r"|^(?:i |we |but |just |really |simply )*(?:don't|do not|didn't|never) (?:\w+ )?(?:want|wanted|need|"
    r"asked? for|ask for) "
    r"(?:an?|any|another|the|this) (?:new )?(?:visit|appointment|booking)(?: (?:at all|anymore|now|today))*$",
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
    r"|\b(?:need|want|like|hoping|ought) to (?:come in|be seen)\b"
    r"(?! (?:late|early|earlier|later|and (?:pay|pick|sign)))"
    r"|\b(?:can|could|may) (?:(?:i|we|he|she|my \w+) (?:come in|be seen)|(?:i|we) get in)\b"
    r"(?! (?:with|along|together|all? ?right|ok|okay|easily|there|through|by|without|up|down|fine)\b)"
    r"|\b(?:can|could|may) (?:he|she|my \w+) get in(?= (?:to see|this|next|today|tomorrow|soon|on|before|after|any)\b)"
    r"|\b(?:need|want|like|have|got|hoping|trying) to (?:try (?:and|to) )?get in(?= (?:to see|this|next|today|"
    r"tomorrow|soon|"
    r"before|on|with|for|as)\b|$)"
    r"|\b(?:need|want|would like|'d like|have|hoping|trying|ought) to (?:see|talk to|be seen by) "
    r"(?:some(?:one|body)|a doctor|"
    r"the doctor|my doctor)\b(?! else)(?=$| (?:about|for|today|tomorrow|soon|this|next|as)\b)"
    r"|\b(?:need|want|have|got|like)\b(?! to know)(?!.*\b(?:bill|charges?|statement|balance|insurance|"
    r"records?|results?|account|"
    r"not|don't|if)\b)(?: \S+){0,6} (?:looked at|checked(?: out| over)?)$"
    r"|^(?:can|could|would|will) (?:some(?:one|body)|any(?:one|body)|a doctor|the doctor) (?:please )?"
    r"(?:check(?: out)?|look at|take a look at|examine) (?:an?|my|this|his|her|our)\b"
    r"(?!.*\b(?:bill|charges?|statement|balance|insurance|records?|results?|account|chart|appointment|visit|order)\b)"
    r"|\b(?:like|want|need|can i|could i|can we) (?:to )?bring (?:him|her|them|my \w+(?: \w+)?) in\b"
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
    rf"{_ASKING}(?:cancel|call off|drop|delete|scrap|get rid of)(?:(?: please)?$| (?:it|that|this|that one|"
    rf"this one|mine|the whole thing)(?: please)?$| (?:all |both )?(?:of )?(?:my|our|the|this|that|today's|"
    rf"tomorrow's) (?:[\w':]+ ){{0,4}}?{_HELD}\b)",
    re.IGNORECASE,
)
_NOT_NEEDED = re.compile(
    r"\b(?:i|we|he|she|they) (?:(?:won't|will not|don't|do not) (?:be needing|need)|no longer need) "
    rf"(?:my|our|his|her|the|that|this) (?:[\w':]+ ){{0,3}}?{_HELD}\b",
    re.IGNORECASE,
)
_MOVES = re.compile(
    rf"{_ASKING}(?:reschedule|re-schedule|move|change|push back|push|shift|postpone|rebook|switch|modify|"
    rf"amend|rearrange) (?:my|our|the|this|that) (?:[\w':]+ ){{0,4}}?{_HELD}\b"
    rf"|{_ASKING}(?:reschedule|re-schedule|push back|shift|bump|postpone|rearrange) (?:my|our|his|her) "
    r"(?:[\w':]+ ){0,3}?(?:things?|stuff|one|checks?|shots?|jabs?|tests?|draws?|work|vaccin\w+)\b",
    re.IGNORECASE,
)
_JOINS_THE_LIST = re.compile(
    r"^(?!.*(?:n't|\bnot|\bno|\boff|\bfrom) ).*\b(?:join|put|add|get|go|sign|be|place)\b.{0,25}"
    r"\b(?:wait(?:ing)?[ -]?list|cancell?ation list)\b",
    re.IGNORECASE,
)
_OFF_THE_LIST = re.compile(
    r"\b(?:off|from|leave) (?:the|your|my|that) (?:wait(?:ing)?[ -]?list|cancell?ation list)\b", re.IGNORECASE
)
_ABOUT_THE_LIST = re.compile(
    r"^(?:and |so |but )*(?:how (?:long|many|does|do|far)|am i|is (?:he|she|my|there)|what(?:'s| is)|where am i)\b"
    r".*\bwait(?:ing)?[ -]?list\b",
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
    r"^(?:and |so |but )*what (?:happens|happened|happen|would happen) (?:if|when) (?:i|we)\b"
    r"|^(?:and |so |but )*what (?:do i do|should i do) (?:if|when) (?:i|we)(?:'m| am|'re| are)? "
    r"(?:(?:\w+ )?late\b|(?:cancel|miss|forget|don't|can't|have to cancel|need to cancel)\b)"
    r"|^(?:and |so )*where (?:can|do|could|should) (?:i|we) park\b",
    re.IGNORECASE,
)
"""Questions about how the clinic does things."""
_WHETHER = re.compile(
    r"^(?:and |so |but |also )*(?:"
    r"(?:do|does|would|will|did) (?:i|we|you|he|she|they|my \w+) (?:really |actually |even )?(?:need|require)\b"
    r"(?! (?:to (?:see|talk|speak|cancel|change|reschedule|move|book)|you|your|help|anything else)\b)"
    r"|(?:which|what|are|is|would|will)\b.{0,50}\b(?:required|needed|necessary|recommended|mandatory)\b"
    r"|(?:what|which) (?:\w+ ){0,3}(?:should|must) (?:i|we|he|she|my \w+) (?:get|have)\b)",
    re.IGNORECASE,
)
"""Questions whether something is needed: she has not asked for it yet."""
_HOW_TO_GET = re.compile(
    r"^(?:and |so |but |also )*(?:how|where) (?:can|could|do|does|would|should) (?:i|we|one|you) "
    r"(?:book|get|order|reserve)\b"
    r".*\b(?:spa|sauna|massages?|manicure|pedicure|facial|tennis|pool|gym|class(?:es)?|tour)\b",
    re.IGNORECASE,
)
"""How one comes by what no clinic has: a question, whoever is asked."""
_WHEN_DUE = re.compile(
    r"\b(?:tell me|know|check|see|out) when (?:i|we|my \w+|he|she)"
    r"(?: (?:has|have|needs?|am|is) (?:supposed )?to come in\b"
    r"|(?:'s|'m|'re| is| am| are) (?:next )?(?:in\b(?! (?:pain|trouble))|due|coming|booked|scheduled|supposed|meant))",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"^(?:well |um |uh |oh |honestly |sorry )*(?:i )?"
    r"(?:don't know|do not know|dunno|am not sure|'m not sure|have no idea)"
    r"(?: (?:what|which|how|who|if|really|exactly|to be honest|yet)\b.*)?$|^i'm not (?:really )?sure\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^(?:(?:a|an|one|two|three|four|single|double|family|twin|large|small|big|"
    r"\d+) )+(?:[\w-]+ )?(?:rooms?|suites?|people|adults|persons?|guests)\b|^rooms? for\b",
    re.IGNORECASE,
)
_MINE = re.compile(r"\b(?:all|both) (?:of )?(?:my|our)\b", re.IGNORECASE)
_BILLED_TWICE = re.compile(
    r"\b(?:charged|billed|invoiced|paid)\b(?: \S+){0,3} (?:twice|two times|double|three times|a second time)\b|"
    r"\b(?:double|duplicate|second|wrong) (?:charge|bill|billing|payment)\b|\b(?:double|over)[- ]?(?:charged|"
    r"billed)\b",
    re.IGNORECASE,
)
_PHARMACY_WAITS = re.compile(
    r"\b(?:pharmac\w+|drug ?store|walgreens|cvs)\b.*\b(?:waiting (?:on|for)|wait for you|(?:hasn't|haven't|"
    r"never|didn't|not) "
    r"(?:hear[d]?|g[eo]t|gotten|received?)|no (?:answer|response|reply)|needs? (?:your|the|an?) (?:doctor'?s? )?"
    r"(?:approval|okay|ok|authorization|say-so|go-ahead)|(?:can't|won't|wouldn't|couldn't|refuses to) (?:fill|"
    r"refill|give)|"
    r"(?:has |have |'ve |they )?(?:faxed|called|sent|tried|reached out)(?: \w+)? (?:you|to you|reaching you))\b|"
    r"\bwaiting (?:on|for) (?:you|the doctor|your office)\b.*\b(?:refill|prescription|medicine|medication|pills)\b",
    re.IGNORECASE,
)
_OUT_OF_MEDICINE = re.compile(
    r"(?:^|\b(?:i'm|i am|we're|he's|she's|he is|she is|ran|run|running|almost|nearly|completely|all|totally) )"
    r"out of (?:my|his|her|our) (?!\w*(?:mind|house|car|network|town|country|job|office|depth|insurance|plan|"
    r"budget|time|range|"
    r"way|league|apartment|home|pills?|medicines?|medications?|meds|inhaler|prescriptions?|"
    r"refills?)\b)(?:[a-z-]{5,})\W*$",
    re.IGNORECASE,
)
"""A medicine called by its name; "my pills" are left to what the clinic has written down about refills."""
_TOLD = (
    (_BILLED_TWICE, "handoff_billing"),
    (_CANCELS, "cancel"),
    (_NOT_NEEDED, "cancel"),
    (_MOVES, "reschedule"),
    (_OFF_THE_LIST, "handoff_other"),
    (_ABOUT_THE_LIST, "ask"),
    (_JOINS_THE_LIST, "waitlist"),
    (_ASKS_FOR_STAFF, "handoff_asked"),
    (_PHARMACY_WAITS, "handoff_clinical"),
    (_OUT_OF_MEDICINE, "handoff_clinical"),
    (_WHAT_IF, "ask"),
    (_WHETHER, "ask"),
    (_HOW_TO_GET, "ask"),
    (_WHEN_DUE, "lookup"),
    (_BOOKS, "book"),
)
"""The first that speaks counts."""
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
_COMPILED = {label: [re.compile(pattern, re.IGNORECASE) for pattern in patterns] for label, patterns in NEEDED.items()}


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
    return next((label for pattern, label in _TOLD if pattern.search(text)), None)


def is_unsure(text: str) -> bool:
    """Does the clause only say that she does not know ("I don't know what it's called")?"""
    return _UNSURE.search(text) is not None and _OWN.search(text) is None


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
