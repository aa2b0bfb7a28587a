"""A promise changes or goes: who cites it is flagged, told once, and says still right."""

from datetime import timedelta

from playground.things import Message
from storage.scope_flags import QUIET
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import TEAMSYNC, write
from tests.bot.faq.test_faq import ask, open_faq
from tests.bot.goals.test_goals import see, set_goal
from tests.bot.scope.test_ledger import add, ledger, row


def told(town: Town) -> list[Message]:
    """Return what Bob heard of items to check."""
    return [m for m in town.bob.sees() if "promise that changed" in m.text]


async def edit(town: Town, **words: str) -> None:
    await town.alice.click("Edit", within=await town.card())
    await town.alice.fill(**words)
    assert not (await town.alice.submit()).trouble


async def begin(town: Town, **more: object) -> None:
    await write(town, **TEAMSYNC, authors=["bob"])
    await ledger(town.alice)
    await add(town.alice, "Speaker model", promises=["PR-problem"], owner="bob", **more)
    await town.alice.close()


async def test_a_change_flags_its_items_and_their_owner_is_told_once(town: Town) -> None:
    await begin(town)
    await edit(town, problem="After every meeting somebody spends 30 minutes writing up notes.")
    await edit(town, problem="After every meeting somebody spends 45 minutes writing up notes.")
    assert told(town) == []
    town.clock.move(QUIET + timedelta(minutes=1))
    await town.slack.until(lambda: told(town))
    await town.settled()
    assert [m.text for m in told(town)] == [
        "1 item of yours in the scope of TeamSync cites a promise that changed."
    ]
    await ledger(town.alice)
    assert "1 to check" in town.alice.modal.text
    assert "PR-problem now says “45 minutes”, was “a long time”" in town.alice.modal.text
    await town.bob.open_home()
    assert "1 item to check" in str(town.bob.home.blocks)
    await town.bob.click("Check", within=told(town)[0])
    assert "Is this work still right?" in town.bob.modal.text
    assert "'strike': True" in str(town.bob.modal.view.blocks)
    assert not (await town.bob.submit()).trouble
    await ledger(town.bob)
    assert "1 item: 1 in scope" in town.bob.modal.text
    await town.bob.close()
    await town.bob.open_home()
    assert "to check" not in str(town.bob.home.blocks)


async def test_what_goes_back_to_the_agreed_words_is_told_to_nobody(town: Town) -> None:
    await begin(town)
    await edit(town, problem="Other words.")
    await edit(town, problem=TEAMSYNC["problem"])
    await ledger(town.alice)
    assert "to check" not in town.alice.modal.text
    town.clock.move(QUIET + timedelta(minutes=1))
    await town.settled()
    assert told(town) == []


async def test_editing_an_item_takes_the_flag_away(town: Town) -> None:
    await begin(town)
    await edit(town, problem="Other words.")
    await ledger(town.bob)
    await town.bob.click("Check")
    await town.bob.click("Edit the item")
    await town.bob.fill(title="Speaker model, second try")
    assert not (await town.bob.submit()).trouble
    await ledger(town.bob)
    assert "Speaker model, second try" in town.bob.modal.text
    assert "to check" not in town.bob.modal.text


async def test_what_changes_while_somebody_looks_is_not_agreed_on(town: Town) -> None:
    await begin(town)
    await edit(town, problem="Other words.")
    await ledger(town.bob)
    await town.bob.click("Check")
    await edit(town, problem="And other words again.")
    assert not (await town.bob.submit()).trouble
    assert "It changed again while you looked." in town.bob.modal.text
    assert "again" in town.bob.modal.text
    assert not (await town.bob.submit()).trouble
    assert "1 item: 1 in scope" in town.bob.modal.text


async def test_who_removes_a_cited_question_hears_how_many_items_cite_it(town: Town) -> None:
    await write(town)
    await ask(town, "Which languages?", answer="English and German.")
    await ledger(town.alice)
    for title in ("Summaries in Portuguese", "Summaries in German"):
        await add(town.alice, title, promises=["FAQ-C-1"])
    await town.alice.close()
    await open_faq(town)
    await town.alice.click("Remove…")
    assert "2 scope items cite FAQ-C-1" in town.alice.modal.text
    assert not (await town.alice.submit()).trouble
    await town.alice.close()
    await ledger(town.alice)
    assert "2 to check" in town.alice.modal.text
    assert "FAQ-C-1 is gone" in town.alice.modal.text
    await town.alice.click("Check", menu=row(town.alice, "Summaries in German"))
    assert "takes this citation away" in town.alice.modal.text
    assert not (await town.alice.submit()).trouble
    assert "1 candidate" in town.alice.modal.text


async def test_a_goal_that_is_edited_or_retired_flags_its_items(town: Town) -> None:
    await write(town)
    await set_goal(town)
    await ledger(town.alice)
    await town.alice.click("Add an item", menu=row(town.alice, "Notes are ready before"))
    await town.alice.fill(title="Speaker model")
    assert not (await town.alice.submit()).trouble
    await town.alice.close()
    await see(town)
    await town.alice.click("Edit")
    await town.alice.fill(title="Notes are ready at once")
    assert not (await town.alice.submit()).trouble
    await ledger(town.alice)
    assert "GOAL-1 has changed" in town.alice.modal.text or "GOAL-1 now" in town.alice.modal.text
    await town.alice.click("Check")
    assert "Notes are ready at once" in town.alice.modal.text or "at once" in town.alice.modal.text
    await town.alice.submit()
    await town.alice.close()
    await see(town)
    await town.alice.click("Retire…")
    await town.alice.fill(note="Learned enough.")
    assert not (await town.alice.submit()).trouble
    await ledger(town.alice)
    assert "a retired goal is gone" in town.alice.modal.text
