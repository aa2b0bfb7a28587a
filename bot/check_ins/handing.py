"""Handing a check-in on: somebody else answers this time, the goals keep their owner."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.check_ins import deferring, forms
from bot.check_ins.views import deferring as view
from bot.initiatives import closing, reminders
from bot.kit.answers import Answer, Close, Open
from bot.kit.visit import Visit
from domain.access import may_see
from domain.check_ins import Occurrence
from domain.errors import Refusal
from domain.goals import Goal
from domain.people import Person, PersonId, Standing
from storage import calendars, check_ins, documents, initiatives, outbox
from storage.asking import Brief, Purpose
from storage.database import Transaction
from storage.postings import FIRST, GUARD, about
from storage.schedule import find as schedule_of


async def open_hand_over(visit: Visit) -> Answer:
    """Ask who answers this time."""
    await deferring.open_ones(visit, visit.record)
    return Open(view.hand_over_form(visit.record))


async def hand_over(visit: Visit) -> Answer:
    """Let somebody else answer this time; the goals keep their owner."""
    meta = visit.modal.metadata(forms.OfAsk)
    to = PersonId(visit.modal.chosen(forms.PERSON) or "")
    if not to or to == visit.person_id:
        raise Refusal("Choose somebody else.", field=forms.PERSON)
    found = await deferring.open_ones(visit, meta.occurrence)
    person = await visit.directory.person(to)
    await _check_can(visit, person, [goal for _, goal in found])
    async with visit.transaction() as tx:
        if await documents.first_time(tx, visit.modal.submission_key):
            await _check_is_here(tx, person)
            await _hand(tx, visit, found, person)
    return Close(everything=True)


async def _check_can(visit: Visit, to: Person, goals: Sequence[Goal]) -> None:
    """Refuse who reads no messages, and who must not see what the goals are about."""
    if to.standing is Standing.BOT or not to.active:
        raise Refusal(f"{to.name} cannot answer. Choose somebody else.", field=forms.PERSON)
    async with visit.reading() as tx:
        homes = await initiatives.find_many(tx, {goal.initiative_id for goal in goals})
    for home in homes.values():
        channel = await visit.directory.channel(home.channel_id)
        shares = await visit.directory.shares(to.id, home.channel_id)
        if not may_see(to, channel, in_channel=shares):
            sentence = f"{to.name} is not in #{channel.name}, where {home.name} lives."
            raise Refusal(sentence, field=forms.PERSON)


async def _check_is_here(tx: Transaction, to: Person) -> None:
    today = tx.now.astimezone(ZoneInfo(to.time_zone)).date()
    off = (await calendars.of(tx, to.id)).away
    if any(away.first <= today <= away.last for away in off):
        sentence = f"{to.name} is away today. Choose somebody else."
        raise Refusal(sentence, field=forms.PERSON)


async def _hand(
    tx: Transaction, visit: Visit, found: Sequence[tuple[Occurrence, Goal]], to: Person
) -> None:
    for occurrence, _ in found:
        await check_ins.ask_instead(tx, occurrence, to.id, f"to {to.name}", visit.person_id)
    asked = await check_ins.find_many(tx, [occurrence.id for occurrence, _ in found])
    brief = _brief(asked, to.id)
    until = [row.next_due_at for o in asked if (row := await schedule_of(tx, o.goal_id))]
    place = f"{Purpose.HANDED}:{to.id}:{brief.bundle}"
    shown = closing.handed_on(found[0][0].id, to.id, to.name)
    for message in await reminders.standing(tx, asked):
        if message.person == visit.person_id and message.state != "queued":
            await reminders.say(tx, message, shown)
    await outbox.post(
        tx,
        conversation=to.id,
        brief=brief,
        about=about(brief.kind, found[0][1].title, len(asked)),
        dedupe_key=f"{place}:{visit.modal.submission_key}",
        place=place,
        responsible=visit.person_id,
        priority=FIRST,
        expires_at=max((at for at in until if at is not None), default=None),
        guard=f"{GUARD}:{to.id}:{brief.bundle}",
    )


def _brief(asked: Sequence[Occurrence], to: PersonId) -> Brief:
    first = asked[0]
    return Brief(
        person_id=to,
        owner_id=to,
        purpose=Purpose.HANDED,
        kind=first.kind,
        bundle=first.bundle,
        occurrences=tuple(occurrence.id for occurrence in asked),
    )
