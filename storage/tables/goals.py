"""Goals, what they are measured by, and the values that came in."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import (
    exact,
    json,
    moment,
    moment_or_none,
    owned_by,
    text,
    text_key,
    text_or_none,
    workspace_key,
)


class GoalRow(SQLModel, table=True):
    """A customer outcome that somebody answers for."""

    __tablename__ = "goal"
    __table_args__ = (
        Index("goal_by_initiative", "initiative_id"),
        Index("goal_by_owner", "workspace_id", "owner_id"),
    )

    id: str = text_key()
    workspace_id: str = workspace_key()
    initiative_id: str = owned_by("initiative")
    title: str = text()
    reason: str = text()
    promises: list[str] = json()
    owner_id: str = text()
    backup_id: str | None = text_or_none()
    offered_to: str | None = text_or_none()
    priority: int
    principles: list[str] = json()
    starts: date
    due: date
    stage: str = text()
    note: str = text()
    created_by: str = text()
    created_at: datetime = moment()
    reviewed_on: date | None = None


class KpiRow(SQLModel, table=True):
    """A goal's measure, with its plan as it holds now."""

    __tablename__ = "kpi"
    __table_args__ = (Index("kpi_by_goal", "goal_id"),)

    id: str = text_key()
    workspace_id: str = workspace_key()
    goal_id: str = owned_by("goal")
    position: int
    name: str = text()
    kind: str = text()
    unit: str = text()
    decimals: int
    weight: Decimal = exact()
    plan: dict[str, Any] = json()
    """`domain.kpis.Plan`, numbers as text."""
    removed_at: datetime | None = moment_or_none()
    """Its readings are kept."""


class TargetVersionRow(SQLModel, table=True):
    """A KPI's plan with the day it holds from, and who changed it why."""

    __tablename__ = "target_version"
    __table_args__ = (UniqueConstraint("kpi_id", "number"),)

    id: str = text_key()
    workspace_id: str = workspace_key()
    kpi_id: str = owned_by("kpi")
    number: int
    effective: date
    plan: dict[str, Any] = json()
    author_id: str = text()
    reason: str = text()
    made_at: datetime = moment()


class ReadingRow(SQLModel, table=True):
    """A value of a KPI; never changed, a correction is another row."""

    __tablename__ = "reading"
    __table_args__ = (
        UniqueConstraint("kpi_id", "source", "source_key"),
        Index("reading_by_moment", "kpi_id", "at"),
    )

    id: str = text_key()
    workspace_id: str = workspace_key()
    kpi_id: str = owned_by("kpi")
    value: Decimal = exact()
    at: datetime = moment()
    source: str = text()
    source_key: str = text()
    by: str | None = text_or_none()
    corrects: str | None = text_or_none()
    recorded_at: datetime = moment()


class OwnershipRow(SQLModel, table=True):
    """A period in which somebody owned a goal."""

    __tablename__ = "ownership"
    __table_args__ = (Index("ownership_of_goal", "goal_id"),)

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = workspace_key()
    goal_id: str = owned_by("goal")
    person_id: str = text()
    since: datetime = moment()
    until: datetime | None = moment_or_none()
    given_by: str | None = text_or_none()
    """Who handed it over; None for the first owner."""


class SourceRow(SQLModel, table=True):
    """A token with which a source may send values for a goal from outside."""

    __tablename__ = "source"
    __table_args__ = (Index("source_of_goal", "goal_id"),)

    id: str = text_key()
    workspace_id: str = workspace_key()
    goal_id: str = owned_by("goal")
    name: str = text()
    token: str = text()
    """The SHA-256 of its secret: the secret itself is kept nowhere."""
    made_by: str = text()
    made_at: datetime = moment()
    used_at: datetime | None = moment_or_none()
    ends_at: datetime | None = moment_or_none()
    """Until when it still works after a newer token of the same name took its place."""
    paced_until: datetime | None = moment_or_none()
    """When its whole burst of requests is there again; all replicas share it."""
