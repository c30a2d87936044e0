"""Verdicts as lines of JSON, written one by one, so that a run that was interrupted can go on where it was."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from voice_agent.evaluation.verdict import Verdict

_VERDICT: TypeAdapter[Verdict] = TypeAdapter(Verdict)


class ResultsError(ValueError):
    """A file of results that cannot be read; says which line, and what to do."""


def dump(verdict: Verdict) -> str:
    return json.dumps(_VERDICT.dump_python(verdict, mode="json"), ensure_ascii=False)


def load(path: Path) -> list[Verdict]:
    """The verdicts of a run, in order; a last line that was cut short by an interruption is left out.

    Raises ResultsError for any other line that is no verdict, or where there is no file.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ResultsError(f"{path} cannot be read: {error}") from None
    verdicts = []
    for number, line in enumerate(lines, 1):
        try:
            verdicts.append(_VERDICT.validate_json(line))
        except ValidationError:
            if number < len(lines):
                raise ResultsError(f"{path}:{number}: no verdict of a call: delete the file and run anew") from None
    return verdicts


def save(verdicts: Iterable[Verdict], path: Path) -> None:
    """Write them anew, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_suffix(".new")
    made.write_text("".join(dump(one) + "\n" for one in verdicts), encoding="utf-8")
    made.replace(path)


def add(verdict: Verdict, path: Path) -> None:
    """Put one more at the end."""
    with path.open("a", encoding="utf-8") as file:
        file.write(dump(verdict) + "\n")
