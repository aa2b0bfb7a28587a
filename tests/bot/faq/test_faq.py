"""The FAQ: asked, owned, answered, moved, removed, and brought back to where it was asked."""

import asyncio

from domain.people import PersonId, WorkspaceId
from domain.templates import DocumentKind
from playground.things import Message
from storage import documents, initiatives
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import TEAMSYNC, write


async def ask(town: Town, question: str, **more: object) -> None:
    outcome = await town.alice.command(f"/faq {question}", channel="teamsync")
    assert not outcome.trouble
    assert town.alice.modal.inputs["question"] == question
    await town.alice.fill(**more)
    assert not (await town.alice.submit()).trouble


async def open_faq(town: Town) -> None:
    outcome = await town.alice.command("/faq", channel="teamsync")
    assert not outcome.trouble


def answers_in(town: Town, message: Message) -> list[Message]:
    seen = town.alice.sees("teamsync")
    return [m for m in seen if m.thread_ts == message.ts and m.ts != message.ts]


async def test_an_empty_faq_teaches_and_offers_the_first_question(town: Town) -> None:
    await write(town)
    await open_faq(town)
    assert "What would a customer ask first?" in town.alice.modal.text
    await town.alice.choose("faq.open_starter", "What happens to my data?")
    assert town.alice.modal.inputs["question"] == "What happens to my data?"
    assert not (await town.alice.submit()).trouble
    assert town.alice.modal.title == "FAQ of TeamSync"
    assert "FAQ-C-1" in town.alice.modal.text
    assert "Nobody has taken it yet" in town.alice.modal.text


async def test_a_question_has_an_owner_who_hears_of_it_and_answers(town: Town) -> None:
    await write(town)
    await ask(town, "What does it cost?", owner="bob", due="2999-01-02")
    await town.slack.until(town.bob.sees)
    asked = town.bob.newest()
    assert "Alice asks you to answer a question of TeamSync by 2 January" in asked.text
    await town.bob.click("Answer", within=asked)
    await town.bob.fill(answer="Ten meetings are free.")
    assert not (await town.bob.submit()).trouble
    await open_faq(town)
    assert "all answered" in town.alice.modal.text
    assert "Ten meetings are free." in town.alice.modal.text
    card = await town.card()
    await town.slack.until(lambda: "1 question answered" in str(town.posts()[-1].blocks))
    await town.slack.until(lambda: len(town.thread(card)) == 2)
    assert "FAQ, version 2 by Bob" in str(town.thread(card)[-1].blocks)


async def test_a_message_becomes_a_question_and_gets_its_answer_in_its_thread(town: Town) -> None:
    await write(town)
    asked = await town.charlie.say("Does it work in <https://x.example|rooms>?", channel="teamsync")
    await town.bob.message_shortcut("Add to FAQ", asked)
    assert town.charlie.id in town.bob.modal.text
    assert not (await town.bob.submit()).trouble
    await open_faq(town)
    await town.alice.click("Answer")
    await town.alice.fill(answer="In any room that joins by invitation.")
    assert not (await town.alice.submit()).trouble
    await town.slack.until(lambda: answers_in(town, asked))
    assert "Alice answered FAQ-C-1" in answers_in(town, asked)[0].text
    assert "In any room that joins" in str(answers_in(town, asked)[0].blocks)


async def test_a_removed_number_is_not_used_again(town: Town) -> None:
    await write(town)
    await ask(town, "First?")
    await ask(town, "Second?", answer="Yes.")
    await open_faq(town)
    await town.alice.click("Remove…")
    assert "Remove “Second?”" in town.alice.modal.text
    assert not (await town.alice.submit()).trouble
    assert "Second?" not in town.alice.modal.text
    await town.alice.close()
    await ask(town, "Third?")
    await open_faq(town)
    assert "FAQ-C-3" in town.alice.modal.text


async def test_questions_change_places(town: Town) -> None:
    await write(town)
    for question in ("First?", "Second?", "Third?"):
        await ask(town, question, answer="Yes.")
    await open_faq(town)
    await town.alice.click("Move up", menu=row_of(town, "Third?"))
    text = town.alice.modal.text
    assert text.index("First?") < text.index("Third?") < text.index("Second?")
    await town.alice.click("Move down", menu=row_of(town, "First?"))
    text = town.alice.modal.text
    assert text.index("Third?") < text.index("First?") < text.index("Second?")
    assert len(town.thread(await town.card())) <= 3


def row_of(town: Town, question: str) -> str:
    blocks = town.alice.modal.view.blocks
    return next(str(b["block_id"]) for b in blocks if question in str(b.get("text", "")))


async def test_an_answer_of_any_length_is_kept_whole(town: Town) -> None:
    answer = "\n\n".join(f"Paragraph {i}. " + "words " * 120 for i in range(70)).strip()
    await write(town)
    await ask(town, "Everything?", answer=answer[:2900])
    kept = answer[:2900]
    for _ in range(4):
        await open_faq(town)
        await town.alice.click("Edit")
        parts = sorted(
            (k for k in town.alice.modal.inputs if k.startswith("answer")),
            key=lambda k: int(k.partition("_")[2] or 1),
        )
        added = "More: " + "text " * 500
        await town.alice.fill(**{parts[-1]: added.strip()})
        kept = f"{kept}\n\n{added.strip()}"
        assert not (await town.alice.submit()).trouble
        await town.alice.close()
    await open_faq(town)
    await town.alice.click("faq.read")
    shown = town.alice.modal.text
    assert shown.count("More: text") == 4
    assert "Paragraph 0." in shown


async def test_two_people_add_at_once_and_both_are_kept(town: Town) -> None:
    await write(town, **TEAMSYNC, authors=["bob"])
    for person in (town.alice, town.bob):
        await person.command(f"/faq Asked by {person.person.name}?", channel="teamsync")
    outcomes = await asyncio.gather(town.alice.submit(), town.bob.submit())
    assert not any(outcome.trouble for outcome in outcomes)
    await open_faq(town)
    assert "2 questions, 2 still open" in town.alice.modal.text
    assert "FAQ-C-1" in town.alice.modal.text
    assert "FAQ-C-2" in town.alice.modal.text


async def test_two_answers_at_once_meet_on_the_conflict_screen(town: Town) -> None:
    await write(town, **TEAMSYNC, authors=["bob"])
    await ask(town, "What does it cost?")
    for person in (town.alice, town.bob):
        await person.command("/faq", channel="teamsync")
        await person.click("Answer")
        await person.fill(answer=f"{person.person.name} says so.")
    assert not (await town.bob.submit()).trouble
    assert not (await town.alice.submit()).trouble
    assert town.alice.modal.title == "Two edits at once"
    assert "FAQ-C-1, answer" in town.alice.modal.text
    await town.alice.choose("C-1.answer", "Write one text from both")
    await town.alice.fill(**{"C-1.answer_text": "Both say so."})
    assert not (await town.alice.submit()).trouble
    await open_faq(town)
    assert "Both say so." in town.alice.modal.text


async def test_a_double_click_into_a_clash_leaves_the_choice_open(town: Town) -> None:
    await write(town, **TEAMSYNC, authors=["bob"])
    await ask(town, "What does it cost?")
    for person in (town.alice, town.bob):
        await person.command("/faq", channel="teamsync")
        await person.click("Answer")
        await person.fill(answer=f"{person.person.name} says so.")
    assert not (await town.bob.submit()).trouble
    view = town.alice.modal.view
    await asyncio.gather(*(town.slack.acts.submit(town.alice.person, view) for _ in range(2)))
    assert town.alice.modal.title == "Two edits at once"


async def test_who_may_not_edit_may_ask_but_not_answer(town: Town) -> None:
    await write(town)
    await town.bob.command("/faq May I?", channel="teamsync")
    await town.bob.fill(answer="Yes.")
    await town.bob.submit()
    assert "Only the authors can answer" in town.bob.modal.errors["answer"]
    await town.bob.fill(answer="")
    assert not (await town.bob.submit()).trouble
    await town.bob.command("/faq", channel="teamsync")
    assert "May I?" in town.bob.modal.text
    assert "Answer" not in [b["text"]["text"] for b in buttons(town.bob.modal.view.blocks)]


def buttons(blocks: list[dict]) -> list[dict]:  # type: ignore[type-arg]
    beside = [b["accessory"] for b in blocks if b.get("accessory", {}).get("type") == "button"]
    return beside + [e for b in blocks for e in b.get("elements", []) if e.get("type") == "button"]


async def test_two_hundred_questions_page(town: Town) -> None:
    await write(town)
    await ask(town, "Number 1?", answer="Answer 1.")
    await fill_faq(town, 200)
    await open_faq(town)
    assert "200 questions" in town.alice.modal.text
    assert "Page 1 of 25" in town.alice.modal.text
    for page in range(2, 26):
        assert not (await town.alice.click(f"Show page {page}")).trouble
    assert "Number 200?" in town.alice.modal.text
    await town.alice.click("Read all")
    assert "Number 1?" in town.alice.modal.text
    await town.alice.click("Show page 2")
    assert "Number 60?" in town.alice.modal.text


async def fill_faq(town: Town, count: int) -> None:
    """Save a version with many questions, as an import does."""
    database = town.house.services.database
    async with database.transaction(
        WorkspaceId(town.slack.world.workspace.id), town.clock.now()
    ) as tx:
        initiative = await initiatives.find_by_number(tx, 1)
        assert initiative is not None
        document = await documents.of_kind(tx, initiative.id, DocumentKind.FAQ)
        content = await documents.content(tx, document.id, document.head)
        for number in range(2, count + 1):
            content[f"C-{number}.question"] = f"Number {number}?"
            content[f"C-{number}.answer"] = f"Answer {number}."
        person = PersonId(town.alice.id)
        await documents.save_version(tx, document, content, saved_by=person)
