"""`workback doctor`: 0 where all is well, 1 with findings, 2 for settings that cannot work."""

from datetime import timedelta

import pytest
from sqlmodel import update

from bot.clock import MovableClock
from playground.server import Playground
from storage import outbox
from storage.database import Database
from storage.migrate import migrate
from storage.tables import OutboxRow
from tests.bot.cli.processes import Desk
from tests.storage.conftest import ACME, NOON, install_acme
from tests.storage.office import daily, move_in

pytestmark = pytest.mark.processes


async def finds(desk: Desk, **given: str | None) -> list[str]:
    """Return what the doctor finds wrong."""
    ended = await desk.workback("doctor", **given)
    found = [line.removeprefix("✗ ") for line in ended.out.splitlines() if line.startswith("✗")]
    assert ended.code == (1 if found else 0), ended
    assert ended.err == ""
    return found


async def test_all_is_well(office: Desk, slack: Playground) -> None:
    assert await finds(office, SLACK_APP_TOKEN=slack.app_token) == []


async def test_settings_that_cannot_work(bare: Desk) -> None:
    assert (await bare.workback("doctor")).code == 2


async def test_no_database(desk: Desk) -> None:
    [found] = await finds(desk, DATABASE_URL="postgresql://u:hush@127.0.0.1:9/d")
    assert found.startswith("The database does not answer: ")
    assert found.endswith("Check DATABASE_URL.")
    assert "hush" not in found


async def test_a_migration_that_waits(desk: Desk, sqlite_url: str) -> None:
    database = Database(sqlite_url)
    await migrate(database, "0001")
    await database.close()
    [found] = await finds(desk)
    assert found.startswith("The database is at revision 0001, this version needs ")
    assert found.endswith("Run: workback migrate")


async def test_tokens_that_slack_refuses_and_no_slack(desk: Desk) -> None:
    found = await finds(desk, SLACK_BOT_TOKEN="xoxb-other", SLACK_APP_TOKEN="xapp-other")
    assert [sentence.split(".")[0] for sentence in found] == [
        "Slack refuses SLACK_BOT_TOKEN (invalid_auth)",
        "Slack refuses SLACK_APP_TOKEN (invalid_auth)",
    ]
    [found_none] = await finds(desk, SLACK_API_URL="http://127.0.0.1:9/")
    assert found_none == "Slack does not answer at http://127.0.0.1:9/. Check SLACK_API_URL."


async def test_scopes_that_are_missing_and_a_clock_that_is_wrong(
    desk: Desk, slack: Playground
) -> None:
    slack.installation.scopes -= {"im:write", "files:read"}
    assert isinstance(slack.clock, MovableClock)
    slack.clock.move(timedelta(minutes=3))
    scopes, skew = await finds(desk)
    assert scopes == "Scopes missing: files:read, im:write. Reinstall with manifest.yml."
    assert skew.startswith("This clock and Slack's differ by 1")


async def write_a_dead_letter(database: Database) -> None:
    await install_acme(database)
    async with database.transaction(ACME, NOON) as tx:
        await outbox.post(tx, conversation="C1", text="Hello", about="the card of TeamSync")
        await tx.session.exec(update(OutboxRow).values(state="dead", error="msg_too_long"))


async def test_a_dead_letter_is_told_and_queued_again(desk: Desk, sqlite_url: str) -> None:
    database = Database(sqlite_url)
    await write_a_dead_letter(database)
    await database.close()
    number, letter = await finds(desk)
    assert number == "Dead letters: 1."
    assert letter.startswith("  the card of TeamSync: msg_too_long.")
    assert "`workback doctor --requeue`" in letter
    again = await desk.workback("doctor", "--requeue")
    assert (again.code, "1 dead letters are queued again." in again.out) == (0, True)
    assert await finds(desk) == []


async def test_the_story_of_a_check_in(desk: Desk, sqlite_url: str) -> None:
    database = Database(sqlite_url)
    await migrate(database)
    await install_acme(database)
    office = await move_in(database, NOON)
    goal = await office.goal("Notes are ready", daily(), NOON)
    due_at = (await office.schedule(goal)).next_due_at
    assert due_at is not None
    await office.tick(due_at)
    await database.close()
    told = await desk.workback("doctor", "--check-in", goal.id)
    assert told.code == 0, told
    assert f"Tue 2026-03-03 09:00:00  ({due_at:%H:%M:%S} UTC)  Due." in told.out
    assert "has no answer yet, and no message about it has reached Slack." in told.out
    unknown = await desk.workback("doctor", "--check-in", "chk_unknown", "--json")
    assert unknown.code == 1
    assert "no check-in, goal, initiative or person chk_unknown" in unknown.err
