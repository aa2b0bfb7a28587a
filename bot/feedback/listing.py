"""Feedback in lists, one piece whole, and its removal."""

from bot import ids
from bot.feedback import forms, loading, views
from bot.initiatives import loading as initiatives
from bot.kit.answers import Answer, Open, Say, Update
from bot.kit.blocks import Json
from bot.kit.visit import Visit
from domain import access
from domain.initiatives import Initiative
from storage import feedback as stored
from storage import scope


async def feedback_here(visit: Visit) -> Answer:
    """Show the feedback of this channel's initiative, or of the one whose key was typed."""
    found = await initiatives.meant(visit, ids.feedback.OPEN_LIST, "see the feedback of")
    return found if isinstance(found, Say) else Open(await shown(visit, found))


async def open_list(visit: Visit) -> Answer:
    """Show the feedback of an initiative."""
    return Open(await shown(visit, await initiatives.initiative(visit, visit.record)))


async def choose(visit: Visit) -> Answer:
    """Show the feedback to one promise."""
    chosen = visit.chosen or views.ALL
    return Update(await _again(visit, "" if chosen == views.ALL else chosen, 1))


async def turn_page(visit: Visit) -> Answer:
    """Show another page."""
    meta = visit.modal.metadata(forms.Listing)
    return Update(await _again(visit, meta.promise, int(visit.record)))


async def _again(visit: Visit, promise: str, page: int) -> Json:
    meta = visit.modal.metadata(forms.Listing)
    found = await initiatives.initiative(visit, meta.initiative)
    return await shown(visit, found, promise=promise, page=page)


async def shown(visit: Visit, found: Initiative, *, promise: str = "", page: int = 1) -> Json:
    """Return a page of an initiative's feedback."""
    async with visit.reading() as tx:
        count = await stored.count(tx, found.id, promise)
        start = (page - 1) * views.PAGE
        rows = await stored.listed(tx, found.id, promise=promise, limit=views.PAGE, offset=start)
        counts = await stored.counts(tx, found.id)
        promised = await scope.promised(tx, found.id)
    return views.list_modal(views.Shown(found, rows, count, page, promise, counts, promised.by_id))


async def open_inbox(visit: Visit) -> Answer:
    """Show what the person saved and has not filed yet."""
    return Open(await inbox(visit))


async def turn_inbox(visit: Visit) -> Answer:
    """Show another page of it."""
    return Update(await inbox(visit, int(visit.record)))


async def inbox(visit: Visit, page: int = 1) -> Json:
    """Return a page of what the person has not filed yet."""
    async with visit.reading() as tx:
        found = await stored.unfiled(tx, visit.person_id)
    rows = found[(page - 1) * views.PAGE : page * views.PAGE]
    return views.list_modal(views.Shown(None, rows, len(found), page))


async def after_saving(visit: Visit, written: forms.Written) -> Json:
    """Return the list in which the feedback stands that was just saved."""
    if not written.initiative:
        return await inbox(visit)
    return await shown(visit, await initiatives.initiative(visit, written.initiative))


async def see(visit: Visit) -> Answer:
    """Show one piece of feedback whole."""
    found = await loading.one(visit, visit.record)
    promise, home = None, found.initiative
    if home is not None:
        async with visit.reading() as tx:
            promise = (await scope.promised(tx, home.id)).by_id.get(found.feedback.promise)
    living = home is not None and not home.archived_at
    may_edit = home is not None and living and access.may_edit(await visit.person(), home)
    may_change = await loading.may_change(visit, found)
    return Open(views.see_modal(views.Seen(found.feedback, home, promise, may_change, may_edit)))


async def confirm_remove(visit: Visit) -> Answer:
    """Ask before feedback is removed."""
    found = await loading.one(visit, visit.record)
    await loading.check_changes(visit, found)
    return Update(views.confirm_remove(found.feedback))


async def remove(visit: Visit) -> Answer:
    """Remove feedback."""
    found = await loading.one(visit, visit.modal.metadata(forms.Removing).feedback)
    await loading.check_changes(visit, found)
    async with visit.transaction() as tx:
        await stored.remove(tx, found.feedback.id)
    if found.initiative is None:
        return Update(await inbox(visit))
    return Update(await shown(visit, found.initiative))
