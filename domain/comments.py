"""Comments: remarks that are anchored to words, and tracked until they are settled."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from domain.people import PersonId
from domain.templates import Content, Field, Section, Template


class CommentKind(StrEnum):
    """What a remark wants."""

    QUESTION = "question"
    SUGGESTION = "suggestion"
    BLOCKING = "blocking"
    PRAISE = "praise"
    REMARK = "remark"
    """A plain reply in the thread that asks nothing: kept, and nothing waits for it."""


class CommentState(StrEnum):
    """How far a comment has come."""

    OPEN = "open"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    """By the one who raised it; of a suggestion: its words were taken."""
    DECLINED = "declined"
    DELETED = "deleted"
    """The Slack message it came from was deleted."""


class Comment(BaseModel):
    """A remark anchored to a section of a version, or to the version as a whole."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: str
    initiative_id: str
    document_id: str
    review_id: str
    section: str | None = None
    """The key of the section it is about; None: the whole version."""
    version: int
    about: str = ""
    """The section's words when it was written."""
    kind: CommentKind
    words: str
    replacement: str | None = None
    """What a suggestion would put in the section's place."""
    raised_by: PersonId
    raised_at: datetime
    assigned_to: PersonId | None = None
    state: CommentState = CommentState.OPEN
    answer: str = ""
    """What was answered, or why a suggestion was declined."""
    answered_by: PersonId | None = None
    answered_at: datetime | None = None
    channel_id: str | None = None
    message_ts: str | None = None
    """The plain reply it came from."""

    @property
    def is_unanswered(self) -> bool:
        """Say whether somebody waits for an answer."""
        asks = (CommentKind.QUESTION, CommentKind.BLOCKING, CommentKind.SUGGESTION)
        return self.kind in asks and self.state is CommentState.OPEN

    @property
    def blocks(self) -> bool:
        """Say whether the review cannot end before this is settled."""
        settled = (CommentState.ACCEPTED, CommentState.DELETED)
        return self.kind is CommentKind.BLOCKING and self.state not in settled

    def is_outdated(self, template: Template, content: Content) -> bool:
        """Say whether its section has other words now."""
        if self.section is None:
            return False
        section = template.section_of(self.section, content)
        return words_about(self.kind, section, content) != self.about


def main_field(section: Section) -> Field:
    """Return the field that a suggestion replaces: the one that carries the section's text."""
    return next((field for field in section.fields if field.multiline), section.fields[0])


def words_about(kind: CommentKind, section: Section, content: Content) -> str:
    """Return the words a comment is about: of a suggestion only those that it replaces."""
    if kind is CommentKind.SUGGESTION:
        return content.get(main_field(section).key, "")
    return section.text(content)
