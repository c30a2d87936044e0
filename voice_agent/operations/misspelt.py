"""Variables that look like settings and are none: a misspelt one would otherwise be passed over without a word."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dotenv import dotenv_values

from voice_agent.config import Settings

PREFIX = "VOICE_AGENT_"
NOT_SETTINGS = ("VOICE_AGENT_TEST_", "VOICE_AGENT_BENCH_DATA")
"""What the tests and the benches are told by."""
ALIKE = 0.6
"""How alike two names are at least, of 1, where the one is proposed for the other."""
ALMOST = 0.9
"""The same for a variable whose prefix is misspelt: others' variables are not ours to judge."""


@dataclass(frozen=True, slots=True)
class Misspelt:
    """A variable without effect. `nearest`: the setting that was probably meant."""

    name: str
    nearest: str | None

    def __str__(self) -> str:
        meant = f"did you mean {self.nearest}?" if self.nearest else "`voice-agent settings` lists them"
        return f"{self.name} is no setting and has no effect: {meant}"


def misspelt(file: Path = Path(".env")) -> tuple[Misspelt, ...]:
    """Those of the environment and of the file; values are not looked at."""
    return among([*os.environ, *(dotenv_values(file) if file.is_file() else ())])


def among(names: Iterable[str]) -> tuple[Misspelt, ...]:
    """Those of these names, in order of the alphabet. Capitals do not count, as they do not for the settings."""
    settings = {f"{PREFIX}{name}".upper() for name in Settings.model_fields}
    found = []
    for name in sorted(set(names)):
        plain = name.upper()
        if plain in settings or plain.startswith(NOT_SETTINGS):
            continue
        ours = plain.startswith(PREFIX)
        if ours or plain.startswith(("VOICE", "AGENT")):
            nearest = next(iter(_nearest(plain, settings, ours)), None)
            found += [Misspelt(name, nearest)] if ours or nearest else []
    return tuple(found)


def _nearest(name: str, settings: Iterable[str], ours: bool) -> list[str]:
    """Compared without the prefix that all of them share, where the name has it."""
    if not ours:
        return difflib.get_close_matches(name, settings, n=1, cutoff=ALMOST)
    bare = [setting.removeprefix(PREFIX) for setting in settings]
    return [PREFIX + near for near in difflib.get_close_matches(name.removeprefix(PREFIX), bare, n=1, cutoff=ALIKE)]
