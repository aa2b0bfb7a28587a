"""Turns: which rows of the outbox may leave next, so that every workspace has its turn.

A crowd in one workspace must not hold up another one, and a workspace that has to wait for Slack's
rates must not be looked through again at each claim. So first the workspaces that may speak are
found, with one probe of an index each; then, in each of them, the first rows of conversations that
may speak. The most urgent goes first; among equals the workspace that has spoken least lately.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, or_, true
from sqlalchemy import select as plain_select
from sqlalchemy.orm import aliased
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import lanes
from storage.lanes import EDITS, NOW, WORKSPACE, Rate
from storage.tables import LaneRow, OutboxRow, WorkspaceRow
from storage.tables.columns import is_word

QUANTUM = 16
"""Rows of a workspace in one turn: what is asked of each workspace is asked for all of them."""

RESTED = lanes.LONGEST_PACE
"""Who has said nothing for so long begins with one row. From then on its rate allows it more, so
the sooner everybody has begun, the sooner the last one has ended."""

Shares = dict[str, int]
"""How many rows each workspace may say, in the order of their turns."""


@dataclass(frozen=True)
class _Speaker:
    """A workspace that may speak, and by what its place in the order is found."""

    workspace_id: str
    priority: int
    paced_until: datetime | None
    posts: int
    """How many its rate allows now."""
    rested: bool
    """It has said nothing for a while."""

    @property
    def place(self) -> tuple[int, float]:
        """The most urgent first, then who has spoken least lately."""
        paced = self.paced_until.timestamp() if self.paced_until else 0.0
        return self.priority, paced

    def share(self, longest: int) -> int:
        """Return how many rows it may say in a turn of at most so many."""
        return 1 if self.rested else min(longest, self.posts)


async def next_rows(
    session: AsyncSession, now: datetime, limit: int, rate: Rate
) -> list[OutboxRow]:
    """Return up to `limit` rows that may leave, locked: at most one of each conversation.

    No workspace has more than its `rate` of posts allows. Rows that another transaction holds are
    passed over: a handler is just changing them, and wakes the delivery when it is done.
    """
    speakers = sorted(await _speakers(session, now, rate), key=lambda speaker: speaker.place)
    found: list[OutboxRow] = []
    wanted = limit
    while speakers and len(found) < limit:
        shares = _shares(speakers, wanted)
        found += await _rows_of(session, now, shares, limit - len(found))
        speakers = speakers[len(shares) :]
        wanted *= 4  # whose conversations all wait, they must not hold up those behind them
    return found


def _shares(speakers: Sequence[_Speaker], wanted: int) -> Shares:
    """Return the shares of the first speakers who together have so many rows to say.

    Where all of them together have fewer, a turn may be as long as the rate allows.
    """
    longest = QUANTUM
    if sum(speaker.share(QUANTUM) for speaker in speakers) < wanted:
        longest = wanted
    shares: Shares = {}
    for speaker in speakers:
        if sum(shares.values()) >= wanted:
            break
        shares[speaker.workspace_id] = speaker.share(longest)
    return shares


async def _rows_of(
    session: AsyncSession, now: datetime, shares: Shares, room: int
) -> list[OutboxRow]:
    """Return the first rows of some workspaces, in turns."""
    each = min(room, max(shares.values()))
    rows = await session.exec(
        select(OutboxRow)
        .where(col(OutboxRow.id).in_(await _first_of_each(session, now, shares, each)))
        .where(is_word(col(OutboxRow.state), "queued"))
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return _by_turns(list(rows), shares)[:room]


def _by_turns(rows: Sequence[OutboxRow], shares: Shares) -> list[OutboxRow]:
    """Let the workspaces take turns within their shares, the most urgent first."""
    places = {workspace_id: place for place, workspace_id in enumerate(shares)}
    spoken = dict.fromkeys(shares, 0)
    turns: dict[int | None, tuple[int, int, int]] = {}
    for row in sorted(rows, key=lambda each: (each.priority, each.id or 0)):
        turn = spoken[row.workspace_id]
        if turn < shares[row.workspace_id]:
            turns[row.id] = (row.priority, turn, places[row.workspace_id])
        spoken[row.workspace_id] += 1
    return sorted((row for row in rows if row.id in turns), key=lambda row: turns[row.id])


async def _speakers(session: AsyncSession, now: datetime, rate: Rate) -> list[_Speaker]:
    """Return the workspaces that have something to say and may speak."""
    connection = await session.connection()
    return [
        _Speaker(
            workspace_id,
            priority,
            paced,
            lanes.left(rate, paced, now),
            rested=paced is None or paced + RESTED <= now,
        )
        for workspace_id, priority, paced in await connection.execute(
            _who_may_speak(), lanes.at(now)
        )
    ]


# Statements that are executed for every message are made once: making them costs more than asking.


@cache
def _who_may_speak() -> Select[Any]:
    spaces = _with_queued_rows()
    whole, first = aliased(LaneRow), aliased(OutboxRow)
    same = and_(col(whole.workspace_id) == spaces.c.id, col(whole.conversation) == WORKSPACE)
    urgent = (
        plain_select(col(first.priority))
        .where(col(first.workspace_id) == spaces.c.id, is_word(col(first.state), "queued"))
        .where(col(first.not_before) <= NOW)
        .order_by(col(first.priority), col(first.id))
        .limit(1)
        .scalar_subquery()
    )
    stopped = exists().where(
        col(LaneRow.workspace_id) == spaces.c.id,
        col(LaneRow.conversation) == WORKSPACE,
        lanes.is_stopped(),
    )
    return (
        plain_select(spaces.c.id, urgent, col(whole.paced_until))
        .select_from(spaces.outerjoin(whole, same))
        .where(spaces.c.id.is_not(None), urgent.is_not(None), ~stopped)
    )


def _with_queued_rows() -> Any:
    """Return the workspaces that have queued rows: from each to the next one, by the index."""
    row = aliased(OutboxRow)
    lowest = plain_select(func.min(col(OutboxRow.workspace_id)).label("id"))
    spaces = lowest.where(is_word(col(OutboxRow.state), "queued")).cte("spaces", recursive=True)
    following = (
        plain_select(func.min(col(row.workspace_id)))
        .where(is_word(col(row.state), "queued"), col(row.workspace_id) > spaces.c.id)
        .scalar_subquery()
    )
    return spaces.union_all(plain_select(following).where(spaces.c.id.is_not(None)))


async def _first_of_each(
    session: AsyncSession, now: datetime, workspaces: Collection[str], each: int
) -> list[int]:
    """Return the ids of the first rows of each workspace, `each` at most."""
    query = _first_rows(session.get_bind().dialect.name)
    connection = await session.connection()
    values = {"spaces": list(workspaces), "each": each, **lanes.at(now)}
    return list((await connection.execute(query, values)).scalars())


@cache
def _first_rows(dialect: str) -> Select[int]:
    space = col(WorkspaceRow.id)
    some = _candidates(space).limit(bindparam("each"))
    if dialect == "postgresql":
        first = some.lateral()
        query = plain_select(first.c.id).select_from(WorkspaceRow).join(first, true())
    else:  # SQLite knows no LATERAL; it asks a correlated list anew for each workspace
        row = aliased(OutboxRow)
        query = plain_select(col(row.id)).select_from(WorkspaceRow).join(row, col(row.id).in_(some))
    return query.where(space.in_(bindparam("spaces", expanding=True)))


def _candidates(workspace: Any) -> Select[int | None]:
    """Choose the first row that may leave in each conversation that may speak."""
    row = aliased(OutboxRow)
    due = and_(is_word(col(row.state), "queued"), col(row.not_before) <= NOW)
    return (
        plain_select(col(row.id))
        .where(col(row.workspace_id) == workspace, due)
        .where(~_waits_for_another(row), ~_is_stopped(row))
        .order_by(col(row.priority), col(row.id))
        .correlate(WorkspaceRow)
    )


def _waits_for_another(row: Any) -> ColumnElement[bool]:
    """Return the condition that an earlier row of the same conversation goes first."""
    earlier = aliased(OutboxRow)
    goes_first = and_(
        is_word(col(earlier.state), "queued"),
        col(earlier.not_before) <= NOW,
        col(earlier.id) < col(row.id),
    )
    return exists().where(
        col(earlier.workspace_id) == col(row.workspace_id),
        col(earlier.conversation) == col(row.conversation),
        or_(is_word(col(earlier.state), "sending"), goes_first),
    )


def _is_stopped(row: Any) -> ColumnElement[bool]:
    """Return the condition that the conversation, or for an edit all edits, may not speak now."""
    name = col(LaneRow.conversation)
    return exists().where(
        col(LaneRow.workspace_id) == col(row.workspace_id),
        or_(name == col(row.conversation), and_(name == EDITS, col(row.kind) == "edit")),
        lanes.is_stopped(),
    )
