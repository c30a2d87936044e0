"""How well callers are identified: recorded name and date attempts (EVI) against its registry of 10,000 people.

Needs `evi_identity_turns.jsonl` and `evi_records.jsonl` in the data folder.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scheduling.matching import NameIndex, choose
from voice_agent.dialogue.flows.identify import DATES, TRIES
from voice_agent.understanding.dates_of_birth import read_date_of_birth
from voice_agent.understanding.names import read_name
from voice_agent.understanding.reader import DateOrder

_TODAY = date(2021, 6, 1)
"""When the recordings were made, or near it."""
_IMPOSTORS_EACH = 20
_MOST_TIED = 300
_ALIKE = 0.999999


@dataclass(frozen=True, slots=True)
class Caller:
    """One caller's readings, a tuple of them an attempt; `name` and `born` are what the caller was told to say."""

    name: str
    born: date
    names: tuple[tuple[str, ...], ...]
    dates: tuple[tuple[date, ...], ...]


@dataclass(frozen=True, slots=True)
class Registry:
    names: tuple[str, ...]
    born: tuple[date, ...]
    by_date: dict[date, tuple[int, ...]]

    def without(self, person: int) -> Registry:
        day = self.born[person]
        return Registry(self.names, self.born, self.by_date | {day: tuple(i for i in self.by_date[day] if i != person)})


def measure(data_dir: Path) -> dict[str, float]:
    """Figures: first attempts for names and dates; identification within two attempts of each; impostors accepted.

    evi_dob_said: of the first attempts that gave any date, how many gave the caller's; the rest heard none or half of
    one. evi_unregistered_gave_another: how much of evi_false_accept_unregistered is callers who said the exact name and
    date of another person in the registry, whom nothing could refuse.
    """
    registry = _registry(data_dir / "evi_records.jsonl")
    callers = _callers(data_dir / "evi_identity_turns.jsonl")
    index = NameIndex(registry.names)
    left_out = _unregistered(registry, callers)
    return {
        "evi_name_top1": _mean([_top_share(index, registry.names, caller) for caller in callers]),
        "evi_dob_accuracy": _share([caller.dates[0][:1] == (caller.born,) for caller in callers]),
        "evi_dob_said": _share([caller.dates[0][0] == caller.born for caller in callers if caller.dates[0]]),
        "evi_dob_heard": _share([caller.born in caller.dates[0] for caller in callers]),
        "evi_dob_within_two": _share(
            [any(d[:1] == (caller.born,) for d in caller.dates[:TRIES]) for caller in callers]
        ),
        "evi_identified": _share([_is_identified(registry, caller) for caller in callers]),
        "evi_false_accept": _share(_impostors(registry, callers)),
        "evi_false_accept_unregistered": _share([accepted for accepted, _ in left_out]),
        "evi_unregistered_gave_another": _share([as_said for _, as_said in left_out]),
    }


def identify(registry: Registry, names: Sequence[Sequence[str]], dates: Sequence[Sequence[date]]) -> int | None:
    """The person identified within two tries, as in a call: each is a name and a date anew, the date in its likeliest
    readings, and the second is helped out by what was heard in the first; None where nobody is."""
    earlier_names: Sequence[str] = ()
    earlier_days: Sequence[date] = ()
    for heard, days in zip(names[:TRIES], dates[:TRIES], strict=False):
        likely = days[:DATES]
        for day in dict.fromkeys((*likely, *earlier_days)):
            people = registry.by_date.get(day, ())
            readings = tuple(dict.fromkeys((*heard, *earlier_names)))
            chosen = choose(readings, [registry.names[person] for person in people])
            if chosen is not None:
                return people[chosen]
        earlier_names, earlier_days = heard, likely
    return None


def _is_identified(registry: Registry, caller: Caller) -> bool:
    person = identify(registry, caller.names, caller.dates)
    return person is not None and (registry.names[person], registry.born[person]) == (caller.name, caller.born)


def _impostors(registry: Registry, callers: Sequence[Caller]) -> list[bool]:
    """A true patient's name with another patient's date of birth: was anybody identified?"""
    draw = random.Random(1)
    pairs = [(caller, draw.choice(callers)) for caller in callers for _ in range(_IMPOSTORS_EACH)]
    return [
        identify(registry, caller.names, other.dates) is not None
        for caller, other in pairs
        if (caller.name, caller.born) != (other.name, other.born)
    ]


def _unregistered(registry: Registry, callers: Sequence[Caller]) -> list[tuple[bool, bool]]:
    """The caller's own record is taken out of the registry: was anybody identified, and was it somebody whose very name
    and date the caller had said? (Some callers gave another person's than they were told to.)"""
    person = {pair: i for i, pair in enumerate(zip(registry.names, registry.born, strict=True))}
    taken: list[tuple[bool, bool]] = []
    for caller in callers:
        others = registry.without(person[caller.name, caller.born])
        chosen = identify(others, caller.names, caller.dates)
        as_said = (
            chosen is not None
            and any(registry.names[chosen] in heard for heard in caller.names[:TRIES])
            and any(registry.born[chosen] == days[0] for days in caller.dates[:TRIES] if days)
        )
        taken.append((chosen is not None, as_said))
    return taken


def _top_share(index: NameIndex, names: Sequence[str], caller: Caller) -> float:
    """1 where the caller's name is the best match of the first attempt; of n names that match alike, each counts 1/n.

    (The registry's order must not decide: its first people are the ones that callers were given.)
    """
    ranked = index.rank(caller.names[0], _MOST_TIED)
    best = {names[match.index] for match in ranked if match.score >= ranked[0].score * _ALIKE}
    return 1 / len(best) if caller.name in best else 0.0


def _registry(path: Path) -> Registry:
    records = [json.loads(line) for line in path.read_text().splitlines()]
    by_date: defaultdict[date, tuple[int, ...]] = defaultdict(tuple)
    born = tuple(date.fromisoformat(record["dob"]) for record in records)
    for person, day in enumerate(born):
        by_date[day] += (person,)
    return Registry(tuple(record["name"] for record in records), born, dict(by_date))


def _callers(path: Path) -> list[Caller]:
    calls: defaultdict[str, defaultdict[str, list[tuple[int, list[str], str]]]] = defaultdict(lambda: defaultdict(list))
    for line in path.read_text().splitlines():
        turn = json.loads(line)
        calls[turn["dialogue_id"]][turn["item"]].append((turn["attempt"], turn["nbest"], turn["gold"]))
    return [_caller(sorted(call["name"]), sorted(call["dob"])) for call in calls.values()]


def _caller(names: list[tuple[int, list[str], str]], dates: list[tuple[int, list[str], str]]) -> Caller:
    return Caller(
        names[0][2],
        date.fromisoformat(dates[0][2]),
        tuple(read_name(nbest).readings for _, nbest, _ in names),
        tuple(read_date_of_birth(nbest, DateOrder.DMY, _TODAY).readings for _, nbest, _ in dates),
    )


def _share(hits: Sequence[bool]) -> float:
    return _mean([float(hit) for hit in hits])


def _mean(parts: Sequence[float]) -> float:
    return sum(parts) / len(parts) if parts else 0.0
