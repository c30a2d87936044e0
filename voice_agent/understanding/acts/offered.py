"""What is said to openings on offer, or to visits of which one is meant, as the acts settle it. Pure."""

from __future__ import annotations

from voice_agent.understanding.acts.act import ERRANDS, Act, acts_of
from voice_agent.understanding.acts.likelihoods import CERTAIN, UNLIKELY, instead, is_nothing, with_question
from voice_agent.understanding.acts.model import Likely
from voice_agent.understanding.commands import Affirm, Alternatives, Choose, Command, Correct, Deny, Set, When
from voice_agent.understanding.offers import fits
from voice_agent.understanding.reader import Context


def chosen(text: str, context: Context, commands: tuple[Command, ...], likely: Likely) -> tuple[Command, ...]:
    takes = max(likely[Act.CHOOSE], likely[Act.YES])
    if any(isinstance(c, Choose | Affirm) for c in commands):
        if takes < UNLIKELY and likely[Act.OTHER] >= CERTAIN:
            rest = tuple(c for c in commands if not isinstance(c, Choose | Affirm | Deny))
            return rest if any(isinstance(c, Alternatives) for c in rest) else (*rest, Alternatives(None))
        return with_question(text, commands, likely)
    if takes >= CERTAIN and likely[Act.OTHER] < UNLIKELY and (named := _named(context, commands)):
        return with_question(text, (named,), likely)
    only = len(context.offers) == 1 and not any(isinstance(c, Alternatives) and c.when for c in commands)
    if only and takes >= CERTAIN and max(likely[Act.OTHER], likely[Act.NO]) < UNLIKELY:
        return with_question(text, (Affirm(),), likely)
    errand = max(ERRANDS, key=lambda act: likely[act])
    if likely[errand] >= CERTAIN and takes < UNLIKELY and errand not in acts_of(commands):
        return (ERRANDS[errand], *(c for c in commands if isinstance(c, Set | Correct)))
    if all(map(is_nothing, commands)):
        refused = likely[Act.OTHER] >= CERTAIN and takes < UNLIKELY
        return (Alternatives(None),) if refused else instead(commands, likely)
    return commands


def _named(context: Context, commands: tuple[Command, ...]) -> Choose | None:
    """The one opening of the first hour or day named that only one opening has."""
    whens = [w for c in commands if isinstance(c, Set | Correct) and isinstance(c.value, tuple) for w in c.value]
    whens += [w for c in commands if isinstance(c, Alternatives) for w in c.when or ()]
    for when in whens:
        one_day = isinstance(when, When) and when.date_from is not None and when.date_from == when.date_to
        if isinstance(when, When) and (when.at or one_day) and not when.relative_to:
            named = [offer.ref for offer in context.offers if fits(offer.start, when)]
            if len(named) == 1:
                return Choose(named[0])
    return None
