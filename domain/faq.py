"""The FAQ's questions, as they stand in its content."""

from dataclasses import dataclass
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from domain.people import ChannelId, PersonId
from domain.templates import FAQ, Content


@dataclass(frozen=True)
class Question:
    """A question and what is answered so far."""

    key: str
    """Of its section, for example `C-3`."""
    citation: str
    """For example `FAQ-C-3`."""
    group: str
    """Who asks: `C` customers, `S` stakeholders."""
    question: str
    answer: str

    @property
    def is_open(self) -> bool:
        """Say whether nobody has answered yet."""
        return not self.answer.strip()


class Asked(BaseModel):
    """Where a question came from, and who will answer it until when."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    document_id: str
    key: str
    owner_id: PersonId | None = None
    """Who finds out."""
    due_on: date | None = None
    asked_by: PersonId | None = None
    asked_at: datetime
    channel_id: ChannelId | None = None
    message_ts: str | None = None
    """The message that asked it, in `channel_id`; the answer goes there."""
    thread_ts: str | None = None
    permalink: str | None = None


def answered_with(content: Content, key: str) -> list[str]:
    """Return the answered questions of the same group, in their order: they are listed together."""
    group = FAQ.group_of(key).key
    return [q.key for q in questions(content) if q.group == group and not q.is_open]


def questions(content: Content) -> list[Question]:
    """Return all questions, in their order."""
    return [question(content, key) for key in FAQ.entry_keys(content)]


def question(content: Content, key: str) -> Question:
    """Return one question; its words are empty if it is not there."""
    section = FAQ.section_of(key)
    return Question(
        key,
        section.citation,
        FAQ.group_of(key).key,
        content.get(f"{key}.question", ""),
        content.get(f"{key}.answer", ""),
    )


def counts(content: Content) -> tuple[int, int]:
    """Return how many questions there are, and how many of them are open."""
    found = questions(content)
    return len(found), sum(question.is_open for question in found)
