"""What a Slack workspace is made of: people, channels, messages, views, files."""

from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field

Json = dict[str, Any]
ChannelKind = Literal["public", "private", "im"]


class Workspace(BaseModel):
    """A Slack team."""

    id: str
    name: str
    domain: str
    org: str | None = None
    """The org it belongs to: then the app is installed for the whole org, not for it alone."""


class Person(BaseModel):
    """A member of the workspace: a human being, or the app's bot user."""

    id: str
    name: str
    """The handle, without @."""
    real_name: str
    display_name: str = ""
    tz: str = "Europe/London"
    home_team: str = ""
    """The workspace of somebody of another organisation; "" for one's own people."""
    locale: str = "en-GB"
    title: str = ""
    is_admin: bool = False
    is_restricted: bool = False
    """A guest: a member of the channels they were invited to, and of nothing else."""
    is_bot: bool = False
    deleted: bool = False
    avatar_colour: str = "#1f3a5f"

    @property
    def shown_name(self) -> str:
        """The name that others read."""
        return self.display_name or self.real_name

    def tz_offset(self, now: datetime) -> int:
        """Return how many seconds this person's clock is ahead of UTC at `now`."""
        offset = now.astimezone(ZoneInfo(self.tz)).utcoffset()
        return int(offset.total_seconds()) if offset else 0

    def tz_label(self, now: datetime) -> str:
        """Return the short name of this person's zone at `now`."""
        return now.astimezone(ZoneInfo(self.tz)).strftime("%Z")


class UserGroup(BaseModel):
    """People who are mentioned together: `@research`."""

    id: str
    handle: str
    name: str
    users: list[str] = Field(default_factory=list)
    disabled: bool = False


class Channel(BaseModel):
    """A conversation: a channel, or the direct one between a person and the app."""

    id: str
    name: str
    kind: ChannelKind = "public"
    members: list[str] = Field(default_factory=list)
    archived: bool = False
    topic: str = ""
    purpose: str = ""
    creator: str = ""
    created: int = 0
    """Seconds since 1970."""
    last_ts: str = ""
    """The youngest ts given out here: ts are strictly increasing in a channel."""


class Message(BaseModel):
    """A message, or an ephemeral one when `ephemeral_to` names its only reader."""

    ts: str
    channel: str
    author: str
    text: str = ""
    blocks: list[Json] = Field(default_factory=list)
    thread_ts: str | None = None
    edited_ts: str | None = None
    metadata: Json | None = None
    files: list[str] = Field(default_factory=list)
    ephemeral_to: str | None = None
    deleted: bool = False
    """A deleted parent stays, without its words, while it has replies: a tombstone."""
    broadcast: bool = False
    """A reply that is shown in the channel too."""
    pinned: bool = False
    reactions: dict[str, list[str]] = Field(default_factory=dict)
    by_app: bool = False

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread below another message."""
        return self.thread_ts is not None and self.thread_ts != self.ts


class View(BaseModel):
    """A modal on a person's stack, or their App Home."""

    id: str
    owner: str
    payload: Json
    """What the app sent: type, title, blocks, callback_id, private_metadata, …"""
    hash: str
    root_view_id: str
    previous_view_id: str | None = None
    state: dict[str, dict[str, Json]] = Field(default_factory=dict)
    """What the person typed and chose: block_id → action_id → value, as Slack sends it."""
    errors: dict[str, str] = Field(default_factory=dict)
    """Sentences under fields, by block_id."""
    trouble: str | None = None
    """What Slack says at the top when the app did not answer, or not rightly."""

    @property
    def blocks(self) -> list[Json]:
        """Its blocks."""
        blocks: list[Json] = self.payload.get("blocks", [])
        return blocks


class SharedFile(BaseModel):
    """An uploaded file; its content is kept beside it, in base64."""

    id: str
    name: str
    title: str
    mimetype: str
    owner: str
    size: int
    content: str = ""
    uploaded: bool = False
    external: str = ""
    """Where it is kept, if that is not in Slack."""
    shared_in: list[str] = Field(default_factory=list)


class Scheduled(BaseModel):
    """A message that `chat.scheduleMessage` will post."""

    id: str
    channel: str
    post_at: int
    """Seconds since 1970."""
    arguments: Json


class Notice(BaseModel):
    """Something Slack itself tells one person: that a command failed, for example."""

    person: str
    channel: str | None
    text: str
    at: str
    """A ts: seconds since 1970 with six decimals."""
