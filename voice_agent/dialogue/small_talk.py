"""What changes nothing and answers nothing: courtesies, "hold on", "say that again", what nobody made anything of."""

from __future__ import annotations

from voice_agent.dialogue import partings, questions, repairs
from voice_agent.dialogue.courtesies import only_courtesy
from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.events import Facts, Heard
from voice_agent.dialogue.flows import question
from voice_agent.understanding.commands import (
    Abort,
    Correct,
    Goodbye,
    HoldOn,
    OutOfScope,
    Repeat,
    Restart,
    Set,
    Start,
    Thanks,
    Unclear,
    Worry,
)

HARDLY_HEARD = 0.4
"""The same below which what is none of ours is not refused before it was said again."""
MOST_BARE = 4
"""So many words, of which nobody made anything, may ask for something that the clinic has written down."""


def heed(d: Decision, heard: Heard, facts: Facts, *, faint: bool) -> Decision:
    """Nothing was changed and nothing answered."""
    kinds = {type(c) for c in heard.commands} - {Worry}
    if Goodbye in kinds or (kinds & {Thanks, Abort} and d.state.done and not d.state.frames):
        return partings.leave(d, heard, facts, faint=faint)
    if kinds & {Restart, Abort}:
        return d
    if Repeat in kinds:
        return repairs.repeat(d)
    if HoldOn in kinds:
        return repairs.hold_on(d, heard_in_full=heard.prompt_heard)
    wordy = d.state.asks("task") and len(heard.text.split()) >= MOST_BARE  # "I'm out of my pills": a question, perhaps
    if kinds == {Thanks} and wordy and not only_courtesy(heard.text):
        return question.look_up(d, heard.text, keep_open=True, otherwise="not_caught")
    if Thanks in kinds:
        return repairs.ask_again(d.say("welcome"))
    if not heard.commands or (kinds <= {Unclear, OutOfScope} and only_courtesy(heard.text)):  # nothing was missed
        return repairs.miss(d, facts, None) if d.state.asks("anything_else") else repairs.ask_again(d)
    if kinds and kinds <= {Unclear, OutOfScope} and (wordy or questions.sounds_like_one(heard.text)):
        act = _beyond_us(d, heard) if OutOfScope in kinds else "not_caught"
        return question.look_up(d, heard.text, keep_open=True, otherwise=act)
    if OutOfScope in kinds and (d.state.question is None or d.state.question.expecting in (None, "task")):
        return repairs.miss(d, facts, _beyond_us(d, heard))
    known = kinds & {Set, Correct, Start}  # understood, but nothing new
    return repairs.miss(d, facts, None if d.acts or known else "not_caught")


def _beyond_us(d: Decision, heard: Heard) -> str:
    """What to say to a wish that is none of ours; heard faintly, it was perhaps another."""
    return "not_caught" if heard.hearing < HARDLY_HEARD and not d.state.misses else "out_of_scope"
