"""A bot for many workspaces."""

from collections.abc import AsyncIterator

import pytest

from tests.bot.door.office import Office, founded


@pytest.fixture
async def office(database_url: str) -> AsyncIterator[Office]:
    async with founded(database_url) as opened:
        yield opened
