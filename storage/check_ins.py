"""Check-ins: what became of each occurrence, and why."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import col, select, update

from domain.check_ins import ANSWERED, Kind, Line, Occurrence, State, Why
from domain.people import PersonId
from storage.database import Transaction
from storage.rows import plain
from storage.tables import LineRow, OccurrenceRow, ScheduleRow
from storage.tables.columns import is_word


async def find(tx: Transaction, occurrence_id: str) -> Occurrence | None:
    """Return a check-in of this workspace."""
    found = await _some(tx, col(OccurrenceRow.id) == occurrence_id)
    return found[0] if found else None


async def find_many(
    tx: Transaction, ids: Collection[str], *, lock: bool = False
) -> list[Occurrence]:
    """Return check-ins by their ids; with `lock`, nobody else answers them meanwhile."""
    return await _some(tx, col(OccurrenceRow.id).in_(set(ids)), lock=lock)


async def in_bundle(tx: Transaction, occurrence_id: str) -> list[Occurrence]:
    """Return all check-ins that one message asked for together with this one."""
    bundle = select(OccurrenceRow.bundle).where(
        OccurrenceRow.workspace_id == tx.workspace_id, OccurrenceRow.id == occurrence_id
    )
    return await _some(tx, col(OccurrenceRow.bundle) == bundle.scalar_subquery())


async def open_of(tx: Transaction, person: PersonId) -> list[Occurrence]:
    """Return what waits for a person, oldest first."""
    rows = await plain(
        tx.session,
        OccurrenceRow,
        lambda query: query.where(
            col(OccurrenceRow.workspace_id) == tx.workspace_id,
            col(OccurrenceRow.asked_id) == person,
            _is(State.OPEN),
        ).order_by(col(OccurrenceRow.due_at), col(OccurrenceRow.id)),
    )
    return [_read(row) for row in rows]


async def open_of_goal(tx: Transaction, goal_id: str, kind: Kind | None = None) -> list[Occurrence]:
    """Return what is open of a goal, of one kind or of all, oldest first."""
    kinds = [] if kind is None else [col(OccurrenceRow.kind) == kind]
    return await _some(tx, col(OccurrenceRow.goal_id) == goal_id, _is(State.OPEN), *kinds)


async def newer_open(tx: Transaction, goals: Collection[str]) -> dict[str, Occurrence]:
    """Return the check-in that waits for each of these goals, where one does."""
    found = await _some(
        tx,
        col(OccurrenceRow.goal_id).in_(set(goals)),
        col(OccurrenceRow.kind) == Kind.CHECK_IN,
        _is(State.OPEN),
    )
    return {occurrence.goal_id: occurrence for occurrence in found}


async def latest(
    tx: Transaction, goal_id: str, *, kind: Kind = Kind.CHECK_IN, limit: int = 10
) -> list[Occurrence]:
    """Return a goal's check-ins, newest first."""
    row = OccurrenceRow
    query = (
        select(row)
        .where(row.workspace_id == tx.workspace_id, row.goal_id == goal_id, row.kind == kind)
        .order_by(col(row.local_date).desc(), col(row.slot).desc())
    )
    return [_read(found) for found in await tx.session.exec(query.limit(limit))]


async def _some(tx: Transaction, *conditions: Any, lock: bool = False) -> list[Occurrence]:
    query = (
        select(OccurrenceRow)
        .where(OccurrenceRow.workspace_id == tx.workspace_id, *conditions)
        .order_by(col(OccurrenceRow.due_at), col(OccurrenceRow.id))
        .execution_options(populate_existing=True)
    )
    rows = await tx.session.exec(query.with_for_update() if lock else query)
    return [_read(row) for row in rows]


def _is(state: State) -> Any:
    return is_word(col(OccurrenceRow.state), state)


def _read(row: OccurrenceRow) -> Occurrence:
    return Occurrence.model_validate(row)


async def lines(tx: Transaction, occurrence_id: str) -> list[Line]:
    """Return why an occurrence was sent, late, skipped or not sent, in the order it happened."""
    query = select(LineRow).where(
        LineRow.workspace_id == tx.workspace_id, LineRow.occurrence_id == occurrence_id
    )
    found = await tx.session.exec(query.order_by(col(LineRow.id)))
    return [Line.model_validate(row) for row in found]


async def note(
    tx: Transaction,
    occurrence_id: str,
    why: Why,
    detail: str = "",
    by: PersonId | None = None,
) -> None:
    """Append a line to an occurrence's story."""
    row = LineRow(
        workspace_id=tx.workspace_id,
        occurrence_id=occurrence_id,
        at=tx.now,
        why=why,
        detail=detail,
        by=by,
    )
    tx.session.add(row)
    await tx.session.flush()


async def move(
    tx: Transaction,
    occurrence: Occurrence,
    to: State,
    why: Why,
    *,
    detail: str = "",
    by: PersonId | None = None,
    **values: Any,
) -> bool:
    """Change an occurrence's state with the reason; False if somebody else changed it first.

    Whether the step is allowed is decided before, by `domain.check_ins.check_move`.
    """
    query = update(OccurrenceRow).where(
        col(OccurrenceRow.workspace_id) == tx.workspace_id,
        col(OccurrenceRow.id) == occurrence.id,
        col(OccurrenceRow.state) == occurrence.state,
    )
    changed = query.values(state=to, next_nudge_at=None, **values)
    result = await tx.session.exec(changed.execution_options(synchronize_session=False))
    if result.rowcount:
        await note(tx, occurrence.id, why, detail, by)
    return bool(result.rowcount)


async def answer(
    tx: Transaction,
    occurrence: Occurrence,
    *,
    by: PersonId,
    state: State,
    confidence: float | None = None,
    words: str = "",
) -> bool:
    """Note that an occurrence was answered, `submitted` or `late`; all reminding ends."""
    await _not_ignored(tx, occurrence)
    return await move(
        tx,
        occurrence,
        state,
        Why.ANSWERED,
        by=by,
        confidence=confidence,
        note=words,
        answered_by=by,
        answered_at=tx.now,
    )


async def answer_again(
    tx: Transaction,
    goal_id: str,
    day: date,
    slot: str,
    *,
    by: PersonId,
    confidence: float | None,
    words: str,
) -> str | None:
    """Let a newer answer count for a date that was answered already; return its occurrence.

    What is left out of it stays as it was said before.
    """
    found = await _some(
        tx,
        col(OccurrenceRow.goal_id) == goal_id,
        col(OccurrenceRow.kind) == Kind.CHECK_IN,
        col(OccurrenceRow.local_date) == day,
        col(OccurrenceRow.slot) == slot,
        col(OccurrenceRow.state).in_(ANSWERED),
        lock=True,
    )
    for before in found:
        said: dict[str, Any] = {} if confidence is None else {"confidence": confidence}
        said |= {"note": words} if words else {}
        row = col(OccurrenceRow.id) == before.id
        query = update(OccurrenceRow).where(col(OccurrenceRow.workspace_id) == tx.workspace_id, row)
        await tx.session.exec(query.values(answered_by=by, answered_at=tx.now, **said))
        await note(tx, before.id, Why.ANSWERED_AGAIN, by=by)
        return before.id
    return None


async def skip(tx: Transaction, occurrence: Occurrence, reason: str, by: PersonId) -> bool:
    """Leave an occurrence out, with a person's reason."""
    await _not_ignored(tx, occurrence)
    return await move(tx, occurrence, State.SKIPPED, Why.SKIPPED_BY, detail=reason, by=by)


async def snooze(
    tx: Transaction, occurrence: Occurrence, until: datetime, shown: str, by: PersonId
) -> None:
    """Remind again at `until`; only this occurrence moves. `shown` is that moment in words."""
    await _change(tx, occurrence.id, snoozed_until=until, next_nudge_at=until)
    await note(tx, occurrence.id, Why.SNOOZED, shown, by)


async def ask_instead(
    tx: Transaction, occurrence: Occurrence, person: PersonId, shown: str, by: PersonId
) -> None:
    """Hand one occurrence to another person; the goal keeps its owner."""
    await _change(tx, occurrence.id, asked_id=person)
    await note(tx, occurrence.id, Why.HANDED_OVER, shown, by)


async def cancel_open(
    tx: Transaction, goal_id: str, why: Why, detail: str = "", by: PersonId | None = None
) -> Sequence[Occurrence]:
    """Call off what is open of a goal: it was paused, retired or scheduled anew."""
    found = await open_of_goal(tx, goal_id)
    for occurrence in found:
        await move(tx, occurrence, State.CANCELLED, why, detail=detail, by=by)
    return found


async def _change(tx: Transaction, occurrence_id: str, **values: Any) -> None:
    query = update(OccurrenceRow).where(
        col(OccurrenceRow.workspace_id) == tx.workspace_id,
        col(OccurrenceRow.id) == occurrence_id,
        col(OccurrenceRow.state) == State.OPEN,
    )
    await tx.session.exec(query.values(**values))


async def _not_ignored(tx: Transaction, occurrence: Occurrence) -> None:
    query = update(ScheduleRow).where(
        col(ScheduleRow.workspace_id) == tx.workspace_id,
        col(ScheduleRow.goal_id) == occurrence.goal_id,
        col(ScheduleRow.kind) == occurrence.kind,
        col(ScheduleRow.ignored) > 0,
    )
    await tx.session.exec(query.values(ignored=0).execution_options(synchronize_session=False))
