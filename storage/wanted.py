"""Guards of check-ins: asked right before a reminder leaves whether it is still wanted.

Reminders of many workspaces leave together, so they are asked about together: each row is found by
its workspace and its own key.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, tuple_
from sqlalchemy import select as plain_select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.guards import Guards, Subject, Together
from storage.postings import GUARD
from storage.tables import (
    AwayRow,
    GoalRow,
    InitiativeRow,
    OccurrenceRow,
    PersonRow,
    ScheduleRow,
)

_Key = tuple[str, str]
"""A workspace, and a person or a bundle of check-ins in it."""


@dataclass(frozen=True)
class _Bundle:
    """What is asked for in one message."""

    against: str | None
    """Why nothing of it is wanted any more; None while some of it is."""
    zone: ZoneInfo
    """Where its days are reckoned."""


async def check_ins(
    session: AsyncSession, now: datetime, subjects: Collection[Subject]
) -> dict[Subject, str]:
    """Return the reasons against those of many reminders that are not wanted any more.

    A reminder is wanted while one of its check-ins is open and not snoozed, its initiative is
    not archived, and the person it goes to has not left and is not away.
    """
    told = {subject: (subject[0], subject[1].partition(":")[0]) for subject in subjects}
    asked = {subject: (subject[0], subject[1].partition(":")[2]) for subject in subjects}
    bundles = await _bundles(session, now, set(asked.values()))
    gone = await _left_slack(session, set(told.values()))
    away = await _days_away(session, set(told.values()))

    def reason(subject: Subject) -> str | None:
        bundle, person = bundles.get(asked[subject]), told[subject]
        if bundle is None:
            return "cancelled"
        if bundle.against or person in gone:
            return bundle.against or "left Slack"
        today = now.astimezone(bundle.zone).date()
        is_away = any(first <= today <= last for first, last in away.get(person, ()))
        return "away" if is_away else None

    return {subject: why for subject in subjects if (why := reason(subject)) is not None}


async def _left_slack(session: AsyncSession, people: Collection[_Key]) -> set[_Key]:
    space, person = col(PersonRow.workspace_id), col(PersonRow.id)
    query = plain_select(space, person).where(
        tuple_(space, person).in_(sorted(people)), col(PersonRow.active).is_(False)
    )
    connection = await session.connection()
    return {(space, person) for space, person in await connection.execute(query)}


async def _days_away(
    session: AsyncSession, people: Collection[_Key]
) -> Mapping[_Key, list[tuple[date, date]]]:
    """Return everybody's absences: their first and last days."""
    row = AwayRow
    query = plain_select(
        col(row.workspace_id), col(row.person_id), col(row.first), col(row.last)
    ).where(tuple_(col(row.workspace_id), col(row.person_id)).in_(sorted(people)))
    found = defaultdict(list)
    connection = await session.connection()
    for space, person, first, last in await connection.execute(query):
        found[space, person].append((first, last))
    return found


async def _bundles(
    session: AsyncSession, now: datetime, bundles: Collection[_Key]
) -> dict[_Key, _Bundle]:
    occurrence, schedule = OccurrenceRow, ScheduleRow
    same = and_(
        col(schedule.goal_id) == col(occurrence.goal_id),
        col(schedule.kind) == col(occurrence.kind),
    )
    query: Any = (
        plain_select(
            col(occurrence.workspace_id),
            col(occurrence.bundle),
            col(occurrence.state),
            col(occurrence.snoozed_until),
            col(InitiativeRow.archived_at).label("archived_at"),
            col(schedule.zone).label("zone"),
        )
        .select_from(occurrence)
        .join(GoalRow, col(GoalRow.id) == col(occurrence.goal_id))
        .join(InitiativeRow, col(InitiativeRow.id) == col(GoalRow.initiative_id))
        .join(schedule, same)
        .where(tuple_(col(occurrence.workspace_id), col(occurrence.bundle)).in_(sorted(bundles)))
    )
    reasons: dict[_Key, list[str | None]] = defaultdict(list)
    zones = {}
    connection = await session.connection()
    for row in await connection.execute(query):
        key = row.workspace_id, row.bundle
        reasons[key].append(_against(row, now))
        zones[key] = ZoneInfo(row.zone)
    return {
        key: _Bundle(None if None in found else found[0], zones[key])
        for key, found in reasons.items()
    }


def _against(row: Any, now: datetime) -> str | None:
    if row.state != "open":
        return "answered" if row.state in ("submitted", "late") else row.state
    if row.archived_at is not None:
        return "archived"
    return "snoozed" if row.snoozed_until is not None and row.snoozed_until > now else None


GUARDS: Guards = {GUARD: Together(check_ins)}
"""The guards of this file, by name."""
