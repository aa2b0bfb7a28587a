"""What the digest of an initiative tells, and that each is sent once.

The initiative's row says of which local day its last digest was; who writes the next one moves
that day on first, in the same transaction as the message. So it is written once, however many
replicas look, and a quiet week counts as told.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.check_ins import Kind, State
from domain.decisions import Decision
from domain.documents import Document, Version
from domain.goals import GoalStage
from domain.kpis import Point
from domain.people import WorkspaceId
from domain.status import Moment, Status, judge, judge_goal
from storage import goals, standings
from storage.database import Transaction
from storage.rows import plain
from storage.standings import Standing
from storage.tables import (
    DecisionRow,
    DocumentRow,
    GoalRow,
    InitiativeRow,
    OccurrenceRow,
    PersonRow,
    ScopeItemRow,
    VersionRow,
)
from storage.workspaces import is_served

MOST_DECISIONS = 200
MOST_VERSIONS = 500
MOST_GOALS = 100
"""Active goals that are looked at, the most important first."""


@dataclass(frozen=True)
class Edited:
    """A document with the versions that were saved, oldest first."""

    document: Document
    versions: Sequence[Version]


@dataclass(frozen=True)
class GoalNews:
    """A goal as it stands, and as it stood."""

    standing: Standing
    was: Status | None
    """None where it was no active goal with values then."""
    before: dict[str, Point]
    """By KPI, the last value before."""
    new_values: bool

    @property
    def has_moved(self) -> bool:
        """Whether its status is another one."""
        return self.was is not None and self.was is not self.standing.status


@dataclass(frozen=True)
class News:
    """All that happened to an initiative between two instants."""

    since: datetime
    until: datetime
    decisions: Sequence[Decision]
    edited: Sequence[Edited]
    proposed: int
    """Items that were added to its scope."""
    missed: int
    """Check-ins nobody answered in time."""
    goals: Sequence[GoalNews]
    """Those with new values or another status, worst first."""

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to tell."""
        found = (self.decisions, self.edited, self.goals)
        return not any(found) and not self.proposed and not self.missed


async def zones(session: AsyncSession) -> list[tuple[WorkspaceId, str]]:
    """Return in which zones the owners of living initiatives are, by workspace."""
    query = (
        select(InitiativeRow.workspace_id, func.coalesce(PersonRow.time_zone, "UTC"))
        .join(
            PersonRow,
            (col(PersonRow.workspace_id) == col(InitiativeRow.workspace_id))
            & (col(PersonRow.id) == col(InitiativeRow.owner_id)),
            isouter=True,
        )
        .where(col(InitiativeRow.archived_at).is_(None), is_served(InitiativeRow.workspace_id))
        .distinct()
    )
    return [(WorkspaceId(space), zone) for space, zone in await session.exec(query)]


async def untold(tx: Transaction, zone: str, day: date) -> list[str]:
    """Return the living initiatives of owners in a zone whose digest of a day is not written."""
    told = col(InitiativeRow.digested_on)
    query = (
        select(InitiativeRow.id)
        .join(
            PersonRow,
            (col(PersonRow.workspace_id) == col(InitiativeRow.workspace_id))
            & (col(PersonRow.id) == col(InitiativeRow.owner_id)),
            isouter=True,
        )
        .where(
            InitiativeRow.workspace_id == tx.workspace_id,
            col(InitiativeRow.archived_at).is_(None),
            func.coalesce(PersonRow.time_zone, "UTC") == zone,
            told.is_(None) | (told < day),
        )
        .order_by(col(InitiativeRow.number))
    )
    return list(await tx.session.exec(query))


async def last_told(tx: Transaction, initiative_id: str) -> date | None:
    """Return the local day of an initiative's last digest."""
    query = select(InitiativeRow).where(
        InitiativeRow.workspace_id == tx.workspace_id, InitiativeRow.id == initiative_id
    )
    return (await tx.session.exec(query)).one().digested_on


async def take(tx: Transaction, initiative_id: str, day: date) -> bool:
    """Take the digest of a day; False if somebody else has it. The message comes with it."""
    told = col(InitiativeRow.digested_on)
    query = (
        update(InitiativeRow)
        .where(
            col(InitiativeRow.workspace_id) == tx.workspace_id,
            col(InitiativeRow.id) == initiative_id,
            told.is_(None) | (told < day),
        )
        .values(digested_on=day)
        .returning(col(InitiativeRow.id))
        .execution_options(synchronize_session=False)
    )
    return (await tx.session.exec(query)).first() is not None


async def news(tx: Transaction, initiative_id: str, since: datetime, until: datetime) -> News:
    """Return what happened from `since` to before `until`; goals stand as they do now."""
    return News(
        since,
        until,
        await _decisions(tx, initiative_id, since, until),
        await _edited(tx, initiative_id, since, until),
        await _proposed(tx, initiative_id, since, until),
        await _missed(tx, initiative_id, since, until),
        await _goals(tx, initiative_id, since),
    )


async def _decisions(
    tx: Transaction, initiative_id: str, since: datetime, until: datetime
) -> list[Decision]:
    at = col(DecisionRow.decided_at)
    query = (
        select(DecisionRow)
        .where(
            DecisionRow.workspace_id == tx.workspace_id,
            DecisionRow.initiative_id == initiative_id,
            at >= since,
            at < until,
        )
        .order_by(at, col(DecisionRow.id))
        .limit(MOST_DECISIONS)
    )
    return [Decision.model_validate(row) for row in await tx.session.exec(query)]


async def _edited(
    tx: Transaction, initiative_id: str, since: datetime, until: datetime
) -> list[Edited]:
    at = col(VersionRow.saved_at)
    query = (
        select(DocumentRow, VersionRow)
        .join(VersionRow, col(VersionRow.document_id) == col(DocumentRow.id))
        .where(
            DocumentRow.workspace_id == tx.workspace_id,
            DocumentRow.initiative_id == initiative_id,
            at >= since,
            at < until,
        )
        .order_by(at, col(VersionRow.number))
        .limit(MOST_VERSIONS)
    )
    documents: dict[str, Document] = {}
    versions: dict[str, list[Version]] = defaultdict(list)
    for document, version in await tx.session.exec(query):
        documents[document.id] = Document.model_validate(document)
        versions[document.id].append(Version.model_validate(version))
    return [Edited(document, versions[key]) for key, document in documents.items()]


async def _proposed(tx: Transaction, initiative_id: str, since: datetime, until: datetime) -> int:
    at = col(ScopeItemRow.created_at)
    query = select(func.count()).where(
        ScopeItemRow.workspace_id == tx.workspace_id,
        ScopeItemRow.initiative_id == initiative_id,
        at >= since,
        at < until,
    )
    return (await tx.session.exec(query)).one()


async def _missed(tx: Transaction, initiative_id: str, since: datetime, until: datetime) -> int:
    at = col(OccurrenceRow.due_at)
    query = (
        select(func.count())
        .select_from(OccurrenceRow)
        .join(GoalRow, col(GoalRow.id) == col(OccurrenceRow.goal_id))
        .where(
            OccurrenceRow.workspace_id == tx.workspace_id,
            GoalRow.initiative_id == initiative_id,
            OccurrenceRow.state == State.MISSED,
            at >= since,
            at < until,
        )
    )
    return (await tx.session.exec(query)).one()


async def _goals(tx: Transaction, initiative_id: str, since: datetime) -> list[GoalNews]:
    wanted = goals.Scope(initiative_id=initiative_id, stages=(GoalStage.ACTIVE,))
    some = await goals.listed(tx, wanted, limit=MOST_GOALS)
    said = await _confidences(tx, [goal.id for goal in some], since)
    found = [
        _of_goal(standing, since, said.get(standing.goal.id))
        for standing in await standings.of_goals(tx, some)
    ]
    told = [news for news in found if news.new_values or news.has_moved]
    return sorted(told, key=lambda news: -news.standing.status.severity)


def _of_goal(standing: Standing, since: datetime, confidence: float | None) -> GoalNews:
    """Judge a goal by what was known then. Whether it was stale then is not known any more."""
    moment = Moment(since.astimezone(standing.zone).date(), confidence, stale=False)
    then = {
        measured.kpi.id: [point for point in measured.points if point.at < since]
        for measured in standing.measured
    }
    judged = [
        (measured.kpi, judge(measured.kpi, then[measured.kpi.id], moment))
        for measured in standing.measured
    ]
    before = {kpi_id: points[-1] for kpi_id, points in then.items() if points}
    newer = any(len(m.points) > len(then[m.kpi.id]) for m in standing.measured)
    return GoalNews(standing, judge_goal(judged).status if before else None, before, newer)


async def _confidences(
    tx: Transaction, goal_ids: Sequence[str], since: datetime
) -> dict[str, float | None]:
    """Return what the owners had said last of their goals."""
    rows = await plain(
        tx.session,
        OccurrenceRow,
        lambda query: query.where(
            col(OccurrenceRow.workspace_id) == tx.workspace_id,
            col(OccurrenceRow.goal_id).in_(goal_ids),
            col(OccurrenceRow.kind) == Kind.CHECK_IN,
            col(OccurrenceRow.answered_at) < since,
            col(OccurrenceRow.answered_at) >= since - timedelta(days=120),
        ).order_by(col(OccurrenceRow.answered_at)),
    )
    return {row.goal_id: row.confidence for row in rows}
