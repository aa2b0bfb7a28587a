"""Answering: one modal for all KPIs, page by page; the thread hears what changed."""

from dataclasses import dataclass
from decimal import Decimal

from bot.charts.making import Picture, picture_of
from bot.check_ins import away, forms, loading, views
from bot.initiatives import cards
from bot.kit.answers import Answer, Close, Open, Update, say
from bot.kit.visit import Visit
from domain.check_ins import State, answered_state
from domain.errors import Refusal
from domain.initiatives import Initiative
from domain.kpis import standing as left_standing
from domain.people import PersonId
from domain.status import disagrees
from storage import (
    calendars,
    check_ins,
    documents,
    goals,
    initiatives,
    outbox,
    readings,
    schedule,
    standings,
)
from storage.database import Transaction
from storage.standings import Standing


async def now(visit: Visit) -> Answer:
    """Answer `/checkin`: all goals of the person, whether they are due or not."""
    if visit.words.strip().casefold() == "away":
        return await away.open_away(visit)
    return await _open(visit, "")


async def open_check_in(visit: Visit) -> Answer:
    """Open what a message asked for, or one goal."""
    return await _open(visit, visit.record)


async def _open(visit: Visit, record: str) -> Answer:
    asked = await loading.asked(visit, record)
    if not asked.standings:
        return say(views.no_goals(owns_none=not record))
    return Open(await _page(visit, asked, forms.Answering(record=record, page=0)))


async def _page(visit: Visit, asked: loading.Asked, before: forms.Answering) -> dict[str, object]:
    """Return the page that comes after `before`; `asked` are the goals that are left."""
    pages = views.pages_of(asked.standings)
    shown = pages[0]
    meta = forms.Answering(
        record=before.record,
        page=before.page + 1,
        after=_place(shown[-1]),
        goals=tuple(s.goal.id for s in shown),
        occurrences=tuple(_id(asked, s) for s in shown),
    )
    total = before.page + len(pages)
    return views.check_in_modal(views.Shown(shown, meta, total, await visit.zone()))


def _place(standing: Standing) -> str:
    """Return where a goal stands in the order of the pages."""
    goal = standing.goal
    return f"{goal.initiative_id}/{goal.priority:06}/{goal.id}"


def _id(asked: loading.Asked, standing: Standing) -> str:
    occurrence = asked.occurrences.get(standing.goal.id)
    return occurrence.id if occurrence else ""


@dataclass(frozen=True)
class Given:
    """What a person answered for a goal."""

    standing: Standing
    occurrence_id: str
    values: dict[str, Decimal]
    confidence: float | None
    note: str


async def unchanged(visit: Visit) -> Answer:
    """Record the last values of this page again."""
    meta = visit.modal.metadata(forms.Answering)
    shown = await _shown(visit, meta)
    given = [
        Given(s, occurrence, {m.kpi.id: m.last.value for m in s.measured if m.last}, None, "")
        for s, occurrence in shown
    ]
    return Update(await _keep(visit, meta, [g for g in given if g.values]))


async def save(visit: Visit) -> Answer:
    """Keep what was typed; a goal for which nothing was typed keeps waiting."""
    meta = visit.modal.metadata(forms.Answering)
    given = [_given(visit, s, occurrence) for s, occurrence in await _shown(visit, meta)]
    return Update(await _keep(visit, meta, [g for g in given if g is not None]))


async def _shown(visit: Visit, meta: forms.Answering) -> list[tuple[Standing, str]]:
    """Return the goals of a page as they stand now, with what asked for them."""
    async with visit.reading() as tx:
        found = await goals.find_many(tx, meta.goals)
        ordered = [found[goal_id] for goal_id in meta.goals if goal_id in found]
        standing = await standings.of_goals(tx, ordered)
    asked = dict(zip(meta.goals, meta.occurrences, strict=True))
    return [(s, asked[s.goal.id]) for s in standing]


def _given(visit: Visit, standing: Standing, occurrence_id: str) -> Given | None:
    """Read the answer for one goal. Sure of what the numbers deny asks for a reason."""
    view, goal_id = visit.modal, standing.goal.id
    values = {}
    for measured in standing.measured:
        value = forms.value(view, measured.kpi)
        if value is not None:
            values[measured.kpi.id] = value
    confidence, note = forms.confidence(view, goal_id), forms.note(view, goal_id)
    if not values and confidence is None and not note:
        return None
    status = standings.with_values(standing, values, visit.now)
    if confidence is not None and not note and disagrees(status, confidence, standing.thresholds):
        computed = status.value.replace("_", " ")
        msg = f"The numbers say {computed}, you say {round(confidence * 100)}%. Write why."
        raise Refusal(msg, field=forms.note_key(goal_id))
    return Given(standing, occurrence_id, values, confidence, note)


async def _keep(visit: Visit, meta: forms.Answering, given: list[Given]) -> dict[str, object]:
    """Keep the answers of a page, and return the next page or the end."""
    key = f"{visit.modal.submission_key}/{meta.page}"
    names = await visit.names([visit.person_id])
    async with visit.transaction() as tx:
        if await documents.first_time(tx, key):
            for one in given:
                await _answer(tx, visit, one, key, names(visit.person_id))
            await _tell_asker(tx, meta)
    asked = await loading.asked(visit, meta.record)
    rest = [s for s in asked.standings if _place(s) > meta.after]
    if not rest:
        return views.done(len(given))
    return await _page(visit, loading.Asked(rest, asked.occurrences), meta)


async def _answer(tx: Transaction, visit: Visit, given: Given, key: str, who: str) -> None:
    goal = given.standing.goal
    before = {m.kpi.id: m.last.value for m in given.standing.measured if m.last}
    came = {m.kpi.id: m.last.value for m in given.standing.measured if m.last and m.is_confirmable}
    for kpi_id, value in given.values.items():
        if came.get(kpi_id) == value:
            continue  # confirmed: it stands already
        await readings.put(tx, kpi_id, value, source_key=key, by=visit.person_id)
    late = await _close(tx, visit, given)
    after = (await standings.of_goals(tx, [goal]))[0]
    initiative = await initiatives.get(tx, goal.initiative_id)
    shown = views.summary(views.Answered(after, before, who, given.note, late))
    await cards.tell(
        tx,
        initiative,
        shown,
        pictures=await _charts(tx, after, before=len(shown.blocks) - 1),
        about=f"the check-in of “{goal.title}”",
        responsible=goal.owner_id,
        dedupe_key=f"checked_in:{goal.id}:{key}",
    )


async def _charts(tx: Transaction, standing: Standing, *, before: int) -> list[Picture]:
    """Return the chart of a goal's first KPI that has a line to show."""
    for measured in standing.measured:
        found = await picture_of(tx, measured, standing.zone, at=before)
        if found is not None:
            return [found]
    return []


async def _close(tx: Transaction, visit: Visit, given: Given) -> bool:
    """Note the answer on the occurrence that asked, or on the one it comes before."""
    goal = given.standing.goal
    found = await check_ins.find(tx, given.occurrence_id) if given.occurrence_id else None
    if found is None or found.state in (State.SUBMITTED, State.LATE):
        await schedule.answer_early(
            tx, goal, by=visit.person_id, confidence=given.confidence, words=given.note
        )
        return False
    today = tx.now.astimezone(given.standing.zone).date()
    calendar = await calendars.of(tx, PersonId(goal.owner_id))
    state = answered_state(found, today, calendar, given.standing.thresholds)
    await check_ins.answer(
        tx,
        found,
        by=visit.person_id,
        state=state,
        confidence=given.confidence,
        words=given.note,
    )
    return state is State.LATE


async def _tell_asker(tx: Transaction, meta: forms.Answering) -> None:
    """Put the answer in the place of the question."""
    asked = next((o for o in meta.occurrences if o), "")
    if not asked:
        return
    bundle = await check_ins.in_bundle(tx, asked)
    answered = sum(o.state is not State.OPEN for o in bundle)
    if not answered:
        return
    if answered < len(bundle):
        return  # the buttons are still needed
    shown = views.answered_dm(answered, len(bundle))
    await outbox.edit(
        tx, place=bundle[0].bundle, text=shown.text, blocks=shown.blocks, about="a check-in"
    )


async def open_correct(visit: Visit) -> Answer:
    """Open the last values of a goal to correct them."""
    standing, _ = await loading.of_goal(visit, visit.record)
    await _check(visit, standing)
    return Open(views.correct_form(standing, await visit.zone()))


async def _check(visit: Visit, standing: Standing) -> None:
    found = await loading.asked(visit, standing.goal.id)
    if not found.standings:
        raise Refusal("Only an active goal takes values. Make it active in its ⋯ menu first.")


async def correct(visit: Visit) -> Answer:
    """Keep other values in the place of the last ones; those stay on record."""
    meta = visit.modal.metadata(forms.OfGoal)
    standing, initiative = await loading.of_goal(visit, meta.goal)
    await _check(visit, standing)
    names = await visit.names([visit.person_id])
    typed = {m.kpi.id: forms.value(visit.modal, m.kpi) for m in standing.measured}
    async with visit.transaction() as tx:
        if not await documents.first_time(tx, visit.modal.submission_key):
            return Close(everything=True)
        known = await readings.of_kpis(tx, [m.kpi.id for m in standing.measured])
        changed = False
        for kpi_id, value in typed.items():
            last = next(iter(left_standing(known[kpi_id])[::-1]), None)
            if value is None or last is None or last.value == value:
                continue
            key = visit.modal.submission_key
            changed |= await readings.put(
                tx, kpi_id, value, source_key=key, at=last.at, by=visit.person_id, corrects=last.id
            )
        if changed:
            await _tell_correction(tx, standing, names(visit.person_id), initiative)
    return Close(everything=True)


async def _tell_correction(
    tx: Transaction, before: Standing, who: str, initiative: Initiative
) -> None:
    after = (await standings.of_goals(tx, [before.goal]))[0]
    old = {m.kpi.id: m.last.value for m in before.measured if m.last}
    shown = views.summary(views.Answered(after, old, f"{who} (correction)", "", late=False))
    await cards.tell(
        tx,
        initiative,
        shown,
        pictures=await _charts(tx, after, before=len(shown.blocks) - 1),
        about=f"a correction of “{before.goal.title}”",
        responsible=before.goal.owner_id,
    )
