"""How well whole turns are read: sentences written for this, by people who saw neither rules nor training sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from voice_agent.understanding.acts.act import ERRANDS, Act, acts_of
from voice_agent.understanding.acts.scenes import scene_of
from voice_agent.understanding.acts.sentences import load
from voice_agent.understanding.acts.situation import Situation
from voice_agent.understanding.reader import Context, Understanding, Utterance

TURNS = Path(__file__).with_name("turns")
_READ_BACKS = frozenset({Situation.BOOK, Situation.MOVE, Situation.DROP, Situation.WHO})
_OPENINGS = frozenset({Situation.OPEN, Situation.MORE})
_COURTESIES = frozenset({Act.THANKS, Act.BYE, Act.TELL, Act.OFF_TOPIC})
"""Acts that change nothing in what the agent does next."""

Read = Callable[[Context, Utterance], Understanding]


def measure(read: Read, folder: Path = TURNS) -> dict[str, float]:
    """turns_right: the share of turns of which all acts were found and no other, courtesies aside. turns_errand: of
    what she rings for, those with just the errands that were meant. turns_yes_*: of answers to a read-back.
    (An offer is the same in all scenes, so whether the right one is taken does not show.)"""
    read_as = [(s, acts_of(read(scene_of(s.situation), Utterance(s.text)).commands)) for s in load(folder)]
    openings = [(s, found) for s, found in read_as if s.situation in _OPENINGS]
    yes = [(Act.YES in s.acts, Act.YES in found) for s, found in read_as if s.situation in _READ_BACKS]
    return {
        "turns_right": _share(s.acts - _COURTESIES == found - _COURTESIES for s, found in read_as),
        "turns_errand": _share(_errands(s.acts) == _errands(found) for s, found in openings),
        "turns_yes_precision": _share(meant for meant, found in yes if found),
        "turns_yes_recall": _share(found for meant, found in yes if meant),
    }


def _errands(acts: frozenset[Act]) -> frozenset[Act]:
    return acts & frozenset(ERRANDS)


def _share(hits: Iterable[bool]) -> float:
    each = list(hits)
    return sum(each) / len(each) if each else 1.0
