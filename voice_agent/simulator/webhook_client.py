"""Asks a server's webhooks as Twilio does: form posts, signed over the public address, answered in TwiML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

import aiohttp
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from voice_agent.simulator import twiml

_TIMEOUT = aiohttp.ClientTimeout(total=15)  # what Twilio waits for a webhook


class WebhookFailedError(Exception):
    """The webhook gave nothing that a call can go on with."""


@dataclass(frozen=True, slots=True)
class Account:
    """auth_token: signs all requests (None: unsigned, for a server that is told not to check)."""

    sid: str = "AC" + "0" * 32
    auth_token: str | None = None

    def signature(self, url: str, form: Mapping[str, str]) -> dict[str, str]:
        """The signature's header, or none."""
        if self.auth_token is None:
            return {}
        return {"X-Twilio-Signature": RequestValidator(self.auth_token).compute_signature(url, dict(form))}


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server is. public_url: what it calls itself, which is what is signed; server_url: where it listens."""

    server_url: str
    public_url: str | None = None
    voice_path: str = "/twilio/voice"
    status_path: str | None = None

    def public(self, path: str) -> str:
        return urljoin((self.public_url or self.server_url).rstrip("/") + "/", path.lstrip("/"))

    def reachable(self, url: str) -> str:
        """The address to connect to for a public http(s) or ws(s) address of the server's."""
        if not self.public_url:
            return url
        public, server = self.public_url.rstrip("/"), self.server_url.rstrip("/")
        for scheme in ("http", "ws"):
            base = scheme + public.removeprefix("http")
            if url.startswith(base):
                return scheme + server.removeprefix("http") + url.removeprefix(base)
        return url


class WebhookClient:
    def __init__(self, http: aiohttp.ClientSession, address: Address, account: Account) -> None:
        self._http, self._address, self._account = http, address, account

    async def ask(self, url: str, form: Mapping[str, str]) -> tuple[twiml.Verb, ...]:
        """Posts a form to a public address. Raises `WebhookFailedError`, also for an answer that is no TwiML."""
        headers = self._account.signature(url, form)
        reachable = self._address.reachable(url)
        try:
            async with self._http.post(reachable, data=dict(form), headers=headers, timeout=_TIMEOUT) as answer:
                text = await answer.text()
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise WebhookFailedError(
                f"11200 the webhook {url} was not reached: {error or type(error).__name__}"
            ) from None
        if answer.status >= 400:
            raise WebhookFailedError(f"11200 the webhook {url} answered {answer.status}")
        try:
            return twiml.parse(text) if text.strip() else ()
        except twiml.TwimlError as error:
            raise WebhookFailedError(f"12100 the webhook {url}: {error}") from None
