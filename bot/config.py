"""Settings, read once from the environment or a `.env` file.

A wrong setting stops the start with one sentence each, never a stack trace.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, Self

from cryptography.fernet import Fernet
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SLACK_API = "https://slack.com/api/"


class WrongSettings(Exception):  # noqa: N818  (read as the sentence it is)
    """Settings that cannot work: one sentence each."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class Settings(BaseSettings):
    """What an operator decides. Names in the environment are the fields' names in capitals."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore")

    slack_bot_token: SecretStr | None = Field(
        default=None, description="The bot token (`xoxb-…`) of the one workspace served."
    )
    slack_app_token: SecretStr | None = Field(
        default=None,
        description="The app token (`xapp-…`). Present: Socket Mode. Absent: signed HTTP.",
    )
    slack_signing_secret: SecretStr | None = Field(
        default=None, description="Checks that requests come from Slack. Needed in HTTP mode."
    )
    slack_client_id: str | None = Field(
        default=None, description="With the client secret: many workspaces install by OAuth."
    )
    slack_client_secret: SecretStr | None = Field(
        default=None, description="Belongs to the client id."
    )
    public_url: str | None = Field(
        default=None,
        description="Where browsers reach the bot; absent, the app's first redirect URL counts.",
    )
    slack_api_url: str = Field(
        default=SLACK_API, description="Where Slack's Web API answers; any Slack-compatible server."
    )
    database_url: str = Field(
        default="sqlite:///workback.db",
        description="`sqlite:///file.db`, or `postgresql://…` for several replicas.",
    )
    host: str = Field(default="127.0.0.1", description="The address the bot listens on.")
    port: int = Field(default=3000, ge=0, le=65535, description="The port the bot listens on.")
    log_format: Literal["console", "json"] = Field(
        default="console", description="`console` for people, `json` for log collectors."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="The least severe log line that is written."
    )
    encryption_key: SecretStr | None = Field(
        default=None,
        description="Encrypts bot tokens at rest. `workback doctor --new-key` makes one.",
    )
    max_body_bytes: int = Field(
        default=4_000_000, ge=1_000, description="A larger request is answered with 413, unread."
    )
    posts_per_second: float = Field(
        default=1.0,
        gt=0,
        description="Messages a second in one conversation; Slack allows about 1.",
    )
    heartbeat_url: str | None = Field(
        default=None, description="Is fetched once a minute while check-ins are asked for on time."
    )
    keep_sent_days: int = Field(
        default=30, ge=3, description="Days for which sent announcements stay in the outbox."
    )
    keep_dead_days: int = Field(
        default=90, ge=3, description="Days for which announcements that Slack refused stay."
    )
    grace_days: int = Field(
        default=30, ge=0, description="Days until the data of a removed workspace is deleted."
    )
    stop_seconds: float = Field(
        default=8.0, gt=0, description="How long a stopping bot finishes what is in flight."
    )

    @field_validator("slack_api_url")
    @classmethod
    def _ends_with_slash(cls, url: str) -> str:
        if not url.startswith(("http://", "https://")):
            msg = "is not an http(s) address"
            raise ValueError(msg)
        return url if url.endswith("/") else f"{url}/"

    @field_validator("database_url")
    @classmethod
    def _is_a_database(cls, url: str) -> str:
        from sqlalchemy.engine import make_url
        from sqlalchemy.exc import ArgumentError

        from storage.database import DRIVERS, async_url

        try:
            known = make_url(async_url(url))
        except (ArgumentError, ValueError):
            known = None
        if known is None or known.drivername not in DRIVERS:
            msg = (
                "is not a database's address; write sqlite:///file.db or "
                "postgresql://user:password@host/name"
            )
            raise ValueError(msg)
        if known.get_backend_name() == "sqlite" and known.database in (None, "", ":memory:"):
            msg = "names no file; write sqlite:///file.db"
            raise ValueError(msg)
        return url

    @field_validator("heartbeat_url", "public_url")
    @classmethod
    def _is_an_address(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("http://", "https://")):
            msg = "is not an http(s) address"
            raise ValueError(msg)
        return url

    @field_validator("encryption_key")
    @classmethod
    def _is_a_key(cls, key: SecretStr | None) -> SecretStr | None:
        if key is not None:
            try:
                Fernet(key.get_secret_value())
            except ValueError as fault:
                msg = "is not a key; `workback doctor --new-key` makes one"
                raise ValueError(msg) from fault
        return key

    @model_validator(mode="after")
    def _can_work(self) -> Self:
        faults = [*self._token_faults(), *self._oauth_faults()]
        if faults:
            raise WrongSettings(faults)
        return self

    def _token_faults(self) -> list[str]:
        faults = []
        for name, token, prefix in (
            ("SLACK_BOT_TOKEN", self.slack_bot_token, "xoxb-"),
            ("SLACK_APP_TOKEN", self.slack_app_token, "xapp-"),
        ):
            if token and not token.get_secret_value().startswith(prefix):
                faults.append(f"{name} should begin with {prefix}; copy it again from Slack.")
        if not self.slack_bot_token and not self.slack_client_id:
            faults.append(
                "SLACK_BOT_TOKEN is missing. Copy the bot token from your app's page "
                "(OAuth & Permissions), or set SLACK_CLIENT_ID for many workspaces."
            )
        if not self.slack_app_token and not self.slack_signing_secret:
            faults.append(
                "SLACK_SIGNING_SECRET is missing (Basic Information on your app's page); "
                "or set SLACK_APP_TOKEN to use Socket Mode."
            )
        return faults

    def _oauth_faults(self) -> list[str]:
        faults = []
        if bool(self.slack_client_id) != bool(self.slack_client_secret):
            faults.append("SLACK_CLIENT_ID and SLACK_CLIENT_SECRET only work together.")
        if self.slack_client_id and not self.encryption_key:
            faults.append(
                "ENCRYPTION_KEY is missing: the tokens of many workspaces are kept encrypted. "
                "`workback doctor --new-key` makes one."
            )
        return faults

    @property
    def socket_mode(self) -> bool:
        """Whether requests come over Socket Mode instead of HTTP."""
        return self.slack_app_token is not None


def read_settings(env_file: Path | None = Path(".env"), **given: object) -> Settings:
    """Read the settings; `given` ones win over the environment.

    Raises WrongSettings with a sentence for each fault.
    """
    try:
        return Settings(_env_file=env_file, **given)  # type: ignore[arg-type]
    except ValidationError as fault:
        sentences = [
            f"{'_'.join(str(part) for part in error['loc']).upper()} {_what(error)}."
            for error in fault.errors(include_input=False, include_url=False)
        ]
        raise WrongSettings(sentences) from fault


def _what(error: Mapping[str, Any]) -> str:
    """Say what is wrong with a setting; our own words go on from its name."""
    words = str(error["msg"]).removeprefix("Value error, ")[:200]
    if error["type"] == "value_error":
        return words
    return f"is wrong: {words[:1].lower()}{words[1:]}"


def database_url() -> str:
    """Return the database's address; commands that need only it ask for no token."""
    return read_settings(
        slack_bot_token="xoxb-not-needed",  # noqa: S106  (no token: a word in its place)
        slack_signing_secret="not needed",  # noqa: S106
    ).database_url
