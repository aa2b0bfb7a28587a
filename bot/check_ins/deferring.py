"""Not now, not me, not any more: snooze, skip, hand over, pause; and a goal review's answers."""

from zoneinfo import ZoneInfo

from bot.check_ins import explaining, forms, loading
from bot.check_ins.views import deferring as view
from bot.initiatives import cards, closing, owning, reminders
from bot.initiatives import loading as initiatives_loading
from bot.kit.answers import Answer, Close, Open, say
from bot.kit.blocks import section
from bot.kit.text import counted, dated
from bot.kit.visit import Visit
from domain import access
from domain.check_ins import Occurrence, State, check_move, check_snooze, snooze_until
from domain.errors import Refusal
from domain.goals import Goal, GoalStage, check_changes
from domain.people import Person, PersonId
from storage import calendars, check_ins, decisions, documents, goals, people, schedule

Waiting = list[tuple[Occurrence, Goal]]


async def open_ones(visit: Visit, record: str) -> Waiting:
    """Return what a message asked for and still waits; refuses what is not the person's."""
    asked = await loading.asked(visit, record)
    found = [(asked.occurrences.get(s.goal.id), s.goal) for s in asked.standings]
    waiting = [(o, goal) for o, goal in found if o is not None and o.state is State.OPEN]
    if not waiting:
        raise Refusal(await explaining.nothing_to_answer(visit, record))
    return waiting


async def snooze(visit: Visit) -> Answer:
    """Remind again later; only these occurrences move.

    A goal that is due again before that is left as it is, and named.
    """
    found = await open_ones(visit, visit.record)
    zone = await visit.zone()
    async with visit.transaction() as tx:
        calendar = await calendars.of(tx, visit.person_id)
        until = snooze_until(visit.chosen or "1h", visit.now, zone, calendar)
        shown = f"{until.astimezone(zone):%d %B %H:%M}"
        refused: list[Refusal] = []
        for occurrence, goal in found:
            row = await schedule.find(tx, goal.id)
            try:
                check_snooze(occurrence, until, row.next_due_at if row else None)
            except Refusal as refusal:
                refused.append(refusal)
                continue
            await check_ins.snooze(tx, occurrence, until, shown, visit.person_id)
    if len(refused) == len(found):
        raise Refusal(refused[0].sentence)
    words = f"I will ask again {dated(until, '{date_pretty} at {time}')}."
    plain = f"I will ask again at {until.astimezone(zone):%H:%M on %d %B}."
    if refused:
        rest = f" {counted(len(refused), 'goal')} of these will be due again before that."
        words, plain = words + rest, plain + rest
    # the sentence alone would show the date's token, not the date
    return say(plain, section(words))


async def open_skip(visit: Visit) -> Answer:
    """Ask why it is skipped."""
    found = await open_ones(visit, visit.record)
    return Open(view.skip_form(visit.record, [goal for _, goal in found]))


async def skip(visit: Visit) -> Answer:
    """Leave this check-in out, with the reason."""
    meta = visit.modal.metadata(forms.OfAsk)
    reason = visit.modal.words(forms.REASON).strip()
    if not reason:
        raise Refusal("Write why, in a few words.", field=forms.REASON)
    found = await open_ones(visit, meta.occurrence)
    async with visit.transaction() as tx:
        if await documents.first_time(tx, visit.modal.submission_key):
            for occurrence, _ in found:
                check_move(occurrence, State.SKIPPED)
                await check_ins.skip(tx, occurrence, reason, visit.person_id)
            skipped = [occurrence.id for occurrence, _ in found]
            await reminders.retell(tx, skipped, closing.skipped(reason))
    return Close(everything=True)


async def pause(visit: Visit) -> Answer:
    """Pause what a message asked for."""
    found = await open_ones(visit, visit.record)
    async with visit.transaction() as tx:
        called_off: list[str] = []
        for _, shown in found:
            goal = await owning.held(tx, shown.id)
            if goal.stage is not GoalStage.ACTIVE:
                continue  # somebody else was faster
            await goals.change(tx, goal.id, stage=GoalStage.PAUSED)
            called_off += await schedule.pause(tx, goal.id, "paused", visit.person_id)
            what = f"paused the goal “{goal.title}”"
            await decisions.log(tx, goal.initiative_id, visit.person_id, what)
            await cards.refresh(tx, goal.initiative_id, visit.person_id)
        await reminders.retell(tx, called_off, closing.paused)
    return say("Paused. /goal list brings them back when the numbers are needed again.")


async def take_over(visit: Visit) -> Answer:
    """Own a goal whose owner has left Slack."""
    standing, initiative = await loading.of_goal(visit, visit.record)
    access.check_living(initiative)
    await owning.check_may_own(visit, initiative, visit.person_id)
    person = await visit.person()
    async with visit.transaction() as tx:
        goal = await owning.held(tx, standing.goal.id)
        check_changes(goal)
        owner = await people.person(tx, goal.owner_id)
        if owner is not None and owner[0].active:
            raise Refusal(_has_owner(owner[0], visit.person_id))
        await goals.hand_over(tx, goal, visit.person_id, given_by=goal.owner_id)
        await schedule.owner_moved(tx, visit.person_id, person.time_zone)
        what = f"took over the goal “{goal.title}”"
        await decisions.log(tx, initiative.id, visit.person_id, what)
    return say(f"“{goal.title}” is yours now. You will be asked for its values.")


def _has_owner(owner: Person, person: PersonId) -> str:
    if owner.id == person:
        return "It is yours already. You will be asked for its values."
    return f"{owner.name} owns it and is here. They can hand the goal over to you."


async def keep(visit: Visit) -> Answer:
    """Answer a goal review: the goal stays as it is."""
    async with visit.reading() as tx:
        occurrence = await check_ins.find(tx, visit.record)
    if occurrence is None:
        raise initiatives_loading.GONE
    standing, initiative = await loading.of_goal(visit, occurrence.goal_id)
    if not await loading.may_answer(visit, standing.goal, {initiative.id: initiative}, occurrence):
        raise loading.NOT_YOURS
    check_move(occurrence, State.SUBMITTED)
    zone = ZoneInfo((await visit.person()).time_zone)
    async with visit.transaction() as tx:
        await check_ins.answer(tx, occurrence, by=visit.person_id, state=State.SUBMITTED)
        await goals.change(tx, standing.goal.id, reviewed_on=tx.now.astimezone(zone).date())
        what = f"kept the goal “{standing.goal.title}” for another quarter"
        await decisions.log(tx, initiative.id, visit.person_id, what)
    return say(f"“{standing.goal.title}” is kept. You are asked again in a quarter.")
