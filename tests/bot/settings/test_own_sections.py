"""A team's own sections and prompts, from the settings into every press release and out again."""

from sqlmodel import select

from domain.templates import DocumentKind
from storage import documents
from storage.tables import DocumentRow
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import TEAMSYNC, write
from tests.bot.settings.test_settings import ACME, change, on_sqlite, open_group, stored

OWN = "Regulation: Which rules hold\nPricing"


async def release(town: Town) -> dict[str, str]:
    """Return the words of the only press release."""
    async with town.house.services.database.reading(ACME, town.clock.now()) as tx:
        kind = DocumentRow.kind == DocumentKind.PRESS_RELEASE
        row = (await tx.session.exec(select(DocumentRow).where(kind))).one()
        return dict(await documents.content(tx, row.id, row.head))


async def test_own_sections_are_written_compared_edited_and_kept(town: Town) -> None:
    await change(town.alice, "press_release", own_sections=OWN, prompt_problem="What hurts?")
    assert "Sections of your own: Regulation, Pricing" in town.alice.modal.text
    assert "Prompts: 1 of your own" in town.alice.modal.text
    await town.alice.close()
    await town.alice.command("/workback new", channel="teamsync")
    assert "What hurts?" in str(town.alice.modal.view.blocks)
    assert "Which rules hold" in str(town.alice.modal.view.blocks)
    await town.alice.fill(**TEAMSYNC, **{"OWN-1.words": "The works council agrees."})
    assert not (await town.alice.submit()).trouble
    card = await town.card()
    words = await release(town)
    assert words["OWN-1.title"] == "Regulation"
    assert words["OWN-1.words"] == "The works council agrees."
    assert not [key for key in words if key.startswith("OWN-2")]
    await town.alice.click("Read", within=card)
    assert "Regulation" in town.alice.modal.text
    assert "The works council agrees." in town.alice.modal.text
    await town.alice.choose("documents.edit_section", "Edit Regulation")
    await town.alice.fill(**{"OWN-1.words": "The works council agreed in March."})
    assert not (await town.alice.submit()).trouble
    await town.settled()
    told = str([message.blocks for message in town.thread(card)])
    assert "PR-OWN-1" in told
    assert "agreed" in told


@on_sqlite
async def test_a_section_that_is_gone_stays_where_it_was_written(town: Town) -> None:
    await change(town.alice, "press_release", own_sections=OWN)
    await town.alice.close()
    await write(town, **{**TEAMSYNC, "OWN-1.words": "The works council agrees."})
    await change(town.alice, "press_release", own_sections="Pricing: What it costs\nRisks")
    await town.alice.close()
    assert [(s.number, s.title, s.retired) for s in (await stored(town)).own_sections] == [
        (2, "Pricing", False),
        (3, "Risks", False),
        (1, "Regulation", True),
    ]
    await town.alice.click("Edit", within=await town.card())
    shown = town.alice.modal.inputs
    assert shown["OWN-1.words"] == "The works council agrees."
    assert {"OWN-2.words", "OWN-3.words"} <= shown.keys()
    await town.alice.fill(**{"OWN-1.words": "", "OWN-3.words": "It may hear too much."})
    assert not (await town.alice.submit()).trouble
    words = await release(town)
    assert words["OWN-3.title"] == "Risks"
    assert not [key for key in words if key.startswith("OWN-1")]


@on_sqlite
async def test_what_is_typed_while_the_settings_change_is_saved(town: Town) -> None:
    await change(town.alice, "press_release", own_sections=OWN)
    await town.alice.close()
    await town.bob.command("/workback new", channel="teamsync")
    await town.bob.fill(**TEAMSYNC, **{"OWN-2.words": "Nine euros a month."})
    await change(town.alice, "press_release", own_sections="")
    assert not (await town.bob.submit()).trouble
    assert (await release(town))["OWN-2.title"] == "Pricing"


@on_sqlite
async def test_titles_that_cannot_be_are_refused(town: Town) -> None:
    for typed, told in (
        ("Problem: Ours", "has “Problem” already"),
        ("Risks\nrisks", "stands here twice"),
        (": no title", "has no title"),
        ("x" * 76, "75 characters at most"),
        ("\n".join(f"Section {n}" for n in range(11)), "These are 11 sections"),
    ):
        await open_group(town.alice, "press_release")
        await town.alice.fill(own_sections=typed)
        await town.alice.submit()
        assert told in town.alice.modal.errors["own_sections"]
        await town.alice.close()
