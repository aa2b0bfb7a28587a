"""Files: made right before they leave, uploaded once, shared once.

A row of the kind `file` names its maker, and the name and title of its file. What was uploaded is
written down before it is shared, so that after a crash Slack can be asked whether it is shared
already: a file is not sent twice. A canvas is created, opened to who shall read it, and a message
links to it; where a workspace has no canvases, its words are sent as a file.
"""

from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery import slack
from bot.delivery.outcomes import Outcome, Refused, Sent, Trouble
from bot.delivery.uploads import Uploads
from bot.kit.errors import slack_error
from storage.tables import MessageRow, OutboxRow

_LOST = "file_not_found"

log = structlog.get_logger()


class Files:
    """Carries rows of the kind `file` to Slack."""

    def __init__(self, uploads: Uploads) -> None:
        self._uploads = uploads

    async def share(
        self, client: AsyncWebClient, row: OutboxRow, parent: MessageRow | None
    ) -> Outcome:
        """Make, upload and share a row's file. Raises what slack_sdk raises."""
        try:
            if row.payload["file"].get("canvas"):
                return await self._canvas(client, row, parent)
            return await self._file(client, row, parent)
        except LookupError as gone:
            log.warning("a file cannot be made", row=row.id, gone=str(gone))
            return Refused("nothing_to_send", "payload")

    async def _file(
        self, client: AsyncWebClient, row: OutboxRow, parent: MessageRow | None
    ) -> Outcome:
        file_id = row.payload["file"].get("id")
        if file_id and await _is_shared(client, file_id):
            return Sent(row.conversation, "")
        if not file_id:
            file_id = await self._uploads.upload(client, row, row.payload["file"])
            if file_id is None:
                return Trouble("upload_refused", certain=True)
            await self._note(row, id=file_id)
        try:
            await client.files_completeUploadExternal(
                files=[{"id": file_id, "title": row.payload["file"]["title"]}],
                channel_id=await _channel(client, row, parent),
                thread_ts=parent.ts if parent else None,
                initial_comment=row.payload["text"],
            )
        except SlackApiError as fault:
            if slack_error(fault) != _LOST:
                raise
            await self._note(row, id=None)
            return Trouble(_LOST, certain=True)
        return Sent(row.conversation, "")

    async def _canvas(
        self, client: AsyncWebClient, row: OutboxRow, parent: MessageRow | None
    ) -> Outcome:
        canvas_id = row.payload["file"].get("id")
        if not canvas_id:
            words = (await self._uploads.make(row, row.payload["file"])).decode()
            try:
                created = await client.canvases_create(
                    title=row.payload["file"]["title"],
                    document_content={"type": "markdown", "markdown": words},
                )
            except SlackApiError as fault:
                if "canvas" not in slack_error(fault):
                    raise
                log.info("no canvases here", error=slack_error(fault))
                await self._note(row, canvas=False)
                return await self._file(client, row, parent)
            canvas_id = str(created["canvas_id"])
            await self._note(row, id=canvas_id)
        await client.canvases_access_set(
            canvas_id=canvas_id, access_level="read", **_readers(row, parent)
        )
        link = (await client.files_info(file=canvas_id))["file"]["permalink"]
        return await slack.post(client, row, parent, f"\n<{link}|Open the canvas>")

    async def _note(self, row: OutboxRow, **known: Any) -> None:
        """Write down what is known of a row's file."""
        await self._uploads.remember(row, file={**row.payload["file"], **known})


async def _is_shared(client: AsyncWebClient, file_id: str) -> bool:
    try:
        file = (await client.files_info(file=file_id))["file"]
    except SlackApiError as fault:
        if slack_error(fault) != _LOST:
            raise
        return False
    return any(file.get(place) for place in ("channels", "groups", "ims", "shares"))


async def _channel(client: AsyncWebClient, row: OutboxRow, parent: MessageRow | None) -> str:
    """Return where the file is shared: unlike a message, it needs the id of a conversation."""
    if parent is not None:
        return parent.channel_id
    if slack.is_person(row.conversation):
        opened = await client.conversations_open(users=row.conversation)
        return str(opened["channel"]["id"])
    return row.conversation


def _readers(row: OutboxRow, parent: MessageRow | None) -> dict[str, list[str]]:
    if slack.is_person(row.conversation) and parent is None:
        return {"user_ids": [row.conversation]}
    return {"channel_ids": [parent.channel_id if parent else row.conversation]}
