"""How hearing is set."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listening:
    """How to decode, and with how many threads.

    quick_margin_s, quick_beam: as below, of the quick network.
    trusted: confidence from which its reading stands (it is right more often than it says: two times in three here).
    margins_s: silence encoded after the utterance, one try after another. beam: readings of an utterance;
    wide_beam: of one in answer to what `several` names. unsure: confidence under which the clinic's words are
    tried, but not in answer to what `no_names` names; said again, under `certain`. near: nats by which a reading
    that has one of the words may fit the sound less than the free one. doubtful: confidence under which a longer
    margin is tried too, and the likelier reading kept. certain: confidence above which no expected answer is looked
    for in its place. numbers: what the digit-only pass is for. weighed: what has, at most, the confidence
    `disputed` where likely readings differ in their numbers. spelled: what letters are listened for in. threads: of
    each of `workers` decodes at once (where two processors are the halves of one core, as on rented machines, a
    decode on both takes longer). queue_limit: utterances that may wait, over all calls. hold_s: where the decoders
    are at work for the share `busy` of their time, an utterance is kept so long before it is decoded, since the
    caller may go on and void it; less down to `idle`. gives_way: how far decoding does, to what is more urgent.
    """

    quick_margin_s: float = 6.0
    quick_beam: int = 3
    trusted: float = 0.4
    margins_s: tuple[float, ...] = (4.0, 8.0)
    beam: int = 3
    wide_beam: int = 5
    unsure: float = 0.4
    near: float = 3.0
    certain: float = 0.75
    doubtful: float = 0.3
    several: frozenset[str] = frozenset({"name", "date_of_birth"})
    numbers: frozenset[str] = frozenset({"phone", "date_of_birth"})
    spelled: frozenset[str] = frozenset({"name"})
    weighed: frozenset[str] = frozenset({"date_of_birth"})
    disputed: float = 0.2
    no_names: frozenset[str] = frozenset({"confirm", "name", "date_of_birth", "phone"})
    workers: int = 2
    threads: int = 1
    queue_limit: int = 32
    compute_type: str = "int8"
    idle: float = 0.4
    busy: float = 0.8
    hold_s: float = 0.1
    gives_way: int = 5

    @property
    def careful(self) -> frozenset[str]:
        """In answer to what every letter counts: never left to the quick network."""
        return self.several | self.numbers
