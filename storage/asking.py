"""Asks: what a person is to be told when goals of theirs are due.

The outbox keeps a `Brief`: whom to ask for what. Right before it leaves, an `Ask` is made of it,
from what holds at that moment (`storage/wording.py`), and put into words by a function that is
handed to the delivery (`Render`): so storage knows nothing of Slack.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from domain.check_ins import Kind, Occurrence
from domain.goals import Goal
from domain.kpis import Kpi, Point
from domain.people import ChannelId, PersonId

Json = dict[str, Any]


class Purpose(StrEnum):
    """What an ask is for."""

    ASK = "ask"
    NUDGE = "nudge"
    BACKUP = "backup"  # the owner does not answer: asks the backup or the initiative's owner
    TAKE_OVER = "take_over"  # the owner has left Slack: asks somebody to take the goals over


class Brief(BaseModel):
    """What one message is to ask of one person, about goals of one owner that are due on a day."""

    model_config = ConfigDict(frozen=True)

    person_id: PersonId
    """Who is addressed."""
    owner_id: PersonId
    """Who was to answer; the same person in a first ask."""
    purpose: Purpose
    kind: Kind
    bundle: str
    """The message's place."""
    occurrences: tuple[str, ...] = ()
    """Of which check-ins; a first ask is of all that wait for the owner in its bundle."""
    late_seconds: int = 0
    ignored: bool = False
    """Three check-ins in a row had no answer: propose a pause."""
    unreachable: str | None = None
    """Why the person cannot be messaged: then it is said in the goal's channel."""


@dataclass(frozen=True)
class Item:
    """A goal that is asked for, with what is known of it."""

    occurrence: Occurrence
    goal: Goal
    kpis: Sequence[Kpi]
    points: dict[str, list[Point]]
    """By KPI, oldest first: see `domain.kpis.points`."""
    initiative_name: str
    initiative_owner: PersonId
    channel_id: ChannelId
    """The initiative's home."""
    fresh: Mapping[str, str] = field(default_factory=dict)
    """By KPI, where its newest value came from, unless a person gave it."""


@dataclass(frozen=True)
class Ask:
    """A brief with all that its words may want to say."""

    brief: Brief
    items: Sequence[Item]
    now: datetime


@dataclass(frozen=True)
class Said:
    """An ask in words."""

    text: str
    blocks: Sequence[Json] | None = None


Render = Callable[[Ask], Said]
