"""How old a patient may be: a rule of a provider, of a type of visit, or of both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scheduling.values import NotAllowed

OLDEST = 150


@dataclass(frozen=True, slots=True)
class Ages:
    """Whole years on the day of the visit, both bounds included; None: no bound."""

    least: int | None = None
    most: int | None = None

    @property
    def any(self) -> bool:
        return self.least is None and self.most is None

    def admit(self, born: date, first: date, last: date | None = None) -> bool:
        """Whether somebody may come on that day, or on one of the days up to `last`."""
        old_enough = self.least is None or years(born, last or first) >= self.least
        return old_enough and (self.most is None or years(born, first) <= self.most)

    def cover(self, other: Ages) -> bool:
        """Whether everybody whom `other` admits is admitted."""
        youngest = (self.least or 0) <= (other.least or 0)
        return youngest and (self.most is None or (other.most is not None and other.most <= self.most))

    def check(self, born: date, first: date, last: date | None = None) -> None:
        """Raises NotAllowed("age")."""
        if not self.admit(born, first, last):
            raise NotAllowed("age", f"only for patients {self} on the day of the visit")

    def __str__(self) -> str:
        if self.least is None:
            return f"of up to {self.most} years"
        return f"of {self.least} years and more" if self.most is None else f"of {self.least} to {self.most} years"


EVERYBODY = Ages()


def years(born: date, day: date) -> int:
    """The age on that day; who is born on February 29 is a year older on March 1 where there is none."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
