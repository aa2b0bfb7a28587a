"""Setting a goal: the modal grows with what is chosen, and the goal becomes active."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

from bot import ids
from bot.goals import asking, forms, loading, staging, telling
from bot.goals.views import form as view
from bot.goals.views.cadence import Asking
from bot.goals.views.kpi import Draft
from bot.initiatives import cards, owning
from bot.initiatives import loading as initiatives
from bot.kit.answers import Answer, Close, Open, Say, Update
from bot.kit.forms import Complaints
from bot.kit.rhythm import place
from bot.kit.text import clipped
from bot.kit.visit import Visit
from domain.cadence import Cadence
from domain.errors import Refusal
from domain.goals import TITLE_LIMIT, Goal, GoalStage, check_move
from domain.initiatives import Initiative, number_of
from domain.kpis import Kpi
from domain.people import PersonId
from storage import alignment, decisions, documents, goals, kpis, schedule, settings
from storage import initiatives as stored
from storage.database import Transaction

USUAL_DAYS = 182


async def goal_here(visit: Visit) -> Answer:
    """Answer `/goal`: alone or with words a new goal; `list` and a key are answered elsewhere."""
    title = "" if number_of(visit.words) is not None else clipped(visit.words, TITLE_LIMIT)
    if title:
        visit.words = ""
    found = await initiatives.meant(visit, ids.goals.OPEN_CREATE, "set a goal for", title)
    if isinstance(found, Say):
        return found
    return Open(await _form(visit, found, forms.Making(initiative=found.id), title=title))


async def open_create(visit: Visit) -> Answer:
    """Open the modal for a goal of the initiative whose button was pressed."""
    record, _, title = visit.record.partition("/")
    found = await initiatives.initiative(visit, record)
    return Update(await _form(visit, found, forms.Making(initiative=found.id), title=title))


async def change_form(visit: Visit) -> Answer:
    """Show the fields and the next dates that fit what is chosen."""
    return Update(await _again(visit, visit.modal.metadata(forms.Making)))


async def count_kpis(visit: Visit) -> Answer:
    """Show the inputs of one KPI more, or of one less."""
    meta = visit.modal.metadata(forms.Making)
    return Update(await _again(visit, meta.model_copy(update={"kpis": int(visit.record)})))


async def detail_kpis(visit: Visit) -> Answer:
    """Show decimals and curve of each KPI."""
    meta = visit.modal.metadata(forms.Making)
    return Update(await _again(visit, meta.model_copy(update={"detailed": True})))


async def more_dates(visit: Visit) -> Answer:
    """Show the time zone of check-ins, and what becomes of days off."""
    meta = visit.modal.metadata(forms.Making)
    return Update(await _again(visit, meta.model_copy(update={"dates": True})))


async def _again(visit: Visit, meta: forms.Making) -> dict[str, object]:
    found = await initiatives.initiative(visit, meta.initiative)
    return await _form(visit, found, meta)


async def _form(
    visit: Visit, found: Initiative, meta: forms.Making, title: str = ""
) -> dict[str, object]:
    await visit.check_edits(found)
    async with visit.reading() as tx:
        facts = await alignment.of_initiative(tx, found.id)
        others = await goals.listed(tx, goals.Scope(initiative_id=found.id))
        set_to = await settings.get(tx)
    today = visit.day_in(await visit.zone())
    return view.create_form(
        view.Start(
            found,
            {promise.citation: promise for promise in facts.promises if promise.kind},
            set_to.principles,
            others,
            set_to.active_goals,
            meta,
            await _asking(visit, meta, today),
            visit.person_id,
            today,
            today + timedelta(days=USUAL_DAYS),
            title,
            _drafts(visit, meta),
            [number.promised.phrase for number in facts.numbers if number.is_open],
        )
    )


def _drafts(visit: Visit, meta: forms.Making) -> list[Draft]:
    """Return the KPIs as far as they are chosen in the form."""
    if visit.view is None or visit.view.callback_id != ids.goals.CREATE:
        return [Draft(detailed=meta.detailed)]
    seen = visit.view
    return [
        Draft(forms.kind_of(seen, index), forms.is_stepped(seen, index), detailed=meta.detailed)
        for index in range(1, meta.kpis + 1)
    ]


async def _asking(visit: Visit, meta: forms.Making, today: date) -> Asking:
    """Return the rule as it is chosen so far, with its next five dates for the chosen owner."""
    seen = visit.view if visit.view and visit.view.callback_id == ids.goals.CREATE else None
    owner_id = PersonId((seen and seen.chosen(forms.OWNER)) or visit.person_id)
    starts = (seen and seen.day(forms.STARTS)) or today
    chosen = await asking.as_chosen(visit, owner_id, asking.usual(starts))
    until = ""
    if owner_id != visit.person_id:
        mine = place((await visit.person()).time_zone)
        until = f" Until they accept, you are asked, in the time of {mine}."
    return replace(chosen, more=meta.dates, until=until)


async def create(visit: Visit) -> Answer:
    """Keep a goal; with a KPI it is active and asked for from its first date on."""
    meta = visit.modal.metadata(forms.Making)
    found = await initiatives.initiative(visit, meta.initiative)
    await visit.check_edits(found)
    async with visit.reading() as tx:
        promises = await loading.promises_of(tx, found.id)
    written, measures, rule = _read(visit, meta, promises)
    await _check_people(visit, found, written)
    names = await visit.names([visit.person_id, written.owner_id])
    zone = (await visit.person()).time_zone
    async with visit.transaction() as tx:
        if not await documents.first_time(tx, visit.modal.submission_key):
            return Close(everything=True)
        made, measured = await _keep(tx, visit, found, written, measures)
        await asking.begin(tx, made, rule, zone)
        made, warning = await _begin(tx, visit, found, made, measured)
        if written.owner_id != visit.person_id:
            await telling.offer(tx, found, made, written.owner_id, names(visit.person_id))
        await telling.set_goal(tx, found, made, measured, names(visit.person_id))
        await decisions.log(tx, found.id, visit.person_id, f"set the goal “{made.title}”")
        await cards.refresh(tx, found.id, visit.person_id)
    asked = names(written.owner_id) if written.owner_id != visit.person_id else None
    return Say(view.created(made, measured, warning, asked))


def _read(
    visit: Visit, meta: forms.Making, promises: Collection[str]
) -> tuple[forms.Outcome, list[forms.Measure], Cadence]:
    """Read the whole form. Refuses it with a sentence under each field that is wrong."""
    told, seen = Complaints(), visit.modal
    written = forms.outcome(seen, promises, visit.person_id, told)
    starts = written.starts if written else visit.now.date()
    due = max(written.due if written else starts, starts + timedelta(days=1))
    measures = forms.measures(seen, meta.kpis, starts, due, told)
    rule = told.hear(forms.EVERY, lambda: forms.cadence(seen, asking.usual(starts)))
    told.settle()
    if written is None or rule is None:
        raise LookupError("what is not read was complained about")
    return written, measures, rule


async def _check_people(visit: Visit, found: Initiative, written: forms.Outcome) -> None:
    if written.owner_id != visit.person_id:
        await owning.check_may_own(visit, found, written.owner_id, forms.OWNER)
    if written.backup_id:
        await owning.check_may_own(visit, found, written.backup_id, forms.BACKUP)


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
        promises=written.promises,
        backup_id=written.backup_id,
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


async def _make_room(tx: Transaction, initiative_id: str, rank: int) -> None:
    """Move the goals from a rank on one place down."""
    await stored.hold(tx, initiative_id)
    scope = goals.Scope(initiative_id=initiative_id)
    for now, goal in enumerate(await goals.listed(tx, scope), 1):
        wanted = now + (now >= rank)
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
    warning = await staging.too_many(tx, found.id)
    return made.model_copy(update={"stage": GoalStage.ACTIVE}), warning
