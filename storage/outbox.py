"""The outbox: what is to be said because something was saved, written in the same transaction.

Handlers call `post` and `edit`; `bot/delivery` sends what they wrote. A conversation is a channel
id, or a person's id for a direct message. A *place* names a message that Workback keeps, so that
it can be edited and answered in its thread: `card:ini_…`.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import lanes
from storage.asking import Brief
from storage.database import Transaction, new_id
from storage.rows import put
from storage.tables import MessageRow, OutboxRow

Json = dict[str, Any]

ONCE = "once:"
"""A dedupe key that begins so is remembered for ever, others until housekeeping sweeps them."""

PROBE_AFTER = timedelta(minutes=10)
"""A closed lane is tried again by a post this long after it closed: an event may be missed."""


async def post(  # noqa: PLR0913  (each is one word of the message; all but three may be left out)
    tx: Transaction,
    *,
    conversation: str,
    text: str = "",
    blocks: Sequence[Json] | None = None,
    brief: Brief | None = None,
    about: str,
    dedupe_key: str | None = None,
    place: str | None = None,
    thread: str | None = None,
    responsible: str | None = None,
    priority: int = 0,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
    guard: str | None = None,
    pictures: Sequence[Json] = (),
) -> None:
    """Say something in a conversation, once this transaction is committed.

    It says `text` and `blocks`, or what the `brief` comes to when it leaves. `about` says in words
    for people what it is ("the card of TeamSync"); `responsible` is told if Slack refuses the
    conversation. `place` remembers the message, `thread` is the place of the message it answers. A
    second post with the same `dedupe_key` is the first one: nothing happens.
    `guard` is asked right before it leaves whether it is still wanted: see `storage/guards.py`.
    `pictures` are drawn right before it leaves too: see `bot/delivery/pictures.py`.
    """
    tx.announced = True
    closed = await _closed(tx, conversation, responsible)
    await _insert(
        tx,
        kind="post",
        dedupe_key=dedupe_key or new_id("out"),
        conversation=conversation,
        payload=_payload(text, blocks, brief) | ({"pictures": list(pictures)} if pictures else {}),
        about=about,
        place=place,
        thread=thread,
        responsible=responsible,
        priority=priority,
        not_before=not_before or tx.now,
        expires_at=expires_at,
        guard=guard,
        state="dead" if closed else "queued",
        error=closed,
    )


async def send_file(
    tx: Transaction,
    *,
    conversation: str,
    text: str,
    file: Json,
    about: str,
    dedupe_key: str | None = None,
    thread: str | None = None,
    responsible: str | None = None,
) -> None:
    """Send a file to a conversation with a sentence, once this transaction is committed.

    `file` has the `name` and the `title` of the file, and its `maker` with whatever that one
    needs: the content is made right before it leaves (`bot/delivery/files.py`). With `canvas`, it
    is Markdown for a canvas.
    """
    tx.announced = True
    closed = await _closed(tx, conversation, responsible)
    await _insert(
        tx,
        kind="file",
        dedupe_key=dedupe_key or new_id("out"),
        conversation=conversation,
        payload={"text": text, "file": file},
        about=about,
        thread=thread,
        responsible=responsible,
        priority=0,
        not_before=tx.now,
        state="dead" if closed else "queued",
        error=closed,
    )


async def edit(  # noqa: PLR0913  (as of a post)
    tx: Transaction,
    *,
    place: str,
    text: str = "",
    blocks: Sequence[Json] | None = None,
    brief: Brief | None = None,
    about: str,
    responsible: str | None = None,
    priority: int = 0,
    expires_at: datetime | None = None,
) -> None:
    """Put other content into the message of a place, once this transaction is committed.

    An edit that still waits takes the new content, and so does a post that has not left yet: a
    burst becomes one call. Without a message there is nothing to edit, and nothing happens.
    """
    tx.announced = True
    payload = _payload(text, blocks, brief)
    if await _fold(tx, _waiting(tx, place), payload, about):
        return
    conversation = await _conversation(tx, place)
    if conversation is None:
        await _revive(tx, place, payload, about)
        return
    closed = await _closed(tx, conversation, responsible)
    await _insert(
        tx,
        kind="edit",
        dedupe_key=new_id("out"),
        conversation=conversation,
        payload=payload,
        about=about,
        place=place,
        responsible=responsible,
        priority=priority,
        not_before=tx.now,
        expires_at=expires_at,
        state="dead" if closed else "queued",
        error=closed,
    )


async def remember(tx: Transaction, place: str, channel_id: str, ts: str) -> None:
    """Give somebody else's message the name of a place, so that it can be answered."""
    await put(
        tx,
        MessageRow,
        place=place,
        conversation=channel_id,
        channel_id=channel_id,
        ts=ts,
        posted_at=tx.now,
    )


async def was_written(tx: Transaction, dedupe_key: str) -> bool:
    """Say whether a message with this key was written before."""
    query = select(OutboxRow.id).where(
        OutboxRow.workspace_id == tx.workspace_id, OutboxRow.dedupe_key == dedupe_key
    )
    return (await tx.session.exec(query)).first() is not None


async def place_at(tx: Transaction, channel_id: str, ts: str) -> str | None:
    """Return the place of a message; None for one that Workback does not keep."""
    query = select(MessageRow.place).where(
        MessageRow.workspace_id == tx.workspace_id,
        MessageRow.channel_id == channel_id,
        MessageRow.ts == ts,
    )
    return (await tx.session.exec(query)).first()


async def place_of(tx: Transaction, place: str) -> MessageRow | None:
    """Return the message of a place; None if it has not been sent yet."""
    return await tx.session.get(MessageRow, (tx.workspace_id, place))


async def reopen_lane(tx: Transaction, conversation: str) -> int:
    """Open a conversation again, and queue what died of its closing and has not expired.

    To be called when the bot was invited, a channel unarchived, or a workspace installed anew
    (`lanes.WORKSPACE`). Returns how many rows are queued again; they leave in their old order.
    """
    reason = await lanes.reopen(tx.session, tx.workspace_id, conversation)
    if reason is None:
        return 0
    tx.announced = True
    died = and_(
        _died(tx, conversation, reason),
        or_(col(OutboxRow.expires_at).is_(None), col(OutboxRow.expires_at) > tx.now),
    )
    return await requeue(tx.session, died)


async def requeue(session: AsyncSession, which: ColumnElement[bool] | None = None) -> int:
    """Queue dead rows again, all or those that `which` chooses; return how many they are.

    Each may be tried as often as a new one. A row whose last attempt nobody answered is looked
    for in the conversation before it is sent again.
    """
    query = update(OutboxRow).where(col(OutboxRow.state) == "dead")
    if which is not None:
        query = query.where(which)
    result = await session.exec(query.values(state="queued", attempts=0, error=None))
    return int(result.rowcount)


async def answerable(tx: Transaction, conversation: str, error: str) -> dict[str, str]:
    """Return who answers for what died of a closed conversation, each with one thing it is."""
    query = select(OutboxRow.responsible, OutboxRow.about).where(
        _died(tx, conversation, error), col(OutboxRow.responsible).is_not(None)
    )
    found: dict[str, str] = {}
    for person, about in await tx.session.exec(query.order_by(col(OutboxRow.id))):
        found.setdefault(str(person), about)
    return found


async def last_sent(tx: Transaction, conversation: str) -> int:
    """Return the number of the newest row that Slack took in a conversation, 0 if none."""
    query = select(func.max(OutboxRow.id)).where(
        col(OutboxRow.workspace_id) == tx.workspace_id,
        col(OutboxRow.conversation) == conversation,
        col(OutboxRow.state) == "sent",
    )
    return (await tx.session.exec(query)).one() or 0


async def counts(session: AsyncSession) -> dict[str, int]:
    """Return how many rows there are in each state, over all workspaces."""
    query = select(OutboxRow.state, func.count()).group_by(col(OutboxRow.state))
    return {state: int(number) for state, number in await session.exec(query)}


async def dead_letters(session: AsyncSession, limit: int = 50) -> list[OutboxRow]:
    """Return the newest rows that Slack refused for good; `error` says why."""
    query = select(OutboxRow).where(col(OutboxRow.state) == "dead")
    return list(await session.exec(query.order_by(col(OutboxRow.id).desc()).limit(limit)))


def to_be_worded(brief: Brief) -> Json:
    """Return what a row sends whose words are found right before it leaves."""
    return {"text": "", "brief": brief.model_dump(mode="json")}


def _payload(text: str, blocks: Sequence[Json] | None, brief: Brief | None) -> Json:
    if brief is not None:
        return to_be_worded(brief)
    return {"text": text, "blocks": list(blocks)} if blocks else {"text": text}


async def _insert(tx: Transaction, **values: Any) -> None:
    """Write a row unless its key is there already, also when two transactions do so at once."""
    dialect = tx.session.get_bind().dialect.name
    insert = (postgresql if dialect == "postgresql" else sqlite).insert(OutboxRow)
    row = {"workspace_id": tx.workspace_id, "created_at": tx.now, "attempts": 0, **values}
    unique = ["workspace_id", "dedupe_key"]
    await tx.session.exec(insert.values(**row).on_conflict_do_nothing(index_elements=unique))


async def _closed(tx: Transaction, conversation: str, responsible: str | None = None) -> str | None:
    """Return why a conversation is closed; open one that is due to be tried again.

    It is tried at once for a responsible person who has not been told why it is closed.
    """
    lane = await lanes.find(tx.session, tx.workspace_id, conversation)
    if lane is None or lane.closed_because is None or lane.closed_at is None:
        return None
    due = lane.closed_at + PROBE_AFTER <= tx.now
    if responsible is not None and not due:
        told = await answerable(tx, conversation, lane.closed_because)
        due = responsible not in told
    if due:
        await reopen_lane(tx, conversation)
        return None
    return lane.closed_because


def _died(tx: Transaction, conversation: str, error: str) -> ColumnElement[bool]:
    return and_(
        col(OutboxRow.workspace_id) == tx.workspace_id,
        col(OutboxRow.conversation) == conversation,
        col(OutboxRow.state) == "dead",
        col(OutboxRow.error) == error,
    )


def _of_place(tx: Transaction, place: str) -> ColumnElement[bool]:
    return and_(
        col(OutboxRow.workspace_id) == tx.workspace_id,
        col(OutboxRow.place) == place,
        # A post that may have left already must stay what it was.
        or_(col(OutboxRow.kind) == "edit", col(OutboxRow.attempt_started_at).is_(None)),
    )


def _waiting(tx: Transaction, place: str) -> ColumnElement[bool]:
    return and_(_of_place(tx, place), col(OutboxRow.state) == "queued")


async def _fold(
    tx: Transaction, which: ColumnElement[bool], payload: Json, about: str, **more: Any
) -> bool:
    query = update(OutboxRow).where(which).values(payload=payload, about=about, **more)
    result = await tx.session.exec(query.execution_options(synchronize_session=False))
    return bool(result.rowcount)


async def _conversation(tx: Transaction, place: str) -> str | None:
    """Return where the message of a place is, or is just being sent to."""
    message = await place_of(tx, place)
    if message is not None:
        return message.conversation
    leaving = select(OutboxRow.conversation).where(
        col(OutboxRow.workspace_id) == tx.workspace_id,
        col(OutboxRow.place) == place,
        col(OutboxRow.state).in_(("queued", "sending")),
    )
    return (await tx.session.exec(leaving.limit(1))).first()


async def _revive(tx: Transaction, place: str, payload: Json, about: str) -> None:
    """Give a post that Slack refused the new content; queue it unless its lane is closed."""
    dead = and_(_of_place(tx, place), col(OutboxRow.kind) == "post", col(OutboxRow.state) == "dead")
    conversation = (await tx.session.exec(select(OutboxRow.conversation).where(dead))).first()
    if conversation is None:
        return
    if await _closed(tx, conversation):
        await _fold(tx, dead, payload, about)
    else:
        await _fold(tx, dead, payload, about, state="queued", attempts=0, error=None)
