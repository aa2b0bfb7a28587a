"""Comments: raised from a button or a message, answered, settled, taken up again."""

from dataclasses import replace
from typing import Any

from bot.initiatives import cards, saving
from bot.initiatives import comment as comment_view
from bot.kit.answers import Answer, Close, Open, Update, say
from bot.kit.long_text import long_text
from bot.kit.visit import Visit
from bot.reviews import forms, loading
from bot.reviews.views import comments as view
from domain.comments import Comment, CommentKind, CommentState, main_field, words_about
from domain.errors import Refusal
from domain.people import PersonId
from domain.templates import Content
from storage import comments, documents, initiatives, outbox, reviews, silent_reads
from storage.database import Transaction

SEALED = "Kept, and sealed: everybody sees it when the silent read ends."


async def open_comment(visit: Visit) -> Answer:
    """Open the modal for a comment on the section whose button was pressed."""
    review_id, _, key = visit.record.partition("/")
    found = await loading.open_review(visit, review_id)
    return Open(_form(found, forms.Commenting(review=review_id, section=key or None)))


def _form(
    found: loading.Found,
    meta: forms.Commenting,
    words: str = "",
    kind: CommentKind = CommentKind.QUESTION,
) -> dict[str, Any]:
    section = found.section(meta.section)
    sections = [
        s for s in found.document.template.sections_in(found.content) if s.text(found.content)
    ]
    replacement = ""
    if section is not None:
        replacement = found.content.get(main_field(section).key, "")
    seen = meta.model_copy(update={"seen": found.document.head})
    return view.comment_form(
        view.Start(found.document, seen, section, sections, words, kind, replacement)
    )


async def choose_kind(visit: Visit) -> Answer:
    """Show the input for new words as soon as it is a suggestion."""
    meta = visit.modal.metadata(forms.Commenting)
    found = await loading.open_review(visit, meta.review)
    kind = CommentKind(visit.modal.chosen(forms.KIND) or CommentKind.QUESTION)
    chosen = visit.modal.chosen(forms.SECTION)
    if kind is CommentKind.SUGGESTION and meta.section is None and chosen not in (None, "whole"):
        meta = meta.model_copy(update={"section": chosen})
    return Update(_form(found, meta, long_text(visit.modal, forms.WORDS, meta.joins), kind))


async def file_message(visit: Visit) -> Answer:
    """Open the modal with somebody's message as the comment."""
    async with visit.reading() as tx:
        here = await initiatives.in_channel(tx, visit.channel_id) if visit.channel_id else []
        current = [r for i in here for r in await reviews.current(tx, i.id) if r.is_open]
    if not current:
        raise Refusal("No review is open in this channel. /workback review asks for one.")
    found = await loading.open_review(visit, current[-1].id)
    meta = forms.Commenting(
        review=found.review.id,
        channel=visit.channel_id,
        message_ts=str(visit.message["ts"]),
        author=PersonId(str(visit.message.get("user") or visit.person_id)),
    )
    return Open(_form(found, meta, str(visit.message.get("text") or "")))


async def comment(visit: Visit) -> Answer:
    """Keep the comment and show it in the thread."""
    meta = visit.modal.metadata(forms.Commenting)
    said = forms.said(visit.modal, meta)
    found = await loading.open_review(visit, meta.review)
    section = found.section(said.section)
    raised_by = meta.author or visit.person_id
    names = await visit.names([raised_by])
    async with visit.transaction() as tx:
        if not await documents.first_time(tx, visit.modal.submission_key):
            return Close(everything=True)
        seen = await documents.content(tx, found.document.id, meta.seen or found.document.head)
        facts: dict[str, Any] = {
            "review_id": found.review.id,
            "document_id": found.document.id,
            "section": section.key if section else None,
            "version": meta.seen or found.document.head,
            "about": words_about(said.kind, section, seen) if section else "",
            "kind": said.kind,
            "words": said.words,
            "replacement": said.replacement,
        }
        kept = await _kept(tx, meta)
        read = await silent_reads.open_of(tx, found.review.id, lock=True)
        sealed = read.id if read and meta.message_ts is None else None
        if kept is not None:
            raised = await comments.change(tx, kept.id, **facts)
        else:
            raised = await comments.raise_one(
                tx,
                **facts,
                sealed_by=sealed,
                initiative_id=found.initiative.id,
                raised_by=raised_by,
                channel_id=meta.channel,
                message_ts=meta.message_ts,
            )
        if sealed is None:
            await show(tx, found, raised, names, new=True)
            await cards.refresh(tx, found.initiative.id, visit.person_id, found.document.id)
    return Close() if sealed is None else say(SEALED)


async def _kept(tx: Transaction, meta: forms.Commenting) -> Comment | None:
    """Return the plain reply that is filed, if the thread's words were kept already.

    A message is one comment, so one that was filed before is refused.
    """
    if meta.channel is None or meta.message_ts is None:
        return None
    kept = await comments.of_message(tx, meta.channel, meta.message_ts)
    if kept is not None and await outbox.place_of(tx, comment_view.place(kept.id)):
        raise Refusal("This message is filed already: its comment stands in the card's thread.")
    return kept


async def show(
    tx: Transaction, found: loading.Found, raised: Comment, names: saving.Names, *, new: bool
) -> None:
    """Post the comment's message, or bring it up to date."""
    content = await documents.content(tx, found.document.id, found.document.head)
    if new:
        await announce(tx, replace(found, content=content), raised, names)
        return
    shown = comment_view.comment_message(as_shown(found, raised, names, content))
    await outbox.edit(
        tx,
        place=comment_view.place(raised.id),
        text=shown.text,
        blocks=shown.blocks,
        about=_about(found),
    )


def _about(found: loading.Found) -> str:
    return f"a comment on {found.initiative.name}"


async def announce(
    tx: Transaction, found: loading.Found, raised: Comment, names: saving.Names
) -> None:
    """Post the message of a comment; `found` holds the newest words."""
    shown = comment_view.comment_message(as_shown(found, raised, names, found.content))
    await cards.tell(
        tx,
        found.initiative,
        shown,
        about=_about(found),
        responsible=raised.raised_by,
        place=comment_view.place(raised.id),
    )


def as_shown(
    found: loading.Found, raised: Comment, names: saving.Names, content: Content
) -> comment_view.Shown:
    """Return a comment as its message shows it beside the newest words."""
    return comment_view.Shown(
        raised,
        found.document,
        found.section(raised.section),
        raised.is_outdated(found.document.template, content),
        names(raised.raised_by),
        found.initiative.owner_id,
        names(raised.answered_by) if raised.answered_by else "",
    )


async def open_answer(visit: Visit) -> Answer:
    """Open the modal that answers a comment."""
    found, _ = await loading.comment(visit, visit.record)
    return Open(view.answer_form(found))


async def answer(visit: Visit) -> Answer:
    """Keep the answer; who raised the comment says whether that settles it."""
    words = visit.modal.words(forms.REASON).strip()
    if not words:
        raise Refusal("Write the answer first.", field=forms.REASON)
    return await settle_with(visit, CommentState.ANSWERED, words)


async def settle_with(visit: Visit, state: CommentState, words: str) -> Answer:
    """Change a comment's state from a modal."""
    meta = visit.modal.metadata(forms.OfComment)
    async with visit.transaction() as tx:
        first = await documents.first_time(tx, visit.modal.submission_key)
    if first:
        await _change(visit, meta.comment, state, answer=words, answered_by=visit.person_id)
    return Close(everything=True)


async def _change(
    visit: Visit, comment_id: str, state: CommentState, **values: Any
) -> tuple[Comment, loading.Found]:
    before, found = await loading.comment(visit, comment_id)
    names = await visit.names([before.raised_by, visit.person_id, *answerer(before)])
    async with visit.transaction() as tx:
        changed = await comments.change(tx, comment_id, state=state, answered_at=tx.now, **values)
        await show(tx, found, changed, names, new=False)
        await cards.refresh(tx, found.initiative.id, visit.person_id, found.document.id)
    return changed, found


def answerer(comment: Comment) -> list[PersonId]:
    """Return who answered a comment: one person or none."""
    return [comment.answered_by] if comment.answered_by else []


async def settle(visit: Visit) -> Answer | None:
    """Accept the answer: only who raised it can, or the owner for somebody who left."""
    before, found = await loading.comment(visit, visit.record)
    if before.state in (CommentState.ACCEPTED, CommentState.DELETED):
        return say("This comment is settled already.")
    if visit.person_id != before.raised_by:
        raiser = await visit.directory.person(before.raised_by)
        if visit.person_id != found.initiative.owner_id or raiser.active:
            msg = f"{raiser.name} raised this, so only {raiser.name} can settle it. Answer it."
            raise Refusal(msg)
    by = before.answered_by or visit.person_id
    await _change(visit, before.id, CommentState.ACCEPTED, answered_by=by)
    return None


async def reopen(visit: Visit) -> Answer | None:
    """Take a comment up again: also one that was settled, because the text moved on."""
    await _change(visit, visit.record, CommentState.OPEN)
    return None
