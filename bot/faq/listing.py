"""The list of questions, and what its rows and menus do."""

from bot import ids
from bot.faq import forms
from bot.faq.views import listing as view
from bot.faq.views import question as question_view
from bot.initiatives import loading, rows
from bot.kit.answers import Answer, Open, Say, Update
from bot.kit.blocks import Json
from bot.kit.visit import Visit
from domain import access, experience, faq
from domain.initiatives import Initiative
from domain.templates import DocumentKind
from storage import documents, scope
from storage import faq as stored


async def faq_here(visit: Visit) -> Answer:
    """Show the FAQ of this channel's initiative, or of the one whose key was typed."""
    found = await loading.meant(visit, ids.faq.OPEN_LIST, "ask about")
    if isinstance(found, Say):
        return found
    return Open(await shown(visit, found))


async def open_list(visit: Visit) -> Answer:
    """Show the FAQ of an initiative."""
    found = await loading.initiative(visit, visit.record)
    modal = await shown(visit, found)
    return Open(modal)


async def choose(visit: Visit) -> Answer:
    """Show another group of questions."""
    return Update(await _again(visit, shown_now=visit.chosen or "all", page=1))


async def turn_page(visit: Visit) -> Answer:
    """Show another page."""
    return Update(await _again(visit, page=int(visit.record)))


async def _again(visit: Visit, *, shown_now: str = "", page: int = 0, news: str = "") -> Json:
    """Show the list that is open once more, as it is now."""
    meta = visit.modal.metadata(forms.Listing)
    found = await loading.initiative(visit, meta.initiative)
    chosen = next((f for f in forms.FILTERS if f == shown_now), meta.shown)
    return await shown(visit, found, chosen=chosen, page=page or meta.page, news=news)


async def shown(
    visit: Visit,
    initiative: Initiative,
    *,
    chosen: forms.Filter = "all",
    page: int = 1,
    news: str = "",
) -> Json:
    """Return the list of an initiative's questions."""
    async with visit.reading() as tx:
        document = await documents.find(tx, initiative.id, DocumentKind.FAQ)
        content = await documents.content(tx, document.id, document.head) if document else {}
        asked = await stored.asked(tx, document.id) if document else {}
    person = await visit.person()
    return view.list_modal(
        view.Shown(
            initiative,
            document,
            faq.questions(content),
            asked,
            visit.person_id,
            access.may_edit(person, initiative) and not initiative.archived_at,
            chosen,
            page,
            news,
        )
    )


async def read(visit: Visit) -> Answer:
    """Show one question with its whole answer."""
    row = await rows.row(visit, visit.record)
    async with visit.reading() as tx:
        asked = await stored.asked_once(tx, row.found.document.id, row.key)
    return Open(question_view.read_modal(faq.question(row.content, row.key), asked))


async def move_up(visit: Visit) -> Answer:
    """Move a question before the one above it."""
    return await _move(visit, -1)


async def move_down(visit: Visit) -> Answer:
    """Move a question behind the one below it."""
    return await _move(visit, 1)


async def _move(visit: Visit, by: int) -> Answer:
    moved = await rows.move(visit, by, faq.answered_with)
    return Update(await _again(visit, news=moved.news))


async def confirm_remove(visit: Visit) -> Answer:
    """Ask before a question is removed."""
    row = await rows.row(visit, visit.record)
    await visit.check_edits(row.found.initiative)
    return Update(await _question(visit, rows.Removed(row)))


async def _question(visit: Visit, asked: rows.Removed) -> Json:
    row = asked.row
    question = faq.question(row.content, row.key)
    async with visit.reading() as tx:
        citing = await scope.count_citing(tx, row.found.initiative.id, question.citation)
        heads = await documents.heads(tx, row.found.initiative.id)
    told = heads.get(DocumentKind.EXPERIENCE)
    serving = experience.serving(told.content, question.citation) if told else []
    return question_view.confirm_remove(
        question_view.Removal(row.found.document, question, citing, serving, asked.changed_by)
    )


async def remove(visit: Visit) -> Answer:
    """Take a question out of the FAQ."""
    removed = await rows.remove(visit)
    if removed.changed_by:
        return Update(await _question(visit, removed))
    return Update(await shown(visit, removed.row.found.initiative))
