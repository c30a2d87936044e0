"""What a server does beside its calls: texts go out, holds run out, offers pass on, old calls are deleted."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from scheduling.dispatcher import Dispatcher
from scheduling.lockout import forget_attempts
from scheduling.notifications import ConsoleSender, Sender
from voice_agent.calls.service import CallService
from voice_agent.config import Settings
from voice_agent.metrics import Metrics
from voice_agent.telephony.messages import TwilioSender

log = logging.getLogger(__name__)
LAG_EVERY_S = 0.02


def sender_of(settings: Settings) -> Sender:
    """Twilio where account, token and number are set; else texts are printed (the number masked)."""
    if settings.twilio_account_sid and settings.twilio_auth_token and settings.twilio_number:
        from twilio.rest import Client  # type: ignore[import-untyped]

        client = Client(settings.twilio_account_sid, settings.twilio_auth_token.get_secret_value())
        return TwilioSender(client, settings.twilio_number)
    return ConsoleSender(sys.stderr)


@asynccontextmanager
async def running_chores(
    service: CallService, settings: Settings, metrics: Metrics, now: Callable[[], datetime]
) -> AsyncIterator[None]:
    """All of them, until the block is left. One that fails is tried again at its next time."""
    scheduler = service.parts.scheduler
    stop = asyncio.Event()
    dispatcher = Dispatcher(scheduler.database, sender_of(settings), now, scheduler.notices)
    keep = timedelta(days=settings.keep_days)
    tasks = [
        asyncio.create_task(dispatcher.run(stop)),
        asyncio.create_task(_watch_lag(metrics)),
        asyncio.create_task(_every(60, "holds", scheduler.sweep)),
        asyncio.create_task(_every(60, "waitlist offers", scheduler.expire_offers)),
        asyncio.create_task(_every(6 * 3600, "old calls", lambda: service.purge(keep))),
        asyncio.create_task(_every(24 * 3600, "old attempts", lambda: _forget(service, now))),
    ]
    try:
        yield
    finally:
        stop.set()
        for task in tasks[1:]:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _forget(service: CallService, now: Callable[[], datetime]) -> None:
    before = now() - service.parts.scheduler.lockout.window
    await service.parts.scheduler.database.write(lambda connection: forget_attempts(connection, before))


async def _every(seconds: float, name: str, chore: Callable[[], Awaitable[object]]) -> None:
    while True:
        try:
            await chore()
        except Exception as error:
            log.error("%s could not be seen to: %s", name, type(error).__name__)
        await asyncio.sleep(seconds)


async def _watch_lag(metrics: Metrics) -> None:
    """How late the loop wakes up: what a blocking call would show in."""
    while True:
        before = time.monotonic()
        await asyncio.sleep(LAG_EVERY_S)
        metrics.loop_lag.observe(max(0.0, time.monotonic() - before - LAG_EVERY_S) * 1000)
