"""Slack that takes the token no more: people are told what to do, and what waits is kept."""

import asyncio
from datetime import timedelta

import aiohttp
import pytest
from sqlmodel import col, select

from bot import doctor
from bot.kit.workspaces import Installation
from domain.people import WorkspaceId
from storage import outbox
from storage.tables import OutboxRow
from tests.bot.conftest import Town, settings_for

REFUSALS = ("invalid_auth", "token_revoked", "account_inactive")
OTHER = WorkspaceId("T02OTHER")
AGAIN = "sk an admin of your workspace to install Workback again."


async def states(town: Town) -> dict[str, str]:
    async with town.house.services.database.session(writes=False) as session:
        rows = await session.exec(select(OutboxRow).order_by(col(OutboxRow.id)))
        return {row.about: row.state for row in rows}


async def until_states(town: Town, wanted: dict[str, str]) -> None:
    async with asyncio.timeout(20):
        while await states(town) != wanted:  # noqa: ASYNC110  (no database event)
            await asyncio.sleep(0.01)


async def write(town: Town, headline: str = "Words") -> None:
    await town.alice.command("/press-release", channel="teamsync")
    await town.alice.fill(headline=headline)
    await town.alice.submit()


@pytest.mark.parametrize("refusal", REFUSALS)
async def test_who_acts_is_told_whom_to_ask(town: Town, refusal: str) -> None:
    await write(town)
    card = await town.card()
    town.slack.faults.error("*", refusal)
    for _ in range(2):  # asked for with a command, then with a button
        await town.alice.command("/workback show", channel="teamsync")
        whisper = town.alice.told("teamsync")
        assert "Slack does not let Workback in any more" in whisper.text
        assert AGAIN in whisper.text
        assert "Try again" not in str(whisper.blocks)
        await town.alice.click("Read", within=card)
        assert AGAIN in town.alice.told("teamsync").text


@pytest.mark.parametrize("refusal", REFUSALS)
async def test_what_was_typed_stays_where_slack_has_to_be_asked(town: Town, refusal: str) -> None:
    await town.bob.command("/press-release", channel="product")
    await town.bob.fill(headline="Typed and kept")
    town.slack.faults.error("conversations.info", refusal)
    await town.bob.submit()
    [sentence] = town.bob.modal.errors.values()
    assert "Your text is still here; keep a copy of it, and ask an admin" in sentence
    assert town.bob.modal.inputs["headline"] == "Typed and kept"
    town.slack.faults.clear()
    await town.alice.invite("workback", "product")
    assert not (await town.bob.submit()).trouble
    await town.card("product")


@pytest.mark.parametrize("refusal", REFUSALS)
async def test_what_was_saved_waits_and_other_workspaces_do_not(town: Town, refusal: str) -> None:
    """The token of one workspace is refused from here on; the other one has its own."""
    house = town.house
    other = Installation(OTHER, "Other", "U02BOT", town.slack.bot_token)
    await house.services.workspaces.install(other, keep_token=False)
    town.slack.faults.error("chat.postMessage", refusal, times=1)
    await write(town)
    await town.slack.until(lambda: town.slack.traffic.calls("chat.postMessage"))
    async with house.services.database.transaction(OTHER, town.clock.now()) as tx:
        await outbox.post(tx, conversation="C01GENERAL", text="other words", about="another")
    await town.slack.until(lambda: [m for m in town.posts("general") if m.text == "other words"])
    await until_states(town, {"the card of Words": "queued", "another": "sent"})
    assert town.posts() == []
    town.clock.move(timedelta(minutes=6))
    await town.card()


async def seen_by_the_operator(town: Town, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """Return what the doctor says and what the metrics show."""
    url = town.house.services.database.url.render_as_string(hide_password=False)
    capsys.readouterr()
    assert not await doctor.examine(settings_for(town.slack, url), requeue=False)
    return capsys.readouterr().out, await metrics(town)


async def metrics(town: Town) -> str:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{town.address}/metrics") as answer,
    ):
        return await answer.text()


async def test_the_operator_sees_that_a_workspace_waits(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    town.slack.faults.error("chat.postMessage", "token_revoked", times=1)
    await write(town)
    await town.slack.until(lambda: town.slack.traffic.calls("chat.postMessage"))
    await until_states(town, {"the card of Words": "queued"})
    said, shown = await seen_by_the_operator(town, capsys)
    assert "✗   All that is to be said in T01ACME is stopped: token_revoked." in said
    assert "1 waiting" in said
    assert 'workback_outbox_rows{state="queued"} 1.0' in shown
    assert 'workback_outbox_failed_total{error="token_revoked"}' in shown


async def test_the_operator_sees_a_dead_letter(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    town.slack.faults.error("chat.postMessage", "invalid_blocks", times=1)
    await write(town, "Dead and *kept*")
    await until_states(town, {"the card of Dead and *kept*": "dead"})
    said, shown = await seen_by_the_operator(town, capsys)
    assert "Dead letters: 1." in said
    assert "the card of Dead and *kept*: invalid_blocks. `workback doctor --requeue`" in said
    assert 'workback_outbox_rows{state="dead"} 1.0' in shown


async def test_a_workspace_that_uninstalled_and_installed_again_gets_what_waited(
    town: Town,
) -> None:
    town.slack.faults.error("chat.postMessage", "token_revoked", times=1)
    await write(town)
    await town.slack.until(lambda: town.slack.traffic.calls("chat.postMessage"))
    await town.slack.talk.uninstall()
    await town.slack.until(lambda: town.slack.traffic.deliveries("app_uninstalled"))
    town.slack.installation.installed = True
    await town.house.services.workspaces.introduce()
    town.clock.move(timedelta(minutes=6))
    await town.card()
