"""The suite of scenarios: families in YAML in, scenarios out. Mistakes are told with file and line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, ClassVar

import yaml
from pydantic import AfterValidator, ConfigDict, TypeAdapter, ValidationError

from voice_agent.evaluation.case import TUESDAY_MORNING, Behaviour, Case, Expect, Mishap, Person, Wish
from voice_agent.simulator.line import NAMED
from voice_agent.simulator.scenario import ScenarioError, mistakes

SUITE = Path("tests/calls/suite")
_STRICT = ConfigDict(extra="forbid")


def _line(value: str) -> str:
    if value not in NAMED:
        raise ValueError(f"no line is called {value!r}; there are {', '.join(NAMED)}")
    return value


@dataclass(frozen=True, slots=True)
class Family:
    """Scenarios that differ in `vary` (what to put in place of the family's own, by field) and `behaviours`.

    lines: taken in turn, one a scenario.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    name: str
    caller: dict[str, Any]
    group: str = ""
    clock: dt.datetime = TUESDAY_MORNING
    vary: tuple[dict[str, Any], ...] = ({},)
    behaviours: tuple[tuple[Behaviour, ...], ...] = ((),)
    mishaps: tuple[Mishap, ...] = ()
    lines: tuple[Annotated[str, AfterValidator(_line)], ...] = ("clear", "realistic")
    expect: Expect = field(default_factory=Expect)


@dataclass(frozen=True, slots=True)
class Book:
    """One file: people and wishes for all files, families of its own."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    people: Mapping[str, Person] | None = None
    wishes: Mapping[str, Wish] | None = None
    families: tuple[Family, ...] = ()


_BOOK: TypeAdapter[Book] = TypeAdapter(Book)
_CASE: TypeAdapter[Case] = TypeAdapter(Case)


def load(folder: Path = SUITE) -> tuple[Case, ...]:
    """All scenarios of the folder's files, by name. Raises ScenarioError."""
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise ScenarioError(f"{folder}: there are no scenarios (*.yaml) here")
    books = {path: _read(path) for path in files}
    people = {key: one for book, _ in books.values() for key, one in (book.people or {}).items()}
    wishes = {key: one for book, _ in books.values() for key, one in (book.wishes or {}).items()}
    cases = [
        case
        for path, (book, places) in books.items()
        for family, lines in zip(book.families, places, strict=True)
        for case in _cases(family, people, wishes, [f"{path}:{line}" for line in lines])
    ]
    twice = {case.name for case in cases if sum(other.name == case.name for other in cases) > 1}
    if twice:
        raise ScenarioError(f"{folder}: two scenarios are called {', '.join(sorted(twice))}: give `vary` a `name`")
    return tuple(cases)


def _read(path: Path) -> tuple[Book, list[list[int]]]:
    """A file's book, and on which lines each of its families has its variations."""
    text = path.read_text(encoding="utf-8")
    try:
        node, value = yaml.compose(text, Loader=yaml.SafeLoader), yaml.safe_load(text)
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        raise ScenarioError(f"{path}:{where.line + 1 if where else 1}: not YAML: {error}") from None
    try:
        return _BOOK.validate_python(value), _places(node)
    except ValidationError as error:
        raise ScenarioError("\n".join(mistakes(error, node, str(path)))) from None


def _places(node: yaml.Node | None) -> list[list[int]]:
    families = _items(_value(node, "families"))
    return [[one.start_mark.line + 1 for one in _items(_value(family, "vary")) or [family]] for family in families]


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for name, value in pairs if name.value == key), None)


def _items(node: yaml.Node | None) -> list[yaml.Node]:
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _cases(family: Family, people: dict[str, Person], wishes: dict[str, Wish], places: Sequence[str]) -> Iterator[Case]:
    """places: file and line of each variation."""
    number = 0
    for place, changes in enumerate(family.vary):
        for behaviours in family.behaviours:
            own = dict(changes)
            variant = own.pop("name", str(place + 1) if len(family.vary) > 1 else "")
            name = "-".join(filter(None, (family.name, variant, *behaviours)))
            values = {
                "name": name,
                "group": family.group or family.name,
                "clock": own.pop("clock", family.clock),
                "behaviours": behaviours,
                "mishaps": own.pop("mishaps", family.mishaps),
                "line": family.lines[number % len(family.lines)],
                "caller": {**family.caller, **own.pop("caller", {})},
                "expect": own.pop("expect", family.expect),
                "people": people,
                "wishes": wishes,
                **own,
            }
            number += 1
            yield _case(values, places[place])


def _case(values: dict[str, Any], place: str) -> Case:
    where = f"{place}: {values['name']}"
    try:
        case = _CASE.validate_python(values)
    except ValidationError as error:
        wrong = (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors(include_url=False))
        raise ScenarioError("\n".join(f"{where}: {line}" for line in wrong)) from None
    caller = case.caller
    for key in filter(None, (caller.who, caller.for_whom)):
        if key not in case.people:
            raise ScenarioError(f"{where}: nobody is called {key!r}; there are {', '.join(case.people)}")
    for key in (caller.when, caller.when_else):
        if key not in case.wishes:
            raise ScenarioError(f"{where}: no wish is called {key!r}; there are {', '.join(case.wishes)}")
    return case
