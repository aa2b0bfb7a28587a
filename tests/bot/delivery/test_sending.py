from dataclasses import replace
from datetime import timedelta

import pytest

from playground.posting import Content
from storage.lanes import Rate
from tests.bot.delivery.conftest import ALICE, GENERAL, QUICK, TEAMSYNC, Post


async def test_what_was_saved_is_sent_at_once(mail: Post) -> None:
    async with mail.sending(replace(QUICK, look_every=30)):
        await mail.post("hello")
        await mail.until_texts("hello")
        await mail.until_state("sent")


async def test_what_another_process_saved_is_found_by_looking(mail: Post) -> None:
    await mail.post("hello")
    async with mail.sending():
        await mail.until_texts("hello")


async def test_a_conversation_keeps_its_order(mail: Post) -> None:
    async with mail.sending():
        for number in range(10):
            await mail.post(f"a{number}")
            await mail.post(f"b{number}", GENERAL)
        await mail.until_texts(*(f"a{number}" for number in range(10)))
        await mail.until_texts(*(f"b{number}" for number in range(10)), channel=GENERAL)


async def test_a_note_goes_into_the_thread_of_its_card(mail: Post) -> None:
    async with mail.sending():
        await mail.post("card", place="card:1")
        await mail.post("note", thread="card:1")
        await mail.until_texts("card", "note")
    card, note = mail.messages()
    assert note.thread_ts == card.ts


async def test_a_person_is_written_to_directly_and_that_message_can_be_edited(mail: Post) -> None:
    async with mail.sending():
        await mail.post("hello", ALICE, place="dm:1")
        await mail.slack.until(lambda: mail.told() == ["hello"])
        await mail.until_state("sent")
        await mail.edit("hello again", "dm:1")
        await mail.slack.until(lambda: mail.told() == ["hello again"])


async def test_an_edit_changes_the_card(mail: Post) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "words"}}]
    async with mail.sending():
        await mail.post("card", place="card:1", blocks=blocks)
        await mail.until_state("sent")
        await mail.edit("newer card")
        await mail.until_texts("newer card")
    assert mail.messages()[0].blocks == []


async def test_twenty_edits_of_a_post_that_waits_are_one_call(mail: Post) -> None:
    await mail.post("card", place="card:1")
    for number in range(20):
        await mail.edit(f"card {number}")
    async with mail.sending():
        await mail.until_texts("card 19")
        await mail.until_state("sent")
    assert len(mail.slack.traffic.calls()) == 1


async def test_a_deleted_card_is_posted_anew_once(mail: Post) -> None:
    async with mail.sending():
        await mail.post("card", place="card:1")
        await mail.until_state("sent")
        mail.slack.world.remove_message(mail.messages()[0])
        await mail.edit("second")
        await mail.until_texts("second")
        await mail.until_state("sent", "sent")
        await mail.edit("third")
        await mail.post("note", thread="card:1")
        await mail.until_texts("third", "note")
        assert mail.messages()[1].thread_ts == mail.messages()[0].ts


async def test_nothing_leaves_before_its_time(mail: Post) -> None:
    await mail.post("later", not_before=mail.clock.now() + timedelta(hours=1))
    async with mail.sending():
        await mail.post("now")
        await mail.until_texts("now")
        mail.clock.move(timedelta(hours=1))
        await mail.until_texts("now", "later")


async def test_a_burst_is_paced(mail: Post) -> None:
    paced = replace(QUICK, conversation_burst=3)
    for number in range(5):
        await mail.post(str(number))
    async with mail.sending(paced, posts_per_second=0.02):
        await mail.until_texts("0", "1", "2")
        await mail.post("elsewhere", GENERAL)
        await mail.until_texts("elsewhere", channel=GENERAL)
        assert mail.texts() == ["0", "1", "2"]
    assert (await mail.lane(TEAMSYNC)).free_at is not None


async def test_the_rate_of_edits_is_the_workspaces(mail: Post) -> None:
    async with mail.sending(replace(QUICK, edits=Rate(0.02, 1))):
        await mail.post("a", place="card:1")
        await mail.post("b", GENERAL, place="card:2")
        await mail.until_state("sent", "sent")
        await mail.edit("a2", "card:1")
        await mail.until_texts("a2")
        await mail.edit("b2", "card:2")
        await mail.post("c")
        await mail.until_texts("a2", "c")
        assert mail.texts(GENERAL) == ["b"]


async def test_a_clock_that_goes_back_sends_nothing_twice(mail: Post) -> None:
    async with mail.sending():
        await mail.post("one")
        await mail.until_state("sent")
        mail.clock.move(timedelta(hours=-3))
        await mail.post("two")
        await mail.until_state("sent", "sent")
    assert mail.texts() == ["one", "two"] or mail.texts() == ["two", "one"]


async def test_the_message_carries_its_mark_and_unfurls_nothing(mail: Post) -> None:
    async with mail.sending():
        await mail.post("one", dedupe_key="welcome")
        await mail.until_state("sent")
    [call] = mail.slack.traffic.calls("chat.postMessage")
    assert mail.messages()[0].metadata == {
        "event_type": "workback_outbox",
        "event_payload": {"outbox": "welcome"},
    }
    assert (call.payload["unfurl_links"], call.payload["unfurl_media"]) == (False, False)


async def test_somebody_elses_message_is_never_taken_for_ours(mail: Post) -> None:
    await mail.post("one")
    channel = mail.slack.world.channel(TEAMSYNC)
    other = {"event_type": "workback_outbox", "event_payload": {"outbox": "other"}}
    mail.slack.posting.post(channel, Content("other", metadata=other))
    mail.slack.faults.fail("chat.postMessage", times=1)
    async with mail.sending():
        await mail.slack.until(mail.slack.traffic.calls)
        mail.clock.move(timedelta(seconds=2))
        await mail.until_texts("other", "one")


async def test_a_deleted_reply_comes_back_in_its_thread(mail: Post) -> None:
    async with mail.sending():
        await mail.post("card", place="card:1")
        await mail.post("note", thread="card:1", place="note:1")
        await mail.until_texts("card", "note")
        await mail.until_state("sent", "sent")
        mail.slack.world.remove_message(mail.messages()[1])
        await mail.edit("newer note", "note:1")
        await mail.until_texts("card", "newer note")
    card, note = mail.messages()
    assert note.thread_ts == card.ts


BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "words"}}]


@pytest.mark.parametrize("end", ["&amp;" * 20, "<!date^1^{date}|soon>" * 5, "word " * 20])
async def test_a_text_too_long_to_notify_is_shortened_between_words(mail: Post, end: str) -> None:
    words = "x" * 3_970 + end
    async with mail.sending():
        await mail.post(words, place="card:1", blocks=BLOCKS)
        await mail.until_state("sent")
        posted = mail.texts()
        await mail.edit("y" + words)
        await mail.until_state("sent", "sent")
    for text in (*posted, *mail.texts()):
        assert len(text) <= 4_000
        assert text.endswith("…")
        assert text.count("<") == text.count(">")
        assert text.count("&") == text.count(";")


async def test_a_text_without_blocks_is_posted_whole(mail: Post) -> None:
    async with mail.sending():
        await mail.post("word " * 2_000)
        await mail.until_texts("word " * 2_000)
