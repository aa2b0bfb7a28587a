"""Silent reads: everybody reads first and talks after; then the owner decides.

While one goes on, comments are sealed: kept, and shown to nobody. How readers feel about the text
is theirs alone: only how often each answer was given is kept, never by whom.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from domain.people import PersonId

MINUTES = (10, 15, 20, 30, 45, 60)
"""How long a silent read may take."""

FEELINGS: Mapping[int, str] = {
    5: "I would use it tomorrow",
    4: "Convinced, with small doubts",
    3: "Undecided",
    2: "Doubtful",
    1: "I would not build this",
}
"""What each answer means, best first."""

FEWEST_ANSWERS = 3
"""Fewer would tell who gave which."""


class Outcome(StrEnum):
    """What the owner decides after a silent read."""

    GO = "go"
    ITERATE = "iterate"
    NO_GO = "no_go"


class SilentRead(BaseModel):
    """A timed session in which people read one version."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: str
    initiative_id: str
    review_id: str
    version: int
    minutes: int
    started_by: PersonId
    started_at: datetime
    ends_at: datetime
    ended_at: datetime | None = None
    outcome: Outcome | None = None
    conditions: str = ""
    dissent: str = ""
    """Who disagreed, and why: on record beside the decision."""
    decided_by: PersonId | None = None
    feelings: Mapping[str, int] = Field(default_factory=dict)
    """How often each feeling was named; nobody keeps by whom."""


class Reader(BaseModel):
    """Somebody who reads."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    person_id: PersonId
    done_at: datetime | None = None


def all_done(readers: Iterable[Reader]) -> bool:
    """Say whether nobody reads any more."""
    return all(reader.done_at is not None for reader in readers)


def distribution(feelings: Mapping[str, int]) -> dict[int, int] | None:
    """Return how often each feeling was named, best first; None where it would tell who did."""
    if sum(feelings.values()) < FEWEST_ANSWERS:
        return None
    return {feeling: feelings.get(str(feeling), 0) for feeling in FEELINGS}
