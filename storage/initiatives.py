"""Initiatives, and what a list of them shows."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, func, or_
from sqlmodel import col, select, update

from domain.documents import Document, Version
from domain.initiatives import Initiative, Stage
from domain.people import ChannelId, PersonId
from domain.templates import DocumentKind
from storage import search, workspaces
from storage.database import Transaction, new_id
from storage.rows import plain
from storage.tables import DocumentRow, InitiativeRow, VersionRow


@dataclass(frozen=True)
class Overview:
    """An initiative with its press release and that one's newest version."""

    initiative: Initiative
    document: Document
    version: Version


@dataclass(frozen=True)
class Scope:
    """Which initiatives are asked for."""

    mine: PersonId | None = None
    """Only those this person owns or writes."""
    channel: ChannelId | None = None
    """Only those at home in this channel."""
    hidden: Collection[ChannelId] = ()
    """None of those at home in these channels: the person must not see them."""
    only: Collection[ChannelId] | None = None
    """Only those at home in these channels: all that a guest may see."""
    archived: bool = False
    """Archived ones instead of living ones."""


async def create(
    tx: Transaction,
    *,
    name: str,
    owner_id: PersonId,
    authors: tuple[PersonId, ...],
    channel_id: ChannelId,
) -> Initiative:
    """Found an initiative with the workspace's next number."""
    row = InitiativeRow(
        id=new_id("ini"),
        workspace_id=tx.workspace_id,
        number=await workspaces.next_number(tx),
        name=name,
        owner_id=owner_id,
        authors=list(authors),
        channel_id=channel_id,
        created_at=tx.now,
    )
    tx.session.add(row)
    await tx.session.flush()
    await _make_findable(tx, row.id, name)
    return Initiative.model_validate(row)


async def _make_findable(tx: Transaction, initiative_id: str, name: str) -> None:
    """Let an initiative be found by its name as it is now."""
    await search.keep(
        tx, search.Piece(initiative_id, "initiative", initiative_id, "", "", name, name)
    )


async def find(tx: Transaction, initiative_id: str) -> Initiative | None:
    """Return an initiative of this workspace."""
    return await _one(tx, col(InitiativeRow.id) == initiative_id)


async def get(tx: Transaction, initiative_id: str) -> Initiative:
    """Return an initiative that is known to be there; LookupError if it is not."""
    found = await find(tx, initiative_id)
    if found is None:
        raise LookupError(initiative_id)
    return found


async def hold(tx: Transaction, initiative_id: str) -> None:
    """Let nobody else change what an initiative has in an order, until this transaction ends.

    Whoever also locks something of it does that afterwards, so that no two wait for each other.
    """
    query = select(InitiativeRow.id).where(
        InitiativeRow.workspace_id == tx.workspace_id, InitiativeRow.id == initiative_id
    )
    await tx.session.exec(query.with_for_update())


async def find_many(tx: Transaction, ids: Collection[str]) -> dict[str, Initiative]:
    """Return initiatives by their ids."""
    rows = await plain(
        tx.session,
        InitiativeRow,
        lambda query: query.where(
            col(InitiativeRow.workspace_id) == tx.workspace_id, col(InitiativeRow.id).in_(set(ids))
        ),
    )
    return {row.id: Initiative.model_validate(row) for row in rows}


async def find_by_number(tx: Transaction, number: int) -> Initiative | None:
    """Return the initiative with the number in its key."""
    return await _one(tx, col(InitiativeRow.number) == number)


async def _one(tx: Transaction, condition: ColumnElement[bool]) -> Initiative | None:
    query = select(InitiativeRow).where(InitiativeRow.workspace_id == tx.workspace_id, condition)
    row = (await tx.session.exec(query)).first()
    return Initiative.model_validate(row) if row else None


async def every(tx: Transaction) -> list[Initiative]:
    """Return all initiatives of a workspace, archived ones too, oldest first."""
    query = (
        select(InitiativeRow)
        .where(InitiativeRow.workspace_id == tx.workspace_id)
        .order_by(col(InitiativeRow.number))
    )
    return [Initiative.model_validate(row) for row in await tx.session.exec(query)]


async def in_channel(tx: Transaction, channel_id: ChannelId) -> list[Initiative]:
    """Return the living initiatives at home in a channel, oldest first."""
    query = (
        select(InitiativeRow)
        .where(
            InitiativeRow.workspace_id == tx.workspace_id,
            InitiativeRow.channel_id == channel_id,
            col(InitiativeRow.archived_at).is_(None),
        )
        .order_by(col(InitiativeRow.number))
    )
    return [Initiative.model_validate(row) for row in await tx.session.exec(query)]


async def overviews(
    tx: Transaction, scope: Scope, *, limit: int, offset: int = 0
) -> list[Overview]:
    """Return a page of initiatives, most recently saved first."""
    saved = (col(VersionRow.saved_at).desc(), col(InitiativeRow.number).desc())
    page = (  # ids only: sorting whole rows costs twice as much
        _with_release(select(col(InitiativeRow.id)))
        .where(*_conditions(tx, scope))
        .order_by(*saved)
        .limit(limit)
        .offset(offset)
    )
    query = (
        _with_release(select(InitiativeRow, DocumentRow, VersionRow))
        .where(InitiativeRow.workspace_id == tx.workspace_id, col(InitiativeRow.id).in_(page))
        .order_by(*saved)
    )
    return [
        Overview(
            Initiative.model_validate(initiative),
            Document.model_validate(document),
            Version.model_validate(version),
        )
        for initiative, document, version in await tx.session.exec(query)
    ]


def _with_release(query: Any) -> Any:
    """Join the press release and its newest version."""
    release = (col(DocumentRow.initiative_id) == col(InitiativeRow.id)) & (
        col(DocumentRow.kind) == DocumentKind.PRESS_RELEASE
    )
    newest = (col(VersionRow.document_id) == col(DocumentRow.id)) & (
        col(VersionRow.number) == col(DocumentRow.head)
    )
    return query.join(DocumentRow, release).join(VersionRow, newest)


async def count(tx: Transaction, scope: Scope) -> int:
    """Count the initiatives of a scope; never paged."""
    query = select(func.count()).select_from(InitiativeRow).where(*_conditions(tx, scope))
    return (await tx.session.exec(query)).one()


def _conditions(tx: Transaction, scope: Scope) -> list[ColumnElement[bool]]:
    row = InitiativeRow
    conditions = [col(row.workspace_id) == tx.workspace_id]
    archived = col(row.archived_at)
    conditions.append(archived.is_not(None) if scope.archived else archived.is_(None))
    if scope.mine is not None:
        # authors is a short JSON list; a quoted id can stand nowhere else in it
        listed = cast(col(row.authors), Text).contains(f'"{scope.mine}"')
        conditions.append(or_(col(row.owner_id) == scope.mine, listed))
    if scope.channel is not None:
        conditions.append(col(row.channel_id) == scope.channel)
    if scope.only is not None:
        conditions.append(col(row.channel_id).in_(scope.only))
    if scope.hidden:
        conditions.append(col(row.channel_id).not_in(scope.hidden))
    return conditions


async def change_people(
    tx: Transaction, initiative_id: str, *, name: str, authors: tuple[PersonId, ...]
) -> None:
    """Change the short name and who may edit."""
    await _change(tx, initiative_id, name=name, authors=list(authors))
    await _make_findable(tx, initiative_id, name)


async def reach(tx: Transaction, initiative_id: str, stage: Stage) -> None:
    """Remember how far an initiative has come."""
    await _change(tx, initiative_id, stage=stage)


async def archive(tx: Transaction, initiative_id: str) -> None:
    """Put an initiative away; nothing is deleted."""
    await _change(tx, initiative_id, archived_at=tx.now)


async def bring_back(tx: Transaction, initiative_id: str) -> None:
    """Undo `archive`."""
    await _change(tx, initiative_id, archived_at=None)


async def _change(tx: Transaction, initiative_id: str, **values: object) -> None:
    query = update(InitiativeRow).where(
        col(InitiativeRow.workspace_id) == tx.workspace_id,
        col(InitiativeRow.id) == initiative_id,
    )
    await tx.session.exec(query.values(**values))
