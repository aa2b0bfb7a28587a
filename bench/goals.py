"""Many goals at once, for the benches and for tests that need a crowd."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from sqlmodel import SQLModel

from domain.cadence import Cadence, Every
from domain.kpis import Plan
from storage.database import Database
from storage.tables import (
    GoalRow,
    InitiativeRow,
    KpiRow,
    ReadingRow,
    ScheduleRow,
    WorkspaceRow,
)

DUE = datetime(2026, 3, 2, 8, tzinfo=UTC)
"""Monday, 09:00 in Berlin: the instant at which all of them are due."""

_BEFORE = datetime(2026, 3, 1, tzinfo=UTC)
_CHUNK = 2000

Values = dict[str, Any]


@dataclass(frozen=True)
class Crowd:
    """So many workspaces, owners in each, and goals of each owner."""

    workspaces: int
    owners: int
    goals: int
    due_at: datetime = DUE

    @property
    def messages(self) -> int:
        """One for each owner."""
        return self.workspaces * self.owners

    @property
    def size(self) -> int:
        """How many goals there are."""
        return self.messages * self.goals


async def seed(database: Database, crowd: Crowd) -> None:
    """Write a crowd of active goals, each with a KPI, a reading and a weekly schedule."""
    spaces = [f"T{number:05}" for number in range(crowd.workspaces)]
    await insert(database, WorkspaceRow, [_workspace(space) for space in spaces])
    await insert(database, InitiativeRow, [_initiative(space) for space in spaces])
    keys = [
        (space, f"U{space[1:]}{owner:05}", f"{space}_{owner}_{goal}")
        for space in spaces
        for owner in range(crowd.owners)
        for goal in range(crowd.goals)
    ]
    for table, make in ((GoalRow, goal), (KpiRow, kpi), (ReadingRow, reading)):
        await insert(database, table, [make(*key) for key in keys])
    rows = [{**schedule(*key), "next_due_at": crowd.due_at} for key in keys]
    await insert(database, ScheduleRow, rows)


async def insert(database: Database, table: type[SQLModel], rows: list[Values]) -> None:
    """Write rows, some thousand a statement."""
    async with database.session(writes=True) as session:
        connection = await session.connection()
        for start in range(0, len(rows), _CHUNK):
            query = table.__table__.insert()  # type: ignore[attr-defined]
            await connection.execute(query, rows[start : start + _CHUNK])
        await session.commit()


def _workspace(space: str) -> Values:
    row = WorkspaceRow(id=space, name=space, bot_user_id="U0", scopes="", installed_at=_BEFORE)
    return row.model_dump()


def _initiative(space: str) -> Values:
    row = InitiativeRow(
        id=f"ini_{space}",
        workspace_id=space,
        number=1,
        name="TeamSync",
        owner_id="U0",
        authors=[],
        channel_id="C0",
        created_at=_BEFORE,
    )
    return row.model_dump()


def goal(space: str, owner: str, key: str) -> Values:
    """Return an active goal."""
    row = GoalRow(
        id=f"goal_{key}",
        workspace_id=space,
        initiative_id=f"ini_{space}",
        title="Notes are ready",
        reason="",
        promises=[],
        owner_id=owner,
        priority=1,
        principles=[],
        starts=_PLAN.starts,
        due=_PLAN.due,
        stage="active",
        note="",
        created_by=owner,
        created_at=_BEFORE,
    )
    return row.model_dump()


_PLAN = Plan(
    baseline=Decimal(30), target=Decimal(5), starts=date(2026, 1, 1), due=date(2026, 12, 31)
)
_PLANNED = _PLAN.model_dump(mode="json")
_RULE = Cadence(every=Every.WEEKLY, at=time(9), starts=date(2026, 1, 1)).model_dump(mode="json")


def kpi(space: str, _owner: str, key: str) -> Values:
    """Return the KPI of a goal."""
    row = KpiRow(
        id=f"kpi_{key}",
        workspace_id=space,
        goal_id=f"goal_{key}",
        position=0,
        name="Minutes",
        kind="decrease",
        unit="minutes",
        decimals=0,
        weight=Decimal(1),
        plan=_PLANNED,
    )
    return row.model_dump()


def reading(space: str, owner: str, key: str) -> Values:
    """Return the value of a KPI."""
    row = ReadingRow(
        id=f"red_{key}",
        workspace_id=space,
        kpi_id=f"kpi_{key}",
        value=Decimal(16),
        at=_BEFORE,
        source="person",
        source_key="1",
        by=owner,
        recorded_at=_BEFORE,
    )
    return row.model_dump()


def schedule(space: str, owner: str, key: str) -> Values:
    """Return the weekly schedule of a goal."""
    row = ScheduleRow(
        id=f"sch_{key}",
        workspace_id=space,
        goal_id=f"goal_{key}",
        kind="check_in",
        owner_id=owner,
        zone="Europe/Berlin",
        rule=_RULE,
        state="active",
        next_due_at=DUE,
        next_day=date(2026, 3, 2),
        nominal="2026-03-02T09:00:00",
    )
    return row.model_dump()
