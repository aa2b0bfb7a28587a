"""User stories, as they stand in the customer experience, and their mock-ups."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from domain.people import PersonId
from domain.templates import EXPERIENCE, FAQ, PRESS_RELEASE, Content


@dataclass(frozen=True)
class Story:
    """What somebody wants, why, and when it is done."""

    key: str
    citation: str
    """For example `US-4`."""
    as_a: str
    i_want: str
    so_that: str
    acceptance: str
    serves: tuple[str, ...]
    """The promises it keeps, by their citations."""

    @property
    def sentence(self) -> str:
        """The story as one sentence."""
        who = f"As a {self.as_a}, " if self.as_a else ""
        why = f", so that {self.so_that}" if self.so_that else ""
        return f"{who}I want to {self.i_want}{why}"


PICTURE_LIMIT = 10_000_000
"""Bytes of one picture: more takes long to show, and a sketch needs less."""

MOST_PICTURES = 20
"""Pictures of one story: more is a prototype, which is better linked."""

SIGNATURE = 8
"""Bytes that tell a picture."""

_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")


def is_picture(begins: bytes) -> bool:
    """Say whether a file that begins so is a PNG, JPEG or GIF, whatever its name says."""
    return begins.startswith(_SIGNATURES)


class MockUp(BaseModel):
    """A picture that shows a story."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: str
    document_id: str
    key: str
    """The story it shows."""
    file_id: str
    name: str
    alt_text: str
    added_by: PersonId
    added_at: datetime


def story(content: Content, key: str) -> Story:
    """Return one story; its words are empty if it is not there."""

    def words(field: str) -> str:
        return content.get(f"{key}.{field}", "").strip()

    return Story(
        key,
        EXPERIENCE.section_of(key).citation,
        words("as_a"),
        words("i_want"),
        words("so_that"),
        words("acceptance"),
        tuple(words("serves").split()),
    )


def stories(content: Content) -> list[Story]:
    """Return all stories, in their order."""
    return [story(content, key) for key in EXPERIENCE.entry_keys(content)]


def promises(release: Content, faq: Content) -> dict[str, str]:
    """Return what a story can serve: the citations that have words, with their titles."""
    written = [s for s in PRESS_RELEASE.sections if s.is_written(release)]
    asked = FAQ.sections_in(faq)
    return {section.citation: section.title for section in (*written, *asked)}


def serving(content: Content, citation: str) -> list[str]:
    """Return the citations of the stories that serve a promise."""
    return [story.citation for story in stories(content) if citation in story.serves]


def unserved(found: Iterable[Story], citations: Iterable[str]) -> list[str]:
    """Return the citations that no story serves."""
    served = {citation for story in found for citation in story.serves}
    return [citation for citation in citations if citation not in served]
