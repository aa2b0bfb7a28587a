"""Weak writing is named, with why and what to do; a finding can be put away with a reason."""

from tests.bot.conftest import Town
from tests.bot.documents.test_walk import write

WEAK = {
    "headline": "TeamSync writes your meeting notes for you",
    "target_customer": "Everyone.",
    "problem": "It takes a long time to write many notes.",
    "solution": "A revolutionary and seamless tool.",
}


async def check(town: Town) -> str:
    outcome = await town.alice.command("/workback check", channel="teamsync")
    assert not outcome.trouble
    return town.alice.modal.text


async def test_missing_and_weak_parts_are_named_with_what_to_do(town: Town) -> None:
    await write(town, **WEAK)
    text = await check(town)
    assert "missing" in text
    assert "*Target customer*  ·  weak" in text
    assert "This is advice" in text
    await town.alice.click("Write it", menu="finding_0")
    assert town.alice.modal.title == "Press release"


async def test_a_finding_is_put_away_with_a_reason_until_the_words_change(town: Town) -> None:
    await write(town, **WEAK)
    await check(town)
    select = next(
        e
        for b in town.alice.modal.view.blocks
        for e in b.get("elements", [])
        if e["type"] == "static_select"
    )
    weak = next(o for o in select["options"] if o["text"]["text"].startswith("Target customer"))
    before = town.alice.modal.text.count("*Target customer*")
    await town.alice.choose("readiness.open_dismiss", weak["value"])
    await town.alice.fill(reason="  ")
    await town.alice.submit()
    assert "Write why" in town.alice.modal.errors["reason"]
    await town.alice.fill(reason="It is for everyone, indeed.")
    assert not (await town.alice.submit()).trouble
    assert town.alice.modal.text.count("*Target customer*") == before - 1
    await town.alice.close()
    await town.alice.click("Edit", within=await town.card())
    await town.alice.fill(target_customer="Everyone!")
    assert not (await town.alice.submit()).trouble
    assert (await check(town)).count("*Target customer*") == before


async def test_asking_for_a_review_says_what_is_weak_and_goes_on(town: Town) -> None:
    await write(town, **WEAK)
    await town.alice.command("/workback review", channel="teamsync")
    assert "weak" in town.alice.modal.text
    await town.alice.fill(reviewers=["bob"])
    assert not (await town.alice.submit()).trouble


async def test_who_may_not_edit_sees_findings_without_buttons(town: Town) -> None:
    await write(town, **WEAK)
    await town.bob.command("/workback check", channel="teamsync")
    assert "weak" in town.bob.modal.text
    assert "Fix it" not in town.bob.modal.text
