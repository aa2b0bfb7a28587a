"""A person's own time away: noted by themselves, and what it does to their check-ins."""

from datetime import date
from zoneinfo import ZoneInfo

from bot.check_ins.views import away as view
from bot.kit.answers import Answer, Open, Update
from bot.kit.blocks import Json
from bot.kit.visit import Visit
from domain.absences import touched
from domain.cadence import Cadence
from domain.calendars import Away, check_away
from domain.errors import Refusal
from storage import calendars, goals, schedule
from storage.database import Transaction


async def open_away(visit: Visit) -> Answer:
    """Show when the person is away, and ask for the next time."""
    return Open(await _form(visit))


async def save(visit: Visit) -> Answer:
    """Note an absence, reckon the dates anew, and say what comes of it."""
    first, last = visit.modal.day(view.FIRST), visit.modal.day(view.LAST)
    if first is None or last is None:
        raise Refusal("Choose a day.", field=view.LAST if first else view.FIRST)
    away = Away(first=first, last=last)
    today = visit.day_in(await visit.zone())
    async with visit.transaction() as tx:
        known = await calendars.absences(tx, visit.person_id, today)
        check_away(away, known, today, field=view.LAST)
        effects = await _effects(tx, visit, away)
        await calendars.set_away(tx, visit.person_id, away.first, away.last)
        await schedule.days_off_changed(tx, visit.person_id)
    return Update(await _form(visit, view.Saved(away, effects)))


async def _effects(tx: Transaction, visit: Visit, away: Away) -> list[view.Effect]:
    rows = await schedule.active_of(tx, visit.person_id)
    known = await goals.find_many(tx, [row.goal_id for row in rows])
    shared = await calendars.shared(tx)
    found = []
    for row in rows:
        cadence, zone = Cadence.model_validate(row.rule), ZoneInfo(row.zone)
        what = touched(cadence, zone, shared, away, visit.now)
        if what is not None:
            found.append(view.Effect(known[row.goal_id], what))
    return sorted(found, key=lambda effect: (effect.what.first, effect.goal.title))


async def remove(visit: Visit) -> Answer:
    """Forget an absence: the dates are reckoned anew."""
    first = date.fromisoformat(visit.record)
    async with visit.transaction() as tx:
        await calendars.end_away(tx, visit.person_id, first)
        await schedule.days_off_changed(tx, visit.person_id)
    return Update(await _form(visit))


async def _form(visit: Visit, saved: view.Saved | None = None) -> Json:
    today = visit.day_in(await visit.zone())
    async with visit.reading() as tx:
        return view.away_form(await calendars.absences(tx, visit.person_id, today), today, saved)
