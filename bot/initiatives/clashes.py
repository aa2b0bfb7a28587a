"""What becomes of an edit that others have overtaken."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.initiatives import conflict as view
from bot.initiatives import loading
from bot.initiatives.loading import Found
from bot.initiatives.saving import Clashed
from bot.kit.answers import Answer, Close, Update
from bot.kit.blocks import Json
from bot.kit.visit import Visit
from domain.documents import Document, Draft
from domain.merge import Choice, merge
from domain.templates import Content
from storage import documents, drafts


@dataclass(frozen=True)
class Start:
    """What an edit starts from: the newest version, with the draft that waited in it."""

    content: Content
    draft: Draft | None = None


async def start(visit: Visit, found: Found) -> Start | Clashed:
    """Return what an edit starts from, or a clash where a draft waits that needs a choice."""
    document = found.document
    async with visit.reading() as tx:
        draft = await drafts.find(tx, document.id, visit.person_id)
        base = draft.base if draft else document.head
        sides = await documents.contents(tx, document.id, {base, document.head})
        theirs = await documents.version(tx, document.id, document.head)
    if draft is None:
        return Start(sides[document.head])
    merged = merge(document.template, sides[base], sides[document.head], draft.content)
    if merged.conflicts and theirs is not None:
        return Clashed(merged, base, theirs)
    return Start(merged.content, draft)


async def as_before(visit: Visit, document_id: str) -> Answer:
    """Answer a second click on the same button as the first one was answered.

    If that one led to a clash, its words wait as a draft: the screen to choose must not close.
    """
    found = await loading.of_record(visit, document_id)
    begun = await start(visit, found)
    if isinstance(begun, Clashed):
        return Update(await screen(visit, found.document, begun))
    return Close(everything=True)


async def screen(
    visit: Visit,
    document: Document,
    clashed: Clashed,
    *,
    note: str = "",
    chosen: Mapping[str, Choice] | None = None,
) -> Json:
    """Return the screen on which a clash is resolved."""
    names = await visit.names([clashed.theirs.saved_by])
    return view.conflict_modal(
        view.Clash(
            document,
            clashed.merge,
            clashed.base,
            clashed.theirs.number,
            clashed.theirs.saved_by,
            names(clashed.theirs.saved_by),
            note,
            chosen or {},
        )
    )
