"""App Homes that are kept true: whose is open, who has to be shown something new.

Who saves a fact writes a line into `home_change`, in the same transaction, and waits for nobody.
A moment later one process takes the lines and marks the Homes of those who opened theirs lately
or acted themselves; then each is looked at, by one process at a time, and published if it shows
something else now. Whatever is saved after a look has begun makes a look of its own.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, tuple_
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.people import PersonId
from storage import lanes
from storage.database import Transaction
from storage.lanes import Rate
from storage.rows import put
from storage.tables import HomeChangeRow, HomeRow

LATELY = timedelta(minutes=30)
"""Who opened Home within this time may still look at it."""

MOMENT = timedelta(milliseconds=200)
"""Changes that come so close together are shown together."""

REST = timedelta(seconds=3)
"""Between two refreshes of somebody who did not act."""

LEASE = timedelta(seconds=30)
"""Longer than a look and a call last; after a crash, how long a Home waits."""

LANE = "*homes"
"""The lane of a workspace's Homes, whose calls Slack counts together."""

PACE = Rate(1.5, burst=20)
"""Of `views.publish`, which Slack takes about a hundred times a minute."""

LONGEST = timedelta(minutes=5)
"""No Home waits longer, whatever Slack asks for."""

MOST_CHANGES = 500


async def opened(
    tx: Transaction, person_id: PersonId, *, alignment_page: int | None = None
) -> None:
    """Remember that somebody opens Home, or a page in it, before it is read what to show them."""
    await put(
        tx,
        HomeRow,
        person_id=person_id,
        opened_at=tx.now,
        shown=None,
        acted=False,
        alignment_page=alignment_page,
    )


async def changed(tx: Transaction, by: PersonId | None = None) -> None:
    """Let Homes be refreshed once this transaction is committed; `by` is None for the clock."""
    tx.announced = True
    tx.session.add(HomeChangeRow(workspace_id=tx.workspace_id, by=by or None))
    await tx.session.flush()


async def pending(session: AsyncSession, now: datetime) -> bool:
    """Say whether there is anything to do: the cheap question of an idle look."""
    changes, due = select(HomeChangeRow.id), select(HomeRow.person_id).where(_is_due(now))
    return bool((await session.exec(select(or_(exists(changes), exists(due))))).one())


async def next_moment(session: AsyncSession) -> datetime | None:
    """Return when the next Home is to be looked at; None if none waits."""
    query = select(func.min(HomeRow.due_at)).where(col(HomeRow.leased_until).is_(None))
    return (await session.exec(query)).one()


async def spread(session: AsyncSession, now: datetime) -> None:
    """Mark the Homes that the changes may concern. The caller commits."""
    query = select(HomeChangeRow).order_by(col(HomeChangeRow.id)).limit(MOST_CHANGES)
    changes = list(await session.exec(query.with_for_update(skip_locked=True)))
    if not changes:
        return
    taken = [change.id for change in changes]
    await session.exec(delete(HomeChangeRow).where(col(HomeChangeRow.id).in_(taken)))
    acted = {(change.workspace_id, change.by) for change in changes if change.by}
    for home in await _concerned(session, {c.workspace_id for c in changes}, acted, now):
        _mark(home, now, acted=(home.workspace_id, home.person_id) in acted)
        session.add(home)
    await session.flush()


async def _concerned(
    session: AsyncSession, spaces: set[str], acted: set[tuple[str, str]], now: datetime
) -> Sequence[HomeRow]:
    """Return the Homes of who acted and of who looks at theirs, locked in one order."""
    space, person = col(HomeRow.workspace_id), col(HomeRow.person_id)
    looking = and_(space.in_(spaces), col(HomeRow.opened_at) > now - LATELY)
    query = (
        select(HomeRow)
        .where(or_(looking, tuple_(space, person).in_(acted)))
        .order_by(space, person)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(await session.exec(query))


def _mark(home: HomeRow, now: datetime, *, acted: bool) -> None:
    due = now + MOMENT
    if not acted and home.refreshed_at is not None and home.refreshed_at <= now:
        due = max(due, home.refreshed_at + REST)
    if home.due_at is None or home.due_at > due:
        home.due_at = due
    home.acted = home.acted or acted


async def claim(session: AsyncSession, now: datetime, limit: int) -> list[HomeRow]:
    """Return Homes to look at now, each leased to the caller, who commits. Who acted goes first."""
    query = (
        select(HomeRow)
        .where(_is_due(now))
        .order_by(col(HomeRow.acted).desc(), col(HomeRow.due_at))
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    claimed = []
    due = list(await session.exec(query))
    taken = await lanes.take_many(session, {(home.workspace_id, LANE) for home in due})
    for home in due:
        lane = taken[home.workspace_id, LANE]
        if not home.acted and not lanes.is_free(lane, now):
            continue
        lanes.spend(lane, PACE, now)
        home.due_at = home.leased_until = now + LEASE
        home.acted = False
        session.add_all((home, lane))
        claimed.append(home)
    await session.flush()
    return claimed


def _is_due(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a Home is to be looked at and nobody does.

    What is due later than any pause lasts was put there before the clock went back.
    """
    due, leased = col(HomeRow.due_at), col(HomeRow.leased_until)
    return and_(
        or_(due <= now, due > now + LONGEST),
        or_(leased.is_(None), leased <= now, leased > now + LEASE),
    )


async def settle(
    session: AsyncSession,
    home: HomeRow,
    now: datetime,
    *,
    shown: str | None,
    again: datetime | None,
) -> None:
    """Give a leased Home back: `shown` now, or to be tried `again`. The caller commits."""
    row = HomeRow
    mine = and_(
        col(row.workspace_id) == home.workspace_id,
        col(row.person_id) == home.person_id,
        col(row.leased_until) == home.leased_until,
    )
    query = select(row).where(mine).with_for_update()
    found = (await session.exec(query.execution_options(populate_existing=True))).first()
    if found is None:
        return
    if found.due_at == found.leased_until:  # nothing was saved meanwhile
        found.due_at = again
    if found.opened_at == home.opened_at:
        found.shown = shown
    found.leased_until, found.refreshed_at = None, now
    session.add(found)


async def hold(session: AsyncSession, workspace_id: str, until: datetime) -> None:
    """Let all Homes of a workspace wait until then, because Slack asks for it."""
    waiting = update(HomeRow).where(
        col(HomeRow.workspace_id) == workspace_id, col(HomeRow.due_at) < until
    )
    await session.exec(waiting.values(due_at=until))
