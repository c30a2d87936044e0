"""Stream tokens: taken once, by the call they were made for, in time."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_agent.telephony.tokens import StreamTokens, TokenError

SECRET = b"sixteen bytes or more"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def tokens(clock: Clock | None = None, secret: bytes = SECRET) -> StreamTokens:
    numbers = count(1)
    return StreamTokens(secret, clock or Clock(), lambda: f"n{next(numbers)}", timedelta(seconds=30))


def refusal(book: StreamTokens, token: str | None, call_sid: str = "CA1") -> str:
    with pytest.raises(TokenError) as caught:
        book.redeem(token, call_sid)
    return caught.value.reason


def test_a_token_is_taken_once() -> None:
    book = tokens()
    token = book.issue("CA1")
    book.redeem(token, "CA1")
    assert refusal(book, token) == "used"


def test_a_refused_try_does_not_use_it_up() -> None:
    book = tokens()
    token = book.issue("CA1")
    assert refusal(book, token, "CA2") == "forged"
    book.redeem(token, "CA1")


def test_a_token_expires_and_uses_are_forgotten_with_it() -> None:
    clock = Clock()
    book = tokens(clock)
    first, second = book.issue("CA1"), book.issue("CA1")
    book.redeem(first, "CA1")
    clock.now += timedelta(seconds=31)
    assert refusal(book, first) == "expired"
    assert refusal(book, second) == "expired"


@pytest.mark.parametrize("token", [None, ""])
def test_no_token_is_missing(token: str | None) -> None:
    assert refusal(tokens(), token) == "missing"


def test_another_secret_is_forged() -> None:
    assert refusal(tokens(), tokens(secret=b"another secret of a size").issue("CA1")) == "forged"


def test_a_longer_life_cannot_be_written_into_it() -> None:
    book = tokens()
    nonce, expires, seal = book.issue("CA1").split(".")
    assert refusal(book, f"{nonce}.{int(expires) + 3600}.{seal}") == "forged"


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        tokens(secret=b"short")


@given(st.text() | st.from_regex(r"[a-z]+\.[0-9]+\.[A-Za-z0-9_-]+", fullmatch=True), st.text())
def test_no_text_is_taken_or_raises_anything_else(token: str, call_sid: str) -> None:
    assert refusal(tokens(), token, call_sid) in {"missing", "malformed", "forged"}
