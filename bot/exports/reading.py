"""Reading a file that somebody chose in a modal. It is kept nowhere: Slack has it."""

import asyncio
from http import HTTPStatus
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.exports.formats import Read, files, read
from bot.kit.errors import slack_error
from bot.kit.visit import Visit
from domain.errors import Refusal

_GONE = ("file_not_found", "file_deleted")


async def read_file(visit: Visit, file_id: str) -> Read | None:
    """Return what a file holds, None while that is still being found out.

    Refuses, in one sentence, what is no document or cannot be fetched.
    """
    key = f"{visit.workspace_id}/{file_id}"
    return await visit.services.work.result(key, lambda: _read(visit, file_id))


async def _read(visit: Visit, file_id: str) -> Read:
    client = visit.services.clients.delivering(visit.slack.token)
    try:
        file: dict[str, Any] = (await client.files_info(file=file_id))["file"]
    except SlackApiError as fault:
        if slack_error(fault) in _GONE:
            raise Refusal("That file was deleted in Slack. Import it again.") from None
        raise
    name = str(file.get("name") or "This file")
    files.check_size(name, int(file.get("size") or 0))
    data = await _fetch(visit, str(file["url_private_download"]), name)
    return await asyncio.to_thread(read, name, data)


async def _fetch(visit: Visit, address: str, name: str) -> bytes:
    client = visit.services.clients.delivering(visit.slack.token)
    if client.session is None:
        msg = "a client without a session"
        raise RuntimeError(msg)
    headers = {"Authorization": f"Bearer {client.token}"}
    async with client.session.get(address, headers=headers) as answer:
        # without the right Slack shows a page to sign in, with status 200
        signed_out = "text/html" in answer.headers.get("Content-Type", "")
        if answer.status != HTTPStatus.OK or signed_out:
            said = files.shown_name(name)
            raise Refusal(f"Slack did not hand over {said}. Import it again in a minute.")
        return await answer.content.read(files.MOST_BYTES + 1)
