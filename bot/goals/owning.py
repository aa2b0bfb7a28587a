"""Who owns a goal: handing it over, which the other accepts or declines."""

from bot.goals import forms, loading, telling
from bot.goals.views import form as view
from bot.initiatives import cards
from bot.initiatives.owning import check_may_own, held
from bot.kit.answers import Answer, Open, say
from bot.kit.blocks import section
from bot.kit.text import harmless
from bot.kit.visit import Visit
from domain import access
from domain.errors import Refusal
from domain.goals import check_answer_offer, check_offer
from domain.people import PersonId
from storage import decisions, documents, goals, schedule


async def open_hand_over(visit: Visit) -> Answer:
    """Ask to whom a goal goes."""
    found = await loading.to_change(visit, visit.record)
    return Open(view.hand_over_form(found.goal))


async def hand_over(visit: Visit) -> Answer:
    """Offer a goal to somebody; until they accept, nothing changes."""
    meta = visit.modal.metadata(forms.OfGoal)
    found = await loading.goal(visit, meta.goal)
    await loading.check_edits(visit, found)
    to = PersonId(visit.modal.chosen(forms.PERSON) or "")
    if not to:
        raise Refusal("Choose a person.", field=forms.PERSON)
    check_offer(found.goal, to)
    await check_may_own(visit, found.initiative, to, forms.PERSON)
    names = await visit.names([visit.person_id, found.goal.owner_id, to])
    async with visit.transaction() as tx:
        goal = await held(tx, found.goal.id)
        check_offer(goal, to)
        if await documents.first_time(tx, visit.modal.submission_key):
            await telling.offer(tx, found.initiative, goal, to, names(visit.person_id))
    mine = goal.owner_id == visit.person_id
    sentence = (
        f"{names(to)} is asked in a direct message. Until they accept, "
        f"{'you own' if mine else f'{names(goal.owner_id)} owns'} “{goal.title}”."
    )
    return say(sentence, section(harmless(sentence)))


async def accept(visit: Visit) -> Answer:
    """Take a goal over; from now on this person is asked, in their own time zone."""
    found = await loading.goal(visit, visit.record)
    access.check_living(found.initiative)
    check_answer_offer(found.goal, visit.person_id)
    await check_may_own(visit, found.initiative, visit.person_id)
    names = await visit.names([visit.person_id])
    person = await visit.person()
    async with visit.transaction() as tx:
        goal = await held(tx, found.goal.id)
        check_answer_offer(goal, visit.person_id)
        sentence = f"You own “{goal.title}” now, and are asked for its values."
        await telling.close_offer(tx, goal, sentence)
        await goals.hand_over(tx, goal, visit.person_id, given_by=goal.owner_id)
        await schedule.owner_moved(tx, visit.person_id, person.time_zone)
        who = names(visit.person_id)
        await telling.tell(tx, goal.owner_id, f"{who} has taken over “{goal.title}”.", goal)
        what = f"took over the goal “{goal.title}”"
        await decisions.log(tx, found.initiative.id, visit.person_id, what)
        await cards.refresh(tx, found.initiative.id, visit.person_id)
    return say(f"“{found.goal.title}” is yours now. You will be asked for its values.")


async def decline(visit: Visit) -> Answer:
    """Leave a goal with its owner."""
    found = await loading.goal(visit, visit.record)
    check_answer_offer(found.goal, visit.person_id)
    names = await visit.names([visit.person_id, found.goal.owner_id])
    async with visit.transaction() as tx:
        goal = await held(tx, found.goal.id)
        check_answer_offer(goal, visit.person_id)
        sentence = f"“{goal.title}” stays with {names(goal.owner_id)}. You declined it."
        await telling.close_offer(tx, goal, sentence)
        await goals.change(tx, goal.id, offered_to=None)
        sentence = f"{names(visit.person_id)} cannot take over “{goal.title}”."
        await telling.tell(tx, goal.owner_id, sentence, goal)
    return say(f"“{found.goal.title}” stays with {names(found.goal.owner_id)}, who knows now.")
