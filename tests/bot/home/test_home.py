"""App Home: first what waits for me, then my goals, then my initiatives."""

from tests.bot.check_ins.test_check_ins import due
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import write
from tests.bot.goals.test_goals import set_goal
from tests.bot.home.looking import looked
from tests.bot.reviews.test_reviews import ask
from tests.statements import asked


async def test_home_welcomes_who_has_nothing_yet(town: Town) -> None:
    await town.bob.open_home()
    assert "Write the press release before the code" in str(town.bob.home.blocks)


async def test_an_initiative_stands_once_however_many_documents_it_has(town: Town) -> None:
    await write(town)
    await town.alice.command("/faq What does it cost?", channel="teamsync")
    await town.alice.submit()
    await town.alice.open_home()
    assert str(town.alice.home.blocks).count("WB-1") == 1


async def test_a_check_in_waits_with_its_button(town: Town) -> None:
    await write(town)
    await set_goal(town)
    await due(town)
    await town.alice.open_home()
    assert "Waits for you (1)" in str(town.alice.home.blocks)
    await town.alice.click("Update")
    field = next(key for key in town.alice.modal.inputs if key.startswith("kpi_"))
    await town.alice.fill(**{field: "16"})
    assert not (await town.alice.submit()).trouble
    await town.alice.close()
    await town.alice.open_home()
    assert "Nothing waits for you" in str(town.alice.home.blocks)
    assert "*16 minutes*" in str(town.alice.home.blocks)


async def test_reviews_and_questions_wait_until_they_are_answered(town: Town) -> None:
    await ask(town, "bob")
    await town.alice.command("/faq What does it cost?", channel="teamsync")
    await town.alice.fill(owner="bob")
    await town.alice.submit()
    await town.bob.open_home()
    assert "Waits for you (2)" in str(town.bob.home.blocks)
    await town.bob.click("Review")
    await town.bob.click("Approve")
    assert not (await town.bob.submit()).trouble
    await town.bob.open_home()
    assert "Waits for you (1)" in str(town.bob.home.blocks)
    await town.bob.click("Answer")
    await town.bob.fill(answer="Ten meetings are free.")
    assert not (await town.bob.submit()).trouble
    await town.bob.open_home()
    assert "Ten meetings" not in str(town.bob.home.blocks)
    assert "Waits for you (" not in str(town.bob.home.blocks)


async def test_an_offered_goal_is_accepted_at_home(town: Town) -> None:
    await write(town)
    await set_goal(town)
    await town.alice.command("/goal list", channel="teamsync")
    await town.alice.click("See")
    await town.alice.click("Hand over")
    await town.alice.fill(person="bob")
    await town.alice.submit()
    await town.bob.open_home()
    await town.bob.click("Accept")
    await town.bob.open_home()
    assert "My goals" in str(town.bob.home.blocks)


async def test_home_asks_the_same_number_of_questions_however_much_there_is(town: Town) -> None:
    await write(town)
    counts = []
    for number in (1, 4):
        for index in range(number):
            await set_goal(town, title=f"Goal {number} {index}", kpi_1_name=f"Measure {index}")
        await looked(town)
        with asked(town.house.services.database) as statements:
            await town.alice.open_home()
        tables = ("FROM goal", "FROM kpi", "FROM reading", "FROM review", "FROM asked")
        counts.append(sum(any(t in statement for t in tables) for statement in statements))
    assert counts[0] == counts[1]
