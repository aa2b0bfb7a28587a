"""Pictures show what a story means: added with words, seen by all, removed from everywhere."""

import asyncio

from playground.things import Message, SharedFile
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import write
from tests.bot.experience.test_experience import row_of, tell

PNG = b"\x89PNG\r\n\x1a\n a picture"
JPEG = b"\xff\xd8\xff\xe0 a photograph"
WISH = "open the notes"


async def begin(town: Town) -> None:
    await write(town)
    await tell(town, i_want=WISH)


async def add(town: Town, name: str, content: bytes, words: str) -> str:
    """Choose a picture in the form that is open and save; return its file's id."""
    file = await choose(town, name, content, words)
    assert not (await town.alice.submit()).trouble
    return file.id


async def choose(town: Town, name: str, content: bytes, words: str) -> SharedFile:
    file = town.slack.talk.keep(town.alice.person, name, content)
    await town.alice.fill(picture=[file.id], alt_text=words)
    return file


def images(blocks: list[dict[str, object]]) -> dict[str, object]:
    """Return the files that are shown, by their words."""
    found = [block for block in blocks if block["type"] == "image"]
    return {str(b["alt_text"]): b["slack_file"]["id"] for b in found}  # type: ignore[index]


async def noted(town: Town, words: str) -> Message:
    card = await town.card()
    await town.slack.until(lambda: words in str(town.thread(card)))
    return next(message for message in town.thread(card) if words in message.text)


async def test_mock_ups_are_added_seen_read_and_removed(town: Town) -> None:
    await begin(town)
    await town.alice.click("Add a mock-up", menu=row_of(town, WISH))
    first = await add(town, "notes.png", PNG, "The notes, action items on top")
    assert town.alice.modal.title == "Mock-ups of US-1"
    await town.alice.click("Add a mock-up")
    second = await add(town, "paper.jpg", JPEG, "A sketch on paper")
    shown = {"The notes, action items on top": first, "A sketch on paper": second}
    assert images(town.alice.modal.view.blocks) == shown
    assert "2 mock-ups" in town.alice.modal.text
    assert images((await noted(town, "added a mock-up for US-1")).blocks)
    await town.alice.click("Show the stories")
    await town.alice.click("Read all")
    assert images(town.alice.modal.view.blocks) == shown
    await town.alice.close()
    await town.alice.click("See mock-ups", menu=row_of(town, WISH))
    await town.alice.click("Remove", menu=row_with(town, "notes.png"))
    assert images(town.alice.modal.view.blocks) == {"A sketch on paper": second}
    gone = await noted(town, "Alice removed a mock-up for US-1")
    assert images(gone.blocks) == {}
    assert "It showed: The notes, action items on top" in str(gone.blocks)
    await town.alice.click("Show the stories")
    assert "1 mock-up" in town.alice.modal.text


def row_with(town: Town, words: str) -> str:
    blocks = town.alice.modal.view.blocks
    found = (b for b in blocks if words in str(b) and b["type"] == "section")
    return str(next(found)["block_id"])


async def test_what_is_no_picture_is_refused_whatever_its_name_says(town: Town) -> None:
    await begin(town)
    await town.alice.click("Add a mock-up", menu=row_of(town, WISH))
    words = "The notes, action items on top"
    for name, content, sentence in (
        ("plan.png", b"%PDF-1.7 a plan", "“plan.png” is not a PNG, JPEG or GIF picture."),
        ("large.gif", b"GIF89a" + bytes(10_600_000), "“large.gif” has 11 MB, and 10 MB fit."),
    ):
        await add(town, name, content, words)
        assert town.alice.modal.errors["picture"].startswith(sentence)
        assert town.alice.modal.inputs["alt_text"] == words
    await add(town, "notes.png", PNG, "\u200b \u200b")
    assert town.alice.modal.errors["alt_text"].startswith("Say what the picture shows")


async def test_a_file_that_slack_does_not_hand_over_is_no_mock_up(town: Town) -> None:
    await begin(town)
    await town.alice.click("Add a mock-up", menu=row_of(town, WISH))
    world = town.slack.world
    file = await choose(town, "notes.png", PNG, "The notes")
    del world.files[file.id]
    await town.alice.submit()
    assert "was deleted in Slack" in town.alice.modal.errors["picture"]
    world.files[file.id] = file
    file.external = "https://drive.example/notes.png"
    await town.alice.submit()
    assert "is kept outside Slack" in town.alice.modal.errors["picture"]
    file.external = ""
    town.slack.installation.scopes.discard("files:read")
    await town.alice.submit()
    assert "Reference" in town.alice.modal.errors["picture"]
    town.slack.installation.scopes.add("files:read")
    await town.alice.submit()
    assert "1 mock-up" in town.alice.modal.text


async def test_a_double_click_keeps_one_picture(town: Town) -> None:
    await begin(town)
    await town.alice.click("Add a mock-up", menu=row_of(town, WISH))
    await choose(town, "notes.png", PNG, "The notes")
    view = town.alice.modal.view
    acts = town.slack.acts
    await asyncio.gather(*(acts.submit(town.alice.person, view) for _ in range(2)))
    assert "1 mock-up" in town.alice.modal.text
    await noted(town, "added a mock-up for US-1")
    await town.settled()
    texts = [message.text for message in town.thread(await town.card())]
    assert sum("added a mock-up for US-1" in text for text in texts) == 1


async def test_who_may_not_edit_looks_and_changes_nothing(town: Town) -> None:
    await begin(town)
    await town.alice.click("Add a mock-up", menu=row_of(town, WISH))
    file = await add(town, "notes.png", PNG, "The notes")
    await town.bob.command("/workback experience", channel="teamsync")
    await town.bob.click("See mock-ups")
    assert images(town.bob.modal.view.blocks) == {"The notes": file}
    assert "Remove" not in str(town.bob.modal.view.blocks)
    assert "Add a mock-up" not in town.bob.modal.text


async def test_pictures_of_a_removed_story_count_no_more(town: Town) -> None:
    await begin(town)
    await town.alice.click("Add a mock-up", menu=row_of(town, WISH))
    await add(town, "notes.png", PNG, "The notes")
    await town.alice.close()
    await tell(town, i_want="search the notes")
    await town.alice.click("Remove…", menu=row_of(town, WISH))
    assert not (await town.alice.submit()).trouble
    assert "No mock-ups yet" in town.alice.modal.text
