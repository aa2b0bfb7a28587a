"""Recording answers: the values, the check-in that asked, the thread, and whoever was asked."""

from collections.abc import Sequence

from bot.charts.making import Picture, picture_of
from bot.check_ins import forms
from bot.check_ins.given import Given
from bot.check_ins.views import summary as view
from bot.initiatives import cards, reminders
from bot.kit.visit import Visit
from domain.check_ins import State, answered_state
from domain.people import PersonId
from storage import (
    answer_drafts,
    calendars,
    check_ins,
    documents,
    initiatives,
    readings,
    schedule,
    standings,
)
from storage.database import Transaction
from storage.standings import Standing


async def keep(visit: Visit, meta: forms.Answering, answers: Sequence[Given]) -> int:
    """Keep the answers of a check-in in one transaction; return how many goals they are for."""
    key = visit.modal.submission_key
    names = await visit.names([visit.person_id])
    async with visit.transaction() as tx:
        if await documents.first_time(tx, key):
            for one in answers:
                await _answer(tx, visit, one, key, names(visit.person_id))
            asking = [one.occurrence_id for one in answers if one.occurrence_id]
            await reminders.retell(tx, asking)
            await answer_drafts.drop(tx, visit.person_id, meta.record)
    return len(answers)


async def _answer(tx: Transaction, visit: Visit, given: Given, key: str, who: str) -> None:
    goal = given.standing.goal
    before = {m.kpi.id: m.last.value for m in given.standing.measured if m.last}
    for kpi_id, value in given.new.items():
        await readings.put(tx, kpi_id, value, source_key=key, by=visit.person_id)
    late = await _close(tx, visit, given)
    after = (await standings.of_goals(tx, [goal]))[0]
    initiative = await initiatives.get(tx, goal.initiative_id)
    answered = view.Answered(after, before, who, given.note, late=late)
    shown = view.summary(answered)
    await cards.tell(
        tx,
        initiative,
        shown,
        pictures=await charts(tx, after, before=len(shown.blocks) - 1),
        about=f"the check-in of “{goal.title}”",
        responsible=goal.owner_id,
        dedupe_key=f"checked_in:{goal.id}:{key}",
    )


async def charts(tx: Transaction, standing: Standing, *, before: int) -> list[Picture]:
    """Return the chart of a goal's first KPI that has a line to show."""
    for measured in standing.measured:
        found = await picture_of(tx, measured, standing.zone, at=before)
        if found is not None:
            return [found]
    return []


async def _close(tx: Transaction, visit: Visit, given: Given) -> bool:
    """Note the answer on the occurrence that asked, or on the one it comes before.

    Return whether it came late. Who answered what somebody else answered meanwhile is the newest.
    """
    goal = given.standing.goal
    found = await check_ins.find_many(tx, [given.occurrence_id], lock=True)
    waits = [o for o in found if o.state in (State.OPEN, State.MISSED, State.SKIPPED)]
    if not waits:
        await schedule.answer_early(
            tx, goal, by=visit.person_id, confidence=given.confidence, words=given.note
        )
        return False
    today = tx.now.astimezone(given.standing.zone).date()
    calendar = await calendars.of(tx, PersonId(goal.owner_id))
    state = answered_state(waits[0], today, calendar, given.standing.thresholds)
    await check_ins.answer(
        tx,
        waits[0],
        by=visit.person_id,
        state=state,
        confidence=given.confidence,
        words=given.note,
    )
    return state is State.LATE
