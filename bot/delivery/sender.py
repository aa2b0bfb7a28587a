"""Sends one row of the outbox, and writes down how it went."""

import random
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog
from slack_sdk.errors import SlackApiError

from bot.clock import Clock
from bot.delivery import slack
from bot.delivery.files import Files
from bot.delivery.outcomes import Limited, Outcome, Refused, Sent, Trouble, of_fault
from bot.delivery.patience import patiently
from bot.delivery.pictures import Pictures
from bot.delivery.uploads import Makers, Uploads
from bot.delivery.words import mending
from bot.kit import metrics
from bot.kit.clients import Clients
from domain.people import WorkspaceId
from storage import claims, lanes, outbox
from storage.database import Database, Transaction
from storage.tables import MessageRow, OutboxRow

Tokens = Callable[[WorkspaceId], Awaitable[str | None]]

MOST_ATTEMPTS = 12
SHORTEST_BACK_OFF, LONGEST_BACK_OFF = timedelta(seconds=1), timedelta(minutes=5)
PROBE_WORKSPACE = timedelta(minutes=5)
"""How often a workspace that refuses the token is tried with one row."""

NUDGE = 20
"""From this priority on, what may have been sent is dropped rather than perhaps said twice."""

log = structlog.get_logger()


class Sender:
    """Carries claimed rows to Slack, each through one attempt."""

    def __init__(
        self,
        database: Database,
        clients: Clients,
        tokens: Tokens,
        clock: Clock,
        makers: Makers | None = None,
    ) -> None:
        self._database = database
        self._clients = clients
        self._tokens = tokens
        self._clock = clock
        uploads = Uploads(database, makers or {})
        self._files, self._pictures = Files(uploads), Pictures(uploads)

    async def send(self, row: OutboxRow) -> None:
        """Try once to send a leased row. Raises what the database raises: the lease then ends."""
        token = await self._tokens(WorkspaceId(row.workspace_id))
        begun = await patiently(lambda: self._start(row))
        if begun is None:
            return
        message, parent = begun
        if token is None:
            outcome: Outcome = Refused("not_installed", "workspace")
        elif row.thread and parent is None:
            outcome = Refused("thread_not_posted", "payload")
        else:
            outcome = await self._attempt(row, token, message, parent)
        await self._settle(row, outcome)

    async def _attempt(
        self, row: OutboxRow, token: str, message: MessageRow | None, parent: MessageRow | None
    ) -> Outcome:
        client = self._clients.delivering(token)
        try:
            if row.kind == "edit":
                if message is None:
                    return Refused("message_not_found", "payload")
                return await slack.edit(client, row, message)
            is_file = row.kind == "file"
            posts = not is_file or row.payload["file"].get("canvas")
            if posts and row.attempt_started_at is not None:
                known = await self._look(row, token, parent)
                if known is not None:
                    return known
            if is_file:
                return await self._files.share(client, row, parent)
            return await self._pictures.post(client, row, parent)
        except Exception as fault:  # noqa: BLE001  (of_fault raises again what it does not know)
            return of_fault(fault)

    async def _look(self, row: OutboxRow, token: str, parent: MessageRow | None) -> Outcome | None:
        """Look for a message that may have been posted; None if it is to be sent (again)."""
        metrics.AMBIGUOUS.inc()
        since = row.attempt_started_at or row.created_at
        try:
            found = await slack.find(self._clients.delivering(token), row, parent, since)
        except SlackApiError as fault:
            outcome = of_fault(fault)
            if not isinstance(outcome, Refused):
                return outcome if isinstance(outcome, Limited) else Trouble("cannot_look")
            log.warning("cannot look for a message", row=row.id, error=outcome.error)
            return Refused("perhaps_sent", "payload") if row.priority >= NUDGE else None
        if found is not None:
            metrics.RECONCILED.inc()
            log.info("found instead of sent twice", row=row.id)
        return found

    async def _start(self, row: OutboxRow) -> tuple[MessageRow | None, MessageRow | None] | None:
        """Note that the attempt begins; return the row's message and the one it answers."""
        async with self._database.session(writes=True) as session:
            if not await claims.start(session, row, self._clock.now()):
                return None
            message = await claims.message_at(session, row, row.place)
            parent = await claims.message_at(session, row, row.thread)
            await session.commit()
        return message, parent

    async def _settle(self, row: OutboxRow, outcome: Outcome) -> None:
        await patiently(lambda: self._write_down(row, outcome))

    async def _write_down(self, row: OutboxRow, outcome: Outcome) -> None:
        async with self._database.session(writes=True) as session:
            tx = Transaction(session, WorkspaceId(row.workspace_id), self._clock.now())
            if not await self._write(tx, row, outcome):
                log.warning("a lease was lost", row=row.id)
                return
            await session.commit()
        self._count(row, outcome, tx)

    async def _write(self, tx: Transaction, row: OutboxRow, outcome: Outcome) -> bool:
        match outcome:
            case Sent():
                mine = await self._sent(tx, row, outcome)
            case Limited(seconds):
                mine = await self._limited(tx, row, timedelta(seconds=seconds))
            case Trouble():
                mine = await self._trouble(tx, row, outcome)
            case Refused("message_not_found", _) if row.kind == "edit":
                # It comes back as a new message, in the thread that the lost one stood in.
                lost = await claims.message_at(tx.session, row, row.place)
                thread = lost.thread if lost else row.thread
                mine = await self._again(tx, row, outcome.error, kind="post", thread=thread)
            case Refused(error, "destination"):
                mine = await self._close(tx, row, error)
            case Refused(error, "workspace"):
                mine = await self._again(tx, row, error)
                until = tx.now + PROBE_WORKSPACE
                await lanes.hold(tx.session, row.workspace_id, lanes.WORKSPACE, until, error)
            case Refused(error, _):
                state = "dropped" if error == "perhaps_sent" else "dead"
                mine = await claims.settle(
                    tx.session, row, state=state, error=error, attempt_started_at=None
                )
        return mine

    async def _sent(self, tx: Transaction, row: OutboxRow, sent: Sent) -> bool:
        mine = await claims.settle(
            tx.session, row, state="sent", sent_at=tx.now, slack_ts=sent.ts, error=None
        )
        if mine:
            if row.kind == "post":
                await claims.remember(tx.session, row, sent.channel_id, sent.ts, tx.now)
            await lanes.clear(tx.session, row.workspace_id, row.conversation, tx.now)
        return mine

    async def _limited(self, tx: Transaction, row: OutboxRow, wait: timedelta) -> bool:
        """Let the lane wait as long as Slack says; two limited lanes are the workspace's limit."""
        mine = await claims.settle(
            tx.session,
            row,
            state="queued",
            attempts=row.attempts,
            attempt_started_at=row.attempt_started_at,
            error=lanes.RATE_LIMITED,
        )
        until, workspace = tx.now + wait, row.workspace_id
        held = [row.conversation]
        if await lanes.is_limited_elsewhere(tx.session, workspace, row.conversation, tx.now):
            held.append(lanes.WORKSPACE)
        for lane in held:
            await lanes.hold(tx.session, workspace, lane, until, lanes.RATE_LIMITED)
        return mine

    async def _trouble(self, tx: Transaction, row: OutboxRow, trouble: Trouble) -> bool:
        """Wait before the next attempt; the conversation waits too, so that its order stays."""
        if row.attempts + 1 >= MOST_ATTEMPTS:
            return await claims.settle(tx.session, row, state="dead", error=trouble.error)
        started = {"attempt_started_at": row.attempt_started_at} if trouble.certain else {}
        mine = await claims.settle(tx.session, row, state="queued", error=trouble.error, **started)
        until = tx.now + back_off(row.attempts)
        await lanes.hold(tx.session, row.workspace_id, row.conversation, until, trouble.error)
        return mine

    async def _again(
        self, tx: Transaction, row: OutboxRow, error: str, **values: str | None
    ) -> bool:
        """Queue a row that Slack surely did not take, as if it had not been tried."""
        return await claims.settle(
            tx.session,
            row,
            state="queued",
            attempts=row.attempts,
            attempt_started_at=None,
            error=error,
            **values,
        )

    async def _close(self, tx: Transaction, row: OutboxRow, error: str) -> bool:
        """Close the conversation, and tell everybody whose messages wait for it how to mend it.

        Each is told once, until something arrives there again: a channel that stays closed is
        tried now and then, and nobody shall hear of every try.
        """
        mine = await claims.settle(
            tx.session, row, state="dead", attempt_started_at=None, error=error
        )
        if not mine:
            return False
        await lanes.close(tx.session, row.workspace_id, row.conversation, error, tx.now)
        if slack.is_person(row.conversation):
            return True
        since = await outbox.last_sent(tx, row.conversation)
        waiting = await outbox.answerable(tx, row.conversation, error)
        for person, about in waiting.items():
            await outbox.post(
                tx,
                conversation=person,
                text=mending(error, row.conversation, about),
                about="a word on a channel that cannot be written to",
                dedupe_key=f"mending:{row.conversation}:{error}:{person}:{since}",
            )
        return True

    def _count(self, row: OutboxRow, outcome: Outcome, tx: Transaction) -> None:
        told = log.bind(row=row.id, kind=row.kind, conversation=row.conversation)
        match outcome:
            case Sent():
                metrics.SENT.labels(row.kind).inc()
                metrics.SECONDS.observe(max(0.0, (tx.now - row.not_before).total_seconds()))
                told.debug("sent")
            case Limited(seconds):
                metrics.FAILED.labels(lanes.RATE_LIMITED).inc()
                told.info("Slack asks to wait", seconds=seconds)
            case Trouble(error) | Refused(error):
                metrics.FAILED.labels(error).inc()
                told.warning("not sent", error=error, attempts=row.attempts + 1)


def back_off(attempts: int) -> timedelta:
    """Return how long to wait after so many failed attempts: doubling, capped, with jitter."""
    whole = min(SHORTEST_BACK_OFF * int(2 ** min(attempts, 20)), LONGEST_BACK_OFF)
    return whole * random.uniform(0.75, 1.25)  # noqa: S311  (spreads load, guards nothing)
