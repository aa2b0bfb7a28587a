"""Stand-ins: backups are asked while an owner is away and wants that, and the owner afterwards.

A schedule names who is asked on its next date. That is settled anew when somebody notes an
absence, and once a minute for everybody whom it may concern: no cadence is faster than an hour.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from domain.absences import turn
from domain.cadence import Cadence
from domain.people import PersonId, WorkspaceId
from storage import calendars, goals, schedule
from storage.database import Database, Transaction
from storage.tables import AwayRow, GoalRow, ScheduleRow


async def settle(tx: Transaction, owner: PersonId) -> int:
    """Decide who is asked next for each goal of an owner; return for how many that changed."""
    rows = await schedule.active_of(tx, owner)
    known = await goals.find_many(tx, [row.goal_id for row in rows])
    backups = {one for goal in known.values() if (one := goal.backup_id)}
    days_off = await calendars.of_people(tx, {owner, *backups})
    changed = 0
    for row in rows:
        goal = known[row.goal_id]
        if row.next_due_at is None or row.next_due_at <= tx.now:
            continue  # it is just being asked for
        found = turn(
            Cadence.model_validate(row.rule),
            ZoneInfo(row.zone),
            days_off[owner],
            days_off[goal.backup_id] if goal.backup_id else None,
            after=tx.now,
            last_day=row.last_day,
        )
        person = goal.backup_id if found.by_backup and goal.backup_id else owner
        if (person, found.date and found.date.at) != (row.owner_id, row.next_due_at):
            await schedule.ask(tx, row, person, found.date)
            changed += 1
    return changed


async def settle_all(database: Database, now: datetime) -> int:
    """Settle for all who let backups be asked, and for all for whom somebody still is."""
    async with database.session(writes=False) as session:
        lent = select(AwayRow.workspace_id, AwayRow.person_id).where(
            col(AwayRow.ask_backups).is_(True),
            col(AwayRow.last) >= (now - timedelta(days=1)).date(),
        )
        still = (
            select(GoalRow.workspace_id, GoalRow.owner_id)
            .join(AwayRow, col(AwayRow.person_id) == col(GoalRow.owner_id))
            .join(ScheduleRow, col(ScheduleRow.goal_id) == col(GoalRow.id))
            .where(
                AwayRow.workspace_id == GoalRow.workspace_id,
                col(AwayRow.ask_backups).is_(True),
                ScheduleRow.owner_id != GoalRow.owner_id,
            )
        )
        owners = {*(await session.exec(lent)).all(), *(await session.exec(still)).all()}
    changed = 0
    for workspace_id, owner in sorted(owners):
        async with database.transaction(WorkspaceId(workspace_id), now) as tx:
            changed += await settle(tx, PersonId(owner))
    return changed
