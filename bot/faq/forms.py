"""What the modals of the FAQ remember and send."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import Field as Fresh

from bot.initiatives.rows import Seen
from bot.kit.blocks import Metadata
from bot.kit.forms import ViewSeen
from bot.kit.long_text import long_texts
from domain.errors import Refusal
from domain.people import ChannelId, PersonId
from domain.templates import FAQ
from domain.templates.faq import CUSTOMER, STAKEHOLDER

INITIATIVE = "initiative"
KIND = "kind"
OWNER = "owner"
DUE = "due"

Filter = Literal["all", "C", "S", "open", "mine"]
FILTERS: dict[Filter, str] = {
    "all": "All questions",
    "C": "From customers",
    "S": "From stakeholders",
    "open": "Still open",
    "mine": "Mine",
}


class Listing(Seen):
    """The list of questions."""

    initiative: str
    shown: Filter = "all"
    page: int = 1


class Asking(Metadata):
    """The modal in which a question is added."""

    initiative: str | None = None
    """Whose FAQ; None where the modal asks for it."""
    from_list: bool = False
    """Opened from the list, which comes back when it is saved."""
    joins: dict[str, str] = Fresh(default_factory=dict)
    asked_by: PersonId | None = None
    channel: ChannelId | None = None
    message_ts: str | None = None
    thread_ts: str | None = None


class Answering(Metadata):
    """The modal in which a question is answered or changed."""

    document: str
    key: str
    base: int
    from_list: bool = False
    joins: dict[str, str] = Fresh(default_factory=dict)


@dataclass(frozen=True)
class Filled:
    """What came out of either modal."""

    words: dict[str, str]
    """`question` and `answer`."""
    owner_id: PersonId | None
    due_on: date | None


def filled(view: ViewSeen, joins: dict[str, str], today: date) -> Filled:
    """Read question, answer, owner and day. Refuses a day that is over."""
    words = long_texts(view, FAQ.groups[0].fields, joins)
    owner, due = view.chosen(OWNER), view.day(DUE)
    if due is not None and due < today and not words["answer"].strip():
        raise Refusal(f"{due.day} {due:%B} is over. Choose today or a later day.", field=DUE)
    return Filled(words, PersonId(owner) if owner else None, due)


def group(view: ViewSeen) -> str:
    """Return who asks: `C` or `S`."""
    chosen = view.chosen(KIND)
    if chosen not in (CUSTOMER, STAKEHOLDER):
        raise Refusal("Choose who asks: a customer or a stakeholder.", field=KIND)
    return chosen
