"""Goals, KPIs and readings are kept whole, with their history."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.calendars import WESTERN, Away, Calendar, Closed
from domain.goals import GoalStage
from domain.kpis import KpiKind
from storage import calendars, goals, initiatives, kpis, readings, search
from storage.database import Database
from storage.export import export_all
from storage.goals import Scope
from tests.storage.conftest import ACME, NOON
from tests.storage.office import ALICE, BOB, HOME, PLAN, Office, move_in, weekly

pytestmark = pytest.mark.usefixtures("acme")


@pytest.fixture
async def office(database: Database) -> Office:
    return await move_in(database, NOON)


async def test_a_goal_comes_back_as_it_was_written(office: Office) -> None:
    async with office.database.transaction(ACME, NOON) as tx:
        written = await goals.create(
            tx,
            initiative_id=office.home.id,
            title=" Notes are ready ",
            reason="People leave without them.",
            promises=["PR-solution"],
            owner_id=ALICE,
            backup_id=BOB,
            created_by=ALICE,
            priority=2,
            principles=["Think Big"],
            starts=PLAN.starts,
            due=PLAN.due,
        )
        assert await goals.find(tx, written.id) == written
        assert await goals.find(tx, "goal_other") is None
    assert (written.title, written.stage) == ("Notes are ready", GoalStage.DRAFT)
    assert (written.promises, written.is_orphan) == (("PR-solution",), False)


async def test_goals_are_listed_by_channel_owner_priority_and_principle(office: Office) -> None:
    first = await office.goal("First", weekly(), NOON)
    second = await office.goal("Second", weekly(), NOON, owner=BOB)
    async with office.database.transaction(ACME, NOON) as tx:
        await goals.change(tx, first.id, priority=2, principles=["Think Big"])
        await goals.change(tx, second.id, promises=["US-4"])

        async def titles(**scope: object) -> list[str]:
            found = Scope(**scope)  # type: ignore[arg-type]
            listed = await goals.listed(tx, found)
            assert len(listed) == await goals.count(tx, found)
            return [goal.title for goal in listed]

        assert await titles() == ["Second", "First"]
        assert await titles(owner=BOB) == ["Second"]
        assert await titles(channel=HOME, priority=2) == ["First"]
        assert await titles(principle="Think Big") == ["First"]
        assert await titles(hidden=[HOME]) == []
        assert await titles(only=[]) == []
        assert await titles(stages=[GoalStage.RETIRED]) == []
        assert await titles(initiative_id="ini_other") == []
        await goals.change(tx, second.id, principles=["Kundennähe 100% „zuerst“", 'A "\\" B'])
        assert await titles(principle="Kundennähe 100% „zuerst“") == ["Second"]
        assert await titles(principle='A "\\" B') == ["Second"]
        assert await titles(principle="Kundennähe 100X „zuerst“") == []
        await initiatives.archive(tx, office.home.id)
        assert await titles() == []
        assert await titles(initiative_id=office.home.id) == ["Second", "First"]


async def test_a_targets_history_is_kept_with_its_reasons(office: Office) -> None:
    goal = await office.goal("Notes", weekly(), NOON)
    async with office.database.transaction(ACME, NOON) as tx:
        [kpi] = (await kpis.of_goals(tx, [goal.id]))[goal.id]
        later = PLAN.model_copy(update={"target": Decimal("7.5")})
        await kpis.retarget(
            tx, kpi, later, effective=date(2026, 3, 2), author_id=BOB, reason="Rooms differ. "
        )
        changed = await kpis.find(tx, kpi.id)
        versions = await kpis.targets(tx, kpi.id)
    assert changed is not None
    assert changed.plan.target == Decimal("7.5")
    assert [(v.number, v.plan.target, v.reason) for v in versions] == [
        (1, Decimal(5), ""),
        (2, Decimal("7.5"), "Rooms differ."),
    ]


async def test_plans_follow_the_dates_of_their_goal(office: Office) -> None:
    goal = await office.goal("Notes", weekly(), NOON)
    later = date(2027, 2, 1)
    more: dict[str, Any] = {"kind": KpiKind.DECREASE, "unit": "minutes", "decimals": 1}
    async with office.database.transaction(ACME, NOON) as tx:
        await kpis.add(tx, goal.id, name="Another", plan=PLAN, author_id=ALICE, **more)
        for due, count in ((later, 2), (later, 0)):
            moved = await kpis.move(tx, goal.id, PLAN.starts, due, author_id=BOB, reason="Later.")
            assert moved == count
        found = (await kpis.of_goals(tx, [goal.id]))[goal.id]
        versions = await kpis.targets(tx, found[1].id)
    assert {kpi.plan.due for kpi in found} == {later}
    assert [(v.number, v.plan.due, v.reason) for v in versions] == [
        (1, PLAN.due, ""),
        (2, later, "Later."),
    ]


async def test_a_goal_is_found_by_its_title_as_it_is_now(office: Office) -> None:
    goal = await office.goal("Notes", weekly(), NOON)
    async with office.database.transaction(ACME, NOON) as tx:
        await goals.change(tx, goal.id, title="Penguins", priority=2)

        async def found(words: str) -> list[str]:
            hits, _ = await search.find(tx, words, initiatives.Scope(), limit=9)
            return [hit.title for hit in hits]

        assert await found("notes") == []
        assert await found("penguin") == ["Penguins"]


async def test_a_removed_kpi_keeps_its_readings(office: Office) -> None:
    goal = await office.goal("Notes", weekly(), NOON)
    async with office.database.transaction(ACME, NOON) as tx:
        [kpi] = (await kpis.of_goals(tx, [goal.id]))[goal.id]
        await readings.put(tx, kpi.id, Decimal(20), source_key="one", by=ALICE)
        await kpis.remove(tx, kpi.id)
        assert (await kpis.of_goals(tx, [goal.id]))[goal.id] == []
        assert await kpis.find(tx, kpi.id) is None
        assert len((await readings.of_kpis(tx, [kpi.id]))[kpi.id]) == 1


async def test_scenario_25_a_reading_that_comes_twice_is_one(office: Office) -> None:
    goal = await office.goal("Notes", weekly(), NOON)
    async with office.database.transaction(ACME, NOON) as tx:
        [kpi] = (await kpis.of_goals(tx, [goal.id]))[goal.id]
        assert await readings.put(tx, kpi.id, Decimal("20.10"), source_key="view_1", by=ALICE)
        assert not await readings.put(tx, kpi.id, Decimal(99), source_key="view_1", by=ALICE)
        assert await readings.put(tx, kpi.id, Decimal(19), source="webhook", source_key="view_1")
        found = (await readings.of_kpis(tx, [kpi.id]))[kpi.id]
    assert [(r.value, r.source, r.by) for r in found] == [
        (Decimal("20.10"), "person", ALICE),
        (Decimal(19), "webhook", None),
    ]


async def test_an_upload_says_how_many_values_are_new(office: Office) -> None:
    goal = await office.goal("Notes", weekly(), NOON)
    async with office.database.transaction(ACME, NOON) as tx:
        [kpi] = (await kpis.of_goals(tx, [goal.id]))[goal.id]
        rows = [
            readings.new_row(
                tx,
                kpi.id,
                Decimal(n),
                source="csv",
                source_key=f"{n}",
                at=NOON + timedelta(hours=n),
            )
            for n in range(3000)
        ]
        assert await readings.put_many(tx, rows[:2000]) == 2000
        assert await readings.put_many(tx, rows) == 1000
        assert await readings.put_many(tx, []) == 0


async def test_a_correction_takes_the_place_and_both_are_kept(office: Office) -> None:
    goal = await office.goal("Notes", weekly(), NOON)
    async with office.database.transaction(ACME, NOON) as tx:
        [kpi] = (await kpis.of_goals(tx, [goal.id]))[goal.id]
        await readings.put(tx, kpi.id, Decimal(61), source_key="one", by=ALICE)
        [wrong] = (await readings.of_kpis(tx, [kpi.id]))[kpi.id]
        await readings.put(
            tx, kpi.id, Decimal(16), source_key="two", at=wrong.at, by=ALICE, corrects=wrong.id
        )
        assert [p.value for p in (await readings.points_of(tx, [kpi]))[kpi.id]] == [16]
        assert len((await readings.of_kpis(tx, [kpi.id]))[kpi.id]) == 2


async def test_numbers_are_kept_exactly(office: Office) -> None:
    goal = await office.goal("Notes", weekly(), NOON)
    values = ["0.1", "123456789012345.123456", "-0.000001", "1000000"]
    async with office.database.transaction(ACME, NOON) as tx:
        kpi = await kpis.add(
            tx,
            goal.id,
            name="Exact",
            kind=KpiKind.DECREASE,
            unit="x",
            decimals=6,
            plan=PLAN,
            author_id=ALICE,
        )
        for value in values:
            await readings.put(tx, kpi.id, Decimal(value), source_key=value)
    async with office.database.reading(ACME, NOON) as tx:
        found = (await readings.of_kpis(tx, [kpi.id]))[kpi.id]
    assert {str(reading.value) for reading in found} == set(values)


async def test_a_handover_keeps_the_history_of_owners(office: Office) -> None:
    goal = await office.goal("Notes", weekly(), NOON, backup=BOB)
    later = datetime(2026, 4, 1, tzinfo=UTC)
    async with office.database.transaction(ACME, later) as tx:
        await goals.hand_over(tx, goal, BOB, given_by=ALICE)
        changed = await goals.find(tx, goal.id)
        periods = await goals.owners(tx, goal.id)
    assert changed is not None
    assert (changed.owner_id, changed.backup_id) == (BOB, None)
    assert [(p.person_id, p.since, p.until, p.given_by) for p in periods] == [
        (ALICE, NOON, later, None),
        (BOB, later, None, ALICE),
    ]


async def test_days_off_come_back_as_they_were_noted(office: Office) -> None:
    closed = Closed(day=date(2026, 3, 2), name="Founders' day")
    whole = Calendar(weekend=frozenset({4}), country="DE", region="BY", closed=(closed,))
    async with office.database.transaction(ACME, NOON) as tx:
        assert await calendars.shared(tx) == WESTERN
    await office.days_off(whole, NOON)
    async with office.database.transaction(ACME, NOON) as tx:
        await calendars.set_away(tx, ALICE, date(2026, 3, 2), date(2026, 3, 4))
        away = Away(first=date(2026, 3, 2), last=date(2026, 3, 4))
        assert await calendars.of(tx, ALICE) == whole.model_copy(update={"away": (away,)})
        assert await calendars.of(tx, BOB) == whole
        await calendars.end_away(tx, ALICE, away.first)
        assert await calendars.of(tx, ALICE) == whole


async def test_an_export_has_goals_their_values_and_their_stories(office: Office) -> None:
    goal = await office.goal("Notes", weekly(), NOON)
    async with office.database.transaction(ACME, NOON) as tx:
        [kpi] = (await kpis.of_goals(tx, [goal.id]))[goal.id]
        await readings.put(tx, kpi.id, Decimal("20.5"), source_key="one", by=ALICE)
    await office.tick(datetime(2026, 3, 9, 8, tzinfo=UTC))
    exported = "".join([piece async for piece in export_all(office.database)])
    [acme] = json.loads(exported)["workspaces"]
    assert [row["title"] for row in acme["goal"]] == ["Notes"]
    assert [row["value"] for row in acme["reading"]] == ["20.5"]
    assert [row["local_date"] for row in acme["occurrence"]] == ["2026-03-09"]
    assert [row["why"] for row in acme["occurrence_line"]] == ["asked"]
