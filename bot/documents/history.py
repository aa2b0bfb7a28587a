"""History: list the versions, compare any two, bring one back; put an initiative away."""

from bot import ids
from bot.documents import forms
from bot.documents.views import history as history_view
from bot.initiatives import cards, loading, saving
from bot.kit.answers import Answer, Close, Open, Say, Update, say
from bot.kit.blocks import Json
from bot.kit.visit import Visit
from domain import access
from domain.diff import section_changes
from storage import documents, initiatives


async def history_here(visit: Visit) -> Answer:
    """Show the history of this channel's initiative, or of the one whose key was typed."""
    found = await loading.meant(visit, ids.documents.OPEN_HISTORY, "look at")
    if isinstance(found, Say):
        return found
    return Open(await _history(visit, await loading.of_initiative(visit, found)))


async def open_history(visit: Visit) -> Answer:
    """Show the newest versions."""
    return Open(await _history(visit, await loading.of_record(visit, visit.record)))


async def more_history(visit: Visit) -> Answer:
    """Show older versions in place of the newer ones."""
    meta = visit.modal.metadata(forms.OfDocument)
    found = await loading.of_record(visit, meta.document)
    return Update(await _history(visit, found, before=int(visit.record)))


async def _history(visit: Visit, found: loading.Found, before: int | None = None) -> Json:
    async with visit.reading() as tx:
        page = await documents.versions(
            tx, found.document.id, limit=history_view.PAGE, before=before
        )
    names = await visit.names(version.saved_by for version in page)
    person = await visit.person()
    return history_view.history_modal(
        history_view.History(
            found.initiative,
            found.document,
            page,
            names,
            access.may_edit(person, found.initiative) and not found.initiative.archived_at,
        )
    )


async def compare(visit: Visit) -> Answer:
    """Compare a version with the one before it, or the two newest ones of an initiative."""
    if visit.record.startswith("ver_"):
        found, version = await loading.of_version(visit, visit.record)
        after = version.number
    else:
        found = await loading.of_record(visit, visit.record)
        after = found.document.head
    return Open(await _comparison(visit, found, max(1, after - 1), after))


async def compare_before(visit: Visit) -> Answer:
    """Compare from another version."""
    meta = visit.modal.metadata(forms.Comparing)
    found = await loading.of_record(visit, meta.document)
    before = int(visit.chosen or meta.before)
    return Update(await _comparison(visit, found, before, meta.after))


async def compare_after(visit: Visit) -> Answer:
    """Compare to another version."""
    meta = visit.modal.metadata(forms.Comparing)
    found = await loading.of_record(visit, meta.document)
    after = int(visit.chosen or meta.after)
    return Update(await _comparison(visit, found, meta.before, after))


async def _comparison(visit: Visit, found: loading.Found, before: int, after: int) -> Json:
    document = found.document
    async with visit.reading() as tx:
        sides = await documents.contents(tx, document.id, {before, after})
        old = await documents.version(tx, document.id, before)
        new = await documents.version(tx, document.id, after)
    if old is None or new is None:
        raise loading.GONE
    return history_view.compare_modal(
        history_view.Comparison(
            document,
            old,
            new,
            section_changes(document.template, sides[before], sides[after]),
            await visit.names((old.saved_by, new.saved_by)),
        )
    )


async def confirm_restore(visit: Visit) -> Answer:
    """Ask before a version is brought back."""
    found, version = await loading.of_version(visit, visit.record)
    await visit.check_edits(found.initiative)
    names = await visit.names([version.saved_by])
    return Open(history_view.confirm_restore(found.initiative, found.document, version, names))


async def restore(visit: Visit) -> Answer:
    """Save an older version's words as the newest version."""
    meta = visit.modal.metadata(forms.OfDocument)
    found = await loading.of_record(visit, meta.document)
    await visit.check_edits(found.initiative)
    names = await saving.names(visit, found)
    async with visit.transaction() as tx:
        if not await documents.first_time(tx, visit.modal.submission_key):
            return Close(everything=True)
        document = await documents.of_kind(tx, found.initiative.id, found.document.kind)
        content = await documents.content(tx, document.id, meta.version)
        words = saving.Words(document.head, content, restored_from=meta.version)
        saved = await saving.save(tx, visit, document, words, names)
    if saved is None:
        return say(f"Version {meta.version} has the words of the newest one already.")
    return Close(everything=True)


async def confirm_archive(visit: Visit) -> Answer:
    """Ask before an initiative is put away."""
    found = await loading.of_record(visit, visit.record)
    names = await visit.names([found.initiative.owner_id])
    access.check_own(await visit.person(), found.initiative, names)
    return Open(history_view.confirm_archive(found.initiative))


async def archive(visit: Visit) -> Answer:
    """Put an initiative away; its card says so."""
    record = visit.modal.metadata(forms.OfDocument).document
    await _put(visit, record, away=True)
    return Close(everything=True)


async def bring_back(visit: Visit) -> Answer | None:
    """Bring an initiative back."""
    found = await _put(visit, visit.record, away=False)
    return say(f"{found.initiative.name} is back. Its card can be edited again.")


async def _put(visit: Visit, record: str, *, away: bool) -> loading.Found:
    found = await loading.of_record(visit, record)
    names = await visit.names([found.initiative.owner_id])
    access.check_own(await visit.person(), found.initiative, names)
    async with visit.transaction() as tx:
        change = initiatives.archive if away else initiatives.bring_back
        await change(tx, found.initiative.id)
        await cards.refresh(tx, found.initiative.id, visit.person_id)
    return found
