"""`workback doctor`: what works, what does not, and what to do about it."""

from collections.abc import AsyncIterator, Iterator
from email.utils import parsedate_to_datetime

import aiohttp
import typer
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot import schema
from bot.clock import Clock
from bot.config import Settings
from bot.kit.clients import Clients
from bot.kit.errors import no_welcome
from bot.kit.scopes import NEEDED_SCOPES
from storage import lanes, outbox, schedule, workspaces
from storage.database import OUT_OF_ORDER, Database
from storage.migrate import newest

MOST_SKEW = 60.0
"""Seconds this machine's clock may differ from Slack's: signatures are good for 300."""

_STOPPED = {
    lanes.WORKSPACE: "All that is to be said in",
    lanes.EDITS: "The editing of messages in",
}

Finding = tuple[bool, str]


async def examine(settings: Settings, *, requeue: bool) -> bool:
    """Print a line for each finding; return whether all is well."""
    healthy = True
    async for well, sentence in _findings(settings, requeue=requeue):
        healthy = healthy and well
        typer.echo(f"{'✓' if well else '✗'} {sentence}")
    return healthy


async def _findings(settings: Settings, *, requeue: bool) -> AsyncIterator[Finding]:
    mode = "Socket Mode" if settings.socket_mode else f"HTTP at {settings.host}:{settings.port}"
    yield True, f"Settings can work: {mode}."
    database = Database(settings.database_url)
    try:
        async for finding in _database(database, requeue=requeue):
            yield finding
    except OUT_OF_ORDER as fault:
        yield False, schema.no_answer(fault)
    finally:
        await database.close()
    async for finding in _slack(settings):
        yield finding
    async for finding in _socket(settings):
        yield finding


async def _database(database: Database, *, requeue: bool) -> AsyncIterator[Finding]:
    wrong = await schema.wrong(database)
    yield wrong is None, wrong or f"The database is at revision {newest()}, as this version needs."
    if wrong is not None:
        return
    if requeue:
        async with database.session(writes=True) as session:
            number = await outbox.requeue(session)
            await session.commit()
        yield True, f"{number} dead letters are queued again."
    async with database.session(writes=False) as session:
        counts = await outbox.counts(session)
        dead = await outbox.dead_letters(session, limit=10)
        stopped = await lanes.stopped(session)
        broken = await schedule.quarantined(session)
        removed = await workspaces.removed(session)
    waiting = counts.get("queued", 0) + counts.get("sending", 0)
    yield True, f"The outbox: {waiting} waiting, {counts.get('sent', 0)} sent."
    yield not dead, f"Dead letters: {counts.get('dead', 0)}."
    for row in dead:
        yield False, f"  {row.about}: {row.error}. `workback doctor --requeue` tries again."
    for asking in broken:
        yield (
            False,
            f"  The schedule of {asking.goal_id} is set aside: {asking.error}. Edit the goal.",
        )
    for space in removed:
        since = f"{space.removed_at:%Y-%m-%d}"
        yield True, f"  {space.name or space.id} removed the app on {since}; see GRACE_DAYS."
    for lane in stopped:
        if lane.closed_because == workspaces.REMOVED:
            continue  # nothing is wrong: the app was removed there
        why = lane.closed_because or lane.waits_because
        what = _STOPPED.get(lane.conversation, f"The conversation {lane.conversation} of")
        yield False, f"  {what} {lane.workspace_id} is stopped: {why}."


async def _slack(settings: Settings) -> AsyncIterator[Finding]:
    if settings.slack_bot_token is None:
        yield True, "Workspaces install by OAuth; no token of its own to check."
        return
    async with Clients(settings.slack_api_url) as clients:
        client = clients.answering(settings.slack_bot_token.get_secret_value())
        try:
            answer = await client.auth_test()
        except (SlackApiError, aiohttp.ClientError, OSError) as fault:
            yield False, no_welcome(fault, "SLACK_BOT_TOKEN", settings.slack_api_url)
            return
    yield True, f"Slack knows the bot as {answer.get('user')} in {answer.get('team')}."
    for finding in _told(answer):
        yield finding


async def _socket(settings: Settings) -> AsyncIterator[Finding]:
    """Look whether Slack would open a socket; the one that it offers is left alone."""
    if settings.slack_app_token is None:
        return
    async with Clients(settings.slack_api_url) as clients:
        client = clients.answering(None)
        try:
            await client.apps_connections_open(
                app_token=settings.slack_app_token.get_secret_value()
            )
        except (SlackApiError, aiohttp.ClientError, OSError) as fault:
            yield False, no_welcome(fault, "SLACK_APP_TOKEN", settings.slack_api_url)
            return
    yield True, "Slack opens a socket for SLACK_APP_TOKEN."


def _told(answer: AsyncSlackResponse) -> Iterator[Finding]:
    """Find what Slack tells beside an answer: what the token may do, and its time."""
    headers = {name.lower(): value for name, value in answer.headers.items()}
    granted = {scope.strip() for scope in str(headers.get("x-oauth-scopes", "")).split(",")}
    missing = sorted(NEEDED_SCOPES - granted)
    told = f"Scopes missing: {', '.join(missing)}. Reinstall with manifest.yml."
    yield not missing, told if missing else "All scopes are granted."
    if "date" in headers:
        theirs = parsedate_to_datetime(str(headers["date"]))
        skew = abs((Clock().now() - theirs).total_seconds())
        yield skew <= MOST_SKEW, f"This clock and Slack's differ by {skew:.0f} s."
