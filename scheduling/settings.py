"""The clinic's rules as settings: environment variables, or lines of a file `.env`; the defaults are the rules' own."""

from __future__ import annotations

from datetime import time, timedelta

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from scheduling.notifications import NoticeRules, QuietHours
from scheduling.openings import Anchor
from scheduling.rules import Rules, WaitlistRules
from scheduling.values import NotAllowed

RULES, NOTICES = Rules(), NoticeRules()
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


class ClinicRules(BaseSettings):
    """What a type of visit may have of its own (grid, notice, horizon, caps, buffers) is in the catalogue."""

    model_config = SettingsConfigDict(env_prefix="VOICE_AGENT_", env_file=".env", extra="ignore", frozen=True)

    grid_minutes: int = Field(RULES.step_min, ge=1, le=720, description="Visits start every so many minutes.")
    grid_anchor: Anchor = Field(RULES.anchor, description="Where the grid begins: at midnight, or with each free time.")
    notice_minutes: int = Field(RULES.notice_min, ge=0, description="Callers book at least so long ahead.")
    notice_inclusive: bool = Field(RULES.notice_inclusive, description="Exactly that long ahead will do.")
    horizon_days: int = Field(RULES.horizon_days, ge=1, le=1100, description="Visits are booked at most so far ahead.")
    buffers_inside_hours: bool = Field(RULES.buffers_inside_hours, description="Buffers, too, lie in opening hours.")
    hold_seconds: int = Field(
        int(RULES.hold.total_seconds()), ge=30, le=3600, description="How long a chosen time is kept for its caller."
    )
    holds_per_call: int = Field(RULES.holds_per_owner, ge=1, description="So often may a call choose; then staff help.")
    late_cancel_hours: int = Field(RULES.cancel_late_h, ge=0, description="A later cancellation is recorded as late.")
    near_days: int = Field(RULES.near_days, ge=0, description="A time so many days off counts as near what was asked.")
    waitlist_answer_minutes: int = Field(
        RULES.waitlist.answer // MINUTE, ge=1, description="How long a freed time is kept for whoever waits for it."
    )
    waitlist_ahead_minutes: int = Field(
        RULES.waitlist.ahead // MINUTE, ge=0, description="An offer ends so long before its visit at the latest."
    )
    waitlist_offers: int = Field(RULES.waitlist.offers, ge=1, description="After so many unanswered, no more offers.")
    waitlist_texts_only: bool = Field(
        RULES.waitlist.reachable_only, description="Freed times are offered only to patients who take texts."
    )
    reminder_hours: str = Field(
        ", ".join(str(before // HOUR) for before in NOTICES.reminders),
        pattern=r"^( *\d{1,4} *(, *\d{1,4} *)*)?$",
        description="Reminders go out so many hours before a visit, as 48, 2; empty: none.",
    )
    quiet_hours: str = Field(
        f"{NOTICES.quiet.start:%H:%M}-{NOTICES.quiet.end:%H:%M}",
        pattern=r"^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$",
        description="No texts then, on the clock of the location; a start that is also the end: at any hour.",
    )

    @field_validator("quiet_hours", "reminder_hours", mode="before")
    @classmethod
    def _trimmed(cls, value: object) -> object:
        return value.strip() if isinstance(value, str) else value

    def rules(self) -> Rules:
        return Rules(
            step_min=self.grid_minutes,
            anchor=self.grid_anchor,
            notice_min=self.notice_minutes,
            notice_inclusive=self.notice_inclusive,
            horizon_days=self.horizon_days,
            buffers_inside_hours=self.buffers_inside_hours,
            hold=timedelta(seconds=self.hold_seconds),
            holds_per_owner=self.holds_per_call,
            cancel_late_h=self.late_cancel_hours,
            near_days=self.near_days,
            waitlist=WaitlistRules(
                answer=self.waitlist_answer_minutes * MINUTE,
                ahead=self.waitlist_ahead_minutes * MINUTE,
                offers=self.waitlist_offers,
                reachable_only=self.waitlist_texts_only,
            ),
        )

    def notices(self) -> NoticeRules:
        start, end = (time.fromisoformat(wall) for wall in self.quiet_hours.split("-"))
        before = tuple(int(hours) * HOUR for hours in self.reminder_hours.split(",") if hours.strip())
        return NoticeRules(reminders=before, quiet=QuietHours(start, end))


def load() -> ClinicRules:
    """The settings in force. Raises NotAllowed("rules"), which names all that is wrong."""
    try:
        return ClinicRules()
    except ValidationError as error:
        problems = "; ".join(f"VOICE_AGENT_{str(p['loc'][0]).upper()}: {p['msg']}" for p in error.errors())
        raise NotAllowed("rules", problems) from None
