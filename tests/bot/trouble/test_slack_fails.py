"""Slack that limits, breaks, never answers or loses its answer: the person is told, and in time."""

from collections.abc import Callable

import pytest

from playground.faults import Fault, Faults
from playground.posting import Content
from playground.things import Message
from tests.bot.conftest import Town

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

WAYS: dict[str, Callable[[Faults, str], Fault]] = {
    "limits": lambda faults, method: faults.rate_limit(method, 30),
    "breaks": lambda faults, method: faults.fail(method, 500),
    "hangs": lambda faults, method: faults.hang(method),
    "loses its answer": lambda faults, method: faults.lose_reply(method),
}
every_way = pytest.mark.parametrize("way", WAYS)


async def card_of(town: Town) -> Message:
    await town.alice.command("/press-release", channel="teamsync")
    await town.alice.fill(headline="Words", problem="First.")
    await town.alice.submit()
    return await town.card()


def all_in_time(town: Town) -> bool:
    """Say whether everything that was delivered was acknowledged, well and in three seconds."""
    return all(
        exchange.trouble is None and exchange.status == 200 and exchange.seconds < 3
        for exchange in town.slack.traffic.deliveries()
    )


def apologies(town: Town) -> str:
    """Return all that Alice reads in #teamsync for her eyes only, in modals and on her Home."""
    whispers = [m for m in town.alice.sees("teamsync") if m.ephemeral_to]
    views = town.slack.world.stack(town.alice.id)
    home = town.slack.world.homes.get(town.alice.id)
    return str([m.text for m in whispers] + [v.blocks for v in views] + [home and home.blocks])


TOLD = "Slack did not answer as expected"
SLOW = "it took too long"


@every_way
async def test_a_command_whose_modal_does_not_open(town: Town, way: str) -> None:
    WAYS[way](town.slack.faults, "views.open")
    await town.alice.command("/press-release", channel="teamsync")
    told = apologies(town)
    assert TOLD in told or SLOW in told
    assert "Reference" in told
    assert all_in_time(town)


@every_way
async def test_a_button_whose_modal_does_not_open(town: Town, way: str) -> None:
    card = await card_of(town)
    WAYS[way](town.slack.faults, "views.open")
    await town.alice.click("Read", within=card)
    told = apologies(town)
    assert TOLD in told or SLOW in told
    assert all_in_time(town)


@every_way
async def test_a_button_on_the_home_whose_modal_does_not_open(town: Town, way: str) -> None:
    await card_of(town)
    await town.alice.open_home()
    WAYS[way](town.slack.faults, "views.open")
    await town.alice.click("Read", within=town.alice.home)
    told = apologies(town)
    assert town.alice.has_modal if way.startswith("loses") else TOLD in told or SLOW in told
    assert "My initiatives" in str(town.alice.home.blocks)
    assert all_in_time(town)


@every_way
async def test_a_modal_that_cannot_be_changed(town: Town, way: str) -> None:
    card = await card_of(town)
    await town.alice.click("Edit", within=card)
    await town.alice.fill(problem="Second.")
    await town.alice.submit()
    await town.alice.click("Read", within=card)
    WAYS[way](town.slack.faults, "views.update")
    await town.alice.choose("documents.show_version", "Version 1")
    if way.startswith("loses"):
        assert "First." in str(town.slack.world.stack(town.alice.id)[0].blocks)
    told = apologies(town)
    assert TOLD in told or SLOW in told
    assert all_in_time(town)


@every_way
async def test_a_home_that_cannot_be_shown_is_shown_next_time(town: Town, way: str) -> None:
    await card_of(town)
    fault = WAYS[way](town.slack.faults, "views.publish")
    await town.alice.open_home()
    town.slack.faults.remove(fault)
    await town.alice.open_home()
    assert "WB-1" in str(town.alice.home.blocks)
    assert all_in_time(town)


@every_way
async def test_a_home_is_shown_although_slack_fails_once(town: Town, way: str) -> None:
    fault = WAYS[way](town.slack.faults, "views.publish")
    fault.times = 1
    await town.alice.open_home()
    assert "Write the press release before the code" in str(town.alice.home.blocks)
    assert all_in_time(town)


@every_way
async def test_a_response_url_that_is_shut_is_not_the_only_way(town: Town, way: str) -> None:
    label = {"type": "plain_text", "text": "Old"}
    button = {"type": "button", "text": label, "action_id": "documents.retired"}
    channel = town.slack.world.channel("teamsync")
    content = Content("old", [{"type": "actions", "elements": [button]}])
    message = town.slack.posting.post(channel, content)
    WAYS[way](town.slack.faults, "response_url")
    await town.alice.click("Old", within=message)
    assert "older version of Workback" in apologies(town)
    assert all_in_time(town)


@every_way
async def test_all_of_slack_fails_and_still_the_acknowledgement_is_in_time(
    town: Town, way: str
) -> None:
    card = await card_of(town)
    WAYS[way](town.slack.faults, "*")
    await town.alice.click("Read", within=card)
    await town.alice.open_home()
    assert all_in_time(town)
    town.slack.faults.clear()
    await town.alice.open_home()
    assert "WB-1" in str(town.alice.home.blocks)


@every_way
async def test_people_who_are_not_known_yet_are_asked_for_in_vain(town: Town, way: str) -> None:
    await card_of(town)
    WAYS[way](town.slack.faults, "users.info")
    await town.bob.command("/press-release", channel="teamsync")
    whispers = [m.text for m in town.bob.sees("teamsync") if m.ephemeral_to]
    assert any(TOLD in words or SLOW in words for words in whispers)
    assert all_in_time(town)
