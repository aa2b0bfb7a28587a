"""The ledger, and one item whole."""

from bot import ids
from bot.initiatives import loading as initiatives
from bot.kit.answers import Answer, Open, Say, Update
from bot.kit.blocks import Json
from bot.kit.visit import Visit
from bot.scope import forms, loading
from bot.scope.views import item as item_view
from bot.scope.views import ledger as view
from domain import access, scope
from domain.initiatives import Initiative
from domain.ledger import Ledger, ledger
from domain.scope import change_in_words
from storage import scope as stored
from storage.database import Transaction


async def scope_here(visit: Visit) -> Answer:
    """Show the ledger of this channel's initiative, or of the one whose key was typed."""
    found = await initiatives.meant(visit, ids.scope.OPEN_LEDGER, "see the scope of")
    return found if isinstance(found, Say) else Open(await shown(visit, found))


async def open_ledger(visit: Visit) -> Answer:
    """Show the ledger of an initiative."""
    return Open(await shown(visit, await initiatives.initiative(visit, visit.record)))


async def choose(visit: Visit) -> Answer:
    """Show another group."""
    meta = visit.modal.metadata(forms.Listing)
    found = await initiatives.initiative(visit, meta.initiative)
    return Update(await shown(visit, found, chosen=visit.chosen or "items"))


async def turn_page(visit: Visit) -> Answer:
    """Show another page."""
    meta = visit.modal.metadata(forms.Listing)
    found = await initiatives.initiative(visit, meta.initiative)
    return Update(await shown(visit, found, chosen=meta.shown, page=int(visit.record)))


async def back(visit: Visit, initiative: Initiative, where: str) -> Json:
    """Return the ledger as somebody left it; `where` is the group and the page."""
    chosen, _, page = where.partition("/")
    return await shown(visit, initiative, chosen=chosen, page=int(page or 1))


async def shown(
    visit: Visit, initiative: Initiative, *, chosen: str = "items", page: int = 1
) -> Json:
    """Return a page of the ledger, in a number of queries that does not grow with it."""
    async with visit.reading() as tx:
        items = await stored.of_initiative(tx, initiative.id)
        promised = await stored.promised(tx, initiative.id)
        found = ledger(items, promised.promises)
        changes = await _changes(tx, found, promised)
    may_edit = access.may_edit(await visit.person(), initiative) and not initiative.archived_at
    return view.ledger_modal(
        view.Shown(
            initiative,
            found,
            promised.by_id,
            visit.person_id,
            may_edit,
            chosen if chosen in forms.SHOWN else "items",
            page,
            changes,
        )
    )


async def _changes(
    tx: Transaction, found: Ledger, promised: stored.Promised
) -> dict[tuple[str, int, str], str]:
    """Say in a few words how each promise changed since it was agreed on."""
    changed = [citation for item in found.flagged for citation in item.changed]
    before = await stored.old_words(tx, promised, changed)
    promises = promised.by_id
    told = {}
    for citation in changed:
        key = (citation.promise, citation.version, citation.current)
        if key not in told:
            old = before.get((citation.promise, citation.version), "")
            now = promises[citation.promise].words if citation.promise in promises else ""
            told[key] = change_in_words(old, now)
    return told


async def see(visit: Visit) -> Answer:
    """Show one item whole."""
    found = await loading.item(visit, visit.record)
    async with visit.reading() as tx:
        promised = await stored.promised(tx, found.initiative.id)
    person = await visit.person()
    may_edit = access.may_edit(person, found.initiative) and not found.initiative.archived_at
    return Open(
        item_view.see_modal(
            item_view.Seen(
                found.item,
                found.initiative,
                promised.by_id,
                scope.may_change(person, found.initiative, found.item),
                may_edit,
            )
        )
    )
