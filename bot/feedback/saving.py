"""Saving feedback from a message or by hand, and filing it."""

from bot.feedback import forms, listing, loading, views
from bot.initiatives import loading as initiatives
from bot.kit.answers import Answer, Open, Update, say
from bot.kit.visit import Visit
from domain import access
from domain.errors import Refusal
from domain.feedback import PLACE_LIMIT, QUOTE_LIMIT
from domain.initiatives import Initiative
from domain.people import PersonId
from domain.promises import Promise
from storage import documents, scope
from storage import feedback as stored
from storage.database import Transaction

ALREADY = "This message is filed as customer feedback already."


async def save_message(visit: Visit) -> Answer:
    """Open the modal with somebody's message in it."""
    message, channel = visit.message, visit.channel_id
    words = str(message.get("text") or "").strip()
    if not words or channel is None:
        raise Refusal("That message has no words. /workback feedback adds feedback by hand.")
    async with visit.reading() as tx:
        before = await stored.of_message(tx, channel, str(message["ts"]))
    if before is not None:
        return say(ALREADY)
    meta = forms.Saving(
        channel=channel,
        message_ts=str(message["ts"]),
        written_by=PersonId(str(message.get("user") or visit.person_id)),
    )
    choices = await loading.at_hand(visit, forms.SELECT_LIMIT)
    home = next((i.id for i in choices if i.channel_id == channel), "")
    name = (await visit.directory.channel(channel)).name
    place = f"#{name}"[:PLACE_LIMIT] if name else ""
    written = forms.Written(words[:QUOTE_LIMIT], "", place, home)
    return Open(await _form(visit, meta, choices, written))


async def open_create(visit: Visit) -> Answer:
    """Open the empty modal, for the initiative whose list is open."""
    found = await initiatives.initiative(visit, visit.record)
    access.check_living(found)
    written = forms.Written(initiative=found.id)
    return Update(await _form(visit, forms.Saving(), await _choices(visit, found), written))


async def open_edit(visit: Visit) -> Answer:
    """Open feedback to file or change it."""
    found = await loading.one(visit, visit.record)
    await loading.check_changes(visit, found)
    kept = found.feedback
    meta = forms.Saving(
        feedback=kept.id,
        channel=kept.channel_id,
        message_ts=kept.message_ts,
        written_by=kept.written_by,
    )
    written = forms.Written(
        kept.quote, kept.customer, kept.place, kept.initiative_id or "", kept.promise
    )
    return Update(await _form(visit, meta, await _choices(visit, found.initiative), written))


async def choose_initiative(visit: Visit) -> Answer:
    """Show the promises of the initiative that was chosen; what was typed stays."""
    meta, written = visit.modal.metadata(forms.Saving), forms.written(visit.modal)
    chosen = await initiatives.initiative(visit, written.initiative) if written.initiative else None
    return Update(await _form(visit, meta, await _choices(visit, chosen), written))


async def _choices(visit: Visit, chosen: Initiative | None) -> list[Initiative]:
    seen = await loading.at_hand(visit, forms.SELECT_LIMIT)
    if chosen is None or chosen in seen:
        return seen
    return [chosen, *seen][: forms.SELECT_LIMIT]


async def _form(
    visit: Visit, meta: forms.Saving, choices: list[Initiative], written: forms.Written
) -> dict[str, object]:
    promises = await _promises(visit, written.initiative)
    return views.form(views.Form(meta, choices, promises, written))


async def _promises(visit: Visit, initiative_id: str) -> list[Promise]:
    if not initiative_id:
        return []
    async with visit.reading() as tx:
        return list((await scope.promised(tx, initiative_id)).promises)


async def save(visit: Visit) -> Answer:
    """Keep feedback, or file what was kept."""
    meta, written = visit.modal.metadata(forms.Saving), forms.checked(visit.modal)
    await _check_may_file(visit, written)
    link = await _permalink(visit, meta)
    values = {
        "quote": written.quote,
        "customer": written.customer,
        "place": written.place,
        "initiative_id": written.initiative or None,
        "promise": written.promise,
    }
    if meta.feedback:
        await loading.check_changes(visit, await loading.one(visit, meta.feedback))
    async with visit.transaction() as tx:
        if await documents.first_time(tx, visit.modal.submission_key):
            if meta.feedback:
                await stored.change(tx, meta.feedback, **values)
            else:
                await _add(tx, visit, meta, {**values, "permalink": link})
    return Update(await listing.after_saving(visit, written))


async def _add(
    tx: Transaction, visit: Visit, meta: forms.Saving, values: dict[str, str | None]
) -> None:
    added = await stored.add(
        tx,
        **values,
        written_by=meta.written_by,
        channel_id=meta.channel,
        message_ts=meta.message_ts,
        saved_by=visit.person_id,
    )
    if not added:
        raise Refusal(ALREADY, field=forms.QUOTE)


async def _check_may_file(visit: Visit, written: forms.Written) -> None:
    """Refuse an initiative that the person does not see, and a promise that it does not make."""
    if not written.initiative:
        return
    access.check_living(await initiatives.initiative(visit, written.initiative))
    if written.promise:
        known = {promise.id for promise in await _promises(visit, written.initiative)}
        if written.promise not in known:
            msg = "That promise is gone. Choose another one."
            raise Refusal(msg, field=forms.promise_key(written.initiative))


async def _permalink(visit: Visit, meta: forms.Saving) -> str | None:
    if meta.feedback or not (meta.channel and meta.message_ts):
        return None
    answer = await visit.slack.chat_getPermalink(channel=meta.channel, message_ts=meta.message_ts)
    return str(answer["permalink"])
