"""The reducer: a state and what happened give a state, what to do and what to say. Pure, and total over events."""

from __future__ import annotations

from dataclasses import replace

from voice_agent.dialogue import (
    answers,
    besides,
    changes,
    keypad,
    partings,
    questions,
    repairs,
    results,
    second_thoughts,
    small_talk,
)
from voice_agent.dialogue.advancing import advance
from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.effects import EndCall, Transfer
from voice_agent.dialogue.events import (
    CallStarted,
    EffectDone,
    Event,
    Facts,
    Heard,
    KeyPressed,
    NotHeard,
    Silence,
    StaffUnreachable,
    TimeIsUp,
    Trouble,
)
from voice_agent.dialogue.flows import emergency, false_alarm, handoff, openings, question
from voice_agent.dialogue.state import Callback, Closing, State
from voice_agent.understanding.commands import (
    Abort,
    Affirm,
    Ask,
    Command,
    Correct,
    Deny,
    Emergency,
    Handoff,
    HandoffReason,
    OutOfScope,
    Restart,
    Set,
    Unclear,
    Worry,
)

MOST_TURNS = 60
"""After so many utterances a person takes over; after ten more the call ends."""
UNSURE = 0.65
"""Confidence of hearing below which a question that nothing answers is asked for once more: of lines heard with less
at 15 dB, two in five have an error, of the others one in six."""


def decide(state: State, event: Event, facts: Facts) -> Decision:
    """One event into the conversation. While results are awaited nothing is asked, and only emergencies and wishes for
    a person are heeded."""
    d = repairs.not_for_ever(state, _react(state, event, facts), facts)
    return d.having(said=d.acts) if d.acts else d


def _react(state: State, event: Event, facts: Facts) -> Decision:
    d = Decision(state)
    match event:
        case CallStarted():
            return _open(d, event, facts)
        case Heard():
            return _hear(d, event, facts)
        case EffectDone():
            d = d.having(running=max(0, state.running - 1))
            return advance(results.take(d, event.effect, event.outcome, facts), facts)
        case StaffUnreachable():
            return _unreachable(d, facts)
    if state.closing:
        return d
    match event:
        case TimeIsUp() if state.time_up:
            return handoff.give_up(d, facts)
        case TimeIsUp():
            return advance(d.having(time_up=True), facts)
        case Trouble():
            return _trouble(d.having(trouble=True, running=0), facts)
        case KeyPressed():
            return _hear(d, keypad.as_heard(state, event, facts), facts)
    if state.question is None:
        return d
    match event:
        case Silence():
            return advance(repairs.silence(d, facts), facts)
        case NotHeard():
            return advance(repairs.miss(d.having(turns=state.turns + 1, silences=0), facts), facts)
    return d


# --- the beginning, and what ends a call from outside


def _open(d: Decision, event: CallStarted, facts: Facts) -> Decision:
    if not event.resumed:
        return d.say("greeting", recorded=facts.recorded, disclosed=facts.disclosed).ask("task", "task")
    state = d.state
    d = d.having(running=0)
    match state.closing:
        case Closing.END:
            return d.do(EndCall())
        case Closing.TRANSFER:
            return d.do(Transfer(HandoffReason.OTHER, handoff.summary_of(state), urgent=state.alarm is not None))
    d = d.say("resumed")
    if state.question:
        return replace(d, acts=(*d.acts, state.question.act))
    return advance(d, facts)


def _unreachable(d: Decision, facts: Facts) -> Decision:
    never_heard = d.state.closing is None and not d.state.said  # sent to staff before the agent could speak
    if d.state.closing is not Closing.TRANSFER and not never_heard:
        return d
    if d.state.alarm:
        d = emergency.notice(d, facts)
    return advance(handoff.unreachable(d, facts), facts)


def _trouble(d: Decision, facts: Facts) -> Decision:
    """We may not hear any more: no question is asked."""
    if facts.staff_available:
        return handoff.to_staff(d, HandoffReason.OTHER, facts, "trouble")
    d = d.release()
    callback = d.state.callback or Callback(HandoffReason.OTHER, urgent=d.state.alarm is not None)
    return handoff.give_up(d.say("trouble").having(callback=callback), facts)


# --- what the caller says


def _hear(d: Decision, heard: Heard, facts: Facts) -> Decision:
    state = d.state
    alarm = next((c for c in heard.commands if isinstance(c, Emergency)), None)
    if alarm:
        d = emergency.raise_alarm(state, alarm, facts)
        return handoff.give_up(d, facts) if d.state.turns > MOST_TURNS and not d.state.closing else advance(d, facts)
    if state.closing:
        return d
    d = d.having(turns=state.turns + 1, silences=0)
    back = false_alarm.taken_back(d, heard) if heard.hearing >= UNSURE else None
    if back is not None:
        return advance(_go_back(*back, facts), facts)
    settled = partings.of_callback(d, heard, facts) or partings.of_number(d, heard, facts)
    if settled is not None:
        return advance(settled, facts)
    heard = besides.yes_before_advice(state, heard)
    wish = next((c for c in heard.commands if isinstance(c, Handoff)), None)
    if wish and state.callback:
        return repairs.miss(d, facts, "no_staff")
    if wish:
        return advance(handoff.to_staff(d, wish.reason, facts), facts)
    if state.running and state.question is None:
        return Decision(state)
    if d.state.turns > MOST_TURNS + 10:
        return handoff.give_up(d, facts)
    if d.state.turns > MOST_TURNS and not state.callback:
        return advance(handoff.to_staff(d, HandoffReason.OTHER, facts, "long_call"), facts)
    worry = next((c for c in heard.commands if isinstance(c, Worry)), None)
    if worry and emergency.may_be_one(state, heard.commands):
        heeded = changes.heed(d, heard, facts)
        if _substance(heeded.state) != _substance(d.state):  # what had been asked is answered
            heeded = heeded.having(question=None, aside=None)
        return emergency.ask_first(_with_question_kept(heeded, heard), worry.phrase)
    return advance(_respond(d, heard, facts), facts)


def _with_question_kept(d: Decision, heard: Heard) -> Decision:
    """What she asks is answered once she has said that it is no emergency."""
    kinds = {type(c) for c in heard.commands} - {Worry}
    if query := _query(heard):
        return question.keep(d, query, wider=question.with_all_said(d.state, query, heard.text))
    if kinds and kinds <= {Unclear, OutOfScope} and questions.sounds_like_one(heard.text):
        return question.keep(d, heard.text, otherwise="out_of_scope" if OutOfScope in kinds else "not_caught")
    return d


def _go_back(d: Decision, heard: Heard, facts: Facts) -> Decision:
    """On with what she wants, after an alarm that she took back."""
    if not heard.commands:
        return d if d.state.frames else d.ask("task", "task")
    wish = next((c for c in heard.commands if isinstance(c, Handoff)), None)
    return handoff.to_staff(d, wish.reason, facts) if wish else _respond(d, heard, facts)


def _respond(d: Decision, heard: Heard, facts: Facts) -> Decision:
    """What ends or repeats goes first; then changes, questions, yes and no, and what keeps a conversation going."""
    faint = heard.hearing < UNSURE
    if (gone := partings.outright(d, heard, facts, faint=faint)) is not None:
        return gone
    heard = besides.sorted_out(d.state, heard)
    before = d.state
    d, heard = partings.no_booking(d, heard)
    if d.state.frames != before.frames and partings.says_goodbye(heard):
        return partings.leave(d, heard, facts, faint=faint)
    settled = second_thoughts.heeded(d, heard, facts) or _told_again(d, before, heard)
    if settled is not None:
        return settled
    kinds = {type(c) for c in heard.commands} - {Worry}
    if Restart in kinds:
        d = repairs.restart(d).having(kept=None)
    elif Abort in kinds:
        d = repairs.abort(d).having(kept=None)
    yes = _yes_or_no(heard.commands)
    asked = before.question.name if before.question else ""
    if yes is not None and asked == "emergency_check":
        return _on_emergency(d, before, heard, facts, yes=yes)
    if yes is not None and d.state.question and answers.counts_beside(asked, heard.commands, yes=yes):
        d = answers.answer(d, heard, facts, yes=yes) or d
    d = changes.heed(d, heard, facts)
    changed = _substance(d.state) != _substance(before)
    if not changed and besides.leaves_as_it_is(before, kinds):
        d, changed = d.having(question=None), True  # read back once more, for a yes of its own
    if changed:
        d = d.having(misses=0, question=None if d.state.question is before.question else d.state.question)
    looked_up = _look_up(d, before, heard, facts, yes=yes, changed=changed)
    if looked_up is not None:
        return looked_up
    if changed:
        return d.having(aside=None)
    if besides.says_again(before, heard) and not d.state.misses:
        return repairs.put_again(d.having(misses=1))
    if yes is None and before.callback != d.state.callback:
        return repairs.put_again(d)
    made = answers.answer(d, heard, facts, yes=yes) if yes is not None else None
    return small_talk.heed(d, heard, facts, faint=faint) if made is None else made


def _told_again(d: Decision, before: State, heard: Heard) -> Decision | None:
    """The question, to whoever asks what it is for; the visit, to whoever makes sure of what she was told of it."""
    if before.question and questions.asks_why(before, heard.text):
        return repairs.put_again(d.say("why", about=before.question.name))
    kinds = {type(c) for c in heard.commands} - {Worry}
    makes_sure = questions.makes_sure(before, heard.text) and kinds <= {Set, Correct, Ask, Affirm, Unclear}
    return repairs.repeat(d) if makes_sure or besides.says_the_rest(before, heard) else None


def _on_emergency(d: Decision, before: State, heard: Heard, facts: Facts, *, yes: bool) -> Decision:
    """Whether it is one; what else she says is heeded, and what she asks kept for afterwards."""
    d = changes.heed(d, heard, facts)
    d = d.having(aside=None) if _substance(d.state) != _substance(before) else d
    query = _query(heard)
    if query and (before.kept is None or questions.sounds_like_one(query)):
        d = _with_question_kept(d, heard)
    return answers.answer(d, heard, facts, yes=yes) or d


def _look_up(
    d: Decision, before: State, heard: Heard, facts: Facts, *, yes: bool | None, changed: bool
) -> Decision | None:
    """What she asks: of the offers (perhaps those that she wants others instead of), beside a yes or after a choice, or
    of what is written down. None: nothing."""
    query = _query(heard)
    of_offers = query or besides.asked_of_offers(heard)
    asked_of = next((s for s in (d.state, before) if of_offers and questions.asks_of_offers(s, of_offers)), None)
    if asked_of:
        frame = asked_of.frames[-1]
        d = d.say("offers_are", **openings.told((frame.choice,) if frame.choice else frame.offers, facts))
        return d.having(aside=None, misses=0) if changed else repairs.put_again(d)
    if not query:
        query = besides.question_after_choice(heard) if changed else ""
        return question.look_up(d.having(misses=0), query, keep_open=False) if query else None
    if not changed and yes and (taken := besides.yes_taken(d, heard, facts)) is not None:
        d, changed = taken, True
    wider = None if changed else question.with_all_said(d.state, query, heard.text)
    if not changed and heard.hearing < UNSURE and not d.state.misses:  # what has no answer was perhaps misheard
        return question.look_up(d, query, keep_open=True, wider=wider, otherwise="not_caught")
    return question.look_up(d.having(misses=0), query, keep_open=not changed, wider=wider)


def _query(heard: Heard) -> str:
    return next((c.question for c in heard.commands if isinstance(c, Ask)), "")


def _yes_or_no(commands: tuple[Command, ...]) -> bool | None:
    """None where neither was said, or both."""
    said = {isinstance(c, Affirm) for c in commands if isinstance(c, Affirm | Deny)}
    return said.pop() if len(said) == 1 else None


def _substance(state: State) -> State:
    """The state without what every turn touches."""
    callback = replace(state.callback, note="") if state.callback else None
    return replace(
        state, question=None, turns=0, silences=0, misses=0, said=(), running=0, queried="", callback=callback
    )
