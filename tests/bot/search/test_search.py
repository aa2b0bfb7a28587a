"""Words are found by their stems and as phrases, ranked, and only by who may see them."""

from hypothesis import given
from hypothesis import strategies as st

from storage.search import terms
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import TEAMSYNC, write
from tests.bot.faq.test_faq import ask
from tests.bot.goals.test_goals import set_goal


async def find(town: Town, words: str, who: str = "alice") -> str:
    person = town.slack.person(who)
    outcome = await person.command(f"/workback find {words}", channel="general")
    assert not outcome.trouble
    return person.modal.text


async def test_stems_and_phrases_are_found_with_where_they_stand(town: Town) -> None:
    await write(town)
    await ask(town, "Who records the meetings?", answer="TeamSync does; recordings stay.")
    text = await find(town, "recording")
    assert "2 places" in text
    assert "FAQ-C-1" in text
    assert "PR-solution" in text
    assert "*recordings*" in text
    await town.alice.fill(query='"30 minutes"')
    await town.alice.submit()
    assert "1 place" in town.alice.modal.text
    assert "PR-quote" in town.alice.modal.text


async def test_what_was_changed_is_found_as_it_is_now(town: Town) -> None:
    await write(town)
    await town.alice.click("Edit", within=await town.card())
    await town.alice.fill(problem="Nobody knows what was decided.")
    assert not (await town.alice.submit()).trouble
    assert "Nothing found for “somebody”" in await find(town, "somebody")
    await town.alice.close()
    assert "1 place" in await find(town, "deciding knows")


async def test_an_initiative_is_found_by_its_name_as_it_is_now(town: Town) -> None:
    await write(town, headline="Penguin — a bird")
    await town.alice.click("Edit", within=await town.card())
    await town.alice.fill(headline="A bird", short_name="Albatross")
    assert not (await town.alice.submit()).trouble
    assert "Nothing found for “penguin”" in await find(town, "penguin")
    await town.alice.close()
    assert "initiative" in await find(town, "albatross")
    await town.alice.click("Read")
    assert town.alice.modal.title == "Press release"


async def test_goals_and_comments_are_found(town: Town) -> None:
    await write(town)
    await set_goal(town)
    text = await find(town, "leave room")
    assert "goal" in text
    await town.alice.click("Read")
    assert town.alice.modal.title == "Goal"


async def test_nobody_finds_what_they_may_not_see(town: Town) -> None:
    await write(town, "secret-project", **TEAMSYNC)
    assert "Nothing found" in await find(town, "TeamSync", "dana")
    assert "Nothing found" not in await find(town, "TeamSync", "alice")


async def test_marks_and_masses_break_nothing(town: Town) -> None:
    await write(town)
    for words in ('"', "* OR NOT ( ^ :", "a" * 190, "NEAR(x y)", "'; DROP TABLE findable; --", "™"):
        assert "Nothing found" in await find(town, words)
        await town.alice.close()


async def test_many_hits_page(town: Town) -> None:
    await write(town)
    for number in range(12):
        await ask(town, f"What about penguins, number {number}?")
    assert "12 places" in await find(town, "penguin")
    await town.alice.click("Show page 2")
    assert "Page 2 of 2" in town.alice.modal.text


@given(st.text())
def test_any_query_becomes_words(typed: str) -> None:
    found = terms(typed)
    assert len(found) <= 12
    assert all(any(sign.isalnum() or sign == "_" for sign in term) for term in found)
