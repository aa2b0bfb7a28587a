"""Setting a goal: the modal grows with what is chosen, and the goal becomes active."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot import ids
from bot.goals import forms, loading, telling
from bot.goals.views import form as view
from bot.initiatives import cards
from bot.initiatives import loading as initiatives
from bot.kit.answers import Answer, Close, Open, Say, Update, say
from bot.kit.visit import Visit
from domain.cadence import Cadence, Every, preview
from domain.check_ins import Kind
from domain.errors import Refusal
from domain.goals import Goal, GoalStage, check_move, focus_warning
from domain.initiatives import Initiative, number_of
from domain.kpis import Kpi
from storage import calendars, decisions, documents, goals, kpis, schedule, settings
from storage.database import Transaction

USUAL_DAYS = 182
QUARTER_DAYS = 91


async def goal_here(visit: Visit) -> Answer:
    """Answer `/goal`: alone or with words a new goal; `list` and a key are answered elsewhere."""
    title = "" if number_of(visit.words) is not None else visit.words
    if title:
        visit.words = ""
    found = await initiatives.meant(visit, ids.goals.OPEN_CREATE, "set a goal for")
    if isinstance(found, Say):
        return found
    return Open(await _form(visit, found, forms.Making(initiative=found.id), title=title))


async def open_create(visit: Visit) -> Answer:
    """Open the modal for a goal of the initiative whose button was pressed."""
    found = await initiatives.initiative(visit, visit.record)
    return Update(await _form(visit, found, forms.Making(initiative=found.id)))


async def change_form(visit: Visit) -> Answer:
    """Show the fields and the next dates that the chosen rule needs."""
    return Update(await _again(visit, visit.modal.metadata(forms.Making)))


async def add_kpi(visit: Visit) -> Answer:
    """Show the inputs of one more KPI."""
    meta = visit.modal.metadata(forms.Making)
    return Update(await _again(visit, meta.model_copy(update={"kpis": int(visit.record)})))


async def _again(visit: Visit, meta: forms.Making) -> dict[str, object]:
    found = await initiatives.initiative(visit, meta.initiative)
    return await _form(visit, found, meta)


async def _form(
    visit: Visit, found: Initiative, meta: forms.Making, title: str = ""
) -> dict[str, object]:
    await visit.check_edits(found)
    person = await visit.person()
    async with visit.reading() as tx:
        promises = await loading.promises_of(tx, found.id)
        others = await goals.listed(tx, goals.Scope(initiative_id=found.id), limit=99)
        set_to = await settings.get(tx)
    today = visit.day_in(ZoneInfo(person.time_zone))
    start = view.Start(
        found,
        promises,
        set_to.principles,
        others,
        set_to.active_goals,
        meta,
        visit.person_id,
        person.name,
        person.time_zone.rpartition("/")[2].replace("_", " "),
        today,
        today + timedelta(days=USUAL_DAYS),
        title,
    )
    return view.create_form(await _with_dates(visit, start, today))


async def _with_dates(visit: Visit, start: view.Start, today: date) -> view.Start:
    """Add the rule as it is chosen so far, and its next five dates."""
    rule = Cadence(every=Every.WEEKLY, starts=today)
    trouble = ""
    if visit.view is not None and visit.view.callback_id == ids.goals.CREATE:
        try:
            rule = forms.cadence(visit.modal, visit.modal.day(forms.STARTS) or today)
        except Refusal as refusal:
            chosen = visit.modal.chosen(forms.EVERY)
            every = next((e for e in Every if e == chosen), Every.WEEKLY)
            rule, trouble = rule.model_copy(update={"every": every}), refusal.sentence
    dates = []
    if not trouble and not (rule.every is Every.CRON and not rule.cron):
        async with visit.reading() as tx:
            calendar = await calendars.of(tx, start.owner_id)
        dates = preview(rule, await visit.zone(), calendar, after=visit.now)
    return replace(start, cadence=rule, preview=dates, trouble=trouble)


async def create(visit: Visit) -> Answer:
    """Keep a goal; with a KPI it is active and asked for from its first date on."""
    meta = visit.modal.metadata(forms.Making)
    found = await initiatives.initiative(visit, meta.initiative)
    await visit.check_edits(found)
    async with visit.reading() as tx:
        promises = await loading.promises_of(tx, found.id)
    written = forms.outcome(visit.modal, promises, visit.person_id)
    measures = forms.measures(visit.modal, meta.kpis, written.starts, written.due)
    rule = forms.cadence(visit.modal, written.starts)
    names = await visit.names([visit.person_id, written.owner_id])
    zone = (await visit.person()).time_zone
    async with visit.transaction() as tx:
        if not await documents.first_time(tx, visit.modal.submission_key):
            return Close(everything=True)
        made, measured = await _keep(tx, visit, found, written, measures)
        await schedule.put(tx, made, rule, zone)
        await schedule.put(tx, made, _review(written.starts), zone, Kind.REVIEW)
        made, warning = await _begin(tx, visit, found, made, measured)
        if written.owner_id != visit.person_id:
            await telling.offer(tx, found, made, written.owner_id, names(visit.person_id))
        await telling.set_goal(tx, found, made, measured, names(visit.person_id))
        await decisions.log(tx, found.id, visit.person_id, f"set the goal “{made.title}”")
        await cards.refresh(tx, found.id, visit.person_id)
    return say(view.created(made, measured, warning))


async def _keep(
    tx: Transaction,
    visit: Visit,
    found: Initiative,
    written: forms.Outcome,
    measures: list[forms.Measure],
) -> tuple[Goal, list[Kpi]]:
    await _make_room(tx, found.id, written.rank)
    made = await goals.create(
        tx,
        initiative_id=found.id,
        title=written.title,
        owner_id=visit.person_id,
        created_by=visit.person_id,
        starts=written.starts,
        due=written.due,
        reason=written.reason,
        promises=written.promises,
        backup_id=written.backup_id if written.backup_id != visit.person_id else None,
        priority=written.rank,
        principles=written.principles,
    )
    added = [
        await kpis.add(
            tx,
            made.id,
            name=measure.name,
            kind=measure.kind,
            unit=measure.unit,
            decimals=measure.decimals,
            plan=measure.plan,
            author_id=visit.person_id,
        )
        for measure in measures
    ]
    return made, added


def _review(starts: date) -> Cadence:
    """Return the rule of the goal review: once a quarter, from the first quarter's end on."""
    first = starts + timedelta(days=QUARTER_DAYS)
    return Cadence(every=Every.QUARTERLY, starts=first, day=first.day)


async def _make_room(tx: Transaction, initiative_id: str, rank: int) -> None:
    """Move the goals from a rank on one place down."""
    scope = goals.Scope(initiative_id=initiative_id)
    for place, goal in enumerate(await goals.listed(tx, scope), 1):
        wanted = place + (place >= rank)
        if goal.priority != wanted:
            await goals.change(tx, goal.id, priority=wanted)


async def _begin(
    tx: Transaction, visit: Visit, found: Initiative, made: Goal, measured: list[Kpi]
) -> tuple[Goal, str | None]:
    """Make a goal active if it can be; return it, and the warning of the team's limit."""
    try:
        check_move(made, GoalStage.ACTIVE, measured)
    except Refusal:
        await schedule.pause(tx, made.id, "a draft", visit.person_id)
        return made, None
    await goals.change(tx, made.id, stage=GoalStage.ACTIVE)
    stages = frozenset({GoalStage.ACTIVE})
    active = await goals.count(tx, goals.Scope(initiative_id=found.id, stages=stages))
    limit = (await settings.get(tx)).active_goals
    return made.model_copy(update={"stage": GoalStage.ACTIVE}), focus_warning(active, limit)
