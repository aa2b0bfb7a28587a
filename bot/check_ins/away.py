"""A person's own time away: noted by themselves, and what it does to their check-ins."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.check_ins.views import away as view
from bot.kit.answers import Answer, Open, Update
from bot.kit.blocks import Json
from bot.kit.visit import Visit
from domain.absences import touched, turn
from domain.cadence import Cadence
from domain.calendars import Away, check_away
from domain.errors import Refusal
from domain.people import PersonId
from storage import calendars, goals, schedule, stand_ins
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
        await calendars.set_away(tx, visit.person_id, away.first, away.last)
        await _reckon(tx, visit.person_id)
        effects = await _effects(tx, visit, away)
    return Update(await _form(visit, view.Saved(away, effects)))


async def ask_backups(visit: Visit) -> Answer:
    """Let the backups of the person's goals be asked while they are away."""
    return await _change(visit, asked=True)


async def ask_nobody(visit: Visit) -> Answer:
    """Let the check-ins wait until the person is back."""
    return await _change(visit, asked=False)


async def _change(visit: Visit, *, asked: bool) -> Answer:
    first = date.fromisoformat(visit.record)
    today = visit.day_in(await visit.zone())
    async with visit.transaction() as tx:
        await calendars.ask_backups(tx, visit.person_id, first, asked=asked)
        await _reckon(tx, visit.person_id)
        known = await calendars.absences(tx, visit.person_id, today)
        away = next((one for one in known if one.first == first), None)
        effects = await _effects(tx, visit, away) if away else []
    return Update(await _form(visit, view.Saved(away, effects) if away else None))


async def _reckon(tx: Transaction, person: PersonId) -> None:
    await schedule.days_off_changed(tx, person)
    await stand_ins.settle(tx, person)


async def _effects(tx: Transaction, visit: Visit, away: Away) -> list[view.Effect]:
    """Return what an absence does to the check-ins of each of the person's goals."""
    rows = await schedule.active_of(tx, visit.person_id)
    known = await goals.find_many(tx, [row.goal_id for row in rows])
    shared = await calendars.shared(tx)
    people = {one for goal in known.values() if (one := goal.backup_id)}
    days_off = await calendars.of_people(tx, people)
    found = []
    for row in rows:
        goal = known[row.goal_id]
        cadence, zone = Cadence.model_validate(row.rule), ZoneInfo(row.zone)
        what = touched(cadence, zone, shared, away, visit.now)
        if what is None:
            continue
        begin = datetime.combine(what.first, time(0), zone)
        owner = shared.model_copy(update={"away": (away,)})
        backup = days_off[goal.backup_id] if goal.backup_id else None
        lent = turn(cadence, zone, owner, backup, after=max(visit.now, begin)).by_backup
        found.append(view.Effect(goal, what, asked=goal.backup_id if lent else None))
    return sorted(found, key=lambda effect: (effect.what.first, effect.goal.title))


async def remove(visit: Visit) -> Answer:
    """Forget an absence: the dates are reckoned anew."""
    first = date.fromisoformat(visit.record)
    async with visit.transaction() as tx:
        await calendars.end_away(tx, visit.person_id, first)
        await _reckon(tx, visit.person_id)
    return Update(await _form(visit))


async def _form(visit: Visit, saved: view.Saved | None = None) -> Json:
    today = visit.day_in(await visit.zone())
    async with visit.reading() as tx:
        return view.away_form(await calendars.absences(tx, visit.person_id, today), today, saved)
