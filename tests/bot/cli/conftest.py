"""A desk to type commands at, with a Slack that the settings name."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.clock import MovableClock
from playground.server import Playground
from tests.bot.cli.processes import Desk
from tests.bot.conftest import MANIFEST


@pytest.fixture
async def slack() -> AsyncIterator[Playground]:
    async with Playground(MANIFEST, clock=MovableClock()) as slack:
        yield slack


@pytest.fixture
def bare(tmp_path: Path) -> Desk:
    """Return a desk with no settings at all."""
    folder = tmp_path / "desk"
    folder.mkdir()
    return Desk(folder)


@pytest.fixture
def desk(bare: Desk, slack: Playground, sqlite_url: str) -> Desk:
    """Return a desk with settings that can work, on SQLite."""
    return settled(bare, slack, sqlite_url)


@pytest.fixture
def office(bare: Desk, slack: Playground, database_url: str) -> Desk:
    """Return a desk with settings that can work, once on SQLite, once on PostgreSQL."""
    return settled(bare, slack, database_url)


def settled(desk: Desk, slack: Playground, database_url: str) -> Desk:
    settings = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": database_url,
        "POSTS_PER_SECOND": "1000",
        "PORT": "0",
    }
    return Desk(desk.folder, **settings)
