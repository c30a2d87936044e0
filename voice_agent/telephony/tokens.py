"""One-shot stream tokens: what shows that a media stream belongs to a call that we answered.

The webhook puts a token into the TwiML; the stream's `start` must bring it back. It is bound to the CallSid, expires,
and is taken once. Uses are remembered in this process, which is the one that answers the webhook and the stream.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256

PARAMETER = "token"
_MAX_CHARS = 300


class TokenError(Exception):
    """The token is not taken. `reason`: "missing", "malformed", "forged", "expired" or "used"."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"stream token refused: {reason}")
        self.reason = reason


class StreamTokens:
    """Issues and redeems tokens.

    clock: aware UTC now. nonce: a fresh unguessable text of letters and digits. lifetime: from answering the webhook to
    the stream's start, which takes Twilio a second or two.
    """

    def __init__(
        self,
        secret: bytes,
        clock: Callable[[], datetime],
        nonce: Callable[[], str],
        lifetime: timedelta = timedelta(seconds=60),
    ) -> None:
        if len(secret) < 16:
            raise ValueError("the token secret needs at least 16 bytes")
        self._secret, self._clock, self._nonce, self._lifetime = secret, clock, nonce, lifetime
        self._used: dict[str, float] = {}

    def issue(self, call_sid: str) -> str:
        expires = int((self._clock() + self._lifetime).astimezone(UTC).timestamp())
        nonce = self._nonce()
        return f"{nonce}.{expires}.{self._seal(call_sid, nonce, expires)}"

    def redeem(self, token: str | None, call_sid: str) -> None:
        """Takes the token for this call. Raises `TokenError`."""
        if not token:
            raise TokenError("missing")
        nonce, expires, seal = _parts(token)
        if not hmac.compare_digest(seal, self._seal(call_sid, nonce, expires).encode("ascii")):
            raise TokenError("forged")
        now = self._clock().timestamp()
        if now > expires:
            raise TokenError("expired")
        if nonce in self._used:
            raise TokenError("used")
        self._used = {used: until for used, until in self._used.items() if until >= now}
        self._used[nonce] = expires

    def _seal(self, call_sid: str, nonce: str, expires: int) -> str:
        message = "\n".join((call_sid, nonce, str(expires))).encode("utf-8", "surrogatepass")
        digest = hmac.new(self._secret, message, sha256).digest()
        return base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")


def _parts(token: str) -> tuple[str, int, bytes]:
    pieces = token.split(".")
    if len(token) > _MAX_CHARS or not token.isascii() or len(pieces) != 3 or not pieces[1].isdigit():
        raise TokenError("malformed")
    return pieces[0], int(pieces[1]), pieces[2].encode("ascii")
