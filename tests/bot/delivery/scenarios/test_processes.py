"""Check-ins come once, whatever becomes of processes: down, stalled, running twice, killed."""

import asyncio
import signal
from datetime import timedelta

import pytest

from playground.cast import ALICE
from storage.tables import OutboxRow
from tests.bot.delivery.scenarios.conftest import ASKED, MONDAY, OWNERS, Morning
from tests.bot.delivery.scenarios.replica import LEASE, replica


async def sent(morning: Morning) -> list[OutboxRow]:
    return [row for row in await morning.mail.rows() if row.state == "sent"]


async def until_sent(morning: Morning, number: int) -> list[OutboxRow]:
    async with asyncio.timeout(120):
        while len(found := await sent(morning)) < number:  # noqa: ASYNC110  (another process's)
            await asyncio.sleep(0.02)
    return found


async def test_scenario_03_down_from_8_55_to_9_35_is_asked_once_and_says_how_late(
    morning: Morning,
) -> None:
    await morning.goal("Notes")
    async with morning.sending():
        await morning.tick(MONDAY - timedelta(minutes=5))
        await morning.look()
    assert morning.told() == []
    async with morning.sending():
        for _ in range(2):
            await morning.tick(MONDAY + timedelta(minutes=35))
            await morning.until_told(ALICE)
        await morning.look()
    [asked] = morning.told()
    assert asked.text == ASKED
    assert "This comes 35 min late: Workback was not running at the hour." in str(asked.blocks)


async def test_scenario_04_a_stall_of_two_seconds_is_sent_and_not_called_late(
    morning: Morning,
) -> None:
    await morning.goal("Notes")
    async with morning.sending():
        await morning.tick(MONDAY + timedelta(seconds=2))
        await morning.until_told(ALICE)
    [asked] = morning.told()
    assert asked.text == ASKED
    assert "late" not in str(asked.blocks)


@pytest.mark.processes
async def test_scenario_02_a_process_that_was_left_running_makes_no_duplicate(
    morning: Morning, database_url: str
) -> None:
    owners = [*OWNERS, *(f"U02OWNER{number:02}" for number in range(17))]
    for owner in owners:
        await morning.goal("Notes", owner)
    before = MONDAY - timedelta(seconds=6)  # both run before the hour strikes
    async with (
        replica(database_url, morning.mail.slack, before, lease=timedelta(minutes=1)),
        replica(database_url, morning.mail.slack, before, lease=timedelta(minutes=1)),
    ):
        await until_sent(morning, len(owners))
    assert [[m.text for m in morning.told(owner)] for owner in owners] == [[ASKED]] * len(owners)
    assert morning.posts() == len(owners)


@pytest.mark.processes
async def test_scenario_22_killed_between_claim_and_send_it_comes_after_the_lease(
    morning: Morning, database_url: str
) -> None:
    await morning.goal("Notes")
    async with replica(database_url, morning.mail.slack, MONDAY, dies=True) as first:
        assert await asyncio.wait_for(first.wait(), 30) == -signal.SIGKILL
    [claimed] = await morning.mail.rows()
    assert claimed.state == "sending"
    assert claimed.lease_until is not None
    assert morning.mail.slack.traffic.calls() == []
    ended = claimed.lease_until
    async with replica(database_url, morning.mail.slack, ended - LEASE):
        [row] = await until_sent(morning, 1)
    assert row.sent_at is not None
    assert row.sent_at >= ended
    assert [m.text for m in morning.told()] == [ASKED]
    # a claim is the beginning of an attempt: before it is sent again, Slack is asked
    assert len(morning.mail.slack.traffic.calls("conversations.history")) == 1
