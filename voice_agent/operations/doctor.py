"""Is everything in place to answer calls? Each check says what it found and, where something is wrong, what to do."""

from __future__ import annotations

import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum

import aiohttp
from sqlalchemy import inspect

from scheduling import migrations
from scheduling.database import connect, must_exist
from scheduling.seed import has_clinic
from voice_agent.assembly import networks_of
from voice_agent.calls.store import CallStore
from voice_agent.calls.tables import switches
from voice_agent.config import Settings
from voice_agent.dialogue.knowledge import Knowledge
from voice_agent.dialogue.replies import Templates
from voice_agent.operations.misspelt import misspelt
from voice_agent.server import STRAIGHT_TO_STAFF
from voice_agent.speech.models import resolve_voice
from voice_agent.telephony.signature import http_base
from voice_agent.understanding.safety import load_rules

TIMEOUT = aiohttp.ClientTimeout(total=10)
AGAIN = "See the message; then run this again."
MOST_SKEW_S = 5.0
"""A clock further off refuses good stream tokens and books wrong days around midnight."""


class Verdict(StrEnum):
    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check's result. `mend`: what to do, where it is not ok."""

    check: str
    verdict: Verdict
    found: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the public address answered. `date`: its clock."""

    status: int
    date: datetime | None


async def examine(settings: Settings) -> list[Finding]:
    """All checks, in the order in which they are to be mended. Never raises."""
    findings = [variables(), signature(settings), await _try("public URL", lambda: public_url(settings))]
    findings.append(await _try("database", lambda: database(settings)))
    if findings[-1].verdict is Verdict.OK:
        findings.append(await _try("switch", lambda: switch(settings)))
    for name, check, mend in (
        (
            "prompts",
            prompts,
            "Run this in the project's folder, or set VOICE_AGENT_PROMPTS; if a file is named, mend it.",
        ),
        ("speech recognition", hearing, AGAIN),
        ("voice", speaking, AGAIN),
    ):
        findings.append(await _try(name, lambda check=check: _now(check, settings), mend))  # type: ignore[misc]
    return [*findings, transfer(settings), understanding(settings)]


async def _try(name: str, check: Callable[[], Awaitable[Finding]], mend: str = AGAIN) -> Finding:
    try:
        return await check()
    except Exception as error:
        return Finding(name, Verdict.WRONG, str(error) or type(error).__name__, mend)


async def _now(check: Callable[[Settings], Finding], settings: Settings) -> Finding:
    return check(settings)


def variables() -> Finding:
    wrong = misspelt()
    if not wrong:
        return Finding("settings", Verdict.OK, "every variable is one that is known")
    names = "; ".join(map(str, wrong))
    return Finding("settings", Verdict.WARNING, names, "Put the name right, or take the variable out.")


def signature(settings: Settings) -> Finding:
    if settings.twilio_auth_token is None:
        return Finding(
            "signature",
            Verdict.WARNING,
            "Twilio's signatures are not checked; only this machine may call",
            "Set VOICE_AGENT_TWILIO_AUTH_TOKEN (Twilio console, account, auth token).",
        )
    return Finding("signature", Verdict.OK, "webhooks and media streams must be signed by Twilio")


async def public_url(settings: Settings) -> Finding:
    if settings.public_url is None:
        return Finding("public URL", Verdict.WARNING, "not set", "Set VOICE_AGENT_PUBLIC_URL to what Twilio calls.")
    if not settings.public_url.startswith("https://"):
        return Finding("public URL", Verdict.WRONG, "not https", "Put a TLS proxy before the server, and use https://.")
    return reached(await probe(http_base(settings.public_url) + "/health"), datetime.now(UTC))


async def probe(url: str) -> Answer | str:
    """What answers there, or why nothing does, in words."""
    try:
        async with aiohttp.ClientSession(timeout=TIMEOUT) as http, http.get(url) as response:
            stamp = response.headers.get("Date")
            return Answer(response.status, parsedate_to_datetime(stamp) if stamp else None)
    except (aiohttp.ClientConnectorCertificateError, ssl.SSLError):
        return "its TLS certificate is not valid"
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return f"it does not answer ({type(error).__name__})"


def reached(answer: Answer | str, now: datetime) -> Finding:
    """Judges what the public address answered."""
    if isinstance(answer, str):
        mend = "Start the server (`voice-agent serve`), and see that proxy, DNS and certificate lead to it."
        return Finding("public URL", Verdict.WRONG, answer, mend)
    if answer.status != 200:
        mend = "Let the proxy hand /health and /twilio/… on to the server."
        return Finding("public URL", Verdict.WRONG, f"/health answers {answer.status}", mend)
    skew = abs((answer.date - now).total_seconds()) if answer.date else 0.0
    if skew > MOST_SKEW_S:
        return Finding("clock", Verdict.WRONG, f"{skew:.0f} s off", "Let the machine keep time by NTP (timedatectl).")
    return Finding("public URL", Verdict.OK, "reached over TLS, clocks agree")


async def database(settings: Settings) -> Finding:
    must_exist(settings.database_url)
    opened = connect(settings.database_url)
    try:
        await migrations.check(opened)
        if not await opened.read(has_clinic):
            mend = "Import your clinic (`voice-agent db import`), or try the sample one (`voice-agent db seed`)."
            return Finding("database", Verdict.WRONG, "it has no providers yet", mend)
    finally:
        await opened.close()
    return Finding("database", Verdict.OK, f"{opened.dialect}, schema current")


async def switch(settings: Settings) -> Finding:
    """Who answers. A switch that was forgotten looks from outside like an agent that does not work."""
    if settings.straight_to_staff:
        mend = "Unset VOICE_AGENT_STRAIGHT_TO_STAFF and restart, for the agent to answer."
        return Finding("switch", Verdict.WARNING, "calls go straight to staff, by a setting", mend)
    opened = connect(settings.database_url)
    try:
        made = await opened.read(lambda connection: inspect(connection).has_table(switches.name))
        on = made and await CallStore(opened, lambda: datetime.now(UTC)).switch(STRAIGHT_TO_STAFF)
    finally:
        await opened.close()
    if on:
        mend = "`voice-agent straight-to-staff off`, for the agent to answer."
        return Finding("switch", Verdict.WARNING, "calls go straight to staff, by the switch", mend)
    return Finding("switch", Verdict.OK, "the agent answers calls")


def prompts(settings: Settings) -> Finding:
    Templates.load(settings.prompts / "replies.yaml")
    load_rules(settings.prompts / "emergencies.yaml")
    answers = len(Knowledge.load(settings.prompts / "knowledge").sections)
    return Finding("prompts", Verdict.OK, f"replies and emergency rules are sound, {answers} questions can be answered")


def hearing(settings: Settings) -> Finding:
    return Finding("speech recognition", Verdict.OK, str(networks_of(settings)))


def speaking(settings: Settings) -> Finding:
    return Finding("voice", Verdict.OK, resolve_voice(settings.voice).model.name)


def transfer(settings: Settings) -> Finding:
    if settings.transfer_number is None:
        return Finding(
            "transfer",
            Verdict.WARNING,
            f'no number: callers wait in the queue "{settings.transfer_queue}"',
            "Set VOICE_AGENT_TRANSFER_NUMBER, or see that staff pick calls from that queue.",
        )
    if not (settings.transfer_number.startswith("+") and settings.transfer_number[1:].isdigit()):
        return Finding("transfer", Verdict.WRONG, "not an E.164 number", "Write it like +12125550100.")
    return Finding("transfer", Verdict.OK, f"staff are rung at {settings.transfer_number}")


def understanding(settings: Settings) -> Finding:
    if settings.reader == "embedded":
        return Finding("understanding", Verdict.OK, "embedded: nothing leaves this machine")
    where = settings.llm_base_url or "the API's own address"
    return Finding("understanding", Verdict.OK, f"{settings.reader}: {settings.llm_model} at {where}")
