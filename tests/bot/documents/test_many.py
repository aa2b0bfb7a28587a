"""Many documents cost no more questions to the database than few."""

import pytest

from bench import version_bytes
from bench.library import Library, seed
from storage.search import MOST_HITS
from tests.bot.conftest import Town
from tests.statements import asked

ACTS = (
    "/workback list",
    "/workback show WB-2",
    "/workback find meeting",
    "/workback history WB-2",
    "/workback faq WB-2",
    "/workback alignment all",
)


async def statements(town: Town) -> dict[str, int]:
    """Return the fewest statements of each act: the delivery may look at its queue beside it."""
    rounds = [await counted(town) for _ in range(4)]
    return {act: min(each[act] for each in rounds[1:]) for act in ACTS}


async def counted(town: Town) -> dict[str, int]:
    counts = {}
    for act in ACTS:
        with asked(town.house.services.database) as statements:
            await look(town, act)
        counts[act] = len(statements)
    return counts


async def look(town: Town, act: str) -> None:
    assert not (await town.alice.command(act, channel="general")).trouble, act
    await town.alice.close()


async def test_no_act_asks_more_of_many_than_of_few(town: Town) -> None:
    database = town.house.services.database
    await town.house.schedule.stop()
    await seed(database, Library(initiatives=3, versions=2))
    few = await statements(town)
    await seed(database, Library(initiatives=60, versions=12, first=4))
    assert await statements(town) == few
    assert max(few.values()) <= 17


async def test_of_very_many_places_the_newest_are_ranked(town: Town) -> None:
    await seed(town.house.services.database, Library(initiatives=60, versions=1))
    await town.alice.command("/workback find meeting", channel="general")
    assert f"{MOST_HITS} places or more" in town.alice.modal.text
    assert "Page 1 of 50" in town.alice.modal.text


async def test_a_version_takes_a_fraction_of_a_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version_bytes, "VERSIONS", 20)
    beside_copy, _ = await version_bytes.measure()
    assert beside_copy.ratio is not None
    assert beside_copy.ratio < 0.6
