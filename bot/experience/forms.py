"""What the modals of the customer experience remember and send."""

from collections.abc import Collection
from dataclasses import dataclass

from pydantic import Field as Fresh

from bot.initiatives.rows import Seen
from bot.kit.blocks import Metadata
from bot.kit.forms import ViewSeen
from bot.kit.long_text import long_texts
from domain.errors import Refusal
from domain.templates import EXPERIENCE, is_blank

PICTURE = "picture"
ALT_TEXT = "alt_text"
SERVES = "serves"
ALT_LIMIT = 300
PICTURES = ("png", "jpg", "jpeg", "gif")


class Listing(Seen):
    """The list of stories."""

    initiative: str
    page: int = 1


class Telling(Metadata):
    """The modal in which a story is written or changed."""

    initiative: str
    key: str = ""
    """"" for a new story."""
    base: int = 0
    joins: dict[str, str] = Fresh(default_factory=dict)
    kept: tuple[str, ...] = ()
    """Promises the story serves that the select cannot show."""


class OfStory(Metadata):
    """A modal about one story."""

    document: str
    key: str


class Looking(OfStory):
    """The mock-ups of a story."""

    page: int = 1


@dataclass(frozen=True)
class Chosen:
    """A picture that somebody chose, and what it shows."""

    file_id: str
    alt_text: str


def words(view: ViewSeen, meta: Telling, citations: Collection[str]) -> dict[str, str]:
    """Read a story. Refuses one without what the person wants, and promises that are not."""
    fields = [field for field in EXPERIENCE.groups[0].fields if field.key != SERVES]
    found = long_texts(view, fields, meta.joins)
    serves = (*view.several(SERVES), *meta.kept)
    unknown = [citation for citation in serves if citation not in citations]
    if unknown:
        msg = f"{unknown[0]} is no longer in the documents. Choose what the story serves."
        raise Refusal(msg, field=SERVES)
    return {**found, SERVES: " ".join(dict.fromkeys(serves))}


def picture(view: ViewSeen) -> Chosen:
    """Read a mock-up. Refuses one that is not described."""
    files = view.files(PICTURE)
    if not files:
        raise Refusal("Choose a picture.", field=PICTURE)
    alt_text = view.words(ALT_TEXT).strip()
    if is_blank(alt_text):
        raise Refusal("Say what the picture shows, for those who cannot see it.", field=ALT_TEXT)
    return Chosen(str(files[0]["id"]), alt_text)
