"""Asks: what a person is to be told when goals of theirs are due.

The words are a function handed in (`Render`), so that storage knows nothing of Slack. It is called
within the transaction that materialises a date, with all it may want to say already loaded.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.check_ins import Kind, Occurrence
from domain.goals import Goal
from domain.kpis import Kpi, Point
from domain.people import ChannelId, PersonId, WorkspaceId

Json = dict[str, Any]


class Purpose(StrEnum):
    """What an ask is for."""

    ASK = "ask"
    NUDGE = "nudge"
    BACKUP = "backup"  # the owner does not answer: asks the backup or the initiative's owner
    HANDED = "handed"  # who was asked handed it on, for this time
    TAKE_OVER = "take_over"  # the owner has left Slack: asks somebody to take the goals over


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
    """One message to one person, about all goals of one owner that are due on a day."""

    workspace_id: WorkspaceId
    person_id: PersonId
    """Who is addressed."""
    owner_id: PersonId
    """Who was to answer; the same person in a first ask."""
    purpose: Purpose
    kind: Kind
    bundle: str
    """The message's place."""
    items: Sequence[Item]
    now: datetime
    late_seconds: int = 0
    ignored: bool = False
    """Three check-ins in a row had no answer: propose a pause."""
    unreachable: str | None = None
    """Why the person cannot be messaged: then say it in the goal's channel."""
    answered: int = 0
    """Goals of the same message that were answered already."""


@dataclass(frozen=True)
class Said:
    """An ask in words. Without a conversation it goes to the person."""

    text: str
    blocks: Sequence[Json] | None = None
    conversation: str | None = None
    thread: str | None = None


Render = Callable[[Ask], Said]
