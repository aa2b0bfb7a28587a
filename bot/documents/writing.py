"""Writing: the modal opens, is saved, and meets what others saved meanwhile."""

from bot.documents import forms, loading, saving
from bot.documents.views import conflict as conflict_view
from bot.documents.views import form as form_view
from bot.documents.views.read import EDIT_WHOLE
from bot.kit.answers import Answer, Close, Open, Update
from bot.kit.blocks import Json
from bot.kit.visit import Visit
from domain import access
from domain.documents import Draft, written
from domain.errors import Refusal
from domain.initiatives import Initiative
from domain.merge import Choice, merge
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
    """Open the whole press release for editing; a draft that waits comes back first."""
    return await _edit(visit, visit.record, None)


async def edit_section(visit: Visit) -> Answer:
    """Open one section, or everything, from the reading modal."""
    section = None if visit.chosen == EDIT_WHOLE else visit.chosen
    return await _edit(visit, visit.record, section)


async def _edit(visit: Visit, record: str, section: str | None) -> Answer:
    found = await loading.of_record(visit, record)
    await visit.check_edits(found.initiative)
    async with visit.reading() as tx:
        content = await documents.content(tx, found.document.id, found.document.head)
        draft = await documents.draft(tx, found.document.id, visit.person_id)
    if draft is not None and draft.base != found.document.head:
        return Open(await _draft_again(visit, found, draft))
    start = form_view.Editing(
        found.initiative,
        found.document.template,
        draft.content if draft else content,
        found.document.head,
        section,
        draft,
    )
    return Open(form_view.edit_form(start))


async def _draft_again(visit: Visit, found: loading.Found, draft: Draft) -> Json:
    """Show a draft that others have overtaken: merged where that needs no choice."""
    document = found.document
    async with visit.reading() as tx:
        sides = await documents.contents(tx, document.id, {draft.base, document.head})
        theirs = await documents.version(tx, document.id, document.head)
    merged = merge(document.template, sides[draft.base], sides[document.head], draft.content)
    if merged.conflicts and theirs is not None:
        clashed = saving.Clashed(merged, draft.base, theirs)
        return await _clash(visit, found.initiative, clashed)
    start = form_view.Editing(
        found.initiative, document.template, merged.content, document.head, None, draft
    )
    return form_view.edit_form(start)


async def discard_draft(visit: Visit) -> Answer:
    """Drop the words that waited and show the newest version instead."""
    found = await loading.of_record(visit, visit.record)
    async with visit.transaction() as tx:
        await documents.drop_draft(tx, found.document.id, visit.person_id)
    answer = await _edit(visit, visit.record, None)
    return Update(answer.view) if isinstance(answer, Open) else answer


async def save_edit(visit: Visit) -> Answer:
    """Save what was edited, joined with what others saved meanwhile."""
    meta = visit.modal.metadata(forms.Writing)
    found = await loading.of_record(visit, meta.initiative or "")
    await visit.check_edits(found.initiative)
    form = forms.written(visit.modal, found.document.template)
    names = await visit.names((visit.person_id, *form.authors, *await _writers(visit, found)))
    async with visit.transaction() as tx:
        if not await documents.first_time(tx, visit.modal.submission_key):
            return Close(everything=True)
        base = await documents.content(tx, found.document.id, meta.base)
        content = written({**base, **form.words})
        if meta.section is None:
            people = _authors(form.authors, found.initiative)
            await initiatives.change_people(tx, found.initiative.id, name=form.name, authors=people)
        words = saving.Words(meta.base, content, form.note)
        saved = await saving.save(tx, visit, found.initiative, words, names)
    if isinstance(saved, saving.Clashed):
        return Update(await _clash(visit, found.initiative, saved, note=form.note))
    return Close(everything=True)


def _authors(chosen: tuple[PersonId, ...], initiative: Initiative) -> tuple[PersonId, ...]:
    return tuple(person for person in chosen if person != initiative.owner_id)


async def _writers(visit: Visit, found: loading.Found) -> list[PersonId]:
    async with visit.reading() as tx:
        return await documents.writers(tx, found.document.id, found.document.head)


async def choose_words(visit: Visit) -> Answer:
    """Show the input for one text from both as soon as that is chosen."""
    found, clashed, note = await _pending(visit)
    view = visit.modal
    chosen: dict[str, Choice] = {}
    for conflict in clashed.merge.conflicts:
        choice = view.chosen(conflict.field.key)
        if choice in ("theirs", "mine", "both"):
            chosen[conflict.field.key] = choice  # type: ignore[assignment]
    return Update(await _clash(visit, found.initiative, clashed, note=note, chosen=chosen))


async def _pending(visit: Visit) -> tuple[loading.Found, saving.Clashed, str]:
    """Return the clash that the conflict screen shows, from the draft that waits."""
    meta = visit.modal.metadata(forms.Resolving)
    found = await loading.of_record(visit, meta.initiative)
    async with visit.reading() as tx:
        draft = await documents.draft(tx, found.document.id, visit.person_id)
        theirs = await documents.version(tx, found.document.id, meta.theirs)
        if draft is None or theirs is None:
            raise Refusal("This draft was saved or discarded elsewhere. Close this and press Edit.")
        sides = await documents.contents(tx, found.document.id, {draft.base, meta.theirs})
    merged = merge(found.document.template, sides[draft.base], sides[meta.theirs], draft.content)
    return found, saving.Clashed(merged, draft.base, theirs), meta.note


async def resolve_conflict(visit: Visit) -> Answer:
    """Save the words that were chosen; if somebody saved again meanwhile, ask again."""
    if await _was_submitted(visit):
        return Close(everything=True)
    found, clashed, note = await _pending(visit)
    await visit.check_edits(found.initiative)
    fields = tuple(conflict.field for conflict in clashed.merge.conflicts)
    choices = forms.choices(visit.modal, fields)
    content = dict(clashed.merge.content)
    for conflict in clashed.merge.conflicts:
        choice, text = choices[conflict.field.key]
        sides = {"theirs": conflict.theirs, "mine": conflict.mine, "both": text}
        content[conflict.field.key] = sides[choice]
    names = await visit.names((visit.person_id, *await _writers(visit, found)))
    async with visit.transaction() as tx:
        if not await documents.first_time(tx, visit.modal.submission_key):
            return Close(everything=True)
        words = saving.Words(clashed.theirs.number, written(content), note)
        saved = await saving.save(tx, visit, found.initiative, words, names)
    if isinstance(saved, saving.Clashed):
        return Update(await _clash(visit, found.initiative, saved, note=note))
    return Close(everything=True)


async def _was_submitted(visit: Visit) -> bool:
    async with visit.reading() as tx:
        return await documents.was_submitted(tx, visit.modal.submission_key)


async def _clash(
    visit: Visit,
    initiative: Initiative,
    clashed: saving.Clashed,
    *,
    note: str = "",
    chosen: dict[str, Choice] | None = None,
) -> Json:
    names = await visit.names([clashed.theirs.saved_by])
    return conflict_view.conflict_modal(
        conflict_view.Clash(
            initiative,
            clashed.merge,
            clashed.base,
            clashed.theirs.number,
            clashed.theirs.saved_by,
            names(clashed.theirs.saved_by),
            note,
            chosen or {},
        )
    )
