"""The alignment of an initiative: shown, shared in its thread, and taken out as a file."""

from typing import Any

from bot import ids
from bot.alignment import forms, loading, sheet
from bot.alignment import views as view
from bot.alignment.overview import handlers as overview
from bot.initiatives import cards, tables
from bot.initiatives import loading as initiatives
from bot.kit.answers import Answer, Open, Say, Update, say
from bot.kit.blocks import Json
from bot.kit.visit import Visit
from domain import access
from domain.initiatives import Initiative
from domain.people import WorkspaceId
from storage import initiatives as stored
from storage import people
from storage.database import Database
from storage.tables import OutboxRow


async def alignment_here(visit: Visit) -> Answer:
    """Show the alignment of this channel's initiative, or of the one whose key was typed."""
    if visit.words.strip().casefold() == "all":
        return await overview.open_all(visit)
    found = await initiatives.meant(visit, ids.alignment.OPEN, "see the alignment of")
    return found if isinstance(found, Say) else Open(await _shown(visit, found))


async def show(visit: Visit) -> Answer:
    """Show the alignment of an initiative."""
    return Open(await _shown(visit, await initiatives.initiative(visit, visit.record)))


async def turn_page(visit: Visit) -> Answer:
    """Show another page."""
    meta = visit.modal.metadata(forms.Showing)
    found = await initiatives.initiative(visit, meta.initiative)
    return Update(await _shown(visit, found, int(visit.record)))


async def _shown(visit: Visit, found: Initiative, page: int = 1) -> Json:
    async with visit.reading() as tx:
        alignment = await loading.of_initiative(tx, found)
    return view.alignment_modal(view.Shown(found, alignment, page))


async def share(visit: Visit) -> Answer:
    """Put the alignment into the card's thread, for everybody; a double click puts it once."""
    found = await initiatives.initiative(visit, visit.record)
    access.check_living(found)
    async with visit.transaction() as tx:
        alignment = await loading.of_initiative(tx, found)
        await cards.tell(
            tx,
            found,
            view.alignment_message(view.Shown(found, alignment), visit.person_id),
            about=f"the alignment of {found.name}",
            responsible=visit.person_id,
            dedupe_key=f"alignment:{found.id}:{tx.now.timestamp() // 10:.0f}",
        )
    return say("It stands in the card's thread now.")


async def export(visit: Visit) -> Answer:
    """Send the alignment to the person as a CSV file."""
    found = await initiatives.initiative(visit, visit.record)
    return await tables.send(visit, found, "alignment")


async def make(database: Database, row: OutboxRow, wanted: dict[str, Any]) -> bytes:
    """Write the file that a row of the outbox describes. LookupError if the initiative is gone."""
    async with database.reading(WorkspaceId(row.workspace_id), row.created_at) as tx:
        found = await loading.of_initiative(tx, await stored.get(tx, wanted["initiative"]))
        names = await people.names(tx, sheet.who_waived([found]))
        return sheet.written(found, names).encode()


async def principles(visit: Visit) -> Answer:
    """Show which leadership principles the goals serve, and which nothing serves."""
    seen = await visit.scope()
    async with visit.reading() as tx:
        return Open(view.principles_modal(await loading.covered(tx, seen)))
