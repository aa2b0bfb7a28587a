"""Buttons, forms and clicks that come too late, twice, or from another time."""

import asyncio
from typing import Any

import pytest
from sqlmodel import func, select

from playground.delivery import Envelope
from playground.posting import Content
from playground.things import Json
from storage.tables import InitiativeRow, VersionRow
from tests.bot.conftest import Town

HEADLINE = "Only once"


async def write(town: Town, **words: Any) -> None:
    await town.alice.command("/press-release", channel="teamsync")
    await town.alice.fill(**{"headline": HEADLINE, **words})
    assert not (await town.alice.submit()).trouble
    await town.card()


async def count(town: Town, table: Any) -> int:
    async with town.house.services.database.session(writes=False) as session:
        return int((await session.exec(select(func.count()).select_from(table))).one())


def button(action: str, value: str) -> Json:
    label = {"type": "plain_text", "text": "Old"}
    return {"type": "button", "text": label, "action_id": action, "value": value}


async def press(town: Town, action: str, value: str) -> str:
    """Press a button that some other version of Workback left in the channel."""
    blocks = [{"type": "actions", "elements": [button(action, value)]}]
    channel = town.slack.world.channel("teamsync")
    message = town.slack.posting.post(channel, Content("old", blocks))
    outcome = await town.alice.click("Old", within=message)
    assert not outcome.trouble
    return town.alice.told("teamsync").text


async def test_a_button_that_nothing_answers_any_more_says_so(town: Town) -> None:
    assert "older version of Workback" in await press(town, "documents.retired", "ini_1")


ABOUT_RECORDS = (
    "documents.read",
    "documents.open_edit",
    "documents.open_history",
    "documents.compare",
    "documents.confirm_archive",
    "documents.bring_back",
    "documents.read_version",
    "documents.confirm_restore",
)


@pytest.mark.parametrize("record", ["ini_01NOTHING", "ver_01NOTHING", "", "x" * 1_990])
async def test_an_unknown_record_is_no_longer_here(town: Town, record: str) -> None:
    for action in ABOUT_RECORDS:
        assert "That is no longer here." in await press(town, action, record)


async def test_a_form_of_an_older_version_keeps_what_was_typed(town: Town) -> None:
    await town.alice.command("/press-release", channel="teamsync")
    await town.alice.fill(headline="Typed and kept")
    town.alice.modal.view.payload["callback_id"] = "documents.retired"
    assert not (await town.alice.submit()).trouble
    assert "Keep a copy of your text" in town.alice.modal.errors["headline"]
    assert town.alice.modal.inputs["headline"] == "Typed and kept"


@pytest.mark.parametrize("metadata", ["", "{broken", '{"initiative": "ini_01NOTHING", "base": 9}'])
async def test_a_form_with_other_metadata_keeps_what_was_typed(town: Town, metadata: str) -> None:
    await write(town)
    await town.alice.click("Edit", within=town.posts()[-1])
    await town.alice.fill(problem="Typed and kept")
    town.alice.modal.view.payload["private_metadata"] = metadata
    assert not (await town.alice.submit()).trouble
    assert town.alice.modal.errors
    assert town.alice.modal.inputs["problem"] == "Typed and kept"


async def test_a_channel_that_slack_does_not_know_is_answered(town: Town) -> None:
    channel = town.slack.world.channel("teamsync")
    await write(town)
    envelope_of = channel.model_copy(update={"id": "C0NOWHERE"})
    outcome = await town.slack.acts.command(town.alice.person, envelope_of, "/press-release")
    assert not outcome.trouble


async def test_a_double_click_on_save_makes_one_version(town: Town) -> None:
    await write(town)
    await town.alice.click("Edit", within=town.posts()[-1])
    await town.alice.fill(problem="Once.")
    await asyncio.gather(*(town.alice.submit() for _ in range(3)), return_exceptions=True)
    await town.slack.until(lambda: "version 2" in str(town.posts()[-1].blocks))
    assert await count(town, VersionRow) == 2


async def test_a_double_click_into_a_clash_leaves_the_choice_open(town: Town) -> None:
    await write(town, authors=["bob"])
    card = town.posts()[-1]
    for person, words in ((town.alice, "Alice's problem."), (town.bob, "Bob's problem.")):
        await person.click("Edit", within=card)
        await person.fill(problem=words)
    await town.bob.submit()
    outcomes = await asyncio.gather(*(town.alice.submit() for _ in range(3)))
    assert not any(outcome.trouble for outcome in outcomes)
    assert town.alice.modal.title == "Two edits at once"
    assert "Alice's problem." in town.alice.modal.text
    await town.alice.choose("problem", "Keep my words")
    await asyncio.gather(*(town.alice.submit() for _ in range(2)), return_exceptions=True)
    assert not town.alice.has_modal
    assert await count(town, VersionRow) == 3


async def test_an_event_that_comes_again_changes_nothing(town: Town) -> None:
    await write(town)
    town.slack.faults.duplicate_events()
    await town.alice.open_home()
    await town.alice.say("@workback", channel="teamsync")
    await town.slack.talk.change_person(town.alice.person, display_name="Alicia")
    channel = town.slack.world.channel("teamsync")
    for archived in (True, False):
        await town.slack.talk.archive(town.bob.person, channel, archived=archived)
    assert "WB-1" in str(town.alice.home.blocks)
    assert len([m for m in town.alice.sees("teamsync") if "Type /workback new" in m.text]) == 1
    assert await count(town, InitiativeRow) == 1
    assert len([message for message in town.posts() if "WB-1" in message.text]) == 1


async def test_a_mention_delivered_again_as_slack_retries_is_answered_once(town: Town) -> None:
    await town.alice.say("@workback", channel="teamsync")
    [mention] = town.slack.traffic.deliveries("app_mention")
    again = Envelope("events_api", "app_mention", mention.payload, retry=1, reason="http_timeout")
    assert not (await town.slack.delivery.carry(again)).trouble
    assert len([m for m in town.alice.sees("teamsync") if "Type /workback new" in m.text]) == 1


SLOW = "That took longer than Slack allows"


@pytest.mark.parametrize("late", ["expired_trigger_id", "exchanged_trigger_id"])
async def test_a_click_whose_trigger_expired_is_answered(town: Town, late: str) -> None:
    await write(town)
    card = town.posts()[-1]
    town.slack.faults.error("views.open", late, times=3)
    await town.alice.command("/workback show", channel="teamsync")
    assert SLOW in town.alice.told("teamsync").text
    await town.alice.click("Read", within=card)
    assert SLOW in town.alice.told("teamsync").text
    await town.alice.open_home()
    await town.alice.click("Read", within=town.alice.home)
    assert SLOW in str(town.alice.home.blocks)


async def test_an_expired_trigger_is_told_within_the_modal_that_was_clicked(town: Town) -> None:
    await write(town)
    await town.alice.click("Edit", within=town.posts()[-1])
    await town.alice.fill(problem="More.")
    await town.alice.submit()
    await town.alice.command("/workback history", channel="teamsync")
    town.slack.faults.error("views.push", "expired_trigger_id", times=2)
    for _ in range(2):
        await town.alice.click("Compare any two")
        assert town.alice.modal.text.count(SLOW) == 1
        assert "Version 2" in town.alice.modal.text
    assert not (await town.alice.click("Compare any two")).trouble
    assert town.alice.modal.title == "Compare"


async def test_words_typed_in_a_modal_outlive_a_trigger_that_expired(town: Town) -> None:
    await write(town, authors=["bob"])
    card = town.posts()[-1]
    await town.alice.click("Edit", within=card)
    await town.bob.click("Edit", within=card)
    await town.bob.fill(problem="Bob's problem.")
    await town.bob.submit()
    await town.alice.fill(problem="Alice's problem.")
    await town.alice.submit()
    await town.alice.choose("problem", "Write one text from both")
    await town.alice.fill(problem_text="One text, typed with care.")
    town.slack.faults.fail("views.update", times=1)
    town.slack.faults.error("views.push", "expired_trigger_id", times=1)
    await town.alice.choose("problem", "Keep my words")
    assert "Slack did not answer as expected" in town.alice.modal.text
    assert town.alice.modal.inputs["problem_text"] == "One text, typed with care."
    assert not (await town.alice.submit()).trouble
    assert not town.alice.has_modal


@pytest.mark.parametrize("headline", ["", "   ", "\n\t", "\u200b", "\u2060\u00ad", "\u3000"])
async def test_an_empty_headline_is_refused_under_its_field(town: Town, headline: str) -> None:
    await town.alice.command("/press-release", channel="teamsync")
    await town.alice.fill(headline=headline, problem="Typed and not lost.")
    await town.alice.submit()
    assert town.alice.modal.errors["headline"]
    assert town.alice.modal.inputs["problem"] == "Typed and not lost."


async def test_fields_of_nothing_but_spaces_have_not_been_written(town: Town) -> None:
    blank = {"problem": " ", "solution": "\n\n", "quote_text": "\u00a0", "get_started": "\u200b"}
    await write(town, **blank)
    assert "1 of 6 sections written" in str(town.posts()[-1].blocks)
    await town.alice.click("Edit", within=town.posts()[-1])
    await town.alice.fill(problem="   ")
    await town.alice.submit()
    assert await count(town, VersionRow) == 1


async def test_more_than_an_input_holds_is_refused_before_it_leaves(town: Town) -> None:
    await town.alice.command("/press-release", channel="teamsync")
    await town.alice.fill(headline="Long", problem="x" * 3_001, solution="y" * 3_000)
    outcome = await town.alice.submit()
    assert outcome.trouble == "invalid_input"
    assert town.alice.modal.inputs["problem"] == "x" * 3_001
    await town.alice.fill(problem="x" * 3_000)
    assert not (await town.alice.submit()).trouble
    await town.card()
