"""The KPIs of a goal: added, changed with a reason, removed; two people at once lose nothing."""

from bot.goals import forms, listing, loading
from bot.goals.forms import Measure
from bot.goals.views import kpi as view
from bot.initiatives import cards, citing, owning
from bot.kit.answers import Answer, Close, Open, Update
from bot.kit.forms import Complaints
from bot.kit.visit import Visit
from domain.errors import Refusal
from domain.goal_edits import printed
from domain.goals import Goal, check_changes, check_kpis, check_left
from domain.kpis import Kpi
from storage import decisions, documents, kpis
from storage.database import Transaction

_GONE = Refusal("That KPI is no longer here. /goal list shows what is.")


async def open_kpi(visit: Visit) -> Answer:
    """Open a KPI to change it, or an empty one."""
    goal_id, _, kpi_id = visit.record.partition("/")
    found = await loading.to_change(visit, goal_id)
    if not kpi_id:
        return Open(view.kpi_form(found.goal, view.Draft(), forms.OfKpi(goal=goal_id)))
    async with visit.reading() as tx:
        kpi = await _find(tx, found.goal, kpi_id)
    return Open(view.kpi_form(found.goal, view.Draft.of(kpi), _meta(kpi)))


async def _find(tx: Transaction, goal: Goal, kpi_id: str) -> Kpi:
    found = await kpis.find(tx, kpi_id)
    if found is None or found.goal_id != goal.id:
        raise _GONE
    return found


def _meta(kpi: Kpi) -> forms.OfKpi:
    return forms.OfKpi(goal=kpi.goal_id, kpi=kpi.id, seen=_print(kpi))


def _print(kpi: Kpi) -> str:
    """Return what tells a KPI from how it was before; its dates follow its goal by themselves."""
    of_goal = {"starts", "due"}
    return printed(kpi.model_dump_json(exclude={"plan": of_goal, "position": True}))


async def change_form(visit: Visit) -> Answer:
    """Show the fields that the chosen kind and curve need."""
    meta = visit.modal.metadata(forms.OfKpi)
    found = await loading.to_change(visit, meta.goal)
    async with visit.reading() as tx:
        kpi = await _find(tx, found.goal, meta.kpi) if meta.kpi else None
    kind, stepped = forms.kind_of(visit.modal, 1), forms.is_stepped(visit.modal, 1)
    return Update(view.kpi_form(found.goal, view.Draft(kind, stepped, kpi=kpi), meta))


async def save(visit: Visit) -> Answer:
    """Keep a KPI; another plan becomes a target version with its reason."""
    meta = visit.modal.metadata(forms.OfKpi)
    found = await loading.goal(visit, meta.goal)
    await loading.check_edits(visit, found)
    async with visit.transaction() as tx:
        if not await documents.first_time(tx, visit.modal.submission_key):
            return Close(everything=True)
        goal = await owning.held(tx, found.goal.id)
        check_changes(goal)
        before = await _find(tx, goal, meta.kpi) if meta.kpi else None
        measure = _read(visit, goal, before)
        if before is None:
            await _add(tx, visit, goal, measure)
        elif _print(before) in (meta.seen, _print(measure.on(before))):
            await _change(tx, visit, goal, before, measure)
        else:
            return Update(_asked(goal, before, measure))
        await citing.goal_changed(tx, goal.initiative_id, goal.id, visit.person_id)
        await cards.refresh(tx, goal.initiative_id, visit.person_id)
    return Close(everything=True)


def _read(visit: Visit, goal: Goal, before: Kpi | None) -> Measure:
    """Read the whole form. Refuses it with a sentence under each field that is wrong."""
    told = Complaints()
    measure = forms.measure(visit.modal, 1, goal.starts, goal.due, told, before)
    told.settle()
    if measure is None:
        raise LookupError("what is not read was complained about")
    return measure


def _asked(goal: Goal, now: Kpi, mine: Measure) -> dict[str, object]:
    """Return the form again, with mine in it and what somebody else has just made of the KPI."""
    start = now.plan.baseline
    way = f"from {now.shown(start)} to " if start is not None else ""
    words = f"{now.name}, {way}{now.shown(now.plan.target)}"
    notice = f"Somebody has just changed it: {words}. Yours stands below; Save keeps it."
    return view.kpi_form(goal, view.Draft.of(mine.on(now)), _meta(now), notice)


async def _add(tx: Transaction, visit: Visit, goal: Goal, measure: Measure) -> None:
    measured = (await kpis.of_goals(tx, [goal.id]))[goal.id]
    added = await kpis.add(tx, goal.id, **vars(measure), author_id=visit.person_id)
    check_kpis([*measured, added])


async def _change(tx: Transaction, visit: Visit, goal: Goal, before: Kpi, measure: Measure) -> None:
    reason = visit.modal.words(forms.NOTE).strip()
    replans = (measure.plan.values, measure.plan.steps) != (before.plan.values, before.plan.steps)
    if replans and not reason:
        raise Refusal("Write why the plan changes; it stands on the chart.", field=forms.NOTE)
    values = {name: value for name, value in vars(measure).items() if name != "plan"}
    await kpis.change(tx, before.id, **values)
    if not replans:
        return
    await kpis.retarget(
        tx,
        before,
        measure.plan,
        effective=tx.now.date(),
        author_id=visit.person_id,
        reason=reason,
    )
    shown = measure.on(before).shown(measure.plan.target)
    what = f"changed the target of “{measure.name}” to {shown}"
    if measure.plan.target == before.plan.target:
        what = f"changed the plan of “{measure.name}”"
    await decisions.log(tx, goal.initiative_id, visit.person_id, what, reason)


async def remove(visit: Visit) -> Answer:
    """Take a KPI off its goal; its values are kept. An active goal keeps one that measures it."""
    goal_id, _, kpi_id = visit.record.partition("/")
    found = await loading.to_change(visit, goal_id)
    async with visit.transaction() as tx:
        goal = await owning.held(tx, found.goal.id)
        check_changes(goal)
        kpi = await _find(tx, goal, kpi_id)
        measured = (await kpis.of_goals(tx, [goal.id]))[goal.id]
        check_left(goal, [one for one in measured if one.id != kpi.id])
        await kpis.remove(tx, kpi.id)
        what = f"removed the KPI “{kpi.name}” of “{goal.title}”"
        await decisions.log(tx, goal.initiative_id, visit.person_id, what)
        await citing.goal_changed(tx, goal.initiative_id, goal.id, visit.person_id)
        await cards.refresh(tx, goal.initiative_id, visit.person_id)
    return Update(await listing.whole(visit, goal.id, f"“{kpi.name}” is removed."))
