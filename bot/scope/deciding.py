"""Deciding about candidates, checking what changed, and marking how far the work is."""

from bot.initiatives import cards
from bot.initiatives.changes import shown_size
from bot.kit.answers import Answer, Close, Update
from bot.kit.visit import Visit
from bot.scope import forms, listing, loading, writing
from bot.scope.views import form as form_view
from bot.scope.views import item as view
from domain import scope
from domain.diff import SectionChange, section_change
from domain.errors import Refusal
from domain.scope import Citation, Item, Place, State
from domain.templates import Section
from storage import decisions, documents
from storage import scope as stored
from storage.database import Transaction

LONGEST_CHANGE = 9_000
"""Characters of changes that a modal shows. Source: surfaces.md, "Long text"."""


async def open_decide(visit: Visit) -> Answer:
    """Ask what happens to an item."""
    found = await loading.item(visit, visit.record)
    await loading.check_decides(visit, found.initiative)
    async with visit.reading() as tx:
        promised = await stored.promised(tx, found.initiative.id)
    return Update(form_view.decide_form(found.item, promised.promises, _meta(visit, found.item)))


def _meta(visit: Visit, item: Item) -> forms.Deciding:
    return forms.Deciding(
        item=item.id,
        revision=item.revision,
        seen=loading.fingerprints(item),
        back=forms.back(visit.view),
    )


async def decide(visit: Visit) -> Answer:
    """Keep a decision with its reason, in the ledger and in the decision log."""
    meta = visit.modal.metadata(forms.Deciding)
    found = await loading.item(visit, meta.item)
    await loading.check_decides(visit, found.initiative)
    place = forms.decision(visit.modal)
    reason = visit.modal.words(forms.REASON).strip()
    deciders = (found.initiative.owner_id, *found.initiative.authors)
    names = await visit.names([visit.person_id, *deciders])
    async with visit.transaction() as tx:
        if await documents.first_time(tx, visit.modal.submission_key):
            item = await loading.locked(tx, meta.item)
            _check_undecided(item, meta.revision, names(item.decided_by or visit.person_id))
            promised = await stored.promised(tx, item.initiative_id, lock=True)
            cites = forms.cited(visit.modal, promised.promises, found.initiative.name)
            scope.check_decision(place, reason, cites=bool(cites))
            await writing.recite(tx, item, cites, promised, meta.seen)
            await _keep(tx, visit, item, place, reason)
            why = reason or _because(cites, promised)
            what = _DID[place].format(item.title)
            await decisions.log(tx, item.initiative_id, visit.person_id, what, why)
            shown = view.decided(found.initiative, item, place, reason, names(visit.person_id))
            await cards.tell(
                tx,
                found.initiative,
                shown,
                about=f"a decision about the scope of {found.initiative.name}",
                responsible=visit.person_id,
            )
    if meta.back:
        return Update(await listing.back(visit, found.initiative, meta.back))
    return Close()


def _check_undecided(item: Item, revision: int, who: str) -> None:
    """Refuse a second decision at the same time, and say what the first one was."""
    if item.revision != revision and item.decided_at is not None:
        words = f"{who} has decided meanwhile: it is {view.PLACES[item.place]}"
        raise Refusal(f"{words}. Close this and open it again to decide anew.", field=forms.REASON)
    loading.check_same(item, revision, forms.REASON)


def _because(cites: tuple[str, ...], promised: stored.Promised) -> str:
    named = [promised.by_id[promise].citation for promise in cites]
    return f"it keeps {', '.join(named)}" if named else ""


_DID = {
    Place.IN: "took “{}” into the scope",
    Place.LATER: "kept “{}” for later",
    Place.OUT: "left “{}” out of the scope",
}


async def _keep(tx: Transaction, visit: Visit, item: Item, place: Place, reason: str) -> None:
    """Keep a decision. Work that is in because of a promise is so as long as it cites one."""
    by_promise = place is Place.IN and not reason
    await stored.change(
        tx,
        item,
        decision=None if by_promise else place,
        reason=reason,
        decided_by=visit.person_id,
        decided_at=tx.now,
        proposed=False,
    )


async def open_changed(visit: Visit) -> Answer:
    """Show what changed of the promises that an item cites."""
    found = await loading.item(visit, visit.record)
    await loading.check_changes(visit, found)
    if not found.item.changed:
        raise Refusal(f"“{found.item.title}” is checked already: its promises read as agreed.")
    return Update(await _changed(visit, found.item, _meta(visit, found.item)))


async def _changed(
    visit: Visit, item: Item, meta: forms.Deciding, *, again: bool = False
) -> dict[str, object]:
    async with visit.reading() as tx:
        promised = await stored.promised(tx, item.initiative_id)
        before = await stored.old_words(tx, promised, item.changed)
    promises = promised.by_id
    changes: list[tuple[Citation, SectionChange]] = []
    room = LONGEST_CHANGE
    for citation in item.changed:
        promise = promises.get(citation.promise)
        section = Section(
            key=citation.promise,
            citation=view.label(citation.promise, promises),
            title=promise.title if promise else "A promise that is gone",
            fields=(),
        )
        old = before.get((citation.promise, citation.version), "")
        change = section_change(section, old, promise.words if promise else "")
        room -= shown_size(change)
        if room >= 0:
            changes.append((citation, change))
    hidden = len(item.changed) - len(changes)
    return view.changed_modal(view.Changed(item, changes, meta, again, hidden))


async def still_right(visit: Visit) -> Answer:
    """Agree with the promises of an item as they read now; those that are gone are not cited."""
    meta = visit.modal.metadata(forms.Deciding)
    found = await loading.item(visit, meta.item)
    await loading.check_changes(visit, found)
    if loading.fingerprints(found.item) != meta.seen:
        seen = loading.fingerprints(found.item)
        again = meta.model_copy(update={"seen": seen, "revision": found.item.revision})
        return Update(await _changed(visit, found.item, again, again=True))
    async with visit.transaction() as tx:
        if await documents.first_time(tx, visit.modal.submission_key):
            item = await loading.locked(tx, meta.item)
            promised = await stored.promised(tx, item.initiative_id, lock=True)
            kept = [c.promise for c in item.citations if c.promise in promised.by_id]
            await writing.recite(tx, item, kept, promised, meta.seen)
            await stored.change(tx, item)
    if meta.back:
        return Update(await listing.back(visit, found.initiative, meta.back))
    return Close()


async def mark_to_do(visit: Visit) -> Answer:
    """Say that the work has not begun."""
    return await _mark(visit, State.TO_DO)


async def mark_under_way(visit: Visit) -> Answer:
    """Say that the work has begun."""
    return await _mark(visit, State.UNDER_WAY)


async def mark_done(visit: Visit) -> Answer:
    """Say that the work is done."""
    return await _mark(visit, State.DONE)


async def _mark(visit: Visit, state: State) -> Answer:
    found = await loading.item(visit, visit.record)
    await loading.check_changes(visit, found)
    async with visit.transaction() as tx:
        item = await loading.locked(tx, found.item.id)
        if item.state is not state:
            await stored.change(tx, item, state=state)
    return Update(await listing.back(visit, found.initiative, forms.back(visit.view)))
