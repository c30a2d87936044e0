"""The sentences that the classifier learns from: one file a situation, a line each: acts, a tab, what was said."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from voice_agent.understanding.acts.act import Act
from voice_agent.understanding.acts.situation import Situation

TEXTS = Path(__file__).parent / "texts"
SOURCES = Path(__file__).parents[1]
_NO_RULES = frozenset(
    {f"acts/{name}.py" for name in ("likelihoods", "offered", "openings", "read_backs", "settling")}
    | {f"{name}.py" for name in ("cascade", "cli", "embedded", "llm", "streamed", "trained")}
)
"""What is done with the rules' commands: they are the same, whatever stands there."""


@dataclass(frozen=True, slots=True)
class Sentence:
    situation: Situation
    acts: frozenset[Act]
    text: str


def load(folder: Path = TEXTS) -> list[Sentence]:
    """Raises ValueError naming the file and line that cannot be read."""
    return [
        _sentence(Situation(path.stem), line, f"{path.name}:{number}")
        for path in sorted(folder.glob("*.tsv"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    ]


def fingerprint() -> str:
    """Of the sentences, and of the rules whose commands are told to the classifier."""
    digest = hashlib.sha256()
    for path in sorted((*TEXTS.glob("*.tsv"), *SOURCES.rglob("*.py"), *SOURCES.rglob("*.txt"))):
        name = path.relative_to(SOURCES).as_posix()
        if name not in _NO_RULES:
            digest.update(name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _sentence(situation: Situation, line: str, place: str) -> Sentence:
    acts, tab, text = line.partition("\t")
    try:
        named = frozenset(map(Act, acts.split()))
    except ValueError as error:
        raise ValueError(f"{place}: {error}; acts are {', '.join(Act)}") from None
    if not tab or not named or not text.strip():
        raise ValueError(f"{place}: a line is acts, a tab, and what was said")
    return Sentence(situation, named, text)
