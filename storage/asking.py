"""Asks: what a person is to be told when goals of theirs are due.

The outbox keeps a `Brief`: whom to ask for what. Right before it leaves, an `Ask` is made of it,
from what holds at that moment (`storage/wording.py`), and put into words by a function that is
handed to the delivery (`Render`): so storage knows nothing of Slack.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from domain.check_ins import Kind, Occurrence
from domain.goals import Goal
from domain.people import PersonId
from storage.standings import Standing

Json = dict[str, Any]


class Purpose(StrEnum):
    """What an ask is for."""

    ASK = "ask"
    NUDGE = "nudge"
    BACKUP = "backup"  # the owner does not answer: asks the backup or the initiative's owner
    HANDED = "handed"  # who was asked handed it on, for this time
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
    """Of which check-ins; a first ask is of all in its bundle that wait for the owner and are not
    snoozed."""
    late_seconds: int = 0
    ignored: bool = False
    """Three check-ins in a row had no answer: propose a pause."""
    unreachable: str | None = None
    """Why the person cannot be messaged: then it is said in the goal's channel."""


@dataclass(frozen=True)
class Item:
    """A goal that is asked for, with what is known of it."""

    occurrence: Occurrence
    standing: Standing
    initiative_name: str

    @property
    def goal(self) -> Goal:
        """The goal itself."""
        return self.standing.goal


@dataclass(frozen=True)
class Ask:
    """A brief with all that its words may want to say."""

    brief: Brief
    items: Sequence[Item]
    now: datetime
    answered: int = 0
    """Goals of the same message that were answered already."""


@dataclass(frozen=True)
class Said:
    """An ask in words."""

    text: str
    blocks: Sequence[Json] | None = None


Render = Callable[[Ask], Said]
