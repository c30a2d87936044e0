"""Acts to sentences: templates from prompts/replies.yaml, filled by code and by nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, StrictUndefined, Template, TemplateError, meta, nodes

from voice_agent.dialogue.acts import Act
from voice_agent.dialogue.events import Facts

REPLIES = Path(__file__).resolve().parents[2] / "prompts" / "replies.yaml"
KEYS = {"text", "again", "kind", "public"}


class Kind(StrEnum):
    """read_back: a write, told before it is done, to be heard in full. emergency: never to be interrupted."""

    NORMAL = "normal"
    READ_BACK = "read_back"
    EMERGENCY = "emergency"
    FILLER = "filler"


@dataclass(frozen=True, slots=True)
class Reply:
    """One sentence or two, ready to be spoken. `act` names the act that it says.

    worded: "" where nobody but the template was asked; else "llm", or why the template is spoken in its stead.
    """

    text: str
    kind: Kind
    act: str
    worded: str = ""


class BadTemplates(ValueError):
    """The file of replies cannot be used; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Wording:
    """variables: what its templates are filled with, each with the constants that they compare it with."""

    text: Template
    again: Template
    kind: Kind
    public: Template
    variables: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Templates:
    """Every act's wording, compiled."""

    wordings: Mapping[str, Wording]

    @classmethod
    def load(cls, path: Path = REPLIES) -> Templates:
        """Raises BadTemplates for a file that is missing, malformed, or has an unknown key or kind."""
        try:
            raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (OSError, yaml.YAMLError) as error:
            raise BadTemplates(f"{path}: {error}") from error
        if not isinstance(raw, dict):
            raise BadTemplates(f"{path}: want a mapping of act names to wordings")
        env = Environment(undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True)  # speech
        return cls({name: _wording(env, str(name), entry, path) for name, entry in raw.items()})


def _wording(env: Environment, name: str, entry: Any, path: Path) -> Wording:
    entry = {"text": entry} if isinstance(entry, str) else entry
    if not isinstance(entry, dict) or not isinstance(entry.get("text"), str) or set(entry) - KEYS:
        raise BadTemplates(f"{path}: {name}: want a sentence, or a mapping of {', '.join(sorted(KEYS))} with a text")
    try:
        text = env.from_string(entry["text"])
        return Wording(
            text,
            env.from_string(entry["again"]) if "again" in entry else text,
            Kind(entry.get("kind", "normal")),
            env.from_string(entry["public"]) if "public" in entry else text,
            _variables(env.parse(entry["text"] + entry.get("again", ""))),
        )
    except (TemplateError, ValueError, TypeError) as error:
        raise BadTemplates(f"{path}: {name}: {error}") from error


def _variables(tree: nodes.Template) -> dict[str, tuple[str, ...]]:
    compared: dict[str, dict[str, None]] = {name: {} for name in sorted(meta.find_undeclared_variables(tree))}
    for test in tree.find_all(nodes.Compare):
        if isinstance(test.expr, nodes.Name) and test.expr.name in compared:
            constants = [operand.expr.value for operand in test.ops if isinstance(operand.expr, nodes.Const)]
            compared[test.expr.name] |= dict.fromkeys(constants)
    return {name: tuple(values) for name, values in compared.items()}


def render(acts: Sequence[Act], facts: Facts, templates: Templates) -> tuple[Reply, ...]:
    """The acts' sentences, in order. Raises BadTemplates for an act that has no wording, or lacks a value."""
    return tuple(
        Reply(_fill(act, facts, templates, again=act.attempt > 0), _of(act, templates).kind, act.name) for act in acts
    )


def public_text(act: Act, facts: Facts, templates: Templates) -> str:
    """The act's words without what they tell of a patient."""
    return fill(_of(act, templates).public, act, facts)


def _fill(act: Act, facts: Facts, templates: Templates, *, again: bool) -> str:
    wording = _of(act, templates)
    return fill(wording.again if again else wording.text, act, facts)


def _of(act: Act, templates: Templates) -> Wording:
    if act.name not in templates.wordings:
        raise BadTemplates(f"no wording for the act {act.name!r}: add it to the file of replies")
    return templates.wordings[act.name]


def fill(template: Template, act: Act, facts: Facts) -> str:
    """One template with an act's values. Raises BadTemplates where one is missing."""
    try:
        return " ".join(template.render(**act.args, clinic=facts.clinic_name).split())
    except TemplateError as error:
        raise BadTemplates(f"the wording of {act.name!r} asks for what the act does not give: {error}") from error
