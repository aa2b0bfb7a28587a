"""What the digest of an initiative tells, and that each is sent once.

The initiative's row says of which local day its last digest was; who writes the next one of its
home channel moves that day on first, in the same transaction as the message. So it is written
once, however many replicas look, and a quiet week counts as told.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.check_ins import Kind
from domain.decisions import Decision
from domain.documents import Document, Version
from domain.people import ChannelId, WorkspaceId
from storage import goal_news, silence
from storage.database import Transaction
from storage.goal_news import GoalNews
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
A_DAY = timedelta(days=1)
"""A check-in is not called unanswered before."""


@dataclass(frozen=True)
class Edited:
    """A document with the versions that were saved, oldest first."""

    document: Document
    versions: Sequence[Version]


@dataclass(frozen=True)
class News:
    """All that happened to an initiative between two instants."""

    since: datetime
    until: datetime
    decisions: Sequence[Decision]
    edited: Sequence[Edited]
    proposed: int
    """Items that were added to its scope."""
    silent: Sequence[tuple[str, int]]
    """Titles of goals with the number of check-ins that nobody has answered."""
    goals: Sequence[GoalNews]
    """Those with new values or another status, worst first."""

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to tell."""
        found = (self.decisions, self.edited, self.goals)
        return not any(found) and not self.proposed and not self.silent


_LIVING = col(InitiativeRow.archived_at).is_(None)

_OWNER = (col(PersonRow.workspace_id) == col(InitiativeRow.workspace_id)) & (
    col(PersonRow.id) == col(InitiativeRow.owner_id)
)


async def zones(session: AsyncSession) -> list[tuple[WorkspaceId, str]]:
    """Return in which zones the owners of living initiatives are, by workspace."""
    query = (
        select(InitiativeRow.workspace_id, func.coalesce(PersonRow.time_zone, "UTC"))
        .join(PersonRow, _OWNER, isouter=True)
        .where(_LIVING, is_served(InitiativeRow.workspace_id))
        .distinct()
    )
    return [(WorkspaceId(space), zone) for space, zone in await session.exec(query)]


@dataclass(frozen=True)
class Home:
    """A channel whose digest is to be written."""

    channel_id: ChannelId
    initiatives: Sequence[str]
    """Those at home there that are not told of yet, the oldest first."""


async def untold(tx: Transaction, zone: str, day: date) -> list[Home]:
    """Return the home channels whose digest of a day is due in a zone and not written.

    A channel gets one message, at the hour of who owns its oldest living initiative.
    """
    first = (
        select(InitiativeRow.channel_id, func.min(InitiativeRow.number).label("number"))
        .where(InitiativeRow.workspace_id == tx.workspace_id, _LIVING)
        .group_by(col(InitiativeRow.channel_id))
        .subquery()
    )
    here = (
        select(InitiativeRow.channel_id)
        .join(first, col(InitiativeRow.number) == first.c.number)
        .join(PersonRow, _OWNER, isouter=True)
        .where(
            InitiativeRow.workspace_id == tx.workspace_id,
            func.coalesce(PersonRow.time_zone, "UTC") == zone,
        )
    )
    query = (
        select(InitiativeRow.channel_id, InitiativeRow.id)
        .where(
            InitiativeRow.workspace_id == tx.workspace_id,
            _LIVING,
            _not_told(day),
            col(InitiativeRow.channel_id).in_(here),
        )
        .order_by(col(InitiativeRow.channel_id), col(InitiativeRow.number))
    )
    rows = await tx.session.exec(query)
    return [
        Home(ChannelId(channel), [record for _, record in own])
        for channel, own in groupby(rows, key=lambda row: row[0])
    ]


async def take(tx: Transaction, initiative_ids: Sequence[str], day: date) -> dict[str, date | None]:
    """Take the digest of a day for initiatives; the message comes with it.

    Returns those that nobody else has taken, each with the day it was told of before.
    """
    row = InitiativeRow
    mine = (col(row.workspace_id) == tx.workspace_id, col(row.id).in_(initiative_ids))
    query = select(row).where(*mine, _not_told(day)).order_by(col(row.id)).with_for_update()
    before = {}
    for found in await tx.session.exec(query):
        before[found.id] = found.digested_on
        found.digested_on = day
    await tx.session.flush()
    return before


def _not_told(day: date) -> ColumnElement[bool]:
    told = col(InitiativeRow.digested_on)
    return or_(told.is_(None), told < day)


async def news(tx: Transaction, initiative_id: str, since: datetime, until: datetime) -> News:
    """Return what happened from `since` to before `until`; goals stand as they do now."""
    return News(
        since,
        until,
        await _decisions(tx, initiative_id, since, until),
        await _edited(tx, initiative_id, since, until),
        await _proposed(tx, initiative_id, since, until),
        await _silent(tx, initiative_id, since, until),
        await goal_news.of_initiative(tx, initiative_id, since),
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


async def _silent(
    tx: Transaction, initiative_id: str, since: datetime, until: datetime
) -> list[tuple[str, int]]:
    """Return how many check-ins had no answer a day later, with their goal's title."""
    at, count = col(OccurrenceRow.due_at), func.count()
    query = (
        select(GoalRow.title, count)
        .select_from(OccurrenceRow)
        .join(GoalRow, col(GoalRow.id) == col(OccurrenceRow.goal_id))
        .where(
            OccurrenceRow.workspace_id == tx.workspace_id,
            GoalRow.initiative_id == initiative_id,
            OccurrenceRow.kind == Kind.CHECK_IN,
            silence.unanswered(until),
            at >= since - A_DAY,
            at < until - A_DAY,
        )
        .group_by(col(GoalRow.id), col(GoalRow.title))
        .order_by(count.desc(), col(GoalRow.title))
    )
    return list((await tx.session.exec(query)).all())
