"""App Home opens; the list turns its pages."""

from bot.home import views
from bot.kit.answers import Answer, Open, Publish, Update
from bot.kit.blocks import Json
from bot.kit.visit import Visit
from storage import goals, initiatives, standings, waiting
from storage.initiatives import Scope


async def open_home(visit: Visit) -> Answer | None:
    """Show the person's Home; the Messages tab of the app needs nothing."""
    if visit.event.get("tab", "home") != "home":
        return None
    scope = await visit.scope(Scope(mine=visit.person_id))
    owned = goals.Scope(owner=visit.person_id)
    async with visit.reading() as tx:
        mine = await initiatives.overviews(tx, scope, limit=views.HOME_ROWS)
        count = await initiatives.count(tx, scope) if mine else 0
        pending = await waiting.of(tx, visit.person_id)
        some = await goals.listed(tx, owned, limit=views.HOME_ROWS)
        standing = await standings.of_goals(tx, some)
        goal_count = await goals.count(tx, owned) if some else 0
    if not mine and not standing and not pending.count:
        return Publish(views.first_home())
    return Publish(views.home(views.Home(mine, count, pending, standing, goal_count)))


async def show_list(visit: Visit) -> Answer:
    """Show all initiatives the person may see."""
    return Open(await _list(visit, page=1, archived=False))


async def turn_page(visit: Visit) -> Answer:
    """Show another page, or the archived ones."""
    kind, _, page = (visit.chosen or "living_1").partition("_")
    return Update(await _list(visit, page=int(page), archived=kind == "archived"))


async def _list(visit: Visit, *, page: int, archived: bool) -> Json:
    scope = await visit.scope(Scope(archived=archived))
    async with visit.reading() as tx:
        count = await initiatives.count(tx, scope)
        rows = await initiatives.overviews(
            tx, scope, limit=views.PAGE, offset=(page - 1) * views.PAGE
        )
    return views.list_modal(views.Shown(rows, count, page, archived))
