"""A workspace to write into."""

from datetime import UTC, datetime

import pytest

from domain.people import WorkspaceId
from storage import workspaces
from storage.database import Database
from storage.tables import WorkspaceRow

ACME = WorkspaceId("T01ACME")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


async def install_acme(database: Database) -> None:
    row = WorkspaceRow(
        id=ACME, name="Acme", bot_user_id="U01WORKBACK", scopes="", installed_at=NOON
    )
    async with database.session(writes=True) as session:
        await workspaces.install(session, row)
        await session.commit()


@pytest.fixture
async def acme(database: Database) -> WorkspaceId:
    await install_acme(database)
    return ACME
