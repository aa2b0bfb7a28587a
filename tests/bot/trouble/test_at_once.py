"""People who save at the same moment: a clash or a merge, no lost word, no gap in the numbers."""

import asyncio

from sqlmodel import col, select

from domain.people import WorkspaceId
from playground.person import Actor
from playground.things import Message
from storage import documents
from storage.tables import DocumentRow, InitiativeRow, VersionRow
from tests.bot.conftest import Town

PEOPLE = ("alice", "bob", "dana", "erin")
FIELDS = ("problem", "solution", "target_customer", "get_started")


async def shared(town: Town) -> Message:
    """Let Alice write a press release that four people may edit; return its card."""
    await town.alice.command("/press-release", channel="teamsync")
    await town.alice.fill(headline="Together", problem="First.", authors=list(PEOPLE[1:]))
    await town.alice.submit()
    return await town.card()


async def open_all(town: Town, card: Message) -> list[Actor]:
    people = [town.slack.person(name) for name in PEOPLE]
    await asyncio.gather(*(person.click("Edit", within=card) for person in people))
    return people


async def submit_all(people: list[Actor]) -> None:
    outcomes = await asyncio.gather(*(person.submit() for person in people))
    assert [outcome.trouble for outcome in outcomes] == [None] * len(people)


async def numbers(town: Town) -> list[int]:
    async with town.house.services.database.session(writes=False) as session:
        query = select(VersionRow.number).order_by(col(VersionRow.number))
        return list(await session.exec(query))


async def newest(town: Town) -> dict[str, str]:
    """Return the words of the newest version of the only document."""
    database, now = town.house.services.database, town.clock.now()
    async with database.reading(WorkspaceId("T01ACME"), now) as tx:
        row = (await tx.session.exec(select(DocumentRow))).one()
        return await documents.content(tx, row.id, row.head)


async def test_edits_of_different_fields_are_all_kept(town: Town) -> None:
    people = await open_all(town, await shared(town))
    for person, field in zip(people, FIELDS, strict=True):
        await person.fill(**{field: f"Words of {person.id}."})
    await submit_all(people)
    assert not any(person.has_modal for person in people)
    assert await numbers(town) == [1, 2, 3, 4, 5]
    words = await newest(town)
    for person, field in zip(people, FIELDS, strict=True):
        assert words[field] == f"Words of {person.id}."
    await town.slack.until(lambda: "version 5" in str(town.posts()[-1].blocks))
    await town.slack.until(lambda: len(town.thread(town.posts()[-1])) == 4)


async def test_edits_of_the_same_field_are_one_version_and_clashes(town: Town) -> None:
    people = await open_all(town, await shared(town))
    for person in people:
        await person.fill(problem=f"Words of {person.id}.")
    await submit_all(people)
    clashed = [person for person in people if person.has_modal]
    assert len(clashed) == 3
    assert await numbers(town) == [1, 2]
    for number, person in enumerate(clashed):
        assert person.modal.title == "Two edits at once"
        assert f"Words of {person.id}." in person.modal.text
        await person.choose("problem", "Write one text from both")
        await person.submit()
        while person.has_modal:  # somebody resolved first: the next choice is among newer words
            await person.choose("problem", "Write one text from both")
            await person.submit()
        assert await numbers(town) == list(range(1, 4 + number))
    words = await newest(town)
    for person in people:
        assert person.id in words["problem"]


async def test_two_who_resolve_at_once_lose_nothing(town: Town) -> None:
    people = await open_all(town, await shared(town))
    for person in people:
        await person.fill(problem=f"Words of {person.id}.")
    await submit_all(people)
    clashed = [person for person in people if person.has_modal]
    while clashed:
        for person in clashed:
            await person.choose("problem", "Write one text from both")
        await submit_all(clashed)
        clashed = [person for person in clashed if person.has_modal]
    assert await numbers(town) == [1, 2, 3, 4, 5]
    for person in people:
        assert person.id in (await newest(town))["problem"]


async def test_the_people_who_may_edit_are_joined_too(town: Town) -> None:
    card = await shared(town)
    for person in (town.alice, town.bob):
        await person.click("Edit", within=card)
    await town.alice.fill(authors=["bob", "erin"], short_name="Renamed", problem="One.")
    await town.bob.fill(authors=["bob", "dana", "erin", "charlie"], solution="Two.")
    await submit_all([town.alice, town.bob])
    async with town.house.services.database.session(writes=False) as session:
        row = (await session.exec(select(InitiativeRow))).one()
    assert row.name == "Renamed"
    assert set(row.authors) == {"U01BOB", "U01ERIN", "U01CHARLIE"}
    assert await numbers(town) == [1, 2, 3]


async def test_initiatives_founded_at_once_have_keys_without_gap(town: Town) -> None:
    people = [town.slack.person(name) for name in PEOPLE]
    for person in people:
        await person.command("/press-release", channel="teamsync")
        await person.fill(headline=f"By {person.id}")
    await submit_all(people)
    async with town.house.services.database.session(writes=False) as session:
        query = select(InitiativeRow.number).order_by(col(InitiativeRow.number))
        assert list(await session.exec(query)) == [1, 2, 3, 4]
    await town.slack.until(lambda: len([m for m in town.posts() if "WB-" in m.text]) == 4)


async def test_saving_and_archiving_at_once_end_in_one_of_both(town: Town) -> None:
    card = await shared(town)
    await town.bob.click("Edit", within=card)
    await town.bob.fill(solution="Saved just in time, or kept in the modal.")
    await town.alice.click("Archive…", within=card)
    await asyncio.gather(town.bob.submit(), town.alice.submit())
    assert not town.alice.has_modal
    if town.bob.has_modal:
        assert "is archived" in str(town.bob.modal.errors)
        assert town.bob.modal.inputs["solution"].startswith("Saved just in time")
        assert await numbers(town) == [1]
    else:
        assert (await newest(town))["solution"].startswith("Saved just in time")
    await town.slack.until(lambda: "archived" in str(town.posts()[-1].blocks))
