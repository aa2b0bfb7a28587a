"""Check-ins come, once, at the right hour: the scenarios that live in the database."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest

from domain.cadence import DayOff
from domain.calendars import SATURDAY, SUNDAY, Calendar, Closed
from domain.check_ins import State
from domain.people import PersonId
from storage import check_ins, goals, initiatives, lanes, schedule
from storage.alarm import Alarm, look
from storage.database import Database
from storage.migrate import migrate
from tests.storage.conftest import ACME
from tests.storage.office import (
    ALICE,
    BERLIN,
    BOB,
    DANA,
    Office,
    daily,
    move_in,
    weekly,
)

pytestmark = pytest.mark.usefixtures("acme")


def utc(month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, second, tzinfo=UTC)


SUNDAY_NOON = utc(3, 1, 12)
MONDAY = utc(3, 2, 8)
"""09:00 in Berlin."""


@pytest.fixture
async def office(database: Database) -> Office:
    return await move_in(database, SUNDAY_NOON)


async def test_goals_of_one_owner_and_day_are_one_message(office: Office) -> None:
    await office.goal("Notes are ready", weekly(), SUNDAY_NOON)
    await office.goal("Teams keep using it", weekly(at=time(14)), SUNDAY_NOON)
    await office.goal("Bob's", weekly(), SUNDAY_NOON, owner=BOB)
    await office.goal("Tuesday's", weekly(1), SUNDAY_NOON)
    assert await office.tick(MONDAY - timedelta(seconds=1)) == []
    assert sorted(await office.tick(MONDAY)) == [
        "ask: Bob's",
        "ask: Notes are ready, Teams keep using it",
    ]
    assert await office.tick(utc(3, 2, 13)) == []
    assert sorted(await office.tick(utc(3, 3, 8))) == [
        "ask: Tuesday's",
        "nudge: Bob's",
        "nudge: Notes are ready, Teams keep using it",
    ]


async def test_scenario_03_due_while_down_is_asked_once_late(office: Office) -> None:
    goal = await office.goal("Notes are ready", daily(), SUNDAY_NOON)
    back = MONDAY + timedelta(minutes=35)
    assert await office.tick(back) == ["ask late: Notes are ready"]
    assert await office.tick(back) == []
    assert await office.story(goal, back) == [
        ("03-02", "open", ["Asked 35 min late: Workback was not running at the hour."])
    ]


async def test_scenario_04_a_short_stall_is_not_late(office: Office) -> None:
    goal = await office.goal("Notes are ready", daily(), SUNDAY_NOON)
    assert await office.tick(MONDAY + timedelta(seconds=2)) == ["ask: Notes are ready"]
    assert await office.story(goal, MONDAY) == [("03-02", "open", ["Asked on time."])]


async def test_scenario_05_after_three_days_down_one_is_asked_and_the_others_are_missed(
    office: Office,
) -> None:
    goal = await office.goal("Notes are ready", daily(), SUNDAY_NOON)
    back = utc(3, 5, 9)
    assert await office.tick(back) == ["ask late: Notes are ready"]
    missed = "Missed: Workback was not running, and it was too late for a reminder."
    assert await office.story(goal, back) == [
        ("03-02", "missed", [missed]),
        ("03-03", "missed", [missed]),
        ("03-04", "missed", [missed]),
        ("03-05", "open", ["Asked 1 h late: Workback was not running at the hour."]),
    ]
    assert (await office.schedule(goal)).next_due_at == utc(3, 6, 8)


async def test_what_is_too_late_is_missed_and_the_next_is_waited_for(office: Office) -> None:
    goal = await office.goal("Notes are ready", daily(), SUNDAY_NOON)
    night = utc(3, 2, 21)  # 13 hours: more than half a day
    assert await office.tick(night) == []
    assert await office.states(goal, night) == [("03-02", "missed")]
    assert await office.tick(utc(3, 3, 8)) == ["ask: Notes are ready"]


async def test_scenario_06_a_backlog_is_spread_in_the_owners_working_hours(office: Office) -> None:
    for number in range(40):
        await office.goal(str(number), daily(), SUNDAY_NOON, owner=PersonId(f"U{number:02}"))
    back = MONDAY + timedelta(minutes=35)
    assert len(await office.tick(back)) == 40
    times = [row.not_before for row in await office.outbox()]
    assert len(set(times)) == 40
    assert times[0] == back
    assert all(b - a >= timedelta(seconds=10) for a, b in pairwise(times))
    assert times[-1] < back + timedelta(minutes=15)


async def test_scenario_06_a_late_reminder_does_not_wake_anybody(office: Office) -> None:
    await office.goal("Notes are ready", daily(time(23)), SUNDAY_NOON)
    assert await office.tick(utc(3, 3, 1)) == ["ask late: Notes are ready"]  # 02:00 in Berlin
    [row] = await office.outbox()
    assert row.not_before == utc(3, 3, 8)


async def test_scenario_07_a_gap_is_asked_once_in_the_database(office: Office) -> None:
    await office.days_off(Calendar(), SUNDAY_NOON)
    goal = await office.goal("Notes", daily(time(2, 30)), utc(3, 28, 12))
    assert await office.tick(utc(3, 29, 0, 59)) == []
    assert await office.tick(utc(3, 29, 1)) == ["ask: Notes"]
    assert await office.tick(utc(3, 29, 1, 30)) == []
    assert (await office.schedule(goal)).next_due_at == utc(3, 30, 0, 30)


async def test_scenario_08_an_hour_that_happens_twice_is_asked_once(office: Office) -> None:
    await office.days_off(Calendar(), SUNDAY_NOON)
    goal = await office.goal("Notes", daily(time(2, 30)), utc(10, 24, 12))
    assert await office.tick(utc(10, 25, 0, 30)) == ["ask: Notes"]
    assert await office.tick(utc(10, 25, 1, 30)) == []  # 02:30 again
    assert await office.states(goal, utc(10, 25)) == [("10-25", "open")]


async def test_scenario_13_an_owner_who_moves_is_asked_at_the_new_nine_o_clock(
    office: Office,
) -> None:
    goal = await office.goal("Notes", daily(), SUNDAY_NOON, zone="Asia/Tokyo")
    assert await office.tick(utc(3, 2, 0)) == ["ask: Notes"]  # Monday 09:00 in Tokyo
    async with office.database.transaction(ACME, utc(3, 2, 1)) as tx:
        assert await schedule.owner_moved(tx, ALICE, "America/Los_Angeles") == 1
    # there it is Sunday afternoon; Monday was asked for already
    assert (await office.schedule(goal)).next_due_at == utc(3, 3, 17)
    fixed = await office.goal("Fixed", daily(zone=BERLIN), utc(3, 2, 1))
    async with office.database.transaction(ACME, utc(3, 2, 2)) as tx:
        assert await schedule.owner_moved(tx, ALICE, "Asia/Tokyo") == 1
    assert (await office.schedule(fixed)).zone == BERLIN


async def test_scenario_15_a_snooze_moves_only_this_one(office: Office) -> None:
    goal = await office.goal("Notes", weekly(), SUNDAY_NOON)
    await office.tick(MONDAY)
    until = utc(3, 4, 8)
    occurrence = await office.open(goal, MONDAY)
    async with office.database.transaction(ACME, MONDAY) as tx:
        await check_ins.snooze(tx, occurrence, until, "Wednesday", ALICE)
    assert await office.leaving(MONDAY) == []
    assert await office.tick(utc(3, 3, 8)) == []
    assert await office.tick(until) == ["nudge: Notes"]
    assert await office.leaving(until) == ["nudge: Notes"]
    assert (await office.schedule(goal)).next_due_at == utc(3, 9, 8)
    assert await office.tick(utc(3, 5, 8)) == ["nudge: Notes"]


async def test_scenario_16_what_is_answered_or_archived_meanwhile_is_not_sent(
    office: Office,
) -> None:
    goal = await office.goal("Notes", weekly(), SUNDAY_NOON)
    await office.tick(MONDAY)
    occurrence = await office.open(goal, MONDAY)
    async with office.database.transaction(ACME, MONDAY) as tx:
        assert await check_ins.answer(tx, occurrence, by=ALICE, state=State.SUBMITTED)
        assert not await check_ins.answer(tx, occurrence, by=ALICE, state=State.SUBMITTED)
    other = await office.goal("Archived", weekly(1), MONDAY)
    await office.tick(utc(3, 3, 8))
    async with office.database.transaction(ACME, utc(3, 3, 8)) as tx:
        await initiatives.archive(tx, office.home.id)
    assert await office.leaving(utc(3, 3, 8)) == []
    assert [(row.state, row.error) for row in await office.outbox()] == [
        ("dropped", "answered"),
        ("dropped", "archived"),
    ]
    assert await office.states(other, MONDAY) == [("03-03", "open")]


async def test_an_answer_stops_the_reminders_and_silence_climbs_to_a_ceiling(
    office: Office,
) -> None:
    await office.days_off(Calendar(), SUNDAY_NOON)
    goal = await office.goal("Notes", weekly(), SUNDAY_NOON, backup=BOB)
    assert await office.tick(MONDAY) == ["ask: Notes"]
    days = [MONDAY + timedelta(days=n) for n in range(1, 7)]
    assert [await office.tick(day) for day in days] == [
        ["nudge: Notes"],
        ["backup: Notes"],
        ["backup: Notes"],
        [],
        [],
        [],
    ]
    told = [row.conversation for row in await office.outbox()]
    assert told == [ALICE, ALICE, BOB, DANA]
    assert await office.tick(utc(3, 9, 8)) == ["ask: Notes"]
    story = await office.story(goal, MONDAY)
    assert story[0][1:] == (
        "missed",
        [
            "Asked on time.",
            f"Reminded <@{ALICE}>.",
            f"Reminded <@{BOB}>.",
            f"Reminded <@{DANA}>.",
            "Missed: no answer before the next check-in.",
        ],
    )


async def test_three_ignored_propose_a_pause_and_an_answer_forgives(office: Office) -> None:
    goal = await office.goal("Notes", weekly(), SUNDAY_NOON)
    mondays = [*(MONDAY + timedelta(weeks=n) for n in range(4)), utc(3, 30, 7)]  # summer
    asked = [(await office.tick(monday))[-1] for monday in mondays[:4]]
    assert asked[:3] == ["ask: Notes"] * 3
    assert asked[3] == "ask: Notes (pause?)"
    async with office.database.transaction(ACME, mondays[3]) as tx:
        [occurrence] = await check_ins.open_of(tx, ALICE)
        await check_ins.answer(tx, occurrence, by=ALICE, state=State.SUBMITTED)
    assert await office.tick(mondays[4]) == ["ask: Notes"]
    assert (await office.schedule(goal)).ignored == 0


async def test_scenario_17_an_owner_who_left_slack_is_not_asked_but_somebody_else(
    office: Office,
) -> None:
    with_backup = await office.goal("Backed", weekly(), SUNDAY_NOON, backup=BOB)
    await office.goal("Alone", weekly(), SUNDAY_NOON)
    await office.leaves_slack(ALICE, SUNDAY_NOON)
    assert sorted(await office.tick(MONDAY)) == ["take_over: Alone", "take_over: Backed"]
    rows = await office.outbox()
    told = dict(zip(await office.texts(rows, MONDAY), [r.conversation for r in rows], strict=True))
    assert told == {"take_over: Backed": BOB, "take_over: Alone": DANA}
    [(_, _, lines)] = await office.story(with_backup, MONDAY)
    assert lines[-1] == (f"Not sent: the owner has left Slack; <@{BOB}> is asked to take over.")
    assert sorted(await office.leaving(MONDAY)) == ["take_over: Alone", "take_over: Backed"]


async def test_scenario_17_an_owner_who_leaves_between_is_not_sent_to(office: Office) -> None:
    await office.goal("Notes", weekly(), SUNDAY_NOON, backup=BOB)
    await office.tick(MONDAY)
    await office.leaves_slack(ALICE, MONDAY)
    assert await office.leaving(MONDAY) == []
    assert [row.error for row in await office.outbox()] == ["left Slack"]
    assert await office.tick(utc(3, 3, 8)) == ["take_over: Notes"]


async def test_scenario_19_a_holiday_moves_or_skips_and_is_never_missed(office: Office) -> None:
    closed = Closed(day=date(2026, 3, 2), name="Founders' day")
    calendar = Calendar(weekend=frozenset({SATURDAY, SUNDAY}), closed=(closed,))
    await office.days_off(calendar, SUNDAY_NOON)
    moving = await office.goal("Moving", weekly(), SUNDAY_NOON)
    skipping = await office.goal("Skipping", weekly(day_off=DayOff.SKIP), SUNDAY_NOON)
    assert await office.tick(MONDAY) == []
    assert await office.tick(utc(3, 3, 8)) == ["ask: Moving"]
    assert await office.story(skipping, MONDAY) == [
        ("03-02", "skipped", ["Skipped: closed: Founders' day."])
    ]
    assert await office.states(moving, MONDAY) == [("03-03", "open")]
    assert (await office.schedule(moving)).next_due_at == utc(3, 9, 8)


async def test_scenario_19_an_absence_that_is_noted_late_moves_or_skips_too(
    office: Office,
) -> None:
    moving = await office.goal("Moving", weekly(), SUNDAY_NOON)
    skipping = await office.goal("Skipping", weekly(day_off=DayOff.SKIP), SUNDAY_NOON, owner=BOB)
    for person in (ALICE, BOB):
        await office.away(person, date(2026, 3, 2), 3, SUNDAY_NOON)
    assert await office.tick(MONDAY) == []
    assert await office.states(skipping, MONDAY) == [("03-02", "skipped")]
    assert await office.states(moving, MONDAY) == []
    assert await office.tick(utc(3, 5, 8)) == ["ask: Moving"]


async def test_scenario_24_a_malformed_rule_is_set_aside_and_stops_no_other(
    office: Office,
) -> None:
    broken = [
        await office.goal(str(number), weekly(), SUNDAY_NOON, owner=BOB) for number in range(5)
    ]
    await office.break_rule(broken[0], rule={"every": "never"})
    await office.break_rule(broken[1], zone="Mars/Base")
    await office.break_rule(broken[2], nominal="yesterday")
    await office.break_rule(broken[3], rule={"every": "cron", "cron": "x", "starts": "2026-01-01"})
    assert await office.tick(MONDAY) == ["ask: 4"]
    rows = [await office.schedule(goal) for goal in broken]
    assert [row.state for row in rows] == ["quarantined"] * 4 + ["active"]
    assert all(row.error for row in rows[:4])
    async with office.database.transaction(ACME, MONDAY) as tx:
        assert len(await schedule.quarantined(tx.session)) == 4
        await schedule.put(tx, broken[0], weekly(), BERLIN)
    assert (await office.schedule(broken[0])).state == "active"


async def test_scenario_26_a_schedule_edited_before_it_fires_follows_the_new_rule_once(
    office: Office,
) -> None:
    goal = await office.goal("Notes", daily(), SUNDAY_NOON)
    async with office.database.transaction(ACME, MONDAY - timedelta(seconds=2)) as tx:
        await schedule.put(tx, goal, daily(time(15)), BERLIN)
    assert await office.tick(MONDAY) == []
    assert await office.tick(utc(3, 2, 14)) == ["ask: Notes"]
    async with office.database.transaction(ACME, utc(3, 2, 14, 1)) as tx:
        await schedule.put(tx, goal, daily(time(16)), BERLIN)
    assert await office.tick(utc(3, 2, 15)) == []
    assert await office.states(goal, MONDAY) == [("03-02", "open")]


async def test_scenario_29_a_clock_that_jumps_back_asks_nothing_twice(office: Office) -> None:
    goal = await office.goal("Notes", daily(), SUNDAY_NOON)
    assert await office.tick(MONDAY) == ["ask: Notes"]
    assert await office.tick(MONDAY - timedelta(hours=5)) == []
    async with office.database.transaction(ACME, MONDAY - timedelta(hours=5)) as tx:
        await schedule.put(tx, goal, daily(), BERLIN)
    assert await office.tick(MONDAY) == []
    assert await office.occurrences() == 1


async def test_scenario_30_who_cannot_be_messaged_is_told_in_the_channel(office: Office) -> None:
    await office.goal("Notes", weekly(), SUNDAY_NOON)
    async with office.database.session(writes=True) as session:
        await lanes.close(session, ACME, ALICE, "cannot_dm_bot", SUNDAY_NOON)
        await session.commit()
    assert await office.tick(MONDAY) == [f"{ALICE} cannot be messaged (cannot_dm_bot): Notes"]
    [row] = await office.outbox()
    assert (row.conversation, row.state) == (office.home.channel_id, "queued")


async def test_a_goal_that_joins_a_message_that_stands_is_said_in_it(office: Office) -> None:
    await office.goal("Notes", daily(), SUNDAY_NOON)
    await office.tick(MONDAY)
    await office.goal("Teams", daily(time(11)), MONDAY)
    assert await office.tick(utc(3, 2, 10)) == []
    assert await office.texts(await office.outbox(), utc(3, 2, 10)) == ["ask: Notes, Teams"]


async def test_a_paused_goal_is_not_asked_for_and_goes_on_when_resumed(office: Office) -> None:
    goal = await office.goal("Notes", daily(), SUNDAY_NOON)
    await office.tick(MONDAY)
    async with office.database.transaction(ACME, MONDAY) as tx:
        await schedule.pause(tx, goal.id, by=ALICE)
    assert await office.leaving(MONDAY) == []
    assert await office.tick(utc(3, 3, 8)) == []
    assert await office.story(goal, MONDAY) == [
        ("03-02", "cancelled", ["Asked on time.", "Called off: the goal is paused."])
    ]
    async with office.database.transaction(ACME, utc(3, 3, 9)) as tx:
        await schedule.resume(tx, goal.id, BERLIN)
    assert await office.tick(utc(3, 4, 8)) == ["ask: Notes"]


async def test_an_early_answer_takes_the_place_of_the_next_date(office: Office) -> None:
    goal = await office.goal("Notes", weekly(), SUNDAY_NOON)
    async with office.database.transaction(ACME, SUNDAY_NOON) as tx:
        early = await schedule.answer_early(tx, goal, by=ALICE, confidence=0.7, words="Good.")
        again = await schedule.answer_early(tx, goal, by=BOB, confidence=0.5, words="")
        newest = await check_ins.find(tx, str(again))
    assert early == again
    assert newest is not None
    assert (newest.confidence, newest.note, newest.answered_by) == (0.5, "Good.", BOB)
    assert await office.tick(MONDAY) == []
    assert await office.states(goal, MONDAY) == [("03-02", "submitted")]
    wednesday = utc(3, 4, 8)
    async with office.database.transaction(ACME, wednesday) as tx:
        assert await schedule.answer_early(tx, goal, by=ALICE, confidence=None, words="")
    assert await office.tick(utc(3, 9, 8)) == ["ask: Notes"]


async def test_a_new_owner_is_asked_from_the_next_date_on(office: Office) -> None:
    goal = await office.goal("Notes", daily(), SUNDAY_NOON)
    async with office.database.transaction(ACME, SUNDAY_NOON) as tx:
        await goals.hand_over(tx, goal, BOB, given_by=ALICE)
        assert [row.person_id for row in await goals.owners(tx, goal.id)] == [ALICE, BOB]
    await office.tick(MONDAY)
    assert [row.conversation for row in await office.outbox()] == [BOB]


async def test_an_idle_tick_finds_nothing_to_do(office: Office) -> None:
    await office.goal("Notes", weekly(), SUNDAY_NOON)
    async with office.database.glance() as connection:
        just_before = MONDAY - timedelta(seconds=1)
        assert await look(connection, just_before) == Alarm(due=False, silent=False)
        assert await look(connection, MONDAY) == Alarm(due=True, silent=False)
    await office.tick(MONDAY)
    async with office.database.glance() as connection:
        assert await look(connection, utc(3, 3, 7, 59)) == Alarm(due=False, silent=False)
        assert await look(connection, utc(3, 3, 8)) == Alarm(due=False, silent=True)


async def test_the_tables_can_be_taken_away_and_put_back(database: Database) -> None:
    await migrate(database, "outbox_guard")
    await migrate(database)
