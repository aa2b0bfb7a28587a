"""Not now, not me, not any more: snooze, skip, hand over, pause; and why a check-in came."""

from zoneinfo import ZoneInfo

from bot.check_ins import forms, loading, views
from bot.initiatives import loading as initiatives_loading
from bot.kit.answers import Answer, Close, Open, say
from bot.kit.blocks import section
from bot.kit.text import dated
from bot.kit.visit import Visit
from domain.check_ins import Occurrence, State, check_move, check_snooze, snooze_until
from domain.errors import Refusal
from domain.goals import Goal, GoalStage
from domain.people import PersonId
from storage import calendars, check_ins, decisions, documents, goals, outbox, people, schedule

LATEST = 10


async def _open_ones(visit: Visit, record: str) -> list[tuple[Occurrence, Goal]]:
    """Return what a message asked for and still waits; refuses what is not the person's."""
    asked = await loading.asked(visit, record)
    found = [
        (asked.occurrences[s.goal.id], s.goal)
        for s in asked.standings
        if s.goal.id in asked.occurrences
    ]
    if not found:
        raise Refusal(views.no_goals(owns_none=False))
    return found


async def snooze(visit: Visit) -> Answer:
    """Remind again later; only this occurrence moves."""
    found = await _open_ones(visit, visit.record)
    chosen = visit.chosen or "1h"
    zone = await visit.zone()
    async with visit.transaction() as tx:
        calendar = await calendars.of(tx, visit.person_id)
        until = snooze_until(chosen, visit.now, zone, calendar)
        for occurrence, goal in found:
            row = await schedule.find(tx, goal.id)
            check_snooze(occurrence, until, row.next_due_at if row else None)
            shown = f"{until.astimezone(zone):%d %B %H:%M}"
            await check_ins.snooze(tx, occurrence, until, shown, visit.person_id)
    words = f"I will ask again {dated(until, '{date_pretty} at {time}')}."
    # the sentence alone would show the date's token, not the date
    return say(f"I will ask again at {until.astimezone(zone):%H:%M on %d %B}.", section(words))


async def open_skip(visit: Visit) -> Answer:
    """Ask why it is skipped."""
    found = await _open_ones(visit, visit.record)
    return Open(views.skip_form(visit.record, [goal for _, goal in found]))


async def skip(visit: Visit) -> Answer:
    """Leave this check-in out, with the reason."""
    meta = visit.modal.metadata(forms.OfAsk)
    reason = visit.modal.words(forms.REASON).strip()
    if not reason:
        raise Refusal("Write why, in a few words.", field=forms.REASON)
    found = await _open_ones(visit, meta.occurrence)
    async with visit.transaction() as tx:
        if await documents.first_time(tx, visit.modal.submission_key):
            for occurrence, _ in found:
                check_move(occurrence, State.SKIPPED)
                await check_ins.skip(tx, occurrence, reason, visit.person_id)
            await outbox.edit(
                tx,
                place=found[0][0].bundle,
                text=f"Skipped: {reason}. The next check-in comes as planned.",
                about="a check-in",
            )
    return Close(everything=True)


async def open_hand_over(visit: Visit) -> Answer:
    """Ask who answers this time."""
    await _open_ones(visit, visit.record)
    return Open(views.hand_over_form(visit.record))


async def hand_over(visit: Visit) -> Answer:
    """Let somebody else answer this time; the goals keep their owner."""
    meta = visit.modal.metadata(forms.OfAsk)
    to = PersonId(visit.modal.chosen(forms.PERSON) or "")
    if not to or to == visit.person_id:
        raise Refusal("Choose somebody else.", field=forms.PERSON)
    found = await _open_ones(visit, meta.occurrence)
    names = await visit.names([visit.person_id, to])
    async with visit.transaction() as tx:
        if not await documents.first_time(tx, visit.modal.submission_key):
            return Close(everything=True)
        for occurrence, _ in found:
            await check_ins.ask_instead(tx, occurrence, to, f"to {names(to)}", visit.person_id)
        shown = views.handed_over(
            found[0][0].id, [goal for _, goal in found], names(visit.person_id)
        )
        await outbox.post(
            tx,
            conversation=to,
            text=shown.text,
            blocks=shown.blocks,
            about="a check-in",
            dedupe_key=f"handed:{found[0][0].id}:{to}",
            responsible=visit.person_id,
        )
        await outbox.edit(
            tx,
            place=found[0][0].bundle,
            text=f"Handed over to {names(to)} for this time.",
            about="a check-in",
        )
    return Close(everything=True)


async def pause(visit: Visit) -> Answer:
    """Pause what a message asked for."""
    found = await _open_ones(visit, visit.record)
    async with visit.transaction() as tx:
        for _, goal in found:
            await goals.change(tx, goal.id, stage=GoalStage.PAUSED)
            await schedule.pause(tx, goal.id, "paused", visit.person_id)
            what = f"paused the goal “{goal.title}”"
            await decisions.log(tx, goal.initiative_id, visit.person_id, what)
    return say("Paused. /goal list brings them back when the numbers are needed again.")


async def why(visit: Visit) -> Answer:
    """Show why the last check-ins of a goal came, came late, or did not."""
    record = visit.record
    if record.startswith("chk_"):
        async with visit.reading() as tx:
            occurrence = await check_ins.find(tx, record)
        if occurrence is None:
            raise initiatives_loading.GONE
        record = occurrence.goal_id
    standing, _ = await loading.of_goal(visit, record)
    async with visit.reading() as tx:
        latest = await check_ins.latest(tx, record, limit=LATEST)
        stories = [(each, await check_ins.lines(tx, each.id)) for each in latest]
    following = standing.schedule.next_due_at if standing.schedule else None
    return Open(views.why_modal(standing.goal, stories, following))


async def take_over(visit: Visit) -> Answer:
    """Own a goal whose owner has left Slack."""
    standing, initiative = await loading.of_goal(visit, visit.record)
    goal, person = standing.goal, await visit.person()
    async with visit.transaction() as tx:
        owner = await people.person(tx, goal.owner_id)
        if owner is not None and owner[0].active:
            raise Refusal("Its owner is here. They can hand the goal over to you.")
        await goals.hand_over(tx, goal, visit.person_id, given_by=goal.owner_id)
        await schedule.owner_moved(tx, visit.person_id, person.time_zone)
        what = f"took over the goal “{goal.title}”"
        await decisions.log(tx, initiative.id, visit.person_id, what)
    return say(f"“{goal.title}” is yours now. You will be asked for its values.")


async def keep(visit: Visit) -> Answer:
    """Answer a goal review: the goal stays as it is."""
    async with visit.reading() as tx:
        occurrence = await check_ins.find(tx, visit.record)
    if occurrence is None:
        raise initiatives_loading.GONE
    standing, initiative = await loading.of_goal(visit, occurrence.goal_id)
    check_move(occurrence, State.SUBMITTED)
    async with visit.transaction() as tx:
        today = tx.now.astimezone(ZoneInfo((await visit.person()).time_zone)).date()
        await check_ins.answer(tx, occurrence, by=visit.person_id, state=State.SUBMITTED)
        await goals.change(tx, standing.goal.id, reviewed_on=today)
        what = f"kept the goal “{standing.goal.title}” for another quarter"
        await decisions.log(tx, initiative.id, visit.person_id, what)
    return say(f"“{standing.goal.title}” is kept. You are asked again in a quarter.")
