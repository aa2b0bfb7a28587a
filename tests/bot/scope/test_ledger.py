"""The ledger: work cites promises, candidates are decided, and others only propose."""

import asyncio
import re

import pytest

from domain.people import PersonId, WorkspaceId
from domain.templates import DocumentKind
from playground.person import Actor
from storage import documents, initiatives, scope
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import TEAMSYNC, write
from tests.bot.experience.test_experience import tell
from tests.bot.goals.test_goals import set_goal
from tests.statements import asked

ACME = WorkspaceId("T01ACME")


async def ledger(person: Actor, channel: str = "teamsync") -> None:
    outcome = await person.command("/workback scope", channel=channel)
    assert not outcome.trouble, outcome.trouble


async def add(person: Actor, title: str, **more: object) -> None:
    """Add an item to the ledger that is open."""
    await person.click("scope.open_create")
    await person.fill(title=title, **more)
    assert not (await person.submit()).trouble


def row(person: Actor, words: str) -> str:
    blocks = person.modal.view.blocks
    return next(str(b["block_id"]) for b in blocks if words in str(b.get("text", "")))


async def test_an_empty_ledger_says_what_will_stand_in_it(town: Town) -> None:
    await write(town)
    await ledger(town.alice)
    assert "*No items yet.* Each will cite the promise it serves." in town.alice.modal.text
    assert "Not ready to build: the press release is not approved" in town.alice.modal.text
    assert "PR-solution has no item" in town.alice.modal.text
    await town.alice.close()
    await town.alice.click("Scope", within=await town.card())
    assert town.alice.modal.title == "Scope of TeamSync"


async def test_items_stand_by_goal_with_their_promises_state_and_effort(town: Town) -> None:
    await write(town, **TEAMSYNC, authors=["bob"])
    await tell(town, i_want="find who promised what", serves=["PR-solution"])
    await town.alice.close()
    await set_goal(town)
    await ledger(town.alice)
    assert "Promises without an item (3)" in town.alice.modal.text
    citing = {"promises": ["US-1"], "owner": "bob", "effort": "8"}
    await add(town.alice, "Search by sentence", **citing, worth="4", confidence="80")
    await add(town.alice, "Calendar", promises=["PR-headline"], effort="2")
    text = town.alice.modal.text
    assert "2 items: 2 in scope" in text
    assert "In scope, by goal (2)" in text
    assert text.index("1. Notes are ready before") < text.index("Search by sentence")
    assert text.index("Of no goal") < text.index("Calendar")
    assert "10 days are planned: 8 for goal 1 (80%), 2 for no goal (20%)" in text
    assert "Promises without an item" not in text
    await town.alice.click("Mark under way", menu=row(town.alice, "Search by sentence"))
    assert "Search by sentence*  ·  under way" in str(town.alice.modal.view.blocks)
    await town.alice.click("See", menu=row(town.alice, "Search by sentence"))
    assert "value 4 × confidence 80% ÷ 8 days = 0.4" in town.alice.modal.text


async def test_a_candidate_is_decided_with_a_reason_that_stands_in_the_log(town: Town) -> None:
    await write(town)
    await ledger(town.alice)
    await add(town.alice, "Talk-time statistics")
    assert "Candidates: they need a promise or a decision (1)" in town.alice.modal.text
    await town.alice.click("Decide")
    await town.alice.choose("decision", "out")
    await town.alice.submit()
    assert "Write why" in town.alice.modal.errors["reason"]
    await town.alice.fill(reason="We coach nobody.")
    assert not (await town.alice.submit()).trouble
    assert "Talk-time" not in town.alice.modal.text
    await town.alice.choose("scope.show", "out")
    assert "We coach nobody." in town.alice.modal.text
    await town.alice.click("Decisions")
    assert "left “Talk-time statistics” out of the scope" in town.alice.modal.text
    card = await town.card()
    await town.slack.until(lambda: town.thread(card))
    assert "Alice decided: “Talk-time statistics” is out of scope" in town.thread(card)[0].text


async def test_a_guest_reads_and_proposes_but_does_not_decide(town: Town) -> None:
    await write(town)
    await ledger(town.charlie)
    await add(town.charlie, "Dark mode", promises=["PR-solution"])
    assert "1 candidate" in town.charlie.modal.text
    assert "Decide" not in town.charlie.modal.buttons
    await town.charlie.click("See", menu=row(town.charlie, "Dark mode"))
    assert {"Edit"} <= set(town.charlie.modal.buttons)
    assert "Decide" not in town.charlie.modal.buttons
    await ledger(town.alice)
    await town.alice.click("Decide")
    assert town.alice.modal.inputs["promises"] == ["PR-solution"]
    await town.alice.choose("decision", "in")
    assert not (await town.alice.submit()).trouble
    assert "1 in scope" in town.alice.modal.text


async def test_who_is_not_in_a_private_channel_finds_nothing(town: Town) -> None:
    await write(town, "secret-project", **TEAMSYNC)
    dana = town.slack.person("dana")
    await dana.command("/workback scope WB-1", channel="general")
    assert "There is no WB-1" in dana.told("general").text
    assert not dana.has_modal


async def test_a_message_becomes_a_candidate_with_a_link_to_it(town: Town) -> None:
    await write(town)
    said = await town.charlie.say("Could we react to notes? It would be fun.", channel="teamsync")
    assert not (await town.bob.message_shortcut("Propose scope", said)).trouble
    assert town.bob.modal.inputs["title"] == "Could we react to notes?"
    assert town.bob.modal.inputs["notes"].endswith("It would be fun.")
    assert town.bob.modal.inputs["link"].startswith("http")
    assert not (await town.bob.submit()).trouble
    assert "Could we react to notes?" in town.bob.modal.text
    assert "1 candidate" in town.bob.modal.text


async def test_a_link_that_is_none_and_an_effort_that_is_none_stay_under_their_fields(
    town: Town,
) -> None:
    await write(town)
    await ledger(town.alice)
    await town.alice.click("scope.open_create")
    await town.alice.fill(title="Search", link="javascript:alert(1)")
    await town.alice.submit()
    assert "https://" in town.alice.modal.errors["link"]
    await town.alice.fill(link="", effort="1,5k")
    await town.alice.submit()
    assert "Write 1500" in town.alice.modal.errors["effort"]
    assert town.alice.modal.inputs["title"] == "Search"


async def test_two_people_decide_at_once_and_the_second_is_told(town: Town) -> None:
    await write(town, **TEAMSYNC, authors=["bob"])
    await ledger(town.alice)
    await add(town.alice, "Dark mode")
    await ledger(town.bob)
    for person, decision in ((town.alice, "out"), (town.bob, "later")):
        await person.click("Decide")
        await person.choose("decision", decision)
        await person.fill(reason=f"{person.person.name} says so.")
    await asyncio.gather(town.alice.submit(), town.bob.submit())
    refused = [p for p in (town.alice, town.bob) if p.modal.title == "Decide"]
    assert len(refused) == 1
    assert "has decided meanwhile" in refused[0].modal.errors["reason"]
    await town.settled()
    decided = [m for m in town.thread(await town.card()) if "decided" in m.text]
    assert len(decided) == 1


async def test_a_double_click_adds_one_item(town: Town) -> None:
    await write(town)
    await ledger(town.alice)
    await town.alice.click("scope.open_create")
    await town.alice.fill(title="Search")
    await asyncio.gather(town.alice.submit(), town.alice.submit(), return_exceptions=True)
    await ledger(town.alice)
    assert "1 item: 1 candidate" in town.alice.modal.text


async def fill_faq(town: Town, questions: int) -> None:
    """Write so many questions into the FAQ at once."""
    async with town.house.services.database.transaction(ACME, town.clock.now()) as tx:
        home = await initiatives.find_by_number(tx, 1)
        assert home is not None
        document = await documents.of_kind(tx, home.id, DocumentKind.FAQ, create_it=True)
        words = {f"C-{n}.question": f"Question {n}?" for n in range(1, questions + 1)}
        await documents.save_version(tx, document, words, saved_by=PersonId(town.alice.id))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_promises_beyond_what_a_list_takes_are_typed_and_unknown_ones_refused(
    town: Town,
) -> None:
    await write(town)
    await fill_faq(town, 120)
    await ledger(town.alice)
    await town.alice.click("scope.open_create")
    await town.alice.fill(title="Search", more_promises="FAQ-C-119 FAQ-C-999")
    await town.alice.submit()
    assert "makes no promise FAQ-C-999" in town.alice.modal.errors["more_promises"]
    await town.alice.fill(more_promises="faq-c-119, FAQ-C-120", promises=["PR-solution"])
    assert not (await town.alice.submit()).trouble
    assert "FAQ-C-119, FAQ-C-120, PR-solution" in town.alice.modal.text
    await town.alice.click("Edit", menu=row(town.alice, "Search"))
    assert town.alice.modal.inputs["more_promises"] == "FAQ-C-119, FAQ-C-120"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_ledger_of_500_items_asks_as_often_as_one_of_10(town: Town) -> None:
    await write(town)
    database = town.house.services.database
    counts = []
    for size in (10, 490):
        async with database.transaction(ACME, town.clock.now()) as tx:
            home = await initiatives.find_by_number(tx, 1)
            assert home is not None
            agreed = (await scope.promised(tx, home.id)).agreed("PR-problem")
            cites = [agreed.model_copy(update={"cited": "other"}), agreed]
            items = [
                {"title": f"Item {n}", "created_by": town.alice.id, "citations": [cites[n % 2]]}
                for n in range(size)
            ]
            await scope.add(tx, items, home.id)
        with asked(database) as statements:
            await ledger(town.alice)
        found = [s for s in statements if re.search("FROM (scope_item|citation|words|goal|kpi)", s)]
        counts.append(len(found))
    assert counts == [6, 6]
    assert "500 items: 250 in scope, 250 to check" in town.alice.modal.text
    await town.alice.click("Show page 2")
    assert "Page 2 of 25" in town.alice.modal.text


async def test_an_item_is_found_by_its_words_as_they_are_now(town: Town) -> None:
    await write(town)
    await ledger(town.alice)
    await add(town.alice, "Search by sentence", notes="With trigrams.", promises=["PR-solution"])
    await town.alice.click("Edit", menu=row(town.alice, "Search by sentence"))
    await town.alice.fill(notes="With quokkas.")
    assert not (await town.alice.submit()).trouble
    await town.alice.close()
    for word, places in (("trigrams", "Nothing found"), ("quokka", "1 place")):
        await town.alice.command(f"/workback find {word}", channel="teamsync")
        assert places in town.alice.modal.text
    await town.alice.click("Read")
    assert "With quokkas." in town.alice.modal.text
