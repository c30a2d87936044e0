"""What a caller's commands change in the state: tasks begun, fields set and corrected, openings chosen.

Whether anything must be looked up again, asked or read back follows from the changed state; nothing is said here but
that a name is not the clinic's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from voice_agent.dialogue import chosen, denials, doubts, errands, grounding, people, questions, spoken, telephones
from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.events import Facts, Heard
from voice_agent.dialogue.flows import visits
from voice_agent.dialogue.state import ANYONE, Doubt, Frame, State
from voice_agent.understanding.commands import (
    Alternatives,
    Ask,
    Choose,
    Command,
    Correct,
    Deny,
    Field,
    OutOfScope,
    RelativeTo,
    Set,
    Start,
    Task,
    Unclear,
    Value,
    Whens,
)

PICKS_BY_WANT = {Task.CANCEL, Task.CONFIRM_VISIT, Task.LOOKUP}
"""Tasks in which a day or a provider tells which visit is meant, not which is wanted."""
WANTS = {Field.VISIT_TYPE, Field.PROVIDER, Field.LOCATION, Field.WHEN, Field.REASON}
NUMBERS = {"date_of_birth", "phone"}
OF_THE_CALLER = {"own_number", "phone", "texts"}


def heed(d: Decision, heard: Heard, facts: Facts) -> Decision:
    """Apply every command of the utterance that changes something, in the order said."""
    begun, whens = 0, [c for c in heard.commands if isinstance(c, Set) and _may_tell_which(c)]
    ordered, before = _task_first(d.state, heard.commands)
    before = before or any(isinstance(c, Set) and _is_counted(c) for c in heard.commands)
    fresh = d.state.frame is None and any(isinstance(c, Start) for c in ordered)
    ordered, second = errands.two_kinds(ordered, heard, facts) if fresh else (ordered, None)
    for command in ordered:
        if d.state.callback and (noted := _noted(d, command)):
            d = noted
            continue
        if fresh and isinstance(command, Alternatives):
            continue  # beside a task that is only now begun there is nothing to be other than
        if isinstance(command, Start):
            d = errands.start(d, command.task, heard, facts, begun=begun)
            begun += 1
        elif whens and command is whens[0] and (len(whens) > 1 or before) and _moves(d.state):
            d = _about(d, whens[0])  # "from Friday to Monday"; "I have one on Friday, can we move it?"
        else:
            d = _apply(d, command, heard, facts)
    d = errands.first_said_first(d, begun)
    return errands.with_second_kind(d, second) if second else d


def _may_tell_which(command: Set) -> bool:
    """Whether it is a time that a visit she has may be at: not one that is counted from it."""
    return command.field is Field.WHEN and bool(command.value) and not _is_counted(command)


def _is_counted(command: Set) -> bool:
    """Whether it is a time counted from a visit that is not known yet."""
    value = command.value if command.field is Field.WHEN else ()
    return isinstance(value, tuple) and any(w.counted for w in value)


def _noted(d: Decision, command: Command) -> Decision | None:
    """ "Yes, after four": said of a callback, it is for whoever calls back, and no wish for a visit."""
    callback, text = d.state.callback, ""
    match command:
        case Set(field=Field.WHEN, value=tuple() as when) | Correct(field=Field.WHEN, value=tuple() as when):
            text = spoken.constraint(when)
        case Alternatives():
            text = spoken.constraint(command.when or ())
        case Set() | Correct() if command.field in WANTS and d.state.frame is None:
            text = str(command.value)
        case _:
            return None
    if callback is None or not text or text in callback.note:
        return d
    return d.having(callback=replace(callback, note="; ".join(filter(None, (callback.note, text)))))


def _task_first(state: State, commands: Sequence[Command]) -> tuple[list[Command], bool]:
    """With nothing in hand, the task comes before what was said of it, and whether a time was said before the task."""
    first = next((i for i, c in enumerate(commands) if isinstance(c, Start)), 0)
    if state.frame or not first:
        return list(commands), False
    before = any(isinstance(c, Set) and c.field is Field.WHEN for c in commands[:first])
    return [commands[first], *commands[:first], *commands[first + 1 :]], before


def _moves(state: State) -> bool:
    return state.frame is not None and state.frame.task is Task.RESCHEDULE


def confirm_doubt(d: Decision, facts: Facts) -> Decision:
    """The caller said yes to what was doubted: now it counts."""
    doubt = d.state.doubt
    d = d.having(doubt=None)
    if doubt is None or doubt.field is None:
        return d
    value: Value = (doubt.texts or doubt.dates or doubt.whens)[0]
    return _set(d, Set(doubt.field, value, doubt.texts[1:]), Heard("", ()), facts, sure=True)


def withdraw(d: Decision) -> Decision:
    """What was offered and chosen does not hold any more; what is held is let go with the next hold."""
    d = d.having(agreed=None).with_frame(offers=(), choice=None, held=None)
    return d.with_frame(visit=None) if d.frame.task in PICKS_BY_WANT else d


# --- fields


def _apply(d: Decision, command: Command, heard: Heard, facts: Facts) -> Decision:
    match command:
        case Set(field=Field.PHONE) | Correct(field=Field.PHONE):
            return telephones.heed(d, command, heard, facts)
        case Set() | Correct():
            return _set(d, command, heard, facts)
        case Choose():
            return _choose(d, command.ref)
        case Alternatives():
            return _alternatives(d, command)
    return d


def _set(d: Decision, command: Set | Correct, heard: Heard, facts: Facts, *, sure: bool = False) -> Decision:
    if not sure:
        said = command.value
        d, sifted = denials.sift(d, command, heard)
        if sifted is None:
            return d
        command = sifted
        if denials.heard_as_denied(d, command, heard):
            return people.to_be_spelled(d.having(refused=d.state.refused + 1), ())
        instead = command.value != said and not denials.denies(heard)
        doubt = doubts.of(d.state, command, heard, instead=instead)
        if doubt and d.state.refused and doubt.texts:  # said back again it would be as wrong: it is to be spelled
            return people.to_be_spelled(d, doubt.texts)
        if doubt:
            return d.having(doubt=doubt)
        if d.state.doubt and d.state.doubt.field is command.field:
            d = d.having(doubt=None)
    if command.field in WANTS and d.state.asks("check_task") and _goes_on_with_it(d.state, heard):
        d = d.having(doubt=None)  # "would you like to book a visit?" "Thursday, if you can"
    if command.field in WANTS:
        declines = any(isinstance(c, Deny) for c in heard.commands) or questions.echoes(d.state, heard.commands)
        return _set_want(d, command, facts, declines=declines)
    return people.set_person(d, command)


def _goes_on_with_it(state: State, heard: Heard) -> bool:
    """Whether more is told of a task that was only supposed, and nothing is said against it."""
    doubt, kinds = state.doubt, {type(c) for c in heard.commands}
    return doubt is not None and doubt.task is not None and not kinds & {Deny, Start, Ask, OutOfScope, Unclear}


def _set_want(d: Decision, command: Set | Correct, facts: Facts, *, declines: bool) -> Decision:
    state, correcting = d.state, isinstance(command, Correct)
    if command.field is Field.WHEN and not correcting and state.question and state.question.expecting in NUMBERS:
        return d  # a date of birth or a number that was also read as a day
    if command.field is Field.WHEN and state.question and state.question.name in OF_THE_CALLER:
        return d  # "you can reach me there this week"
    if state.frame is None and command.field is Field.WHEN and declines:
        return d  # "no, that's all for today"; "two o'clock, lovely, and where is that?"
    if state.frame is None:
        d = d.having(frames=(Frame(Task.BOOK),), doubt=Doubt(task=Task.BOOK))
    frame, want, value = d.frame, d.frame.want, command.value
    match command.field:
        case Field.WHEN if isinstance(value, tuple):
            return _set_when(d, value, correcting)
        case Field.PROVIDER:
            name = _provider(str(value), facts)
            if name is None:
                return d.say("unknown_provider")
            want = replace(want, provider=name)
        case Field.LOCATION:
            place = grounding.canonical(facts.vocabulary.locations, str(value))
            if place is None:
                return d.say("unknown_location")
            want = replace(want, location=place)
        case Field.VISIT_TYPE:
            kind = grounding.canonical(facts.vocabulary.visit_types, str(value))
            # what names no type of ours is a reason, once: said again it is a miss, so that asking has an end
            if kind is None and not frame.complaint and not questions.sounds_like_one(str(value)):
                # "it's personal", "something with my stomach": what troubles her, for which there is a usual visit
                return d.with_frame(want=replace(want, reason=want.reason or str(value)), complaint=True)
            want = replace(want, visit_type=kind) if kind else replace(want, reason=want.reason or str(value))
        case Field.REASON:
            reason = (
                str(value) if correcting or not want.reason else want.reason
            )  # what she came for, not what she adds
            return d.with_frame(want=replace(want, reason=reason), complaint=True)
    if want == frame.want or chosen.wanted(d.state, want):
        return d
    return withdraw(d.with_frame(want=want, double_ok=False))


def _provider(said: str, facts: Facts) -> str | None:
    if said.casefold() in ("any", "anyone", "anybody", "any provider", "no preference"):
        return ANYONE
    return grounding.canonical(facts.vocabulary.providers, said)


def _set_when(d: Decision, said: Whens, correcting: bool) -> Decision:
    frame = d.frame
    if d.state.asks("which_visit"):
        meant = grounding.pointed_at(said, frame.visits or ())
        if len(meant) == 1 or frame.task is Task.RESCHEDULE:
            return d.with_frame(visit=meant[0]) if len(meant) == 1 else d
    pointed = grounding.picked(said, frame.offers) if frame.choice is None else None
    if pointed:
        return d.with_frame(choice=pointed)
    if chosen.named(d.state, said):
        return d
    if any(w.relative_to is RelativeTo.OFFER for w in said):  # "anything later": none of those
        declined = (*frame.declined, *(o.ref for o in frame.offers if o.ref not in frame.declined))
        d = d.with_frame(declined=declined)
    if not correcting and _was_read_back(d.state, said):
        return d
    when = grounding.merge_when(frame.want.when, said, correcting=correcting)
    if when == frame.want.when:
        return _another_of_those(d) if correcting or d.state.asks("change") else d
    declined = () if grounding.exact(said) else d.frame.declined  # a time named anew is wanted after all
    return withdraw(d.with_frame(want=replace(d.frame.want, when=when), declined=declined))


def _was_read_back(state: State, said: Whens) -> bool:
    """ "Friday at two thirty, yes": what she was read, and nothing new."""
    frame, asked = state.frame, state.question
    if frame is None or asked is None or not asked.name.startswith("read_back"):
        return False
    meant = frame.choice or visits.meant(frame)
    return meant is not None and grounding.fits(said, meant.start)


def _another_of_those(d: Decision) -> Decision:
    """The same wish again, against what was chosen: that one is not what she meant."""
    if d.frame.choice is None:
        return d
    return withdraw(d.with_frame(declined=(*d.frame.declined, d.frame.choice.ref)))


def _about(d: Decision, command: Set) -> Decision:
    """Which visit is to be moved, by its day or time."""
    return d.with_frame(about=command.value, visit=None) if isinstance(command.value, tuple) else d


# --- offers


def _choose(d: Decision, ref: str) -> Decision:
    frame = d.state.frame
    if frame is None:
        return d
    opening = next((o for o in frame.offers if o.ref == ref), None)
    if opening and opening != frame.choice:
        return d.having(agreed=None).with_frame(choice=opening, held=None)
    visit = next((v for v in frame.visits or () if v.ref == ref), None)
    if visit and frame.visit is None:
        return d.with_frame(visit=visit)
    return d


def _only_supposed(state: State) -> bool:
    """That she wants to book was made of a time or a kind of visit, and she has not said so."""
    doubt, frame = state.doubt, state.frame
    return doubt is not None and doubt.task is Task.BOOK and frame is not None and not frame.offers


def _alternatives(d: Decision, command: Alternatives) -> Decision:
    frame = d.state.frame
    if frame and frame.task is Task.RESCHEDULE and d.state.asks("check_task"):
        d = d.having(doubt=None)  # "would you like to move a visit?" "Yeah, to something later"
        return _set_when(d, command.when, correcting=False) if command.when else d
    if frame is None or _only_supposed(d.state):  # nothing was offered: another day than that of a visit she has
        about = frame.want.when if frame else command.when or ()
        return d.having(frames=(Frame(Task.RESCHEDULE, about=about),), doubt=Doubt(task=Task.RESCHEDULE))
    if command.when and d.state.asks("which_visit"):
        return _set_when(d, command.when, correcting=False)
    pointed = grounding.picked_in_spite(command.when or (), frame.offers) if frame.choice is None else None
    if pointed:
        return d.with_frame(choice=pointed)
    declined = (*frame.declined, *(o.ref for o in frame.offers if o.ref not in frame.declined))
    want = frame.want
    if command.when and grounding.exact(command.when):
        declined = ()
    if command.when:
        want = replace(want, when=grounding.merge_when(want.when, command.when, correcting=False))
    return withdraw(d.with_frame(declined=declined, want=want))
