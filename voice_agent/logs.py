"""How the program logs: to standard error, nothing of a patient, and no chatter of libraries."""

from __future__ import annotations

import logging

_CHATTY = ("aiosqlite", "alembic", "asyncio", "faster_whisper", "httpx", "openai", "twilio", "websockets")


def set_up(level: int = logging.WARNING) -> None:
    """Log from `level` on; libraries only what is wrong."""
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
