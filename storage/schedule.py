"""Schedules: by which rule goals are asked for, and when each is due next.

The row is the alarm clock: `next_due_at` of active rows is all that a tick looks at.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from domain.cadence import Cadence, Date, next_date, zone_named
from domain.check_ins import Kind, State, Why
from domain.goals import Goal
from domain.people import PersonId
from storage import calendars, check_ins
from storage.database import Transaction, new_id
from storage.rows import insert_new
from storage.tables import GoalRow, OccurrenceRow, ScheduleRow

Values = dict[str, Any]


async def put(
    tx: Transaction, goal: Goal, cadence: Cadence, owner_zone: str, kind: Kind = Kind.CHECK_IN
) -> Date | None:
    """Ask for a goal by this rule from now on; return its next date.

    A new rule takes the place of the old one: what was asked for stays asked, and no local day
    is asked for twice. `owner_zone` is used where the rule names no zone of its own.
    """
    zone = cadence.zone or owner_zone
    known = await _row(tx, goal.id, kind)
    following = await _next(tx, cadence, zone, goal.owner_id, known)
    values: Values = {
        "owner_id": goal.owner_id,
        "zone": zone,
        "rule": cadence.model_dump(mode="json"),
        "error": None,
        **due_values(following),
    }
    if known is None:
        row = ScheduleRow(
            id=new_id("sch"), workspace_id=tx.workspace_id, goal_id=goal.id, kind=kind, **values
        )
        tx.session.add(row)
        await tx.session.flush()
    else:
        await _change(tx, known, **values)
    return following


async def find(tx: Transaction, goal_id: str, kind: Kind = Kind.CHECK_IN) -> ScheduleRow | None:
    """Return a goal's schedule, without waiting for who works on it."""
    query = _of(tx, goal_id, kind).execution_options(populate_existing=True)
    return (await tx.session.exec(query)).first()


async def pause(
    tx: Transaction, goal_id: str, detail: str = "paused", by: PersonId | None = None
) -> list[str]:
    """Ask no more for a goal, and call off what is open. `detail` says why: paused, retired.

    Returns which occurrences were called off: messages may stand that ask for them.
    """
    query = update(ScheduleRow).where(
        col(ScheduleRow.workspace_id) == tx.workspace_id, col(ScheduleRow.goal_id) == goal_id
    )
    stopped = query.values(
        state="paused", next_due_at=None, next_day=None, revision=col(ScheduleRow.revision) + 1
    )
    await tx.session.exec(stopped.execution_options(synchronize_session=False))
    called_off = await check_ins.cancel_open(tx, goal_id, Why.PAUSED, detail, by)
    return [occurrence.id for occurrence in called_off]


async def resume(tx: Transaction, goal_id: str, owner_zone: str) -> None:
    """Ask again for a goal, from the next date on; what had no answer before is forgiven."""
    for kind in Kind:
        row = await _row(tx, goal_id, kind)
        if row is not None:
            await _reckon(tx, row, owner_zone, ignored=0)


async def owner_moved(tx: Transaction, person_id: PersonId, zone: str) -> int:
    """Reckon anew the dates of a person who moved to another zone; return how many changed."""
    rows = await _active_of(tx, col(GoalRow.owner_id) == person_id)
    followers = [row for row in rows if not row.rule.get("zone") and row.zone != zone]
    for row in followers:
        await _reckon(tx, row, zone)
    return len(followers)


async def days_off_changed(tx: Transaction, person_id: PersonId) -> None:
    """Reckon anew the dates of a person who will be away, or is back.

    Who stands in for them is decided afterwards: see `storage/stand_ins.py`.
    """
    mine = or_(col(GoalRow.owner_id) == person_id, col(ScheduleRow.owner_id) == person_id)
    for row in await _active_of(tx, mine):
        await _reckon(tx, row, row.zone)


async def active_of(tx: Transaction, person_id: PersonId) -> list[ScheduleRow]:
    """Return the schedules of a person's goals, also where somebody stands in for them."""
    rows = await _active_of(tx, col(GoalRow.owner_id) == person_id)
    return [row for row in rows if row.kind == Kind.CHECK_IN]


async def ask(
    tx: Transaction, row: ScheduleRow, person_id: PersonId, following: Date | None
) -> None:
    """Let somebody be asked on the next date of a schedule."""
    await _change(tx, row, owner_id=person_id, **due_values(following))


async def answer_early(
    tx: Transaction, goal: Goal, *, by: PersonId, confidence: float | None, words: str
) -> str | None:
    """Keep an answer that was not asked for; return its occurrence.

    Within half a cadence before the next date it takes that one's place, and nobody is asked
    then. Otherwise it stands for today; where today was answered already, the newer answer counts.
    None if today's check-in was called off.
    """
    row = await _row(tx, goal.id, Kind.CHECK_IN)
    if row is None:
        return None
    zone = ZoneInfo(row.zone)
    day, due_at, slot = tx.now.astimezone(zone).date(), tx.now, ""
    if row.next_due_at is not None and row.next_day is not None:
        cadence, calendar = Cadence.model_validate(row.rule), await calendars.of(tx, goal.owner_id)
        after = next_date(cadence, zone, calendar, after=row.next_due_at, last_day=row.next_day)
        if after is None or row.next_due_at - tx.now <= (after.at - row.next_due_at) / 2:
            day, due_at = row.next_day, row.next_due_at
            slot = _slot(row) if cadence.is_sub_daily else ""
    values = occurrence_values(
        tx.workspace_id, goal.id, Kind.CHECK_IN, goal.owner_id, day, slot, due_at
    )
    values |= {
        "state": str(State.SUBMITTED),
        "confidence": confidence,
        "note": words,
        "answered_by": by,
        "answered_at": tx.now,
    }
    if not await insert_new(tx.session, OccurrenceRow, [values], unique=ONCE):
        return await check_ins.answer_again(
            tx, goal.id, day, slot, by=by, confidence=confidence, words=words
        )
    await _change(tx, row, ignored=0)
    why = Why.ANSWERED_EARLY if due_at > tx.now else Why.ANSWERED
    await check_ins.note(tx, values["id"], why, by=by)
    return str(values["id"])


def _slot(row: ScheduleRow) -> str:
    """Return the hour that tells the next date from the others of its day."""
    return f"{datetime.fromisoformat(row.nominal or ''):%H:%M}"


ONCE = ("goal_id", "kind", "local_date", "slot")
"""What makes an occurrence one: no DST overlap, moved zone or edited rule makes two."""


def occurrence_values(
    workspace_id: str,
    goal_id: str,
    kind: str,
    asked_id: str,
    day: Any,
    slot: str,
    due_at: datetime,
) -> Values:
    """Return a new, open occurrence as a row."""
    return {
        "id": new_id("chk"),
        "workspace_id": workspace_id,
        "goal_id": goal_id,
        "kind": str(kind),
        "asked_id": asked_id,
        "local_date": day,
        "slot": slot,
        "due_at": due_at,
        "bundle": bundle_key(kind, asked_id, day, slot),
        "state": str(State.OPEN),
        "snoozed_until": None,
        "late_seconds": 0,
        "nudges": 0,
        "next_nudge_at": None,
        "confidence": None,
        "note": "",
        "answered_by": None,
        "answered_at": None,
    }


def bundle_key(kind: str, asked_id: str, day: Any, slot: str) -> str:
    """Return the place of the one message that asks a person for all of a day."""
    return f"{kind}:{asked_id}:{day}{f'T{slot}' if slot else ''}"


def asked_first(bundle: str) -> PersonId:
    """Return whom the message of a bundle asked, also where it was handed on since."""
    return PersonId(bundle.split(":")[1])


def due_values(following: Date | None) -> Values:
    """Return the columns that say when a schedule is due next; without a date it has ended."""
    if following is None:
        return {"state": "ended", "next_due_at": None, "next_day": None, "nominal": None}
    return {
        "state": "active",
        "next_due_at": following.at,
        "next_day": following.day,
        "nominal": following.nominal.isoformat(),
    }


async def quarantined(session: AsyncSession) -> list[ScheduleRow]:
    """Return the schedules whose rule cannot be read, for the doctor."""
    query = select(ScheduleRow).where(col(ScheduleRow.state) == "quarantined")
    return list(await session.exec(query))


async def counts(session: AsyncSession) -> dict[str, int]:
    """Return how many schedules there are in each state, over all workspaces."""
    query = select(ScheduleRow.state, func.count()).group_by(col(ScheduleRow.state))
    return {state: int(number) for state, number in await session.exec(query)}


async def _row(tx: Transaction, goal_id: str, kind: Kind) -> ScheduleRow | None:
    query = _of(tx, goal_id, kind).with_for_update().execution_options(populate_existing=True)
    return (await tx.session.exec(query)).first()


def _of(tx: Transaction, goal_id: str, kind: Kind) -> SelectOfScalar[ScheduleRow]:
    return select(ScheduleRow).where(
        ScheduleRow.workspace_id == tx.workspace_id,
        ScheduleRow.goal_id == goal_id,
        ScheduleRow.kind == kind,
    )


async def _active_of(tx: Transaction, which: ColumnElement[bool]) -> list[ScheduleRow]:
    query = (
        select(ScheduleRow)
        .join(GoalRow, col(GoalRow.id) == col(ScheduleRow.goal_id))
        .where(ScheduleRow.workspace_id == tx.workspace_id, ScheduleRow.state == "active", which)
        .order_by(col(ScheduleRow.id))
    )
    fresh = query.with_for_update(of=ScheduleRow).execution_options(populate_existing=True)
    return list(await tx.session.exec(fresh))


async def _reckon(tx: Transaction, row: ScheduleRow, owner_zone: str, **values: Any) -> None:
    """Find a schedule's next date from now on, and keep it with other values."""
    cadence = Cadence.model_validate(row.rule)
    zone = cadence.zone or owner_zone
    following = await _next(tx, cadence, zone, PersonId(row.owner_id), row)
    await _change(tx, row, zone=zone, **due_values(following), **values)


async def _next(
    tx: Transaction, cadence: Cadence, zone: str, owner: PersonId, known: ScheduleRow | None
) -> Date | None:
    calendar = await calendars.of(tx, owner)
    last_day = known.last_day if known else None
    found: ZoneInfo = zone_named(zone)
    return next_date(cadence, found, calendar, after=tx.now, last_day=last_day)


async def _change(tx: Transaction, row: ScheduleRow, **values: Any) -> None:
    query = update(ScheduleRow).where(
        col(ScheduleRow.workspace_id) == tx.workspace_id, col(ScheduleRow.id) == row.id
    )
    changed = query.values(revision=col(ScheduleRow.revision) + 1, **values)
    await tx.session.exec(changed.execution_options(synchronize_session=False))
