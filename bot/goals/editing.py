"""Editing a goal: its words, dates, rank and rule; two people at once keep what each changed."""

from dataclasses import dataclass

from bot.goals import asking, forms, loading
from bot.goals.views import edit as view
from bot.initiatives import cards, citing, owning
from bot.kit.answers import Answer, Close, Open, Update
from bot.kit.forms import Complaints
from bot.kit.text import counted
from bot.kit.visit import Visit
from domain.cadence import Cadence
from domain.goal_edits import FIELDS, merged, printed, seen
from domain.goals import Goal, check_changes, check_goal, ranked
from domain.people import PersonId
from domain.promises import Promise
from storage import decisions, documents, goals, initiatives, kpis, settings
from storage.database import Transaction


async def open_edit(visit: Visit) -> Answer:
    """Open a goal to change its words, dates, rank and check-ins."""
    found = await loading.to_change(visit, visit.record)
    async with visit.reading() as tx:
        promises = await loading.promises_of(tx, found.initiative.id)
        rule = await asking.rule_of(tx, found.goal)
    meta = _meta(found.goal, rule, promises)
    return Open(await _form(visit, found.goal, rule, meta))


async def change_form(visit: Visit) -> Answer:
    """Show the fields and the next dates that the chosen rule needs."""
    meta = visit.modal.metadata(forms.EditingGoal)
    found = await loading.to_change(visit, meta.goal)
    async with visit.reading() as tx:
        rule = await asking.rule_of(tx, found.goal)
    starts = visit.modal.day(forms.STARTS) or rule.starts
    return Update(await _form(visit, found.goal, _from(rule, found.goal, starts), meta))


def _meta(goal: Goal, rule: Cadence, offered: dict[str, Promise]) -> forms.EditingGoal:
    return forms.EditingGoal(goal=goal.id, seen=seen(goal, offered), rule=_print(rule))


def _print(rule: Cadence) -> str:
    return printed(rule.model_dump_json())


async def _form(
    visit: Visit, goal: Goal, rule: Cadence, meta: forms.EditingGoal, notice: str = ""
) -> dict[str, object]:
    async with visit.reading() as tx:
        promises = await loading.promises_of(tx, goal.initiative_id)
        others = await goals.count(tx, goals.Scope(initiative_id=goal.initiative_id))
        principles = (await settings.get(tx)).principles
    chosen = await asking.as_chosen(visit, goal.owner_id, rule)
    return view.edit_form(view.Edit(goal, promises, principles, others, chosen, meta, notice))


@dataclass(frozen=True)
class _Written:
    goal: forms.Outcome
    rule: Cadence


async def save(visit: Visit) -> Answer:
    """Keep what was changed of a goal; where somebody changed the same meanwhile, ask."""
    meta = visit.modal.metadata(forms.EditingGoal)
    found = await loading.goal(visit, meta.goal)
    await loading.check_edits(visit, found)
    async with visit.reading() as tx:
        promises = await loading.promises_of(tx, found.initiative.id)
        before = await asking.rule_of(tx, found.goal)
    written = _read(visit, found.goal, before, promises)
    if written.goal.backup_id and written.goal.backup_id != found.goal.backup_id:
        backup = written.goal.backup_id
        await owning.check_may_own(visit, found.initiative, backup, forms.BACKUP)
    zone = (await visit.directory.person(found.goal.owner_id)).time_zone
    async with visit.transaction() as tx:
        await initiatives.hold(tx, found.initiative.id)  # the others may have to make room
        now = await owning.held(tx, found.goal.id)
        rule = await asking.rule_of(tx, now)
        mine = now.model_copy(update=forms.fields_of(written.goal))
        after, both = merged(now, mine, meta.seen, promises)
        told = [FIELDS[field] for field in both]
        wanted = _from(rule, now, after.starts)
        if _print(written.rule) != meta.rule:
            wanted = written.rule
            told += ["the check-ins"] if _print(rule) not in (meta.rule, _print(wanted)) else []
        if not told and await documents.first_time(tx, visit.modal.submission_key):
            check_changes(now)
            check_goal(title=after.title, starts=after.starts, due=after.due)
            await _keep(tx, now, after, visit.person_id)
            if wanted != rule:
                await asking.change(tx, now, after, wanted, zone)
    if not told:
        return Close(everything=True)
    notice = f"Somebody has just changed {', '.join(told)} too. Yours stands below; Save keeps it."
    return Update(await _form(visit, after, wanted, _meta(now, rule, promises), notice))


def _read(visit: Visit, goal: Goal, rule: Cadence, promises: dict[str, Promise]) -> _Written:
    """Read the whole form. Refuses it with a sentence under each field that is wrong."""
    told, shown = Complaints(), visit.modal
    outcome = forms.outcome(shown, promises, goal.owner_id, told)
    starts = shown.day(forms.STARTS) or goal.starts
    asked = told.hear(forms.EVERY, lambda: forms.cadence(shown, _from(rule, goal, starts)))
    told.settle()
    if outcome is None or asked is None:
        raise LookupError("what is not read was complained about")
    return _Written(outcome, asked)


def _from(rule: Cadence, goal: Goal, starts: object) -> Cadence:
    """Return a rule that begins with its goal, if the goal begins another day now."""
    return rule if starts == goal.starts else rule.model_copy(update={"starts": starts})


async def _keep(tx: Transaction, before: Goal, after: Goal, by: PersonId) -> None:
    values = {field: getattr(after, field) for field in FIELDS}
    for field in ("promises", "principles"):
        values[field] = list(values[field])
    await goals.change(tx, before.id, **values)
    if after.priority != before.priority:
        await _move_others(tx, after)
    await _move_plans(tx, before, after, by)
    await citing.goal_changed(tx, before.initiative_id, before.id, by)
    await cards.refresh(tx, before.initiative_id, by)


async def _move_others(tx: Transaction, moved: Goal) -> None:
    """Let the other goals make room for one that has another rank now."""
    living = await goals.listed(tx, goals.Scope(initiative_id=moved.initiative_id))
    for goal, rank in ranked(living, moved):
        if goal.priority != rank:
            await goals.change(tx, goal.id, priority=rank)


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
