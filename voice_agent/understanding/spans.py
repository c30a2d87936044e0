"""From the words an LLM copied to values: what is not a span of the utterance is refused, the rest read by grammars."""

from __future__ import annotations

import re
from dataclasses import dataclass

from voice_agent.understanding.commands import Field, Value, Whens
from voice_agent.understanding.dates_of_birth import read_date_of_birth
from voice_agent.understanding.digits import read_phone
from voice_agent.understanding.names import read_name
from voice_agent.understanding.offers import points
from voice_agent.understanding.particulars import find_particulars
from voice_agent.understanding.reader import Context
from voice_agent.understanding.tools import Nonsense
from voice_agent.understanding.vocabulary import Names
from voice_agent.understanding.when import find_whens

_WORD = re.compile(r"\w+")
_ANYONE = re.compile(
    r"\b(?:any(?:one|body)?|either|whoever|whichever|no preference|don't (?:mind|care))\b", re.IGNORECASE
)
_CLINICS_OWN = frozenset({Field.PROVIDER, Field.VISIT_TYPE, Field.LOCATION})
_PARTICULARS = frozenset({Field.RELATION, Field.NEW_PATIENT, Field.INSURANCE})
Read = tuple[Value, tuple[Value, ...]]
"""A value and its other readings."""


@dataclass(frozen=True, slots=True)
class Spans:
    """What the caller said, to be pointed into. `country`: of telephone numbers, as for the embedded reader."""

    said: str
    context: Context
    names: Names
    country: str | None = None

    def locate(self, words: str) -> str:
        """The words as the caller said them. Raises Nonsense where she did not: case and punctuation aside."""
        wanted = [w.lower() for w in _WORD.findall(words)]
        heard = list(_WORD.finditer(self.said))
        for i in range(len(heard) - len(wanted) + 1 if wanted else 0):
            window = heard[i : i + len(wanted)]
            if [m.group().lower() for m in window] == wanted:
                return self.said[window[0].start() : window[-1].end()]
        raise Nonsense("not_said")

    def whens(self, words: str) -> Whens:
        """Empty where no day or time was said in these words."""
        span = self.locate(words)
        found = find_whens(
            span,
            self.context.now,
            date_order=self.context.date_order,
            offers=self.context.offers,
            appointment=self.context.appointment,
            expecting_when=not points(span),
        )
        return tuple(when for f in found for when in f.whens)

    def value(self, field: Field, words: str) -> Read:
        """The field's value. Raises Nonsense for words that were not said, or that hold no such value."""
        span = self.locate(words)
        read = self._read(field, span)
        if read is None:
            raise Nonsense("no_value")
        return read

    def _read(self, field: Field, span: str) -> Read | None:
        match field:
            case Field.WHEN:
                return (whens, ()) if (whens := self.whens(span)) else None
            case Field.NAME:
                name = read_name([span])
                return (name.best, tuple(name.candidates)) if name.best else None
            case Field.DATE_OF_BIRTH:
                born = read_date_of_birth([span], self.context.date_order, self.context.now.date())
                return (born.best, tuple(born.candidates)) if born.best else None
            case Field.PHONE:
                phone = read_phone([span], self.country)
                return (phone.best, tuple(phone.candidates)) if phone.best else None
            case Field.REASON:
                return span, ()
        return self._particular(field, span) if field in _PARTICULARS else self._clinics_own(field, span)

    def _clinics_own(self, field: Field, span: str) -> Read | None:
        """A name of the clinic's; where it was asked for, also words that are none (the dialogue says so)."""
        mention = next((m for m in self.names.find(span) if m.field is field), None)
        if mention is not None:
            return mention.value, ()
        if field is Field.PROVIDER and _ANYONE.search(span):
            return "any", ()
        return (span, ()) if self.context.expecting == field.value else None

    def _particular(self, field: Field, span: str) -> Read | None:
        for text in (span, f"it's for {span}", self.said):
            found = next((p for p in find_particulars(text) if p.field is field), None)
            if found is not None:
                return found.value, ()
        return (span, ()) if field is Field.INSURANCE else None
