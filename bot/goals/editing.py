"""Editing a goal: its words, dates and rank; two people at once keep what each changed."""

from bot.goals import forms, loading
from bot.goals.views import edit as view
from bot.initiatives import cards, citing
from bot.kit.answers import Answer, Close, Open, Update
from bot.kit.text import counted
from bot.kit.visit import Visit
from domain.goal_edits import FIELDS, merged, seen
from domain.goals import Goal, check_goal
from domain.people import PersonId
from storage import decisions, documents, goals, kpis, settings
from storage.database import Transaction


async def open_edit(visit: Visit) -> Answer:
    """Open a goal to change its words, dates and rank."""
    found = await loading.goal(visit, visit.record)
    await loading.check_edits(visit, found)
    return Open(view.edit_form(await _start(visit, found)))


async def _start(visit: Visit, found: loading.Found) -> view.Edit:
    async with visit.reading() as tx:
        promises = await loading.promises_of(tx, found.initiative.id)
        others = await goals.count(tx, goals.Scope(initiative_id=found.initiative.id))
        principles = (await settings.get(tx)).principles
    return view.Edit(found.goal, promises, principles, others, seen(found.goal, promises))


async def save(visit: Visit) -> Answer:
    """Keep what was changed of a goal; where somebody changed the same meanwhile, ask."""
    meta = visit.modal.metadata(forms.EditingGoal)
    found = await loading.goal(visit, meta.goal)
    await loading.check_edits(visit, found)
    start = await _start(visit, found)
    written = forms.outcome(visit.modal, start.promises, found.goal.owner_id)
    async with visit.transaction() as tx:
        now = await goals.find(tx, found.goal.id, lock=True) or found.goal
        mine = now.model_copy(update=forms.fields_of(written))
        after, both = merged(now, mine, meta.seen, start.promises)
        if not both and await documents.first_time(tx, visit.modal.submission_key):
            check_goal(title=after.title, starts=after.starts, due=after.due)
            await _keep(tx, now, after, visit.person_id)
    if not both:
        return Close(everything=True)
    names = ", ".join(FIELDS[field] for field in both)
    notice = f"Somebody has just changed {names} too. Yours stands below; Save keeps it."
    again = seen(now, start.promises)
    return Update(
        view.edit_form(
            view.Edit(after, start.promises, start.principles, start.others, again, notice)
        )
    )


async def _keep(tx: Transaction, before: Goal, after: Goal, by: PersonId) -> None:
    values = {field: getattr(after, field) for field in FIELDS}
    for field in ("promises", "principles"):
        values[field] = list(values[field])
    await goals.change(tx, before.id, **values)
    await _move_plans(tx, before, after, by)
    await citing.goal_changed(tx, before.initiative_id, before.id, by)
    await cards.refresh(tx, before.initiative_id, by)


async def _move_plans(tx: Transaction, before: Goal, after: Goal, by: PersonId) -> None:
    """Let the KPIs' plans follow the dates of their goal, with what changed as the reason."""
    if (before.starts, before.due) == (after.starts, after.due):
        return
    why = view.moved(before, after.starts, after.due)
    moved = await kpis.move(tx, before.id, after.starts, after.due, author_id=by, reason=why)
    what = f"moved the goal “{after.title}”"
    if moved:
        what += f" and the plan of {counted(moved, 'KPI')}"
    await decisions.log(tx, before.initiative_id, by, what, why)
