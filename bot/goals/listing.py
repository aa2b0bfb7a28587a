"""Goals in a list, and one goal whole."""

from bot import ids
from bot.goals import forms, loading
from bot.goals.views import formula as formula_view
from bot.goals.views import listing as view
from bot.initiatives import loading as initiatives
from bot.kit.answers import Answer, Open, Say, Update
from bot.kit.blocks import Json
from bot.kit.visit import Visit
from domain import access
from domain.goals import GoalStage, focus_warning, unserved
from domain.initiatives import Initiative
from domain.people import PersonId
from storage import alignment, goals, kpis, settings, standings
from storage.goals import Scope

MOST_FOR_COVERAGE = 500


async def list_goals(visit: Visit) -> Answer:
    """Answer `/goal list`: of this channel, or of everything the person sees."""
    visit.words = visit.words.removeprefix("list").strip()
    async with visit.reading() as tx:
        here = await goals.count(tx, Scope(channel=visit.channel_id)) if visit.channel_id else 0
    if not here and not visit.words:
        return Open(await shown(visit, None))
    found = await initiatives.meant(visit, ids.goals.OPEN_LIST, "see the goals of")
    return found if isinstance(found, Say) else Open(await shown(visit, found))


async def list_mine(visit: Visit) -> Answer:
    """Show all goals that the person owns."""
    return Open(await shown(visit, None, chosen="mine"))


async def open_list(visit: Visit) -> Answer:
    """Show the goals of an initiative."""
    return Open(await shown(visit, await initiatives.initiative(visit, visit.record)))


async def choose(visit: Visit) -> Answer:
    """Show another group of goals."""
    return Update(await _again(visit, chosen=visit.chosen or "active", page=1))


async def turn_page(visit: Visit) -> Answer:
    """Show another page."""
    meta = visit.modal.metadata(forms.Listing)
    return Update(await _again(visit, chosen=meta.shown, page=int(visit.record)))


async def _again(visit: Visit, *, chosen: str, page: int) -> Json:
    meta = visit.modal.metadata(forms.Listing)
    found = await initiatives.initiative(visit, meta.initiative) if meta.initiative else None
    return await shown(visit, found, chosen=chosen, page=page)


async def shown(
    visit: Visit, initiative: Initiative | None, *, chosen: str = "active", page: int = 1
) -> Json:
    """Return a page of goals."""
    scope = await _scope(visit, initiative, chosen)
    everybody = await _scope(visit, initiative, "active")
    async with visit.reading() as tx:
        sorts = await goals.sorts(tx, everybody, limit=MOST_FOR_COVERAGE)
        count = await goals.count(tx, scope)
        some = await goals.listed(tx, scope, limit=view.PAGE, offset=(page - 1) * view.PAGE)
        found = await standings.of_goals(tx, some)
        missing: list[str] = []
        warning = waiting = None
        if initiative is not None:
            if not count:
                open_ones = await alignment.of_initiative(tx, initiative.id)
                waiting = next((n for n in open_ones.numbers if n.is_open), None)
            whole = Scope(initiative_id=initiative.id)
            set_to = await settings.get(tx)
            everything = await goals.listed(tx, whole, limit=MOST_FOR_COVERAGE)
            missing = unserved(set_to.principles, everything) if everything else []
            active = sum(g.stage is GoalStage.ACTIVE for g in everything)
            warning = focus_warning(active, set_to.active_goals)
    person = await visit.person()
    may_edit = initiative is not None and access.may_edit(person, initiative)
    return view.list_modal(
        view.Shown(
            initiative,
            found,
            count,
            chosen,
            page,
            may_edit,
            missing,
            warning,
            waiting,
            view.groups_of(sorts, await visit.names(sorts.owners)),
        )
    )


async def _scope(visit: Visit, initiative: Initiative | None, chosen: str) -> Scope:
    seen = await visit.scope()
    kind, _, value = chosen.partition(":")
    named = PersonId(value) if kind == "owner" else None
    owner = visit.person_id if chosen == "mine" else named
    stages = {GoalStage.RETIRED} if chosen == "retired" else set(GoalStage) - {GoalStage.RETIRED}
    return Scope(
        initiative_id=initiative.id if initiative else None,
        owner=owner,
        priority=int(value) if kind == "priority" else None,
        principle=value if kind == "principle" else None,
        orphans=chosen == "orphans",
        stages=frozenset(stages),
        hidden=seen.hidden,
        only=seen.only,
    )


async def see(visit: Visit) -> Answer:
    """Show one goal whole."""
    found = await loading.goal(visit, visit.record)
    async with visit.reading() as tx:
        standing = (await standings.of_goals(tx, [found.goal]))[0]
        facts = await alignment.of_initiative(tx, found.initiative.id)
    names = await visit.names([found.goal.owner_id])
    return Open(
        view.see_modal(
            standing,
            found.initiative,
            names(found.goal.owner_id),
            may_edit=await loading.may_edit(visit, found),
            is_owner=visit.person_id == found.goal.owner_id,
            numbers=facts.numbers,
        )
    )


async def formula(visit: Visit) -> Answer:
    """Show how the status is computed, with this goal's numbers."""
    found = await loading.goal(visit, visit.record)
    async with visit.reading() as tx:
        standing = (await standings.of_goals(tx, [found.goal]))[0]
        targets = [(m.kpi, await kpis.targets(tx, m.kpi.id)) for m in standing.measured]
    return Open(formula_view.modal(standing, targets))
