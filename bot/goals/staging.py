"""How far a goal is: paused, active again, retired with what was learned."""

from bot.goals import forms, listing, loading, telling
from bot.goals.views import form as view
from bot.initiatives import cards, citing, closing, owning, reminders
from bot.kit.answers import Answer, Close, Update
from bot.kit.visit import Visit
from domain.goals import GoalStage, check_move, focus_warning
from storage import decisions, documents, goals, kpis, schedule, settings
from storage.database import Transaction


async def pause(visit: Visit) -> Answer:
    """Ask no more for a goal until it is made active again."""
    found = await loading.to_change(visit, visit.record)
    async with visit.transaction() as tx:
        goal = await owning.held(tx, found.goal.id)
        check_move(goal, GoalStage.PAUSED, [])
        await goals.change(tx, goal.id, stage=GoalStage.PAUSED)
        called_off = await schedule.pause(tx, goal.id, "paused", visit.person_id)
        await reminders.retell(tx, called_off, closing.paused)
        what = f"paused the goal “{goal.title}”"
        await decisions.log(tx, found.initiative.id, visit.person_id, what)
        await cards.refresh(tx, found.initiative.id, visit.person_id)
    notice = "It is paused: nobody is asked. Make it active again in the ⋯ menu."
    return Update(await listing.whole(visit, goal.id, notice))


async def activate(visit: Visit) -> Answer:
    """Make a goal active, or bring a paused one back."""
    found = await loading.to_change(visit, visit.record)
    owner = await visit.directory.person(found.goal.owner_id)
    async with visit.transaction() as tx:
        goal = await owning.held(tx, found.goal.id)
        measured = (await kpis.of_goals(tx, [goal.id]))[goal.id]
        check_move(goal, GoalStage.ACTIVE, measured)
        await goals.change(tx, goal.id, stage=GoalStage.ACTIVE)
        await schedule.resume(tx, goal.id, owner.time_zone)
        what = f"made the goal “{goal.title}” active"
        await decisions.log(tx, found.initiative.id, visit.person_id, what)
        await cards.refresh(tx, found.initiative.id, visit.person_id)
        warning = await too_many(tx, found.initiative.id)
    notice = "It is active. Its owner is asked from the next date on."
    return Update(await listing.whole(visit, goal.id, f"{notice} {warning or ''}"))


async def too_many(tx: Transaction, initiative_id: str) -> str | None:
    """Return the warning that an initiative has more active goals than the team's limit."""
    stages = frozenset({GoalStage.ACTIVE})
    active = await goals.count(tx, goals.Scope(initiative_id=initiative_id, stages=stages))
    return focus_warning(active, (await settings.get(tx)).active_goals)


async def open_retire(visit: Visit) -> Answer:
    """Ask what was learned."""
    found = await loading.to_change(visit, visit.record)
    return Update(view.retire_form(found.goal))


async def retire(visit: Visit) -> Answer:
    """End a goal, with what was learned."""
    meta = visit.modal.metadata(forms.OfGoal)
    found = await loading.goal(visit, meta.goal)
    await loading.check_edits(visit, found)
    note = visit.modal.words(forms.NOTE).strip()
    async with visit.transaction() as tx:
        if await documents.first_time(tx, visit.modal.submission_key):
            goal = await owning.held(tx, found.goal.id)
            check_move(goal, GoalStage.RETIRED, [], note=note)
            sentence = f"“{goal.title}” was retired, so nobody has to own it any more."
            await telling.close_offer(tx, goal, sentence)
            await goals.change(tx, goal.id, stage=GoalStage.RETIRED, note=note, offered_to=None)
            await citing.goal_changed(tx, found.initiative.id, goal.id, visit.person_id)
            called_off = await schedule.pause(tx, goal.id, "retired", visit.person_id)
            await reminders.retell(tx, called_off, closing.retired(goal.title))
            what = f"retired the goal “{goal.title}”"
            await decisions.log(tx, found.initiative.id, visit.person_id, what, note)
            await cards.refresh(tx, found.initiative.id, visit.person_id)
    return Close(everything=True)
