"""The card's facts, gathered in one place: whoever changes one of them refreshes the card."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.initiatives import card as view
from bot.initiatives import review as review_view
from bot.initiatives.card import Card
from bot.kit.blocks import Message
from domain.documents import Document
from domain.initiatives import Initiative, Stage
from domain.people import PersonId
from domain.reviews import Progress, ReviewState
from domain.templates import DocumentKind
from storage import decisions, documents, initiatives, outbox, reviews
from storage.database import Transaction


@dataclass(frozen=True)
class Facts:
    """What an initiative's documents say, and where their reviews stand."""

    initiative: Initiative
    heads: Mapping[DocumentKind, documents.Head]
    progress: Mapping[str, Progress]
    """Of the newest review of each document, by the document's id."""

    @property
    def release(self) -> documents.Head:
        """The press release."""
        return self.heads[DocumentKind.PRESS_RELEASE]


def about(initiative: Initiative) -> str:
    """Say what the message is, for whoever has to mend its delivery."""
    return f"the card of {initiative.name}"


async def facts(tx: Transaction, initiative: Initiative) -> Facts:
    """Gather the facts, in a number of queries that does not grow with them."""
    heads = await documents.heads(tx, initiative.id)
    contents = {head.document.id: head.content for head in heads.values()}
    progress = {
        review.document_id: await reviews.progress_of(tx, review, contents[review.document_id])
        for review in await reviews.current(tx, initiative.id)
    }
    return Facts(initiative, heads, progress)


async def post(tx: Transaction, initiative: Initiative) -> None:
    """Put the card of a new initiative into its home channel."""
    shown = _drawn(await facts(tx, initiative))
    await outbox.post(
        tx,
        conversation=initiative.channel_id,
        text=shown.text,
        blocks=shown.blocks,
        about=about(initiative),
        place=card_place(initiative.id),
        responsible=initiative.owner_id,
    )


async def tell(
    tx: Transaction,
    initiative: Initiative,
    message: Message,
    *,
    about: str,
    responsible: PersonId,
    dedupe_key: str | None = None,
    place: str | None = None,
    pictures: Sequence[dict[str, Any]] = (),
) -> None:
    """Say something in the card's thread; see `storage.outbox.post`."""
    await outbox.post(
        tx,
        conversation=initiative.channel_id,
        text=message.text,
        blocks=message.blocks,
        about=about,
        dedupe_key=dedupe_key,
        place=place,
        pictures=pictures,
        thread=card_place(initiative.id),
        responsible=responsible,
    )


def card_place(initiative_id: str) -> str:
    """Return the name under which a card's message is remembered."""
    return f"card:{initiative_id}"


async def refresh(
    tx: Transaction, initiative_id: str, by: PersonId, document_id: str | None = None
) -> Facts:
    """Bring the card, the stage and the request for a document's review up to date.

    `by` is whose act changed the facts. Returns the facts as they are now.
    """
    found = await facts(tx, await initiatives.get(tx, initiative_id))
    if await _settle(tx, found, by):
        found = await facts(tx, await initiatives.get(tx, initiative_id))
    shown = _drawn(found)
    await outbox.edit(
        tx,
        place=card_place(found.initiative.id),
        text=shown.text,
        blocks=shown.blocks,
        about=about(found.initiative),
    )
    for head in found.heads.values():
        progress = found.progress.get(head.document.id)
        if progress is not None and head.document.id == document_id:
            await _refresh_request(tx, found.initiative, head.document, progress)
    return found


async def _refresh_request(
    tx: Transaction, initiative: Initiative, document: Document, progress: Progress
) -> None:
    shown = review_view.request(initiative, document, progress)
    await outbox.edit(
        tx,
        place=review_view.place(progress.review.id),
        text=shown.text,
        blocks=shown.blocks,
        about=review_view.about(initiative),
    )


async def _settle(tx: Transaction, found: Facts, by: PersonId) -> bool:
    """End reviews that are done, take up those that no longer are, and keep the stage."""
    changed = False
    for head in found.heads.values():
        progress = found.progress.get(head.document.id)
        if progress is not None:
            changed |= await _settle_review(tx, head.document, progress, by)
    current = found.progress.get(found.release.document.id)
    stage = _stage(current)
    if stage is not None and stage is not found.initiative.reached:
        await initiatives.reach(tx, found.initiative.id, stage)
        changed = True
    return changed


async def _settle_review(
    tx: Transaction, document: Document, progress: Progress, by: PersonId
) -> bool:
    review = progress.review
    if review.state is ReviewState.OPEN and progress.is_done:
        await reviews.close(tx, review.id, ReviewState.DONE, by)
        what = f"gave the last approval: version {document.head} of the {document.called}"
        await decisions.log(tx, review.initiative_id, by, what)
        return True
    if review.state is ReviewState.DONE and not progress.is_done:
        await reviews.close(tx, review.id, ReviewState.OPEN, by)
        return True
    return False


def _stage(progress: Progress | None) -> Stage | None:
    """Return the stage that the review of the press release leads to; None before the first."""
    if progress is None:
        return None
    decided = progress.review.state is ReviewState.OVERRIDDEN or progress.is_done
    return Stage.APPROVED if decided else Stage.IN_REVIEW


def _drawn(found: Facts) -> Message:
    release = found.release
    return view.card(
        Card(
            found.initiative,
            release.document.template,
            release.version,
            release.content,
            {kind: head.content for kind, head in found.heads.items()},
            found.progress.get(release.document.id),
        )
    )
