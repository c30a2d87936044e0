"""TwiML as Twilio reads it, and forms as Twilio writes them."""

from xml.etree import ElementTree

import pytest

from voice_agent.telephony import webhooks
from voice_agent.telephony.webhooks import DialResult, IncomingCall, QueueResult, WebhookError

FORM = {"CallSid": "CA1", "AccountSid": "AC1", "From": "+14155550100", "To": "+14155550111"}


def verbs(twiml: str) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(twiml)
    assert root.tag == "Response"
    return list(root)


def test_an_incoming_call_is_connected_to_the_stream_with_its_parameters() -> None:
    twiml = webhooks.connect("wss://h/m", "https://h/after", {"token": 'a"<&', "resumed": "1"}, say="Hello & welcome")
    said, connect = verbs(twiml)
    assert said.text == "Hello & welcome"
    assert connect.attrib == {"action": "https://h/after", "method": "POST"}
    (stream,) = connect
    assert stream.attrib == {"url": "wss://h/m"}
    assert {parameter.attrib["name"]: parameter.attrib["value"] for parameter in stream} == {
        "token": 'a"<&',
        "resumed": "1",
    }


def test_a_parameter_that_twilio_would_cut_is_refused() -> None:
    with pytest.raises(ValueError, match="token"):
        webhooks.connect("wss://h/m", "https://h/after", {"token": "x" * 500})


def test_queue_with_a_spoken_notice_first() -> None:
    said, queue = verbs(webhooks.enqueue("staff", "https://h/left", "https://h/wait", say="One moment."))
    assert (said.tag, queue.tag, queue.text) == ("Say", "Enqueue", "staff")
    assert queue.attrib["action"] == "https://h/left"
    assert queue.attrib["waitUrl"] == "https://h/wait"


def test_queue_by_task_router_names_the_workflow_and_no_queue() -> None:
    (queue,) = verbs(
        webhooks.enqueue("staff", "https://h/left", "https://h/wait", workflow_sid="WW1", task='{"reason": "asked"}')
    )
    assert queue.attrib["workflowSid"] == "WW1"
    assert not (queue.text or "").strip()
    assert queue[0].text == '{"reason": "asked"}'


def test_dial_and_what_staff_hear() -> None:
    (dial,) = verbs(webhooks.dial("+14155550122", "https://h/dialled", caller_id="+14155550111", timeout_s=20))
    assert dial[0].text == "+14155550122"
    assert (dial.attrib["timeout"], dial.attrib["callerId"]) == ("20", "+14155550111")
    (take,) = verbs(webhooks.take_from_queue("staff", whisper_url="https://h/whisper"))
    assert (take[0].tag, take[0].attrib["url"], take[0].text) == ("Queue", "https://h/whisper", "staff")


def test_waiting_is_never_music_alone_and_can_be_given_up() -> None:
    assert [verb.tag for verb in verbs(webhooks.waiting("Still with you."))] == ["Say", "Pause"]
    assert [verb.tag for verb in verbs(webhooks.waiting("Nobody is free.", give_up=True))] == ["Say", "Leave"]


def test_hang_up_and_redirect() -> None:
    assert [verb.tag for verb in verbs(webhooks.hang_up())] == ["Hangup"]
    (verb,) = verbs(webhooks.redirect("https://h/next"))
    assert (verb.tag, verb.text) == ("Redirect", "https://h/next")


def test_reads_an_incoming_call() -> None:
    assert webhooks.incoming_call(FORM) == IncomingCall("CA1", "AC1", "+14155550100", "+14155550111")


@pytest.mark.parametrize("withheld", ["anonymous", "+266696687", "Restricted", "", "+"])
def test_a_withheld_number_is_no_number(withheld: str) -> None:
    assert webhooks.incoming_call({**FORM, "From": withheld}).caller == ""


@pytest.mark.parametrize("form", [{}, {**FORM, "CallSid": ""}, {**FORM, "CallSid": "C\n1"}, {**FORM, "To": "x" * 999}])
def test_a_form_that_twilio_does_not_send_is_named(form: dict[str, str]) -> None:
    with pytest.raises(WebhookError):
        webhooks.incoming_call(form)


def test_reads_how_queue_and_dial_ended() -> None:
    assert webhooks.queue_result_of({"QueueResult": "bridged"}) is QueueResult.BRIDGED
    assert webhooks.dial_result_of({"DialCallStatus": "no-answer"}) is DialResult.NO_ANSWER
    with pytest.raises(WebhookError, match="QueueResult"):
        webhooks.queue_result_of({"QueueResult": "lost"})
    with pytest.raises(WebhookError, match="DialCallStatus"):
        webhooks.dial_result_of({})
