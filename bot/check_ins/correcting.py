"""Correcting: another value takes the place of the last one, which stays on record."""

from bot.check_ins import forms, loading, recording
from bot.check_ins.views import modal as view
from bot.check_ins.views import summary
from bot.initiatives import cards
from bot.kit.answers import Answer, Close, Open
from bot.kit.visit import Visit
from domain.errors import Refusal
from domain.initiatives import Initiative
from domain.kpis import Kpi, Reading
from domain.kpis import standing as left_standing
from storage import documents, readings, standings
from storage.database import Transaction
from storage.standings import Standing


async def open_correct(visit: Visit) -> Answer:
    """Open the last values of a goal to correct them."""
    standing, _ = await loading.of_goal(visit, visit.record)
    await _check(visit, standing)
    async with visit.reading() as tx:
        last = await _last(tx, standing)
    if not last:
        raise Refusal("There is no value yet to correct. /checkin takes the first.")
    return Open(view.correct_form(standing, last, await visit.zone()))


async def _check(visit: Visit, standing: Standing) -> None:
    found = await loading.asked(visit, standing.goal.id)
    if not found.standings:
        raise Refusal("Only an active goal takes values. Make it active in its ⋯ menu first.")


async def _last(tx: Transaction, standing: Standing) -> list[tuple[Kpi, Reading]]:
    """Return the newest reading of each KPI that no other has corrected."""
    known = await readings.of_kpis(tx, [m.kpi.id for m in standing.measured])
    left = [(m.kpi, left_standing(known[m.kpi.id])) for m in standing.measured]
    return [(kpi, kept[-1]) for kpi, kept in left if kept]


async def correct(visit: Visit) -> Answer:
    """Keep other values in the place of the last ones; those stay on record."""
    meta = visit.modal.metadata(forms.OfGoal)
    standing, initiative = await loading.of_goal(visit, meta.goal)
    await _check(visit, standing)
    names = await visit.names([visit.person_id])
    words = forms.typed(visit.modal)
    typed = {m.kpi.id: forms.value(words, m.kpi) for m in standing.measured}
    if all(value is None for value in typed.values()):
        field = visit.modal.first_input
        raise Refusal("Write the right value, or close this form.", field=field)
    async with visit.transaction() as tx:
        if not await documents.first_time(tx, visit.modal.submission_key):
            return Close(everything=True)
        changed = False
        for kpi, last in await _last(tx, standing):
            value = typed.get(kpi.id)
            if value is None or last.value == value:
                continue
            key = visit.modal.submission_key
            changed |= await readings.put(
                tx, kpi.id, value, source_key=key, at=last.at, by=visit.person_id, corrects=last.id
            )
        if changed:
            await _tell(tx, standing, names(visit.person_id), initiative)
    return Close(everything=True)


async def _tell(tx: Transaction, before: Standing, who: str, initiative: Initiative) -> None:
    after = (await standings.of_goals(tx, [before.goal]))[0]
    old = {m.kpi.id: m.last.value for m in before.measured if m.last}
    shown = summary.summary(summary.Answered(after, old, who, corrects=True))
    await cards.tell(
        tx,
        initiative,
        shown,
        pictures=await recording.charts(tx, after, before=len(shown.blocks) - 1),
        about=f"a correction of “{before.goal.title}”",
        responsible=before.goal.owner_id,
    )
