"""What has had its time is deleted, in batches, by any number of replicas, and nothing else is."""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import insert
from sqlmodel import SQLModel, col, func, select, update

from domain.calendars import Calendar
from domain.people import Channel, Person, PersonId, WorkspaceId
from domain.settings import Settings
from storage import calendars, goals, initiatives, outbox, people, settings, workspaces
from storage.database import Database
from storage.housekeeping import BATCH, Terms, delete_archived, sweep
from storage.purging import owned_tables, purge
from storage.tables import MessageRow, OutboxRow, SubmissionRow, UsedStateRow, WorkspaceRow
from tests.storage.conftest import ACME, NOON
from tests.storage.office import ALICE, HOME, Office, daily, move_in

pytestmark = pytest.mark.usefixtures("acme")

DAY = timedelta(days=1)
TERMS = Terms(sent=30 * DAY, dead=90 * DAY, grace=30 * DAY)
OTHER = WorkspaceId("T02OTHER")


async def post(
    database: Database, about: str, workspace_id: WorkspaceId = ACME, **more: str
) -> None:
    async with database.transaction(workspace_id, NOON) as tx:
        await outbox.post(tx, conversation=HOME, text=about, about=about, **more)  # type: ignore[arg-type]


async def put(database: Database, about: str, **values: object) -> None:
    """Bring a row of the outbox into a state that only the delivery brings it to."""
    async with database.session(writes=True) as session:
        query = update(OutboxRow).where(col(OutboxRow.about) == about)
        await session.exec(query.values(**values))
        await session.commit()


async def left(database: Database) -> set[str]:
    async with database.session(writes=False) as session:
        return set(await session.exec(select(OutboxRow.about)))


async def count(database: Database, table: type[SQLModel]) -> int:
    async with database.session(writes=False) as session:
        return int((await session.exec(select(func.count()).select_from(table))).one())


async def test_what_was_said_stays_a_while_and_what_waits_stays(database: Database) -> None:
    for about, state, sent_at in (
        ("sent", "sent", NOON),
        ("sent late", "sent", NOON + 20 * DAY),
        ("dropped", "dropped", None),
        ("leaving", "sending", None),
        ("waiting", "queued", None),
    ):
        await post(database, about)
        await put(database, about, state=state, sent_at=sent_at)
    assert (await sweep(database, NOON + 30 * DAY, TERMS)).total() == 0
    swept = await sweep(database, NOON + 31 * DAY, TERMS)
    assert +swept == Counter(outbox=2)
    assert await left(database) == {"sent late", "leaving", "waiting"}


async def test_what_is_to_be_said_once_is_not_said_again_after_years(database: Database) -> None:
    for _ in range(2):
        await post(database, "overdue", dedupe_key=f"{outbox.ONCE}overdue:rev_1")
        await put(database, "overdue", state="sent", sent_at=NOON)
        await sweep(database, NOON + 1000 * DAY, TERMS)
    assert await left(database) == {"overdue"}
    assert await count(database, OutboxRow) == 1


async def test_a_dead_letter_that_a_card_still_needs_stays(database: Database) -> None:
    await post(database, "a card nobody saw", place="card:1")
    await post(database, "a card that was seen", place="card:2")
    await post(database, "a question of one day", place="check_in:1", guard="check_in:1")
    await post(database, "a word")
    async with database.transaction(ACME, NOON) as tx:
        await outbox.remember(tx, "card:2", HOME, "1.000001")
    for about in await left(database):
        await put(database, about, state="dead", error="not_in_channel")
    await sweep(database, NOON + 89 * DAY, TERMS)
    assert len(await left(database)) == 4
    await sweep(database, NOON + 91 * DAY, TERMS)
    assert await left(database) == {"a card nobody saw"}
    async with database.transaction(ACME, NOON + 92 * DAY) as tx:
        await outbox.edit(tx, place="card:1", text="seen at last", about="a card")
    async with database.session(writes=False) as session:
        assert (await session.exec(select(OutboxRow.state))).one() == "queued"
    assert await count(database, MessageRow) == 1


async def test_replays_and_states_are_forgotten(database: Database) -> None:
    async with database.session(writes=True) as session:
        for name, days in (("old", 0), ("new", 2)):
            row = SubmissionRow(workspace_id=ACME, view_id=name, submitted_at=NOON + days * DAY)
            session.add(row)
        assert await workspaces.use_state(session, "state", NOON)
        assert not await workspaces.use_state(session, "state", NOON)
        assert await workspaces.use_state(session, "another", NOON + 3 * DAY)
        await session.commit()
    swept = await sweep(database, NOON + 2 * DAY + timedelta(seconds=1), TERMS)
    assert +swept == Counter(submission=1, used_state=1)
    assert await count(database, SubmissionRow) == await count(database, UsedStateRow) == 1


async def many(database: Database, number: int) -> None:
    """Remember so many submissions of long ago."""
    rows = [{"workspace_id": ACME, "view_id": f"V{n}", "submitted_at": NOON} for n in range(number)]
    async with database.session(writes=True) as session:
        connection = await session.connection()
        await connection.execute(insert(SubmissionRow), rows)
        await session.commit()


def for_batches(number: int) -> Callable[[], bool]:
    """Return what lets so many batches pass."""
    asked = iter([True] * number)
    return lambda: next(asked, False)


async def test_a_round_that_is_stopped_goes_on_another_time(database: Database) -> None:
    await many(database, 3 * BATCH)
    later = NOON + 10 * DAY
    # the outbox is asked for twice before the submissions' turn comes
    assert (await sweep(database, later, TERMS, for_batches(4)))["submission"] == 2 * BATCH
    assert (await sweep(database, later, TERMS))["submission"] == BATCH


async def test_two_replicas_share_the_work(database: Database) -> None:
    await many(database, 3 * BATCH + 7)
    other = Database(database.url.render_as_string(hide_password=False))
    rounds = await asyncio.gather(
        *(sweep(each, NOON + 10 * DAY, TERMS) for each in (database, other, database, other))
    )
    await other.close()
    assert sum(done["submission"] for done in rounds) == 3 * BATCH + 7
    assert await count(database, SubmissionRow) == 0


async def test_archived_initiatives_go_when_their_workspace_says_so(database: Database) -> None:
    office = await move_in(database, NOON)
    goal = await office.goal("Notes are ready", daily(), NOON)
    async with database.transaction(ACME, NOON) as tx:
        await initiatives.archive(tx, goal.initiative_id)
    assert await delete_archived(database, NOON + 400 * DAY) == 0
    async with database.transaction(ACME, NOON) as tx:
        await settings.change(tx, ALICE, Settings(), Settings(keep_archived_days=30))
    assert await delete_archived(database, NOON + 29 * DAY) == 0
    assert await delete_archived(database, NOON + 31 * DAY) == 1
    async with database.transaction(ACME, NOON) as tx:
        assert await initiatives.find(tx, goal.initiative_id) is None
        assert await goals.find(tx, goal.id) is None


async def lived_in(database: Database, workspace_id: WorkspaceId) -> Office:
    """Fill a workspace a little in every corner."""
    async with database.transaction(workspace_id, NOON) as tx:
        await people.remember_person(tx, Person(id=ALICE, name="Alice", time_zone="Europe/Berlin"))
        await people.remember_channel(tx, Channel(id=HOME, name="teamsync"))
        await people.remember_membership(tx, ALICE, [HOME])
        await calendars.set_away(tx, ALICE, date(2026, 3, 2), date(2026, 3, 4))
        await outbox.remember(tx, "card:1", HOME, "1.000001")
    await post(database, f"words of {workspace_id}", workspace_id)
    return await move_in(database, NOON)


async def remove(database: Database, workspace_id: WorkspaceId) -> None:
    async with database.session(writes=True) as session:
        assert await workspaces.remove(session, workspace_id, NOON, None)
        await session.commit()


async def rows_of(database: Database, workspace_id: WorkspaceId) -> dict[str, int]:
    """Return how many rows a workspace has in each table that has some."""
    found = {}
    async with database.session(writes=False) as session:
        connection = await session.connection()
        for name, table in SQLModel.metadata.tables.items():
            owner = table.c.get("workspace_id")
            if owner is not None:
                query = select(func.count()).select_from(table).where(owner == workspace_id)
                found[name] = int((await connection.execute(query)).scalar_one())
    return {name: number for name, number in found.items() if number}


def acme_called(name: str, workspace_id: WorkspaceId = ACME) -> WorkspaceRow:
    return WorkspaceRow(id=workspace_id, name=name, bot_user_id="U1", scopes="", installed_at=NOON)


@pytest.fixture
async def other(database: Database) -> WorkspaceId:
    row = WorkspaceRow(id=OTHER, name="Other", bot_user_id="U9", scopes="", installed_at=NOON)
    async with database.session(writes=True) as session:
        await workspaces.install(session, row)
        await session.commit()
    async with database.transaction(OTHER, NOON) as tx:
        await people.remember_person(tx, Person(id=ALICE, name="Alice", time_zone="Europe/Berlin"))
    await post(database, "words of another", OTHER)
    return OTHER


async def test_a_removed_workspace_goes_whole_and_alone(
    database: Database, other: WorkspaceId
) -> None:
    office = await lived_in(database, ACME)
    goal = await office.goal("Notes are ready", daily(), NOON)
    due_at = (await office.schedule(goal)).next_due_at
    assert due_at is not None
    await office.tick(due_at)
    before, theirs = await rows_of(database, ACME), await rows_of(database, other)
    corners = {"goal", "kpi", "occurrence", "occurrence_line", "schedule", "away", "message"}
    assert corners <= before.keys()
    await remove(database, ACME)
    assert (await purge(database, NOON)).total() == 0
    purged = await purge(database, NOON + timedelta(seconds=1))
    assert (purged["initiative"], purged["workspace"]) == (1, 1)
    assert await rows_of(database, ACME) == {}
    assert await rows_of(database, other) == theirs
    assert await count(database, WorkspaceRow) == 1


async def test_who_comes_back_meanwhile_keeps_what_is_left(database: Database) -> None:
    await lived_in(database, ACME)
    await remove(database, ACME)
    row = acme_called("Acme")
    asked = []

    def goes_on() -> bool:
        asked.append(1)
        return len(asked) <= 2

    await purge(database, NOON + DAY, goes_on)
    assert "initiative" not in await rows_of(database, ACME)
    async with database.session(writes=True) as session:
        await workspaces.install(session, row)
        await session.commit()
    assert (await purge(database, NOON + DAY)).total() == 0
    assert {"person", "outbox"} <= (await rows_of(database, ACME)).keys()


async def test_a_removed_workspace_is_asked_nothing_until_it_is_back(database: Database) -> None:
    office = await move_in(database, NOON)
    await office.days_off(Calendar(weekend=frozenset()), NOON)
    goal = await office.goal("Notes are ready", daily(), NOON, owner=PersonId("U01ALICE"))
    await remove(database, ACME)
    assert await office.tick(NOON + 10 * DAY) == []
    assert await office.occurrences() == 0
    row = acme_called("Acme")
    async with database.session(writes=True) as session:
        await workspaces.install(session, row)
        await session.commit()
    [said] = await office.tick(NOON + 10 * DAY)
    assert goal.title in said


async def test_replicas_that_start_together_install_the_same_workspace(
    database: Database, database_url: str
) -> None:
    replica = Database(database_url)
    async with replica.session(writes=False) as session:
        assert await workspaces.find(session, OTHER) is None  # connected: the rest takes no time

    async def install() -> None:
        async with replica.session(writes=True) as session:
            await workspaces.install(session, acme_called("Second", OTHER))
            await session.commit()

    async with database.session(writes=True) as session:
        await workspaces.install(session, acme_called("First", OTHER))
        await session.flush()
        second = asyncio.create_task(install())
        assert not (await asyncio.wait({second}, timeout=0.5))[0]
        await session.commit()
    await second
    async with database.session(writes=False) as session:
        standing = await workspaces.find(session, OTHER)
    assert standing is not None
    assert standing.name == "Second"
    await replica.close()


async def test_a_new_installation_is_not_removed_by_what_was_known_of_the_old(
    database: Database,
) -> None:
    async with database.session(writes=True) as session:
        assert not await workspaces.remove(session, ACME, NOON, "an older token")
        assert await workspaces.remove(session, ACME, NOON, None)
        assert not await workspaces.remove(session, ACME, NOON + DAY, None)
        await session.commit()
    async with database.session(writes=False) as session:
        [row] = await workspaces.removed(session)
    assert row.removed_at == NOON


def test_whatever_goes_with_a_row_is_found_by_an_index() -> None:
    """Without one, each row that is deleted reads a whole table for those that go with it."""
    slow = []
    for table in SQLModel.metadata.tables.values():
        leading = {next(iter(index.columns)).name for index in table.indexes}
        leading |= {next(iter(c.columns)).name for c in table.constraints if len(c.columns)}  # type: ignore[attr-defined]
        slow += [
            f"{table.name}.{key.parent.name}"
            for key in table.foreign_keys
            if key.column.table.name != "workspace" and key.parent.name not in leading
        ]
    assert slow == []


def test_every_table_of_a_workspace_is_purged() -> None:
    """By itself, or with an initiative."""
    known = {table.name for table in owned_tables()}
    for table in SQLModel.metadata.sorted_tables:
        owners = {key.column.table.name for key in table.foreign_keys} - {"workspace"}
        if owners and owners <= known:
            known.add(table.name)
    assert known == SQLModel.metadata.tables.keys() - {"used_state"}
