"""Words are looked for, only where the person may see."""

from bot.kit.answers import Answer, Open, Update
from bot.kit.blocks import Json
from bot.kit.visit import Visit
from bot.search import views
from storage import search


async def find_here(visit: Visit) -> Answer:
    """Answer `/workback find words`; without words with the empty form."""
    return Open(await _found(visit, visit.words, 1))


async def open_find(visit: Visit) -> Answer:
    """Open the form."""
    return Open(await _found(visit, "", 1))


async def find(visit: Visit) -> Answer:
    """Look for what was typed."""
    return Update(await _found(visit, visit.modal.words(views.QUERY), 1))


async def turn_page(visit: Visit) -> Answer:
    """Show another page of what was found."""
    meta = visit.modal.metadata(views.Finding)
    return Update(await _found(visit, meta.typed, int(visit.record)))


async def _found(visit: Visit, typed: str, page: int) -> Json:
    typed = " ".join(typed.split())[: search.LONGEST_QUERY]
    scope = await visit.scope()
    async with visit.reading() as tx:
        hits, count = await search.find(
            tx, typed, scope, limit=views.PAGE, offset=(page - 1) * views.PAGE
        )
    return views.find_modal(views.Shown(typed, hits, count, page))
