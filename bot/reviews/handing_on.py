"""Handing a comment on: somebody else answers it, and is told once."""

from bot.initiatives import cards
from bot.initiatives import comment as comment_view
from bot.initiatives import loading as initiatives
from bot.kit.answers import Answer, Close, Open
from bot.kit.visit import Visit
from bot.reviews import commenting, forms, loading, reviewers
from bot.reviews.views import comments as view
from domain import access
from domain.comments import Comment
from domain.errors import Refusal
from domain.people import PersonId
from storage import comments, documents


async def open_hand_on(visit: Visit) -> Answer:
    """Ask who answers a comment instead."""
    raised, found = await _mine(visit, visit.record)
    del found
    return Open(view.hand_on_form(raised))


async def _mine(visit: Visit, comment_id: str) -> tuple[Comment, loading.Found]:
    """Return a comment that the person answers; refuses one that waits for others."""
    raised, found = await loading.comment(visit, comment_id)
    if not raised.is_unanswered:
        raise Refusal("This comment is answered already, so nobody has to.")
    person = await visit.person()
    if not access.may_answer(person, found.initiative, raised.assigned_to):
        names = await visit.names([found.initiative.owner_id])
        owner = names(raised.assigned_to or found.initiative.owner_id)
        raise Refusal(f"This waits for {owner}, so only they or an author can hand it on.")
    return raised, found


async def hand_on(visit: Visit) -> Answer:
    """Let somebody else answer; the comment's message names them from now on."""
    meta = visit.modal.metadata(forms.OfComment)
    before, found = await _mine(visit, meta.comment)
    other = PersonId(visit.modal.chosen(forms.PERSON) or "")
    if not other or other == before.assigned_to:
        raise Refusal("Choose somebody who is not asked already.", field=forms.PERSON)
    about = initiatives.Found(found.initiative, found.document)
    await reviewers.check_people(visit, about, [other], forms.PERSON)
    names = await visit.names([other, visit.person_id, before.raised_by])
    async with visit.transaction() as tx:
        if not await documents.first_time(tx, visit.modal.submission_key):
            return Close(everything=True)
        changed = await comments.change(tx, before.id, assigned_to=other)
        await commenting.show(tx, found, changed, names, new=False)
        shown = commenting.as_shown(found, changed, names, found.content)
        await cards.tell(
            tx,
            found.initiative,
            comment_view.handed_on(shown, other, names(visit.person_id)),
            about=f"a comment on {found.initiative.name} that was handed on",
            responsible=visit.person_id,
            dedupe_key=f"handed:{before.id}:{other}",
        )
    return Close(everything=True)
