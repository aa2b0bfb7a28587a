"""Passing a verdict on: to somebody who may give it, who is told once."""

from bot.initiatives import cards
from bot.initiatives import loading as initiatives
from bot.kit.answers import Answer, Close, Open
from bot.kit.visit import Visit
from bot.reviews import forms, loading, reviewers
from bot.reviews.judging import log
from bot.reviews.views import verdicts as view
from domain.errors import Refusal
from domain.people import PersonId
from domain.reviews import Reviewer
from storage import documents, reviews


async def open_delegate(visit: Visit) -> Answer:
    """Ask who judges instead."""
    found = await loading.open_review(visit, visit.record)
    loading.mine(visit, found)
    return Open(view.delegate_form(found.review.id))


async def delegate(visit: Visit) -> Answer:
    """Let somebody else judge in one's place."""
    meta = visit.modal.metadata(forms.Giving)
    found = await loading.open_review(visit, meta.review)
    mine = loading.mine(visit, found)
    other = await _successor(visit, found)
    names = await visit.names([other, visit.person_id])
    async with visit.transaction() as tx:
        if not await documents.first_time(tx, visit.modal.submission_key):
            return Close(everything=True)
        await loading.locked(tx, found)
        await loading.check_goes_on(tx, found)
        await reviews.keep_reviewer(tx, mine.model_copy(update={"delegated_to": other}))
        successor = Reviewer(
            review_id=found.review.id,
            person_id=other,
            required=mine.required,
            stands_in_for=visit.person_id,
        )
        await reviews.keep_reviewer(tx, successor)
        await reviews.revoke(tx, found.review.id, visit.person_id)
        await log(tx, visit, found, f"passed the verdict on to {names(other)}", "")
        await cards.tell(
            tx,
            found.initiative,
            view.passed_on(found.document, other, names(visit.person_id)),
            about=f"the request to judge {found.initiative.name}",
            responsible=visit.person_id,
            dedupe_key=f"delegated:{found.review.id}:{other}",
        )
    return Close(everything=True)


async def _successor(visit: Visit, found: loading.Found) -> PersonId:
    """Return who was chosen; refuses who could not give the verdict."""
    other = PersonId(visit.modal.chosen(forms.PERSON) or "")
    known = {s.reviewer.person_id for s in found.progress.standings}
    if not other or other in known:
        raise Refusal("Choose somebody who is not asked already.", field=forms.PERSON)
    about = initiatives.Found(found.initiative, found.document)
    await reviewers.check_people(visit, about, [other], forms.PERSON)
    if other in await reviewers.writers(visit, about):
        names = await visit.names([other])
        msg = f"{names(other)} wrote this text, so somebody else has to judge it. Choose another."
        raise Refusal(msg, field=forms.PERSON)
    return other
