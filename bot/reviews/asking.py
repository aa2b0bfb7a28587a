"""Asking for a review: the modal, the request, and one message for each section."""

from datetime import timedelta

from bot import ids
from bot.initiatives import cards, findings, loading
from bot.initiatives import review as review_view
from bot.kit.answers import Answer, Close, Open, Say
from bot.kit.visit import Visit
from bot.reviews import forms, reviewers, silence
from bot.reviews.views import requesting as view
from domain.people import PersonId
from domain.readiness import Finding
from domain.reviews import Review, Reviewer
from domain.templates import DocumentKind
from storage import decisions, documents, outbox, reviews, settings
from storage.database import Transaction

MOST_ADVICE = 5
USUAL_DAYS = 3
"""Working days a review usually takes; the modal proposes that day."""


async def review_here(visit: Visit) -> Answer:
    """Ask for a review of this channel's initiative, or of the one whose key was typed."""
    found = await loading.meant(visit, ids.reviews.OPEN_REQUEST, "review")
    if isinstance(found, Say):
        return found
    return Open(await _form(visit, found.id))


async def open_request(visit: Visit) -> Answer:
    """Open the modal that asks for a review."""
    return Open(await _form(visit, visit.record))


async def _form(visit: Visit, record: str) -> dict[str, object]:
    found = await loading.of_record(visit, record)
    await visit.check_edits(found.initiative)
    async with visit.reading() as tx:
        content = await documents.content(tx, found.document.id, found.document.head)
        set_to = await settings.get(tx)
        advice = _lines(await _advice(tx, visit, found, content))
        across = _lines(await findings.across(tx, found))
    due = visit.day_in(await visit.zone())
    days = USUAL_DAYS
    while days:
        due += timedelta(days=1)
        days -= due.weekday() < 5  # noqa: PLR2004  (Saturday and Sunday do not count)
    missing = found.document.template.missing(content)
    groups = await visit.directory.groups()
    usual = set_to.approvals
    return view.request_form(
        view.Start(found.initiative, found.document, missing, due, advice, usual, groups, across)
    )


async def _advice(
    tx: Transaction, visit: Visit, found: loading.Found, content: dict[str, str]
) -> list[Finding]:
    """Return what readiness finds in a press release; said before asking, never a gate."""
    if found.document.kind is not DocumentKind.PRESS_RELEASE:
        return []
    return await findings.of_document(tx, visit.now, found, content)


def _lines(found: list[Finding]) -> list[str]:
    """Return the heaviest findings, a line each."""
    return [
        f"{finding.section}, {finding.severity.value}: {finding.summary}"
        for finding in found
        if finding.summary
    ][:MOST_ADVICE]


async def request(visit: Visit) -> Answer:
    """Ask: the request and the sections go into the card's thread, all at once."""
    meta = visit.modal.metadata(forms.Asking)
    async with visit.reading() as tx:
        set_to = await settings.get(tx)
    found = await loading.of_record(visit, meta.document)
    await visit.check_edits(found.initiative)
    grouped = await reviewers.of_groups(visit, found, visit.modal.several(forms.GROUPS))
    today = visit.day_in(await visit.zone())
    asked = forms.asked(visit.modal, today, set_to.approvals, grouped)
    await reviewers.check_asked(visit, found, asked)
    async with visit.transaction() as tx:
        if not await documents.first_time(tx, visit.modal.submission_key):
            return Close(everything=True)
        document = await documents.of_kind(tx, found.initiative.id, found.document.kind)
        before = await reviews.open_of(tx, document.id)
        review = await reviews.ask(
            tx,
            initiative_id=found.initiative.id,
            document_id=document.id,
            version=document.head,
            asked_by=visit.person_id,
            due_on=asked.due_on,
            note=asked.note,
            needed=asked.needed,
            reviewers=[
                Reviewer(review_id="", person_id=person, required=person in asked.required)
                for person in asked.reviewers
            ],
        )
        what = f"asked for a review of version {document.head} of the {document.called}"
        await decisions.log(tx, found.initiative.id, visit.person_id, what, asked.note)
        await _announce(tx, found, review, before, visit.person_id)
        if asked.silent is not None:
            about = found.initiative, document, review
            await silence.begin(tx, *about, asked.silent, visit.person_id, asked.reviewers)
    return Close(everything=True)


async def _announce(
    tx: Transaction, found: loading.Found, review: Review, before: Review | None, by: PersonId
) -> None:
    initiative = found.initiative
    facts = await cards.refresh(tx, initiative.id, by)
    head = facts.heads[DocumentKind(found.document.kind)]
    progress = facts.progress[head.document.id]
    shown = review_view.request(initiative, head.document, progress)
    await cards.tell(
        tx,
        initiative,
        shown,
        about=review_view.about(initiative),
        responsible=review.asked_by,
        place=review_view.place(review.id),
    )
    await _post_sections(tx, facts, head, review)
    if before is not None:
        await _close_old(tx, facts, head, before)


async def _post_sections(
    tx: Transaction, facts: cards.Facts, head: documents.Head, review: Review
) -> None:
    sections = [
        section
        for section in head.document.template.sections_in(head.content)
        if section.text(head.content)
    ]
    alone, others = sections[: view.SECTIONS_SHOWN], sections[view.SECTIONS_SHOWN :]
    messages = {
        section.key: view.section_message(head.document, section, head.content, review.id)
        for section in alone
    }
    if others:
        messages["others"] = view.others_message(review.id, head.document, others)
    for key, shown in messages.items():
        await cards.tell(
            tx,
            facts.initiative,
            shown,
            about=review_view.about(facts.initiative),
            responsible=review.asked_by,
            place=view.section_place(review.id, key),
        )


async def _close_old(
    tx: Transaction, facts: cards.Facts, head: documents.Head, before: Review
) -> None:
    """Say on the older request that a newer one stands below."""
    old = await reviews.find(tx, before.id)
    if old is None:
        return
    progress = await reviews.progress_of(tx, old, head.content)
    shown = review_view.request(facts.initiative, head.document, progress)
    await outbox.edit(
        tx,
        place=review_view.place(old.id),
        text=shown.text,
        blocks=shown.blocks,
        about=review_view.about(facts.initiative),
    )
