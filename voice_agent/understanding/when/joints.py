"""Words between days and times: ranges, bounds, alternatives, exclusions and corrections."""

from __future__ import annotations

from itertools import product
from typing import Final

from voice_agent.understanding.when.calendar_words import MONTHS, PLURAL_WEEKDAYS, WEEKDAYS
from voice_agent.understanding.when.events import HAVING_THEN
from voice_agent.understanding.when.phrases import Phrases, Said, is_number, listed, word
from voice_agent.understanding.when.pieces import Joint

_GROUPS: Final = {
    Joint.FROM: """
        from | starting | starting from | starting at | starting on | beginning | as of | not before | no earlier than
        | no sooner than | not earlier than | nothing before | nothing earlier than | not until | not till |
        isn't until | isn't till | is not until | doesn't start until |
        on or after | at or after | beginning on | not earlier then
    """,
    Joint.BETWEEN: "between | anywhere between | anywhere from | in between",
    Joint.TO: "to | - | – | — | through | thru | up until | through to | and no later than",
    Joint.AND: "and | &",
    Joint.OR: """
        or | or else | or maybe | otherwise | alternatively | or if not | if not | failing that | or even |
        or possibly | either | and or | or perhaps | second choice | second choice is | second choice would be |
        as a second choice | my second choice is | my second choice would be | plan b | as a backup | backup |
        as a fallback | second best | next best | or as a last resort | as a last resort | or in a pinch | in a pinch |
        or at a push | at a push | at a pinch | worst case | or worst case | or at worst | if that doesn't work |
        if that won't work | if that's not possible | if that isn't possible | if that's full | if it's full |
        if you're full | if you can't do that | if you can't | if you don't have that | if nothing then |
        if nothing's available then | if there's nothing then | if there's nothing | or if that doesn't work |
        or if that's not possible | or if you can't do that | or if there's nothing | or if you're full |
        or if that's full | or if that won't work | or if nothing | and if not | and failing that | or failing that |
        or alternatively | or otherwise | and if that doesn't work | and if that's full
    """,
    Joint.NOT: """
        nor is | nor on | nor | neither is | and neither is | nor does |
        not | not on | not at | not the | not in | except | except for | except on | except the | but not |
        but not on | but not in | other than | other than on | apart from | besides | excluding | just not |
        just not on | anything but | nothing on | nothing on a | nothing in the | instead of | rather than |
        better than | any day but | any day except | any day but not | can't do | cannot do | can not do |
        can't make | cannot make | can't make it on | cannot make it on | won't be able to make it on |
        can't come on | can't come in on | can't on | don't want | not available | not available on | not free |
        not free on | unavailable | unavailable on | busy | busy on | away | away on | out of town | anytime but |
        any time but | anytime except | any time except | aside from | never on | working on | i work | i work on
        | with the exception of | avoid | don't do | save for | tied up | tied up on | booked up | booked up on |
        booked solid | booked solid on | swamped | swamped on | slammed | slammed on | in meetings | in meetings on |
        that isn't a | that isn't on a | that isn't on | that's not on a | which isn't a | that doesn't fall on a |
        that doesn't fall on | as long as it isn't | as long as it isn't a | so long as it isn't a | if it isn't a |
        provided it isn't a | barring | outside of | skip | skipping | steer clear of | stay away from |
        can't be | cannot be | can't be on | can't be a | won't be able to do | unable to do | not able to do |
        unable to make | not able to make | i'm on vacation | we're on vacation |
        i'm on holiday | we're on holiday | we're away | i'm out of town | we're out of town
    """,
    Joint.BUT_NOT: "but",
    Joint.BEFORE: "before | earlier than | sooner than | prior to | ahead of | before the | this side of",
    Joint.BY: """
        by | no later than | not later than | not after | nothing after | nothing later than | at the latest by |
        on or before | by the latest | at or before
    """,
    Joint.UNTIL: "until | till | til | up to | up till",
    Joint.AFTER: "after | later than | past | the other side of | right after | straight after | any time after",
    Joint.SINCE: "since | ever since | since about | since around",
    Joint.TAKEN_BACK: """
        no | nope | no no | wait | no wait | wait no | no sorry | sorry | sorry no | i mean | i meant | no i mean |
        no i meant | sorry i mean | sorry i meant | actually | no actually | actually no | scratch that | make that |
        make it | no make it | no make that | rather | or rather | correction | my mistake | oops | i said | no i said
        | change that to | change it to | better make it | actually make it | actually make that | let's make it |
        hang on | hold on | strike that | excuse me | wait actually | actually wait | i take that back | that's wrong
        | forget that | no let's say | should have said | should've said | should of said | i should say |
        i should have said | i should've said | meant to say | not this one | not that one | i tell a lie |
        no i tell a lie | tell a lie | on second thought | on second thoughts | come to think of it | check that |
        better yet | or better yet | my bad | i misspoke | whoops | oops sorry | never mind | oh no | ah no |
        no not that | not that | or actually | well actually | but actually | oh wait | oh wait no | no hang on |
        no hold on |
        let me rephrase | let me rephrase that | i take it back | take that back | let me change that to |
        make that one | no that's wrong | that's not right | no that's not right
    """,
    Joint.NO_GOOD: """
        doesn't work | does not work | don't work | do not work | won't work | will not work | is no good |
        isn't good | is not good | are no good | aren't good | is out | are out | is bad | isn't possible |
        is not possible | doesn't suit | don't suit | isn't going to work | is not going to work | i can't |
        isn't great | is not great | is impossible | are bad | i'm busy | i'm away | i work | i can't do |
        is not an option | isn't an option | is a no | i cannot | out for me | is out | are out | is off the table |
        are off the table | is a no go | won't do | is bad | is bad for me | are no good | are difficult |
        is tricky | are tricky | is tough | are tough | is hard | are hard | is full | won't suit | wouldn't work |
        wouldn't suit | is out of the question | i'm working | is no use | is difficult
    """,
    Joint.ONWARDS: """
        onwards | onward | or later | or after | and later | at the earliest | and after | or any time after |
        or anytime after | and onwards | would be the earliest | is my earliest | would be my earliest |
        would be the soonest
    """,
    Joint.LATEST: """
        would be the latest | is my latest | would be my latest | or earlier | or before | at the latest | latest |
        and earlier | or sooner | tops
    """,
    Joint.ANY: """
        any day | any time | anytime | whenever | any day at all | any time at all | i'm flexible | no preference |
        doesn't matter | don't mind | whatever works | i'm easy | i am flexible
    """,
    Joint.EARLIEST: """
        the sooner the better | the earlier the better | earlier the better |
        sooner rather than later | sooner the better | as soon as possible |
        as soon as you can | as soon as you have | as soon as | asap | a s a p | as early as possible |
        as early as you can | the earliest | earliest | the soonest | soonest | earliest possible |
        the earliest possible | first available | the first available | next available | the next available |
        first opening | the first opening | the next opening | next opening | the first you have |
        the first one you have | first one you have | first thing you have | right away | the first thing you have
        | straight away | immediately | right now | the first appointment | first appointment | first you have |
        the quickest | as quickly as possible | at once | the first you've got | the first one you've got |
        the first slot | first slot | the next slot | whatever's soonest | whatever is soonest | any time soon |
        anytime soon | sometime soon | the first you can | first opportunity | the first opportunity |
        earliest convenience | soon as possible | soon as you can | the next free | first free | the first free |
        next free | the closest | the next one available | the first one available | the next appointment you have
        | as quick as | whatever comes first | whichever comes first | whatever comes up first |
        whatever's first | whatever is first | whatever's next | whatever you have first | whichever is first |
        whichever's first | whichever is soonest | whichever's soonest | whichever is sooner | whichever's sooner |
        whatever's earliest | whatever is earliest | whatever's quickest | whatever is available first |
        the first thing available | first thing available | the next spot | the first spot | first spot | next spot
    """,
}
_UNABLE: Final = """
    can't | cannot | cant | can't make it | cannot make it | cant make it | can't make it to the appointment |
    can't make anything | can't come | can't come in | can't do | can't do anything | cannot do | can't be there |
    can't get there | can't get away | not free | not available | won't be free | busy | away | out of town |
    on vacation | on holiday | travelling | traveling | working | i work | at work | don't want anything |
    can't be | cannot be | won't be | couldn't | couldn't do | couldn't make it | couldn't be there |
    won't be able to | won't be able to make it | don't finish | don't finish work | don't get off |
    don't get off work | don't get out | don't get home | don't get back | doesn't finish | doesn't get out |
    doesn't get home | doesn't get back | don't get out of school | doesn't get out of school |
    don't get out of work | not back | not home | not off | not off work | won't be back | won't be home |
    not around | isn't going to be | not going to be | not in town | in class | not able to come | unable to come |
    not able to make it | in a meeting | nothing | in school | tied up
"""
_WHO: Final = ("", "i ", "i'm ", "i am ", "we ", "we're ", "it ")
_ABLE: Final = tuple(
    f"{modal} {verb}"
    for modal in ("can", "could")
    for verb in ("do", "come", "come in", "make", "make it", "manage", "get there", "be there")
)
_EDGES: Final = {"earliest": Joint.FROM, "soonest": Joint.FROM, "latest": Joint.BY}
_FAILINGS: Final = listed(
    "good | great | ideal | possible | convenient | suitable | easy | an option | going to work | gonna work | doable"
)
_TURNED: Final = {Joint.FROM: "before | until | till | til | earlier than", Joint.BY: "after | past | later than"}
"""What a bound becomes behind "I can't": not before four is from four on."""


def _table() -> dict[str, Joint]:
    table = {phrase: joint for joint, group in _GROUPS.items() for phrase in listed(group)}
    for joint, bounds in _TURNED.items():
        for bound in listed(bounds):
            table |= {f"{who}{unable} {bound}": joint for who in _WHO for unable in listed(_UNABLE)}
    for who, able, verb in product(("i", "we", "he", "she", "they"), _ABLE, ("is", "would be", "will be")):
        for article in ("", "the "):
            table |= {f"{article}{edge} {who} {able} {verb}": joint for edge, joint in _EDGES.items()}
    table |= {
        f"{cannot} {verb} {whom}{where}{on}": Joint.NOT
        for cannot, verb in product(("can't", "cannot", "couldn't", "won't"), _BRINGS)
        for whom, where, on in product(("me", "us", "him", "her", "them"), ("", " in", " there", " over"), (" on", ""))
    }
    table |= {f"{verb} {how}": Joint.NO_GOOD for verb in ("is", "are") for how in listed(_BAD)}
    table |= {
        f"{lead} {come}{on}": Joint.NOT
        for lead, come in product(("not to", "rather not", "prefer not to", "not", "don't want to"), listed(_COMING))
        for on in (" on", " on a", " in the", "")
    }
    table |= {
        f"{gone} {until}": Joint.FROM
        for gone, until in product(("out", "gone", "closed", "away"), ("until", "till", "til"))
    }
    table |= {
        f"{which} {choice}{then}": Joint.OR
        for which, choice in product(("first", "top"), ("choice", "pick", "preference"))
        for then in (" and then", " then", " followed by")
    }
    table |= dict.fromkeys((phrase.replace(" '", "'") for phrase in _ARRIVALS), Joint.FROM)
    for lead in ("isn't", "aren't", "is not", "are not", "wouldn't be", "won't be"):
        for degree in ("", "any ", "really ", "too ", "very ", "so ", "that ", "much "):
            table |= {f"{lead} {degree}{failing}": Joint.NO_GOOD for failing in _FAILINGS}
    return table


_BAD: Final = """
    hopeless | hopeless for me | awful | terrible | crazy | hectic | packed | a nightmare | a problem | a mess | taken |
    spoken for | rough | murder | a bad day | bad days | a bad day for me | booked | booked up | booked solid |
    swamped |
    a holiday | a bank holiday | a federal holiday | ruled out | not on | tied up | hard for me | bad for me | useless |
    tough for me | difficult for me | tricky for me | too busy | a no-go | a non-starter
"""
_COMING: Final = "come | come in | be seen | do | do it | have it | go | be there | make it | book | book it"
_BRINGS: Final = ("drive", "bring", "take", "get", "give", "pick", "drop", "run")
"""What others do for a caller: "my husband can't drive me on Thursdays"."""
_ARRIVALS: Final = tuple(
    f"{who}{modal} {verb} by"
    for who in ("i ", "we ", "he ", "she ", "they ")
    for modal in ("can", "could", "'ll", "will", "should", "should be able to", "can probably", "could probably",
                  "'d be able to", "would be able to", "'ll be able to", "might be able to")
    for verb in ("be there", "get there", "make it", "be in", "be with you", "be over", "get over there",
                 "make it there", "get to you", "make it in", "get in", "arrive")
)  # fmt: skip
"""From when somebody can be at the clinic: "I can be there by ten" is from ten on."""


_TABLE: Final = _table()
_JOINTS: Final = Phrases(_TABLE)
_CONTRACTED: Final = Phrases(
    {
        phrase.removeprefix("is "): joint
        for phrase, joint in _TABLE.items()
        if joint is Joint.NO_GOOD and phrase.startswith("is ")
    }
)
"""What rules out behind "Monday's": "no good", "not great", "out"."""


_PLURAL_PARTS: Final = frozenset({"mornings", "afternoons", "evenings", "weekends", "weekdays"})
_BOUND_BEHIND: Final = (
    WEEKDAYS.keys() | MONTHS.keys() | {"half", "quarter", "noon", "midday", "lunch", "work", "school", "the", "my", "a"}
    | {"next", "this", "today", "tomorrow", "about", "around", "that", "then"}
)  # fmt: skip


_VISITING: Final = frozenset({"come", "stop", "swing", "pop", "drop", "coming", "stopping", "run"})
"""In front of "by" these make no bound: "can I come by at three"."""


def _rules_out(said: Said, i: int) -> bool:
    """ "No Mondays", "nothing this week", "bar Friday"; not "no, Mondays are fine", "is there nothing Friday"."""
    text, following = word(said, i), word(said, i + 1)
    if text == "no":
        kind = following in PLURAL_WEEKDAYS or following in _PLURAL_PARTS
        return kind and word(said, i + 2) in {"", ".", ",", "?", "please", "or", "and", "if", "for", "thanks"}
    if text == "nothing":
        day = following in WEEKDAYS or following in {"this", "next", "today", "tomorrow"}
        return day and word(said, i - 1) not in {"there", "got", "have", "there's", "you", "you've"}
    if text == "isn't":
        return following in WEEKDAYS or (following == "on" and word(said, i + 2) in WEEKDAYS)
    return text == "bar" and (following in WEEKDAYS or following in {"the", "monday", "next"})


def joint_at(said: Said, i: int) -> tuple[Joint, int] | None:
    """A joint at `i` and the index after it. In "before ten or after four", "or after" is not the end of a bound."""
    if word(said, i) == "by" and word(said, i - 1) in _VISITING:
        return Joint.IDLE, i + 1
    found = _JOINTS.at(said, i)
    if found and found[0] in (Joint.AFTER, Joint.BEFORE) and word(said, found[1]) == "on":
        return Joint.IDLE, found[1]  # "I finish at seven, could I come straight after on Thursday"
    busy = HAVING_THEN.at(said, i)
    if busy and (found is None or found[1] <= busy[1]):
        return Joint.NO_GOOD, busy[1]  # "Wednesday I have bridge"
    contracted = _CONTRACTED.at(said, i) if word(said, i - 1).endswith("'s") else None
    if contracted and (found is None or found[1] <= contracted[1]):
        return contracted
    if _rules_out(said, i) and (found is None or found[1] == i + 1):
        return Joint.NOT, i + 1
    if found and found[0] in (Joint.ONWARDS, Joint.LATEST) and word(said, found[1] - 1) in {"after", "before"}:
        behind = found[1]
        if is_number(said, behind) or word(said, behind) in _BOUND_BEHIND:
            return Joint.OR if word(said, i) == "or" else Joint.AND, i + 1
    return found
