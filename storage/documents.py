"""Documents: their versions, the words of each, private drafts and read marks."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import col, select, update

from domain.diff import section_changes
from domain.documents import Document, Version, written
from domain.people import PersonId
from domain.templates import ORDER, Content, DocumentKind, Section
from storage import initiatives, search
from storage.database import Transaction, new_id
from storage.rows import put, put_once
from storage.tables import (
    DocumentRow,
    ReadMarkRow,
    SubmissionRow,
    VersionRow,
    WordsRow,
)


async def create(tx: Transaction, initiative_id: str, kind: DocumentKind) -> Document:
    """Give an initiative an empty document, with no version yet."""
    row = DocumentRow(
        id=new_id("doc"),
        workspace_id=tx.workspace_id,
        initiative_id=initiative_id,
        kind=kind,
        head=0,
    )
    tx.session.add(row)
    await tx.session.flush()
    return Document.model_validate(row)


async def find(
    tx: Transaction, initiative_id: str, kind: DocumentKind, *, lock: bool = False
) -> Document | None:
    """Return an initiative's document; with `lock`, nobody else saves it meanwhile."""
    query = select(DocumentRow).where(
        DocumentRow.workspace_id == tx.workspace_id,
        DocumentRow.initiative_id == initiative_id,
        DocumentRow.kind == kind,
    )
    row = (await tx.session.exec(query.with_for_update() if lock else query)).first()
    return Document.model_validate(row) if row else None


async def find_by_id(tx: Transaction, document_id: str) -> Document | None:
    """Return a document of this workspace."""
    query = select(DocumentRow).where(
        DocumentRow.workspace_id == tx.workspace_id, DocumentRow.id == document_id
    )
    row = (await tx.session.exec(query)).first()
    return Document.model_validate(row) if row else None


async def content(tx: Transaction, document_id: str, number: int) -> dict[str, str]:
    """Return the words of a version, by field; fields without words are left out."""
    return (await contents(tx, document_id, [number]))[number]


async def contents(
    tx: Transaction, document_id: str, numbers: Iterable[int]
) -> dict[int, dict[str, str]]:
    """Return the words of several versions in one query."""
    wanted = set(numbers)
    query = (
        select(WordsRow.field, WordsRow.since, WordsRow.words)
        .where(
            WordsRow.workspace_id == tx.workspace_id,
            WordsRow.document_id == document_id,
            WordsRow.since <= max(wanted, default=0),
        )
        .order_by(col(WordsRow.since))
    )
    found: dict[int, dict[str, str]] = {number: {} for number in wanted}
    for field, since, words in await tx.session.exec(query):
        for number in wanted:
            if since <= number:
                found[number][field] = words
    return {number: written(words) for number, words in found.items()}


async def save_version(
    tx: Transaction,
    document: Document,
    words: Content,
    *,
    saved_by: PersonId,
    note: str = "",
    restored_from: int | None = None,
    merged_with: int | None = None,
) -> Version:
    """Save the next version and the words that changed in it.

    The caller has read `document` with `lock`, so its head is still the newest.
    """
    before = await content(tx, document.id, document.head)
    after = written(words)
    number = document.head + 1
    changes = section_changes(document.template, before, after)
    row = VersionRow(
        id=new_id("ver"),
        workspace_id=tx.workspace_id,
        document_id=document.id,
        number=number,
        saved_by=saved_by,
        saved_at=tx.now,
        changed=[change.section.key for change in changes],
        note=note,
        restored_from=restored_from,
        merged_with=merged_with,
    )
    tx.session.add(row)
    for field in sorted(before.keys() | after.keys()):
        if before.get(field, "") != after.get(field, ""):
            tx.session.add(
                WordsRow(
                    workspace_id=tx.workspace_id,
                    document_id=document.id,
                    field=field,
                    since=number,
                    words=after.get(field, ""),
                )
            )
    for change in changes:
        await _make_findable(tx, document, change.section, after)
    query = update(DocumentRow).where(
        col(DocumentRow.workspace_id) == tx.workspace_id, col(DocumentRow.id) == document.id
    )
    await tx.session.exec(query.values(head=number))
    await tx.session.flush()
    return Version.model_validate(row)


async def _make_findable(
    tx: Transaction, document: Document, section: Section, content: Content
) -> None:
    """Let the words of a section be found as they are now."""
    if section.key == ORDER:
        return
    now = document.template.section_of(section.key, content)
    piece = search.Piece(
        document.initiative_id,
        "document",
        document.id,
        section.key,
        now.citation,
        now.title,
        now.text(content),
    )
    await search.keep(tx, piece)


async def version(tx: Transaction, document_id: str, number: int) -> Version | None:
    """Return a version by its number."""
    query = select(VersionRow).where(
        VersionRow.workspace_id == tx.workspace_id,
        VersionRow.document_id == document_id,
        VersionRow.number == number,
    )
    row = (await tx.session.exec(query)).first()
    return Version.model_validate(row) if row else None


async def version_by_id(tx: Transaction, version_id: str) -> Version | None:
    """Return a version of this workspace."""
    query = select(VersionRow).where(
        VersionRow.workspace_id == tx.workspace_id, VersionRow.id == version_id
    )
    row = (await tx.session.exec(query)).first()
    return Version.model_validate(row) if row else None


async def versions(
    tx: Transaction, document_id: str, *, limit: int, before: int | None = None
) -> list[Version]:
    """Return versions, newest first, from below number `before`."""
    query = select(VersionRow).where(
        VersionRow.workspace_id == tx.workspace_id, VersionRow.document_id == document_id
    )
    if before is not None:
        query = query.where(VersionRow.number < before)
    query = query.order_by(col(VersionRow.number).desc()).limit(limit)
    return [Version.model_validate(row) for row in await tx.session.exec(query)]


async def writers(tx: Transaction, document_id: str, number: int) -> list[PersonId]:
    """Return who saved versions up to a number, in the order of their first one."""
    query = (
        select(VersionRow.saved_by)
        .where(
            VersionRow.workspace_id == tx.workspace_id,
            VersionRow.document_id == document_id,
            VersionRow.number <= number,
        )
        .group_by(col(VersionRow.saved_by))
        .order_by(func.min(VersionRow.number))
    )
    return [PersonId(found) for found in await tx.session.exec(query)]


async def was_submitted(tx: Transaction, key: str) -> bool:
    """Say whether a modal was submitted before."""
    known = select(SubmissionRow.view_id).where(
        SubmissionRow.workspace_id == tx.workspace_id, SubmissionRow.view_id == key
    )
    return (await tx.session.exec(known)).first() is not None


async def first_time(tx: Transaction, key: str) -> bool:
    """Claim a submission or an event; False if it came before (a double click, a retry)."""
    return await put_once(tx, SubmissionRow, view_id=key, submitted_at=tx.now)


async def last_read(tx: Transaction, document_id: str, person_id: PersonId) -> int | None:
    """Return the newest version a person has read."""
    query = select(ReadMarkRow.version).where(
        ReadMarkRow.workspace_id == tx.workspace_id,
        ReadMarkRow.document_id == document_id,
        ReadMarkRow.person_id == person_id,
    )
    return (await tx.session.exec(query)).first()


async def mark_read(tx: Transaction, document_id: str, person_id: PersonId, number: int) -> None:
    """Remember that a person has read a version."""
    await put(tx, ReadMarkRow, document_id=document_id, person_id=person_id, version=number)


@dataclass(frozen=True)
class Head:
    """A document with its newest version and that one's words."""

    document: Document
    version: Version
    content: dict[str, str]


async def heads(tx: Transaction, initiative_id: str) -> dict[DocumentKind, Head]:
    """Return what every document of an initiative says now, in two queries."""
    query = (
        select(DocumentRow, VersionRow)
        .join(
            VersionRow,
            (col(VersionRow.document_id) == col(DocumentRow.id))
            & (col(VersionRow.number) == col(DocumentRow.head)),
        )
        .where(
            DocumentRow.workspace_id == tx.workspace_id,
            DocumentRow.initiative_id == initiative_id,
        )
    )
    rows = list(await tx.session.exec(query))
    words = await newest_contents(tx, [document.id for document, _ in rows])
    return {
        DocumentKind(document.kind): Head(
            Document.model_validate(document),
            Version.model_validate(version),
            words[document.id],
        )
        for document, version in rows
    }


async def sizes(tx: Transaction, initiative_id: str) -> dict[DocumentKind, tuple[str, int]]:
    """Return an initiative's saved documents by kind: the id, and how many entries it has."""
    order = (
        select(WordsRow.words)
        .where(WordsRow.document_id == DocumentRow.id, WordsRow.field == ORDER)
        .order_by(col(WordsRow.since).desc())
        .limit(1)
        .scalar_subquery()
    )
    query = select(DocumentRow.kind, DocumentRow.id, order).where(
        DocumentRow.workspace_id == tx.workspace_id,
        DocumentRow.initiative_id == initiative_id,
        DocumentRow.head > 0,
    )
    rows = await tx.session.exec(query)
    return {DocumentKind(kind): (found, len((keys or "").split())) for kind, found, keys in rows}


async def newest_contents(
    tx: Transaction, document_ids: Iterable[str], fields: Collection[str] = ()
) -> dict[str, dict[str, str]]:
    """Return the newest words of several documents in one query, by document.

    With `fields`, only of these.
    """
    wanted = list(document_ids)
    query = (
        select(WordsRow.document_id, WordsRow.field, WordsRow.words)
        .where(WordsRow.workspace_id == tx.workspace_id, col(WordsRow.document_id).in_(wanted))
        .order_by(col(WordsRow.since))
    )
    if fields:
        query = query.where(col(WordsRow.field).in_(fields))
    found: dict[str, dict[str, str]] = {document_id: {} for document_id in wanted}
    for document_id, field, words in await tx.session.exec(query):
        found[document_id][field] = words
    return {document_id: written(words) for document_id, words in found.items()}


async def of_kind(
    tx: Transaction, initiative_id: str, kind: DocumentKind, *, create_it: bool = False
) -> Document:
    """Return an initiative's document, locked for saving; with `create_it`, made where missing.

    LookupError where there is none.
    """
    found = await find(tx, initiative_id, kind, lock=True)
    if found is None and create_it:  # two may want the first one at once: one of them makes it
        await initiatives.hold(tx, initiative_id)
        found = await find(tx, initiative_id, kind, lock=True)
        found = found or await create(tx, initiative_id, kind)
    if found is None:
        msg = f"{initiative_id} has no {kind}"
        raise LookupError(msg)
    return found


async def used_numbers(tx: Transaction, document_id: str, group: str) -> set[int]:
    """Return the numbers of all entries a group ever had: none is given twice."""
    query = (
        select(WordsRow.field)
        .where(
            WordsRow.workspace_id == tx.workspace_id,
            WordsRow.document_id == document_id,
            col(WordsRow.field).startswith(f"{group}-", autoescape=True),
        )
        .distinct()
    )
    keys = (field.partition(".")[0] for field in await tx.session.exec(query))
    return {int(key.rpartition("-")[2]) for key in keys}
