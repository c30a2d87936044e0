"""What callers have on of their own, and so cannot come: "a class", "jury duty", "bridge"."""

from __future__ import annotations

from typing import Final

from voice_agent.understanding.when.phrases import Phrases, listed, phrases

EVENTS: Final = listed(
    """
    meeting | meetings | class | classes | lecture | lesson | lessons | flight | plane | train | bus | coach | taxi |
    hairdresser | hairdressers | funeral | wedding | interview | court | rehearsal | plumber | electrician | builder |
    builders | delivery | conference | conference call | call | parents' evening | church | choir | gym | yoga |
    football | swimming | shift | school | work | college | dialysis | training | lunch with | physical therapy |
    therapy | pt | practice | soccer practice | soccer | baseball | basketball | dance | piano | tutoring | daycare |
    chemo | chemotherapy | infusion | night class | book club | bible study | volunteering | jury duty | rehab |
    bridge | bingo | golf | tennis | bowling | band | ballet | karate | gymnastics | exam | exams | finals |
    deadline | recital | game | tournament | board meeting | staff meeting | the kids | the grandkids |
    my grandkids | visitors | guests | dentist | eye doctor | hair appointment | inspection
    """
)
_HAVING: Final = (
    "have",
    "have got",
    "i've got",
    "we've got",
    "got",
    "has",
    "she's got",
    "he's got",
    "there's",
    "i teach",
)
_ARTICLES: Final = ("", "a ", "an ", "the ", "my ", "another ")
HAVING: Final = tuple(f"{verb} {article}{event}" for verb in _HAVING for article in _ARTICLES for event in EVENTS)
"""What is said in front of a day or a time that is taken: "I have a class on Tuesday"."""
HAVING_THEN: Final[Phrases[bool]] = phrases(
    *(
        f"{who} {article}{event}"
        for who in ("i have", "i've got", "we have", "we've got", "i got", "she has", "he has", "there's", "i have my")
        for article in ("", "a ", "an ", "the ", "my ")
        for event in EVENTS
    )
)
"""What is said behind one: "Tuesday I've got class"."""
