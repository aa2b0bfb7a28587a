"""No table is read or changed without its workspace."""

import re

from sqlmodel import SQLModel

from tests.bot.conftest import Town
from tests.statements import asked

ACROSS = {
    *("outbox", "lane", "message", "workspace", "alembic_version", "schedule", "occurrence"),
    *("home", "home_change"),
}
"""Delivery, clock and Homes serve all workspaces at once; a workspace is found by its own key."""


async def test_every_statement_names_the_workspace(town: Town) -> None:
    with asked(town.house.services.database) as statements:
        await walk(town)
    tables = SQLModel.metadata.tables.keys() - ACROSS
    touched = set()
    for statement in statements:
        named = {t for t in tables if re.search(rf'(FROM|UPDATE|JOIN) "?{t}"?\b', statement)}
        touched |= named
        condition = statement.partition(" WHERE ")[2]
        assert not named or "workspace_id" in condition, statement
    assert {"initiative", "document", "version", "words", "draft", "person"} <= touched


async def walk(town: Town) -> None:
    await town.alice.command("/press-release", channel="teamsync")
    await town.alice.fill(headline="Words of one workspace", authors=["bob"])
    await town.alice.submit()
    card = await town.card()
    await town.bob.click("Edit", within=card)
    await town.bob.fill(problem="More words.")
    await town.bob.submit()
    await town.alice.click("Read", within=card)
    await town.alice.close()
    await town.alice.command("/workback history", channel="teamsync")
    await town.alice.close()
    await town.alice.open_home()
