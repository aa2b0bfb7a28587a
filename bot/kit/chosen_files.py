"""Looking into a file that somebody chose in a modal. Slack has it; it is kept nowhere here."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.kit.errors import slack_error
from bot.kit.text import clipped
from domain.errors import Refusal

_GONE = ("file_not_found", "file_deleted")
_SLACKS = ".slack.com"


async def about(
    client: AsyncWebClient, file_id: str, field: str | None = None
) -> Mapping[str, Any]:
    """Return what Slack knows of a file: name, size, address. Refuses one that Slack has not.

    `field` is the input that the sentence stands under.
    """
    try:
        file: dict[str, Any] = (await client.files_info(file=file_id))["file"]
    except SlackApiError as fault:
        if slack_error(fault) in _GONE:
            msg = "That file was deleted in Slack. Choose it again."
            raise Refusal(msg, field=field) from None
        raise
    if file.get("is_external") or not _is_slacks(client, str(file.get("url_private") or "")):
        msg = f"{name_of(file)} is kept outside Slack. Upload the file itself."
        raise Refusal(msg, field=field)
    return file


def name_of(file: Mapping[str, Any]) -> str:
    """Return a file's name as a sentence says it."""
    return f"“{clipped(str(file.get('name') or 'file'), 60)}”"


def _is_slacks(client: AsyncWebClient, address: str) -> bool:
    """Say whether an address is Slack's own: nobody else is to get the token."""
    parts, own = urlsplit(address), urlsplit(client.base_url)
    if (parts.scheme, parts.netloc) == (own.scheme, own.netloc):
        return True
    return parts.scheme == "https" and (parts.hostname or "").endswith(_SLACKS)


async def first_bytes(
    client: AsyncWebClient, file: Mapping[str, Any], count: int, field: str | None = None
) -> bytes:
    """Return how a file begins, all of it where it is not longer.

    Refuses where Slack does not hand it over: a token that it does not take is led, without an
    error, to a page to sign in.
    """
    if client.session is None:
        msg = "a client without a session"
        raise RuntimeError(msg)
    headers = {"Authorization": f"Bearer {client.token}", "Range": f"bytes=0-{count - 1}"}
    async with client.session.get(str(file["url_private"]), headers=headers) as answer:
        signed_out = bool(answer.history) and answer.content_type == "text/html"
        if signed_out or answer.status not in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT):
            msg = f"Slack did not hand over {name_of(file)}. Try again in a minute."
            raise Refusal(msg, field=field)
        begins = bytearray()
        async for piece in answer.content.iter_any():
            begins += piece
            if len(begins) >= count:
                break
        return bytes(begins[:count])
