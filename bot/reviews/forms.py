"""What the modals of reviews remember and send."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import Field as Fresh

from bot.kit.blocks import Metadata
from bot.kit.forms import ViewSeen
from bot.kit.long_text import long_text
from domain.comments import CommentKind
from domain.errors import Refusal
from domain.people import ChannelId, PersonId
from domain.reviews import VerdictKind
from domain.silent_reads import FEELINGS
from domain.silent_reads import MINUTES as SILENT_MINUTES

REVIEWERS = "reviewers"
GROUPS = "groups"
REQUIRED = "required"
NEEDED = "needed"
DUE = "due"
NOTE = "note"
REASON = "reason"
UNTIL = "until"
PERSON = "person"
KIND = "kind"
WORDS = "words"
REPLACEMENT = "replacement"
SECTION = "section"
WHOLE = "whole"
"""The choice of no section: the comment is about the version as a whole."""

MINUTES = "minutes"
FEELING = "feeling"
OUTCOME = "outcome"
CONDITIONS = "conditions"
DISSENT = "dissent"

REVIEWERS_LIMIT = 50
REASON_LIMIT = 500


class Asking(Metadata):
    """The request for a review."""

    document: str


class Giving(Metadata):
    """A verdict, a delegation or an override."""

    review: str
    kind: VerdictKind | None = None
    seen: int = 0
    """The version that was newest when the modal was opened."""


class Commenting(Metadata):
    """A new comment."""

    review: str
    section: str | None = None
    seen: int = 0
    joins: dict[str, str] = Fresh(default_factory=dict)
    channel: ChannelId | None = None
    message_ts: str | None = None
    author: PersonId | None = None
    """Who wrote the message that is filed."""


class OfComment(Metadata):
    """A modal about a comment."""

    comment: str
    joins: dict[str, str] = Fresh(default_factory=dict)


class Reading(Metadata):
    """A modal about a silent read; the record is the review it begins in, or the read."""

    record: str


class OfInitiative(Metadata):
    """A modal about an initiative."""

    initiative: str


@dataclass(frozen=True)
class Asked:
    """Who is asked, for how many approvals, until when."""

    reviewers: tuple[PersonId, ...]
    required: tuple[PersonId, ...]
    needed: int
    due_on: date | None
    note: str
    silent: int | None = None
    """Minutes of a silent read to begin with."""


def asked(
    view: ViewSeen, today: date, usual: int | None = None, grouped: Sequence[PersonId] = ()
) -> Asked:
    """Read the request. Refuses one that nobody could fulfil.

    `usual` approvals are needed where nothing was typed; None: those of everybody. `grouped` are
    the people of the groups that were chosen.
    """
    required = tuple(PersonId(p) for p in view.several(REQUIRED))
    chosen = (PersonId(p) for p in view.several(REVIEWERS))
    people = tuple(dict.fromkeys((*chosen, *grouped, *required)))
    if not people:
        raise Refusal("Choose at least one person to ask.", field=REVIEWERS)
    if len(people) > REVIEWERS_LIMIT:
        msg = f"These are {len(people)} people. A review asks {REVIEWERS_LIMIT} at most."
        raise Refusal(msg, field=GROUPS if grouped else REVIEWERS)
    needed = _number(view.words(NEEDED), len(people), usual)
    due = view.day(DUE)
    if due is not None and due < today:
        raise Refusal(f"{due.day} {due:%B} is over. Choose today or a later day.", field=DUE)
    return Asked(people, required, needed, due, view.words(NOTE).strip(), minutes(view))


def minutes(view: ViewSeen) -> int | None:
    """Return how long everybody reads in silence; None for no silent read."""
    chosen = view.chosen(MINUTES) or ""
    return int(chosen) if chosen.isdecimal() and int(chosen) in SILENT_MINUTES else None


def feeling(view: ViewSeen) -> int | None:
    """Return how somebody feels about what they read, from one to five; None if they do not say."""
    chosen = view.chosen(FEELING) or ""
    return int(chosen) if chosen.isdecimal() and int(chosen) in FEELINGS else None


def _number(typed: str, most: int, usual: int | None) -> int:
    """Read how many approvals are needed; nothing typed means what is usual, or all."""
    if not typed.strip():
        if usual is not None and usual > most:
            msg = (
                f"Reviews here take {usual} approvals. Ask more people, or write a smaller number."
            )
            raise Refusal(msg, field=NEEDED)
        return usual or most
    if not typed.strip().isdecimal() or not 1 <= int(typed) <= most:
        people = "1 person is" if most == 1 else f"{most} people are"
        msg = f"{people} asked, so write a number from 1 to {most}."
        raise Refusal(msg, field=NEEDED)
    return int(typed)


@dataclass(frozen=True)
class Said:
    """A comment as it was written."""

    kind: CommentKind
    words: str
    section: str | None
    replacement: str | None


def said(view: ViewSeen, meta: Commenting) -> Said:
    """Read a comment. Refuses one without words; a suggestion needs new words."""
    kind = CommentKind(view.chosen(KIND) or CommentKind.QUESTION)
    words = long_text(view, WORDS, meta.joins).strip()
    chosen = view.chosen(SECTION)
    section = meta.section or (chosen if chosen != WHOLE else None)
    replacement = None
    if kind is CommentKind.SUGGESTION:
        if section is None:
            raise Refusal("A suggestion needs a section whose words it replaces.", field=SECTION)
        replacement = long_text(view, REPLACEMENT, meta.joins)
    elif not words:
        raise Refusal("Write what you want to say.", field=WORDS)
    return Said(kind, words, section, replacement)
