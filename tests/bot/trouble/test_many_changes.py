"""Edits that change every third word of long texts: more than one view can hold in pieces."""

import pytest

from playground.things import Message
from tests.bot.conftest import Town

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

FIELDS = ("target_customer", "problem", "solution", "quote_text", "get_started", "leader_quote")


def words(changed: str, script: str = "aa bb") -> dict[str, str]:
    """Return long texts of which every third word is `changed`."""
    return dict.fromkeys(FIELDS, f"{script} {changed} " * 330)


async def edited(town: Town, **typed: str) -> None:
    assert not (await town.alice.submit()).trouble, typed
    assert not town.alice.has_modal


async def two_versions(town: Town) -> Message:
    await town.alice.command("/press-release", channel="teamsync")
    await town.alice.fill(headline="Long words", **words("cc"), authors=["bob"])
    await edited(town)
    card = await town.card()
    await town.alice.click("Edit", within=card)
    await town.alice.fill(**words("dd"))
    await edited(town)
    await town.slack.until(lambda: town.thread(card))
    return card


async def test_the_note_names_what_it_cannot_show(town: Town) -> None:
    card = await two_versions(town)
    assert "*Compare* shows every word" in str(town.thread(card)[0].blocks)
    await town.slack.until(lambda: "version 2" in str(town.posts()[0].blocks))


async def test_a_comparison_that_is_too_large_still_opens(town: Town) -> None:
    card = await two_versions(town)
    assert not (await town.alice.click("Compare", within=town.thread(card)[0])).trouble
    assert town.alice.modal.title == "Compare"
    assert "dd" in town.alice.modal.text
    await town.alice.choose("documents.compare_before", "Version 2")
    assert "the same words" in town.alice.modal.text


async def test_a_clash_that_is_too_large_still_lets_people_choose(town: Town) -> None:
    card = await two_versions(town)
    await town.alice.click("Edit", within=card)
    await town.bob.click("Edit", within=card)
    await town.bob.fill(**words("ee"))
    assert not (await town.bob.submit()).trouble
    await town.alice.fill(**words("ff"))
    assert not (await town.alice.submit()).trouble
    assert town.alice.modal.title == "Two edits at once"
    for field in FIELDS:
        await town.alice.choose(field, "Keep my words")
    assert not (await town.alice.submit()).trouble
    assert not town.alice.has_modal
    await town.alice.click("Read", within=card)
    assert "aa bb ff" in town.alice.modal.text


async def test_one_text_from_both_can_be_longer_than_either(town: Town) -> None:
    card = await two_versions(town)
    await town.alice.click("Edit", within=card)
    await town.bob.click("Edit", within=card)
    await town.bob.fill(problem=words("ee")["problem"])
    await town.bob.submit()
    await town.alice.fill(problem=words("ff")["problem"])
    await town.alice.submit()
    await town.alice.choose("problem", "Write one text from both")
    assert not (await town.alice.submit()).trouble
    assert not town.alice.has_modal
    await town.alice.click("Read", within=card)
    assert "ee ff" in town.alice.modal.text
