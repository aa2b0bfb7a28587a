"""Waiting for Homes."""

import asyncio

from sqlalchemy import func
from sqlmodel import col, select

from storage.tables import HomeChangeRow, HomeRow
from tests.bot.conftest import Town


async def looked(town: Town) -> None:
    """Wait until every Home that changes may concern has been looked at."""
    while await waiting(town):  # noqa: ASYNC110  (a database tells no events)
        await asyncio.sleep(0.02)


async def waiting(town: Town) -> int:
    async with town.house.services.database.session(writes=False) as session:
        changes = (await session.exec(select(func.count()).select_from(HomeChangeRow))).one()
        due = select(func.count()).select_from(HomeRow).where(col(HomeRow.due_at).is_not(None))
        return changes + (await session.exec(due)).one()
