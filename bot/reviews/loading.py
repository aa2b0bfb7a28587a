"""Finding the review or the comment a button is about, and only if the person may see it."""

from dataclasses import dataclass, replace

from bot.initiatives import loading
from bot.kit.visit import Visit
from domain.comments import Comment
from domain.documents import Document
from domain.errors import Refusal
from domain.initiatives import Initiative
from domain.reviews import Progress, Review, Reviewer, ReviewState
from domain.templates import Section
from storage import comments, documents, initiatives, reviews
from storage.database import Transaction

GONE = loading.GONE


@dataclass(frozen=True)
class Found:
    """A review with what it is about, as it stands now."""

    initiative: Initiative
    document: Document
    content: dict[str, str]
    review: Review
    progress: Progress

    def section(self, key: str | None) -> Section | None:
        """Return a section of the document; None for none, or one that cannot be."""
        if not key:
            return None
        try:
            return self.document.template.section_of(key, self.content)
        except KeyError:
            return None


async def review(visit: Visit, review_id: str) -> Found:
    """Return a review; refuses one the person may not see."""
    async with visit.reading() as tx:
        found = await reviews.find(tx, review_id)
    if found is None:
        raise loading.GONE
    about = await loading.of_record(visit, found.document_id)
    async with visit.reading() as tx:
        content = await documents.content(tx, about.document.id, about.document.head)
        progress = await reviews.progress_of(tx, found, content)
    return Found(about.initiative, about.document, content, found, progress)


async def in_transaction(tx: Transaction, review: Review) -> Found:
    """Return a review with what it is about, for whoever was found to see it, or for the clock."""
    initiative = await initiatives.get(tx, review.initiative_id)
    document = await documents.find_by_id(tx, review.document_id)
    if document is None:
        raise LookupError(review.document_id)
    content = await documents.content(tx, document.id, document.head)
    progress = await reviews.progress_of(tx, review, content)
    return Found(initiative, document, content, review, progress)


async def open_review(visit: Visit, review_id: str) -> Found:
    """Return a review that still goes on; refuses one that has ended."""
    found = await review(visit, review_id)
    if not found.review.is_open:
        raise ended(found)
    return found


def ended(found: Found) -> Refusal:
    """Return what to say when somebody acts in a review that is over."""
    count = f"{found.progress.approvals} of {found.review.needed} approvals"
    version = found.document.head
    if found.review.state is ReviewState.REPLACED:
        return Refusal("This review was replaced by a newer one, further down in the thread.")
    return Refusal(f"This review has ended with {count}. Ask for a new one for version {version}.")


async def comment(visit: Visit, comment_id: str) -> tuple[Comment, Found]:
    """Return a comment and its review; refuses one the person may not see."""
    async with visit.reading() as tx:
        found = await comments.find(tx, comment_id)
    if found is None:
        raise loading.GONE
    return found, await review(visit, found.review_id)


async def locked(tx: Transaction, found: Found) -> Document:
    """Return the document as it is now; nobody saves it or judges it meanwhile."""
    return await documents.of_kind(tx, found.initiative.id, found.document.kind)


async def check_goes_on(tx: Transaction, found: Found) -> None:
    """Refuse if somebody has ended or replaced the review meanwhile."""
    now = await reviews.find(tx, found.review.id, lock=True)
    if now is not None and now.state in (ReviewState.REPLACED, ReviewState.OVERRIDDEN):
        raise ended(replace(found, review=now))


def mine(visit: Visit, found: Found) -> Reviewer:
    """Return the person as a reviewer; refuses somebody who was not asked."""
    for standing in found.progress.standings:
        reviewer = standing.reviewer
        if reviewer.person_id == visit.person_id and reviewer.delegated_to is None:
            return reviewer
    raise Refusal("You were not asked for a verdict in this review, so there is nothing to do.")
