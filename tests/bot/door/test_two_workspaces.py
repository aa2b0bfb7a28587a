"""One bot, two workspaces whose people and channels have the same ids: neither sees the other."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from bot.config import WrongSettings
from bot.exporting import export
from playground.cast import GLOBEX as OTHER_COMPANY
from playground.cast import default_world
from playground.person import Actor
from playground.server import Playground
from storage.tables import InitiativeRow
from tests.bot.conftest import MANIFEST
from tests.bot.door.office import ACME, GLOBEX, Office


@dataclass
class Both:
    """Acme and Globex, each with an Alice (U01ALICE) and a #teamsync (C01TEAMSYNC)."""

    office: Office
    globex: Playground

    @property
    def here(self) -> Actor:
        return self.office.alice

    @property
    def there(self) -> Actor:
        return self.globex.person("alice")


@pytest.fixture
async def both(office: Office) -> AsyncIterator[Both]:
    world = default_world(office.clock, OTHER_COMPANY)
    async with Playground(MANIFEST, clock=office.clock, world=world, beside=office.slack) as globex:
        globex.connect_http(f"{office.address}/slack/events")
        await office.install(ACME)
        await office.install(GLOBEX)
        yield Both(office, globex)


async def test_each_sees_only_its_own(both: Both) -> None:
    await both.office.write("Acme's secret", both.here)
    mine = await both.office.card("Acme's secret", both.here)
    await both.there.command("/workback list", channel="teamsync")
    assert "No initiatives yet" in both.there.modal.text
    await both.there.close()
    await both.office.write("Globex's secret", both.there)
    theirs = await both.office.card("Globex's secret", both.there)
    assert "WB-1" in mine.text
    assert "WB-1" in theirs.text  # each workspace counts its own
    for who, own, other in ((both.here, "Acme", "Globex"), (both.there, "Globex", "Acme")):
        await who.command("/workback list", channel="teamsync")
        assert f"{own}'s secret" in who.modal.text
        assert f"{other}'s secret" not in who.modal.text
        await who.close()
        await who.open_home()
        assert f"{own}'s secret" in str(who.home)
        assert f"{other}'s secret" not in str(who.home)
        assert not any(f"{other}'s secret" in str(m) for m in who.sees("teamsync"))


async def test_an_id_of_the_other_workspace_opens_nothing(both: Both) -> None:
    await both.office.write("Acme's secret", both.here)
    await both.office.card("Acme's secret", both.here)
    await both.office.write("Globex's secret", both.there)
    theirs = await both.office.card("Globex's secret", both.there)
    async with both.office.house.services.database.session(writes=False) as session:
        found = select(InitiativeRow.id, InitiativeRow.workspace_id)
        ids = {space: record for record, space in await session.exec(found)}
    stolen = theirs.model_copy(deep=True)
    stolen.blocks = _with(stolen.blocks, ids[GLOBEX], ids[ACME])
    both.globex.world.messages[theirs.channel].append(stolen)
    for name in ("Read", "Edit"):
        await both.there.click(name, within=stolen)
        assert "no longer here" in both.there.told("teamsync").text


def _with(blocks: list[Any], old: str, new: str) -> list[Any]:
    """Return blocks in which a record's id is another's."""
    return list(json.loads(json.dumps(blocks).replace(old, new)))


async def test_removing_one_leaves_the_other(both: Both) -> None:
    await both.office.write("Acme's secret", both.here)
    await both.office.card("Acme's secret", both.here)
    await both.office.write("Globex's secret", both.there)
    card = await both.office.card("Globex's secret", both.there)
    await both.office.slack.talk.uninstall()
    both.office.clock.move(timedelta(days=31))
    await both.office.house.housekeeping.tick()
    await both.there.click("Read", within=card)
    assert "Globex's secret" in both.there.modal.text
    async with both.office.house.services.database.session(writes=False) as session:
        left = list(await session.exec(select(InitiativeRow.workspace_id)))
    assert left == [GLOBEX]


async def test_one_workspace_is_exported_without_the_other(both: Both, tmp_path: Path) -> None:
    await both.office.write("Acme's secret", both.here)
    await both.office.write("Globex's secret", both.there)
    await both.office.slack.talk.uninstall()
    target, database = tmp_path / "acme.json", both.office.house.services.database
    await export(database, target, ACME)
    words = target.read_text(encoding="utf-8")
    assert [space["id"] for space in json.loads(words)["workspaces"]] == [ACME]
    assert "Acme's secret" in words
    assert "Globex's secret" not in words
    with pytest.raises(WrongSettings, match=r"There are: T01ACME \(Acme\), T02GLOBEX \(Globex\)"):
        await export(database, target, "T03")
