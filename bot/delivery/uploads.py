"""Making a file and handing it to Slack, and remembering in its row that this is done."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.patience import patiently
from storage import claims
from storage.database import Database
from storage.tables import OutboxRow

Wanted = dict[str, Any]
"""What a row says about a file: its `maker`, its `name`, and what that maker needs."""

Maker = Callable[[Database, OutboxRow, Wanted], Awaitable[bytes]]
"""Makes a file's content. LookupError if what it is about is gone."""

Makers = Mapping[str, Maker]


class Uploads:
    """Makes and uploads files of the outbox's rows."""

    def __init__(self, database: Database, makers: Makers) -> None:
        self._database = database
        self._makers = makers

    async def make(self, row: OutboxRow, wanted: Wanted) -> bytes:
        """Return the content of a file."""
        return await self._makers[wanted["maker"]](self._database, row, wanted)

    async def upload(self, client: AsyncWebClient, row: OutboxRow, wanted: Wanted) -> str | None:
        """Hand a file to Slack; return its id, None where Slack does not take it."""
        content = await self.make(row, wanted)
        place = await client.files_getUploadURLExternal(
            filename=wanted["name"], length=len(content)
        )
        session = client.session
        if session is None:
            msg = "a client without a session"
            raise RuntimeError(msg)
        async with session.post(str(place["upload_url"]), data=content) as answer:
            return str(place["file_id"]) if answer.ok else None

    async def remember(self, row: OutboxRow, **parts: Any) -> None:
        """Change parts of what a row sends, while its lease lasts."""
        payload = {**row.payload, **parts}

        async def write() -> None:
            async with self._database.session(writes=True) as session:
                await claims.keep_payload(session, row, payload)
                await session.commit()

        await patiently(write)
        row.payload = payload
