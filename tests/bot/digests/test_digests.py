"""What was decided and changed comes to the home channel once a week, and only then."""

import asyncio
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.digests.sending import send_due
from playground.things import Message
from tests.bot.check_ins.test_check_ins import due as check_in_due
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import TEAMSYNC, write
from tests.bot.goals.test_goals import set_goal
from tests.bot.settings.test_settings import change

BERLIN = ZoneInfo("Europe/Berlin")
"""Alice's zone."""


def monday_at_nine(town: Town) -> datetime:
    """Return the next Monday, 9:00 where Alice is."""
    now = town.clock.now().astimezone(BERLIN)
    day = now.date() + timedelta(days=-now.weekday() % 7)
    at = datetime.combine(day, time(9), BERLIN)
    return at if at > now else datetime.combine(day + timedelta(days=7), time(9), BERLIN)


def digests(town: Town, channel: str = "teamsync") -> list[Message]:
    return [m for m in town.posts(channel) if "Comes on Mondays" in str(m.blocks)]


async def test_a_week_is_told_once_by_however_many_replicas(town: Town) -> None:
    await write(town)
    await set_goal(town)
    database, at = town.house.services.database, monday_at_nine(town)
    assert await send_due(database, at - timedelta(seconds=1)) == 0
    town.clock.move_to(at + timedelta(seconds=1))
    now = town.clock.now()
    sent = await asyncio.gather(*(send_due(database, now) for _ in range(4)))
    assert sum(sent) == 1
    await town.settled()
    [told] = digests(town)
    assert "1 decision, 1 change" in told.text
    assert "Alice set the goal" in str(told.blocks)
    assert "Press release begun, now version 1, by Alice" in str(told.blocks)
    assert told.thread_ts in (None, told.ts)
    town.clock.move_to(at + timedelta(days=7, seconds=1))
    assert await send_due(database, town.clock.now()) == 0  # a quiet week has none


async def test_goals_come_with_what_they_were_and_one_chart(town: Town) -> None:
    await write(town)
    await set_goal(town)
    for value in ("16", "29"):
        asked = await check_in_due(town)
        await town.alice.click("Update", within=asked)
        field = next(key for key in town.alice.modal.inputs if key.startswith("kpi_"))
        await town.alice.fill(**{field: value})
        assert not (await town.alice.submit()).trouble
        await town.alice.close()
    town.clock.move_to(monday_at_nine(town) + timedelta(seconds=1))
    await town.house.digests.tick()
    await town.settled()
    told = digests(town)[-1]
    assert "16 → 29 minutes" in str(told.blocks) or "29 minutes" in str(told.blocks)
    [picture] = [block for block in told.blocks if block["type"] == "image"]
    assert "29" in picture["alt_text"]


async def test_it_is_shown_to_who_asks_and_says_when_nothing_happened(town: Town) -> None:
    await write(town)
    await town.bob.command("/workback digest", channel="teamsync")
    assert "Press release begun" in town.bob.modal.text
    assert "Comes on Mondays at 9:00" in town.bob.modal.text
    await town.bob.close()
    town.clock.move_to(town.clock.now() + timedelta(days=30))
    await town.bob.command("/workback digest", channel="teamsync")
    assert "Nothing changed in TeamSync lately" in town.bob.modal.text
    await write(town, channel="secret-project", **{**TEAMSYNC, "short_name": "Quiet"})
    erin = town.slack.person("erin")
    await erin.command("/workback digest WB-2", channel="general")
    assert "There is no WB-2" in erin.told("general").text


async def test_admins_move_it_or_stop_it(town: Town) -> None:
    await write(town)
    await change(town.alice, "digest", digest_day="None", digest_hour="7")
    database = town.house.services.database
    for hour in range(0, 24 * 8, 12):
        at = town.clock.now() + timedelta(hours=hour)
        assert await send_due(database, at) == 0
