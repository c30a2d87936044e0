"""What is true while the agent's words are rendered."""

from __future__ import annotations

from datetime import UTC, datetime

from voice_agent.dialogue.events import Facts
from voice_agent.understanding.reader import Vocabulary

FACTS = Facts(datetime(2026, 12, 1, 9, tzinfo=UTC), "Riverside Family Clinic", Vocabulary())
