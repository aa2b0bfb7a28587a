"""Check-ins come once, whatever Slack answers: the scenarios between the outbox and Slack."""

from datetime import timedelta

from domain.check_ins import State
from domain.people import PersonId
from playground.cast import ALICE, BOB, DANA
from playground.things import Channel
from storage import check_ins, initiatives
from tests.bot.delivery.scenarios.conftest import ASKED, MONDAY, OWNERS, SECOND, Morning, utc
from tests.storage.conftest import ACME


async def test_scenario_18_of_fifty_channels_the_archived_one_stops_no_other(
    morning: Morning,
) -> None:
    mail = morning.mail
    channels = [f"C18{number:02}" for number in range(50)]
    for channel in channels:
        mail.slack.world.channels[channel] = Channel(
            id=channel, name=channel.lower(), members=[mail.slack.world.bot_user, ALICE]
        )
        await mail.post(f"note of {channel}", channel, about="a note", responsible=ALICE)
    mail.slack.world.channels["C1823"].archived = True
    async with morning.sending():
        await morning.until_told(ALICE)
        await mail.until_state(*("dead" if c == "C1823" else "sent" for c in channels), "sent")
    arrived = {channel: mail.texts(channel) for channel in channels}
    assert arrived == {c: [] if c == "C1823" else [f"note of {c}"] for c in channels}
    [told] = morning.told(ALICE)
    assert told.text.startswith("<#C1823> is archived")


async def test_scenario_20_a_429_lets_only_its_own_bucket_wait_and_drops_nothing(
    morning: Morning,
) -> None:
    for owner in OWNERS:
        await morning.goal("Notes", owner)
    await morning.tick(MONDAY)
    morning.mail.slack.faults.rate_limit("chat.postMessage", retry_after=30, times=1)
    async with morning.sending():
        await morning.mail.slack.until(lambda: morning.posts() == 3)
        await morning.mail.until_settled()
        told = {owner: len(morning.told(owner)) for owner in OWNERS}
        assert sorted(told.values()) == [0, 1, 1]
        [limited] = [owner for owner, count in told.items() if count == 0]
        assert (await morning.mail.lane(limited)).waits_because == "ratelimited"
        morning.mail.clock.move(timedelta(seconds=25))
        await morning.look()
        assert morning.told(limited) == []
        morning.mail.clock.move(timedelta(seconds=5))
        await morning.until_told(limited)
    assert [m.text for owner in OWNERS for m in morning.told(owner)] == [ASKED] * 3
    assert {row.state for row in await morning.mail.rows()} == {"sent"}


async def test_scenario_21_a_reply_lost_after_slack_took_it_is_one_message(
    morning: Morning,
) -> None:
    await morning.goal("Notes")
    await morning.tick(MONDAY)
    morning.mail.slack.faults.lose_reply("chat.postMessage", times=1)
    async with morning.sending():
        await morning.until_told(ALICE)
        morning.mail.clock.move(timedelta(seconds=2))
        await morning.mail.until_state("sent")
    [asked] = morning.told()
    [row] = await morning.mail.rows()
    assert row.slack_ts == asked.ts
    assert morning.posts() == 1
    assert morning.mail.slack.traffic.calls("conversations.history")


async def test_scenario_23_a_token_that_went_stale_in_mid_send_commits_nothing(
    morning: Morning,
) -> None:
    """The first sender is done after its lease, while a second one is at it: that one's counts."""
    await morning.goal("Notes")
    await morning.tick(MONDAY)
    for seconds in (1.0, 2.0):
        morning.mail.slack.faults.delay("chat.postMessage", seconds, times=1)
    async with morning.sending():
        await morning.mail.slack.until(lambda: morning.posts() == 1)
        [first] = await morning.mail.rows()
        morning.mail.clock.move(timedelta(minutes=2))
        async with morning.sending():
            await morning.mail.slack.until(lambda: morning.posts() == 2)
            [second] = await morning.mail.rows()
            await morning.until_told(ALICE)  # by the first, whose token is stale
            await morning.until_told(ALICE, 2)
    stale, mine = morning.told()
    [row] = await morning.mail.rows()
    assert None not in {first.lease_token, second.lease_token}
    assert first.lease_token != second.lease_token
    assert (row.state, row.slack_ts, row.attempts) == ("sent", mine.ts, 2)
    assert stale.ts != mine.ts


async def test_scenario_16_what_is_answered_or_archived_just_before_is_not_sent(
    morning: Morning,
) -> None:
    answered, archived = await morning.goal("Answered"), await morning.goal("Archived", BOB)
    await morning.tick(MONDAY)
    occurrence = await morning.office.open(answered, MONDAY)
    async with morning.mail.database.transaction(ACME, MONDAY) as tx:
        await check_ins.answer(tx, occurrence, by=PersonId(ALICE), state=State.SUBMITTED)
        await initiatives.archive(tx, morning.office.home.id)
    async with morning.sending():
        await morning.mail.until_state("dropped", "dropped")
    errors = {row.conversation: row.error for row in await morning.mail.rows()}
    assert errors == {ALICE: "answered", BOB: "archived"}
    assert morning.posts() == 0
    assert await morning.office.states(archived, MONDAY) == [("03-02", "open")]


async def test_scenario_17_who_left_is_not_written_to_and_who_can_take_over_is(
    morning: Morning,
) -> None:
    await morning.goal("Backed", backup=PersonId(BOB))
    await morning.goal("Alone")
    await morning.tick(MONDAY)
    await morning.office.leaves_slack(PersonId(ALICE), MONDAY)
    async with morning.sending():
        await morning.mail.until_state("dropped")
        await morning.tick(utc(3, 8))
        await morning.until_told(BOB)
        await morning.until_told(DANA)
    assert morning.told(ALICE) == []
    assert [m.text for m in morning.told(BOB)] == ["“Backed” has no owner any more."]
    assert [m.text for m in morning.told(DANA)] == ["“Alone” has no owner any more."]


async def test_scenario_29_a_clock_that_jumps_back_says_nothing_twice(morning: Morning) -> None:
    await morning.goal("Notes")
    async with morning.sending():
        await morning.tick(MONDAY + SECOND)
        await morning.until_told(ALICE)
        for at in (MONDAY - timedelta(hours=5), MONDAY - SECOND, MONDAY, MONDAY + SECOND):
            await morning.tick(at)
            await morning.look()
        await morning.tick(utc(3, 8, 0, 1))
        await morning.until_told(ALICE, 2)
    assert [m.text for m in morning.told()] == [ASKED] * 2


async def test_scenario_29_the_clock_jumps_back_between_claim_and_reply(morning: Morning) -> None:
    await morning.goal("Notes")
    await morning.tick(MONDAY)
    morning.mail.slack.faults.delay("chat.postMessage", 0.3, times=1)
    async with morning.sending():
        await morning.mail.slack.until(lambda: morning.posts() == 1)
        morning.mail.clock.move(timedelta(hours=-5))
        await morning.mail.until_state("sent")
        await morning.tick(MONDAY + SECOND)
        await morning.look()
    assert [m.text for m in morning.told()] == [ASKED]


async def test_scenario_30_who_cannot_be_messaged_is_reached_in_the_thread_which_says_why(
    morning: Morning,
) -> None:
    """The message that finds out is said in the thread at once, and so is the next one."""
    await morning.mail.post("card", place=f"card:{morning.office.home.id}")
    await morning.goal("Notes")
    async with morning.sending():
        await morning.mail.until_texts("card")
        morning.mail.slack.faults.error("chat.postMessage", "cannot_dm_bot", times=1)
        await morning.tick(MONDAY)
        await morning.mail.until_state("sent", "dropped", "sent")
        assert len(morning.mail.messages()) == 2
        await morning.tick(utc(3, 8))
        await morning.mail.slack.until(lambda: len(morning.mail.messages()) == 3)
        await morning.mail.reopen(ALICE)  # Slack lets her be messaged again: nobody asks twice
        await morning.look()
    assert morning.told() == []
    for asked in morning.mail.messages()[1:]:
        assert asked.thread_ts == morning.mail.messages()[0].ts
        assert (
            asked.text
            == "“Notes” is due. This stands here because Slack lets me send you no message."
        )
        assert f"<@{ALICE}>" in str(asked.blocks)
