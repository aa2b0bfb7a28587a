"""What documents and numbers owe each other is said in Read, in Check and before a review."""

from tests.bot.conftest import Town
from tests.bot.documents.test_walk import TEAMSYNC, write
from tests.bot.experience.test_experience import tell

OWED = "US-1: the promise it serves"


async def read(town: Town) -> str:
    await town.alice.click("Read", within=await town.card())
    return town.alice.modal.text


async def test_it_is_read_mended_and_put_away_with_a_reason(town: Town) -> None:
    await write(town, **TEAMSYNC)
    await tell(town, i_want="find the notes")
    await town.alice.close()
    text = await read(town)
    assert "Across the documents: 3 weak" in text
    assert OWED in text
    assert "PR-quote: a KPI for “30 minutes”" in text
    await town.alice.click("Check", menu=check_below(town))
    assert "US-1  find the notes" in town.alice.modal.text
    await town.alice.click("Decide", menu="finding_2")
    assert "2 of 2 numbers open" in town.alice.modal.text
    await town.alice.close()
    select = next(
        element
        for block in town.alice.modal.view.blocks
        for element in block.get("elements", [])
        if element["type"] == "static_select"
    )
    labels = {option["text"]["text"]: option["value"] for option in select["options"]}
    assert not [label for label in labels if "a KPI for" in label]
    story = labels["find the notes: the promise it serves"]
    await town.alice.choose("readiness.open_dismiss", story)
    await town.alice.fill(reason="It is a chore of ours.")
    assert not (await town.alice.submit()).trouble
    await town.alice.command("/workback review", channel="teamsync")
    assert "Across the documents:" in town.alice.modal.text
    assert "find the notes, weak" not in town.alice.modal.text
    assert "quote, weak: a KPI for “30 minutes”" in town.alice.modal.text
    await town.alice.close()
    text = await read(town)
    assert "Across the documents: 2 weak" in text
    assert OWED not in text


def check_below(town: Town) -> str:
    """Return the row of what is found across the documents."""
    blocks = town.alice.modal.view.blocks
    return str(next(b["block_id"] for b in blocks if "Across the documents" in str(b)))


async def test_another_document_shows_its_own_part(town: Town) -> None:
    await write(town, **TEAMSYNC)
    await tell(town, i_want="find the notes")
    await town.alice.close()
    await read(town)
    documents = next(
        element
        for block in town.alice.modal.view.blocks
        for element in block.get("elements", [])
        if element.get("action_id") == "documents.show_document"
    )
    await town.alice.choose("documents.show_document", documents["options"][1]["value"])
    assert "Across the documents: 1 weak" in town.alice.modal.text
    assert OWED in town.alice.modal.text
