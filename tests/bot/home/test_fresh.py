"""A Home that is open stays true: what is saved stands there a moment later, and only then."""

from datetime import timedelta

from tests.bot.check_ins.test_check_ins import due
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import write
from tests.bot.goals.test_goals import set_goal
from tests.bot.home.looking import looked
from tests.bot.reviews.test_reviews import ask

PUBLISH = "views.publish"


def published(town: Town) -> int:
    return len(town.slack.traffic.calls(PUBLISH))


async def test_a_home_that_is_open_learns_what_others_save(town: Town) -> None:
    await town.bob.open_home()
    await ask(town, "bob")
    await town.slack.until(lambda: "Waits for you (1)" in str(town.bob.home.blocks), timeout=5)
    card = await town.card()
    await looked(town)
    before = published(town)
    await town.alice.click("Edit", within=card)
    await town.alice.fill(headline="Minutes after the meeting, everybody knows")
    assert not (await town.alice.submit()).trouble
    await looked(town)
    assert published(town) == before  # a headline stands in no Home of Bob's


async def test_home_is_right_within_a_second_of_an_act_in_it(town: Town) -> None:
    await write(town)
    await set_goal(town)
    await due(town)
    await town.alice.open_home()
    await town.alice.click("Update")
    field = next(key for key in town.alice.modal.inputs if key.startswith("kpi_"))
    await town.alice.fill(**{field: "16"})
    await town.alice.submit()
    await town.slack.until(lambda: "*16 minutes*" in str(town.alice.home.blocks), timeout=1)
    assert "Nothing waits for you" in str(town.alice.home.blocks)


async def test_many_changes_within_a_moment_are_shown_once(town: Town) -> None:
    await ask(town, "bob")
    await town.bob.open_home()
    await looked(town)
    before = published(town)
    people = [town.alice, town.charlie]
    for number in range(4):
        await people[number % 2].command(f"/faq Question {number}", channel="teamsync")
        await people[number % 2].fill(owner="bob")
        await people[number % 2].submit()
    await town.slack.until(lambda: "Waits for you (5)" in str(town.bob.home.blocks))
    assert published(town) - before <= 3


async def test_who_has_not_looked_lately_is_left_alone_until_they_act(town: Town) -> None:
    await town.bob.open_home()
    town.clock.move(timedelta(minutes=31))
    await ask(town, "bob")
    await looked(town)
    assert "Waits for you (" not in str(town.bob.home.blocks)
    await town.bob.command("/faq May guests look?", channel="teamsync")
    await town.bob.submit()
    await town.slack.until(lambda: "Waits for you (1)" in str(town.bob.home.blocks), timeout=5)


async def test_a_home_that_slack_does_not_take_comes_later(town: Town) -> None:
    await town.bob.open_home()
    town.slack.faults.rate_limit(PUBLISH, 1, times=1)
    await ask(town, "bob")
    await town.slack.until(lambda: "Waits for you (1)" in str(town.bob.home.blocks))
    await looked(town)


async def test_everything_of_a_group_is_one_click_away(town: Town) -> None:
    await write(town)
    for number in range(6):
        await town.charlie.command(f"/faq Question {number}", channel="teamsync")
        await town.charlie.fill(owner="alice")
        await town.charlie.submit()
    await town.alice.open_home()
    assert "Here stand 5 of 6." in str(town.alice.home.blocks)
    assert "Question 5" not in str(town.alice.home.blocks)
    await town.alice.click("Show all", within=town.alice.home)
    assert "Question 5" in str(town.alice.modal.view.blocks)
