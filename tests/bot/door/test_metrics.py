"""`/metrics` tells how far the bot is behind, and goes on without its database."""

from datetime import timedelta

import aiohttp
import pytest
from sqlalchemy import text

from domain.calendars import Calendar
from tests.bot.conftest import Town
from tests.storage.office import ALICE, daily, move_in


async def metrics(town: Town) -> dict[str, float]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{town.address}/metrics") as answer,
    ):
        assert answer.status == 200
        lines = (await answer.text()).splitlines()
    rows = [line.rpartition(" ") for line in lines if not line.startswith("#")]
    return {name: float(value) for name, _, value in rows}


async def test_what_is_overdue_waits_and_is_set_aside(town: Town) -> None:
    now = town.clock.now()
    office = await move_in(town.house.services.database, now, owner=ALICE)
    await office.days_off(Calendar(), now)
    goal = await office.goal("Notes are ready", daily(), now)
    await office.break_rule(await office.goal("Broken", daily(), now), state="quarantined")
    calm = await metrics(town)
    assert calm["workback_check_ins_overdue_seconds"] == 0
    assert calm["workback_outbox_oldest_seconds"] == 0
    assert calm["workback_schedules_set_aside"] == 1

    await town.house.schedule.stop()  # nobody ticks
    due_at = (await office.schedule(goal)).next_due_at
    assert due_at is not None
    town.clock.move_to(due_at + timedelta(minutes=10))
    behind = await metrics(town)
    assert behind["workback_check_ins_overdue_seconds"] == pytest.approx(600, abs=30)

    await town.house.delivery.stop()  # and nobody sends
    await town.house.heartbeat.tick()
    town.clock.move(timedelta(hours=30))
    after = await metrics(town)
    assert after["workback_outbox_oldest_seconds"] > 3600
    assert after['workback_outbox_rows{state="queued"}'] == 1


async def test_a_database_that_is_out_of_order_leaves_the_counters(town: Town) -> None:
    async with town.house.services.database.session(writes=True) as session:
        await (await session.connection()).execute(text("ALTER TABLE schedule RENAME TO gone"))
        await session.commit()
    assert "workback_check_ins_due_total" in await metrics(town)
