"""User stories are told, cite what they serve, and get pictures in the card's thread."""

from tests.bot.conftest import Town
from tests.bot.documents.test_walk import write


async def tell(town: Town, **words: object) -> None:
    outcome = await town.alice.command("/workback experience", channel="teamsync")
    assert not outcome.trouble
    await town.alice.click("Add a story")
    await town.alice.fill(**words)
    assert not (await town.alice.submit()).trouble


async def test_a_story_cites_the_promises_it_serves(town: Town) -> None:
    await write(town)
    await tell(
        town,
        as_a="product manager who missed the meeting",
        i_want="find who promised what",
        so_that="the next step does not wait for me",
        acceptance="- My action items stand first",
        serves=["PR-problem", "PR-solution"],
    )
    text = town.alice.modal.text
    assert "As a product manager who missed the meeting, I want to find who promised what" in text
    assert "US-1" in text
    assert "serves PR-problem, PR-solution" in text
    assert "No story serves PR-headline" in text
    await town.slack.until(lambda: "1 user story" in str(town.posts()[-1].blocks))
    await town.alice.click("Read all")
    assert "Done when:" in town.alice.modal.text


async def test_a_story_is_changed_moved_and_removed(town: Town) -> None:
    await write(town)
    await tell(town, i_want="open the notes")
    await town.alice.close()
    await tell(town, i_want="search the notes")
    await town.alice.click("Move up", menu=row_of(town, "search"))
    text = town.alice.modal.text
    assert text.index("search the notes") < text.index("open the notes")
    await town.alice.click("Edit", menu=row_of(town, "search"))
    assert town.alice.modal.title == "Edit US-2"
    await town.alice.fill(i_want="search all notes at once")
    assert not (await town.alice.submit()).trouble
    assert "search all notes at once" in town.alice.modal.text
    await town.alice.click("Remove…", menu=row_of(town, "open the notes"))
    assert not (await town.alice.submit()).trouble
    assert "open the notes" not in town.alice.modal.text
    assert "1 user story" in town.alice.modal.text


def row_of(town: Town, words: str) -> str:
    blocks = town.alice.modal.view.blocks
    return next(str(b["block_id"]) for b in blocks if words in str(b.get("text", "")))


async def test_a_story_without_a_wish_stays_open(town: Town) -> None:
    await write(town)
    await town.alice.command("/workback experience", channel="teamsync")
    await town.alice.click("Add a story")
    await town.alice.fill(i_want="  ", so_that="Typed and not lost.")
    await town.alice.submit()
    assert town.alice.modal.errors["i_want"].startswith("Please write what the person wants")
    assert town.alice.modal.inputs["so_that"] == "Typed and not lost."


async def test_who_may_not_edit_sees_stories_without_menus(town: Town) -> None:
    await write(town)
    await tell(town, i_want="open the notes")
    await town.bob.command("/workback experience", channel="teamsync")
    assert "open the notes" in town.bob.modal.text
    assert "overflow" not in str(town.bob.modal.view.blocks)
    assert "Add a story" not in town.bob.modal.text
