"""Acts to sentences: templates from prompts/replies.yaml, filled by code and by nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, StrictUndefined, Template, TemplateError

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
    """One sentence or two, ready to be spoken. `act` names the act that it says."""

    text: str
    kind: Kind
    act: str


class BadTemplates(ValueError):
    """The file of replies cannot be used; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Wording:
    text: Template
    again: Template
    kind: Kind
    public: Template


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
        )
    except (TemplateError, ValueError, TypeError) as error:
        raise BadTemplates(f"{path}: {name}: {error}") from error


def render(acts: Sequence[Act], facts: Facts, templates: Templates) -> tuple[Reply, ...]:
    """The acts' sentences, in order. Raises BadTemplates for an act that has no wording, or lacks a value."""
    return tuple(
        Reply(_fill(act, facts, templates, again=act.attempt > 0), _of(act, templates).kind, act.name) for act in acts
    )


def public_text(act: Act, facts: Facts, templates: Templates) -> str:
    """The act's words without what they tell of a patient."""
    return _filled(_of(act, templates).public, act, facts)


def _fill(act: Act, facts: Facts, templates: Templates, *, again: bool) -> str:
    wording = _of(act, templates)
    return _filled(wording.again if again else wording.text, act, facts)


def _of(act: Act, templates: Templates) -> Wording:
    if act.name not in templates.wordings:
        raise BadTemplates(f"no wording for the act {act.name!r}: add it to the file of replies")
    return templates.wordings[act.name]


def _filled(template: Template, act: Act, facts: Facts) -> str:
    try:
        return " ".join(template.render(**act.args, clinic=facts.clinic_name).split())
    except TemplateError as error:
        raise BadTemplates(f"the wording of {act.name!r} asks for what the act does not give: {error}") from error


def constant_phrases(facts: Facts, templates: Templates) -> tuple[str, ...]:
    """The wordings that are the same in every call: they can be rendered once. Nothing of a patient is in them."""
    found: dict[str, None] = {}
    for name, wording in templates.wordings.items():
        for template in (wording.text, wording.again):
            try:
                found[
                    _filled(template, Act(name, {"recorded": facts.recorded, "disclosed": facts.disclosed}), facts)
                ] = None
            except BadTemplates:
                continue
    return tuple(filter(None, found))
