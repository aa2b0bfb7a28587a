"""What Slack said of people and channels, kept so that it need not be asked at every click."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_
from sqlmodel import col, delete, select, update

from domain.people import Channel, ChannelId, Person, PersonId
from storage.database import Transaction
from storage.rows import put
from storage.tables import ChannelRow, MembershipRow, PersonRow


async def person(tx: Transaction, person_id: PersonId) -> tuple[Person, datetime] | None:
    """Return a person as last heard of, and when that was."""
    row = await tx.session.get(PersonRow, (tx.workspace_id, person_id))
    return (Person.model_validate(row), row.fetched_at) if row else None


async def names(tx: Transaction, ids: Iterable[PersonId]) -> dict[PersonId, str]:
    """Return the names of those people who are known."""
    query = select(PersonRow.id, PersonRow.name).where(
        PersonRow.workspace_id == tx.workspace_id, col(PersonRow.id).in_(set(ids))
    )
    return {PersonId(found): name for found, name in await tx.session.exec(query)}


async def called(tx: Transaction, words: Iterable[str]) -> list[tuple[PersonId, str]]:
    """Return the people whose id or name is one of these words, with their names."""
    wanted = set(words)
    query = select(PersonRow.id, PersonRow.name).where(
        PersonRow.workspace_id == tx.workspace_id,
        or_(
            col(PersonRow.id).in_(wanted),
            col(PersonRow.name).in_(wanted),
            func.lower(PersonRow.name).in_({word.lower() for word in wanted}),
        ),
    )
    return [(PersonId(found), name) for found, name in await tx.session.exec(query)]


async def remember_person(tx: Transaction, person: Person) -> None:
    """Keep what Slack just said of a person."""
    await put(tx, PersonRow, **person.model_dump(mode="json"), fetched_at=tx.now)


async def channel(tx: Transaction, channel_id: ChannelId) -> tuple[Channel, datetime] | None:
    """Return a channel as last heard of, and when that was."""
    row = await tx.session.get(ChannelRow, (tx.workspace_id, channel_id))
    return (Channel.model_validate(row), row.fetched_at) if row else None


async def remember_channel(tx: Transaction, channel: Channel) -> None:
    """Keep what Slack just said of a channel."""
    await put(tx, ChannelRow, **channel.model_dump(mode="json"), fetched_at=tx.now)


async def change_channel(tx: Transaction, channel_id: ChannelId, **values: Any) -> None:
    """Change what is known of a channel, if anything is."""
    query = update(ChannelRow).where(
        col(ChannelRow.workspace_id) == tx.workspace_id, col(ChannelRow.id) == channel_id
    )
    await tx.session.exec(query.values(**values))


async def private_channels(tx: Transaction, *, deleted: bool = True) -> set[ChannelId]:
    """Return the private channels Workback knows of, deleted ones among them if wanted."""
    query = select(ChannelRow.id).where(
        ChannelRow.workspace_id == tx.workspace_id, col(ChannelRow.private).is_(True)
    )
    if not deleted:
        query = query.where(col(ChannelRow.deleted).is_(False))
    return {ChannelId(found) for found in await tx.session.exec(query)}


async def membership(
    tx: Transaction, person_id: PersonId
) -> tuple[frozenset[ChannelId], datetime] | None:
    """Return the channels a person shares with the bot, and when that was heard."""
    row = await tx.session.get(MembershipRow, (tx.workspace_id, person_id))
    if row is None:
        return None
    return frozenset(ChannelId(found) for found in row.channels), row.fetched_at


async def remember_membership(
    tx: Transaction, person_id: PersonId, channels: Iterable[ChannelId]
) -> None:
    """Keep which channels a person shares with the bot."""
    await put(tx, MembershipRow, person_id=person_id, channels=sorted(channels), fetched_at=tx.now)


async def forget_membership(tx: Transaction, person_id: PersonId) -> None:
    """Forget it, because the person joined or left a channel: the next act asks again."""
    query = delete(MembershipRow).where(
        col(MembershipRow.workspace_id) == tx.workspace_id,
        col(MembershipRow.person_id) == person_id,
    )
    await tx.session.exec(query)
