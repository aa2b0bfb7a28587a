"""Goals in a list, and one goal whole."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from bot import ids
from bot.goals import asking, forms, loading
from bot.goals.views import formula as formula_view
from bot.goals.views import listing as view
from bot.goals.views import whole as view_whole
from bot.initiatives import loading as initiatives
from bot.kit.answers import Answer, Open, Say, Update
from bot.kit.blocks import Json
from bot.kit.visit import Visit
from domain import access
from domain.goals import Goal, GoalStage, focus_warning, unserved
from domain.initiatives import Initiative
from domain.people import Channel, ChannelId, PersonId
from domain.promised_numbers import Number
from storage import alignment, goals, kpis, settings, standings
from storage import initiatives as kept
from storage.database import Transaction
from storage.goals import Scope

MOST_FOR_COVERAGE = 500


@dataclass(frozen=True)
class Whose:
    """Whose goals a list shows: an initiative's, a channel's, or all that the person may see."""

    initiative: Initiative | None = None
    channel: Channel | None = None


async def list_goals(visit: Visit) -> Answer:
    """Answer `/goal list`: of this channel, or of everything the person sees."""
    visit.words = visit.words.removeprefix("list").strip()
    async with visit.reading() as tx:
        here = await kept.in_channel(tx, visit.channel_id) if visit.channel_id else []
    if not visit.words and len(here) != 1:
        channel = await visit.directory.channel(here[0].channel_id) if here else None
        return Open(await shown(visit, Whose(channel=channel)))
    found = await initiatives.meant(visit, ids.goals.OPEN_LIST, "see the goals of")
    return found if isinstance(found, Say) else Open(await shown(visit, Whose(found)))


async def list_mine(visit: Visit) -> Answer:
    """Show all goals that the person owns."""
    return Open(await shown(visit, Whose(), chosen="mine"))


async def open_list(visit: Visit) -> Answer:
    """Show the goals of an initiative."""
    found = await initiatives.initiative(visit, visit.record)
    return Open(await shown(visit, Whose(found)))


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
    home = ChannelId(meta.channel)
    channel = await visit.directory.channel(home) if home else None
    return await shown(visit, Whose(found, channel), chosen=chosen, page=page)


async def shown(visit: Visit, whose: Whose, *, chosen: str = "active", page: int = 1) -> Json:
    """Return a page of goals."""
    everybody = await _everybody(visit, whose)
    scope = _narrowed(everybody, chosen, visit.person_id)
    first = (page - 1) * view.PAGE
    async with visit.reading() as tx:
        sorts = await goals.sorts(tx, everybody, limit=MOST_FOR_COVERAGE)
        if chosen == "orphans":
            orphans = await _orphans(tx, scope)
            count, some = len(orphans), orphans[first : first + view.PAGE]
        else:
            count = await goals.count(tx, scope)
            some = await goals.listed(tx, scope, limit=view.PAGE, offset=first)
        found = await standings.of_goals(tx, some)
        coverage = await _coverage(tx, whose.initiative, count)
        keys = {} if whose.initiative else await _keys(tx, some)
        gone = await _gone(tx, some)
    may_set = await _may_set(visit, whose.initiative)
    groups = await _groups(visit, whose, sorts)
    page_of = (whose.initiative, found, count, chosen, page, may_set)
    return view.list_modal(view.Shown(*page_of, *coverage, groups, whose.channel, keys, gone))


async def _may_set(visit: Visit, initiative: Initiative | None) -> bool:
    if initiative is None or initiative.archived_at is not None:
        return False
    return access.may_edit(await visit.person(), initiative)


async def _coverage(
    tx: Transaction, initiative: Initiative | None, count: int
) -> tuple[list[str], str | None, Number | None]:
    """Return what an initiative's goals leave out: principles, focus, and numbers of no KPI."""
    if initiative is None:
        return [], None, None
    set_to = await settings.get(tx)
    whole = Scope(initiative_id=initiative.id)
    everything = await goals.listed(tx, whole, limit=MOST_FOR_COVERAGE)
    missing = unserved(set_to.principles, everything) if everything else []
    active = sum(goal.stage is GoalStage.ACTIVE for goal in everything)
    waiting = None
    if not count:
        numbers = (await alignment.of_initiative(tx, initiative.id)).numbers
        waiting = next((number for number in numbers if number.is_open), None)
    return missing, focus_warning(active, set_to.active_goals), waiting


async def _groups(visit: Visit, whose: Whose, sorts: goals.Sorts) -> view.Groups:
    several = whose == Whose() and len(sorts.channels) > 1
    homes = sorts.channels if several else ()
    channels = {home: (await visit.directory.channel(home)).name for home in homes}
    return view.groups_of(sorts, await visit.names(sorts.owners), channels)


async def _keys(tx: Transaction, some: Collection[Goal]) -> dict[str, str]:
    found = await kept.find_many(tx, {goal.initiative_id for goal in some})
    return {one: initiative.key for one, initiative in found.items()}


async def _gone(tx: Transaction, some: Collection[Goal]) -> Mapping[str, Collection[str]]:
    """Return the promises that goals cite and that stand nowhere any more, by goal."""
    facts = await alignment.facts(tx, {goal.initiative_id for goal in some})
    known = {one: {p.id for p in found.promises} for one, found in facts.items()}
    return {goal.id: set(goal.promises) - known[goal.initiative_id] for goal in some}


async def _orphans(tx: Transaction, scope: Scope) -> list[Goal]:
    """Return the goals of a scope all of whose promises are gone, or that never cited any."""
    some = await goals.listed(tx, scope, limit=MOST_FOR_COVERAGE)
    gone = await _gone(tx, some)
    return [goal for goal in some if not set(goal.promises) - set(gone[goal.id])]


async def _everybody(visit: Visit, whose: Whose) -> Scope:
    """Return the living goals that a list is about, those the person may see."""
    seen = await visit.scope()
    return Scope(
        initiative_id=whose.initiative.id if whose.initiative else None,
        channel=whose.channel.id if whose.channel else None,
        hidden=seen.hidden,
        only=seen.only,
    )


def _narrowed(everybody: Scope, chosen: str, me: PersonId) -> Scope:
    """Return the goals of a scope that somebody chose to see."""
    kind, _, value = chosen.partition(":")
    narrower: dict[str, Callable[[], Scope]] = {
        "mine": lambda: replace(everybody, owner=me),
        "retired": lambda: replace(everybody, stages=frozenset({GoalStage.RETIRED})),
        "owner": lambda: replace(everybody, owner=PersonId(value)),
        "channel": lambda: replace(everybody, channel=ChannelId(value)),
        "priority": lambda: replace(everybody, priority=int(value)),
        "principle": lambda: replace(everybody, principle=value),
    }
    return narrower[kind]() if kind in narrower else everybody


async def see(visit: Visit) -> Answer:
    """Show one goal whole."""
    return Open(await whole(visit, visit.record))


async def whole(visit: Visit, record: str, notice: str = "") -> Json:
    """Return one goal whole; `notice` stands first."""
    found = await loading.goal(visit, record)
    async with visit.reading() as tx:
        standing = (await standings.of_goals(tx, [found.goal]))[0]
        facts = await alignment.of_initiative(tx, found.initiative.id)
        rule = await asking.rule_of(tx, found.goal)
    names = await visit.names([found.goal.owner_id])
    living = found.initiative.archived_at is None
    return view_whole.see_modal(
        view_whole.Whole(
            standing,
            found.initiative,
            names(found.goal.owner_id),
            may_edit=await loading.may_edit(visit, found),
            is_owner=living and visit.person_id == found.goal.owner_id,
            numbers=facts.numbers,
            rule=rule,
            gone=set(found.goal.promises) - {promise.id for promise in facts.promises},
            notice=notice,
        )
    )


async def formula(visit: Visit) -> Answer:
    """Show how the status is computed, with this goal's numbers."""
    found = await loading.goal(visit, visit.record)
    async with visit.reading() as tx:
        standing = (await standings.of_goals(tx, [found.goal]))[0]
        targets = [(m.kpi, await kpis.targets(tx, m.kpi.id)) for m in standing.measured]
    return Open(formula_view.modal(standing, targets))
