"""Who may own a goal, who may do what with it, and what becomes of buttons that came too late."""

import asyncio

from tests.bot.conftest import Town
from tests.bot.documents.test_walk import TEAMSYNC, write
from tests.bot.goals.test_goals import GOAL, see, set_goal


async def refused_owner(town: Town, field: str, who: str, channel: str = "teamsync") -> str:
    """Try to set a goal with a person, and return the sentence under the field."""
    await town.alice.command("/goal", channel=channel)
    await town.alice.fill(**{**GOAL, field: who})
    assert not (await town.alice.submit()).trouble
    errors = town.alice.modal.errors
    assert town.alice.modal.inputs["title"] == GOAL["title"]
    await town.alice.close()
    assert list(errors) == [field]
    return str(errors[field])


async def test_guests_leavers_and_outsiders_cannot_own_a_goal(town: Town) -> None:
    await write(town)
    await write(town, "secret-project", **TEAMSYNC)
    told = await refused_owner(town, "owner", "charlie")
    assert told == "Charlie is a guest, who can read and comment. Choose a member instead."
    assert "is a guest" in await refused_owner(town, "backup", "charlie")
    assert "is an app" in await refused_owner(town, "owner", town.slack.world.bot.id)
    told = await refused_owner(town, "owner", "dana", "secret-project")
    assert told == "Dana is not in #secret-project, which is private. Invite them first."
    await town.slack.talk.change_person(town.slack.world.person("erin"), deleted=True)
    told = await refused_owner(town, "owner", "erin")
    assert told == "Erin has left this Slack. Choose somebody who is here."
    await set_goal(town)
    await see(town)
    await town.alice.click("Hand over")
    await town.alice.fill(person="charlie")
    await town.alice.submit()
    assert "is a guest" in town.alice.modal.errors["person"]
    await town.alice.fill(person="bob")
    await town.alice.submit()
    assert "Bob is asked in a direct message. Until they accept, you own" in town.alice.modal.text
    await town.settled()
    for nobody in (town.charlie, town.slack.person("dana"), town.slack.person("erin")):
        assert nobody.sees() == []


async def test_what_is_said_about_a_goal_mentions_nobody(town: Town) -> None:
    await write(town)
    await set_goal(town, title="<!channel> *all* <@U01BOB>\u202e\u0007", owner="bob")
    await town.settled()
    offer = town.bob.newest()
    await town.bob.click("Accept", within=offer)
    await town.slack.until(lambda: "has taken over" in str(town.alice.sees()))
    await town.slack.until(lambda: "You own" in offer.text)
    for message in (offer, town.alice.newest()):
        said = message.text + str(message.blocks)
        assert "<!channel>" not in said
        assert "<@U01BOB>" not in said
        assert "\u202e" not in said
        assert "\u0007" not in said
        assert "&lt;!channel&gt;" in message.text


async def test_a_retired_goal_is_nobodys_to_change(town: Town) -> None:
    await write(town, **TEAMSYNC, authors=["bob"])
    await set_goal(town, owner="bob")
    await town.settled()
    offer = town.bob.newest()
    await see(town)
    for person in (town.bob,):
        await person.command("/goal list", channel="teamsync")
        await person.click("See")
    await town.alice.click("Retire…")
    await town.alice.fill(note="The half hour was never the problem.")
    twice = await asyncio.gather(town.alice.submit(), town.alice.submit())
    assert not any(outcome.trouble for outcome in twice)
    assert not town.alice.has_modal
    for button in ("Pause", "Edit", "Add a KPI", "Hand over", "Retire…", "Change"):
        await town.bob.click(button)
        assert "is retired, so it stays as it is" in town.bob.modal.text, button
        await town.bob.close()
    await town.bob.close()
    await town.bob.close()
    await town.slack.until(lambda: "nobody has to own it any more" in offer.text)
    assert "Accept" not in str(offer.blocks)
    await town.alice.command("/goal list WB-1", channel="teamsync")
    await town.alice.choose("goals.filter", "retired")
    await town.alice.click("See")
    assert f"owner <@{town.alice.id}>" in town.alice.modal.text
    assert "The half hour was never the problem." in town.alice.modal.text
    assert "Change" not in town.alice.modal.text


async def test_who_clicks_twice_takes_over_once(town: Town) -> None:
    await write(town)
    await set_goal(town, owner="bob")
    await town.settled()
    offer = town.bob.newest()
    town.slack.faults.rate_limit("chat.update", 30)  # the buttons stay where they are
    await town.bob.click("Accept", within=offer)
    await town.bob.click("Accept", within=offer)
    await town.slack.until(lambda: "is yours already" in str(town.bob.sees()))
    await town.bob.click("Decline", within=offer)
    await town.slack.until(lambda: "has taken over" in str(town.alice.sees()))
    assert "cannot take over" not in str(town.alice.sees())


async def test_an_offer_says_what_became_of_it(town: Town) -> None:
    await write(town)
    await town.alice.command("/goal", channel="teamsync")
    await town.alice.fill(**GOAL, owner="bob")
    await town.alice.submit()
    assert "Bob is asked to own it. Until they accept, you do." in town.alice.modal.text
    await town.alice.close()
    await town.settled()
    declined = town.bob.newest()
    await town.bob.click("Decline", within=declined)
    await town.slack.until(lambda: "stays with Alice. You declined it." in declined.text)
    await see(town)
    await hand_over(town, "bob")
    again = town.bob.newest()
    await hand_over(town, "dana")
    await town.slack.until(lambda: "is offered to somebody else now" in again.text)
    await town.slack.person("dana").click("Accept", within=town.slack.person("dana").newest())
    offered = [m for m in town.bob.sees() if "Accept" in str(m.blocks)]
    assert offered == []


async def hand_over(town: Town, to: str) -> None:
    await town.alice.click("Hand over")
    await town.alice.fill(person=to)
    assert not (await town.alice.submit()).trouble
    await town.alice.close()
    await town.settled()


async def test_an_archived_initiative_keeps_its_goals_as_they_are(town: Town) -> None:
    await write(town)
    await set_goal(town, owner="bob")
    await town.settled()
    offer = town.bob.newest()
    await town.alice.click("Archive…", within=await town.card())
    await town.alice.submit()
    await town.bob.click("Accept", within=offer)
    await town.slack.until(lambda: "TeamSync is archived" in str(town.bob.sees()))
    await town.alice.command("/goal list WB-1", channel="general")
    assert "Set a goal" not in town.alice.modal.text
    await town.alice.click("See")
    assert "Update" not in town.alice.modal.text
    await town.alice.close()
    await town.alice.close()
    await town.alice.command("/goal list", channel="general")
    assert "0 goals" in town.alice.modal.text


async def test_more_active_goals_than_the_limit_warn(town: Town) -> None:
    await write(town)
    for number in range(1, 6):
        await set_goal(town, title=f"Outcome {number}")
    await town.alice.command("/goal", channel="teamsync")
    assert "This will be active goal 6. More than 5 gets a warning." in town.alice.modal.text
    await town.alice.fill(**GOAL)
    await town.alice.submit()
    assert "6 goals are active; 5 is the limit" in town.alice.modal.text
    await town.alice.click("See the goal")
    await town.alice.click("Pause")
    assert "the limit" not in town.alice.modal.text
    await town.alice.click("Make it active")
    assert "6 goals are active; 5 is the limit" in town.alice.modal.text


async def test_who_gave_a_goal_away_meanwhile_reads_who_may_change_it(town: Town) -> None:
    await write(town)
    await set_goal(town, owner="bob")
    await town.settled()
    await town.bob.click("Accept", within=town.bob.newest())
    await town.bob.command("/goal list", channel="teamsync")
    await town.bob.click("See")
    await town.bob.click("Hand over")
    await town.bob.fill(person="dana")
    await town.bob.submit()
    await town.bob.close()
    await town.settled()
    await town.bob.command("/goal list", channel="teamsync")
    await town.bob.click("See")
    await town.bob.click("Edit")
    dana = town.slack.person("dana")
    await dana.click("Accept", within=dana.newest())
    await town.bob.fill(title="Bob's words")
    await town.bob.submit()
    told = "Only Dana and Alice can change this goal."
    assert town.bob.modal.errors == {"title": told}
    assert town.bob.modal.inputs["title"] == "Bob's words"


async def test_an_owner_who_became_a_guest_reads_and_changes_nothing(town: Town) -> None:
    await write(town)
    await set_goal(town, owner="bob")
    await town.settled()
    await town.bob.click("Accept", within=town.bob.newest())
    await town.slack.talk.change_person(town.bob.person, is_restricted=True)
    await town.bob.command("/goal list", channel="teamsync")
    await town.bob.click("See")
    assert "Edit" not in town.bob.modal.text
    assert "Change" not in town.bob.modal.text
