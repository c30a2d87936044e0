"""The Twilio sender, against a client that behaves as Twilio's does."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from requests.exceptions import ConnectionError
from twilio.base.exceptions import TwilioRestException

from scheduling.notifications import OutgoingText, SendFailed
from voice_agent.telephony.messages import TwilioSender

TEXT = OutgoingText("+12125550100", "Riverside: your appointment is set.", "confirmation:1:1")


def sender(outcome: object) -> TwilioSender:
    sent: list[dict[str, str]] = []

    def create(**fields: str) -> object:
        sent.append(fields)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    made = TwilioSender(SimpleNamespace(messages=SimpleNamespace(create=create)), "+12125550111")
    made.sent = sent  # type: ignore[attr-defined]
    return made


async def test_a_text_goes_out_from_the_clinics_number() -> None:
    twilio = sender(SimpleNamespace(sid="SM1"))
    assert await twilio.send(TEXT) == "SM1"
    assert twilio.sent == [{"to": TEXT.to, "from_": "+12125550111", "body": TEXT.body}]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("error", "permanent"),
    [
        (TwilioRestException(400, "/Messages", "To is not a mobile number", code=21614), True),
        (TwilioRestException(400, "/Messages", "unsubscribed", code=21610), True),
        (TwilioRestException(429, "/Messages", "too many requests", code=20429), False),
        (TwilioRestException(503, "/Messages", "unavailable"), False),
        (TwilioRestException(401, "/Messages", "authenticate", code=20003), False),
        (ConnectionError("https://… +12125550100"), False),
    ],
)
async def test_failures_say_whether_to_try_again_and_nothing_of_the_patient(error: Exception, permanent: bool) -> None:
    with pytest.raises(SendFailed) as failed:
        await sender(error).send(TEXT)
    assert failed.value.permanent is permanent
    assert "5550100" not in str(failed.value)
