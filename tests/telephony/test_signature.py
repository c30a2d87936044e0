"""Signatures: what the account signed passes, everything else does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multidict import MultiDict
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]

from voice_agent.telephony.signature import PublicUrlError, SignatureCheck, websocket_base

TOKEN = "0123456789abcdef0123456789abcdef"
URL = "https://agent.example.org"
FORM = {"CallSid": "CA1", "From": "+14155550100"}


def sign(url: str, form: dict[str, str], token: str = TOKEN) -> str:
    return str(RequestValidator(token).compute_signature(url, form))


@pytest.fixture
def check() -> SignatureCheck:
    return SignatureCheck(TOKEN, URL + "/")


def test_a_signed_webhook_passes(check: SignatureCheck) -> None:
    assert check.webhook("/twilio/voice?x=1", FORM, sign(URL + "/twilio/voice?x=1", FORM))
    assert check.webhook("/twilio/voice", MultiDict(FORM), sign(URL + "/twilio/voice", FORM))


@pytest.mark.parametrize("signature", [None, "", "nonsense", "é", sign(URL + "/twilio/voice", FORM, "another token")])
def test_other_signatures_do_not(check: SignatureCheck, signature: str | None) -> None:
    assert not check.webhook("/twilio/voice", FORM, signature)


def test_a_changed_form_or_path_does_not(check: SignatureCheck) -> None:
    signature = sign(URL + "/twilio/voice", FORM)
    assert not check.webhook("/twilio/voice", {**FORM, "From": "+14155550199"}, signature)
    assert not check.webhook("/twilio/other", FORM, signature)
    assert not check.webhook(".evil.org/twilio/voice", FORM, sign(URL + ".evil.org/twilio/voice", FORM))


@pytest.mark.parametrize("signed", ["wss://agent.example.org/twilio/media", "wss://agent.example.org:443/twilio/media"])
def test_the_handshake_is_signed_over_the_websocket_address(check: SignatureCheck, signed: str) -> None:
    assert check.handshake("/twilio/media", sign(signed, {}))


def test_a_webhooks_signature_does_not_open_the_websocket(check: SignatureCheck) -> None:
    assert not check.handshake("/twilio/media", sign(URL + "/twilio/media", {}))


def test_a_port_and_a_prefix_are_part_of_the_address() -> None:
    check = SignatureCheck(TOKEN, "http://127.0.0.1:8080/agent/")
    assert websocket_base("http://127.0.0.1:8080/agent/") == "ws://127.0.0.1:8080/agent"
    assert check.handshake("/media", sign("ws://127.0.0.1:8080/agent/media", {}))
    assert not check.handshake("/media", sign("ws://127.0.0.1:9090/agent/media", {}))


@pytest.mark.parametrize("url", ["", "agent.example.org", "ftp://x", "https://x?y=1", "https://[", "https://x:port"])
def test_a_public_url_that_twilio_cannot_call_is_named(url: str) -> None:
    with pytest.raises(PublicUrlError, match="must look like"):
        SignatureCheck(TOKEN, url)


def test_no_auth_token_is_no_check() -> None:
    with pytest.raises(ValueError, match="auth token"):
        SignatureCheck("", URL)


@given(st.text(), st.dictionaries(st.text(), st.text(), max_size=3), st.text(max_size=40))
def test_no_request_makes_it_raise_or_pass_unsigned(path: str, form: dict[str, str], signature: str) -> None:
    assert not SignatureCheck(TOKEN, URL).webhook(path, form, signature)
