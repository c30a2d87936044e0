"""Emergencies spoken through the line: how many are still raised from what the transcriber hears.

`python -m voice_agent.bench.understanding.spoken tests/understanding/emergencies_*.yaml` says every sentence of the
lists (and every n-th of the training sentences) with the callers' voice, each in another manner, sends it over a
telephone line (clean, and babble 15 and 5 dB below the voice), and reads every hypothesis. Writes
`build/bench/spoken_emergencies.json`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
import yaml

from voice_agent.assembly import networks_of
from voice_agent.audio.vad import SileroModel
from voice_agent.bench import report
from voice_agent.bench.speech import LINES_OF, MANNERS, over_the_line
from voice_agent.config import load
from voice_agent.simulator.voice import HibariVoice
from voice_agent.speech.listening import Listening
from voice_agent.speech.whisper import WhisperEngine
from voice_agent.understanding.red_flags import train as red_flags
from voice_agent.understanding.safety import EmergencyRules, find_emergency, load_rules


@dataclass(frozen=True, slots=True)
class Hearing:
    """A sentence as it was heard over one kind of line, and whether it was raised."""

    kind: str
    said: str
    heard: tuple[str, ...]
    raised: bool


def hear(
    sentences: Sequence[str], kinds: Iterable[str], voice: HibariVoice, engine: WhisperEngine, rules: EmergencyRules
) -> Iterable[Hearing]:
    """Every sentence over every kind of line."""
    for kind in kinds:
        for seed, said in enumerate(sentences):
            sound = voice.say(said, MANNERS[seed % len(MANNERS)])
            found = engine.transcribe(over_the_line(sound, LINES_OF[kind], seed))
            heard = (found.text, *(one.text for one in found.nbest))
            yield Hearing(kind, said, heard, find_emergency(heard, rules) is not None)


def figures_of(emergencies: Sequence[Hearing], others: Sequence[Hearing]) -> dict[str, float]:
    """Recall over each kind of line, and the share of other sentences that raise one."""

    def share(hearings: Sequence[Hearing], kind: str) -> float:
        of_kind = [hearing.raised for hearing in hearings if hearing.kind == kind]
        return sum(of_kind) / max(1, len(of_kind))

    return {
        f"spoken_emergency_{what}_{kind}": share(hearings, kind)
        for what, hearings in (("recall", emergencies), ("false", others))
        for kind in dict.fromkeys(hearing.kind for hearing in hearings)
    }


def sentences_of(lists: Sequence[Path], every: int) -> tuple[list[str], list[str]]:
    """The lists' emergencies and others, and every n-th training sentence that is no template (0: none)."""
    read = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in lists]
    emergencies = [said for data in read for key in ("emergencies", "self_harm") for said in data[key]]
    others = [said for data in read for said in data["not_emergencies"]]
    if every:
        emergencies += [s for label in ("emergency", "self_harm") for s in red_flags.plain_sentences(label)[::every]]
    return emergencies, others


def run(
    lists: Sequence[Path], *, every: int, others: bool, kinds: Sequence[str], tell: Callable[[str], None]
) -> dict[str, float]:
    settings = load()
    rules = load_rules(settings.prompts / "emergencies.yaml", red_flags.load_or_train())
    engine = WhisperEngine(networks_of(settings), SileroModel(), Listening(workers=1, threads=1))
    voice = HibariVoice(Path("build/lines"))
    said, harmless = sentences_of(lists, every)

    def all_of(sentences: Sequence[str], wanted: bool) -> list[Hearing]:
        done = []
        for hearing in hear(sentences, kinds, voice, engine, rules):
            done.append(hearing)
            if hearing.raised is not wanted:
                tell(f"{hearing.kind}: {hearing.said!r} was heard as {hearing.heard!r}")
        return done

    return figures_of(all_of(said, True), all_of(harmless, False) if others else [])


def main(
    lists: Annotated[list[Path], typer.Argument(help="Lists of sentences (tests/understanding/emergencies_*.yaml).")],
    every: Annotated[int, typer.Option(help="Every n-th training sentence too; 0 leaves them out.")] = 4,
    others: Annotated[bool, typer.Option(help="What is no emergency too, for false alarms.")] = False,
    kinds: Annotated[str, typer.Option(help="Kinds of line, by commas.")] = ",".join(LINES_OF),
) -> None:
    """Say emergencies over telephone lines and count those that are raised; prints what was missed."""
    figures = run(lists, every=every, others=others, kinds=kinds.split(","), tell=typer.echo)
    for key, figure in figures.items():
        typer.echo(f"{key} {figure:.4f}")
    typer.echo(str(report.write("spoken_emergencies", figures)))


if __name__ == "__main__":
    typer.run(main)
