"""Reading a file that somebody chose in a modal. It is kept nowhere: Slack has it."""

import asyncio

from bot.exports.formats import Read, files, read
from bot.kit import chosen_files
from bot.kit.visit import Visit


async def read_file(visit: Visit, file_id: str) -> Read | None:
    """Return what a file holds, None while that is still being found out.

    Refuses, in one sentence, what is no document or cannot be fetched.
    """
    key = f"{visit.workspace_id}/{file_id}"
    return await visit.services.work.result(key, lambda: _read(visit, file_id))


async def _read(visit: Visit, file_id: str) -> Read:
    client = visit.services.clients.delivering(visit.slack.token)
    file = await chosen_files.about(client, file_id)
    name = str(file.get("name") or "This file")
    files.check_size(name, int(file.get("size") or 0))
    data = await chosen_files.first_bytes(client, file, files.MOST_BYTES + 1)
    return await asyncio.to_thread(read, name, data)
