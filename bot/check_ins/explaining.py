"""Why somebody was asked, or was not: for a message, for a goal, and for all of one's goals."""

from zoneinfo import ZoneInfo

from bot.check_ins import loading
from bot.check_ins.views import why as view
from bot.initiatives import loading as initiatives_loading
from bot.kit.answers import Answer, Open
from bot.kit.rhythm import in_words
from bot.kit.visit import Visit
from domain.cadence import Cadence
from domain.calendars import Calendar
from domain.check_ins import ANSWERED, Occurrence, State
from domain.goals import Goal, GoalStage
from domain.people import PersonId
from storage import calendars, check_ins, goals, retelling, standings
from storage.database import Transaction
from storage.tables import ScheduleRow

LATEST = 10
MOST_GOALS = 200


async def why(visit: Visit) -> Answer:
    """Show why a message came, or why each of the last check-ins of a goal came or did not."""
    record = visit.record
    if not record.startswith("chk_"):
        return Open(await _of_goal(visit, record))
    async with visit.reading() as tx:
        bundle = await check_ins.in_bundle(tx, record)
    if not bundle:
        raise initiatives_loading.GONE
    if len(bundle) == 1:
        return Open(await _of_goal(visit, bundle[0].goal_id))
    found = {o.goal_id: o for o in bundle}
    seen = [await loading.of_goal(visit, goal_id) for goal_id in found]
    async with visit.reading() as tx:
        stories = [
            (standing.goal, await _story(tx, found[standing.goal.id], bundle))
            for standing, _ in seen
        ]
    return Open(view.message_modal(stories, visit.now))


async def _of_goal(visit: Visit, goal_id: str) -> dict[str, object]:
    standing, _ = await loading.of_goal(visit, goal_id)
    async with visit.reading() as tx:
        latest = await check_ins.latest(tx, goal_id, limit=LATEST)
        stories = [await _story(tx, each, [each]) for each in latest]
        plan = await _plan(tx, standing.goal, standing.schedule)
    return view.why_modal(standing.goal, stories, plan, visit.now)


async def _story(tx: Transaction, occurrence: Occurrence, bundle: list[Occurrence]) -> view.Story:
    told = await retelling.told(tx, bundle)
    return view.Story(occurrence, await check_ins.lines(tx, occurrence.id), told)


async def _plan(tx: Transaction, goal: Goal, schedule: ScheduleRow | None) -> view.Plan:
    """Say when somebody is asked next, or why nobody is."""
    if schedule is None:
        return view.Plan(none_because="Nobody is asked: the goal has no schedule. Edit it.")
    rule = in_words(Cadence.model_validate(schedule.rule), schedule.zone)
    calendar = await calendars.of(tx, PersonId(schedule.owner_id))
    if schedule.next_due_at is None:
        return view.Plan(rule, none_because=_none(goal, schedule))
    today = tx.now.astimezone(ZoneInfo(schedule.zone)).date()
    away = [absence for absence in calendar.away if absence.last >= today]
    lent = PersonId(schedule.owner_id) if schedule.owner_id != goal.owner_id else None
    moved = _moved(schedule, calendar)
    return view.Plan(rule, schedule.next_due_at, moved=moved, away=away, stands_in=lent)


def _none(goal: Goal, schedule: ScheduleRow) -> str:
    if goal.stage is GoalStage.PAUSED:
        return "Nobody is asked: the goal is paused. Make it active in its ⋯ menu."
    if goal.stage is GoalStage.RETIRED:
        return "Nobody is asked any more: the goal is retired."
    if schedule.state == "quarantined":
        return "Nobody is asked: its rule cannot be read. Edit the goal and save its rhythm again."
    return "Nobody is asked: its rule has no more dates. Edit the goal to change it."


def _moved(schedule: ScheduleRow, calendar: Calendar) -> str:
    """Say why the next date is not the one that the rule names."""
    named = schedule.nominal.partition("T")[0] if schedule.nominal else ""
    if not named or schedule.next_day is None or named == schedule.next_day.isoformat():
        return ""
    day = schedule.next_day.fromisoformat(named)
    off = calendar.day_off(day) or ("weekend" if calendar.is_weekend(day) else "")
    because = f": {off}" if off else ""
    return f"It was to come on {day.day} {day:%B}{because}."


async def overview(visit: Visit) -> Answer:
    """Answer `/checkin why`: each goal of the person with its last and its next check-in."""
    stages = frozenset({GoalStage.ACTIVE, GoalStage.PAUSED})
    scope = goals.Scope(owner=visit.person_id, stages=stages)
    async with visit.reading() as tx:
        waiting = await check_ins.open_of(tx, visit.person_id)
        owned = await goals.listed(tx, scope, limit=MOST_GOALS)
        handed = await goals.find_many(tx, [o.goal_id for o in waiting])
        mine = {goal.id: goal for goal in owned} | handed
        outlooks = []
        for standing in await standings.of_goals(tx, list(mine.values())):
            last = await check_ins.latest(tx, standing.goal.id, limit=1)
            plan = await _plan(tx, standing.goal, standing.schedule)
            outlooks.append(view.Outlook(standing, next(iter(last), None), plan))
    return Open(view.overview_modal(outlooks))


async def nothing_to_answer(visit: Visit, record: str) -> str:
    """Say why a message or a goal asks for nothing now."""
    if not record:
        return "You own no goals. /goal sets one, /goal list shows everyone's."
    async with visit.reading() as tx:
        bundle = await check_ins.in_bundle(tx, record) if record.startswith("chk_") else []
    if any(o.state in ANSWERED for o in bundle):
        return "These check-ins are answered already. /checkin updates your goals at any time."
    if any(o.state is State.CANCELLED for o in bundle):
        return (
            "These check-ins were called off: their goals are paused, retired or asked for on "
            "other days now. /checkin updates the goals that are active."
        )
    return "Only an active goal takes values. /goal list shows how it stands."
