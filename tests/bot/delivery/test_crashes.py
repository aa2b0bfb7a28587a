"""Processes that die, and several that share the work."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import func
from sqlmodel import col, select, update

from playground.server import Playground
from storage import claims
from storage.claims import Terms
from storage.database import Database
from storage.lanes import Rate
from storage.tables import OutboxRow
from tests.bot.delivery.conftest import QUICK, TEAMSYNC, Post

Worker = asyncio.subprocess.Process


@asynccontextmanager
async def worker(database_url: str, slack: Playground, lease: float = 1.5) -> AsyncIterator[Worker]:
    """Run a process that delivers; it is killed at the end if it still runs."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.bot.delivery.worker",
        database_url,
        slack.api_url,
        slack.bot_token,
        str(lease),
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def until(holds: Callable[[], Awaitable[bool]], seconds: float = 60) -> None:
    async with asyncio.timeout(seconds):
        while not await holds():  # noqa: ASYNC110  (no database event)
            await asyncio.sleep(0.02)


async def all_sent(database: Database, number: int) -> bool:
    async with database.session(writes=False) as session:
        sent = select(func.count()).where(col(OutboxRow.state) == "sent")
        return (await session.exec(sent)).one() == number


async def fill(mail: Post, conversations: int, each: int) -> list[str]:
    """Write rows for many conversations, as many handlers would; return their texts."""
    for number in range(conversations):
        mail.slack.world.channels[f"C{number:04}"] = mail.slack.world.channel(TEAMSYNC)
    texts = [f"{lane} {row}" for lane in range(conversations) for row in range(each)]
    for text in texts:
        await mail.post(text, f"C{int(text.split()[0]):04}")
    return texts


@pytest.mark.processes
async def test_killed_in_mid_send_before_slack_took_it(mail: Post, database_url: str) -> None:
    hanging = mail.slack.faults.hang("chat.postMessage")
    await mail.post("one")
    async with worker(database_url, mail.slack) as first:
        await mail.slack.until(mail.slack.traffic.calls, timeout=20)
        first.kill()
        await first.wait()
    mail.slack.faults.remove(hanging)
    async with worker(database_url, mail.slack):
        await until(lambda: all_sent(mail.database, 1))
    assert mail.texts() == ["one"]


@pytest.mark.processes
async def test_killed_in_mid_send_after_slack_took_it(mail: Post, database_url: str) -> None:
    mail.slack.faults.delay("chat.postMessage", 0.5, times=1)
    await mail.post("one")
    async with worker(database_url, mail.slack) as first:
        await mail.slack.until(mail.slack.traffic.calls, timeout=20)
        first.kill()
        await first.wait()
    await mail.until_texts("one")
    async with worker(database_url, mail.slack):
        await until(lambda: all_sent(mail.database, 1))
    assert mail.texts() == ["one"]
    assert len(mail.slack.traffic.calls("chat.postMessage")) == 1


async def test_killed_between_commit_and_send(mail: Post) -> None:
    """Nobody runs when the row is committed; whoever starts next sends it."""
    await mail.post("one")
    async with mail.sending():
        await mail.until_state("sent")
    assert mail.texts() == ["one"]


async def test_killed_between_claim_and_send(mail: Post) -> None:
    """Nobody knows whether a sender that is gone has sent: Slack is asked."""
    await mail.post("one")
    fast = Rate(10_000, 10_000)
    async with mail.database.session(writes=True) as session:
        assert await claims.claim(session, mail.clock.now(), 10, Terms(fast, fast, fast))
        await session.commit()
    async with mail.sending():
        mail.clock.move(timedelta(minutes=1))
        await mail.until_state("sent")
    assert mail.texts() == ["one"]
    assert len(mail.slack.traffic.calls("conversations.history")) == 1


async def test_a_stop_finishes_what_is_in_flight(mail: Post) -> None:
    mail.slack.faults.delay("chat.postMessage", 0.3, times=1)
    async with mail.sending():
        await mail.post("one")
        await mail.slack.until(mail.slack.traffic.calls)
    assert [row.state for row in await mail.rows()] == ["sent"]


async def test_a_stop_does_not_wait_for_ever_and_the_next_start_sends_once(mail: Post) -> None:
    mail.slack.faults.hang("chat.postMessage", times=1)
    async with mail.sending(stop_seconds=0.1):
        await mail.post("one")
        await mail.slack.until(mail.slack.traffic.calls)
    assert [row.state for row in await mail.rows()] == ["sending"]
    mail.clock.move(timedelta(minutes=2))
    async with mail.sending():
        await mail.until_state("sent")
    assert mail.texts() == ["one"]


async def test_a_lease_lost_in_mid_send_writes_nothing(mail: Post) -> None:
    mail.slack.faults.delay("chat.postMessage", 0.3, times=1)
    async with mail.sending():
        await mail.post("one")
        await mail.slack.until(mail.slack.traffic.calls)
        async with mail.database.session(writes=True) as session:
            await session.exec(update(OutboxRow).values(lease_token="somebody else's"))
            await session.commit()
        await mail.until_texts("one")
    [row] = await mail.rows()
    assert (row.state, row.lease_token) == ("sending", "somebody else's")


async def test_two_deliveries_share_the_work(mail: Post) -> None:
    texts = await fill(mail, conversations=20, each=5)
    async with AsyncExitStack() as stack:
        for _ in range(2):
            await stack.enter_async_context(mail.sending(QUICK))
        await until(lambda: all_sent(mail.database, len(texts)))
    assert sorted(mail.texts()) == sorted(texts)


@pytest.mark.processes
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_scenario_01_two_replicas_send_a_thousand_rows_once_each(
    mail: Post, database_url: str
) -> None:
    texts = await fill(mail, conversations=100, each=10)
    async with worker(database_url, mail.slack, 30), worker(database_url, mail.slack, 30):
        await until(lambda: all_sent(mail.database, len(texts)), seconds=120)
    assert sorted(mail.texts()) == sorted(texts)
    for lane in range(100):
        mine = [text for text in mail.texts() if text.split()[0] == str(lane)]
        assert mine == [f"{lane} {row}" for row in range(10)]
