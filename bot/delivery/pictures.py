"""Pictures in messages: drawn and uploaded right before the message leaves.

The words never wait for a picture: what cannot be drawn or uploaded is left out, because the
message says the same in words.
"""

from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery import slack
from bot.delivery.outcomes import Outcome, Trouble
from bot.delivery.uploads import Uploads, Wanted
from bot.kit.errors import slack_error
from storage.tables import MessageRow, OutboxRow

PATIENT_ATTEMPTS = 3
"""Slack may need a moment before an uploaded picture can stand in a message."""

log = structlog.get_logger()


class Pictures:
    """Posts messages with the pictures that belong into them."""

    def __init__(self, uploads: Uploads) -> None:
        self._uploads = uploads

    async def post(
        self, client: AsyncWebClient, row: OutboxRow, parent: MessageRow | None
    ) -> Outcome:
        """Post a row's message. Raises what slack_sdk raises."""
        if not row.payload.get("pictures"):
            return await slack.post(client, row, parent)
        pictures = [await self._ready(client, row, each) for each in row.payload["pictures"]]
        await self._uploads.remember(row, pictures=pictures)
        blocks = with_pictures(row.payload["blocks"], pictures)
        try:
            return await slack.post(client, row, parent, blocks=blocks)
        except SlackApiError as fault:
            if slack_error(fault) != "invalid_blocks":
                raise
        if row.attempts < PATIENT_ATTEMPTS:
            return Trouble("picture_not_ready", certain=True)
        log.warning("a message leaves without its picture", row=row.id)
        return await slack.post(client, row, parent)

    async def _ready(self, client: AsyncWebClient, row: OutboxRow, picture: Wanted) -> Wanted:
        """Return a picture with Slack's id of it, or without where there can be none."""
        if picture.get("id"):
            return picture
        try:
            file_id = await self._uploads.upload(client, row, picture)
            if file_id is None:
                return picture
            files = [{"id": file_id, "title": picture["name"]}]
            await client.files_completeUploadExternal(files=files)
        except Exception as fault:  # noqa: BLE001  (whatever it is, the words shall leave)
            log.warning("a picture is left out", row=row.id, fault=repr(fault))
            return picture
        return {**picture, "id": file_id}


def with_pictures(blocks: list[Any], pictures: list[Wanted]) -> list[Any]:
    """Put the pictures that are there before the blocks they stand at."""
    found = list(blocks)
    for picture in sorted(pictures, key=lambda each: -each["at"]):
        if picture.get("id"):
            image = {
                "type": "image",
                "slack_file": {"id": picture["id"]},
                "alt_text": picture["alt_text"],
            }
            found.insert(picture["at"], image)
    return found
