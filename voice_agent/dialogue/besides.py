"""What stands beside a choice or a yes in one breath: a question, an impatient word, what was read back said
again."""

from __future__ import annotations

import re
from dataclasses import replace

from voice_agent.dialogue import answers, chosen, questions, visit_words
from voice_agent.dialogue.decision import Decision
from voice_agent.dialogue.events import Facts, Heard
from voice_agent.dialogue.farewells import says_goodbye
from voice_agent.dialogue.state import State
from voice_agent.understanding.commands import (
    Abort,
    Affirm,
    Ask,
    Choose,
    Command,
    Correct,
    Deny,
    Field,
    Goodbye,
    Handoff,
    HandoffReason,
    HoldOn,
    OutOfScope,
    Set,
    Start,
    Task,
    Thanks,
    Unclear,
)

WHAT_TO_CHANGE = {"change", "change_patient"}
YES_FIRST = {
    "offer",
    "offer_which",
    "double",
    "new_patient_visit",
    "usual_visit",
    "waitlist_offer",
    "no_visits",
    "series_refused",
}
"""Questions without a write behind them, to which a plain yes counts beside a question of hers."""

TOLD_OF = {
    "booked": Task.BOOK,
    "series_booked": Task.BOOK,
    "moved": Task.RESCHEDULE,
    "cancelled": Task.CANCEL,
    "cancelled_late": Task.CANCEL,
    "confirmed": Task.CONFIRM_VISIT,
    "waitlisted": Task.WAITLIST,
}
"""What tells that something is done, and what that was."""
ENDS = {"anything_else", "connect"}
"""Questions to which a bare "no" ends something."""
_OF_A_VISIT = {Field.VISIT_TYPE, Field.WHEN, Field.LOCATION}
_CHANGES = re.compile(
    r"\b(?:actually|instead|rather|make it|change|switch|wait|hold on|could (?:i|we|it))\b", re.IGNORECASE
)
MOST_OF_THE_REST = 5
"""Words."""


def sorted_out(state: State, heard: Heard) -> Heard:
    """Without what is no question for what is written down, and what is no goodbye in answer to the question
    asked."""
    commands = tuple(c for c in heard.commands if not (isinstance(c, Ask) and questions.pushes_on(c.question)))
    if questions.follows_up(state, heard.text):
        commands = (Ask(heard.text),)
    asks = [c for c in commands if isinstance(c, Ask)]
    if len(asks) > 1:  # two questions in one breath are looked up together
        both = Ask(" and ".join(c.question for c in asks))
        commands = tuple(both if c is asks[0] else c for c in commands if c not in asks[1:])
    choice = state.frame.choice if state.frame else None
    if choice and chosen.asked_about(state) and questions.denies(heard.text):  # "no, that's wrong, on a Saturday"
        commands = tuple(Deny() if isinstance(c, Choose) and c.ref == choice.ref else c for c in commands)
    asked = state.question.name if state.question else ""
    stays = questions.changes_nothing(heard.text) and not says_goodbye(heard.text)
    if asked in WHAT_TO_CHANGE and stays:
        commands = (Affirm(), *(c for c in commands if not isinstance(c, Affirm | Deny | Goodbye | Abort | Unclear)))
    if asked in ENDS and questions.goes_on(heard.text) and not says_goodbye(heard.text):
        commands = tuple(c for c in commands if not isinstance(c, Deny | Goodbye)) or (Unclear(),)
    last = questions.asked_last(heard.text, questions.MOST_ECHOED) if asked == "anything_else" else ""
    if last and all(isinstance(c, Deny | Goodbye | HoldOn | Unclear | Thanks) for c in commands):
        commands = (Ask(last),)  # "no, that's it. Oh, wait, do I need to fast?"
    if asked == "new_patient":  # "I've been seeing Dr. Lee for years"; "he has his check-up in two weeks"
        told = choice is not None and any(isinstance(c, Affirm | Deny) for c in commands)
        of_the_past = {Field.PROVIDER} | (_OF_A_VISIT if told and not _CHANGES.search(heard.text) else set())
        commands = tuple(c for c in commands if not (isinstance(c, Set | Correct) and c.field in of_the_past))
    cancels = state.frame is not None and state.frame.task is Task.CANCEL
    if asked == "check" and cancels and questions.plain_yes(heard.text.replace("cancel", "do")):
        # "yes, cancel it": what she came for
        commands = tuple(Affirm() if isinstance(c, Abort) else c for c in commands)
    if asked == "no_visits" and _wants_one(heard, commands):  # "I guess I do need one then, it's my back"
        commands = (Affirm(), *(c for c in commands if isinstance(c, Set | Correct)))
    if asked == "read_back_cancel" and Start(Task.CANCEL) in commands and visit_words.says_to_cancel_it(heard.text):
        commands = (Affirm(), *(c for c in commands if isinstance(c, Ask)))
    if asked == "double":
        commands = visit_words.of_another(heard.text, commands)
    if asked == "emergency_check" and not says_goodbye(heard.text) and any(isinstance(c, Goodbye) for c in commands):
        no = () if any(isinstance(c, Affirm | Deny) for c in commands) else (Deny(),)  # "I'm good, thanks"
        commands = (*no, *(c for c in commands if not isinstance(c, Goodbye | Thanks)))
    return heard if commands == heard.commands else replace(heard, commands=commands)


def _wants_one(heard: Heard, commands: tuple[Command, ...]) -> bool:
    """Whether to "You have no visit. Would you like to book one?" she says what for: a yes in other words."""
    if any(isinstance(c, Deny | Ask | Abort | Goodbye) for c in commands) or questions.sounds_like_one(heard.text):
        return False
    told = {c.field for c in commands if isinstance(c, Set | Correct)}
    agrees = questions.plain_yes(heard.text) and Field.WHEN in told
    return agrees or bool(told & {Field.VISIT_TYPE, Field.REASON}) or Start(Task.BOOK) in commands


def yes_before_advice(state: State, heard: Heard) -> Heard:
    """ "Yes, and should I give him Tylenol?": the visit is agreed to first, and no nurse called away from it."""
    asked = state.question.name if state.question else ""
    agrees = any(isinstance(c, Affirm) for c in heard.commands) and asked.startswith("read_back")
    advice = Handoff(HandoffReason.CLINICAL)
    if not agrees or advice not in heard.commands:
        return heard
    return replace(heard, commands=tuple(Ask(heard.text) if c == advice else c for c in heard.commands))


def leaves_as_it_is(state: State, kinds: set[type[Command]]) -> bool:
    """Whether what she answers to "What should I change?" is what was read back, or that nothing is to be changed."""
    asked = state.question.name if state.question else ""
    return asked in WHAT_TO_CHANGE and bool(kinds & {Affirm, Deny, Set, Correct, Choose, Start, Thanks})


def says_again(state: State, heard: Heard) -> bool:
    """ "No, Tuesday at ten", "no, just book it", where that was read back: neither a no to it nor a yes."""
    frame, commands = state.frame, heard.commands
    if frame is None or frame.choice is None or not chosen.asked_about(state):
        return False
    if any(isinstance(c, Affirm) for c in commands):
        return False
    if any(isinstance(c, Choose) and c.ref == frame.choice.ref for c in commands):
        return True
    if not any(isinstance(c, Deny) for c in commands):
        return False
    said = [c.value for c in commands if isinstance(c, Set | Correct) and c.field is Field.WHEN]
    return any(isinstance(c, Start) and c.task is frame.task for c in commands) or any(
        isinstance(when, tuple) and chosen.named(state, when) for when in said
    )


def says_the_rest(state: State, heard: Heard) -> bool:
    """ "… cancel it, please", behind a yes that had been taken for all she had to say: she does not know yet that it is
    done, and wants it once."""
    told = {TOLD_OF[act.name] for act in state.said if act.name in TOLD_OF}
    begun = {c.task for c in heard.commands if isinstance(c, Start)}
    others = {type(c) for c in heard.commands} - {Start, Affirm, Thanks}
    few = len(heard.text.split()) <= MOST_OF_THE_REST
    return few and not heard.prompt_heard and bool(begun) and begun <= told and not others


def yes_taken(d: Decision, heard: Heard, facts: Facts) -> Decision | None:
    """The yes of "yes, and do you have parking?", where it can be told from the question; None leaves it open."""
    asked = d.state.question
    if asked is None or asked.cut or not heard.prompt_heard:
        return None
    writes = asked.name.startswith("read_back")
    if not writes and asked.name not in YES_FIRST:
        return None
    if not questions.plain_yes(heard.text) or (writes and heard.hearing < answers.FAINT):
        return None
    made = answers.answer(d, heard, facts, yes=True)
    return made if made is not None and made.state.question is None and not made.effects else None


def asked_of_offers(heard: Heard) -> str:
    """What may be asked of the offers where the reader heard no question: all of it, or what follows a choice."""
    kinds = {type(c) for c in heard.commands}
    if kinds <= {Unclear, OutOfScope}:
        return heard.text
    return questions.asked_last(heard.text) if Choose in kinds else ""


def question_after_choice(heard: Heard) -> str:
    """What she asks after her choice, where the reader could make nothing of it."""
    kinds = {type(c) for c in heard.commands}
    lost = Choose in kinds and kinds & {OutOfScope, Unclear}
    return questions.asked_last(heard.text, questions.MOST_ECHOED) if lost else ""
