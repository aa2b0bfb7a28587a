"""Admins change how Workback works in their workspace; others see it, and see who did."""

from typing import Any

import pytest

from domain.people import PersonId, WorkspaceId
from domain.settings import Settings
from playground.person import Actor
from playground.samples.texts import SPITE
from storage import settings
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import TEAMSYNC, write
from tests.bot.goals.test_goals import GOAL
from tests.bot.reviews.test_reviews import ask, judge, shown

ACME = WorkspaceId("T01ACME")

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""What the database has no part in."""


async def open_settings(person: Actor) -> None:
    outcome = await person.command("/workback settings", channel="teamsync")
    assert not outcome.trouble, outcome.trouble


async def open_group(person: Actor, group: str, verb: str = "Edit") -> None:
    await open_settings(person)
    assert not (await person.click(verb, menu=group)).trouble


async def change(person: Actor, group: str, **fields: Any) -> None:
    await open_group(person, group)
    await person.fill(**fields)
    outcome = await person.submit()
    assert not outcome.trouble, outcome.answer


async def stored(town: Town) -> Settings:
    async with town.house.services.database.reading(ACME, town.clock.now()) as tx:
        return await settings.get(tx)


def make_admin(town: Town, who: str, *, admin: bool = True) -> None:
    town.slack.world.person(who).is_admin = admin


async def test_an_admin_changes_what_reviews_take(town: Town) -> None:
    await change(town.alice, "reviews", approvals="2", self_approval="True")
    assert "Approvals needed: 2" in town.alice.modal.text
    assert "their own version?: Yes" in town.alice.modal.text
    await town.alice.click("What changed")
    assert "2 changes" in town.alice.modal.text
    assert "everybody who is asked → 2" in town.alice.modal.text
    assert "<@U01ALICE>" in town.alice.modal.text
    await town.alice.close()
    await write(town, **TEAMSYNC)
    await town.alice.command("/workback review", channel="teamsync")
    assert "Left empty, it is 2, as your workspace has set it." in town.alice.modal.text
    await town.alice.fill(reviewers=["bob"])
    await town.alice.submit()
    assert "Reviews here take 2 approvals" in town.alice.modal.errors["needed"]
    await town.alice.fill(reviewers=["alice", "bob"])
    assert not (await town.alice.submit()).trouble
    await judge(town, "alice", "Approve")
    await judge(town, "bob", "Approve")
    await town.slack.until(lambda: "Approved" in shown(town.posts()[0]))


async def test_where_nobody_changed_it_authors_cannot_approve(town: Town) -> None:
    await ask(town, "alice", "bob", needed="1")
    await change(town.alice, "reviews", self_approval="True")
    await change(town.alice, "reviews", self_approval="False")
    await town.alice.close()
    card = town.thread(town.posts()[0])
    asked = next(message for message in card if "review" in message.text)
    await town.alice.click("Approve", within=asked)
    whispers = [m.text for m in town.alice.sees("teamsync") if "somebody else has to" in m.text]
    assert whispers == [
        "You wrote words of this version, so somebody else has to approve it. Bob can."
    ]


@on_sqlite
async def test_others_see_everything_and_change_nothing(town: Town) -> None:
    await town.bob.open_home()
    await town.bob.click("Settings")
    assert "Only workspace admins can change this. Ask Alice." in town.bob.modal.text
    await town.bob.click("See", menu="goals")
    assert "Customer Obsession" in town.bob.modal.text
    assert town.bob.modal.inputs == {}
    await town.bob.click("All settings")
    await town.bob.click("What changed")
    assert "Nothing was changed yet." in town.bob.modal.text
    await town.bob.close()
    await town.charlie.command("/workback settings", channel="teamsync")
    assert "Guests cannot see" in town.charlie.sees("teamsync")[-1].text


async def test_who_loses_the_role_while_writing_is_told_and_keeps_the_words(town: Town) -> None:
    make_admin(town, "bob")
    await open_group(town.alice, "goals")
    await town.alice.fill(active_goals="3")
    make_admin(town, "alice", admin=False)
    await town.alice.submit()
    told = town.alice.modal.errors["active_goals"]
    assert "you are not one any more" in told
    assert "ask Bob to save them" in told
    assert town.alice.modal.inputs["active_goals"] == "3"
    assert await stored(town) == Settings()


async def test_of_two_admins_at_once_the_second_is_told_what_the_first_did(town: Town) -> None:
    make_admin(town, "bob")
    await open_group(town.alice, "reviews")
    await open_group(town.bob, "reviews")
    await town.alice.fill(approvals="3")
    assert not (await town.alice.submit()).trouble
    await change(town.alice, "goals", active_goals="2")
    await town.bob.fill(approvals="1")
    await town.bob.submit()
    assert "Approvals needed: 3" in town.bob.modal.errors["approvals"]
    assert (await stored(town)).approvals == 3
    await town.bob.close()
    await change(town.bob, "reviews", approvals="")
    assert await stored(town) == Settings(active_goals=2)
    async with town.house.services.database.reading(ACME, town.clock.now()) as tx:
        lines = await settings.changes(tx, limit=10)
    assert [(line.changed_by, line.setting, line.after) for line in lines] == [
        (PersonId("U01BOB"), "approvals", None),
        (PersonId("U01ALICE"), "active_goals", 2),
        (PersonId("U01ALICE"), "approvals", 3),
    ]


async def test_a_principle_that_goals_use_can_go_and_their_tag_stays(town: Town) -> None:
    await write(town, **TEAMSYNC)
    await town.alice.command("/goal", channel="teamsync")
    await town.alice.fill(**GOAL, principles=["Think Big", "Frugality"])
    assert not (await town.alice.submit()).trouble
    await town.alice.close()
    await change(
        town.alice, "goals", principles=f"Customer Obsession\n{SPITE[:60]}", active_goals="1"
    )
    text = town.alice.modal.text
    assert "“Think Big” is no longer in the list; 1 goal keeps its tag." in text
    assert "<!channel>" not in str(town.alice.modal.view.blocks)
    await town.alice.close()
    await town.alice.command("/goal list", channel="teamsync")
    assert "No goal serves Customer Obsession" in town.alice.modal.text
    await town.alice.click("See")
    await town.alice.click("Edit")
    assert town.alice.modal.inputs["principles"] == ["Think Big", "Frugality"]
    assert not (await town.alice.submit()).trouble
    await town.alice.command("/goal", channel="teamsync")
    assert "More than 1 gets a warning" in town.alice.modal.text
    await town.alice.fill(**GOAL)
    await town.alice.submit()
    assert "2 goals are active; 1 is the limit" in town.alice.modal.text


@on_sqlite
async def test_readiness_goes_by_the_words_of_the_workspace(town: Town) -> None:
    words = {**TEAMSYNC, "problem": "Our flywheel of seamless notes takes 30 minutes (survey)."}
    await write(town, **words)
    await town.alice.command("/workback check", channel="teamsync")
    assert "flywheel" not in town.alice.modal.text
    assert "“seamless”" in town.alice.modal.text
    await town.alice.close()
    await change(town.alice, "hype", hype_added="flywheel", hype_left_out="seamless")
    assert "added 1 entry: flywheel; left out 1 entry: seamless" in town.alice.modal.text
    await town.alice.close()
    await town.alice.command("/workback check", channel="teamsync")
    assert "“flywheel”" in town.alice.modal.text
    assert "“seamless”" not in town.alice.modal.text


@on_sqlite
async def test_what_cannot_be_is_refused_under_its_field(town: Town) -> None:
    for group, field, typed, told in (
        ("reviews", "approvals", "0", "Write a number from 1 to 50."),
        ("reviews", "approvals", "x", "Write a number from 1 to 50."),
        ("goals", "principles", "x" * 76, "75 characters at most"),
        ("goals", "principles", "\n".join(map(str, range(31))), "These are 31 principles"),
        ("hype", "hype_added", "a b c d e f g h i", "is too long"),
        ("hype", "hype_added", "synergy\n.*", "“.*” has no word in it"),
        ("hype", "hype_left_out", "flywheel", "“flywheel” is not in the usual list"),
        ("hype", "hype_added", "\n".join(f"w{n}" for n in range(201)), "200 entries"),
    ):
        await open_group(town.alice, group)
        await town.alice.fill(**{field: typed})
        await town.alice.submit()
        assert told in town.alice.modal.errors[field]
        await town.alice.close()
    assert await stored(town) == Settings()
