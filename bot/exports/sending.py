"""Taking documents out: the modal, and the row of the outbox that the file comes of."""

import re

from bot import ids
from bot.exports import forms
from bot.exports import views as view
from bot.exports.making import FORMATS
from bot.initiatives import cards, loading
from bot.kit.answers import Answer, Close, Open, Say, Update
from bot.kit.blocks import Json
from bot.kit.text import escaped
from bot.kit.visit import Visit
from domain.initiatives import Initiative
from domain.templates import DocumentKind
from storage import documents, outbox

_UNSAFE = re.compile(r"[^\w.-]+")
_LONGEST = 60


async def export_here(visit: Visit) -> Answer:
    """Ask how to take out this channel's documents, or those of the key that was typed."""
    found = await loading.meant(visit, ids.exports.OPEN_EXPORT, "export")
    return found if isinstance(found, Say) else Open(await _form(visit, found))


async def open_export(visit: Visit) -> Answer:
    """Ask which documents are taken out, how, and where to."""
    return Open(await _form(visit, await loading.initiative(visit, visit.record)))


async def _form(visit: Visit, initiative: Initiative) -> Json:
    async with visit.reading() as tx:
        heads = await documents.heads(tx, initiative.id)
    labels = {
        kind: (heads[kind].document.template.title, heads[kind].version)
        for kind in DocumentKind
        if kind in heads
    }
    return view.export_form(initiative, labels)


async def send(visit: Visit) -> Answer:
    """Send the file: as it is now, whatever is saved until it leaves."""
    found = await loading.initiative(visit, visit.modal.metadata(forms.Exporting).initiative)
    wanted = forms.documents_of(visit.modal)
    kind = forms.one_of(visit.modal, forms.FORMAT, FORMATS, "word")
    to_thread = visit.modal.chosen(forms.PLACE) == forms.TO_THREAD
    names = await visit.names([visit.person_id])
    async with visit.transaction() as tx:
        if not await documents.first_time(tx, visit.modal.submission_key):
            return Close()
        heads = await documents.heads(tx, found.id)
        versions = {k: heads[k].version.number for k in DocumentKind if k in wanted and k in heads}
        said = titled(found, versions)
        by = f"{escaped(names(visit.person_id))} took out " if to_thread else ""
        await outbox.send_file(
            tx,
            conversation=found.channel_id if to_thread else visit.person_id,
            text=f"{by}{escaped(said)}.",
            file={
                "maker": "export",
                "name": file_name(found, FORMATS[kind].ending),
                "title": said,
                "canvas": kind == "canvas",
                "initiative": found.id,
                "format": kind,
                "versions": versions,
                "decisions": bool(visit.modal.several(forms.LOG)),
            },
            about=f"{found.name} as {FORMATS[kind].label}",
            thread=cards.card_place(found.id) if to_thread else None,
            responsible=visit.person_id,
        )
    return Update(view.on_its_way(found, FORMATS[kind], to_thread=to_thread))


def titled(initiative: Initiative, versions: dict[DocumentKind, int]) -> str:
    """Return what a file holds, in words: "TeamSync (WB-1): press release 4, FAQ 7"."""
    words = ", ".join(f"{view.called(kind)} {number}" for kind, number in versions.items())
    return f"{initiative.name} ({initiative.key}): {words}"


def file_name(initiative: Initiative, ending: str) -> str:
    """Return a name that every file system takes."""
    name = _UNSAFE.sub("-", initiative.name).strip("-.")[:_LONGEST].strip("-.")
    return f"{initiative.key}-{name or 'documents'}.{ending}"
