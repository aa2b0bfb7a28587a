"""Bringing documents in: a file is read, shown, and saved as an edit is."""

from dataclasses import dataclass

from bot.exports import comparing, forms
from bot.exports import views as view
from bot.exports.formats import Read, files
from bot.exports.reading import read_file
from bot.initiatives import cards, clashes, homes, loading, saving
from bot.kit.answers import Answer, Close, Open, Update
from bot.kit.blocks import Json
from bot.kit.text import escaped
from bot.kit.visit import Visit
from domain import access
from domain.documents import Document, written
from domain.errors import Refusal
from domain.initiatives import Initiative, name_from_headline
from domain.people import ChannelId
from domain.templates import DocumentKind
from storage import documents, initiatives, outbox
from storage.database import Transaction
from storage.initiatives import Scope

MOST_TARGETS = 90
STILL = Refusal("Your file is still being read. Press the button again in a moment.")


async def open_import(visit: Visit) -> Answer:
    """Ask for a file."""
    access.check_create(await visit.person())
    channel = await homes.here(visit)
    async with visit.reading() as tx:
        scope = Scope(mine=visit.person_id)
        mine = await initiatives.overviews(tx, scope, limit=MOST_TARGETS)
    meta = forms.Importing(channel=channel.id if channel else None)
    name = channel.name if channel else ""
    return Open(view.import_form([found.initiative for found in mine], name, meta))


async def fetch(visit: Visit) -> Answer:
    """Read the file that was chosen, and show what goes where."""
    file = forms.file_of(visit.modal)
    target = visit.modal.chosen(forms.TARGET) or forms.NEW
    channel = visit.modal.metadata(forms.Importing).channel or visit.modal.chosen(forms.CHANNEL)
    if target == forms.NEW:
        await homes.chosen(visit, ChannelId(channel) if channel else None, forms.CHANNEL)
    meta = forms.Previewing(
        file=str(file["id"]),
        name=files.shown_name(str(file.get("name") or "")),
        initiative="" if target == forms.NEW else target,
        channel=ChannelId(channel) if channel else None,
    )
    return Update(await _preview(visit, meta))


async def look_again(visit: Visit) -> Answer:
    """Show what goes where, once it is known."""
    return Update(await _preview(visit, visit.modal.metadata(forms.Previewing)))


async def turn_page(visit: Visit) -> Answer:
    """Show another page of what was found."""
    meta = visit.modal.metadata(forms.Previewing)
    return Update(await _preview(visit, meta.model_copy(update={"page": int(visit.record)})))


async def _preview(visit: Visit, meta: forms.Previewing) -> Json:
    target = await _target(visit, meta)
    found = await read_file(visit, meta.file)
    if found is None:
        return view.still_reading(meta)
    meta = meta.model_copy(update={"heads": target.heads})
    return view.preview(comparing.preview(meta, found, target))


async def _target(visit: Visit, meta: forms.Previewing) -> comparing.Target:
    """Return what stands where the words go; refuses who may not edit it."""
    if not meta.initiative:
        return comparing.Target(None, {}, {}, {})
    initiative = await loading.initiative(visit, meta.initiative)
    await visit.check_edits(initiative)
    async with visit.reading() as tx:
        heads = await documents.heads(tx, initiative.id)
        used = {kind: await _used(tx, head.document) for kind, head in heads.items()}
    contents = {kind: head.content for kind, head in heads.items()}
    versions = {kind: head.document.head for kind, head in heads.items()}
    return comparing.Target(initiative, contents, used, versions)


async def _used(tx: Transaction, document: Document) -> dict[str, set[int]]:
    return {
        group.key: await documents.used_numbers(tx, document.id, group.key)
        for group in document.template.groups
    }


@dataclass(frozen=True)
class _Bringing:
    """What is saved, and where."""

    meta: forms.Previewing
    read: Read
    keeps_rest: bool


async def save(visit: Visit) -> Answer:
    """Save what the preview showed, joined with what others saved meanwhile."""
    meta = visit.modal.metadata(forms.Previewing)
    if not meta.initiative:
        return await _as_new(visit, await _read(visit, meta))
    initiative = await loading.initiative(visit, meta.initiative)
    await visit.check_edits(initiative)
    return await _into(visit, initiative, await _read(visit, meta))


async def _read(visit: Visit, meta: forms.Previewing) -> _Bringing:
    read = await read_file(visit, meta.file)
    if read is None:
        raise STILL
    rest = visit.modal.chosen(forms.REST) or forms.LEAVE
    return _Bringing(meta, read, rest == forms.KEEP and bool(read.unrecognised))


async def _as_new(visit: Visit, bringing: _Bringing) -> Answer:
    access.check_create(await visit.person())
    home = await homes.chosen(visit, bringing.meta.channel, None)
    release = comparing.release_of(bringing.read, bringing.meta.name)
    names = await visit.names([visit.person_id])
    async with visit.transaction() as tx:
        if not await documents.first_time(tx, visit.modal.submission_key):
            return Close()
        initiative = await initiatives.create(
            tx,
            name=name_from_headline(release["headline"]),
            owner_id=visit.person_id,
            authors=(),
            channel_id=home.id,
        )
        await saving.first_version(tx, visit, initiative, written(release))
        for kind in (DocumentKind.FAQ, DocumentKind.EXPERIENCE):
            await _save(tx, visit, initiative, kind, bringing, names)
        await _keep_rest(tx, visit, initiative, bringing, names)
    return Close()


async def _into(visit: Visit, initiative: Initiative, bringing: _Bringing) -> Answer:
    found = await loading.of_initiative(visit, initiative)
    names = await saving.names(visit, found)
    clash: tuple[Document, saving.Clashed] | None = None
    async with visit.transaction() as tx:
        if not await documents.first_time(tx, visit.modal.submission_key):
            return await clashes.as_before(visit, found.document.id)
        for kind in DocumentKind:
            saved = await _save(tx, visit, initiative, kind, bringing, names)
            clash = clash or saved
        await _keep_rest(tx, visit, initiative, bringing, names)
    if clash is not None:
        return Update(await clashes.screen(visit, *clash))
    return Close()


async def _save(
    tx: Transaction,
    visit: Visit,
    initiative: Initiative,
    kind: DocumentKind,
    bringing: _Bringing,
    names: saving.Names,
) -> tuple[Document, saving.Clashed] | None:
    """Save one document of the file, if it has words for it."""
    incoming = bringing.read.content(kind)
    if not incoming:
        return None
    document = await documents.of_kind(tx, initiative.id, kind, create_it=True)
    base = comparing.base_of(bringing.meta, bringing.read, initiative, document)
    content = await documents.content(tx, document.id, base)
    brought = comparing.brought(
        bringing.read, initiative, document.template, content, await _used(tx, document)
    )
    words = saving.Words(base, written(brought.content), note=f"From {bringing.meta.name}")
    saved = await saving.save(tx, visit, document, words, names)
    return (document, saved) if isinstance(saved, saving.Clashed) else None


async def _keep_rest(
    tx: Transaction,
    visit: Visit,
    initiative: Initiative,
    bringing: _Bringing,
    names: saving.Names,
) -> None:
    """Keep what was not recognised as a file in the card's thread."""
    if not bringing.keeps_rest:
        return
    name = bringing.meta.name
    who = escaped(names(visit.person_id))
    await outbox.send_file(
        tx,
        conversation=initiative.channel_id,
        text=f"{who} brought in {escaped(name)}. These pieces of it belong to no section.",
        file={
            "maker": "words",
            "name": f"{initiative.key}-not-recognised.md",
            "title": f"Not recognised in {name}",
            "words": comparing.rest_of(bringing.read),
        },
        about=f"the rest of {name}",
        thread=cards.card_place(initiative.id),
        responsible=visit.person_id,
    )
