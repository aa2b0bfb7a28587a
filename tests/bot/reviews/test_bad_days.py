"""Reviews when things go wrong: people leave, act at once, delete, and Slack repeats itself."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from playground import payloads
from playground.refusals import Impossible
from storage.tables import CommentRow, VerdictRow
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import TEAMSYNC, write
from tests.bot.reviews.test_reviews import ask, comment_on_problem, edit, judge, request, shown


async def comments(town: Town) -> list[CommentRow]:
    async with town.house.services.database.session(writes=False) as session:
        return list(await session.exec(select(CommentRow).order_by(CommentRow.id)))


async def refused(town: Town, **reviewers: object) -> dict[str, str]:
    """Ask for a review as Alice, and return the sentences under the fields."""
    await town.alice.command("/workback review", channel="teamsync")
    await town.alice.fill(**reviewers)
    await town.alice.submit()
    return town.alice.modal.errors


async def test_only_people_who_can_judge_are_asked(town: Town) -> None:
    await write(town, **TEAMSYNC)
    assert "is an app" in (await refused(town, reviewers=["workback"]))["reviewers"]
    await town.alice.close()
    assert (
        "wrote this text"
        in (await refused(town, reviewers=["bob"], required=["alice"]))["required"]
    )
    await town.alice.close()
    await town.slack.talk.change_person(town.bob.person, deleted=True)
    assert "Bob has left Slack" in (await refused(town, reviewers=["bob"]))["reviewers"]
    await town.alice.close()
    town.slack.world.channel("teamsync").members.remove(town.charlie.id)
    outside = (await refused(town, reviewers=["charlie", "dana"]))["reviewers"]
    assert "Charlie is not in #teamsync, so they cannot read this." in outside


async def test_somebody_of_another_organisation_judges_where_they_are_members(town: Town) -> None:
    dana = town.slack.person("dana").person
    await town.slack.talk.change_person(dana, home_team="T02GLOBEX")
    members = town.slack.world.channel("teamsync").members
    members.remove(dana.id)
    await write(town, **TEAMSYNC)
    outside = (await refused(town, reviewers=["dana"]))["reviewers"]
    assert "Dana is not in #teamsync" in outside
    members.append(dana.id)
    assert not (await town.alice.submit()).trouble
    await judge(town, "dana", "Approve")
    await town.slack.until(lambda: "Approved" in shown(town.posts()[0]))


async def test_a_channel_with_a_new_name_is_the_same_to_its_review(town: Town) -> None:
    asked = await ask(town, "bob")
    await town.slack.talk.rename(town.slack.world.channel("teamsync"), "launch")
    await town.bob.click("Hold", within=asked)
    await town.bob.fill(reason="the audit is done", until="2999-01-02")
    assert not (await town.bob.submit()).trouble
    await town.slack.until(lambda: "1 hold" in shown(town.posts("launch")[0]))
    town.slack.world.channel("launch").members.remove(town.charlie.id)
    await town.alice.command("/workback review", channel="launch")
    await town.alice.fill(reviewers=["charlie"])
    await town.alice.submit()
    assert "Charlie is not in #launch" in town.alice.modal.errors["reviewers"]


async def test_a_reviewer_who_left_is_replaced_by_who_asked(town: Town) -> None:
    await ask(town, "bob", "dana", needed="2")
    await judge(town, "bob", "Approve")
    await town.slack.talk.change_person(town.slack.world.person("dana"), deleted=True)
    await town.slack.until(lambda: "1 more reviewer needed" in shown(town.posts()[0]))
    why = "has left Slack: somebody else has to approve"
    await town.slack.until(lambda: why in str(town.thread(town.posts()[0])))
    await town.house.remind()
    await town.house.remind()
    told = "Dana has left Slack and cannot review"
    await town.slack.until(lambda: [m for m in town.alice.sees() if told in m.text])
    await town.settled()
    assert len([m for m in town.alice.sees() if told in m.text]) == 1
    await town.alice.click("Ask for another review", within=town.alice.newest())
    assert town.alice.modal.title == "Ask for review"


async def test_a_reviewer_who_wrote_approves_no_more(town: Town) -> None:
    await ask(town, "bob", "dana", needed="1")
    await judge(town, "bob", "Approve")
    await town.slack.until(lambda: "Approved" in shown(town.posts()[0]))
    await town.alice.click("Edit", within=town.posts()[0])
    await town.alice.fill(authors=["bob"])
    assert not (await town.alice.submit()).trouble
    await town.bob.click("Edit", within=town.posts()[0])
    await town.bob.fill(problem="Bob's own problem, with a number: 30.")
    assert not (await town.bob.submit()).trouble
    await town.slack.until(lambda: "0 of 1 approval" in shown(town.posts()[0]))
    await town.slack.until(lambda: "wrote words of this text" in str(town.thread(town.posts()[0])))
    await town.bob.click("See review", within=town.posts()[0])
    assert f"somebody else has to approve it. <@{town.slack.person('dana').id}> can." in str(
        town.bob.modal.view.blocks
    )
    with pytest.raises(Impossible):
        await town.bob.click("Approve")


async def test_the_text_changes_while_somebody_approves(town: Town) -> None:
    await ask(town, "bob")
    await town.bob.click("Approve", within=await request(town))
    await town.bob.fill(reason="Would use it tomorrow.")
    await edit(town, problem="A problem with a number: 30 minutes.")
    await town.bob.submit()
    text = town.bob.modal.text
    assert "Version 2 was saved while you read version 1." in text
    assert "30 minutes" in text
    assert town.bob.modal.inputs["reason"] == "Would use it tomorrow."
    async with town.house.services.database.session(writes=False) as session:
        assert list(await session.exec(select(VerdictRow))) == []
    assert not (await town.bob.submit()).trouble
    await town.slack.until(lambda: "Approved" in shown(town.posts()[0]))
    await town.slack.until(lambda: "approved version 2" in str(town.thread(town.posts()[0])))


async def test_two_suggestions_are_accepted_at_once(town: Town) -> None:
    await ask(town, "dana")
    await town.alice.click("Edit", within=town.posts()[0])
    await town.alice.fill(authors=["bob"])
    assert not (await town.alice.submit()).trouble
    first = await comment_on_problem(town, "dana", kind="suggestion", replacement="Dana's words.")
    second = await comment_on_problem(town, "erin", kind="suggestion", replacement="Erin's words.")
    await asyncio.gather(
        town.alice.click("Accept", within=first), town.bob.click("Accept", within=second)
    )
    await town.slack.until(lambda: town.alice.has_modal or town.bob.has_modal)
    loser = town.alice if town.alice.has_modal else town.bob
    assert loser.modal.title == "Two edits at once"
    assert "Dana's words." in loser.modal.text
    assert "Erin's words." in loser.modal.text
    states = sorted(comment.state for comment in await comments(town))
    assert states == ["accepted", "open"]
    await loser.close()
    await loser.click("Accept", within=first if loser is town.alice else second)
    assert "An edit of your own still waits" in loser.told("teamsync").text


async def test_messages_become_comments_once_in_whatever_order_they_are_told(town: Town) -> None:
    await ask(town, "bob")
    card = town.posts()[0]
    reply = await town.bob.say("I like it.", thread=card)
    event, channel = town.slack.message_event(reply)
    await asyncio.gather(*(town.slack.events.emit(dict(event), channel) for _ in range(3)))
    before = town.slack.message_json(reply)
    reply.text = "I like it. Who pays?"
    await town.slack.events.emit(*town.slack.change_event(reply, before))
    await town.slack.until(lambda: "1 unanswered" in shown(town.posts()[0]))
    await town.bob.delete(reply)
    await town.slack.until(lambda: "1 unanswered" not in shown(town.posts()[0]))
    await town.slack.events.emit(dict(event), channel)
    kept = await comments(town)
    assert [(c.state, c.words) for c in kept] == [("deleted", "")]


async def test_an_edit_or_a_deletion_comes_before_its_message(town: Town) -> None:
    await ask(town, "bob")
    card, events = town.posts()[0], town.slack.events
    town.slack.faults.drop_events(2)
    edited = await town.bob.say("Late words", thread=card)
    deleted = await town.bob.say("Gone words", thread=card)
    told = [town.slack.message_event(edited), town.slack.message_event(deleted)]
    await town.bob.edit(edited, "New words")
    await town.bob.delete(deleted)
    for event, channel in told:
        await events.emit(event, channel)
    kept = await comments(town)
    assert [(c.state, c.words) for c in kept] == [("open", "New words"), ("deleted", "")]


async def test_a_deleted_card_is_made_anew_once(town: Town) -> None:
    await ask(town, "bob")
    card = town.posts()[0]
    event, channel = town.slack.change_event(card, None)
    await town.alice.delete(card)
    await town.slack.events.emit(event, channel)
    await town.card()
    await town.settled()
    assert len([m for m in town.posts() if "WB-" in m.text]) == 1
    await town.bob.say("Does the new thread work?", thread=await town.card())
    await town.slack.until(lambda: "1 unanswered" in shown(town.posts()[-1]))


async def test_long_words_files_and_other_apps(town: Town) -> None:
    await ask(town, "bob")
    card = town.posts()[0]
    world = town.slack.world
    file = town.slack.talk.keep(town.bob.person, "notes.pdf", b"%PDF-")
    place = world.channel(card.channel)
    await town.slack.talk.say(town.bob.person, place, "", card.ts, [file.id])
    long = await town.bob.say(f"{'Forty thousand. ' * 2499}Or not?", thread=card)
    await town.slack.until(lambda: "1 unanswered" in shown(town.posts()[0]))
    kept = await comments(town)
    assert [len(c.words) for c in kept] == [len(long.text)]
    await town.alice.message_shortcut("File as review comment", long)
    await town.alice.choose("section", "problem")
    assert not (await town.alice.submit()).trouble
    await town.slack.until(lambda: "The rest stands in" in str(town.thread(card)))
    kept = await comments(town)
    assert [(c.section, len(c.words)) for c in kept] == [("problem", len(long.text))]
    await town.bob.delete(long)
    await town.slack.until(lambda: "Its words are gone too" in str(town.thread(card)))


async def test_a_hold_whose_day_is_over_is_asked_again(town: Town) -> None:
    await ask(town, "bob")
    day = (town.clock.now() + timedelta(days=2)).date()
    await judge(town, "bob", "Hold", reason="the works council has seen it", until=str(day))
    town.clock.move(timedelta(days=4))
    await town.bob.say("Well?", thread=town.posts()[0])
    await town.slack.until(
        lambda: "that day is over, asked again" in str(town.thread(town.posts()[0]))
    )


async def test_a_verdict_counts_where_the_channel_is_archived_or_private(town: Town) -> None:
    await ask(town, "bob")
    world = town.slack.world
    channel = world.channel("teamsync")
    channel.kind = "private"
    channel.members.remove(town.slack.person("dana").id)
    await town.slack.events.emit(
        {
            "type": "message",
            "subtype": "channel_convert_to_private",
            "channel": channel.id,
            "channel_type": "group",
            "user": town.alice.id,
            "text": "made this channel private",
            "ts": world.next_ts(channel),
        },
        channel,
    )
    await town.slack.person("dana").command("/workback show WB-1", channel="general")
    assert "There is no WB-1" in town.slack.person("dana").told("general").text
    await town.slack.talk.archive(town.alice.person, channel)
    await town.bob.open_home()
    await town.bob.click("Review")
    await town.bob.click("Approve")
    assert not (await town.bob.submit()).trouble
    async with town.house.services.database.session(writes=False) as session:
        assert [v.kind for v in await session.exec(select(VerdictRow))] == ["approve"]


async def test_a_replayed_approval_does_not_undo_a_revocation(town: Town) -> None:
    await ask(town, "bob")
    await town.bob.click("Approve", within=await request(town))
    sent = payloads.submission(town.slack, town.bob.person, town.bob.modal.view)
    assert not (await town.bob.submit()).trouble
    await town.slack.until(lambda: "Approved" in shown(town.posts()[0]))
    await town.bob.click("Revoke my verdict", within=await request(town))
    await town.slack.until(lambda: "In review" in shown(town.posts()[0]))
    await town.slack.delivery.carry(sent)
    await town.settled()
    assert "In review" in shown(town.posts()[0])
    async with town.house.services.database.session(writes=False) as session:
        assert len(list(await session.exec(select(VerdictRow)))) == 1
