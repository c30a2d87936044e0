"""The way to people: a transfer where staff can answer, else a callback with the number read back."""

from __future__ import annotations

from dataclasses import replace

from voice_agent.dialogue import spoken
from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.effects import EndCall, TakeCallback, Transfer
from voice_agent.dialogue.events import Facts
from voice_agent.dialogue.state import Callback, Closing, State
from voice_agent.understanding.commands import HandoffReason

WORDS = {
    HandoffReason.CLINICAL: "transfer_nurse",
    HandoffReason.BILLING: "transfer_billing",
}


def to_staff(d: Decision, reason: HandoffReason, facts: Facts, act: str | None = None) -> Decision:
    """Hand over: `act` says why, where the caller did not ask for it."""
    urgent = d.state.alarm is not None
    summary = summary_of(d.state)
    if not facts.staff_available:
        d = d.say(act) if act else d
        return take_callback(d.say("no_staff"), reason, facts, urgent=urgent)
    d = d.release().say(act) if act else d.release()
    d = d.say(WORDS.get(reason, "transfer")).achieved("handed_off").having(callback=None, wish=reason)
    return d.close(Closing.TRANSFER, Transfer(reason, summary, urgent))


def unreachable(d: Decision, facts: Facts) -> Decision:
    """Nobody took the transfer."""
    done = tuple(o for o in d.state.done if o != "handed_off")
    d = d.having(closing=None, done=done, running=0, question=None, misses=0, silences=0)
    return take_callback(
        d.say("staff_unreachable"), d.state.wish or HandoffReason.OTHER, facts, urgent=d.state.alarm is not None
    )


def take_callback(d: Decision, reason: HandoffReason, facts: Facts, *, urgent: bool) -> Decision:
    """Whatever was under way is let go: the person who calls back takes it up from the summary."""
    d = d.release().having(doubt=None, aside=None, question=None, misses=0, callback=Callback(reason, urgent))
    return callback_step(d, facts)


def callback_step(d: Decision, facts: Facts) -> Decision:
    """Ask for the number, or read it back."""
    callback = d.state.callback
    if callback is None:
        return d
    number = callback.phone
    if number is None and not callback.own_number_refused:
        number = d.state.person.phone or facts.caller_number
    if number is None:
        return d.ask("callback_phone", "phone")
    d = d.having(callback=replace(callback, phone=number))
    return d.ask("callback_number", "confirm", proposal=number, number=spoken.digits(number))


def confirm_callback(d: Decision, facts: Facts) -> Decision:
    callback = d.state.callback
    if callback is None or callback.phone is None:
        return callback_step(d, facts)
    return d.do(TakeCallback(callback.phone, callback.reason, summary_of(d.state), callback.urgent))


def refuse_callback_number(d: Decision, facts: Facts) -> Decision:
    if d.state.callback is None:
        return d
    return callback_step(d.having(callback=replace(d.state.callback, phone=None, own_number_refused=True)), facts)


def callback_taken(d: Decision, facts: Facts) -> Decision:
    """The caller is on the list. After an emergency the call ends with the notice once more."""
    d = d.having(callback=None, frames=(), agreed=None).achieved("callback").say("callback_taken")
    if d.state.alarm:
        return _last_notice(d, facts)
    if d.state.time_up or d.state.trouble:
        return d.say("goodbye").close(Closing.END, EndCall())
    return d


def give_up(d: Decision, facts: Facts) -> Decision:
    """No number could be had. In an emergency the number she calls from is taken unasked, never nothing."""
    callback = d.state.callback
    number = (callback and callback.phone) or facts.caller_number
    if callback and d.state.alarm and number:
        return d.do(TakeCallback(number, callback.reason, summary_of(d.state), urgent=True))
    if d.state.alarm:
        return _last_notice(d, facts)
    if callback and d.state.trouble and number:  # no number can be asked for any more, and this one is known
        return d.do(TakeCallback(number, callback.reason, summary_of(d.state)))
    return d.release().say("call_again").close(Closing.END, EndCall())


def _last_notice(d: Decision, facts: Facts) -> Decision:
    d = d.say("emergency_again", number=spoken.dialled(facts.emergency_number))
    return d.close(Closing.END, EndCall())


def summary_of(state: State) -> str:
    """What staff should know before they say hello."""
    parts = [f"EMERGENCY ({state.alarm.value})"] if state.alarm else []
    frame, person = state.frame, state.person
    if frame:
        want = frame.want
        parts.append(f"wants: {frame.task.value.replace('_', ' ')}")
        parts += [v for v in (want.visit_type, want.provider, want.location, want.reason) if v]
        parts += [text] if (text := spoken.constraint(want.when)) else []
    if person.names:
        verified = "verified" if person.verified else "not verified"
        parts.append(f"patient: {person.known_as or person.names[0]} ({verified})")
    if person.relation:
        parts.append(f"the patient is the caller's {person.relation}")
    if state.callback and state.callback.note:
        parts.append(f"call back: {state.callback.note}")
    if state.done:
        parts.append(f"done so far: {', '.join(state.done)}")
    return "; ".join(parts) or "nothing known yet"
