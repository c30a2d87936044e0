"""Whether a request comes from Twilio: the signature on webhooks and on the websocket handshake.

Twilio signs the *public* address that it was told, so behind a proxy the public URL must be configured; what the
request itself says of its host is not looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

HEADER = "x-twilio-signature"


class PublicUrlError(ValueError):
    """The public URL in the settings cannot be what Twilio calls."""


class SignatureCheck:
    """Checks signatures against one account's auth token and the server's public URL (`https://host[:port][/prefix]`).

    Raises `PublicUrlError` and `ValueError` (empty token) when made; the checks themselves never raise.
    """

    def __init__(self, auth_token: str, public_url: str) -> None:
        if not auth_token:
            raise ValueError("no Twilio auth token is set: signatures cannot be checked")
        self._validator = RequestValidator(auth_token)
        self._http_base = http_base(public_url)

    def webhook(self, path: str, form: Mapping[str, str], signature: str | None) -> bool:
        """`path` with its query string; `form` the decoded POST fields, multi-dicts included."""
        return path.startswith("/") and self._signed(self._http_base + path, form, signature)

    def handshake(self, path: str, signature: str | None) -> bool:
        """The websocket upgrade: signed over the `wss://` URL of our TwiML, without fields."""
        url = websocket_base(self._http_base) + path
        return any(self._signed(candidate, {}, signature) for candidate in _with_and_without_port(url))

    def _signed(self, url: str, form: Mapping[str, str], signature: str | None) -> bool:
        try:
            return bool(signature) and bool(self._validator.validate(url, form, signature))
        except (ValueError, TypeError):  # not an address, or fields that are not text: nothing that Twilio signs
            return False


def http_base(public_url: str) -> str:
    """The public URL without a trailing slash. Raises `PublicUrlError`."""
    try:
        parts = urlsplit(public_url)
        usable = parts.scheme in ("http", "https") and parts.hostname and not parts.query and not parts.fragment
        usable = usable and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable:
        raise PublicUrlError(f"the public URL must look like https://agent.example.org, not {public_url!r}")
    return public_url.rstrip("/")


def websocket_base(public_url: str) -> str:
    """The same address for the media stream: `https` becomes `wss`, `http` (loopback, for tests) `ws`."""
    return "ws" + http_base(public_url)[len("http") :]


def _with_and_without_port(url: str) -> tuple[str, ...]:
    """The SDK adds and removes a port as it knows it for http(s) only; for wss the default is 443."""
    parts = urlsplit(url)
    if parts.scheme == "wss" and parts.port is None:
        return url, parts._replace(netloc=f"{parts.netloc}:443").geturl()
    return (url,)
