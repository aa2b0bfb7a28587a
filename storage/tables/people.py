"""Workspaces, their people and their channels."""

from datetime import datetime

from sqlmodel import SQLModel

from storage.tables.columns import (
    json,
    moment,
    moment_or_none,
    text,
    text_key,
    text_or_none,
    workspace_key,
)


class WorkspaceRow(SQLModel, table=True):
    """A Slack team (or org) where the app is installed."""

    __tablename__ = "workspace"

    id: str = text_key()
    name: str = text()
    bot_user_id: str = text()
    scopes: str = text()
    """Granted to the bot, separated by commas."""
    token: str | None = text_or_none()
    """The bot token, encrypted; None where the settings hold the one token there is."""
    last_number: int = 0
    """The number of the newest initiative: `WB-12`."""
    installed_at: datetime = moment()
    removed_at: datetime | None = moment_or_none()


class PersonRow(SQLModel, table=True):
    """What Slack said of a person, with when it was asked."""

    __tablename__ = "person"

    workspace_id: str = workspace_key(primary=True)
    id: str = text_key()
    name: str = text()
    time_zone: str = text()
    standing: str = text()
    active: bool = True
    fetched_at: datetime = moment()


class ChannelRow(SQLModel, table=True):
    """What Slack said of a channel, with when it was asked."""

    __tablename__ = "channel"

    workspace_id: str = workspace_key(primary=True)
    id: str = text_key()
    name: str = text()
    private: bool = False
    archived: bool = False
    deleted: bool = False
    bot_is_member: bool = True
    fetched_at: datetime = moment()


class MembershipRow(SQLModel, table=True):
    """The channels that a person and the bot are both in, with when it was asked."""

    __tablename__ = "membership"

    workspace_id: str = workspace_key(primary=True)
    person_id: str = text_key()
    channels: list[str] = json()
    fetched_at: datetime = moment()
