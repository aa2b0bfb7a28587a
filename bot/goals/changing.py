"""Changing a goal: its KPIs, its owner, its stage."""

from bot.goals import forms, loading, telling
from bot.goals.views import form as view
from bot.goals.views import kpi as kpi_view
from bot.initiatives import cards, citing
from bot.kit.answers import Answer, Close, Open, Update, say
from bot.kit.visit import Visit
from domain.errors import Refusal
from domain.goals import (
    GoalStage,
    check_answer_offer,
    check_kpis,
    check_move,
    check_offer,
)
from domain.kpis import Kpi
from domain.people import PersonId
from storage import decisions, documents, goals, kpis, schedule
from storage.database import Transaction


async def open_kpi(visit: Visit) -> Answer:
    """Open a KPI to change it, or an empty one."""
    goal_id, _, kpi_id = visit.record.partition("/")
    found = await loading.goal(visit, goal_id)
    await loading.check_edits(visit, found)
    return Open(kpi_view.kpi_form(found.goal, await _kpi(visit, kpi_id) if kpi_id else None))


async def _kpi(visit: Visit, kpi_id: str) -> Kpi:
    async with visit.reading() as tx:
        found = await kpis.find(tx, kpi_id)
    if found is None:
        raise Refusal("That KPI is no longer here. /goal list shows what is.")
    return found


async def save_kpi(visit: Visit) -> Answer:
    """Keep a KPI; another target becomes a target version with its reason."""
    meta = visit.modal.metadata(forms.OfKpi)
    found = await loading.goal(visit, meta.goal)
    await loading.check_edits(visit, found)
    measure = forms.measure(visit.modal, 1, found.goal.starts, found.goal.due)
    before = await _kpi(visit, meta.kpi) if meta.kpi else None
    reason = visit.modal.words(forms.NOTE).strip()
    if before is not None and measure.plan != before.plan and not reason:
        raise Refusal("Write why the target changes; it stands on the chart.", field=forms.NOTE)
    async with visit.transaction() as tx:
        if await documents.first_time(tx, visit.modal.submission_key):
            await _keep_kpi(tx, visit, found, measure, before, reason)
            await citing.goal_changed(tx, found.initiative.id, found.goal.id, visit.person_id)
            await cards.refresh(tx, found.initiative.id, visit.person_id)
    return Close(everything=True)


async def _keep_kpi(
    tx: Transaction,
    visit: Visit,
    found: loading.Found,
    measure: forms.Measure,
    before: Kpi | None,
    reason: str,
) -> None:
    if before is None:
        measured = (await kpis.of_goals(tx, [found.goal.id]))[found.goal.id]
        added = await kpis.add(
            tx,
            found.goal.id,
            name=measure.name,
            kind=measure.kind,
            unit=measure.unit,
            decimals=measure.decimals,
            plan=measure.plan,
            author_id=visit.person_id,
        )
        check_kpis([*measured, added])
        return
    values = {"name": measure.name, "unit": measure.unit, "decimals": measure.decimals}
    await kpis.change(tx, before.id, kind=measure.kind, **values)
    if measure.plan != before.plan:
        await kpis.retarget(
            tx,
            before,
            measure.plan,
            effective=tx.now.date(),
            author_id=visit.person_id,
            reason=reason,
        )
        shown = before.shown(measure.plan.target)
        what = f"changed the target of “{before.name}” to {shown}"
        await decisions.log(tx, found.initiative.id, visit.person_id, what, reason)


async def open_hand_over(visit: Visit) -> Answer:
    """Ask to whom a goal goes."""
    found = await loading.goal(visit, visit.record)
    await loading.check_edits(visit, found)
    return Open(view.hand_over_form(found.goal))


async def hand_over(visit: Visit) -> Answer:
    """Offer a goal to somebody; until they accept, nothing changes."""
    meta = visit.modal.metadata(forms.OfGoal)
    found = await loading.goal(visit, meta.goal)
    await loading.check_edits(visit, found)
    to = PersonId(visit.modal.chosen(forms.PERSON) or "")
    if not to:
        raise Refusal("Choose a person.", field=forms.PERSON)
    try:
        check_offer(found.goal, to)
    except Refusal as refusal:
        raise Refusal(refusal.sentence, field=forms.PERSON) from refusal
    names = await visit.names([visit.person_id])
    async with visit.transaction() as tx:
        if await documents.first_time(tx, visit.modal.submission_key):
            who = names(visit.person_id)
            await telling.offer(tx, found.initiative, found.goal, to, who)
    return Close(everything=True)


async def accept(visit: Visit) -> Answer:
    """Take a goal over; from now on this person is asked, in their own time zone."""
    found = await loading.goal(visit, visit.record)
    check_answer_offer(found.goal, visit.person_id)
    names = await visit.names([visit.person_id])
    person = await visit.person()
    async with visit.transaction() as tx:
        goal = await goals.find(tx, found.goal.id, lock=True)
        if goal is None:
            raise Refusal("That goal is no longer here.")
        check_answer_offer(goal, visit.person_id)
        await goals.hand_over(tx, goal, visit.person_id, given_by=goal.owner_id)
        await schedule.owner_moved(tx, visit.person_id, person.time_zone)
        who = names(visit.person_id)
        sentence = f"{who} has taken over “{goal.title}”."
        await telling.tell(tx, goal.owner_id, sentence, goal)
        what = f"took over the goal “{goal.title}”"
        await decisions.log(tx, found.initiative.id, visit.person_id, what)
        await cards.refresh(tx, found.initiative.id, visit.person_id)
    return say(f"“{found.goal.title}” is yours now. You will be asked for its values.")


async def decline(visit: Visit) -> Answer:
    """Leave a goal with its owner."""
    found = await loading.goal(visit, visit.record)
    check_answer_offer(found.goal, visit.person_id)
    names = await visit.names([visit.person_id, found.goal.owner_id])
    async with visit.transaction() as tx:
        await goals.change(tx, found.goal.id, offered_to=None)
        sentence = f"{names(visit.person_id)} cannot take over “{found.goal.title}”."
        await telling.tell(tx, found.goal.owner_id, sentence, found.goal)
    return say(f"“{found.goal.title}” stays with {names(found.goal.owner_id)}, who knows now.")


async def pause(visit: Visit) -> Answer:
    """Ask no more for a goal until it is made active again."""
    found = await loading.goal(visit, visit.record)
    await loading.check_edits(visit, found)
    check_move(found.goal, GoalStage.PAUSED, [])
    async with visit.transaction() as tx:
        await goals.change(tx, found.goal.id, stage=GoalStage.PAUSED)
        await schedule.pause(tx, found.goal.id, "paused", visit.person_id)
        what = f"paused the goal “{found.goal.title}”"
        await decisions.log(tx, found.initiative.id, visit.person_id, what)
        await cards.refresh(tx, found.initiative.id, visit.person_id)
    return say(f"“{found.goal.title}” is paused. Make it active again in its ⋯ menu.")


async def activate(visit: Visit) -> Answer:
    """Make a goal active, or bring a paused one back."""
    found = await loading.goal(visit, visit.record)
    await loading.check_edits(visit, found)
    owner = await visit.directory.person(found.goal.owner_id)
    async with visit.transaction() as tx:
        measured = (await kpis.of_goals(tx, [found.goal.id]))[found.goal.id]
        check_move(found.goal, GoalStage.ACTIVE, measured)
        await goals.change(tx, found.goal.id, stage=GoalStage.ACTIVE)
        await schedule.resume(tx, found.goal.id, owner.time_zone)
        await cards.refresh(tx, found.initiative.id, visit.person_id)
    return say(f"“{found.goal.title}” is active. Its owner is asked from the next date on.")


async def open_retire(visit: Visit) -> Answer:
    """Ask what was learned."""
    found = await loading.goal(visit, visit.record)
    await loading.check_edits(visit, found)
    return Update(view.retire_form(found.goal))


async def retire(visit: Visit) -> Answer:
    """End a goal, with what was learned."""
    meta = visit.modal.metadata(forms.OfGoal)
    found = await loading.goal(visit, meta.goal)
    await loading.check_edits(visit, found)
    note = visit.modal.words(forms.NOTE).strip()
    check_move(found.goal, GoalStage.RETIRED, [], note=note)
    async with visit.transaction() as tx:
        if await documents.first_time(tx, visit.modal.submission_key):
            await goals.change(tx, found.goal.id, stage=GoalStage.RETIRED, note=note)
            await citing.goal_changed(tx, found.initiative.id, found.goal.id, visit.person_id)
            await schedule.pause(tx, found.goal.id, "retired", visit.person_id)
            what = f"retired the goal “{found.goal.title}”"
            await decisions.log(tx, found.initiative.id, visit.person_id, what, note)
            await cards.refresh(tx, found.initiative.id, visit.person_id)
    return Close(everything=True)
