"""The alignment of all initiatives: in Home, in a modal, in a channel, as a file."""

from dataclasses import replace
from typing import Any

from bot.alignment import loading, sheet
from bot.alignment.overview import views as view
from bot.alignment.overview.loading import Overview, overview
from bot.initiatives import homes as channels
from bot.kit.answers import Answer, Open, Publish, Update, say
from bot.kit.blocks import Json
from bot.kit.visit import Visit
from domain.errors import Refusal
from domain.people import ChannelId, WorkspaceId
from storage import homes, initiatives, outbox, people
from storage.database import Database
from storage.initiatives import Scope
from storage.tables import OutboxRow

AT_ONCE = 50
"""Initiatives that are read together when a file is written."""

MOST_INITIATIVES = 2_000
"""In a file."""


async def show_tab(visit: Visit) -> Answer:
    """Show a page in the person's Home, which stays there until they go back."""
    page = int(visit.record or 1)
    await visit.keep_if_possible(lambda tx: homes.opened(tx, visit.person_id, alignment_page=page))
    return Publish(await home_of(visit, await visit.scope(), page))


async def home_of(visit: Visit, seen: Scope, page: int) -> Json:
    """Return the Home that shows a page."""
    return view.overview_home(await _read(visit, seen, page))


async def open_all(visit: Visit) -> Answer:
    """Show the first page in a modal."""
    return Open(view.overview_modal(await _read(visit, await visit.scope(), 1)))


async def turn_all(visit: Visit) -> Answer:
    """Show another page in the modal."""
    return Update(view.overview_modal(await _read(visit, await visit.scope(), int(visit.record))))


async def _read(visit: Visit, seen: Scope, page: int) -> Overview:
    async with visit.reading() as tx:
        return await overview(tx, seen, page)


async def open_share(_: Visit) -> Answer:
    """Ask for the channel."""
    return Open(view.share_modal())


async def share_all(visit: Visit) -> Answer | None:
    """Post the first page to a channel, with nothing that its people may not see."""
    named = visit.modal.chosen(view.CHANNEL)
    channel = await channels.chosen(
        visit, ChannelId(named) if named else None, view.CHANNEL, what="the alignment"
    )
    if not await visit.sees(channel.id):
        raise Refusal("Choose a channel that you are in.", field=view.CHANNEL)
    seen = await visit.scope()
    async with visit.transaction() as tx:
        private = await people.private_channels(tx) - {channel.id}
        seen = replace(
            seen,
            hidden={*seen.hidden, *private},
            only=None if seen.only is None else set(seen.only) - private,
        )
        message = view.overview_message(await overview(tx, seen, 1), visit.person_id)
        await outbox.post(
            tx,
            conversation=channel.id,
            text=message.text,
            blocks=message.blocks,
            about="the alignment of all initiatives",
            responsible=visit.person_id,
            dedupe_key=f"alignment:{visit.modal.submission_key}",
        )
    return None


async def export_all(visit: Visit) -> Answer:
    """Send the person a CSV file of all that they see now; a double click sends it once."""
    seen = await visit.scope()
    async with visit.transaction() as tx:
        some = await initiatives.overviews(tx, seen, limit=MOST_INITIATIVES)
        await outbox.send_file(
            tx,
            conversation=visit.person_id,
            text="The alignment of all initiatives you see, as CSV.",
            file={
                "maker": "alignments",
                "name": "alignment.csv",
                "title": "Alignment of all initiatives",
                "initiatives": [one.initiative.id for one in some],
            },
            about="the alignment of all initiatives as CSV",
            dedupe_key=f"alignments_csv:{visit.person_id}:{tx.now.timestamp() // 10:.0f}",
            responsible=visit.person_id,
        )
    return say("The CSV file comes to our conversation, under Messages in my app, in a moment.")


async def make(database: Database, row: OutboxRow, wanted: dict[str, Any]) -> bytes:
    """Write the file that a row of the outbox describes."""
    ids, pages = wanted["initiatives"], []
    async with database.reading(WorkspaceId(row.workspace_id), row.created_at) as tx:
        for first in range(0, len(ids), AT_ONCE):
            some = ids[first : first + AT_ONCE]
            known = await initiatives.find_many(tx, some)
            found = await loading.of_initiatives(tx, list(known))
            pages += [(known[one], found[one]) for one in some if one in known]
        names = await people.names(tx, sheet.who_waived([found for _, found in pages]))
    return sheet.of_all(pages, names).encode()
