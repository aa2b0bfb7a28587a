"""Who acts, and in which workspace."""

from enum import StrEnum
from typing import NewType

from pydantic import BaseModel, ConfigDict

WorkspaceId = NewType("WorkspaceId", str)
"""A Slack team id (`T…`), or an enterprise id (`E…`) for an org-wide installation."""

PersonId = NewType("PersonId", str)
"""A Slack user id (`U…` or `W…`)."""

ChannelId = NewType("ChannelId", str)
"""A Slack conversation id (`C…`, `G…` or `D…`)."""


class Standing(StrEnum):
    """How a person belongs to the workspace; decides what they may see and do."""

    MEMBER = "member"
    GUEST = "guest"
    EXTERNAL = "external"  # of another organisation, met in a shared channel
    BOT = "bot"  # an app, or Slackbot: it reads nothing and judges nothing


class Person(BaseModel):
    """A person as Slack describes them."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: PersonId
    name: str
    """The name others see, never empty."""
    time_zone: str
    """An IANA zone name, for example `Europe/Berlin`."""
    standing: Standing = Standing.MEMBER
    active: bool = True


class UserGroup(BaseModel):
    """People whom Slack mentions together."""

    model_config = ConfigDict(frozen=True)

    id: str
    handle: str
    """Without the sign before it: `research`."""
    name: str
    members: tuple[PersonId, ...]


class Channel(BaseModel):
    """A channel as far as Workback needs it."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: ChannelId
    name: str
    private: bool = False
    archived: bool = False
    deleted: bool = False
    """Gone for good; what it was else is kept, so that its documents stay with who saw them."""
    bot_is_member: bool = True
