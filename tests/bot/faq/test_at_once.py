"""Two people at the same list: what each meant is done, and nobody loses words unseen."""

from playground.person import Actor
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import TEAMSYNC, write
from tests.bot.experience.test_experience import tell
from tests.bot.faq.test_faq import ask

QUESTIONS = ("What does it cost?", "Is it safe?", "Who is it for?")


async def begin(town: Town) -> None:
    """Let Alice and Bob both look at three answered questions with an open one between them."""
    await write(town, **TEAMSYNC, authors=["bob"])
    for question in (*QUESTIONS[:2], "When?", QUESTIONS[2]):
        await ask(town, question, **({} if question == "When?" else {"answer": "We know."}))
    for person in (town.alice, town.bob):
        await look(person)


async def look(person: Actor) -> None:
    assert not (await person.command("/workback faq WB-1", channel="teamsync")).trouble


def row_of(person: Actor, words: str) -> str:
    blocks = person.modal.view.blocks
    return next(str(b["block_id"]) for b in blocks if words in str(b.get("text", "")))


def order(person: Actor) -> list[str]:
    """Return the answered questions as a person sees them, by their first words."""
    text = person.modal.text
    return [q.split()[0] for q in sorted(QUESTIONS, key=text.index)]


async def test_who_moves_beside_another_gets_what_they_meant(town: Town) -> None:
    await begin(town)
    await town.bob.click("Move up", menu=row_of(town.bob, "Who is it for?"))
    assert order(town.bob) == ["What", "Who", "Is"]
    assert order(town.alice) == ["What", "Is", "Who"]
    await town.alice.click("Move up", menu=row_of(town.alice, "Who is it for?"))
    assert order(town.alice) == ["What", "Who", "Is"]
    assert f"<@{town.bob.id}> saved version" in str(town.alice.modal.view.blocks)
    await town.bob.click("Move down", menu=row_of(town.bob, "What does it cost?"))
    assert order(town.bob) == ["Who", "What", "Is"]
    assert "meanwhile" not in town.bob.modal.text


async def test_what_changed_since_the_question_is_asked_about_again(town: Town) -> None:
    await begin(town)
    await town.alice.click("Remove…", menu=row_of(town.alice, "Is it safe?"))
    await town.bob.click("Edit", menu=row_of(town.bob, "Is it safe?"))
    await town.bob.fill(answer="Yes: nothing leaves the building.")
    assert not (await town.bob.submit()).trouble
    await town.alice.submit()
    assert "changed it while you were deciding" in town.alice.modal.text
    assert "nothing leaves the building" in town.alice.modal.text
    await town.alice.submit()
    assert "Is it safe?" not in town.alice.modal.text


async def test_what_was_removed_while_it_was_edited_is_said_and_kept(town: Town) -> None:
    await begin(town)
    await town.alice.click("Edit", menu=row_of(town.alice, "Is it safe?"))
    await town.alice.fill(answer="Long thoughts about safety.")
    await town.bob.click("Remove…", menu=row_of(town.bob, "Is it safe?"))
    assert not (await town.bob.submit()).trouble
    await town.alice.submit()
    assert "FAQ-C-2 was removed while you were editing it" in str(town.alice.modal.errors)
    assert town.alice.modal.inputs["answer"] == "Long thoughts about safety."


async def test_removing_what_stories_serve_tells_them(town: Town) -> None:
    await begin(town)
    await town.alice.close()
    await tell(town, i_want="see the price", serves=["FAQ-C-1", "PR-problem"])
    await town.alice.close()
    await look(town.alice)
    await town.alice.click("Remove…", menu=row_of(town.alice, "What does it cost?"))
    assert "US-1 serves FAQ-C-1." in town.alice.modal.text
    assert not (await town.alice.submit()).trouble
    card = await town.card()
    asked = "US-1 serves FAQ-C-1, which is gone."
    await town.slack.until(lambda: any(asked in str(m.blocks) for m in town.thread(card)))
    await town.alice.command("/workback experience WB-1", channel="teamsync")
    assert "serves FAQ-C-1 (no longer there), PR-problem" in town.alice.modal.text
