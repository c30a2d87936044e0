"""Every setting, in one place. Each is an environment variable, `VOICE_AGENT_` and the field's name in capitals."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import SettingsConfigDict

from scheduling.settings import ClinicRules
from voice_agent.calls.office_hours import OfficeHours

ReaderName = Literal["embedded", "llm", "cascade"]
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class SettingsError(Exception):
    """Settings that cannot be used; the message names each of them and says what to do."""


class Settings(ClinicRules):
    """Read from the environment, and from a file `.env` where there is one; with the rules of the calendar."""

    model_config = SettingsConfigDict(env_prefix="VOICE_AGENT_", env_file=".env", extra="ignore", frozen=True)

    clinic_name: str = Field("Riverside Family Clinic", min_length=1, description="As callers hear it.")
    timezone: str = Field("America/New_York", description="The clinic's zone (a location may have its own).")
    date_order: Literal["MDY", "DMY"] = Field("MDY", description="How a date in figures is read.")
    country: str = Field("US", pattern="^[A-Z]{2}$", description="For phone numbers; ISO 3166 code.")
    emergency_number: str = Field("911", pattern=r"^\d{2,6}$", description="What callers with an emergency dial.")
    self_harm_line: str = Field("988", pattern=r"^[\d ]{2,20}$", description="The line for thoughts of self-harm.")
    staff_hours: str = Field("Mon-Fri 08:00-17:00", description="When somebody answers transfers; else callbacks.")
    usual_visit: str = Field(
        "Sick visit",
        description="Proposed for a complaint; if the clinic has no such kind of visit, the kind is asked for.",
    )

    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8080, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    public_url: str | None = Field(None, pattern=r"^https?://[^/?#]+(/[^?#]*)?$", description="As Twilio reaches us.")
    twilio_auth_token: SecretStr | None = Field(None, description="Checks Twilio's signatures; needed beyond loopback.")
    twilio_account_sid: str | None = Field(None, description="For text messages and forced transfers.")
    twilio_number: str | None = Field(None, description="The clinic's number, as sender of texts.")
    insecure: bool = Field(False, description="Listen beyond loopback without a token. For tests only.")
    transfer_number: str | None = Field(None, description="Staff's number; without it, calls wait in the queue.")
    transfer_queue: str = Field("front-desk", description="The Twilio queue that staff pick calls from.")
    straight_to_staff: bool = Field(False, description="Send every call to staff, none to the agent.")
    max_calls: int = Field(20, ge=1, description="Calls at once; more go to staff.")
    max_call_minutes: float = Field(15, gt=0, description="A longer call is handed to staff.")
    alert_webhook: str | None = Field(None, pattern="^https?://", description="Told of emergencies, besides the log.")

    database_url: str = Field("sqlite+aiosqlite:///data/clinic.sqlite3", description="SQLAlchemy URL, async driver.")
    prompts: Path = Field(Path("prompts"), description="Folder with what the agent says and knows.")
    record_audio: bool = Field(False, description="Keep a stereo recording of each call.")
    recordings: Path = Field(Path("data/recordings"), description="Where recordings are kept.")
    keep_days: int = Field(30, ge=0, description="Transcripts and recordings are deleted after so many days.")

    whisper_model: str = Field("base", description='"base", "tiny.en", a folder, or any faster-whisper model name.')
    quick_whisper_model: str = Field(
        "tiny.en", description="Hears first, where no name, date of birth or number is asked for; empty: none does."
    )
    whisper_workers: int = Field(2, ge=1, description="Decodes at once, one thread each.")
    voice: str = Field("joe", description='"joe", or the path of a Piper voice (.onnx with its .json beside it).')
    models_cache: Path | None = Field(None, description="Where models are assembled; by default in the user's cache.")

    reader: ReaderName = Field("embedded", description="Who understands.")
    llm_base_url: str | None = Field(None, pattern="^https?://", description="An OpenAI-compatible endpoint.")
    llm_model: str = Field("gpt-4o-mini", description="The model's name there.")
    llm_api_key: SecretStr | None = Field(None, description="The endpoint's key.")
    llm_deadline_ms: int = Field(1200, ge=100, description="After it, the embedded reader answers.")
    llm_gate: float = Field(0.7, ge=0, le=1, description="Cascade: below this confidence the LLM is asked.")
    llm_sends_identity: bool = Field(False, description="Let names, birth dates and numbers go out to the LLM.")
    llm_phrases: bool = Field(False, description="Let the LLM put questions and courtesies in its own words.")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError(f'no time zone "{value}": give an IANA name such as America/Chicago')
        return value

    @field_validator("staff_hours")
    @classmethod
    def _readable_hours(cls, value: str) -> str:
        OfficeHours.parse(value)
        return value

    @model_validator(mode="after")
    def _safe(self) -> Settings:
        if self.host not in LOOPBACK and self.twilio_auth_token is None and not self.insecure:
            raise ValueError(
                f"host {self.host} is open to others: set VOICE_AGENT_TWILIO_AUTH_TOKEN so that signatures can be "
                "checked, or listen on 127.0.0.1"
            )
        if self.twilio_auth_token is not None and self.public_url is None:
            raise ValueError("with VOICE_AGENT_TWILIO_AUTH_TOKEN, set VOICE_AGENT_PUBLIC_URL: Twilio signs that URL")
        if self.reader != "embedded" and self.llm_base_url is None and self.llm_api_key is None:
            raise ValueError(f'reader "{self.reader}" needs VOICE_AGENT_LLM_BASE_URL or VOICE_AGENT_LLM_API_KEY')
        if self.llm_phrases and self.llm_base_url is None and self.llm_api_key is None:
            raise ValueError("llm_phrases needs VOICE_AGENT_LLM_BASE_URL or VOICE_AGENT_LLM_API_KEY")
        return self

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


def load() -> Settings:
    """The settings in force. Raises SettingsError, which names all that is wrong at once."""
    try:
        return Settings()
    except ValidationError as error:
        lines = [_line(problem["loc"], problem["msg"]) for problem in error.errors()]
        raise SettingsError("These settings need mending:\n" + "\n".join(lines)) from None


def _line(location: tuple[int | str, ...], message: str) -> str:
    name = f"VOICE_AGENT_{str(location[0]).upper()}: " if location else ""
    return f"  {name}{message.removeprefix('Value error, ')}"
