"""A document is read by rules: what is missing, what is weak, and what to do about it."""

from bot import ids
from bot.initiatives import findings, loading
from bot.kit.answers import Answer, Open, Say, Update
from bot.kit.blocks import Json
from bot.kit.visit import Visit
from bot.readiness import views
from domain import access
from domain.errors import Refusal
from storage import documents
from storage import readiness as stored


async def check_here(visit: Visit) -> Answer:
    """Check this channel's initiative, or the one whose key was typed."""
    found = await loading.meant(visit, ids.readiness.OPEN, "check")
    if isinstance(found, Say):
        return found
    return Open(await _shown(visit, found.id))


async def open_findings(visit: Visit) -> Answer:
    """Show what the rules find in a document."""
    return Open(await _shown(visit, visit.record))


async def _shown(visit: Visit, record: str) -> Json:
    found = await loading.of_record(visit, record)
    person = await visit.person()
    async with visit.reading() as tx:
        content = await documents.content(tx, found.document.id, found.document.head)
        open_ones = await findings.of_all(tx, visit.now, found, content)
    sections = found.document.template.sections_in(content)
    return views.readiness_modal(
        views.Shown(
            found.initiative,
            found.document,
            open_ones,
            {section.citation: section.key for section in sections},
            access.may_edit(person, found.initiative) and not found.initiative.archived_at,
        )
    )


async def open_dismiss(visit: Visit) -> Answer:
    """Ask why a finding does not hold."""
    found = await loading.of_record(visit, visit.record)
    await visit.check_edits(found.initiative)
    async with visit.reading() as tx:
        content = await documents.content(tx, found.document.id, found.document.head)
        open_ones = await findings.of_all(tx, visit.now, found, content)
    finding = next((f for f in open_ones if f.key == visit.chosen), None)
    if finding is None:
        return Update(await _shown(visit, visit.record))
    return Update(views.dismiss_form(found.document, finding))


async def dismiss(visit: Visit) -> Answer:
    """Put a finding away, with the reason."""
    meta = visit.modal.metadata(views.Dismissing)
    found = await loading.of_record(visit, meta.document)
    await visit.check_edits(found.initiative)
    reason = visit.modal.words(views.REASON).strip()
    if not reason:
        raise Refusal("Write why, in a few words.", field=views.REASON)
    async with visit.transaction() as tx:
        await stored.dismiss(tx, found.document.id, meta.key, reason, visit.person_id)
    return Update(await _shown(visit, meta.document))
