"""The sender's side of the outbox: who sends what, and how it went.

A claim leases rows to one sender with a random token, and with it notes that an attempt begins:
whoever claims a row sends it at once. The outcome is written only while the token is still the
sender's own. A lease that runs out leaves the row queued with `attempt_started_at` set, which
means: nobody knows, look before sending again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from sqlalchemy import and_, case, or_, text, tuple_
from sqlalchemy import select as plain_select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import col, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import guards, lanes, turns
from storage.guards import Guards
from storage.lanes import EDITS, NOW, WORKSPACE, Rate
from storage.rows import put_many, update_many
from storage.tables import LaneRow, MessageRow, OutboxRow
from storage.tables.columns import is_word

ONE_AT_A_TIME = 7_265_463
"""PostgreSQL's advisory lock that lets claims take turns: so buckets are exact over replicas."""

Place = tuple[str, str]
"""A workspace and the place of a message there."""

_NO_LEASE = {"lease_token": None, "lease_until": None}

NEVER_ANSWERED = "never_answered"
EXPIRED = "expired"


@dataclass(frozen=True)
class Terms:
    """On what terms rows are claimed."""

    conversation: Rate
    workspace: Rate
    edits: Rate
    lease: timedelta = timedelta(minutes=1)
    most_attempts: int = 12


async def claim(
    session: AsyncSession, now: datetime, limit: int, terms: Terms, known: Guards | None = None
) -> list[OutboxRow]:
    """Lease up to `limit` rows that may leave now, at most one for each conversation.

    The caller commits, and begins to send. A row still says of its `attempts` and of
    `attempt_started_at` what was known before. Rows that expired, or that their guards among
    `known` do not want any more, are dropped, and leases that ran out are taken back.
    """
    if session.get_bind().dialect.name == "postgresql":
        connection = await session.connection()
        await connection.execute(text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})"))
    await _reap(session, now, terms.most_attempts)
    await _expire(session, now)
    chosen: list[OutboxRow] = []
    while len(chosen) < limit:
        found = await _wanted(session, now, limit - len(chosen), terms, known or {})
        spent = await lanes.take_many(session, {key for row in found for key in _lanes_of(row)})
        free = [row for row in found if _spend(spent, row, now, terms)]
        await _lease(session, free, now, terms.lease)
        chosen += free
        if not free:
            break
    return chosen


async def _lease(
    session: AsyncSession, rows: Sequence[OutboxRow], now: datetime, lasts: timedelta
) -> None:
    """Give rows to the caller, whose attempt begins."""
    lease = {"state": "sending", "lease_token": token_hex(16), "lease_until": now + lasts}
    if rows:
        begun = {
            "attempts": col(OutboxRow.attempts) + 1,
            "attempt_started_at": func.coalesce(col(OutboxRow.attempt_started_at), now),
        }
        ids = [row.id for row in rows]
        leased = update(OutboxRow).where(col(OutboxRow.id).in_(ids)).values(**lease, **begun)
        await session.exec(leased.execution_options(synchronize_session=False))
    for row in rows:
        for name, value in lease.items():
            set_committed_value(row, name, value)
    await session.flush()


async def _wanted(
    session: AsyncSession, now: datetime, limit: int, terms: Terms, known: Guards
) -> list[OutboxRow]:
    """Choose rows that may leave and are still wanted; a dropped one makes room for the next."""
    passed: set[int | None] = set()
    while True:
        found = await turns.next_rows(session, now, limit, terms.workspace)
        fresh = [row for row in found if row.id not in passed]
        passed |= await guards.check(session, fresh, now, known)
        await session.flush()
        if all(row.id in passed for row in fresh):
            return found


_PENDING = (
    plain_select(col(OutboxRow.id))
    .where(
        or_(
            and_(is_word(col(OutboxRow.state), "queued"), col(OutboxRow.not_before) <= NOW),
            and_(is_word(col(OutboxRow.state), "sending"), col(OutboxRow.lease_until) <= NOW),
        )
    )
    .limit(1)
)


async def pending(connection: AsyncConnection, now: datetime) -> bool:
    """Say whether a claim could find anything: the cheap question of an idle look."""
    return (await connection.execute(_PENDING, {"now": now})).first() is not None


async def next_moment(session: AsyncSession, now: datetime) -> datetime | None:
    """Return the next moment after `now` at which a row may have become free to leave."""
    queued = is_word(col(OutboxRow.state), "queued")
    sending = is_word(col(OutboxRow.state), "sending")
    moments = [
        (await session.exec(select(func.min(column)).where(condition, column > now))).one()
        for column, condition in (
            (col(OutboxRow.not_before), queued),
            (col(OutboxRow.lease_until), sending),
            (col(LaneRow.free_at), col(LaneRow.closed_because).is_(None)),
        )
    ]
    return min((moment for moment in moments if moment is not None), default=None)


async def mine(session: AsyncSession, rows: Sequence[OutboxRow]) -> list[OutboxRow]:
    """Return those rows whose lease is still the caller's, locked until the caller commits."""
    query = select(OutboxRow.id, OutboxRow.lease_token).where(
        col(OutboxRow.id).in_([row.id for row in rows]), is_word(col(OutboxRow.state), "sending")
    )
    leases = dict((await session.exec(query.with_for_update())).all())
    return [row for row in rows if leases.get(row.id) == row.lease_token]


async def settle_sent(
    session: AsyncSession, sent: Sequence[tuple[OutboxRow, str]], now: datetime
) -> None:
    """Write down that Slack took rows, each with its `ts`; they are `mine`."""
    done = {"state": "sent", "sent_at": now, "error": None, **_NO_LEASE}
    await update_many(
        session, OutboxRow, [({"id": row.id}, {"slack_ts": ts, **done}) for row, ts in sent]
    )


async def settle(session: AsyncSession, row: OutboxRow, **values: Any) -> bool:
    """Write an attempt's outcome and give the lease back; False if the lease was lost."""
    query = update(OutboxRow).where(_mine(row)).values(**_NO_LEASE, **values)
    result = await session.exec(query.execution_options(synchronize_session=False))
    return bool(result.rowcount)


async def messages_of(session: AsyncSession, rows: Sequence[OutboxRow]) -> dict[Place, MessageRow]:
    """Return the messages of the places that rows edit or answer, as far as they were sent."""
    places = {(row.workspace_id, place) for row in rows for place in (row.place, row.thread)}
    named = sorted((space, place) for space, place in places if place)
    if not named:
        return {}
    key = tuple_(col(MessageRow.workspace_id), col(MessageRow.place))
    fresh = select(MessageRow).where(key.in_(named)).execution_options(populate_existing=True)
    return {(row.workspace_id, row.place): row for row in await session.exec(fresh)}


async def remember(
    session: AsyncSession, sent: Sequence[tuple[OutboxRow, str, str]], now: datetime
) -> None:
    """Keep where the messages of rows' places are from now on: channel and `ts` of each."""
    values = [
        {
            "workspace_id": row.workspace_id,
            "place": row.place,
            "conversation": row.conversation,
            "channel_id": channel_id,
            "thread": row.thread,
            "ts": ts,
            "posted_at": now,
        }
        for row, channel_id, ts in sent
        if row.place is not None
    ]
    await put_many(session, MessageRow, values)


async def keep_payload(session: AsyncSession, row: OutboxRow, payload: dict[str, Any]) -> None:
    """Remember something about what a leased row sends."""
    query = update(OutboxRow).where(_mine(row)).values(payload=payload)
    await session.exec(query.execution_options(synchronize_session=False))


def _mine(row: OutboxRow) -> Any:
    return and_(
        col(OutboxRow.id) == row.id,
        col(OutboxRow.lease_token) == row.lease_token,
        is_word(col(OutboxRow.state), "sending"),
    )


async def _reap(session: AsyncSession, now: datetime, most_attempts: int) -> None:
    """Take back the leases that ran out; a row that was tried too often dies."""
    tired = col(OutboxRow.attempts) >= most_attempts
    query = update(OutboxRow).where(
        is_word(col(OutboxRow.state), "sending"), col(OutboxRow.lease_until) <= now
    )
    await session.exec(
        query.values(
            state=case((tired, "dead"), else_="queued"),
            error=case((tired, NEVER_ANSWERED), else_=col(OutboxRow.error)),
            lease_token=None,
            lease_until=None,
        ).execution_options(synchronize_session=False)
    )


async def _expire(session: AsyncSession, now: datetime) -> None:
    query = update(OutboxRow).where(
        is_word(col(OutboxRow.state), "queued"), col(OutboxRow.expires_at) <= now
    )
    values = query.values(state="dropped", error=EXPIRED)
    await session.exec(values.execution_options(synchronize_session=False))


def _lanes_of(row: OutboxRow) -> tuple[lanes.Key, ...]:
    """Return the lanes a row leaves by: its conversation, its workspace, and edits their own."""
    names = (row.conversation, WORKSPACE, *([EDITS] if row.kind == "edit" else []))
    return tuple((row.workspace_id, name) for name in names)


def _spend(spent: dict[lanes.Key, LaneRow], row: OutboxRow, now: datetime, terms: Terms) -> bool:
    """Count the call in its buckets; False if one of them is empty.

    A workspace that Slack refuses is tried with one row at a time.
    """
    own, whole, *edits = (spent[key] for key in _lanes_of(row))
    buckets = [(own, terms.conversation), (whole, terms.workspace)]
    if edits:
        buckets = [(edits[0], terms.edits)]
    if not all(lanes.is_free(lane, now) for lane in (own, whole, *edits)):
        return False
    for lane, rate in buckets:
        lanes.spend(lane, rate, now)
    if whole.waits_because == lanes.RATE_LIMITED:
        whole.waits_because = None
    elif whole.waits_because is not None:
        whole.free_at = now + lanes.LONGEST_PACE
    return True
