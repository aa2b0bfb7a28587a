"""Stories are listed, told, moved and removed; pictures are added to them."""

from bot import ids
from bot.experience import forms, views
from bot.initiatives import clashes, loading, rows, saving
from bot.kit.answers import Answer, Open, Say, Update
from bot.kit.blocks import Json
from bot.kit.visit import Visit
from domain import access, entries, experience
from domain.documents import Document, written
from domain.initiatives import Initiative
from domain.templates import EXPERIENCE, DocumentKind
from domain.templates.experience import STORY
from storage import documents, mock_ups, scope
from storage.database import Transaction

KIND = DocumentKind.EXPERIENCE


async def experience_here(visit: Visit) -> Answer:
    """Show the stories of this channel's initiative, or of the one whose key was typed."""
    found = await loading.meant(visit, ids.experience.OPEN_LIST, "look at")
    if isinstance(found, Say):
        return found
    return Open(await shown(visit, found))


async def open_list(visit: Visit) -> Answer:
    """Show the stories of an initiative."""
    return Open(await shown(visit, await loading.initiative(visit, visit.record)))


async def show_list(visit: Visit) -> Answer:
    """Show the stories again, in place of what belongs to one of them."""
    return Update(await shown(visit, await loading.initiative(visit, visit.record)))


async def turn_page(visit: Visit) -> Answer:
    """Show another page."""
    meta = visit.modal.metadata(forms.Listing)
    found = await loading.initiative(visit, meta.initiative)
    return Update(await shown(visit, found, page=int(visit.record)))


async def shown(visit: Visit, initiative: Initiative, *, page: int = 1, news: str = "") -> Json:
    """Return the list of an initiative's stories."""
    async with visit.reading() as tx:
        heads = await documents.heads(tx, initiative.id)
        head = heads.get(KIND)
        pictures = await mock_ups.of_document(tx, head.document.id) if head else {}
    person = await visit.person()
    return views.list_modal(
        views.Shown(
            initiative,
            head.document if head else None,
            experience.stories(head.content if head else {}),
            pictures,
            _promises(heads),
            access.may_edit(person, initiative) and not initiative.archived_at,
            page,
            news,
        )
    )


def _promises(heads: dict[DocumentKind, documents.Head]) -> dict[str, str]:
    def words(kind: DocumentKind) -> dict[str, str]:
        return heads[kind].content if kind in heads else {}

    return experience.promises(words(DocumentKind.PRESS_RELEASE), words(DocumentKind.FAQ))


async def promises_of(tx: Transaction, initiative_id: str) -> dict[str, str]:
    """Return what a story of an initiative can serve."""
    return _promises(await documents.heads(tx, initiative_id))


async def open_create(visit: Visit) -> Answer:
    """Open the modal for a new story, in place of the list."""
    found = await loading.initiative(visit, visit.record)
    await visit.check_edits(found)
    async with visit.reading() as tx:
        promises = await promises_of(tx, found.id)
    meta = forms.Telling(initiative=found.id)
    return Update(views.story_form(views.Start(found, promises, meta)))


async def open_edit(visit: Visit) -> Answer:
    """Open a story to change it; a draft that waits comes back."""
    row = await rows.row(visit, visit.record)
    await visit.check_edits(row.found.initiative)
    start = await clashes.start(visit, row.found)
    if isinstance(start, saving.Clashed):
        return Update(await clashes.screen(visit, row.found.document, start))
    async with visit.reading() as tx:
        promises = await promises_of(tx, row.found.initiative.id)
    meta = forms.Telling(
        initiative=row.found.initiative.id, key=row.key, base=row.found.document.head
    )
    words = entries.words_of(start.content, row.key)
    citation = EXPERIENCE.section_of(row.key).citation
    return Update(
        views.story_form(views.Start(row.found.initiative, promises, meta, words, citation))
    )


async def save(visit: Visit) -> Answer:
    """Save a story, new or changed."""
    meta = visit.modal.metadata(forms.Telling)
    found = await loading.initiative(visit, meta.initiative)
    await visit.check_edits(found)
    async with visit.reading() as tx:
        promises = await promises_of(tx, found.id)
        known = await documents.find(tx, found.id, KIND)
    words = forms.words(visit.modal, meta, promises)
    named = [found.owner_id, visit.person_id]
    if known:
        async with visit.reading() as tx:
            named += await documents.writers(tx, known.id, known.head)
    names = await visit.names(named)
    async with visit.transaction() as tx:
        document = await documents.of_kind(tx, found.id, KIND, create_it=True)
        repeated = not await documents.first_time(tx, visit.modal.submission_key)
        if not repeated:
            wanted = await _content(tx, document, meta, words)
            saved = await saving.save(tx, visit, document, wanted, names)
    if repeated:
        return await clashes.as_before(visit, document.id)
    if isinstance(saved, saving.Clashed):
        return Update(await clashes.screen(visit, document, saved))
    return Update(await shown(visit, found))


async def _content(
    tx: Transaction, document: Document, meta: forms.Telling, words: dict[str, str]
) -> saving.Words:
    """Return the whole document with the story in it."""
    if not meta.key:
        content = await documents.content(tx, document.id, document.head)
        number = await rows.next_number(tx, document.id, STORY)
        _, content = entries.add(EXPERIENCE, content, STORY, number, written(words))
        return saving.Words(document.head, content)
    sides = await documents.contents(tx, document.id, {meta.base, document.head})
    rows.check_there(EXPERIENCE, sides[document.head], meta.key)
    entered = {f"{meta.key}.{field}": text for field, text in words.items()}
    return saving.Words(meta.base, written({**sides[meta.base], **entered}))


async def move_up(visit: Visit) -> Answer:
    """Move a story before the one above it."""
    return await _move(visit, -1)


async def move_down(visit: Visit) -> Answer:
    """Move a story behind the one below it."""
    return await _move(visit, 1)


async def _move(visit: Visit, by: int) -> Answer:
    moved = await rows.move(visit, by)
    page = visit.modal.metadata(forms.Listing).page
    return Update(await shown(visit, moved.found.initiative, page=page, news=moved.news))


async def confirm_remove(visit: Visit) -> Answer:
    """Ask before a story is removed."""
    row = await rows.row(visit, visit.record)
    await visit.check_edits(row.found.initiative)
    return Update(await _question(visit, rows.Removed(row)))


async def _question(visit: Visit, asked: rows.Removed) -> Json:
    row = asked.row
    story = experience.story(row.content, row.key)
    async with visit.reading() as tx:
        citing = await scope.count_citing(tx, row.found.initiative.id, story.citation)
    return views.confirm_remove(row.found.document, story, citing, asked.changed_by)


async def remove(visit: Visit) -> Answer:
    """Take a story out."""
    removed = await rows.remove(visit)
    if removed.changed_by:
        return Update(await _question(visit, removed))
    return Update(await shown(visit, removed.row.found.initiative))
