"""TwiML is read as the SDK writes it, and refused where the phone company would refuse it."""

import pytest

from voice_agent.simulator import twiml
from voice_agent.telephony import webhooks


def test_reads_what_our_builders_write() -> None:
    assert twiml.parse(webhooks.connect("wss://h/m", "https://h/a", {"k": "v<"}, say="Hi")) == (
        twiml.Say("Hi"),
        twiml.Stream("wss://h/m", "https://h/a", {"k": "v<"}),
    )
    assert twiml.parse(webhooks.enqueue("staff", "/a", "/w")) == (twiml.Enqueue("staff", "/a", "/w"),)
    assert twiml.parse(webhooks.enqueue("staff", "/a", "/w", workflow_sid="WW1", task="{}")) == (
        twiml.Enqueue("workflow:WW1", "/a", "/w", "{}"),
    )
    assert twiml.parse(webhooks.dial("+1415", "/a")) == (twiml.Dial("+1415", "/a"),)
    assert twiml.parse(webhooks.waiting("Hold", give_up=True)) == (twiml.Say("Hold"), twiml.Leave())
    assert twiml.parse(webhooks.waiting("Hold", pause_s=3)) == (twiml.Say("Hold"), twiml.Pause(3))
    assert twiml.parse(webhooks.redirect("/n")) == (twiml.Redirect("/n"),)
    assert twiml.parse(webhooks.hang_up()) == (twiml.Hangup(),)


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "hello",
        "<Answer/>",
        "<Response><Dance/></Response>",
        "<Response><Connect/></Response>",
        '<Response><Connect><Stream url="wss://h/m?x=1"/></Connect></Response>',
        '<Response><Connect><Stream url="https://h/m"/></Connect></Response>',
    ],
)
def test_refuses_what_cannot_be_carried_out(xml: str) -> None:
    with pytest.raises(twiml.TwimlError):
        twiml.parse(xml)
