"""What callers say around a name, as patterns over lower case text: all of it is dropped."""

from __future__ import annotations

import re
from typing import Final

_KIN: Final = (
    r"(?:son|daughter|child|kid|baby|newborn|boy|girl|husband|wife|spouse|partner|mother|father|mum|mom|mummy|mommy|"
    r"dad|daddy|parent|grandmother|grandfather|grandma|grandpa|grandson|granddaughter|brother|sister|niece|nephew|"
    r"aunt|uncle|cousin|friend)"
)
_SIGH: Final = (
    r"(?:let me|let's) (?:see|think)|"
    r"driving|walking|working|um+|uh+|er+|erm+|ah|oh|old(?= [a-z'-]+ [a-z'-]+\W*$)|so|"
    r"ok(?:ay)?|yes|yeah|yep|yup|sure|well|right|and|no|sorry|of course|certainly"
)
_GREETING: Final = r"(?:hi|hello|hey)(?: there)?|hiya|please|good (?:morning|afternoon|evening)"
OPENING: Final = rf"(?:(?:{_SIGH}|{_GREETING})[\s,.]+)*"
"""What goes before the first words that mean something."""
_THIS_IS: Final = r"it'?s|it is|that'?s|that is|that(?: would|'d) be|this is|i'?m|i am|(?:you can |they )?call me|is"
_WHOSE: Final = rf"(?:my|the|his|her|their|its|(?:(?:my|the) )?(?:{_KIN}|patient)(?:'?s)?) "
_NAME_IS: Final = (
    rf"(?:{_WHOSE})?(?:full |whole |first and last |legal )?names?(?:'?s| is| are| was| would be|:)?(?: called)?"
)
_HE_IS: Final = r"(?:(?:he|she|they)(?:'?s| is| are)|(?:his|hers?|theirs)(?:'s| is))(?: called)?"
_HIS: Final = (
    rf"(?:(?:my|our|the|his|her) (?:{_KIN}|patient)(?:'?s| is)?|(?:{_KIN}|patient)(?:'s| is))(?: called| named)?"
)
_CALLING: Final = r"(?:i'?m |it'?s )?(?:calling|speaking|ringing) (?:for|as)"
_FOR: Final = rf"(?:(?:the |an? )?(?:appointment|booking) (?:is )?)?(?:for|under)(?: my {_KIN})?|under|the name of"
_ENDEARMENT: Final = (
    r"(?:my )?(?:dear|dearie|hon|hun|honey|sweetie|sweetheart|darlin|buddy|pal|mate)|"
    r"bless you|cheers|if you please|much obliged|again|for (?:you|me|today|now)"
)

LEAD: Final = re.compile(
    rf"^(?:(?:{_SIGH}|{_GREETING}|{_THIS_IS}|{_NAME_IS}|{_HE_IS}|{_CALLING}|{_FOR}|{_HIS})(?![\w'’])[\s,.:]*)+"
)
TAIL: Final = re.compile(
    r"(?:[\s,.]+(?:please|thanks?|thank you|speaking|here|calling|sir|ma'?am|madam|is my name|that is my name|"
    r"that'?s (?:it|me|(?:my|the) (?:(?:first|last|second|family) )?(?:sur)?name)|only|"
    rf"(?:(?:he|she|that)(?:'s| is) |who(?:'s| is) )?my {_KIN}|"
    rf"{_ENDEARMENT}|"
    r"yes|yeah|ok(?:ay)?|um+|uh+))+[\s.]*$"
)
AFTER: Final = re.compile(
    r"[\s,.]+(?:(?:and )?(?:(?:my|the|his|her) )?(?:date of birth|dob|birth ?da(?:y|te)|(?:tele)?phone|number|address|"
    r"post ?code)\b|(?:and )?(?:(?:i|he|she)(?: was|'?m|'?s| is) )?born\b|(?:and )?i(?:'d| would|'?m| am| need| want| "
    r"have)\b|with(?:out)? (?:an?|one|two|no|double)\b).*$"
)
BREAK: Final = "space"
"""Said between two spelled words; no part of a name."""
SPELLING_TALK: Final = re.compile(
    r"\b(?:that'?s|that is|which is|(?:new|next) word|"
    r"(?:and )?then(?: (?:it'?s|there'?s|comes))?(?= [a-z])|"
    r"is(?=[\s,:]+[a-z][\s,.]+[a-z]\b)|"
    r"(?:and )?(?:(?:i'?ll|i will|i can|let me|it'?s|it is|i|is|which is) )?"
    r"spell(?:ed|ing|t)?(?: that| it| as| like)?)\b"
)

NEW_WORD: Final = re.compile(
    r"(?<=\b[a-z] [a-z])[,.;]+ (?:(?:and )?then |and )?(?=[a-z] (?:[a-z]\b|apostrophe\b|hyphen\b|dash\b|double\b))"
)
"""Between letters that follow each other without a mark, a mark parts two words: "A N N, W E L L S"."""

_NAME: Final = r"[^\W\d_]+(?:['-][^\W\d_]+)*"
I_AM: Final = r"(?:i'?m|i am|this is|it'?s|my name is|my name's)"
_IN_LAW: Final = rf"(?:step-?)?{_KIN}(?:[- ]in[- ]law)?"
_WHO_IS_KIN: Final = rf"(?:and )?(?:(?:i'?m|i am) )?(?:his|her|their|the (?:patient|{_KIN})'s) {_IN_LAW}"
CALLER_THEN_PATIENT: Final = re.compile(
    rf"(?:^|[\s.?!,]){I_AM} (?P<caller>{_NAME}(?: {_NAME}){{0,3}}?)[\s,.;]+"
    rf"(?:{_WHO_IS_KIN}[\s,.;]+)?(?:and |but |so )?"
    rf"(?:{_HE_IS}|{_WHOSE}name(?:'s| is)|{_HIS}|"
    rf"(?:(?:it'?s|this is|i'?m (?:calling|ringing)|calling|ringing)[\s,]+)?"
    rf"(?:for|about) (?:my|our|the) (?:{_KIN}|patient))"
    rf"[\s,:]+(?P<patient>{_NAME}\b.*)$"
)
"""Who names themselves and another is calling for the other."""
CALLER_ALONE: Final = re.compile(
    rf"^{OPENING}{I_AM} (?P<caller>{_NAME}(?: {_NAME}){{0,3}}?)[\s,.;]+{_WHO_IS_KIN}[\s.!]*$"
)
"""Who names herself and says that she is somebody's mother: the patient is not named yet."""
THAT_IS_ME: Final = re.compile(
    r"^.*\b(?:that'?s|that is|that was|it'?s|this is) (?:me|mine|my (?:own )?(?:name|one))\b(?! (?:speaking|calling))"
    r"[\s,.;!]+(?P<patient>.+)$"
)
"""A name was the caller's own, and the one that was asked for follows."""
TAKEN_BACK: Final = re.compile(
    rf"^(?P<slip>{_NAME}(?: {_NAME}){{0,3}}?)[\s,.;!]+(?:(?:no|oh|wait|sorry|i mean|i meant|hang on|actually|"
    r"correction)[\s,.;!]+)+(?P<patient>.+)$"
)
"""A whole name that is taken back for another."""
LIKENESS: Final = re.compile(
    r"(?<=[^\W\d_]{3})(?<!\baitch)(?:,? (?:just )?like (?:the |an? )?[a-z'-]{2,}(?: [a-z'-]{2,})?"
    r"[\s,]+(?:but |only |and )?with(?:out)? (?:an?|one|two|the|no|double) \w+(?: (?:at|in|on) the (?:end|start|"
    r"front|beginning|middle))?|,? like the [a-z'-]{2,}|, like [a-z'-]{2,})[\s.]*$"
)
"""What a name sounds like, said behind it: "like sing with an h"."""
_LETTERS: Final = r"(?:(?:double )?\b[a-z]\b(?:[\s,]+|$)){2,}(?:double )?\b[a-z]\b"
SPELLED_WRONG: Final = re.compile(
    rf"{_LETTERS}[\s,.;!]+(?=(?:no|oh|wait|sorry|oops|hang on|hold on|actually|i mean|let me|scratch that)\b)"
    rf".*?(?=(?<![\w']){_LETTERS}[\s.!]*$)"
)
"""Letters that are taken back, up to those that are said at last."""
WITH_A_LETTER: Final = re.compile(r"(?<=[a-z]{3}),? with an? [a-z](?= *[,.;]| *$| [a-z]{2})")
""" "Jeffrey with a J, …"."""
WHOSE_KIN: Final = re.compile(rf"(?P<patient>{_NAME} {_NAME})'s {_KIN}\b")

_FIRST: Final = r"(?:first|given|christian|fore) ?name(?:'?s| is)?"
_LAST: Final = r"(?:last|second|family|sur) ?name(?:'?s| is)?"
_MY: Final = r"(?:and )?(?:then )?(?:(?:my|the|his|her|it'?s|its) )*"
GIVEN_THEN_FAMILY: Final = re.compile(
    rf"^(?:{_MY}(?:{_FIRST})\b\W*)?(?P<given>.+?)\W+{_MY}(?:{_LAST})\b(?!\W+{_MY}{_FIRST}\b)\W*(?P<family>.+)$"
)
FAMILY_THEN_GIVEN: Final = re.compile(
    rf"^(?:{_MY}(?:{_LAST})\b\W*)?(?P<family>.+?)\W+{_MY}(?:{_FIRST})\b(?!\W+{_MY}{_LAST}\b)\W*(?P<given>.+)$"
)
WHOLE_THEN_PARTS: Final = re.compile(
    rf"^(?P<whole>.+?)\W+(?P<parts>{_MY}(?:{_FIRST}\b.+?\b{_LAST}|{_LAST}\b.+?\b{_FIRST})\b.+)$"
)
PART_ALONE: Final = re.compile(rf"^{_MY}(?:{_FIRST}|{_LAST})\b\W*")

ENDEARMENTS: Final = frozenset({"love", "darling"})
"""Behind a whole name; as its second word they are a name themselves."""
TITLES: Final = frozenset({"mr", "mrs", "ms", "miss", "mister", "missus", "dr", "doctor", "prof", "professor", "sir"})

NOT_NAMES: Final = frozenset(
    """
    a about actually again all am an and any anyone appointment are ask at be because birth birthday book booking
    but can can't cancel change could date did do does doing don't everyone for from get give go got had has have help
    hold how i i'd i'm if in is isn't it it's just know later like me mean minute moment my name need no not nothing
    now number of okay on one or our out please question ready repeat said same say see she should so some somebody
    someone something sorry speak spell staff sure tell thank thanks that the their them there these they thing think
    this to today tomorrow understand us very wait want was we were what what's when where which who why with would
    yeah yes you your loud noisy really
    """.split()
)
"""Words of everyday talk: with one of them in it, it is no name (but a misheard one may still be matched)."""
