"""Materialise: turn schedules that are due into occurrences and messages, a batch a transaction.

Every replica may run it at the same time. On PostgreSQL each takes other rows (`FOR UPDATE SKIP
LOCKED`), on SQLite they queue (`BEGIN IMMEDIATE`). An occurrence is unique, a message's key is
unique, and a schedule is advanced only over the revision that was read: so whatever happens, a
date is asked for once. A rule that cannot be read is quarantined and stops no other.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, tuple_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.cadence import Cadence, Date
from domain.calendars import Calendar
from domain.check_ins import Occurrence, State, Why, lateness, next_nudge
from domain.firing import Due, Firing, fire
from domain.people import PersonId, WorkspaceId
from storage import calendars, check_ins, homes
from storage.database import Database, Transaction
from storage.reminders import Pending, is_late, remind
from storage.rows import insert_many, insert_new, plain, update_many
from storage.schedule import ONCE, due_values, occurrence_values
from storage.tables import LineRow, OccurrenceRow, ScheduleRow
from storage.tables.columns import is_word
from storage.workspaces import is_served

BATCH = 500

Values = dict[str, Any]

Scheduled = Any
"""A row of `schedule`, as a plain tuple with names."""

Advance = tuple[Scheduled, Values]
"""A schedule as it was read, and what of it changes."""

Of = tuple[str, str]
"""A goal and what it is asked for: whose schedule it is."""


@dataclass
class Round:
    """What one batch came to."""

    due: int = 0
    asked: int = 0
    late: int = 0
    missed: int = 0
    skipped: int = 0
    quarantined: int = 0
    messages: int = 0


@dataclass
class Drafts:
    """What a batch decided for one workspace, before it is written."""

    occurrences: list[Values] = field(default_factory=list)
    lines: list[Values] = field(default_factory=list)
    pending: list[Pending] = field(default_factory=list)
    advances: list[Advance] = field(default_factory=list)


async def materialise(database: Database, now: datetime, *, limit: int = BATCH) -> Round:
    """Work off up to `limit` due schedules, and what their owners have due later the same day."""
    done = Round()
    async with database.session(writes=True) as session:
        rows = await _take(session, now, limit)
        done.due = len(rows)
        for workspace_id, own in groupby(rows, key=lambda row: row.workspace_id):
            tx = Transaction(session, WorkspaceId(workspace_id), now)
            await _workspace(tx, list(own), done)
        await session.commit()
    if done.messages:
        database.wake()
    return done


async def _take(session: AsyncSession, now: datetime, limit: int) -> list[Scheduled]:
    """Lock what is due, and what the same owners have due later the same day."""
    row = ScheduleRow
    active, at = is_word(col(row.state), "active"), col(row.next_due_at)

    def due(query: Select[Any]) -> Select[Any]:
        served = is_served(row.workspace_id)
        first = query.where(active, at <= now, served).order_by(
            at, col(row.workspace_id), col(row.owner_id)
        )
        return first.limit(limit).with_for_update(skip_locked=True)

    found = list(await plain(session, row, due))
    days = {(r.workspace_id, r.owner_id, r.next_day) for r in found}
    same_day = tuple_(col(row.workspace_id), col(row.owner_id), col(row.next_day)).in_(days)

    def later(query: Select[Any]) -> Select[Any]:
        more = query.where(active, same_day, at > now)
        return more.limit(limit).with_for_update(skip_locked=True)

    if days:
        found += await plain(session, row, later)
    return sorted(found, key=lambda r: (r.workspace_id, r.owner_id, r.id))


async def _workspace(tx: Transaction, rows: Sequence[Scheduled], done: Round) -> None:
    """Decide about a workspace's due schedules, and write what follows."""
    people = await calendars.of_people(tx, {PersonId(row.owner_id) for row in rows})
    drafts = Drafts()
    for row in rows:
        _decide(tx, row, people[PersonId(row.owner_id)], drafts)
    fresh = await _insert(tx, drafts.occurrences)
    await _write_lines(tx, [line for line in drafts.lines if line["occurrence_id"] in fresh])
    asked = [pending for pending in drafts.pending if pending.occurrence.id in fresh]
    ignored = await _close_older(tx, asked)
    counts = await _advance(tx, drafts.advances, ignored)
    if fresh:
        await homes.changed(tx)
    done.messages += await remind(tx, asked, counts)
    _count(done, drafts, fresh)


async def _insert(tx: Transaction, occurrences: list[Values]) -> set[str]:
    """Write occurrences; return the ids of those that did not stand already."""
    ids = {values["id"] for values in occurrences}
    if await insert_new(tx.session, OccurrenceRow, occurrences, unique=ONCE) == len(ids):
        return ids
    query = select(OccurrenceRow.id).where(
        OccurrenceRow.workspace_id == tx.workspace_id, col(OccurrenceRow.id).in_(ids)
    )
    return set(await tx.session.exec(query))


async def _close_older(tx: Transaction, asked: Sequence[Pending]) -> set[Of]:
    """Give up what nobody answered before the next date came; return whose schedules it is of.

    Who was off on the day of the date is not blamed: it was skipped.
    """
    days_off = {(p.occurrence.goal_id, str(p.occurrence.kind)): p.calendar for p in asked}
    query = select(OccurrenceRow).where(
        OccurrenceRow.workspace_id == tx.workspace_id,
        col(OccurrenceRow.goal_id).in_({p.occurrence.goal_id for p in asked}),
        col(OccurrenceRow.id).not_in({p.occurrence.id for p in asked}),
        col(OccurrenceRow.state) == State.OPEN,
    )
    ignored: set[Of] = set()
    for row in (await tx.session.exec(query.execution_options(populate_existing=True))).all():
        calendar = days_off.get((row.goal_id, row.kind))
        if calendar is None:
            continue
        occurrence, off = Occurrence.model_validate(row), calendar.day_off(row.local_date)
        if off:
            await check_ins.move(tx, occurrence, State.SKIPPED, Why.DAY_OFF, detail=off)
        else:
            await check_ins.move(tx, occurrence, State.MISSED, Why.NO_ANSWER)
            ignored.add((row.goal_id, row.kind))
    return ignored


def _decide(tx: Transaction, row: Scheduled, calendar: Calendar, drafts: Drafts) -> None:
    """Decide about one schedule; one that cannot be read is set aside with its reason."""
    try:
        zone = ZoneInfo(row.zone)
        nominal = datetime.fromisoformat(row.nominal or "")
        due = Due(_cadence(tuple(row.rule.items())), zone, calendar, nominal, row.last_day)
        # one that is due later today is asked for together with the others: as if it were due
        firing = fire(due, max(tx.now, row.next_due_at or tx.now))
    except Exception as fault:  # noqa: BLE001  (whatever it is, the others shall go on)
        error = f"{type(fault).__name__}: {str(fault)[:300]}"
        drafts.advances.append(_advanced(row, state="quarantined", error=error, next_due_at=None))
        return
    for date, state, why, detail in _settled(firing, tx.now):
        values = _occurrence(tx, row, date, state)
        drafts.occurrences.append(values)
        drafts.lines.append(_line(tx, values["id"], why, detail))
        if state is State.OPEN:
            drafts.pending.append(_pending(values, zone, calendar, firing.following))
    settled = [day for day in (row.last_day, firing.last_day) if day is not None]
    last_day = max(settled, default=None)
    drafts.advances.append(_advanced(row, last_day=last_day, **due_values(firing.following)))


@lru_cache(maxsize=4096)
def _cadence(rule: tuple[tuple[str, Any], ...]) -> Cadence:
    return Cadence.model_validate(dict(rule))


def _settled(firing: Firing, now: datetime) -> Iterator[tuple[Date, State, Why, str]]:
    for date in firing.missed:
        yield date, State.MISSED, Why.DOWNTIME, ""
    for date in firing.skipped:
        yield date, State.SKIPPED, Why.DAY_OFF, date.off or ""
    if firing.ask is not None:
        late = now - firing.ask.at
        if is_late(late):
            yield firing.ask, State.OPEN, Why.ASKED_LATE, lateness(late)
        else:
            yield firing.ask, State.OPEN, Why.ASKED, ""


def _occurrence(tx: Transaction, row: Scheduled, date: Date, state: State) -> Values:
    due_at = min(date.at, tx.now)  # who is asked early, with others, is reminded with them too
    values = occurrence_values(
        tx.workspace_id, row.goal_id, row.kind, row.owner_id, date.day, date.slot, due_at
    )
    late = max(0, int((tx.now - date.at).total_seconds())) if state is State.OPEN else 0
    return {**values, "state": str(state), "late_seconds": late}


def _pending(values: Values, zone: ZoneInfo, calendar: Calendar, following: Date | None) -> Pending:
    """Make an asked occurrence wait for its answer: when to remind, and until when."""
    occurrence = Occurrence.model_validate(values)
    nudge = next_nudge(occurrence, zone, calendar)
    until = following.at if following else None
    if nudge is not None and (until is None or nudge[0] < until):
        values["next_nudge_at"] = nudge[0]
    return Pending(occurrence, zone, calendar, until)


def _line(tx: Transaction, occurrence_id: str, why: Why, detail: str) -> Values:
    return {
        "workspace_id": tx.workspace_id,
        "occurrence_id": occurrence_id,
        "at": tx.now,
        "why": str(why),
        "detail": detail,
        "by": None,
    }


async def _write_lines(tx: Transaction, lines: list[Values]) -> None:
    await insert_many(tx.session, LineRow, lines)


def _advanced(row: Scheduled, **changed: Any) -> Advance:
    """Return a schedule's next state, beside what was read of it."""
    kept = ("state", "next_due_at", "next_day", "nominal", "last_day", "error", "ignored")
    return row, {name: changed.get(name, getattr(row, name)) for name in kept}


async def _advance(
    tx: Transaction, advances: list[Advance], ignored: Collection[Of]
) -> dict[str, int]:
    """Advance the schedules by compare-and-set; return how many check-ins each goal ignored.

    Raises if a schedule was changed in between, which its lock forbids.
    """
    counts: dict[str, int] = {}
    changes: list[tuple[Values, Values]] = []
    for row, values in advances:
        values["ignored"] += (row.goal_id, row.kind) in ignored
        counts[row.goal_id] = max(values["ignored"], counts.get(row.goal_id, 0))
        read = {"workspace_id": tx.workspace_id, "id": row.id, "revision": row.revision}
        changes.append((read, {**values, "revision": row.revision + 1}))
    if await update_many(tx.session, ScheduleRow, changes) != len(changes):
        raise LookupError("a schedule was changed while it was materialised")
    return counts


def _count(done: Round, drafts: Drafts, fresh: Collection[str]) -> None:
    written = [values for values in drafts.occurrences if values["id"] in fresh]
    states = [values["state"] for values in written]
    done.asked += states.count(State.OPEN)
    done.missed += states.count(State.MISSED)
    done.skipped += states.count(State.SKIPPED)
    done.late += sum(is_late(timedelta(seconds=values["late_seconds"])) for values in written)
    done.quarantined += sum(1 for _, values in drafts.advances if values["state"] == "quarantined")
