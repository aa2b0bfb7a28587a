"""How often a goal is asked for: the form shows the next dates after each change, and keeps it.

Dates are those of the calendar of 2026: 7 September is a Monday. Berlin is two hours ahead of UTC
in September, and one from 25 October on.
"""

import re
from datetime import UTC, datetime

import pytest

from playground.person import Actor
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import TEAMSYNC, write
from tests.bot.goals.test_goals import GOAL, see, set_goal


def dates(person: Actor) -> list[str]:
    """Return the next dates that a form shows, UTC."""
    found = re.findall(r"<!date\^(\d+)\^\{date_long_pretty\}", person.modal.text)
    return [f"{datetime.fromtimestamp(int(second), UTC):%d.%m. %H:%M}" for second in found]


@pytest.fixture
async def september(town: Town) -> Town:
    town.clock.move_to(datetime(2026, 9, 2, 12, tzinfo=UTC))
    await write(town, **TEAMSYNC, authors=["bob"])
    await town.alice.command("/goal", channel="teamsync")
    return town


async def test_the_preview_follows_each_change(september: Town) -> None:
    alice = september.alice
    mondays = ["07.09.", "14.09.", "21.09.", "28.09.", "05.10."]
    assert dates(alice) == [f"{monday} 07:00" for monday in mondays]
    await alice.choose("weekday", "4")
    await alice.choose("at", "16:30")
    assert dates(alice)[:2] == ["04.09. 14:30", "11.09. 14:30"]
    await alice.choose("starts", "2026-10-20")
    assert dates(alice)[:2] == ["23.10. 14:30", "30.10. 15:30"]
    await alice.choose("every", "biweekly")
    assert dates(alice)[:3] == ["23.10. 14:30", "06.11. 15:30", "20.11. 15:30"]


async def test_rules_by_the_month_and_by_cron_follow_too(september: Town) -> None:
    alice = september.alice
    await alice.choose("starts", "2026-10-20")
    await alice.choose("every", "monthly")
    await alice.choose("day", "31")
    assert dates(alice)[:3] == ["02.11. 08:00", "30.11. 08:00", "31.12. 08:00"]
    assert "moved, weekend" in alice.modal.text  # 31 October is a Saturday
    await alice.choose("month_end", "skip")
    assert dates(alice)[:3] == ["02.11. 08:00", "31.12. 08:00", "01.02. 08:00"]
    await alice.choose("every", "working_day")
    await alice.choose("nth", "-1")
    assert dates(alice)[:2] == ["30.10. 08:00", "30.11. 08:00"]
    await alice.choose("every", "cron")
    assert alice.modal.inputs["cron"] == "0 9 * * 1"
    assert dates(alice)[:2] == ["26.10. 08:00", "02.11. 08:00"]
    await alice.choose("cron", "15 6 2 * *")
    assert dates(alice)[:2] == ["02.11. 05:15", "02.12. 05:15"]


async def test_another_owner_is_asked_in_their_own_time(september: Town) -> None:
    alice = september.alice
    await alice.choose("owner", "bob")
    assert dates(alice)[0] == "07.09. 13:00"  # nine in New York
    hint = str(alice.modal.view.blocks)
    assert "Bob is in New York. Until they accept, you are asked, in the time of Berlin." in hint
    await alice.click("Time zone and days off")
    await alice.choose("zone", "Asia/Tokyo")
    assert dates(alice)[0] == "07.09. 00:00"
    assert "In Tokyo, wherever the owner is." in str(alice.modal.view.blocks)


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("zone", "Berlin", "“Berlin” is not a time zone. Write one such as Europe/Berlin."),
        ("cron", "* * * * *", "This rule fires too often: once an hour is the most."),
        ("cron", "0 9 31 2 *", "“0 9 31 2 *” is not a cron rule: bad day-of-month."),
        ("cron", "", "A cron rule has five fields: minute, hour, day, month, weekday. 0 9 * * 1"),
        ("cron", "x", "A cron rule has five fields: minute, hour, day, month, weekday. 0 9 * * 1"),
    ],
)
async def test_a_rule_that_gives_no_dates_says_why(
    september: Town, field: str, typed: str, told: str
) -> None:
    alice = september.alice
    await alice.click("Time zone and days off")
    await alice.choose("every", "cron")
    await alice.choose(field, typed)
    assert "*No dates yet.*" in alice.modal.text
    assert dates(alice) == []
    await alice.fill(**GOAL)
    await alice.submit()
    assert alice.modal.errors == {field: told}
    assert alice.modal.inputs["kpi_1_target"] == "5"


async def test_an_edit_changes_the_rule_and_two_at_once_both_know(september: Town) -> None:
    alice, bob = september.alice, september.bob
    await alice.close()
    await set_goal(september)
    for person in (alice, bob):
        await person.command("/goal list", channel="teamsync")
        await person.click("See")
        await person.click("Edit")
    assert alice.modal.inputs["weekday"] == "0"
    await alice.choose("weekday", "2")
    assert dates(alice)[0] == "09.09. 07:00"
    await alice.submit()
    assert not alice.has_modal
    await bob.choose("every", "daily")
    await bob.fill(title="Bob's words")
    await bob.submit()
    assert "Somebody has just changed the check-ins too." in bob.modal.text
    assert bob.modal.inputs["every"] == "daily"
    assert bob.modal.inputs["title"] == "Bob's words"
    await bob.submit()
    assert not bob.has_modal
    await see(september)
    await alice.click("Edit")
    assert alice.modal.inputs["every"] == "daily"
    assert dates(alice)[0] == "03.09. 07:00"


async def test_check_ins_begin_when_the_goal_begins_and_a_paused_one_stays_so(
    september: Town,
) -> None:
    alice = september.alice
    await alice.close()
    await set_goal(september)
    first = str(int(datetime(2026, 11, 2, 8, tzinfo=UTC).timestamp()))
    await see(september)
    await alice.click("Pause")
    await alice.click("Edit")
    await alice.choose("starts", "2026-11-02")
    assert dates(alice)[0] == "02.11. 08:00"
    await alice.submit()
    assert not alice.has_modal
    await see(september)
    await alice.click("Check-ins")
    assert first not in alice.modal.text
    await alice.close()
    await alice.click("Make it active")
    await alice.click("Check-ins")
    assert first in alice.modal.text
