"""Tells staff of an emergency at once: a line in the log, and a webhook where one is set."""

from __future__ import annotations

import asyncio
import logging

import aiohttp

from voice_agent.dialogue.effects import AlertStaff

log = logging.getLogger(__name__)
TIMEOUT_S = 5


class Alerts:
    """`webhook` gets a POST of {"call_sid", "kind", "summary"}. A webhook that fails does not hold the call up."""

    def __init__(self, webhook: str | None = None) -> None:
        self._webhook = webhook
        self._sending: set[asyncio.Task[None]] = set()

    async def tell(self, call_sid: str, alert: AlertStaff) -> None:
        log.critical("emergency (%s) in call %s: see the staff queue", alert.kind.value, call_sid)
        if self._webhook:
            task = asyncio.create_task(self._post(self._webhook, call_sid, alert))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)

    async def _post(self, url: str, call_sid: str, alert: AlertStaff) -> None:
        body = {"call_sid": call_sid, "kind": alert.kind.value, "summary": alert.summary}
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_S)) as session,
                session.post(url, json=body) as response,
            ):
                response.raise_for_status()
        except (aiohttp.ClientError, TimeoutError) as error:
            log.error("the alert webhook failed: %s", type(error).__name__)
