"""Whoever removes the app is left alone at once, and finds everything if they come back in time."""

import asyncio
import json
from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot import doctor
from domain.people import WorkspaceId
from storage import outbox
from storage.export import export_all
from storage.tables import InitiativeRow, OutboxRow, WorkspaceRow
from tests.bot.conftest import Town
from tests.bot.door.office import ACME, Office, opened, settings_of


async def row(office: Office) -> WorkspaceRow:
    async with office.house.services.database.session(writes=False) as session:
        return (await session.exec(select(WorkspaceRow))).one()


async def states(office: Office) -> set[str]:
    async with office.house.services.database.session(writes=False) as session:
        return set(await session.exec(select(OutboxRow.state)))


async def settled(office: Office) -> None:
    """Wait until all that was said is written down as sent."""
    async with asyncio.timeout(5):
        while await states(office) != {"sent"}:  # noqa: ASYNC110  (another task writes it)
            await asyncio.sleep(0.01)


async def say(office: Office, text: str, workspace_id: WorkspaceId = ACME) -> None:
    database = office.house.services.database
    async with database.transaction(workspace_id, office.clock.now()) as tx:
        await outbox.post(tx, conversation="C01GENERAL", text=text, about="some words")


async def looked(office: Office) -> None:
    """Let the delivery look at least once more."""
    async with office.browser.get(f"{office.address}/metrics") as page:
        assert page.status == 200
    await asyncio.sleep(1.1)  # it looks every second, whatever wakes it


async def test_removed_it_is_silent_and_back_it_says_what_waited(office: Office) -> None:
    await office.install()
    await office.write("Here before and after")
    card = await office.card("Here before and after")
    await settled(office)
    await office.slack.talk.uninstall()
    gone = await row(office)
    assert (gone.token, gone.removed_at is None) == (None, False)
    assert await office.house.services.workspaces.token(ACME) is None
    calls = len(office.slack.traffic.calls("chat.postMessage"))
    await say(office, "Said while it was away")
    office.clock.move(timedelta(minutes=10))
    await looked(office)
    assert len(office.slack.traffic.calls("chat.postMessage")) == calls
    assert "queued" in await states(office)
    database = office.house.services.database
    kept = json.loads("".join([piece async for piece in export_all(database, ACME)]))
    assert kept["workspaces"][0]["initiative"][0]["name"] == "Here before and after"
    office.clock.move(timedelta(days=29))
    await office.house.housekeeping.tick()
    await office.install()
    await office.alice.waits_for(
        lambda: any(m.text == "Said while it was away" for m in office.alice.sees("general"))
    )
    await office.alice.click("Read", within=card)
    assert "Here before and after" in office.alice.modal.text


async def test_the_doctor_finds_a_removed_workspace_healthy(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    await office.install()
    await office.slack.talk.uninstall()
    url = office.house.services.settings.database_url
    assert await doctor.examine(settings_of(office.slack, url), requeue=False)
    said = capsys.readouterr().out
    assert "✓   Acme removed the app on" in said
    assert "is stopped" not in said


async def test_after_the_grace_period_nothing_is_left(office: Office) -> None:
    await office.install()
    await office.write("Kept for thirty days")
    await office.card("Kept for thirty days")
    await office.slack.talk.uninstall()
    office.clock.move(timedelta(days=29))
    await office.house.housekeeping.tick()
    assert await office.count(InitiativeRow) == 1
    office.clock.move(timedelta(days=2))
    await office.house.housekeeping.tick()
    assert await office.count(InitiativeRow) == 0
    assert await office.count(WorkspaceRow) == 0
    assert await office.count(OutboxRow) == 0
    async with office.browser.get(f"{office.address}/metrics") as page:
        assert 'workback_swept_rows_total{table="initiative"}' in await page.text()


@pytest.mark.parametrize("event", ["app_uninstalled", "tokens_revoked"])
async def test_what_slack_tells_late_does_not_remove_a_new_installation(
    office: Office, event: str
) -> None:
    await office.install()
    await office.slack.talk.uninstall()
    await office.install()
    await office.slack.events.emit({"type": event, "tokens": {"bot": ["U01WORKBACK"]}})
    assert (await row(office)).removed_at is None
    await office.write("Still served")
    await office.card("Still served")


async def test_a_person_who_revokes_their_own_token_removes_nothing(office: Office) -> None:
    await office.install()
    await office.slack.events.emit({"type": "tokens_revoked", "tokens": {"oauth": ["U01ALICE"]}})
    assert (await row(office)).removed_at is None


async def test_the_removal_is_believed_where_slack_does_not_answer(office: Office) -> None:
    await office.install()
    office.slack.faults.fail("auth.test", times=1)
    await office.slack.talk.uninstall()
    assert (await row(office)).removed_at is not None


async def test_another_replica_takes_the_new_token(office: Office) -> None:
    await office.install()
    url = office.house.services.settings.database_url
    async with opened(office.slack, office.clock, settings_of(office.slack, url)) as other:
        await office.write("Known to both")
        await office.card("Known to both")
        workspaces = other.house.services.workspaces
        assert await workspaces.token(ACME) == office.slack.bot_token
        old = office.slack.bot_token
        office.slack.connect_http(f"{office.address}/slack/events")
        await office.slack.talk.uninstall()
        await office.install()
        assert office.slack.bot_token != old
        async with asyncio.timeout(5):
            while await workspaces.token(ACME) == old:  # noqa: ASYNC110  (it is known for a moment)
                await asyncio.sleep(0.05)
        assert await workspaces.token(ACME) == office.slack.bot_token


async def test_with_a_token_in_the_settings_it_is_removed_just_so(town: Town) -> None:
    await town.slack.talk.uninstall()
    assert await town.house.services.workspaces.token(ACME) is None
    await town.alice.command("/workback", channel="teamsync")
    assert "no longer installed" in town.alice.told("teamsync").text


async def test_what_was_sent_is_swept_and_can_still_be_edited(office: Office) -> None:
    await office.install()
    await office.write("Swept")
    card = await office.card("Swept")
    await settled(office)
    office.clock.move(timedelta(days=31))
    await office.house.housekeeping.tick()
    assert await office.count(OutboxRow) == 0
    await office.alice.click("Edit", within=card)
    await office.alice.fill(headline="Swept and edited")
    assert not (await office.alice.submit()).trouble
    await office.slack.until(
        lambda: "Swept and edited" in str(office.alice.sees("teamsync")[0].blocks)
    )


async def test_a_stopping_bot_begins_no_further_batch(office: Office) -> None:
    await office.install()
    await say(office, "Sent long ago")
    await settled(office)
    office.clock.move(timedelta(days=31))
    office.house.housekeeping.stop()
    await office.house.housekeeping.tick()
    async with office.house.services.database.session(writes=False) as session:
        said = await session.exec(select(OutboxRow.id).where(col(OutboxRow.state) == "sent"))
        assert len(list(said)) == 1
