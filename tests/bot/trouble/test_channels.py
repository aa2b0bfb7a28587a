"""Channels that are archived, deleted or left while somebody writes: no word is lost."""

from playground.things import Channel
from tests.bot.conftest import Town

TYPED = {"headline": "Words that stay", "solution": "x" * 3_000, "quote_person": "Sarah"}


async def begin(town: Town, channel: str = "teamsync") -> Channel:
    await town.alice.command("/press-release", channel=channel)
    await town.alice.fill(**TYPED, short_name="Staying", authors=["bob"])
    return town.slack.world.channel(channel)


async def save_elsewhere(town: Town) -> None:
    """Choose another channel in the modal that asks for one, and find every word there."""
    assert {key: town.alice.modal.inputs[key] for key in TYPED} == TYPED
    assert town.alice.modal.inputs["authors"] == ["U01BOB"]
    await town.alice.fill(channel="general")
    assert not (await town.alice.submit()).trouble
    assert not town.alice.has_modal
    card = await town.card("general")
    assert "Staying (WB-1)" in card.text
    await town.alice.click("Read", within=card)
    assert TYPED["solution"] in town.alice.modal.text


async def test_a_channel_archived_meanwhile_makes_room_for_another(town: Town) -> None:
    channel = await begin(town)
    await town.slack.talk.archive(town.bob.person, channel)
    await town.alice.submit()
    assert "#teamsync is archived. Choose another channel." in town.alice.modal.text
    await save_elsewhere(town)


async def test_a_channel_deleted_meanwhile_makes_room_for_another(town: Town) -> None:
    channel = await begin(town)
    await town.slack.talk.delete_channel(town.bob.person, channel)
    await town.alice.submit()
    assert "#teamsync was deleted. Choose another channel." in town.alice.modal.text
    await save_elsewhere(town)


async def test_a_private_channel_that_cannot_be_seen_makes_room_for_another(town: Town) -> None:
    channel = await begin(town, "secret-project")
    await town.slack.talk.leave(town.slack.world.bot, channel)
    await town.alice.submit()
    assert "I cannot see that channel" in town.alice.modal.text
    await save_elsewhere(town)


async def test_a_bot_removed_meanwhile_is_invited_again(town: Town) -> None:
    channel = await begin(town)
    await town.slack.talk.leave(town.slack.world.bot, channel)
    await town.alice.submit()
    [sentence] = town.alice.modal.errors.values()
    assert "Type /invite @Workback there and press Save again; your text stays here." in sentence
    await town.alice.invite("workback", "teamsync")
    assert not (await town.alice.submit()).trouble
    assert (await town.card()).blocks[0]["text"]["text"] == TYPED["headline"]


async def test_a_bot_that_was_never_there_is_invited_and_saves(town: Town) -> None:
    await begin(town, "product")
    assert "I am not in" in town.alice.modal.text
    await town.alice.submit()
    assert "/invite @Workback" in str(town.alice.modal.errors)
    await town.alice.invite("workback", "product")
    assert not (await town.alice.submit()).trouble
    await town.card("product")


async def test_the_chosen_channel_that_is_archived_is_refused_under_its_field(town: Town) -> None:
    await town.alice.command("/press-release")
    await town.alice.fill(headline="Words that stay", channel="old-ideas")
    await town.alice.submit()
    assert "#old-ideas is archived" in town.alice.modal.errors["channel"]
    assert town.alice.modal.inputs["headline"] == "Words that stay"


async def missed(town: Town, channel: Channel) -> None:
    """Save while the event that would have told of the channel is lost."""
    await town.alice.submit()
    assert not town.alice.has_modal
    await town.slack.until(lambda: [m for m in town.alice.sees() if channel.id in m.text])


async def test_a_removal_that_nobody_told_of_is_told_to_the_owner(town: Town) -> None:
    channel = await begin(town)
    town.slack.faults.drop_events(times=1)
    await town.slack.talk.leave(town.slack.world.bot, channel)
    await missed(town, channel)
    assert "Type `/invite @Workback`" in town.alice.newest().text
    await town.alice.invite("workback", "teamsync")
    await town.card()


async def test_an_archiving_that_nobody_told_of_is_told_to_the_owner(town: Town) -> None:
    channel = await begin(town)
    town.slack.faults.drop_events(times=1)
    await town.slack.talk.archive(town.bob.person, channel)
    await missed(town, channel)
    assert "is archived" in town.alice.newest().text
    await town.slack.talk.archive(town.bob.person, channel, archived=False)
    await town.card()


async def saved(town: Town, channel: str) -> Channel:
    found = await begin(town, channel)
    await town.alice.submit()
    await town.card(channel)
    return found


async def read_by(town: Town, who: str) -> bool:
    actor = town.slack.person(who)
    await actor.command("/workback show WB-1", channel="general")
    found = actor.has_modal and TYPED["headline"] in actor.modal.text
    if actor.has_modal:
        await actor.close()
    await actor.open_home()
    assert ("WB-1" in str(actor.home.blocks)) == (found and who in ("alice", "bob"))
    return bool(found)


async def test_what_lived_in_a_deleted_channel_can_still_be_read(town: Town) -> None:
    channel = await saved(town, "teamsync")
    await town.slack.talk.delete_channel(town.bob.person, channel)
    assert await read_by(town, "alice")
    assert await read_by(town, "dana")


async def test_a_deleted_private_channel_leaves_its_words_to_their_writers(town: Town) -> None:
    channel = await saved(town, "secret-project")
    await town.slack.talk.delete_channel(town.bob.person, channel)
    assert await read_by(town, "alice")
    assert await read_by(town, "bob")
    assert not await read_by(town, "dana")


async def test_an_edit_in_an_archived_channel_is_kept(town: Town) -> None:
    channel = await saved(town, "teamsync")
    card = town.posts()[-1]
    await town.alice.click("Edit", within=card)
    await town.slack.talk.archive(town.bob.person, channel)
    await town.alice.fill(problem="Typed while it closed.")
    await town.alice.submit()
    assert not town.alice.has_modal
    await town.slack.talk.archive(town.bob.person, channel, archived=False)
    await town.slack.until(lambda: "version 2" in str(town.posts()[-1].blocks))
    await town.slack.until(lambda: town.thread(card))
