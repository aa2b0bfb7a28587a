"""What the doctor tells of a check-in on Monday at nine: each way it can go, with the real bot.

Alice's check-in is due on Monday, 19 October 2026, 09:00 in Berlin, which is 07:00 UTC.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import redirect_stdout
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest

from bot.timeline import tell
from tests.bot.conftest import Town, opened
from tests.bot.documents.test_walk import write
from tests.bot.goals.test_goals import set_goal

FRIDAY = datetime(2026, 10, 16, 8, tzinfo=UTC)
MONDAY = datetime(2026, 10, 19, 7, tzinfo=UTC)


class Doctor:
    """The town with one goal, and `workback doctor --check-in` for it."""

    def __init__(self, town: Town, url: str) -> None:
        self.town = town
        self._url = url

    async def tells(self, key: str = "WB-1") -> str:
        """Return what it prints."""
        printed = StringIO()
        with redirect_stdout(printed):
            assert await tell(self._url, key, as_json=False)
        return printed.getvalue()

    async def until(self, words: str) -> str:
        """Return what it prints once it says so."""
        async with asyncio.timeout(20):
            while words not in (said := await self.tells()):  # noqa: ASYNC110  (a database tells no events)
                await asyncio.sleep(0.05)
        return said

    async def comes(self, *, late: timedelta = timedelta(0)) -> None:
        """Let the check-in become due."""
        self.town.clock.move_to(MONDAY + late)
        await self.town.house.heartbeat.tick()


@pytest.fixture
async def doctor(sqlite_url: str) -> AsyncIterator[Doctor]:
    async with opened(sqlite_url) as town:
        town.clock.move_to(FRIDAY)
        await write(town)
        await set_goal(town, backup="bob")
        await town.settled()
        yield Doctor(town, sqlite_url)


async def test_before_it_is_due_the_next_date_is_told(doctor: Doctor) -> None:
    said = await doctor.tells("U01ALICE")
    assert (
        "the check-in of U01ALICE is due next on Mon 2026-10-19 09:00:00 (Europe/Berlin)." in said
    )


async def test_sent_and_answered(doctor: Doctor) -> None:
    await doctor.comes()
    said = await doctor.until("sent, Slack's ts")
    assert "has no answer yet, after 0 reminders; next Tue 2026-10-20 09:00:00." in said
    assert "Mon 2026-10-19 09:00:00  (07:00:00 UTC)  Asked on time." in said
    town = doctor.town
    town.clock.move_to(MONDAY + timedelta(minutes=7))
    await town.alice.click("Update")
    await town.alice.fill(
        **{next(k for k in town.alice.modal.inputs if k.startswith("kpi_")): "20"}
    )
    await town.alice.submit()
    said = await doctor.until("Answered.")
    assert "was answered 7 min after it was due." in said


async def test_late_after_a_downtime(doctor: Doctor) -> None:
    await doctor.comes(late=timedelta(minutes=35))
    assert "Asked 35 min late: Workback was not running at the hour." in await doctor.tells()


async def test_nudged_snoozed_and_missed(doctor: Doctor) -> None:
    town = doctor.town
    await doctor.comes()
    await town.slack.passing.to(MONDAY + timedelta(days=2, minutes=1))
    said = await doctor.tells()
    assert "Tue 2026-10-20 09:00:00  (07:00:00 UTC)  Reminded U01ALICE." in said
    assert "Wed 2026-10-21 09:00:00  (07:00:00 UTC)  Reminded U01BOB." in said
    assert "after 2 reminders; next Thu 2026-10-22 09:00:00." in said
    await town.slack.passing.to(MONDAY + timedelta(days=8))
    said = await doctor.tells()
    assert "asked of U01ALICE in T01ACME, was missed." in said
    assert "Missed: no answer before the next check-in." in said


async def test_skipped_by_a_person_without_their_words(doctor: Doctor) -> None:
    town = doctor.town
    await doctor.comes()
    await doctor.until("sent, Slack's ts")
    await town.alice.click("Skip")
    await town.alice.fill(reason="Our pilot is a secret")
    await town.alice.submit()
    said = await doctor.until("Skipped by a person.")
    assert "was skipped." in said
    assert "secret" not in said


async def test_held_up_by_slack(doctor: Doctor) -> None:
    doctor.town.slack.faults.rate_limit("chat.postMessage", 30, times=1)
    await doctor.comes()
    said = await doctor.until("Slack lets go on for U01ALICE")
    assert "and no message about it has reached Slack." in said
    doctor.town.clock.move(timedelta(seconds=31))
    doctor.town.house.delivery.wake()
    said = await doctor.until("sent 3")
    assert re.search(r"Message \d+ sent 3\d s after it could leave, Slack's ts", said)


async def test_a_reply_that_was_lost_is_one_message(doctor: Doctor) -> None:
    doctor.town.slack.faults.lose_reply("chat.postMessage", times=1)
    await doctor.comes()
    said = await doctor.until("outcome is not known")
    assert "It is looked for in Slack first." in said
    doctor.town.clock.move(timedelta(minutes=2))
    doctor.town.house.delivery.wake()
    assert "has no answer yet, after 0 reminders" in await doctor.until("Slack's ts")
    assert len(doctor.town.alice.sees()) == 1


async def test_refused_for_good(doctor: Doctor) -> None:
    doctor.town.slack.faults.error("chat.postMessage", "invalid_blocks", times=1)
    await doctor.comes()
    said = await doctor.until("is dead")
    assert "invalid_blocks. `workback doctor --requeue` tries again." in said
    assert "no message about it has reached Slack." in said


async def test_called_off_with_its_goal(doctor: Doctor) -> None:
    town = doctor.town
    await doctor.comes()
    await doctor.until("sent, Slack's ts")
    await town.alice.command("/goal list", channel="teamsync")
    await town.alice.click("See")
    await town.alice.click("Pause")
    said = await doctor.until("Called off: the goal is paused.")
    assert "was called off." in said
    assert "the check-in of U01ALICE is paused: nobody is asked." in said


async def test_an_owner_who_left_is_not_asked(doctor: Doctor) -> None:
    town = doctor.town
    await town.slack.talk.change_person(town.alice.person, deleted=True)
    await doctor.comes()
    said = await doctor.until("written, for U01BOB")
    assert "written, for U01ALICE" not in said
