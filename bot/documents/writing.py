"""Writing: the modal opens, is saved, and meets what others saved meanwhile."""

from bot.documents import forms
from bot.documents.views import form as form_view
from bot.documents.views.read import EDIT_WHOLE
from bot.initiatives import clashes, loading, saving
from bot.kit.answers import Answer, Close, Open, Update
from bot.kit.visit import Visit
from domain import access
from domain.documents import written
from domain.errors import Refusal
from domain.initiatives import Initiative
from domain.people import Channel, ChannelId, PersonId
from domain.templates import PRESS_RELEASE
from storage import documents, initiatives


async def open_create(visit: Visit) -> Answer:
    """Open the modal for a new press release, at home where the person is."""
    access.check_create(await visit.person())
    channel = None
    if visit.channel_id and not visit.private_place and not visit.channel_id.startswith("D"):
        channel = await visit.directory.channel(visit.channel_id)
        if channel.archived:
            channel = None
    return Open(form_view.create_form(PRESS_RELEASE, form_view.Start(channel, visit.words)))


async def save_new(visit: Visit) -> Answer:
    """Save version 1 of a new initiative; its card follows through the outbox."""
    form = forms.written(visit.modal, PRESS_RELEASE)
    access.check_create(await visit.person())
    channel = await _home(visit, form.channel)
    authors = tuple(p for p in form.authors if p != visit.person_id)
    await visit.names((visit.person_id, *authors))
    async with visit.transaction() as tx:
        if not await documents.first_time(tx, visit.modal.submission_key):
            return Close()
        initiative = await initiatives.create(
            tx,
            name=form.name,
            owner_id=visit.person_id,
            authors=authors,
            channel_id=channel.id,
        )
        await saving.first_version(tx, visit, initiative, written(form.words))
    return Close()


async def _home(visit: Visit, channel_id: ChannelId | None) -> Channel:
    """Return the channel of a new initiative; refuses one in which no card can stand."""
    field = forms.NEW_CHANNEL if visit.modal.metadata(forms.Writing).channel is None else None
    if channel_id is None:
        raise Refusal("Choose the channel in which the card shall stand.", field=field)
    channel = await visit.directory.channel(channel_id)
    name = f"#{channel.name}" if channel.name else "that channel"
    if channel.archived:
        raise Refusal(f"{name} is archived. Choose another channel.", field=field)
    if not channel.bot_is_member:
        msg = (
            f"I am not in {name} yet, so the card cannot stand there. Type /invite @Workback "
            "there and press Save again; your text stays here."
        )
        raise Refusal(msg, field=field)
    return channel


async def open_edit(visit: Visit) -> Answer:
    """Open the whole document for editing; a draft that waits comes back first."""
    return await edit(visit, visit.record, None)


async def edit_section(visit: Visit) -> Answer:
    """Open one section, or everything, from the reading modal."""
    section = None if visit.chosen == EDIT_WHOLE else visit.chosen
    return await edit(visit, visit.record, section)


async def edit(visit: Visit, record: str, section: str | None) -> Answer:
    """Open a document, or a section of it, for editing."""
    found = await loading.of_record(visit, record)
    await visit.check_edits(found.initiative)
    start = await clashes.start(visit, found)
    if isinstance(start, saving.Clashed):
        return Open(await clashes.screen(visit, found.document, start))
    return Open(
        form_view.edit_form(
            form_view.Editing(found.initiative, found.document, start.content, section, start.draft)
        )
    )


async def save_edit(visit: Visit) -> Answer:
    """Save what was edited, joined with what others saved meanwhile."""
    meta = visit.modal.metadata(forms.Writing)
    found = await loading.of_record(visit, meta.document or "")
    await visit.check_edits(found.initiative)
    form = forms.written(visit.modal, found.document.template)
    names = await saving.names(visit, found, *form.authors)
    async with visit.transaction() as tx:
        if not await documents.first_time(tx, visit.modal.submission_key):
            return Close(everything=True)
        document = await documents.of_kind(tx, found.initiative.id, found.document.kind)
        base = await documents.content(tx, document.id, meta.base)
        content = written({**base, **form.words})
        if meta.section is None:
            people = _authors(form.authors, found.initiative)
            await initiatives.change_people(tx, found.initiative.id, name=form.name, authors=people)
        saved = await saving.save(
            tx, visit, document, saving.Words(meta.base, content, form.note), names
        )
    if isinstance(saved, saving.Clashed):
        return Update(await clashes.screen(visit, document, saved, note=form.note))
    return Close(everything=True)


def _authors(chosen: tuple[PersonId, ...], initiative: Initiative) -> tuple[PersonId, ...]:
    return tuple(person for person in chosen if person != initiative.owner_id)
