"""The simulated caller's side of a conversation."""

from random import Random

from tests.evaluation.test_mentions import LISTENER
from voice_agent.evaluation.agenda import MOST_REPEATS, AgendaCaller
from voice_agent.evaluation.case import Case

GREETING = "Thanks for calling. How can I help you today?"
MISSED = "Sorry, I missed that. You can book, move or cancel a visit, or ask for our staff. What would you like?"


def test_a_caller_who_is_told_that_she_was_missed_says_it_again(cases: dict[str, Case]) -> None:
    caller = AgendaCaller(cases["question-plain-insurance"], LISTENER, (), Random(1))
    asked = caller.hear(GREETING).words
    assert [caller.hear(MISSED).words for _ in range(MOST_REPEATS)] == [asked] * MOST_REPEATS
    assert caller.hear(MISSED).words != asked


def test_a_courtesy_that_was_missed_is_not_said_again(cases: dict[str, Case]) -> None:
    caller = AgendaCaller(cases["question-plain-insurance"], LISTENER, (), Random(1))
    asked = caller.hear(GREETING).words
    caller.hear("Yes, we do. Is there anything else?")
    assert asked not in caller.hear("Sorry, I missed that. Can I help with anything else today, yes or no?").words
