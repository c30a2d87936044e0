"""A call written down in YAML: who rings and says what, over which line, and what must be true at the end.

    name: books-a-check-up
    clock: 2026-12-01T09:00          # the clinic's wall clock when the call begins
    seed: 7
    caller:
      number: "+12125550100"
      lines:
        - I'd like to book a check-up, please.
        - {say: No wait, interrupt_after_ms: 1200}
        - {keys: "1#"}
      # or, instead of lines:  recording: ../recordings/book.flac
    line: realistic
    expect:
      outcome: booked
      appointment: {provider: Dr. Ada Moss, date: 2026-12-03, time: "09:30"}
      said: [see you, /thursday|december third/]
      not_said: [credit card]
    limits: {turns: 12, seconds: 120}

Names, amounts and dates are checked on reading; every mistake is told with its line.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, ClassVar

import yaml
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from voice_agent.simulator.fake_twilio import Staff
from voice_agent.simulator.line import NAMED
from voice_agent.simulator.voice import Manner

OUTCOMES = (
    "booked",
    "rescheduled",
    "cancelled",
    "confirmed",
    "answered",
    "waitlisted",
    "registered",
    "handed_off",
    "callback",
    "emergency",
    "abandoned",
    "failed",
)
_STRICT = ConfigDict(extra="forbid")


class ScenarioError(ValueError):
    """A scenario that cannot be used: every mistake, one a line, each with file and line."""


@dataclass(frozen=True, slots=True)
class LineSpec:
    """One thing the caller does: `say` words or press `keys`; the rest as in `caller.ScriptLine`."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    say: str = ""
    keys: Annotated[str, Field(pattern=r"^[0-9*#]*$")] = ""
    pause_ms: Annotated[float, Field(ge=0, le=60_000)] = 700
    interrupt_after_ms: Annotated[float, Field(ge=0, le=60_000)] | None = None
    wait: bool = True

    def __post_init__(self) -> None:
        if bool(self.say.strip()) == bool(self.keys):
            raise ValueError("a line either says something or presses keys")


def _as_line(value: Any) -> Any:
    return {"say": value} if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class CallerSpec:
    """Who rings. `lines` or a `recording` (beside the scenario), not both."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    number: Annotated[str, Field(pattern=r"^(\+[0-9]{6,15}|anonymous)$")] = "+12125550100"
    voice: Manner = field(default_factory=Manner)
    lines: tuple[Annotated[LineSpec, BeforeValidator(_as_line)], ...] = ()
    recording: Path | None = None
    patience_ms: Annotated[float, Field(gt=0)] = 10_000
    linger_ms: Annotated[float, Field(gt=0)] = 6_000

    def __post_init__(self) -> None:
        if bool(self.lines) == (self.recording is not None):
            raise ValueError("a caller has either lines or a recording")


def _known_line(value: Any) -> Any:
    if value not in NAMED:
        raise ValueError(f"no line is called {value!r}; there are {', '.join(NAMED)}")
    return value


def _known_outcomes(value: Any) -> Any:
    outcomes = (value,) if isinstance(value, str) else value
    if isinstance(outcomes, list | tuple):
        for one in outcomes:
            if one not in OUTCOMES:
                raise ValueError(f"no outcome is called {one!r}; there are {', '.join(OUTCOMES)}")
    return outcomes


@dataclass(frozen=True, slots=True)
class AppointmentSpec:
    """What the appointment must be, as far as it is said; `date` and `time` are the location's wall clock."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    patient: str | None = None
    date: dt.date | None = None
    time: dt.time | None = None
    provider: str | None = None
    visit_type: str | None = None
    location: str | None = None


def _phrase(value: str) -> str:
    pattern_of(value)
    return value


Phrase = Annotated[str, AfterValidator(_phrase)]


def pattern_of(phrase: str) -> re.Pattern[str]:
    """What finds a phrase in speech: its words in any case, or the regular expression between slashes."""
    whole = len(phrase) > 2 and phrase.startswith("/") and phrase.endswith("/")
    try:
        return re.compile(phrase[1:-1] if whole else re.escape(phrase), re.IGNORECASE)
    except re.error as error:
        raise ValueError(f"{phrase} is no regular expression: {error}") from None


@dataclass(frozen=True, slots=True)
class Expectation:
    """What must be true at the end. outcome: one of these. unchanged: no appointment was made, moved or cancelled.

    said, not_said: parts of what the agent says, in any case; between slashes, a regular expression.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    outcome: Annotated[tuple[str, ...], BeforeValidator(_known_outcomes)] = ()
    appointment: AppointmentSpec | None = None
    unchanged: bool = False
    said: tuple[Phrase, ...] = ()
    not_said: tuple[Phrase, ...] = ()
    handed_to_staff: bool | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    turns: Annotated[int, Field(gt=0)] | None = None
    seconds: Annotated[float, Field(gt=0)] = 300


@dataclass(frozen=True, slots=True)
class Scenario:
    """See the module's head."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT
    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    caller: CallerSpec
    clock: dt.datetime | None = None
    seed: int = 0
    line: Annotated[str, BeforeValidator(_known_line)] = "clear"
    staff: Staff = field(default_factory=Staff)
    expect: Expectation = Expectation()
    limits: Limits = Limits()
    about: str = ""
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.clock is not None and self.clock.tzinfo is not None:
            raise ValueError("the clock is the clinic's wall time: leave the zone away")


_SCENARIO: TypeAdapter[Scenario] = TypeAdapter(Scenario)


def load(path: Path) -> Scenario:
    """Reads one scenario. Raises `ScenarioError`."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ScenarioError(f"{path}: cannot be read: {error}") from None
    scenario = parse(text, str(path))
    recording = scenario.caller.recording
    if recording is not None and not (path.parent / recording).is_file():
        raise ScenarioError(f"{path}: there is no recording {recording}")
    return scenario


def parse(text: str, source: str = "scenario") -> Scenario:
    """The scenario in a YAML text. Raises `ScenarioError`."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        value = yaml.safe_load(text)
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = f":{where.line + 1}" if where else ""
        raise ScenarioError(f"{source}{line}: not YAML: {getattr(error, 'problem', error)}") from None
    except ValueError as error:  # a date that does not exist
        raise ScenarioError(f"{source}: {error}") from None
    try:
        return _SCENARIO.validate_python(value)
    except ValidationError as error:
        raise ScenarioError("\n".join(mistakes(error, node, source))) from None


_PLAIN = {"unexpected_keyword_argument": "there is no such field here", "missing": "is needed and missing"}


def mistakes(error: ValidationError, node: yaml.Node | None, source: str) -> Iterator[str]:
    """Every mistake that a check against a schema found, in words, with its line in the YAML."""
    for one in error.errors(include_url=False):
        line, path = _place(node, one["loc"])
        message = _PLAIN.get(one["type"]) or one["msg"].removeprefix("Value error, ")
        yield f"{source}:{line}: {path or 'the scenario'}: {message[0].lower()}{message[1:]}"


def _place(node: yaml.Node | None, location: tuple[int | str, ...]) -> tuple[int, str]:
    """The line of the innermost node on the way to `location`, and the way there."""
    line = node.start_mark.line + 1 if node else 1
    path = ""
    for step in location:
        inner = _inside(node, step)
        if inner is None:
            path += f".{step}" if isinstance(node, yaml.MappingNode) and _is_name(step) else ""
            break
        key, node = inner
        line = key.start_mark.line + 1
        path += f"[{step}]" if isinstance(step, int) else f".{step}"
    return line, path.lstrip(".")


def _inside(node: yaml.Node | None, step: int | str) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


def _is_name(step: int | str) -> bool:
    """Pydantic puts type names of its own into locations; fields look like ours."""
    return isinstance(step, str) and step.isidentifier()
