"""Time that passes: the real bot does what is due at its hour, awake all the while."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.clock import MovableClock
from playground.page.clock import next_day, next_hour, next_monday, next_week
from playground.refusals import Impossible
from playground.server import Playground
from playground.things import Message
from tests.bot.conftest import Town, opened
from tests.bot.documents.test_walk import write
from tests.bot.goals.test_goals import set_goal
from tests.playground.small_app import MANIFEST

BERLIN = ZoneInfo("Europe/Berlin")

FRIDAY = datetime(2026, 10, 16, 8, tzinfo=UTC)
"""10:00 in Berlin, where Alice is. The clocks go back there on 25 October."""

MONDAYS = (datetime(2026, 10, 19, 7, tzinfo=UTC), datetime(2026, 10, 26, 8, tzinfo=UTC))
"""09:00 in Berlin, before and after that."""


@pytest.fixture
async def town(sqlite_url: str) -> AsyncIterator[Town]:
    async with opened(sqlite_url) as town:
        town.clock.move_to(FRIDAY)
        yield town


def when(message: Message) -> datetime:
    """Return the minute in which something was said."""
    return datetime.fromtimestamp(float(message.ts), UTC).replace(second=0, microsecond=0)


async def test_what_comes_in_a_fortnight_comes_at_its_hour(town: Town) -> None:
    await write(town)
    await set_goal(town)
    passed = await town.slack.passing.to(MONDAYS[1] + timedelta(minutes=1))
    assert town.clock.now() - passed.until < timedelta(seconds=10)
    to_alice = [one for one in passed.said if one.channel == "D01ALICE"]
    asked = [when(one) for one in to_alice if "is due today" in one.text]
    assert asked == list(MONDAYS)
    assert "late" not in str([one.blocks for one in to_alice]).lower()
    tuesday = datetime(2026, 10, 20, 7, tzinfo=UTC)
    assert tuesday in [when(one) for one in to_alice if "without an answer" in one.text]
    digests = [when(one) for one in passed.said if "Comes on Mondays" in str(one.blocks)]
    assert digests == list(MONDAYS)


async def test_it_rests_at_the_first_thing_that_is_said(town: Town) -> None:
    await write(town)
    await set_goal(town)
    passed = await town.slack.passing.until_said()
    assert when(passed.said[0]) == MONDAYS[0]
    assert passed.until - MONDAYS[0] < timedelta(minutes=1)
    following = await town.slack.passing.until_said()
    assert [when(one) for one in following.said] == [datetime(2026, 10, 20, 7, tzinfo=UTC)]


async def test_a_bot_that_was_down_comes_late_and_says_so(town: Town) -> None:
    await write(town)
    await set_goal(town)
    passed = await town.slack.passing.asleep_to(MONDAYS[0] + timedelta(minutes=35))
    assert passed.asleep
    [asked] = [one for one in passed.said if one.channel == "D01ALICE"]
    assert "late" in str(asked.blocks)
    back = await town.slack.passing.to(FRIDAY)
    assert back.said == ()
    again = await town.slack.passing.to(MONDAYS[0] + timedelta(minutes=40))
    assert [one for one in again.said if one.channel == "D01ALICE"] == []


async def test_an_app_that_does_nothing_by_itself_has_a_clock_that_jumps() -> None:
    async with Playground(MANIFEST, clock=MovableClock()) as slack:
        passed = await slack.passing.to(FRIDAY)
        assert passed.asleep
        assert abs(slack.world.now() - FRIDAY) < timedelta(seconds=5)
        with pytest.raises(Impossible, match="does nothing by itself"):
            await slack.passing.until_said()


def local(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN)


def test_days_and_weeks_keep_the_hour_where_the_clocks_change() -> None:
    assert next_day(local(10, 24, 9)).astimezone(UTC) == datetime(2026, 10, 25, 8, tzinfo=UTC)
    assert next_week(local(3, 23, 9)).astimezone(UTC) == datetime(2026, 3, 30, 7, tzinfo=UTC)
    assert next_hour(local(3, 29, 1, 30)).astimezone(UTC) == datetime(
        2026, 3, 29, 1, 30, tzinfo=UTC
    )
    assert next_hour(local(3, 29, 1, 30)) == local(3, 29, 3, 30)


def test_monday_is_the_next_one_at_nine() -> None:
    assert next_monday(local(10, 23, 18)).astimezone(UTC) == MONDAYS[1]
    assert next_monday(local(10, 26, 8, 59)) == local(10, 26, 9)
    assert next_monday(local(10, 26, 9)) == local(11, 2, 9)
