"""Files are brought in: shown first, saved as an edit is, and nothing is lost."""

import asyncio

import pytest

from tests.bot.conftest import Town
from tests.bot.documents.test_walk import TEAMSYNC, write
from tests.bot.exports.test_exports import content, export, only_file, sent
from tests.bot.faq.test_faq import ask

PLAN = """# Introducing PlanFast: plans that keep themselves

## Customer problem

Teams spend 3 hours a week moving cards.

## How it works

PlanFast moves them.

## What our lawyers say

Nothing of this may be published before May.

## FAQ

**Q: What does it cost?**

A: 4 euro a month.
"""


async def bring(town: Town, data: bytes, name: str = "plan.md", **chosen: object) -> None:
    alice = town.alice
    assert not (await alice.command("/workback import", channel="teamsync")).trouble
    file = town.slack.talk.keep(town.slack.world.person("alice"), name, data)
    await alice.fill(file=[file.id], **chosen)
    await alice.submit()
    if "Look again" in alice.modal.buttons:
        await alice.click("Look again")


async def test_a_file_becomes_an_initiative_after_a_look(town: Town) -> None:
    await bring(town, PLAN.encode())
    text = town.alice.modal.text
    assert town.alice.modal.title == "What goes where"
    assert "PR-problem" in text
    assert "under “Customer problem”" in text
    assert "What our lawyers say" in text
    assert "1 piece not recognised" in text
    assert town.posts() == []
    assert not (await town.alice.submit()).trouble
    card = await town.card()
    assert "PlanFast" in card.text
    await town.slack.until(lambda: sent(town, channel="teamsync"))
    assert "before May" in content(only_file(town, channel="teamsync")).decode()
    await town.alice.command("/workback faq WB-1", channel="teamsync")
    assert "What does it cost?" in town.alice.modal.text


async def test_a_long_file_is_read_to_its_end(town: Town) -> None:
    lines = "\n".join(f"Paragraph {number}: {'word ' * 30}" for number in range(4_000))
    plan = PLAN.replace("Nothing of this", f"{lines}\n\nNothing of this")
    await bring(town, plan.encode())
    await town.alice.submit()
    await town.slack.until(lambda: sent(town, channel="teamsync"))
    assert "before May" in content(only_file(town, channel="teamsync")).decode()


async def test_the_token_goes_to_slack_alone(town: Town) -> None:
    alice = town.alice
    await alice.command("/workback import", channel="teamsync")
    file = town.slack.talk.keep(town.slack.world.person("alice"), "plan.md", PLAN.encode())
    file.external = f"{town.address}/plan.md"
    await alice.fill(file=[file.id])
    await alice.submit()
    if "Look again" in alice.modal.buttons:
        await alice.click("Look again")
    assert "“plan.md” is kept outside Slack. Upload the file itself." in told(town)


def told(town: Town) -> str:
    view = town.alice.modal
    return f"{view.errors} {view.text} {town.alice.sees('teamsync')}"


async def test_what_was_exported_comes_back_as_an_edit(town: Town) -> None:
    await write(town)
    await ask(town, "What does it cost?", answer="Nothing yet.")
    await export(town, "markdown")
    await town.slack.until(lambda: sent(town))
    file = only_file(town)
    edited = content(file).decode().replace("a long time", "30 minutes")
    edited = edited.replace("Nothing yet.", "4 euro a month.")
    await bring(town, edited.encode(), file.name, target="WB-1 · TeamSync")
    assert "2 changed" in town.alice.modal.text
    assert not (await town.alice.submit()).trouble
    card = await town.card()
    await town.slack.until(
        lambda: len([m for m in town.thread(card) if "version 2" in m.text]) == 2
    )
    await town.alice.command("/workback faq WB-1", channel="teamsync")
    assert "FAQ-C-2" not in town.alice.modal.text


async def test_who_edited_meanwhile_loses_nothing(town: Town) -> None:
    await write(town)
    await export(town, "markdown")
    await town.slack.until(lambda: sent(town))
    edited = content(only_file(town)).decode().replace("a long time", "30 minutes")
    card = await town.card()
    await town.alice.click("Edit", within=card)
    await town.alice.fill(problem="Nobody remembers what was decided.")
    assert not (await town.alice.submit()).trouble
    await bring(town, edited.encode(), target="WB-1 · TeamSync")
    assert "taken out at version 1" in town.alice.modal.text
    await town.alice.submit()
    text = town.alice.modal.text
    assert "Nobody remembers what was decided." in text
    assert "30 minutes" in text


async def test_a_question_that_is_there_is_answered_and_not_asked_twice(town: Town) -> None:
    await write(town)
    await ask(town, "What does it cost?")
    await bring(town, PLAN.encode(), target="WB-1 · TeamSync")
    assert "FAQ-C-1" in town.alice.modal.text
    assert not (await town.alice.submit()).trouble
    await town.alice.command("/workback faq WB-1", channel="teamsync")
    assert "FAQ-C-2" not in town.alice.modal.text
    await town.alice.close()
    await town.alice.command("/workback show WB-1", channel="teamsync")
    assert TEAMSYNC["get_started"] in town.alice.modal.text


async def test_the_same_file_again_has_nothing_to_save(town: Town) -> None:
    await write(town)
    await export(town, "json")
    await town.slack.until(lambda: sent(town))
    data = content(only_file(town))
    await bring(town, data, "plan.json", target="WB-1 · TeamSync")
    assert "There is nothing to save." in town.alice.modal.text
    assert "submit" not in town.alice.modal.view.payload


async def test_a_double_click_makes_one_initiative(town: Town) -> None:
    await bring(town, PLAN.encode())
    await asyncio.gather(*(town.alice.submit() for _ in range(3)), return_exceptions=True)
    await town.card()
    await town.settled()
    assert len([m for m in town.posts() if "WB-" in m.text]) == 1


async def test_without_a_headline_the_files_name_stands_in(town: Town) -> None:
    await bring(town, b"## Problem\n\nNobody knows.\n", "quick-plan.md")
    assert "No headline was found" in town.alice.modal.text
    assert not (await town.alice.submit()).trouble
    assert "quick plan" in (await town.card()).text


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("plan.pages", b"words", "plan.pages is not a Markdown or Word file."),
        ("plan.md", b" \n ", "plan.md is empty."),
        ("plan.md", b"\xff\xfeh\x00" + b"\xd8" * 3, "plan.md is not text in UTF-8 or UTF-16."),
        ("plan.docx", b"PK\x03\x04 and nothing more", "plan.docx is damaged and cannot be read."),
        ("plan.md", b"x" * 5_000_001, "plan.md has 5.0 MB, and a file may have at most 5 MB."),
    ],
)
async def test_a_file_that_is_no_document_is_refused_in_a_sentence(
    town: Town, name: str, data: bytes, sentence: str
) -> None:
    await bring(town, data, name)
    assert town.alice.modal.errors["file"].startswith(sentence)
    assert town.alice.modal.title == "Import"


async def test_a_file_that_slack_does_not_hand_over(town: Town) -> None:
    alice = town.alice
    await alice.command("/workback import", channel="teamsync")
    file = town.slack.talk.keep(town.slack.world.person("alice"), "plan.md", b"# Words")
    await alice.fill(file=[file.id])
    del town.slack.world.files[file.id]
    await alice.submit()
    assert alice.modal.errors["file"] == "That file was deleted in Slack. Choose it again."


async def test_guests_import_nothing(town: Town) -> None:
    await town.charlie.command("/workback import", channel="teamsync")
    assert not town.charlie.has_modal


async def test_who_may_not_edit_is_not_offered_it(town: Town) -> None:
    await write(town)
    await town.bob.command("/workback import", channel="teamsync")
    assert "TeamSync" not in str(town.bob.modal.view.blocks)
