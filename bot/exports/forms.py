"""What the modals of exports and imports remember and send."""

from collections.abc import Collection, Mapping
from typing import Any

from pydantic import Field as Fresh

from bot.kit.blocks import Metadata
from bot.kit.forms import ViewSeen
from domain.errors import Refusal
from domain.people import ChannelId
from domain.templates import DocumentKind

DOCUMENTS = "documents"
FORMAT = "format"
LOG = "log"
PLACE = "place"
TO_ME, TO_THREAD = "me", "thread"
FILE = "file"
TARGET = "target"
NEW = "new"
CHANNEL = "channel"
REST = "rest"
KEEP, LEAVE = "keep", "leave"
ENDINGS = ("md", "markdown", "txt", "docx", "json")


class Exporting(Metadata):
    """The modal that takes documents out."""

    initiative: str


class Importing(Metadata):
    """The modal that asks for a file."""

    channel: ChannelId | None = None
    """Home of a new initiative; None where the modal asks for it."""


class Previewing(Metadata):
    """What a file would change; nothing is saved yet."""

    file: str
    """Slack's id of it. It is read again when somebody saves."""
    name: str
    initiative: str = ""
    """"" for a new one."""
    channel: ChannelId | None = None
    page: int = 1
    heads: dict[DocumentKind, int] = Fresh(default_factory=dict)
    """The newest versions as the preview compares them."""


def documents_of(view: ViewSeen) -> tuple[DocumentKind, ...]:
    """Return which documents are taken out. Refuses none at all."""
    chosen = tuple(DocumentKind(kind) for kind in view.several(DOCUMENTS))
    if not chosen:
        raise Refusal("Choose at least one document.", field=DOCUMENTS)
    return chosen


def file_of(view: ViewSeen) -> Mapping[str, Any]:
    """Return the file that was chosen."""
    files = view.files(FILE)
    if not files:
        raise Refusal("Choose a Markdown or Word file.", field=FILE)
    return files[0]


def one_of(view: ViewSeen, key: str, known: Collection[str], otherwise: str) -> str:
    """Return what was chosen in a group of radio buttons."""
    chosen = view.chosen(key)
    return chosen if chosen and chosen in known else otherwise
