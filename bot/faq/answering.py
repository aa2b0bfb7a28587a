"""Answering and changing a question; the answer goes back to where it was asked."""

from bot.faq import asking, forms, listing
from bot.faq.views import question as view
from bot.initiatives import clashes, loading, rows, saving
from bot.kit.answers import Answer, Close, Open, Update
from bot.kit.visit import Visit
from domain import access, entries, faq
from domain.documents import Document, Version, written
from domain.initiatives import Initiative
from domain.templates import DocumentKind
from storage import documents, initiatives, outbox
from storage import faq as stored
from storage.database import Transaction


async def open_answer(visit: Visit) -> Answer:
    """Open a question for its answer, or to change it; a draft that waits comes back."""
    row = await rows.row(visit, visit.record)
    found, key = row.found, row.key
    async with visit.reading() as tx:
        asked = await stored.asked_once(tx, found.document.id, key)
    await _check(visit, found.initiative, asked)
    start = await clashes.start(visit, found)
    if isinstance(start, saving.Clashed):
        return Update(await clashes.screen(visit, found.document, start))
    question = faq.question(start.content, key)
    words = entries.words_of(start.content, key)
    in_list = visit.view is not None and visit.view.surface == "modal"
    form = view.answer_form(view.Answer(found.document, question, asked, words, in_list))
    return Update(form) if in_list else Open(form)


async def _check(visit: Visit, initiative: Initiative, asked: faq.Asked | None) -> None:
    access.check_living(initiative)
    person = await visit.person()
    if not access.may_answer(person, initiative, asked.owner_id if asked else None):
        names = await visit.names((initiative.owner_id, *initiative.authors))
        access.check_edit(person, initiative, names)


async def save(visit: Visit) -> Answer:
    """Save the question; if it is answered now, tell where it was asked."""
    meta = visit.modal.metadata(forms.Answering)
    form = forms.filled(visit.modal, meta.joins, visit.day_in(await visit.zone()))
    found = await loading.of_record(visit, meta.document)
    async with visit.reading() as tx:
        before = await stored.asked_once(tx, meta.document, meta.key)
    await _check(visit, found.initiative, before)
    names = await saving.names(visit, found, *filter(None, (form.owner_id,)))
    async with visit.transaction() as tx:
        document = await documents.of_kind(tx, found.initiative.id, DocumentKind.FAQ)
        repeated = not await documents.first_time(tx, visit.modal.submission_key)
        if not repeated:
            asked = _asked(visit, meta, before, form)
            saved = await _save(tx, visit, document, asked, form, names)
    if repeated:
        return await clashes.as_before(visit, document.id)
    if isinstance(saved, saving.Clashed):
        return Update(await clashes.screen(visit, document, saved))
    if meta.from_list:
        return Update(await listing.shown(visit, found.initiative))
    return Close()


async def _save(
    tx: Transaction,
    visit: Visit,
    document: Document,
    asked: faq.Asked,
    form: forms.Filled,
    names: saving.Names,
) -> Version | saving.Clashed | None:
    """Save the words, remember who answers, and tell those whom it concerns."""
    meta = visit.modal.metadata(forms.Answering)
    sides = await documents.contents(tx, document.id, {meta.base, document.head})
    rows.check_there(document.template, sides[document.head], meta.key)
    was = faq.question(sides[document.head], meta.key)
    entered = {f"{meta.key}.{field}": words for field, words in form.words.items()}
    words = saving.Words(meta.base, written({**sides[meta.base], **entered}))
    saved = await saving.save(tx, visit, document, words, names)
    if isinstance(saved, saving.Clashed):
        return saved
    initiative = await initiatives.get(tx, document.initiative_id)
    who = names(visit.person_id)
    await stored.keep(tx, asked)
    await asking.tell_owner(tx, visit, initiative, asked, who)
    if was.is_open and saved is not None:
        await _tell(tx, visit, initiative, asked, saved, who)
    return saved


def _asked(
    visit: Visit, meta: forms.Answering, before: faq.Asked | None, form: forms.Filled
) -> faq.Asked:
    kept = before or faq.Asked(document_id=meta.document, key=meta.key, asked_at=visit.now)
    return kept.model_copy(update={"owner_id": form.owner_id, "due_on": form.due_on})


async def _tell(
    tx: Transaction,
    visit: Visit,
    initiative: Initiative,
    asked: faq.Asked,
    version: Version,
    who: str,
) -> None:
    """Bring the answer back to the thread in which the question was asked."""
    content = await documents.content(tx, asked.document_id, version.number)
    question = faq.question(content, asked.key)
    if question.is_open or asked.channel_id is None:
        return
    shown = view.answered(initiative, question, who)
    await outbox.post(
        tx,
        conversation=asked.channel_id,
        text=shown.text,
        blocks=shown.blocks,
        about=f"the answer to {question.citation} of {initiative.name}",
        dedupe_key=f"answered:{asked.document_id}/{asked.key}/{version.id}",
        thread=asking.source_place(asked),
        responsible=visit.person_id,
    )
