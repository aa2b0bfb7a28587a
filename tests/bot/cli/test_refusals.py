"""Settings that cannot work: exit code 2, one sentence, the variable's name, no stack trace."""

import pytest

from playground.server import Playground
from storage.database import Database
from storage.migrate import migrate
from tests.bot.cli.processes import Desk, together

pytestmark = pytest.mark.processes

WRONG = [
    ("SLACK_BOT_TOKEN", None, "SLACK_BOT_TOKEN is missing."),
    ("SLACK_BOT_TOKEN", "xapp-1", "SLACK_BOT_TOKEN should begin with xoxb-"),
    ("SLACK_BOT_TOKEN", "xoxb-other", "Slack refuses SLACK_BOT_TOKEN (invalid_auth)."),
    ("SLACK_APP_TOKEN", "xapp-other", "Slack refuses SLACK_APP_TOKEN (invalid_auth)."),
    ("SLACK_SIGNING_SECRET", None, "SLACK_SIGNING_SECRET is missing"),
    ("SLACK_API_URL", "slack.com", "SLACK_API_URL is not an http(s) address."),
    ("SLACK_API_URL", "http://127.0.0.1:9/", "http://127.0.0.1:9/. Check SLACK_API_URL."),
    ("DATABASE_URL", "mysql://u:hush@h/d", "DATABASE_URL is not a database's address;"),
    ("DATABASE_URL", "postgresql://u:hush@h:x/d", "DATABASE_URL is not a database's address;"),
    ("DATABASE_URL", "sqlite://", "DATABASE_URL names no file;"),
    ("DATABASE_URL", "sqlite:////no/such/x.db", "unable to open database file. Check DATABASE_URL"),
    ("DATABASE_URL", "postgresql://u:hush@127.0.0.1:9/d", "Connection refused. Check DATABASE_URL"),
    ("PORT", "door", "PORT is wrong: input should be a valid integer"),
    ("HOST", "192.0.2.1", "HOST 192.0.2.1 is no address of this machine."),
    ("STOP_SECONDS", "0", "STOP_SECONDS is wrong: input should be greater than 0."),
]


async def test_a_wrong_setting_is_told(desk: Desk) -> None:
    every = await together([desk.workback("run", **{name: value}) for name, value, _ in WRONG])
    for (name, value, sentence), ended in zip(WRONG, every, strict=True):
        assert sentence in ended.sentence(), (name, value)
        assert "hush" not in ended.words


async def test_every_wrong_setting_is_told_at_once(bare: Desk) -> None:
    ended = await bare.workback("run", SLACK_CLIENT_ID="1.1", PORT="3000")
    named = [line.split()[0] for line in ended.err.splitlines()]
    assert named == ["SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID", "ENCRYPTION_KEY"]
    assert ended.code == 2


async def test_a_port_that_is_taken(desk: Desk, slack: Playground) -> None:
    port = slack.address.rpartition(":")[2]
    ended = await desk.workback("run", PORT=port)
    assert ended.sentence() == f"Port {port} of 127.0.0.1 is taken. Set PORT to another one."


async def test_a_slack_that_is_none_or_has_a_bad_day(desk: Desk, slack: Playground) -> None:
    elsewhere = await desk.workback("run", SLACK_API_URL=slack.address)
    assert "(HTTP 404). Check SLACK_API_URL." in elsewhere.sentence()
    slack.faults.rate_limit("auth.test", times=1)
    assert "asks to wait before SLACK_BOT_TOKEN" in (await desk.workback("run")).sentence()
    slack.faults.hang("auth.test", times=1)
    assert "does not answer" in (await desk.workback("run")).sentence()


@pytest.mark.postgres
async def test_a_schema_that_is_missing_or_outdated(desk: Desk, postgres_url: str) -> None:
    database = Database(postgres_url)
    for revision, state in (("base", "empty"), ("0001", "at revision 0001")):
        await migrate(database, revision)
        ended = await desk.workback("run", DATABASE_URL=postgres_url)
        assert f"The database is {state}, this version needs" in ended.sentence()
        assert ended.sentence().endswith("Run: workback migrate")
    await database.close()


async def test_commands_that_only_need_a_database(desk: Desk) -> None:
    gone = "postgresql://u:hush@127.0.0.1:9/d"
    for ended in await desk.each(("migrate",), ("export",), DATABASE_URL=gone):
        assert "Check DATABASE_URL." in ended.sentence()
        assert "hush" not in ended.words
