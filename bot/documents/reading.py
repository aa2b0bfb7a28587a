"""Reading: every word, in pages, in any version."""

from bot.documents import forms
from bot.documents.example import EXAMPLE
from bot.documents.views import read as read_view
from bot.initiatives import findings, loading
from bot.kit import blocks as b
from bot.kit.answers import Answer, Open, Say, Update
from bot.kit.blocks import Json
from bot.kit.text import counted
from bot.kit.visit import Visit
from domain import access
from domain.diff import section_changes
from domain.templates import PRESS_RELEASE, TEMPLATES, DocumentKind, Section
from storage import documents, mock_ups
from storage.database import Transaction


async def show_here(visit: Visit) -> Answer:
    """Read the initiative of this channel, or the one whose key was typed."""
    found = await loading.meant(visit, "documents.read", "read")
    if isinstance(found, Say):
        return found
    release = await loading.of_initiative(visit, found)
    return Open(await _page(visit, release, release.document.head))


async def read(visit: Visit) -> Answer:
    """Read the newest version."""
    found = await loading.of_record(visit, visit.record)
    return Open(await _page(visit, found, found.document.head))


async def read_version(visit: Visit) -> Answer:
    """Read the version that a note or a row of the history is about."""
    found, version = await loading.of_version(visit, visit.record)
    return Open(await _page(visit, found, version.number))


async def show_version(visit: Visit) -> Answer:
    """Show another version in the reading modal."""
    found = await loading.of_record(visit, visit.record)
    number = int(visit.chosen or found.document.head)
    before = visit.modal.metadata(forms.Reading).read_before
    return Update(await _page(visit, found, number, read_before=before))


async def read_page(visit: Visit) -> Answer:
    """Show another page in the reading modal."""
    meta = visit.modal.metadata(forms.Reading)
    found = await loading.of_record(visit, meta.document)
    return Update(
        await _page(
            visit, found, meta.version, page=int(visit.record), read_before=meta.read_before
        )
    )


async def _page(
    visit: Visit,
    found: loading.Found,
    number: int,
    *,
    page: int = 1,
    read_before: int | None = None,
) -> Json:
    document = found.document
    async with visit.reading() as tx:
        last = read_before or await documents.last_read(tx, document.id, visit.person_id)
        version = await documents.version(tx, document.id, number)
        sides = await documents.contents(tx, document.id, {number, last or number})
        writers = await documents.writers(tx, document.id, number)
        labels = await _labels(tx, found.initiative.id)
        illustrated = document.kind is DocumentKind.EXPERIENCE
        pictures = await mock_ups.of_document(tx, document.id) if illustrated else {}
        pages = len(read_view.pages_of(document.template, sides[number], pictures))
        ends = number == document.head and page >= pages
        across = await findings.across(tx, found) if ends else []
    if version is None:
        raise loading.GONE
    person = await visit.person()
    if number == document.head and last != number:
        await visit.keep_if_possible(
            lambda tx: documents.mark_read(tx, document.id, visit.person_id, number)
        )
    new: tuple[Section, ...] = ()
    if number == document.head and last and last < number:
        changes = section_changes(document.template, sides[last], sides[number])
        new = tuple(change.section for change in changes)
    return read_view.read_modal(
        read_view.Page(
            found.initiative,
            document,
            version,
            sides[number],
            writers,
            page,
            new,
            last if new else None,
            access.may_edit(person, found.initiative) and not found.initiative.archived_at,
            labels,
            pictures,
            across,
        )
    )


async def _labels(tx: Transaction, initiative_id: str) -> dict[str, str]:
    """Return the initiative's documents by id, in the order of their kinds, with their size."""
    sizes = await documents.sizes(tx, initiative_id)
    labels: dict[str, str] = {}
    for kind, template in TEMPLATES.items():
        if kind in sizes:
            document_id, entries = sizes[kind]
            noun = "question" if kind is DocumentKind.FAQ else "story"
            size = f", {counted(entries, noun, 'stories' if noun == 'story' else '')}"
            labels[document_id] = template.title + ("" if template.sections else size)
    return labels


async def show_document(visit: Visit) -> Answer:
    """Show another document of the initiative in the reading modal."""
    found = await loading.of_record(visit, visit.chosen or visit.record)
    return Update(await _page(visit, found, found.document.head))


async def open_example(visit: Visit) -> Answer:
    """Show the finished press release of TeamSync; it belongs to nobody and changes nothing."""
    del visit
    blocks = [b.header(EXAMPLE["headline"])]
    pages = read_view.pages_of(PRESS_RELEASE, EXAMPLE)
    return Open(
        b.modal(
            "An example",
            [
                *blocks,
                b.context("TeamSync does not exist. This is how a finished press release reads."),
                *(
                    b.rich(
                        b.line(b.said(part.section.title, "bold")),
                        *(
                            [b.quote(b.said(part.words))]
                            if "quote" in part.section.key
                            else b.prose(part.words)
                        ),
                    )
                    for part in pages[0]
                ),
            ],
            callback="documents.example",
        )
    )
