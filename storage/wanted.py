"""Guards of check-ins: asked right before a reminder leaves whether it is still wanted."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select as plain_select
from sqlmodel import col

from domain.people import PersonId
from storage import calendars
from storage.calendars import Calendars
from storage.database import Transaction
from storage.guards import Guards, Together
from storage.items import left_slack
from storage.postings import GUARD
from storage.tables import GoalRow, InitiativeRow, OccurrenceRow, ScheduleRow


async def check_ins(tx: Transaction, subjects: Sequence[str]) -> dict[str, str]:
    """Return the reasons against those of many reminders that are not wanted any more.

    A reminder is wanted while one of its check-ins is open and not snoozed, its initiative is
    not archived, and the person it goes to has not left and is not away.
    """
    told = {subject: PersonId(subject.partition(":")[0]) for subject in subjects}
    bundles = {subject: subject.partition(":")[2] for subject in subjects}
    reasons = await _bundles(tx, set(bundles.values()))
    gone = await left_slack(tx, set(told.values()))
    days_off = await calendars.of_people(tx, list(told.values()))
    found = {}
    for subject, person in told.items():
        reason, zone = reasons.get(bundles[subject], ("cancelled", "UTC"))
        reason = reason or ("left Slack" if person in gone else _away(tx, days_off, person, zone))
        if reason is not None:
            found[subject] = reason
    return found


def _away(tx: Transaction, days_off: Calendars, person: PersonId, zone: str) -> str | None:
    today = tx.now.astimezone(ZoneInfo(zone)).date()
    away = any(absence.first <= today <= absence.last for absence in days_off[person].away)
    return "away" if away else None


async def _bundles(tx: Transaction, bundles: set[str]) -> dict[str, tuple[str | None, str]]:
    """Return for each bundle the reason against it, or None, and the zone it was reckoned in."""
    occurrence, schedule = OccurrenceRow, ScheduleRow
    same = (col(schedule.goal_id) == col(occurrence.goal_id)) & (
        col(schedule.kind) == col(occurrence.kind)
    )
    query: Any = (
        plain_select(
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
        .where(col(occurrence.workspace_id) == tx.workspace_id)
        .where(col(occurrence.bundle).in_(bundles))
    )
    reasons: dict[str, list[str | None]] = defaultdict(list)
    zones = {}
    connection = await tx.session.connection()
    for row in await connection.execute(query):
        reasons[row.bundle].append(_against(row, tx.now))
        zones[row.bundle] = row.zone
    return {
        bundle: (None if None in found else found[0], zones[bundle])
        for bundle, found in reasons.items()
    }


def _against(row: Any, now: datetime) -> str | None:
    if row.state != "open":
        return "answered" if row.state in ("submitted", "late") else row.state
    if row.archived_at is not None:
        return "archived"
    return "snoozed" if row.snoozed_until is not None and row.snoozed_until > now else None


GUARDS: Guards = {GUARD: Together(check_ins)}
"""The guards of this file, by name."""
