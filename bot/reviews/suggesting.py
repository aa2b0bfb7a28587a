"""Suggestions: taken as they are, taken after a change, or declined with the reason."""

from bot.initiatives import cards, clashes, saving
from bot.initiatives import loading as documents_loading
from bot.kit.answers import Answer, Close, Open, say
from bot.kit.long_text import long_text
from bot.kit.visit import Visit
from bot.reviews import commenting, forms, loading
from bot.reviews.views import comments as view
from domain.comments import Comment, CommentState, main_field
from domain.documents import Document, written
from domain.errors import Refusal
from storage import comments, decisions, documents, drafts
from storage.database import Transaction

NOTE_LIMIT = 300
"""Characters of a version's note."""


async def open_decline(visit: Visit) -> Answer:
    """Ask why a suggestion is not taken."""
    found, review = await loading.comment(visit, visit.record)
    await visit.check_edits(review.initiative)
    return Open(view.decline_form(found))


async def decline(visit: Visit) -> Answer:
    """Decline a suggestion, with the reason."""
    words = visit.modal.words(forms.REASON).strip()
    if not words:
        raise Refusal("Write why, so that nobody has to ask.", field=forms.REASON)
    return await commenting.settle_with(visit, CommentState.DECLINED, words)


async def accept_suggestion(visit: Visit) -> Answer | None:
    """Save a version with the suggested words; both are credited."""
    raised, found = await loading.comment(visit, visit.record)
    return await _take(visit, raised, found, raised.replacement or "")


async def open_edit_suggestion(visit: Visit) -> Answer:
    """Open the suggested words, to change them before they are accepted."""
    raised, found = await loading.comment(visit, visit.record)
    await visit.check_edits(found.initiative)
    return Open(view.edit_suggestion_form(raised, raised.replacement or ""))


async def save_suggestion(visit: Visit) -> Answer:
    """Save a version with the words as the author changed them."""
    meta = visit.modal.metadata(forms.OfComment)
    raised, found = await loading.comment(visit, meta.comment)
    words = long_text(visit.modal, forms.REPLACEMENT, meta.joins)
    return await _take(visit, raised, found, words) or Close(everything=True)


async def _take(
    visit: Visit, raised: Comment, found: loading.Found, replacement: str
) -> Answer | None:
    """Put the words into the section as it was when they were suggested; edits since merge."""
    await visit.check_edits(found.initiative)
    about = documents_loading.Found(found.initiative, found.document)
    names = await saving.names(visit, about, raised.raised_by)
    note = _credit(raised, names)
    async with visit.transaction() as tx:
        document = await loading.locked(tx, found)
        now = await comments.find(tx, raised.id, lock=True)
        section = found.section(raised.section)
        if now is None or now.state is not CommentState.OPEN or section is None:
            return say("This suggestion is settled already.")
        await _check_no_draft(tx, visit, document)
        base = await documents.content(tx, document.id, raised.version)
        content = written({**base, main_field(section).key: replacement})
        words = saving.Words(raised.version, content, note)
        saved = await saving.save(tx, visit, document, words, names)
        if not isinstance(saved, saving.Clashed):
            await _accepted(tx, visit, found, now, names)
    if isinstance(saved, saving.Clashed):
        return Open(await clashes.screen(visit, document, saved, note=note))
    return None


def _credit(raised: Comment, names: saving.Names) -> str:
    who = names(raised.raised_by)
    note = f"Words of {who}: {raised.words}" if raised.words else f"Words of {who}"
    return note[:NOTE_LIMIT]


async def _check_no_draft(tx: Transaction, visit: Visit, document: Document) -> None:
    """Refuse while words of the person's own wait: a save would take their place."""
    if await drafts.find(tx, document.id, visit.person_id):
        msg = (
            "An edit of your own still waits for you, and accepting would put an end to it. "
            "Press Edit on the card and save or discard it, then accept this."
        )
        raise Refusal(msg)


async def _accepted(
    tx: Transaction, visit: Visit, found: loading.Found, raised: Comment, names: saving.Names
) -> None:
    """Settle a suggestion whose words are in the newest version."""
    changed = await comments.change(
        tx,
        raised.id,
        state=CommentState.ACCEPTED,
        answered_by=visit.person_id,
        answered_at=tx.now,
    )
    section = found.section(raised.section)
    where = section.citation if section else "the text"
    what = f"accepted {names(raised.raised_by)}'s words for {where}"
    await decisions.log(tx, found.initiative.id, visit.person_id, what, raised.words)
    await commenting.show(tx, found, changed, names, new=False)
    await cards.refresh(tx, found.initiative.id, visit.person_id, found.document.id)
