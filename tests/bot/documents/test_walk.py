"""The main walk: a press release written in a modal becomes a living card."""

import asyncio

from tests.bot.conftest import Town

TEAMSYNC = {
    "headline": "Introducing TeamSync — The Meeting Notes That Write Themselves",
    "target_customer": "Busy teams drowning in meetings, 5 to 50 people.",
    "problem": "After every meeting somebody spends a long time writing up notes.",
    "solution": "TeamSync automatically records, transcribes, and summarizes every meeting.",
    "quote_text": "I used to spend 30 minutes after every meeting writing up notes.",
    "quote_person": "Sarah",
    "quote_role": "product manager at Acme Corp",
    "get_started": "1. Connect your calendar.\n2. Hold a meeting.",
}


async def write(town: Town, channel: str = "teamsync", **words: object) -> None:
    outcome = await town.alice.command("/press-release", channel=channel)
    assert not outcome.trouble
    await town.alice.fill(**(words or TEAMSYNC))
    outcome = await town.alice.submit()
    assert not outcome.trouble
    assert not town.alice.has_modal


async def test_a_press_release_becomes_a_card(town: Town) -> None:
    await write(town)
    card = await town.card()
    assert card.blocks[0]["text"]["text"] == TEAMSYNC["headline"]
    assert "six sections written" in card.text
    assert "TeamSync (WB-1)" in card.text


async def test_what_was_typed_is_read_unchanged(town: Town) -> None:
    await write(town)
    card = await town.card()
    assert not (await town.alice.click("Read", within=card)).trouble
    for key in ("target_customer", "problem", "solution", "get_started"):
        assert TEAMSYNC[key] in town.alice.modal.text


async def test_an_edit_shows_what_changed_in_the_thread(town: Town) -> None:
    await write(town)
    card = await town.card()
    await town.alice.click("Edit", within=card)
    await town.alice.fill(
        problem="After every meeting somebody spends 30 minutes writing up notes.",
        note="A number for the problem.",
    )
    assert not (await town.alice.submit()).trouble
    await town.slack.until(lambda: town.thread(card))
    note = town.thread(card)[0]
    assert "Alice saved version 2" in note.text
    assert "Problem" in note.text
    assert "a long time" in str(note.blocks)
    assert "'strike': True" in str(note.blocks)
    await town.slack.until(lambda: "version 2" in str(town.posts()[-1].blocks))
    assert len(town.posts()) == 1


async def test_an_incomplete_draft_names_what_is_missing(town: Town) -> None:
    await write(town, headline="A status page customers believe", problem="Nobody believes ours.")
    card = await town.card()
    assert "2 of 6 sections" in str(card.blocks)
    assert "customer quote" in card.text


async def test_a_blank_headline_stays_under_its_field(town: Town) -> None:
    await town.alice.command("/workback new", channel="teamsync")
    await town.alice.fill(headline="   ", problem="Typed and not lost.")
    await town.alice.submit()
    assert town.alice.modal.errors["headline"].startswith("Please write a headline")
    assert town.alice.modal.inputs["problem"] == "Typed and not lost."


async def test_two_edits_at_once_lose_nothing(town: Town) -> None:
    await write(town, **TEAMSYNC, authors=["bob"])
    card = await town.card()
    await town.alice.click("Edit", within=card)
    await town.bob.click("Edit", within=card)
    await town.bob.fill(problem="Bob's problem.", solution="Bob's solution.")
    assert not (await town.bob.submit()).trouble
    await town.alice.fill(problem="Alice's problem.", get_started="Alice's start.")
    assert not (await town.alice.submit()).trouble
    assert town.alice.modal.title == "Two edits at once"
    assert "Bob's problem." in town.alice.modal.text
    await town.alice.choose("problem", "Write one text from both")
    assert "Bob's" in town.alice.modal.inputs["problem_text"]
    assert "Alice's" in town.alice.modal.inputs["problem_text"]
    await town.alice.fill(problem_text="Both problems.")
    assert not (await town.alice.submit()).trouble
    await town.slack.until(lambda: "version 3" in str(town.posts()[-1].blocks))
    await town.alice.click("Read", within=town.posts()[-1])
    for words in ("Both problems.", "Bob's solution.", "Alice's start."):
        assert words in town.alice.modal.text


async def test_a_closed_conflict_waits_as_a_draft(town: Town) -> None:
    await write(town, **TEAMSYNC, authors=["bob"])
    card = await town.card()
    await town.alice.click("Edit", within=card)
    await town.bob.click("Edit", within=card)
    await town.bob.fill(problem="Bob's problem.")
    await town.bob.submit()
    await town.alice.fill(problem="Alice's problem.")
    await town.alice.submit()
    await town.alice.close()
    await town.alice.click("Edit", within=card)
    assert "Alice's problem." in town.alice.modal.text


async def test_history_compares_and_restores(town: Town) -> None:
    await write(town)
    card = await town.card()
    await town.alice.click("Edit", within=card)
    await town.alice.fill(problem="Other words.")
    await town.alice.submit()
    await town.slack.until(lambda: "version 2" in str(town.posts()[-1].blocks))
    await town.alice.command("/workback history WB-1", channel="teamsync")
    assert "Version 1" in town.alice.modal.text
    await town.alice.click("Compare any two")
    assert "Other words." in town.alice.modal.text
    await town.alice.close()
    row = next(b["block_id"] for b in town.alice.modal.view.blocks if "Version 1*" in str(b))
    await town.alice.click("Restore…", menu=row)
    assert not (await town.alice.submit()).trouble
    await town.slack.until(lambda: "version 3" in str(town.posts()[-1].blocks))
    await town.alice.click("Read", within=town.posts()[-1])
    assert TEAMSYNC["problem"] in town.alice.modal.text


async def test_long_text_is_edited_in_parts_and_never_cut(town: Town) -> None:
    words = "\n\n".join(f"Paragraph {n}: " + "word " * 40 + "end." for n in range(20))
    await write(town, headline="Long words", solution=words[:2990])
    card = await town.card()
    await town.alice.click("Edit", within=card)
    await town.alice.fill(solution_2=words[2990:].strip())
    assert not (await town.alice.submit()).trouble
    await town.slack.until(lambda: "version 2" in str(town.posts()[-1].blocks))
    await town.alice.click("Edit", within=card)
    shown = [v for k, v in town.alice.modal.inputs.items() if k.startswith("solution")]
    assert "".join("".join(shown).split()) == "".join(words.split())


async def test_help_answers_and_an_unknown_word_gets_the_nearest(town: Town) -> None:
    outcome = await town.alice.command("/workback", channel="teamsync")
    assert not outcome.trouble
    assert "Type /workback new" in town.alice.told("teamsync").text
    await town.alice.command("/workback histroy", channel="teamsync")
    assert "Did you mean /workback history?" in town.alice.told("teamsync").text


async def test_home_welcomes_and_then_lists(town: Town) -> None:
    await town.alice.open_home()
    assert "Write the press release before the code" in str(town.alice.home.blocks)
    await write(town)
    await town.alice.open_home()
    assert "WB-1" in str(town.alice.home.blocks)
    await town.alice.command("/workback list", channel="general")
    assert "TeamSync" in town.alice.modal.text


async def test_an_outsider_cannot_see_a_private_initiative(town: Town) -> None:
    await write(town, "secret-project", headline="Secret words")
    await town.card("secret-project")
    dana = town.slack.person("dana")
    await dana.command("/workback show WB-1", channel="general")
    assert "There is no WB-1, or it is in a channel" in dana.told("general").text
    await dana.command("/workback list", channel="general")
    assert "Secret words" not in dana.modal.text


async def test_a_bot_that_is_not_in_the_channel_asks_to_be_invited(town: Town) -> None:
    await town.alice.command("/press-release", channel="product")
    assert "I am not in" in town.alice.modal.text
    await town.alice.fill(headline="Words that stay")
    await town.alice.submit()
    assert "/invite @Workback" in str(town.alice.modal.errors)
    assert town.alice.modal.inputs["headline"] == "Words that stay"


async def test_a_double_click_makes_one_initiative(town: Town) -> None:
    await town.alice.command("/press-release", channel="teamsync")
    await town.alice.fill(headline="Only once")
    await asyncio.gather(town.alice.submit(), town.alice.submit(), return_exceptions=True)
    await town.card()
    await town.alice.open_home()
    assert "WB-1" in str(town.alice.home.blocks)
    assert "WB-2" not in str(town.alice.home.blocks)
    assert len(town.posts()) == 1
