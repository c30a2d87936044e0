"""Other words for a reply: what is asked for, and whether an answer may be spoken. Pure.

What the act tells (days, times, names, numbers) goes out as placeholders and comes back in on our side, so nothing of
a patient is sent and nobody can change it. A wording is spoken only if it has every placeholder in its place, and no
number, day, time, name, negation or deed but those of the template, in the same order; else the template is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from voice_agent.dialogue.acts import Act, Arg
from voice_agent.dialogue.replies import Kind, Reply

REPHRASED = frozenset(
    (
        "task anything_else visit_type when when_move when_else offer offer_which new_patient name name_spelled "
        "last_name date_of_birth own_number phone texts not_caught take_your_time welcome change goodbye"
    ).split()
)
"""Questions and courtesies. Nothing else is ever put in other words: no read-back, no emergency, nothing that tells
what was written, answered, refused or handed over."""
MOST_WORDS = 25
GLUE = frozenset(
    (
        "a about again ahead all alright also am an and any anything are as at be better bit but by can care "
        "come could do does else fine for from full get give glad go going good got great happy have hello "
        "here how i i'd i'll i'm if in into is it it's just kind kindly know let let's like little look "
        "looking love me mind more much my of ok okay on or our out please prefer put ready really see should "
        "so some soon still suit suits sure take tell thank thanks that that's the their them then there "
        "there's they think this to too try up us use very want was we we'd we'll we're well were what what's "
        "will wish with wonderful would you you'd you'll you're your yours"
    ).split()
)
"""Words that state nothing and ask for nothing: they may be put in and left out."""
_WORD = re.compile(r"\[\d+\]|[^\W_]+(?:['’][^\W_]+)*")
_NAME = r"(?<=[^.?!:] )(?!I\b)[A-Z][\w'’]*"
"""A capital inside a sentence."""
_PLACEHOLDER = re.compile(r"\[(\d+)\]")
_ALLOWED = re.compile(r"[A-Za-z'’ ,.?!:\[\]0-9-]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A reply without what its act tells: `text` has placeholders [1], [2] … for `hidden`."""

    text: str
    hidden: tuple[str, ...]


def may_be_rephrased(reply: Reply) -> bool:
    return reply.kind is Kind.NORMAL and reply.act in REPHRASED


def hide(act: Act, text: str) -> Sentence:
    """The reply's text with a placeholder for each of the act's values in it, and for each further figure or name."""
    values = [rf"(?<!\w){re.escape(value)}(?!\w)" for value in sorted(_values(act.args), key=len, reverse=True)]
    hidden: list[str] = []

    def placeholder(match: re.Match[str]) -> str:
        hidden.append(match.group())
        return f"[{len(hidden)}]"

    return Sentence(re.sub("|".join([*values, _NAME, r"\d+"]), placeholder, text), tuple(hidden))


def spoken(sentence: Sentence, wording: str) -> str | None:
    """The wording with its values back in, or None where it must not be spoken."""
    wording = " ".join(wording.split()).strip('"')
    if not _ALLOWED.fullmatch(wording) or not says_the_same(sentence.text, wording):
        return None
    return _PLACEHOLDER.sub(lambda match: sentence.hidden[int(match.group(1)) - 1], wording)


def says_the_same(template: str, wording: str) -> bool:
    """No word in it states anything that the template does not; all that the template states is there, in its order;
    and it asks as the template does: as many questions, and last."""
    words = _words(wording)
    return (
        0 < len(words) <= MOST_WORDS
        and _stated(wording) == _stated(template)
        and wording.count("?") == template.count("?")
        and wording.endswith("?") == template.endswith("?")
    )


def _stated(text: str) -> list[str]:
    return [word for word in _words(text) if word not in GLUE]


def _words(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def _values(args: Mapping[str, Arg]) -> set[str]:
    """The act's words and numbers, as they may stand in the text."""
    single = {str(value) for value in args.values() if isinstance(value, str | int) and not isinstance(value, bool)}
    parts = {part for value in args.values() if isinstance(value, tuple) for part in value}
    return {form for value in single | parts if value.strip() for form in (value.strip(), value.strip().capitalize())}
