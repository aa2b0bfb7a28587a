"""Adding an item, proposing one from a message, and changing one."""

from collections.abc import Mapping, Sequence

from bot.initiatives import loading as initiatives
from bot.kit.answers import Answer, Close, Open, Update
from bot.kit.text import clipped, excerpt
from bot.kit.visit import Visit
from bot.scope import forms, listing, loading
from bot.scope.views import form as view
from domain import access, scope
from domain.errors import Refusal
from domain.initiatives import Initiative
from domain.scope import Citation, Item
from storage import documents, feedback
from storage import initiatives as stored_initiatives
from storage import scope as stored
from storage.database import Transaction

MOST_CHOICES = 100


async def open_create(visit: Visit) -> Answer:
    """Open the modal for a new item, in place of the ledger."""
    if visit.record.startswith("fbk_"):
        return await _from_feedback(visit)
    found = await initiatives.initiative(visit, visit.record)
    return Update(await _form(visit, found))


async def _from_feedback(visit: Visit) -> Answer:
    """Open the modal with a customer's words in it; it cites the promise they are filed to."""
    async with visit.reading() as tx:
        kept = await feedback.find(tx, visit.record)
    if kept is None or kept.initiative_id is None:
        raise initiatives.GONE
    found = await initiatives.initiative(visit, kept.initiative_id)
    access.check_living(found)
    async with visit.reading() as tx:
        promises = (await stored.promised(tx, found.id)).promises
    start = view.Start(
        forms.Writing(initiative=found.id, proposal=True),
        promises,
        title=clipped(excerpt(kept.quote), scope.TITLE_LIMIT),
        notes=kept.quote[: scope.NOTES_LIMIT],
        link=kept.permalink or "",
        cites=(kept.promise,) if kept.promise else (),
        proposes=True,
    )
    return Update(view.item_form(start))


async def open_create_for(visit: Visit) -> Answer:
    """Open the modal for a new item that cites the promise whose button was pressed."""
    record, _, promise = visit.record.partition("/")
    found = await initiatives.initiative(visit, record)
    return Update(await _form(visit, found, cites=(promise,)))


async def _form(visit: Visit, found: Initiative, cites: Sequence[str] = ()) -> dict[str, object]:
    access.check_living(found)
    async with visit.reading() as tx:
        promised = await stored.promised(tx, found.id)
    meta = forms.Writing(initiative=found.id, back=forms.back(visit.view))
    proposes = not access.may_edit(await visit.person(), found)
    return view.item_form(view.Start(meta, promised.promises, cites=cites, proposes=proposes))


async def propose_message(visit: Visit) -> Answer:
    """Open the modal with somebody's message in it, and a link back to it."""
    words = str(visit.message.get("text") or "").strip()
    if not words:
        raise Refusal("That message has no words. Type /workback scope and add an item instead.")
    choices = await _at_hand(visit)
    only = choices[0] if len(choices) == 1 else None
    ts, channel = str(visit.message["ts"]), str(visit.channel_id)
    answer = await visit.slack.chat_getPermalink(channel=channel, message_ts=ts)
    async with visit.reading() as tx:
        promises = (await stored.promised(tx, only.id)).promises if only else ()
    return Open(
        view.item_form(
            view.Start(
                forms.Writing(initiative=only.id if only else None, proposal=True),
                promises,
                () if only else choices,
                title=clipped(excerpt(words), scope.TITLE_LIMIT),
                notes=words[: scope.NOTES_LIMIT],
                link=str(answer["permalink"]),
                proposes=True,
            )
        )
    )


async def _at_hand(visit: Visit) -> list[Initiative]:
    """Return the initiatives at home in this channel; where none is, those the person sees."""
    async with visit.reading() as tx:
        here = await stored_initiatives.in_channel(tx, visit.channel_id) if visit.channel_id else []
    if here:
        return here[-MOST_CHOICES:]
    seen = await visit.scope()
    async with visit.reading() as tx:
        found = await stored_initiatives.overviews(tx, seen, limit=MOST_CHOICES)
    if not found:
        raise Refusal("There is no initiative to propose it for yet. /workback new starts one.")
    return [overview.initiative for overview in found]


async def save_new(visit: Visit) -> Answer:
    """Keep a new item: in scope if somebody who decides adds it with a promise."""
    meta = visit.modal.metadata(forms.Writing)
    chosen = meta.initiative or visit.modal.chosen(forms.INITIATIVE) or ""
    found = await initiatives.initiative(visit, chosen)
    access.check_living(found)
    proposed = meta.proposal or not access.may_edit(await visit.person(), found)
    async with visit.transaction() as tx:
        promised = await stored.promised(tx, found.id, lock=True)
        written = forms.written(visit.modal, promised.promises, found.name)
        if await documents.first_time(tx, visit.modal.submission_key):
            scope.check_room(await stored.count(tx, found.id))
            item = {
                **written.values(),
                "proposed": proposed,
                "created_by": visit.person_id,
                "citations": [promised.agreed(promise) for promise in written.promises],
            }
            await stored.add(tx, [item], found.id)
    return Update(await listing.back(visit, found, meta.back))


async def open_edit(visit: Visit) -> Answer:
    """Open an item to change it."""
    found = await loading.item(visit, visit.record)
    await loading.check_changes(visit, found)
    async with visit.reading() as tx:
        promised = await stored.promised(tx, found.initiative.id)
    meta = forms.Writing(
        initiative=found.initiative.id,
        item=found.item.id,
        revision=found.item.revision,
        seen=loading.fingerprints(found.item),
        back=forms.back(visit.view),
    )
    return Update(view.item_form(view.Start(meta, promised.promises, item=found.item)))


async def save(visit: Visit) -> Answer:
    """Keep the changes of an item; whoever saves it agrees with its promises as they read."""
    meta = visit.modal.metadata(forms.Writing)
    found = await loading.item(visit, meta.item)
    await loading.check_changes(visit, found)
    async with visit.transaction() as tx:
        if await documents.first_time(tx, visit.modal.submission_key):
            item = await loading.locked(tx, meta.item)
            loading.check_same(item, meta.revision, forms.TITLE)
            promised = await stored.promised(tx, item.initiative_id, lock=True)
            written = forms.written(visit.modal, promised.promises, found.initiative.name)
            await stored.change(tx, item, **written.values())
            await recite(tx, item, written.promises, promised, meta.seen)
    if meta.back:
        return Update(await listing.back(visit, found.initiative, meta.back))
    return Close()


async def recite(
    tx: Transaction,
    item: Item,
    chosen: Sequence[str],
    promised: stored.Promised,
    seen: Mapping[str, str],
) -> None:
    """Let an item cite what was chosen, as it reads now.

    What has changed since the person looked stays flagged: they have not agreed with that.
    """
    before = {citation.promise: citation for citation in item.citations}
    citations: list[Citation] = []
    for promise in chosen:
        old, now = before.get(promise), promised.agreed(promise)
        unseen = old is not None and seen.get(promise) != now.current
        citations.append(old if old is not None and unseen else now)
    await stored.cite(tx, item, citations)
