"""By which rule a goal is asked for: as a form has it so far, and as it is kept."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot import ids
from bot.goals import forms
from bot.goals.views.cadence import Asking
from bot.kit.visit import Visit
from domain.cadence import Cadence, Every, preview
from domain.check_ins import Kind
from domain.errors import Refusal
from domain.goals import Goal, GoalStage
from domain.people import PersonId
from storage import calendars, schedule
from storage.database import Transaction

QUARTER_DAYS = 91


def usual(starts: date) -> Cadence:
    """Return the rule that a form begins with."""
    return Cadence(every=Every.WEEKLY, starts=starts)


async def as_chosen(visit: Visit, owner_id: PersonId, before: Cadence) -> Asking:
    """Return the rule as the form has it so far, with its next five dates for an owner."""
    owner = await visit.directory.person(owner_id)
    asking = Asking(before, owner.name, owner.time_zone)
    if visit.view is not None and visit.view.callback_id in (ids.goals.CREATE, ids.goals.SAVE):
        try:
            asking = replace(asking, rule=forms.cadence(visit.modal, before))
        except Refusal as refusal:
            every = Every(visit.modal.chosen(forms.EVERY) or before.every)
            rule = before.model_copy(update={"every": every})
            return replace(asking, rule=rule, trouble=refusal.sentence)
    async with visit.reading() as tx:
        calendar = await calendars.of(tx, owner_id)
    zone = ZoneInfo(asking.rule.zone or asking.zone)
    return replace(asking, preview=preview(asking.rule, zone, calendar, after=visit.now))


async def begin(tx: Transaction, goal: Goal, rule: Cadence, zone: str) -> None:
    """Ask for a goal by a rule, and each quarter whether to keep, adjust or retire it."""
    await schedule.put(tx, goal, rule, zone)
    await schedule.put(tx, goal, _review(goal.starts), zone, Kind.REVIEW)


async def change(tx: Transaction, before: Goal, after: Goal, rule: Cadence, zone: str) -> None:
    """Ask by another rule from now on; a goal that is not active stays unasked."""
    await schedule.put(tx, after, rule, zone)
    if after.starts != before.starts:
        await schedule.put(tx, after, _review(after.starts), zone, Kind.REVIEW)
    if after.stage is not GoalStage.ACTIVE:
        await schedule.pause(tx, after.id, after.stage.value)


async def rule_of(tx: Transaction, goal: Goal) -> Cadence:
    """Return the rule by which a goal is asked for; the usual one where it cannot be read."""
    row = await schedule.find(tx, goal.id)
    if row is None or row.state == "quarantined":
        return usual(goal.starts)
    return Cadence.model_validate(row.rule)


def _review(starts: date) -> Cadence:
    """Return the rule of the goal review: once a quarter, from the first quarter's end on."""
    first = starts + timedelta(days=QUARTER_DAYS)
    return Cadence(every=Every.QUARTERLY, starts=first, day=first.day)
