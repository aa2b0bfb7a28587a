"""What stands in somebody's Home, gathered in a number of queries that does not grow with it."""

from bot.home import views
from bot.kit.blocks import Json
from bot.kit.visit import Visit
from storage import feedback, goals, initiatives, standings, waiting
from storage.initiatives import Scope


async def home_of(visit: Visit, scope: Scope) -> Json:
    """Return the Home of the person whose visit it is; `scope` is what is theirs."""
    owned = goals.Scope(owner=visit.person_id)
    async with visit.reading() as tx:
        mine = await initiatives.overviews(tx, scope, limit=views.HOME_ROWS)
        count = await initiatives.count(tx, scope) if mine else 0
        pending = await waiting.of(tx, visit.person_id)
        some = await goals.listed(tx, owned, limit=views.HOME_ROWS)
        standing = await standings.of_goals(tx, some)
        goal_count = await goals.count(tx, owned) if some else 0
        unfiled = len(await feedback.unfiled(tx, visit.person_id))
    if not mine and not standing and not pending.count and not unfiled:
        return views.first_home()
    return views.home(views.Home(mine, count, pending, standing, goal_count, unfiled))
