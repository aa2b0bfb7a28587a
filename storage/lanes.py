"""Lanes: when the delivery may speak in a conversation again, or why it may not.

All replicas share them. A lane's rate is a token bucket kept as one moment (the generic cell
rate algorithm): `paced_until` moves on by one interval for each call, and a call may leave while
it is no further ahead than the burst allows.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import ColumnElement, and_, bindparam, or_, tuple_
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.rows import insert_new
from storage.tables import LaneRow, OutboxRow
from storage.tables.columns import Moment

WORKSPACE = "*"
"""The lane of a whole workspace: all its posts count, and everything stops with it."""

EDITS = "*edits"
"""The lane of a workspace's edits, which Slack counts a method, not a conversation."""

RATE_LIMITED = "ratelimited"

Key = tuple[str, str]
"""A workspace and a conversation."""

LONGEST_PACE = timedelta(minutes=1)
"""Slack counts its rates over a minute; no lane is slower than one call in that time."""


@dataclass(frozen=True)
class Rate:
    """So many calls a second, and so many at once after a rest."""

    per_second: float
    burst: int

    @property
    def interval(self) -> timedelta:
        """The time between two calls."""
        return timedelta(seconds=1 / self.per_second)


async def find(session: AsyncSession, workspace_id: str, conversation: str) -> LaneRow | None:
    """Return a lane as the database has it now; None if nothing ever left there."""
    return await session.get(LaneRow, (workspace_id, conversation), populate_existing=True)


async def take(session: AsyncSession, workspace_id: str, conversation: str) -> LaneRow:
    """Return a lane, locked; one that was never used is made."""
    key = (workspace_id, conversation)
    return (await take_many(session, {key}))[key]


async def take_many(session: AsyncSession, keys: Collection[Key]) -> dict[Key, LaneRow]:
    """Return lanes, locked in the order of their keys; those that were never used are made."""
    found = await _locked(session, keys)
    missing = sorted(set(keys) - found.keys())
    if missing:
        rows = [{"workspace_id": space, "conversation": name} for space, name in missing]
        await insert_new(session, LaneRow, rows, unique=("workspace_id", "conversation"))
        found |= await _locked(session, missing)
    return found


async def _locked(session: AsyncSession, keys: Collection[Key]) -> dict[Key, LaneRow]:
    if not keys:
        return {}
    space, name = col(LaneRow.workspace_id), col(LaneRow.conversation)
    query = select(LaneRow).where(tuple_(space, name).in_(sorted(keys))).order_by(space, name)
    fresh = query.with_for_update().execution_options(populate_existing=True)
    return {(row.workspace_id, row.conversation): row for row in await session.exec(fresh)}


NOW = bindparam("now", type_=Moment())
"""The moment in statements that are made once; see `at`."""

_PACED_TO = bindparam("paced_to", type_=Moment())


def at(now: datetime) -> dict[str, datetime]:
    """Return what a statement with `NOW` or `is_stopped` is executed with."""
    return {"now": now, "paced_to": now + LONGEST_PACE}


def is_stopped() -> ColumnElement[bool]:
    """Return the condition that nothing may leave `at` a moment.

    No pace lasts longer than `LONGEST_PACE`: one that does was set before the clock went back.
    """
    free_at = col(LaneRow.free_at)
    paced = and_(free_at > NOW, free_at <= _PACED_TO)
    held = and_(free_at > NOW, col(LaneRow.waits_because).is_not(None))
    return or_(col(LaneRow.closed_because).is_not(None), paced, held)


def is_free(lane: LaneRow, now: datetime) -> bool:
    """Say whether a lane that is not stopped has been spent in the same claim."""
    return lane.free_at is None or not now < lane.free_at <= now + LONGEST_PACE


def spend(lane: LaneRow, rate: Rate, now: datetime) -> None:
    """Count one call.

    A lane paced from further ahead than one burst was paced by a clock that has gone back since:
    it begins anew.
    """
    whole = rate.interval * rate.burst
    paced = lane.paced_until
    start = paced if paced is not None and now < paced <= now + whole else now
    lane.paced_until = start + rate.interval
    free_at = lane.paced_until - rate.interval * (rate.burst - 1)
    lane.free_at = min(free_at, now + LONGEST_PACE)


def left(rate: Rate, paced_until: datetime | None, now: datetime) -> int:
    """Return how many calls a lane that is not stopped allows now, at least one."""
    whole = rate.interval * rate.burst
    if paced_until is None or not now < paced_until <= now + whole:
        return rate.burst
    return max(1, rate.burst - ceil((paced_until - now) / rate.interval))


async def hold(
    session: AsyncSession, workspace_id: str, conversation: str, until: datetime, because: str
) -> None:
    """Let nothing leave before `until`, never sooner than it was held already."""
    lane = await take(session, workspace_id, conversation)
    if lane.waits_because is None or lane.free_at is None or lane.free_at < until:
        lane.free_at = until
    lane.waits_because = because
    session.add(lane)


async def is_limited_elsewhere(
    session: AsyncSession, workspace_id: str, conversation: str, now: datetime
) -> bool:
    """Say whether Slack limits another conversation of the workspace at this moment."""
    query = select(LaneRow.conversation).where(
        col(LaneRow.workspace_id) == workspace_id,
        col(LaneRow.conversation) != conversation,
        col(LaneRow.waits_because) == RATE_LIMITED,
        col(LaneRow.free_at) > now,
    )
    return (await session.exec(query.limit(1))).first() is not None


async def clear(session: AsyncSession, keys: Collection[Key], now: datetime) -> None:
    """Forget why lanes waited: something was sent there, so the token and the place are good."""
    limited = and_(col(LaneRow.waits_because) == RATE_LIMITED, col(LaneRow.free_at) > now)
    good = {*keys, *((space, WORKSPACE) for space, _ in keys)}
    query = update(LaneRow).where(
        tuple_(col(LaneRow.workspace_id), col(LaneRow.conversation)).in_(sorted(good)),
        col(LaneRow.waits_because).is_not(None),
        ~limited,
    )
    await session.exec(query.values(waits_because=None, free_at=None))


async def close(
    session: AsyncSession, workspace_id: str, conversation: str, reason: str, now: datetime
) -> None:
    """Send nothing there until it is opened again; what waits for it dies of the same reason."""
    lane = await take(session, workspace_id, conversation)
    lane.closed_because, lane.closed_at = reason, now
    session.add(lane)
    waiting = and_(
        col(OutboxRow.workspace_id) == workspace_id,
        col(OutboxRow.conversation) == conversation,
        col(OutboxRow.state) == "queued",
    )
    await session.exec(update(OutboxRow).where(waiting).values(state="dead", error=reason))


async def reopen(session: AsyncSession, workspace_id: str, conversation: str) -> str | None:
    """Open a lane; return why it was closed or held, None if it was not."""
    lane = await session.get(
        LaneRow, (workspace_id, conversation), populate_existing=True, with_for_update=True
    )
    if lane is None:
        return None
    reason = lane.closed_because or lane.waits_because
    lane.closed_because = lane.closed_at = lane.waits_because = lane.free_at = None
    session.add(lane)
    await session.flush()
    return reason


async def stopped(session: AsyncSession) -> list[LaneRow]:
    """Return the lanes that are closed or that Slack's refusals hold, for the doctor."""
    closed = col(LaneRow.closed_because).is_not(None) | col(LaneRow.waits_because).is_not(None)
    return list(await session.exec(select(LaneRow).where(closed)))
