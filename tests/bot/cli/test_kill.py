"""Whole processes of `workback run` that die between the commit and Slack's answer.

A minute of lease is not waited for: the rows are made as old as they would be.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select, update

from bot.delivery import Pace
from playground.server import Playground
from playground.things import Message
from storage.database import Database
from storage.tables import OutboxRow
from tests.bot.cli.processes import Desk, Running

pytestmark = pytest.mark.processes

POST = "chat.postMessage"


@asynccontextmanager
async def serving(desk: Desk, slack: Playground) -> AsyncIterator[Running]:
    """Run a bot that Slack delivers to from now on."""
    async with desk.running("run") as bot:
        slack.connect_http(f"{await bot.stands()}/slack/events")
        yield bot


async def write(slack: Playground, headline: str, channel: str = "teamsync") -> None:
    """Write a press release; it is saved when this returns."""
    alice = slack.person("alice")
    assert not (await alice.command("/press-release", channel=channel)).trouble
    await alice.fill(headline=headline)
    assert not (await alice.submit()).trouble
    assert not alice.has_modal


def cards(slack: Playground, *channels: str) -> list[Message]:
    alice = slack.person("alice")
    return [m for c in channels or ("teamsync",) for m in alice.sees(c) if "WB-" in m.text]


async def age(database_url: str) -> None:
    """Let the leases of the dead be as old as they get."""
    database = Database(database_url)
    lease = Pace().lease
    async with database.session(writes=True) as session:
        held = list(await session.exec(select(OutboxRow).where(col(OutboxRow.state) == "sending")))
        assert held, "nobody died in the middle of a send"
        for row in held:
            await session.exec(
                update(OutboxRow)
                .where(col(OutboxRow.id) == row.id)
                .values(
                    lease_until=_before(row.lease_until, lease),
                    attempt_started_at=_before(row.attempt_started_at, lease),
                )
            )
        await session.commit()
    await database.close()


def _before(moment: datetime | None, by: timedelta) -> datetime | None:
    return moment and moment - by


async def until_all_is_sent(database_url: str, within: float = 20) -> None:
    """Wait until nothing waits any more, and all of it was sent."""
    database = Database(database_url)
    async with asyncio.timeout(within):
        while True:
            async with database.session(writes=False) as session:
                states = set(await session.exec(select(OutboxRow.state).distinct()))
            if states == {"sent"}:
                break
            await asyncio.sleep(0.05)
    await database.close()


async def test_killed_before_slack_took_the_card(
    office: Desk, slack: Playground, database_url: str
) -> None:
    hanging = slack.faults.hang(POST)
    async with serving(office, slack) as bot:
        await write(slack, "Written before the lights went out")
        await slack.until(lambda: slack.traffic.calls(POST))
        bot.kill()
        assert await bot.ended() == -9
    slack.faults.remove(hanging)
    assert cards(slack) == []
    await age(database_url)
    async with serving(office, slack):
        await until_all_is_sent(database_url)
    assert len(cards(slack)) == 1


async def test_killed_after_slack_took_the_card(
    office: Desk, slack: Playground, database_url: str
) -> None:
    slack.faults.delay(POST, 1.0, times=1)
    async with serving(office, slack) as bot:
        await write(slack, "Taken, and nobody heard of it")
        await slack.until(lambda: slack.traffic.calls(POST))
        bot.kill()
    await slack.until(lambda: cards(slack))
    await age(database_url)
    async with serving(office, slack):
        await until_all_is_sent(database_url)
    assert len(cards(slack)) == 1
    assert len(slack.traffic.calls(POST)) == 1


async def test_killed_while_a_lost_reply_is_looked_for(
    desk: Desk, slack: Playground, sqlite_url: str
) -> None:
    slack.faults.lose_reply(POST, times=1)
    looking = slack.faults.hang("conversations.history")
    async with serving(desk, slack) as bot:
        await write(slack, "Lost twice, said once")
        await slack.until(lambda: slack.traffic.calls("conversations.history"), timeout=10)
        bot.kill()
    slack.faults.remove(looking)
    await age(sqlite_url)
    async with serving(desk, slack):
        await until_all_is_sent(sqlite_url)
    assert len(cards(slack)) == 1
    assert len(slack.traffic.calls(POST)) == 1


@pytest.mark.postgres
async def test_one_of_two_replicas_is_killed_in_the_middle_of_its_work(
    desk: Desk, slack: Playground, postgres_url: str
) -> None:
    channels = ("teamsync", "general", "secret-project")
    both = Desk(desk.folder, **{**desk.settings, "DATABASE_URL": postgres_url})
    hanging = slack.faults.hang(POST)
    async with both.running("run") as second, serving(both, slack) as first:
        await second.stands()
        for channel in channels:
            await write(slack, f"Held in {channel}", channel)
        await slack.until(lambda: len(slack.traffic.calls(POST)) == len(channels))
        first.kill()
        slack.faults.remove(hanging)
        await age(postgres_url)
        await until_all_is_sent(postgres_url, within=30)
        second.terminate()
        assert await second.ended() == 0
    assert len(cards(slack, *channels)) == len(channels)
