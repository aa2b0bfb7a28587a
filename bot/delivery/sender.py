"""One attempt: carries a claimed row to Slack, and says how it went."""

from collections.abc import Awaitable, Callable

import structlog
from slack_sdk.errors import SlackApiError

from bot.delivery import slack
from bot.delivery.files import Files
from bot.delivery.outcomes import Limited, Outcome, Refused, Trouble, of_fault
from bot.delivery.pictures import Pictures
from bot.delivery.uploads import Makers, Uploads
from bot.kit import metrics
from bot.kit.clients import Clients
from domain.people import WorkspaceId
from storage.database import Database
from storage.tables import MessageRow, OutboxRow

Tokens = Callable[[WorkspaceId], Awaitable[str | None]]

NUDGE = 20
"""From this priority on, what may have been sent is dropped rather than perhaps said twice."""

log = structlog.get_logger()


class Sender:
    """Carries claimed rows to Slack, each through one attempt."""

    def __init__(
        self, database: Database, clients: Clients, tokens: Tokens, makers: Makers
    ) -> None:
        self._clients = clients
        self._tokens = tokens
        uploads = Uploads(database, makers)
        self._files, self._pictures = Files(uploads), Pictures(uploads)

    async def attempt(
        self, row: OutboxRow, message: MessageRow | None, parent: MessageRow | None
    ) -> Outcome:
        """Try once to send a leased row, whose message and the one it answers may be known.

        Raises what no outcome is known for: then the lease ends, and the row is looked for.
        """
        token = await self._tokens(WorkspaceId(row.workspace_id))
        if token is None:
            return Refused("not_installed", "workspace")
        if row.thread and parent is None:
            return Refused("thread_not_posted", "payload")
        try:
            return await self._attempt(row, token, message, parent)
        except Exception as fault:  # noqa: BLE001  (of_fault raises again what it does not know)
            return of_fault(fault)

    async def _attempt(
        self, row: OutboxRow, token: str, message: MessageRow | None, parent: MessageRow | None
    ) -> Outcome:
        client = self._clients.delivering(token)
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
            return Refused("perhaps_sent", "unwanted") if row.priority >= NUDGE else None
        if found is not None:
            metrics.RECONCILED.inc()
            log.info("found instead of sent twice", row=row.id)
        return found
