"""Reviews: who is asked for a verdict on a version, what they say, and what it amounts to.

Source: product.md, "Review, in the thread". A verdict is pinned to the version and to the exact
words of each section; an edit makes only the sections it touches stale.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from domain.comments import Comment
from domain.people import PersonId
from domain.templates import Content, Section, Template


class VerdictKind(StrEnum):
    """What a reviewer can say of a version."""

    APPROVE = "approve"
    REQUEST_CHANGES = "request_changes"
    HOLD = "hold"


class ReviewState(StrEnum):
    """Where a review stands."""

    OPEN = "open"
    DONE = "done"
    """The approvals it needs stand, and nothing blocks."""
    OVERRIDDEN = "overridden"
    """The owner decided without them, with a reason that stays visible."""
    REPLACED = "replaced"
    """A newer review was asked for."""


class Review(BaseModel):
    """A request to named people to judge one version by a date."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: str
    initiative_id: str
    document_id: str
    version: int
    """The version that was newest when it was asked."""
    asked_by: PersonId
    asked_at: datetime
    due_on: date | None = None
    note: str = ""
    needed: int
    """Approvals it takes."""
    state: ReviewState = ReviewState.OPEN
    closed_at: datetime | None = None
    closed_by: PersonId | None = None
    reason: str = ""
    """Why the owner decided without the approvals."""

    @property
    def is_open(self) -> bool:
        """Say whether verdicts and comments still count."""
        return self.state is ReviewState.OPEN


class Reviewer(BaseModel):
    """Somebody who was asked."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    review_id: str
    person_id: PersonId
    required: bool = False
    """The review is not done without them."""
    stands_in_for: PersonId | None = None
    """Who delegated the verdict to them."""
    delegated_to: PersonId | None = None
    snoozed_until: date | None = None
    muted: bool = False


class Verdict(BaseModel):
    """What a reviewer said, about which words."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: str
    review_id: str
    person_id: PersonId
    kind: VerdictKind
    version: int
    hashes: Mapping[str, str]
    """A hash of the words of each section they judged, by its key."""
    reason: str = ""
    """What would make it a yes, or what a hold waits for."""
    until: date | None = None
    """How long a hold waits at most."""
    given_at: datetime
    revoked_at: datetime | None = None


def hashes(template: Template, content: Content) -> dict[str, str]:
    """Return a hash of the words of every section that has any."""
    return {
        section.key: hashlib.sha256(words.encode()).hexdigest()[:16]
        for section in template.sections_in(content)
        if (words := section.text(content))
    }


def changed_since(template: Template, verdict: Verdict, content: Content) -> tuple[Section, ...]:
    """Return the sections whose words are no longer those that were judged."""
    now = hashes(template, content)
    return tuple(
        template.section_of(key, content)
        for key in dict.fromkeys([*now, *verdict.hashes])
        if now.get(key) != verdict.hashes.get(key)
    )


class Bar(StrEnum):
    """Why somebody who was asked can approve no more."""

    LEFT = "left"
    """They have left Slack."""
    WROTE = "wrote"
    """They wrote words of the document; somebody else has to approve them."""


@dataclass(frozen=True)
class Standing:
    """Where one reviewer stands."""

    reviewer: Reviewer
    verdict: Verdict | None
    stale: tuple[Section, ...]
    """What changed since; the reviewer is asked again for these."""
    bar: Bar | None = None
    over: bool = False
    """The day until which they hold at most has gone by: they are asked again."""

    @property
    def approves(self) -> bool:
        """Say whether an approval stands.

        A stale one still counts, and is marked; unless nobody can give it anew.
        """
        if self.verdict is None or self.verdict.kind is not VerdictKind.APPROVE:
            return False
        return not (self.bar and self.stale)

    @property
    def waits(self) -> bool:
        """Say whether the reviewer has something to do."""
        if self.reviewer.delegated_to is not None or self.bar is not None:
            return False
        return self.verdict is None or bool(self.stale) or self.over

    @property
    def may_approve(self) -> bool:
        """Say whether an approval of theirs stands, or can still come."""
        return self.approves or (self.reviewer.delegated_to is None and self.bar is None)


@dataclass(frozen=True)
class Progress:
    """What a review amounts to."""

    review: Review
    standings: tuple[Standing, ...]
    unanswered: int
    """Questions and blocking comments that nobody has answered."""
    blocking: int
    """Blocking comments that are not settled."""
    today: date

    @property
    def approvals(self) -> int:
        """How many approvals stand."""
        return sum(standing.approves for standing in self.standings)

    @property
    def holds(self) -> tuple[Standing, ...]:
        """Who holds."""
        return self._saying(VerdictKind.HOLD)

    @property
    def requests(self) -> tuple[Standing, ...]:
        """Who requests changes."""
        return self._saying(VerdictKind.REQUEST_CHANGES)

    def _saying(self, kind: VerdictKind) -> tuple[Standing, ...]:
        return tuple(s for s in self.standings if s.verdict and s.verdict.kind is kind)

    @property
    def stale(self) -> tuple[Section, ...]:
        """The sections that changed since somebody approved them."""
        found = {
            s.key: s for standing in self.standings if standing.approves for s in standing.stale
        }
        return tuple(found.values())

    @property
    def is_overdue(self) -> bool:
        """Say whether the day it was due is over and somebody still waits."""
        due = self.review.due_on
        waits = any(standing.waits for standing in self.standings)
        return self.review.is_open and due is not None and due < self.today and waits

    @property
    def missing(self) -> tuple[Standing, ...]:
        """Required reviewers whose approval does not stand."""
        return tuple(
            s
            for s in self.standings
            if s.reviewer.required and not s.approves and s.reviewer.delegated_to is None
        )

    @property
    def short(self) -> int:
        """How many more people have to be asked before this can be done."""
        lost = sum(standing.bar is not None for standing in self.missing)
        able = sum(standing.may_approve for standing in self.standings)
        return max(lost, self.review.needed - able, 0)

    @property
    def is_done(self) -> bool:
        """Say whether the approvals stand, are fresh, and nothing blocks."""
        return (
            self.approvals >= self.review.needed
            and not self.missing
            and not self.holds
            and not self.requests
            and not self.stale
            and not self.blocking
        )


def progress(
    template: Template,
    content: Content,
    review: Review,
    reviewers: Sequence[Reviewer],
    verdicts: Iterable[Verdict],
    comments: Iterable[Comment],
    today: date,
    bars: Mapping[PersonId, Bar] | None = None,
) -> Progress:
    """Put the facts of a review together; `content` is the newest version's."""
    last: dict[PersonId, Verdict] = {}
    for verdict in sorted(verdicts, key=lambda v: v.id):
        if verdict.revoked_at is None:
            last[verdict.person_id] = verdict
        elif last.get(verdict.person_id) is verdict:
            del last[verdict.person_id]
    standings = tuple(
        Standing(
            reviewer,
            given := last.get(reviewer.person_id),
            changed_since(template, given, content) if given else (),
            (bars or {}).get(reviewer.person_id),
            given is not None and given.until is not None and given.until < today,
        )
        for reviewer in reviewers
    )
    said = list(comments)
    return Progress(
        review,
        standings,
        unanswered=sum(comment.is_unanswered for comment in said),
        blocking=sum(comment.blocks for comment in said),
        today=today,
    )
