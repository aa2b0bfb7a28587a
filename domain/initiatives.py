"""An initiative: one thing being worked backwards."""

import re
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict
from pydantic import Field as PydanticField

from domain.people import ChannelId, PersonId, WorkspaceId

NAME_LIMIT = 60
"""Characters of an initiative's short name: it must fit in labels and list rows."""

KEY_PREFIX = "WB"


class Stage(StrEnum):
    """How far an initiative has come. Source: product.md, "Words"."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    BUILDING = "building"
    LAUNCHED = "launched"
    ARCHIVED = "archived"


class Initiative(BaseModel):
    """One thing being worked backwards, at home in one channel."""

    model_config = ConfigDict(frozen=True, from_attributes=True, validate_by_name=True)

    id: str
    workspace_id: WorkspaceId
    number: int
    name: str
    owner_id: PersonId
    authors: tuple[PersonId, ...]
    """Who may save versions besides the owner."""
    channel_id: ChannelId
    created_at: datetime
    archived_at: datetime | None = None
    reached: Stage = PydanticField(default=Stage.DRAFT, validation_alias="stage")
    """How far it has come, archived or not; kept where the facts change."""

    @property
    def key(self) -> str:
        """The key people cite and type, for example `WB-12`."""
        return f"{KEY_PREFIX}-{self.number}"

    @property
    def stage(self) -> Stage:
        """Derived from facts, never set by hand."""
        return Stage.ARCHIVED if self.archived_at else self.reached


def number_of(key: str) -> int | None:
    """Read the number out of `WB-12`, `wb12` or `12`; None if it is none of these."""
    match = re.fullmatch(rf"(?:{KEY_PREFIX}-?)?([0-9]{{1,9}})", key.strip(), re.IGNORECASE)
    return int(match[1]) if match else None


def name_from_headline(headline: str) -> str:
    """Propose the short name of an initiative: "Introducing TeamSync — The …" is "TeamSync"."""
    first = re.split(r"\s+[—–-]\s+|[:;,.!?|]\s|\n", headline.strip(), maxsplit=1)[0]
    name = re.sub(r"^(?:introducing|announcing|meet|presenting)\s+", "", first, flags=re.IGNORECASE)
    name = " ".join((name or first).split())
    if len(name) <= NAME_LIMIT:
        return name or "Untitled"
    shorter = name[: NAME_LIMIT - 1]
    return f"{shorter.rpartition(' ')[0] or shorter}…"
