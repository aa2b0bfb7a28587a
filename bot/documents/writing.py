"""Writing: the modal opens, is saved, and meets what others saved meanwhile."""

from bot.documents import forms
from bot.documents.views import form as form_view
from bot.documents.views.read import EDIT_WHOLE
from bot.initiatives import clashes, homes, loading, saving
from bot.kit.answers import Answer, Close, Open, Update
from bot.kit.visit import Visit
from domain import access, own_sections
from domain.documents import written
from domain.errors import Refusal
from domain.templates import PRESS_RELEASE, Content, Template
from storage import documents, feedback, initiatives, settings


async def open_create(visit: Visit) -> Answer:
    """Open the modal for a new press release, at home where the person is."""
    access.check_create(await visit.person())
    channel = await homes.here(visit)
    first = PRESS_RELEASE.sections[0].fields[0]
    content = {first.key: visit.words[: first.limit]}
    shape = await _shape(visit, PRESS_RELEASE, content)
    return Open(form_view.create_form(shape, form_view.Start(channel, content)))


async def _shape(visit: Visit, template: Template, content: Content) -> form_view.Shape:
    """Return what there is to write, as the workspace wants it now."""
    async with visit.reading() as tx:
        found = await settings.get(tx)
    shown = own_sections.prompted(template, dict(found.prompts))
    return form_view.Shape(shown, own_sections.offered(content, found.own_sections))


async def save_new(visit: Visit) -> Answer:
    """Save version 1 of a new initiative; its card follows through the outbox."""
    form = forms.written(visit.modal, PRESS_RELEASE)
    access.check_create(await visit.person())
    asked = visit.modal.metadata(forms.Writing).channel is None
    channel = await homes.named(visit, form.channel, forms.NEW_CHANNEL if asked else None)
    obstacle = homes.obstacle(channel)
    if obstacle:
        return await _other_home(visit, form, obstacle)
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


async def _other_home(visit: Visit, form: forms.Written, obstacle: str) -> Answer:
    """Ask for another channel; a modal that did not ask before does so now, with all its words."""
    if visit.modal.metadata(forms.Writing).channel is None:
        raise Refusal(obstacle, field=forms.NEW_CHANNEL)
    start = form_view.Start(None, form.words, form.name, form.authors, obstacle)
    return Update(form_view.create_form(await _shape(visit, PRESS_RELEASE, form.words), start))


async def open_edit(visit: Visit) -> Answer:
    """Open the whole document for editing; a draft that waits comes back first."""
    return await edit(visit, visit.record, None)


async def edit_section(visit: Visit) -> Answer:
    """Open one section, or everything, from the reading modal."""
    section = None if visit.chosen == EDIT_WHOLE else visit.chosen
    return await edit(visit, visit.record, section)


async def open_section(visit: Visit) -> Answer:
    """Open the section that a finding is about."""
    record, _, section = visit.record.partition("/")
    section, _, said = section.partition("/")
    return await edit(visit, record, section, said)


async def edit(visit: Visit, record: str, section: str | None, said: str = "") -> Answer:
    """Open a document, or a section of it, for editing; with what a customer said as its quote."""
    found = await loading.of_record(visit, record)
    await visit.check_edits(found.initiative)
    start = await clashes.start(visit, found)
    if isinstance(start, saving.Clashed):
        return Open(await clashes.screen(visit, found.document, start))
    content = await _quoted(visit, found, start.content, said)
    shape = await _shape(visit, found.document.template, content)
    async with visit.reading() as tx:
        heard = await feedback.counts(tx, found.initiative.id)
    return Open(
        form_view.edit_form(
            form_view.Editing(
                found.initiative, found.document, content, shape, section, start.draft, heard
            )
        )
    )


async def _quoted(visit: Visit, found: loading.Found, content: Content, said: str) -> Content:
    """Return the content with the customer's words as its quote; nothing is saved yet."""
    if not said:
        return content
    async with visit.reading() as tx:
        kept = await feedback.find(tx, said)
    if kept is None or kept.initiative_id != found.initiative.id:
        raise loading.GONE
    return {**content, "quote_text": kept.quote, "quote_person": kept.customer, "quote_role": ""}


async def save_edit(visit: Visit) -> Answer:
    """Save what was edited, joined with what others saved meanwhile."""
    meta = visit.modal.metadata(forms.Writing)
    found = await loading.of_record(visit, meta.document or "")
    await visit.check_edits(found.initiative)
    form = forms.written(visit.modal, found.document.template)
    names = await saving.names(visit, found, *form.authors)
    async with visit.transaction() as tx:
        document = await documents.of_kind(tx, found.initiative.id, found.document.kind)
        repeated = not await documents.first_time(tx, visit.modal.submission_key)
        if not repeated:
            base = await documents.content(tx, document.id, meta.base)
            words = saving.Words(meta.base, written({**base, **form.words}), form.note)
            if meta.section is None:
                before, after = (meta.name, meta.authors), (form.name, form.authors)
                await saving.change_people(tx, found.initiative.id, before, after)
            saved = await saving.save(tx, visit, document, words, names)
    if repeated:
        return await clashes.as_before(visit, document.id)
    if isinstance(saved, saving.Clashed):
        return Update(await clashes.screen(visit, document, saved, note=form.note))
    return Close(everything=True)
