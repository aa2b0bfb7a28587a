"""What was decided and changed comes to the home channel once a week, and only then.

The week is that of Monday, 19 October 2026; the clocks go back in Berlin, where Alice is, in the
night before the Monday after it: 09:00 is 07:00 UTC before, 08:00 UTC afterwards.
"""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.digests.sending import send_due
from playground.things import Message
from tests.bot.conftest import Town, opened
from tests.bot.documents.test_walk import TEAMSYNC, write
from tests.bot.goals.test_goals import set_goal
from tests.bot.settings.test_settings import change

FRIDAY = datetime(2026, 10, 16, 8, tzinfo=UTC)
MONDAYS = (
    datetime(2026, 10, 19, 7, tzinfo=UTC),
    datetime(2026, 10, 26, 8, tzinfo=UTC),
    datetime(2026, 11, 2, 8, tzinfo=UTC),
)
SECOND = timedelta(seconds=1)


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Town]:
    async with opened(database_url) as town:
        town.clock.move_to(FRIDAY)
        yield town


def digests(town: Town, channel: str = "teamsync") -> list[Message]:
    return [m for m in town.posts(channel) if "Comes on Mondays" in str(m.blocks)]


def words(message: Message) -> str:
    """Return the texts of a message's sections, one below the other."""
    return "\n".join(b["text"]["text"] for b in message.blocks if b["type"] == "section")


async def check_in(town: Town, **values: str) -> None:
    """Answer what waits for Alice, by the names of the KPIs."""
    await town.alice.command("/checkin", channel="teamsync")
    labels = {
        block["label"]["text"]: block["block_id"]
        for block in town.alice.modal.view.blocks
        if block["type"] == "input"
    }
    named = {key.replace("_", " "): value for key, value in values.items()}
    await town.alice.fill(**{labels[name]: value for name, value in named.items()})
    assert not (await town.alice.submit()).trouble
    await town.alice.close()
    await town.settled()


async def test_a_week_is_told_once_by_however_many_replicas(town: Town) -> None:
    await write(town)
    await set_goal(town)
    database = town.house.services.database
    assert await send_due(database, MONDAYS[0] - SECOND) == 0
    town.clock.move_to(MONDAYS[0] + SECOND)
    now = town.clock.now()
    sent = await asyncio.gather(*(send_due(database, now) for _ in range(4)))
    await town.settled()
    assert sum(sent) <= 1  # the bot's own tick may have been the one
    [told] = digests(town)
    assert told.text.startswith("TeamSync, 12 to 18 October: 1 decision, 1 change.")
    assert "Alice set the goal" in words(told)
    assert "Press release begun, now version 1, by Alice" in words(told)
    assert told.thread_ts in (None, told.ts)


async def test_a_quiet_week_has_none(town: Town) -> None:
    await write(town)
    passed = await town.slack.passing.to(MONDAYS[2] + SECOND)
    told = [m for m in passed.said if "Comes on Mondays" in str(m.blocks)]
    assert [datetime.fromtimestamp(float(m.ts), UTC).replace(microsecond=0) for m in told] == [
        MONDAYS[0]
    ]


async def test_goals_come_with_what_they_were_the_plan_and_one_chart(town: Town) -> None:
    await write(town)
    await set_goal(town, due="2026-11-06")
    await set_goal(
        town,
        title="Kept",
        promises=["PR-quote"],
        kpi_1_name="Kept teams",
        kpi_1_kind="at_least",
        kpi_1_unit="teams",
        kpi_1_baseline="",
        kpi_1_target="3",
    )
    await town.slack.passing.to(MONDAYS[0] + timedelta(hours=1))
    await check_in(town, Minutes_until_notes_are_ready="26", Kept_teams="4")
    await town.slack.passing.to(MONDAYS[1] + timedelta(hours=1))
    await check_in(town, Minutes_until_notes_are_ready="29", Kept_teams="4")
    await town.slack.passing.to(MONDAYS[2] + SECOND)
    first, second, third = digests(town)
    # the way from 30 to 5 takes the 21 days from 16 October: 30 − 25 × 10/21, and × 17/21
    assert words(second).split("\n") == [
        "*Goals*",
        ":large_orange_diamond:  *Notes are ready before people leave the room*  ·  At risk",
        "Minutes until notes are ready: 26 minutes; the plan was 18.1 minutes",
        ":large_green_circle:  *Kept*  ·  On track",
        "Kept teams: 4 teams; promised: at least 3 teams",
    ]
    assert "26 minutes → 29 minutes; the plan was 9.8 minutes" in words(third)
    assert "image" not in [block["type"] for block in first.blocks + second.blocks]
    [picture] = [block for block in third.blocks if block["type"] == "image"]
    assert "26 October 2026: rises from 26 to 29" in picture["alt_text"]


async def test_silence_is_told_as_stale_with_what_it_was(town: Town) -> None:
    await write(town)
    await set_goal(town)
    await town.slack.passing.to(MONDAYS[0] + timedelta(hours=1))
    await check_in(town, Minutes_until_notes_are_ready="29")
    await town.slack.passing.to(MONDAYS[2] + SECOND)
    silent = digests(town)[-1]
    assert "·  Stale, was Pending" in words(silent)
    assert "1 check-in without an answer: “Notes are ready" in words(silent)
    await check_in(town, Minutes_until_notes_are_ready="29")
    await town.slack.passing.to(MONDAYS[2] + timedelta(days=7, seconds=1))
    back = digests(town)[-1]
    assert "·  On track, was Stale" in words(back)  # 17 of 182 days are not a tenth, 24 are


async def test_several_initiatives_of_a_channel_are_one_message(town: Town) -> None:
    await write(town)
    await write(town, **{**TEAMSYNC, "short_name": "RoomSync", "headline": "Rooms that wait"})
    await write(town, channel="general", **{**TEAMSYNC, "short_name": "Elsewhere"})
    await town.slack.passing.to(MONDAYS[0] + SECOND)
    [told] = digests(town)
    assert told.blocks[0]["text"]["text"] == "2 initiatives, 12 to 18 October"
    assert words(told).index("*TeamSync*") < words(told).index("*RoomSync*")
    assert "TeamSync: 1 change. RoomSync: 1 change." in told.text
    assert "Elsewhere" not in str(told.blocks)
    [other] = digests(town, "general")
    assert other.blocks[0]["text"]["text"] == "Elsewhere, 12 to 18 October"
    rows = [block["block_id"] for block in told.blocks if block["type"] == "actions"]
    await town.alice.click("Read", within=told, menu=rows[1])
    assert "Rooms that wait" in town.alice.modal.text


async def test_it_is_shown_to_who_asks_and_says_when_nothing_happened(town: Town) -> None:
    await write(town)
    await town.bob.command("/workback digest", channel="teamsync")
    assert "Press release begun" in town.bob.modal.text
    assert "TeamSync, 9 to 16 October" in str(town.bob.modal.view.blocks)
    assert "Comes on Mondays at 9:00" in town.bob.modal.text
    await town.bob.close()
    town.clock.move_to(town.clock.now() + timedelta(days=30))
    await town.bob.command("/workback digest", channel="teamsync")
    assert "Nothing changed in TeamSync in the last seven days" in town.bob.modal.text
    await write(town, channel="secret-project", **{**TEAMSYNC, "short_name": "Quiet"})
    erin = town.slack.person("erin")
    await erin.command("/workback digest WB-2", channel="general")
    assert "There is no WB-2" in erin.told("general").text


async def test_where_no_picture_can_stand_the_chart_is_told_in_words(town: Town) -> None:
    await write(town)
    await set_goal(town)
    for day, value in enumerate(("29", "27")):
        town.clock.move_to(FRIDAY + timedelta(days=day))
        await check_in(town, Minutes_until_notes_are_ready=value)
    await town.bob.command("/workback digest", channel="teamsync")
    assert "The chart in words: Line chart, Minutes until notes are ready" in town.bob.modal.text
    assert "falls from 29 to 27" in town.bob.modal.text


async def test_admins_move_it_or_stop_it(town: Town) -> None:
    await write(town)
    await change(town.alice, "digest", digest_day="None", digest_hour="7")
    database = town.house.services.database
    for hour in range(0, 24 * 8, 12):
        at = town.clock.now() + timedelta(hours=hour)
        assert await send_due(database, at) == 0
