"""The alignment of all initiatives: in Home, in a channel and as a file, never what is hidden."""

import csv
from base64 import b64decode
from io import StringIO

from tests.bot.alignment.test_alignment import filled
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import TEAMSYNC, write
from tests.bot.home.looking import looked


async def both(town: Town) -> None:
    await filled(town)
    await write(town, channel="secret-project", **{**TEAMSYNC, "short_name": "Quiet"})


async def test_it_stands_in_home_and_stays_true_until_somebody_goes_back(town: Town) -> None:
    await write(town, **TEAMSYNC)
    await town.alice.open_home()
    await town.alice.click("Alignment")
    assert "1 promise without a goal" in str(town.alice.home.blocks)
    await town.alice.click("See")
    assert "Promises that no goal serves" in town.alice.modal.text
    await town.alice.close()
    await town.bob.command("/press-release", channel="general")
    await town.bob.fill(**{**TEAMSYNC, "short_name": "Second"})
    assert not (await town.bob.submit()).trouble
    await looked(town)
    assert "2 initiatives" in str(town.alice.home.blocks)
    await town.alice.click("Back to what waits")
    assert "Nothing waits for you" in str(town.alice.home.blocks)


async def test_a_channel_sees_only_what_its_people_may(town: Town) -> None:
    await both(town)
    await town.alice.command("/workback alignment all", channel="general")
    assert "Quiet" in town.alice.modal.text
    await town.alice.click("Share …")
    await town.alice.fill(channel="general")
    assert not (await town.alice.submit()).trouble
    await town.settled()
    [told] = [m for m in town.posts("general") if m.text.startswith("Alignment of")]
    assert "TeamSync" in str(told.blocks)
    assert "Quiet" not in str(told.blocks)


async def test_a_file_has_all_that_the_person_sees(town: Town) -> None:
    await both(town)
    erin = town.slack.person("erin")
    await erin.command("/workback alignment all", channel="general")
    await erin.click("Export")
    await town.alice.command("/workback alignment all", channel="general")
    await town.alice.click("Export")
    await town.settled()
    files = [f for f in town.slack.world.files.values() if f.name == "alignment.csv"]
    tables = [
        list(csv.DictReader(StringIO(b64decode(file.content).decode("utf-8-sig"))))
        for file in files
    ]
    seen = [{row["initiative"] for row in table} for table in tables]
    assert sorted(map(len, seen)) == [1, 2]
    assert {row["name"] for row in tables[0]} <= {"TeamSync", "Quiet"}
