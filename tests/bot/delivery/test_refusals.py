from dataclasses import replace
from datetime import timedelta

from bot.delivery.consequences import MOST_ATTEMPTS
from storage.lanes import WORKSPACE
from tests.bot.delivery.conftest import ALICE, GENERAL, PRODUCT, QUICK, TEAMSYNC, Post

BOB, DANA = "U01BOB", "U01DANA"


async def test_retry_after_stops_only_its_own_conversation(mail: Post) -> None:
    mail.slack.faults.rate_limit("chat.postMessage", retry_after=30, times=1)
    async with mail.sending():
        await mail.post("a1")
        await mail.slack.until(mail.slack.traffic.calls)
        await mail.post("a2")
        await mail.post("b", GENERAL)
        await mail.until_texts("b", channel=GENERAL)
        mail.clock.move(timedelta(seconds=28))
        await mail.post("b2", GENERAL)
        await mail.until_texts("b", "b2", channel=GENERAL)
        assert mail.texts() == []
        mail.clock.move(timedelta(seconds=2))
        await mail.until_texts("a1", "a2")
        await mail.until_state("sent", "sent", "sent", "sent")
    assert (await mail.rows())[0].attempts == 1


async def test_two_limited_conversations_are_the_workspaces_limit(mail: Post) -> None:
    mail.slack.faults.rate_limit("chat.postMessage", retry_after=30, times=2)
    async with mail.sending(replace(QUICK, at_once=1)):
        await mail.post("a")
        await mail.post("b", GENERAL)
        await mail.slack.until(lambda: len(mail.slack.traffic.calls()) == 2)
        await mail.until_state("queued", "queued")
        assert (await mail.lane(WORKSPACE)).waits_because == "ratelimited"
        await mail.post("c", ALICE)
        mail.clock.move(timedelta(seconds=31))
        await mail.until_state("sent", "sent", "sent")


async def test_a_server_error_is_tried_again(mail: Post) -> None:
    mail.slack.faults.fail("chat.postMessage", times=1)
    async with mail.sending():
        await mail.post("one")
        await mail.post("two")
        await mail.slack.until(mail.slack.traffic.calls)
        mail.clock.move(timedelta(seconds=2))
        await mail.until_texts("one", "two")


async def test_a_lost_reply_is_looked_up_and_not_sent_twice(mail: Post) -> None:
    mail.slack.faults.lose_reply("chat.postMessage", times=1)
    async with mail.sending():
        await mail.post("one", place="card:1")
        await mail.until_texts("one")
        mail.clock.move(timedelta(seconds=2))
        await mail.until_state("sent")
        await mail.edit("two")
        await mail.until_texts("two")
    assert len(mail.slack.traffic.calls("chat.postMessage")) == 1


async def test_a_lost_reply_in_a_thread_is_looked_up(mail: Post) -> None:
    async with mail.sending():
        await mail.post("card", place="card:1")
        await mail.until_state("sent")
        mail.slack.faults.lose_reply("chat.postMessage", times=1)
        await mail.post("note", thread="card:1")
        await mail.until_texts("card", "note")
        mail.clock.move(timedelta(seconds=2))
        await mail.until_state("sent", "sent")
    assert mail.texts() == ["card", "note"]


async def test_a_lost_reply_to_a_direct_message_is_looked_up(mail: Post) -> None:
    mail.slack.faults.lose_reply("chat.postMessage", times=1)
    async with mail.sending():
        await mail.post("hello", ALICE)
        await mail.slack.until(lambda: mail.told() == ["hello"])
        mail.clock.move(timedelta(seconds=2))
        await mail.until_state("sent")
    assert mail.told() == ["hello"]


async def test_a_nudge_that_cannot_be_looked_up_is_dropped(mail: Post) -> None:
    mail.slack.installation.scopes.discard("channels:history")
    mail.slack.faults.lose_reply("chat.postMessage", times=1)
    async with mail.sending():
        await mail.post("nudge", priority=20)
        await mail.until_texts("nudge")
        mail.clock.move(timedelta(seconds=2))
        await mail.until_state("dropped")
    assert mail.texts() == ["nudge"]


async def test_an_edit_that_fails_again_and_again_dies_at_last(mail: Post) -> None:
    async with mail.sending():
        await mail.post("card", place="card:1")
        await mail.until_state("sent")
        mail.slack.faults.fail("chat.update", status=503)
        await mail.edit("never")
        for attempt in range(1, MOST_ATTEMPTS + 1):
            await mail.until_calls("chat.update", attempt)
            await mail.until_settled()
            mail.clock.move(timedelta(minutes=7))
        await mail.until_state("sent", "dead")
    assert (await mail.rows())[1].error == "http_503"


async def test_a_channel_without_the_bot_is_told_once_and_opened_by_an_invitation(
    mail: Post,
) -> None:
    async with mail.sending():
        about = {"about": "the card of TeamSync", "responsible": ALICE}
        await mail.post("card", PRODUCT, place="card:1", **about)
        await mail.slack.until(mail.told)
        await mail.post("note", PRODUCT, thread="card:1", **about)
        await mail.until_state("dead", "sent", "dead")
        mail.slack.world.channel(PRODUCT).members.append(mail.slack.world.bot_user)
        await mail.reopen(PRODUCT)
        await mail.until_texts("card", "note", channel=PRODUCT)
    assert mail.told() == [
        (
            f"I am not in <#{PRODUCT}> yet, so the card of TeamSync could not be posted there. "
            "Type `/invite @Workback` in that channel and I will post it at once."
        )
    ]


async def test_one_archived_channel_stops_no_other(mail: Post) -> None:
    async with mail.sending():
        await mail.post("card", "C01ARCHIVE", responsible=ALICE, about="*the card* of <!channel>")
        await mail.post("fine")
        await mail.until_texts("fine")
        await mail.slack.until(mail.told)
    [told] = mail.told()
    assert told.startswith("<#C01ARCHIVE> is archived")
    assert "<!channel>" not in told


async def test_nobody_is_told_of_a_person_who_cannot_be_written_to(mail: Post) -> None:
    async with mail.sending():
        await mail.post("hello", "U0NOBODY", responsible=ALICE)
        await mail.until_state("dead")
    assert mail.told() == []


async def test_a_poison_row_is_quarantined_with_its_reason(mail: Post) -> None:
    async with mail.sending():
        await mail.post("poison", blocks=[{"type": "nothing"}])
        await mail.post("fine")
        await mail.until_texts("fine")
    [poison, _] = await mail.rows()
    assert (poison.state, poison.error) == ("dead", "invalid_blocks")


async def test_an_answer_to_a_message_that_never_came_dies_with_it(mail: Post) -> None:
    async with mail.sending():
        await mail.post("poison", blocks=[{"type": "nothing"}], place="card:1")
        await mail.post("note", thread="card:1")
        await mail.until_state("dead", "dead")
    assert (await mail.rows())[1].error == "thread_not_posted"


async def test_a_refused_card_is_posted_once_its_content_is_mended(mail: Post) -> None:
    async with mail.sending():
        await mail.post("poison", blocks=[{"type": "nothing"}], place="card:1")
        await mail.until_state("dead")
        await mail.edit("mended")
        await mail.until_texts("mended")


async def test_a_workspace_that_refuses_the_token_loses_nothing(mail: Post) -> None:
    mail.slack.installation.installed = False
    async with mail.sending():
        await mail.post("one")
        await mail.slack.until(mail.slack.traffic.calls)
        await mail.post("two", GENERAL)
        await mail.until_state("queued", "queued")
        assert (await mail.lane(WORKSPACE)).waits_because == "account_inactive"
        mail.slack.installation.installed = True
        await mail.reopen(WORKSPACE)
        await mail.until_state("sent", "sent")


async def test_a_workspace_that_refuses_the_token_is_tried_again_by_itself(mail: Post) -> None:
    mail.slack.installation.installed = False
    async with mail.sending():
        for number, conversation in enumerate((TEAMSYNC, GENERAL, ALICE)):
            await mail.post(str(number), conversation)
        await mail.slack.until(mail.slack.traffic.calls)
        await mail.until_state("queued", "queued", "queued")
        mail.slack.installation.installed = True
        await mail.until_settled()
        mail.clock.move(timedelta(minutes=6))
        await mail.until_state("sent", "sent", "sent")


async def test_everybody_who_waits_for_a_closed_channel_is_told_once(mail: Post) -> None:
    for number, person in enumerate((ALICE, BOB, ALICE)):
        await mail.post(f"note {number}", PRODUCT, about=f"note {number}", responsible=person)
    async with mail.sending():
        await mail.slack.until(lambda: mail.told(ALICE) and mail.told(BOB))
        await mail.post("late", PRODUCT, about="a late note", responsible=DANA)
        await mail.slack.until(lambda: mail.told(DANA))
        await mail.until_settled()
        mail.clock.move(timedelta(minutes=11))
        await mail.post("later", PRODUCT, about="a later note", responsible=BOB)
        await mail.slack.until(lambda: len(mail.slack.traffic.calls()) == 6)
        await mail.until_settled()
    assert [len(mail.told(person)) for person in (ALICE, BOB, DANA)] == [1, 1, 1]
    assert "note 1 could not be posted" in mail.told(BOB)[0]
    assert "a late note could not be posted" in mail.told(DANA)[0]


async def test_a_channel_that_closes_again_after_it_worked_is_told_again(mail: Post) -> None:
    channel = mail.slack.world.channel(TEAMSYNC)
    about = {"about": "a note", "responsible": ALICE}
    async with mail.sending():
        for closing in (1, 2):
            channel.archived = True
            await mail.post("note", **about)
            await mail.until_told(closing)
            channel.archived = False
            await mail.reopen(TEAMSYNC)
            await mail.until_texts(*["note"] * closing)
