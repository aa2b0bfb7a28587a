"""What customers said is kept once, filed to a promise, found, used and removed."""

from sqlmodel import select

from playground.things import Message
from storage.tables import InitiativeRow
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import write

WORDS = "We stopped writing notes. <!channel> *That* alone saves us an hour a week."
SHORTCUT = "Save customer feedback"


async def save(town: Town, **more: object) -> Message:
    """Save a message of Charlie's, a guest, as Bob."""
    said = await town.charlie.say(WORDS, channel="teamsync")
    assert not (await town.bob.message_shortcut(SHORTCUT, said)).trouble
    await town.bob.fill(customer="Ada, Hafen AG", **more)
    outcome = await town.bob.submit()
    assert not outcome.trouble, outcome.answer
    return said


async def initiative(town: Town) -> str:
    async with town.house.services.database.session(writes=False) as session:
        return (await session.exec(select(InitiativeRow.id))).one()


def promise(town: Town) -> str:
    return next(key for key in town.bob.modal.inputs if key.startswith("promise_"))


async def test_a_message_is_filed_to_a_promise_and_read_where_it_is_edited(town: Town) -> None:
    await write(town)
    said = await town.charlie.say(WORDS, channel="teamsync")
    await town.bob.message_shortcut(SHORTCUT, said)
    assert "That" in town.bob.modal.inputs["quote"]
    await town.bob.fill(customer="Ada, Hafen AG", **{promise(town): "PR-solution"})
    assert not (await town.bob.submit()).trouble
    assert "1 piece of feedback" in town.bob.modal.text
    assert "PR-solution" in str(town.bob.modal.view.blocks)
    await town.bob.click("See")
    assert "an hour a week" in town.bob.modal.text
    await town.bob.close()
    await town.alice.click("Edit", within=await town.card())
    assert "Customer feedback: PR-solution 1." in str(town.alice.modal.view.blocks)


async def test_the_same_message_is_kept_once_until_it_is_removed(town: Town) -> None:
    await write(town)
    said = await save(town)
    await town.bob.close()
    await town.alice.message_shortcut(SHORTCUT, said)
    assert not town.alice.has_modal
    await town.alice.command("/workback feedback", channel="teamsync")
    await town.alice.click("See")
    await town.alice.click("Remove…")
    assert not (await town.alice.submit()).trouble
    assert "No feedback yet" in town.alice.modal.text
    await town.alice.close()
    await town.alice.close()
    await town.charlie.message_shortcut(SHORTCUT, said)
    assert not (await town.charlie.submit()).trouble  # guests may save feedback, too


async def test_feedback_becomes_a_quote_a_question_and_a_candidate(town: Town) -> None:
    await write(town)
    await save(town)
    await town.bob.close()
    await town.alice.command("/workback feedback", channel="teamsync")
    await town.alice.click("See")
    await town.alice.click("Use as quote")
    assert "an hour a week" in town.alice.modal.inputs["quote_text"]
    assert town.alice.modal.inputs["quote_person"] == "Ada, Hafen AG"
    assert not (await town.alice.submit()).trouble
    await town.alice.command("/workback feedback", channel="teamsync")
    await town.alice.click("See")
    await town.alice.click("Add to FAQ")
    assert "an hour a week" in town.alice.modal.inputs["question"]
    await town.alice.close()
    await town.alice.click("See")
    await town.alice.click("Propose scope")
    assert "We stopped writing notes." in town.alice.modal.inputs["title"]
    assert not (await town.alice.submit()).trouble


async def test_what_is_filed_nowhere_waits_at_home_and_nobody_else_sees_it(town: Town) -> None:
    said = await town.alice.say(WORDS, channel="general")
    await town.bob.message_shortcut(SHORTCUT, said)
    assert not (await town.bob.submit()).trouble
    await town.bob.close()
    await write(town)
    await town.bob.open_home()
    assert "*1 piece of customer feedback*" in str(town.bob.home.blocks)
    await town.alice.command("/workback find stopped", channel="teamsync")
    assert "Nothing found" in town.alice.modal.text
    await town.alice.close()
    await town.bob.click("File", within=town.bob.home)
    await town.bob.click("See")
    await town.bob.click("File")
    await town.bob.choose("initiative", await initiative(town))
    await town.bob.fill(**{promise(town): "PR-problem"})
    assert not (await town.bob.submit()).trouble
    assert "PR-problem" in str(town.bob.modal.view.blocks)
    await town.alice.command("/workback find stopped", channel="teamsync")
    assert "1 place" in town.alice.modal.text


async def test_feedback_of_a_private_channel_stays_there(town: Town) -> None:
    await write(town, channel="secret-project")
    await town.alice.command("/workback feedback", channel="secret-project")
    await town.alice.click("Add feedback")
    await town.alice.fill(quote="They told us in confidence.")
    assert not (await town.alice.submit()).trouble
    await town.alice.close()
    erin = town.slack.person("erin")
    await erin.command("/workback find confidence", channel="general")
    assert "Nothing found" in erin.modal.text
    await erin.close()
    await erin.command("/workback feedback WB-1", channel="general")
    assert not erin.has_modal
