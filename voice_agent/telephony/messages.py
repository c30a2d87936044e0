"""Text messages by Twilio: the carrier behind scheduling's notices."""

from __future__ import annotations

import asyncio
from typing import Any

from requests.exceptions import RequestException
from twilio.base.exceptions import TwilioRestException  # type: ignore[import-untyped]

from scheduling.notifications import OutgoingText, SendFailed

PERMANENT = frozenset({21211, 21214, 21408, 21610, 21612, 21614, 30005, 30006})
"""Twilio's codes for numbers that cannot be texted: wrong, a landline, unreachable for us, or opted out."""


class TwilioSender:
    """Sends from the clinic's number. `client`: a `twilio.rest.Client`; it blocks, so it is called in a thread."""

    def __init__(self, client: Any, number: str) -> None:
        self._client = client
        self._number = number

    async def send(self, text: OutgoingText) -> str:
        """Twilio's sid of the message. Raises SendFailed, which names Twilio's code and nothing of the patient."""
        try:
            sent = await asyncio.to_thread(self._client.messages.create, to=text.to, from_=self._number, body=text.body)
        except TwilioRestException as error:
            permanent = error.code in PERMANENT or (400 <= error.status < 500 and error.status not in (401, 403, 429))
            raise SendFailed(f"Twilio {error.status}, code {error.code}", permanent=permanent) from None
        except (RequestException, OSError) as error:
            raise SendFailed(f"Twilio was not reached: {type(error).__name__}") from None
        return str(sent.sid)
