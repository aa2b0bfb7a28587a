"""Verdicts: given and taken back; and the owner's decision without them."""

from datetime import timedelta

from bot.initiatives import cards
from bot.initiatives import loading as initiatives
from bot.kit.answers import Answer, Close, Open, Update, say
from bot.kit.visit import Visit
from bot.reviews import forms, loading, reviewers
from bot.reviews.views import verdicts as view
from domain import access
from domain.diff import section_changes
from domain.errors import Refusal
from domain.reviews import ReviewState, VerdictKind, hashes
from storage import decisions, documents, reviews
from storage.database import Transaction

PAGE = 20
_DID = {
    VerdictKind.APPROVE: "approved",
    VerdictKind.REQUEST_CHANGES: "requested changes to",
    VerdictKind.HOLD: "held",
}


async def see(visit: Visit) -> Answer:
    """Show a review with its buttons, wherever the person is."""
    found = await loading.review(visit, visit.record)
    wrote = visit.person_id in await reviewers.writers(visit, found)
    return Open(view.see(found.initiative, found.document, found.progress, wrote=wrote))


async def open_approve(visit: Visit) -> Answer:
    """Open the modal for an approval."""
    return await _open(visit, VerdictKind.APPROVE)


async def open_request_changes(visit: Visit) -> Answer:
    """Open the modal for a request for changes."""
    return await _open(visit, VerdictKind.REQUEST_CHANGES)


async def open_hold(visit: Visit) -> Answer:
    """Open the modal for a hold."""
    return await _open(visit, VerdictKind.HOLD)


async def _open(visit: Visit, kind: VerdictKind) -> Answer:
    found = await loading.open_review(visit, visit.record)
    await _check_may_judge(visit, found, kind)
    return Open(view.verdict_form(found.review.id, kind, found.document))


async def _check_may_judge(visit: Visit, found: loading.Found, kind: VerdictKind) -> None:
    """Refuse verdicts of people who were not asked, and approvals of one's own text."""
    asked = {s.reviewer.person_id: s.reviewer for s in found.progress.standings}
    mine = asked.get(visit.person_id)
    if mine is None or mine.delegated_to is not None:
        passed = mine.delegated_to if mine else None
        names = await visit.names([found.review.asked_by, *([passed] if passed else [])])
        if passed:
            raise Refusal(f"You passed your verdict on to {names(passed)}. You can still comment.")
        asker = names(found.review.asked_by)
        raise Refusal(f"You were not asked for a verdict. {asker} can ask you; you can comment.")
    wrote = await reviewers.writers(visit, found)
    if kind is VerdictKind.APPROVE and visit.person_id in wrote:
        others = [p for p, r in asked.items() if p not in wrote and r.delegated_to is None]
        names = await visit.names(others)
        who = access.listed([names(p) for p in others]) or "Another reviewer"
        msg = f"You wrote words of this version, so somebody else has to approve it. {who} can."
        raise Refusal(msg)


async def give(visit: Visit) -> Answer:
    """Keep a verdict on the newest words.

    If they are not those that the person saw, nothing is kept yet: the modal shows what changed
    and asks again, with all that was typed.
    """
    meta = visit.modal.metadata(forms.Giving)
    kind = meta.kind or VerdictKind.APPROVE
    found = await loading.open_review(visit, meta.review)
    await _check_may_judge(visit, found, kind)
    reason, until = visit.modal.words(forms.REASON).strip(), visit.modal.day(forms.UNTIL)
    if kind is not VerdictKind.APPROVE and not reason:
        raise Refusal("Write what it needs, so that somebody can do it.", field=forms.REASON)
    if until is not None and until < visit.day_in(await visit.zone()):
        raise Refusal("That day is over. Choose a later one.", field=forms.UNTIL)
    async with visit.transaction() as tx:
        if await documents.was_submitted(tx, visit.modal.submission_key):
            return Close(everything=True)
        document = await loading.locked(tx, found)
        await loading.check_goes_on(tx, found)
        sides = await documents.contents(tx, document.id, {meta.seen, document.head})
        changes = section_changes(document.template, sides[meta.seen], sides[document.head])
        if changes:
            typed = view.Typed(meta.seen, changes, reason, until)
            return Update(view.verdict_form(found.review.id, kind, document, typed))
        await documents.first_time(tx, visit.modal.submission_key)
        judged = hashes(document.template, sides[document.head])
        await reviews.give(
            tx,
            found.review,
            visit.person_id,
            kind,
            version=document.head,
            hashes=judged,
            reason=reason,
            until=until,
        )
        what = f"{_DID[kind]} version {document.head} of the {document.called}"
        await log(tx, visit, found, what, reason)
    return Close(everything=True)


async def log(tx: Transaction, visit: Visit, found: loading.Found, what: str, why: str) -> None:
    """Write a line into the decision log and bring everything that shows the facts up to date."""
    await decisions.log(tx, found.initiative.id, visit.person_id, what, why)
    await cards.refresh(tx, found.initiative.id, visit.person_id, found.document.id)


async def revoke(visit: Visit) -> Answer:
    """Take one's verdict back."""
    found = await loading.review(visit, visit.record)
    async with visit.transaction() as tx:
        await loading.locked(tx, found)
        if not await reviews.revoke(tx, found.review.id, visit.person_id):
            raise Refusal("You have given no verdict in this review, so nothing was changed.")
        await log(tx, visit, found, f"took back the verdict on the {found.document.called}", "")
    return say("Your verdict is taken back. You can give another one at any time.")


async def snooze(visit: Visit) -> Answer:
    """Do not remind before tomorrow."""
    found = await loading.open_review(visit, visit.record)
    tomorrow = visit.day_in(await visit.zone()) + timedelta(days=1)
    await _keep(visit, found, snoozed_until=tomorrow)
    return say("You will be reminded tomorrow, in your working hours.")


async def mute(visit: Visit) -> Answer:
    """Do not remind of this review any more."""
    found = await loading.open_review(visit, visit.record)
    await _keep(visit, found, muted=True)
    return say("You will not be reminded of this review again. Home still shows it.")


async def _keep(visit: Visit, found: loading.Found, **changed: object) -> None:
    mine = loading.mine(visit, found)
    async with visit.transaction() as tx:
        await reviews.keep_reviewer(tx, mine.model_copy(update=changed))


async def open_override(visit: Visit) -> Answer:
    """Ask the owner why to decide now."""
    found = await loading.open_review(visit, visit.record)
    await _check_owns(visit, found)
    return Open(view.override_form(found.review.id, found.progress))


async def _check_owns(visit: Visit, found: loading.Found) -> None:
    names = await visit.names([found.initiative.owner_id])
    access.check_own(await visit.person(), found.initiative, names)


async def override(visit: Visit) -> Answer:
    """Let the owner decide without the approvals; the reason stays visible."""
    meta = visit.modal.metadata(forms.Giving)
    found = await loading.open_review(visit, meta.review)
    await _check_owns(visit, found)
    reason = visit.modal.words(forms.REASON).strip()
    if not reason:
        raise Refusal("Write why, in a sentence that everybody may read.", field=forms.REASON)
    async with visit.transaction() as tx:
        if not await documents.first_time(tx, visit.modal.submission_key):
            return Close(everything=True)
        document = await loading.locked(tx, found)
        state = ReviewState.OVERRIDDEN
        await reviews.close(tx, found.review.id, state, visit.person_id, reason)
        what = f"decided without all approvals: version {document.head} of the {document.called}"
        await log(tx, visit, found, what, reason)
    return Close(everything=True)


async def show_decisions(visit: Visit) -> Answer:
    """Show the decision log of an initiative."""
    return Open(await _decisions(visit, visit.record))


async def more_decisions(visit: Visit) -> Answer:
    """Show older decisions in place of the newer ones."""
    meta = visit.modal.metadata(forms.OfInitiative)
    return Update(await _decisions(visit, meta.initiative, before=visit.record))


async def _decisions(visit: Visit, record: str, before: str | None = None) -> dict[str, object]:
    initiative = await initiatives.initiative(visit, record)
    async with visit.reading() as tx:
        found = await decisions.of_initiative(tx, initiative.id, limit=PAGE + 1, before=before)
    return view.decisions_modal(initiative, found[:PAGE], more=len(found) > PAGE)
