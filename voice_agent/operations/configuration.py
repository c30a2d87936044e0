"""The settings as a table, for `voice-agent settings` and docs/configuration.md: told by the class itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from scheduling.settings import ClinicRules
from voice_agent.config import Settings

HEAD = """# Configuration

Every setting is an environment variable, or a line in a file `.env` where the command is run. Wrong ones are all named
at start-up, with what to do; a misspelt variable is told with the name that is nearest. This page is
what `voice-agent settings` prints.

| variable | default | meaning |
| --- | --- | --- |
"""


@dataclass(frozen=True, slots=True)
class Option:
    """One setting. `default`: as it would be written; "" where there is none."""

    variable: str
    default: str
    meaning: str


def options() -> tuple[Option, ...]:
    """All of them: the agent's, then the calendar's."""
    prefix = Settings.model_config.get("env_prefix", "")
    fields = sorted(Settings.model_fields.items(), key=lambda field: field[0] in ClinicRules.model_fields)
    return tuple(Option(f"{prefix}{name}".upper(), _default(field), _meaning(field)) for name, field in fields)


def as_markdown() -> str:
    rows = [f"| `{o.variable}` | {f'`{o.default}`' if o.default else ''} | {_cell(o.meaning)} |" for o in options()]
    return HEAD + "\n".join(rows) + "\n"


def _default(field: FieldInfo) -> str:
    return (
        "" if field.default is None else str(field.default).lower() if field.annotation is bool else str(field.default)
    )


def _meaning(field: FieldInfo) -> str:
    """The description, and the choices where there are but a few."""
    choices = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
    text = field.description or ""
    return f"{text} One of: {', '.join(map(str, choices))}." if choices else text


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
