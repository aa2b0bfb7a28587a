"""App Home opens; the list turns its pages."""

import asyncio

from bot.home import views
from bot.home.loading import home_of
from bot.kit.answers import Answer, Open, Publish, Update
from bot.kit.blocks import Json
from bot.kit.visit import Visit
from storage import homes, initiatives, waiting
from storage.initiatives import Scope


async def open_home(visit: Visit) -> Answer | None:
    """Show the person's Home; the Messages tab of the app needs nothing."""
    if visit.event.get("tab", "home") != "home":
        return None
    return await show_home(visit)


async def show_home(visit: Visit) -> Answer:
    """Show what waits for the person, what they aim at and what they write."""
    opened = visit.keep_if_possible(lambda tx: homes.opened(tx, visit.person_id))
    async with asyncio.TaskGroup() as group:  # a locked database keeps both waiting at once
        group.create_task(opened)
        scope = await visit.scope(Scope(mine=visit.person_id))
    return Publish(await home_of(visit, scope))


async def show_list(visit: Visit) -> Answer:
    """Show all initiatives the person may see, or from Home only their own."""
    return Open(await _list(visit, kind=visit.record, page=1))


async def turn_page(visit: Visit) -> Answer:
    """Show another page, or others: the archived ones, one's own."""
    kind, _, page = (visit.chosen or "living_1").partition("_")
    return Update(await _list(visit, kind=kind, page=int(page)))


async def _list(visit: Visit, *, kind: str, page: int) -> Json:
    archived, mine = kind == "archived", kind == views.MINE
    scope = await visit.scope(Scope(archived=archived, mine=visit.person_id if mine else None))
    async with visit.reading() as tx:
        count = await initiatives.count(tx, scope)
        rows = await initiatives.overviews(
            tx, scope, limit=views.PAGE, offset=(page - 1) * views.PAGE
        )
    return views.list_modal(views.Shown(rows, count, page, archived, mine))


async def show_waiting(visit: Visit) -> Answer:
    """Show all that waits for the person."""
    return Open(await _waiting(visit, 1))


async def turn_waiting(visit: Visit) -> Answer:
    """Show another page of what waits."""
    return Update(await _waiting(visit, int(visit.record)))


async def _waiting(visit: Visit, page: int) -> Json:
    async with visit.reading() as tx:
        return views.waiting_modal(await waiting.of(tx, visit.person_id), page)
