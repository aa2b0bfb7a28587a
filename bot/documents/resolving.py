"""Two edits of one version: the choice between them, and drafts that wait for it."""

from dataclasses import dataclass

from bot.documents import writing
from bot.initiatives import clashes, loading, saving
from bot.initiatives.conflict import Resolving, choices
from bot.kit.answers import Answer, Close, Open, Update
from bot.kit.visit import Visit
from domain.documents import written
from domain.errors import Refusal
from domain.merge import Choice, merge
from storage import documents, drafts


@dataclass(frozen=True)
class Pending:
    """The clash that the conflict screen shows."""

    found: loading.Found
    clashed: saving.Clashed
    note: str


async def discard_draft(visit: Visit) -> Answer:
    """Drop the words that waited and show the newest version instead."""
    found = await loading.of_record(visit, visit.record)
    async with visit.transaction() as tx:
        await drafts.drop(tx, found.document.id, visit.person_id)
    answer = await writing.edit(visit, visit.record, None)
    return Update(answer.view) if isinstance(answer, Open) else answer


async def choose_words(visit: Visit) -> Answer:
    """Show the input for one text from both as soon as that is chosen."""
    pending = await _pending(visit)
    chosen: dict[str, Choice] = {}
    for conflict in pending.clashed.merge.conflicts:
        choice = visit.modal.chosen(conflict.field.key)
        if choice in ("theirs", "mine", "both"):
            chosen[conflict.field.key] = choice  # type: ignore[assignment]
    return Update(
        await clashes.screen(
            visit, pending.found.document, pending.clashed, note=pending.note, chosen=chosen
        )
    )


async def _pending(visit: Visit) -> Pending:
    meta = visit.modal.metadata(Resolving)
    found = await loading.of_record(visit, meta.document)
    document = found.document
    async with visit.reading() as tx:
        draft = await drafts.find(tx, document.id, visit.person_id)
        theirs = await documents.version(tx, document.id, meta.theirs)
        if draft is None or theirs is None:
            raise Refusal("This draft was saved or discarded elsewhere. Close this and press Edit.")
        sides = await documents.contents(tx, document.id, {draft.base, meta.theirs})
    merged = merge(document.template, sides[draft.base], sides[meta.theirs], draft.content)
    return Pending(found, saving.Clashed(merged, draft.base, theirs), meta.note)


async def resolve_conflict(visit: Visit) -> Answer:
    """Save the words that were chosen; if somebody saved again meanwhile, ask again."""
    if await _was_submitted(visit):
        return await clashes.as_before(visit, visit.modal.metadata(Resolving).document)
    pending = await _pending(visit)
    found, clashed = pending.found, pending.clashed
    await visit.check_edits(found.initiative)
    content = _chosen(visit, clashed)
    names = await saving.names(visit, found)
    async with visit.transaction() as tx:
        document = await documents.of_kind(tx, found.initiative.id, found.document.kind)
        repeated = not await documents.first_time(tx, visit.modal.submission_key)
        if not repeated:
            words = saving.Words(clashed.theirs.number, written(content), pending.note)
            saved = await saving.save(tx, visit, document, words, names)
    if repeated:
        return await clashes.as_before(visit, document.id)
    if isinstance(saved, saving.Clashed):
        return Update(await clashes.screen(visit, document, saved, note=pending.note))
    return Close(everything=True)


def _chosen(visit: Visit, clashed: saving.Clashed) -> dict[str, str]:
    chosen = choices(visit.modal, tuple(c.field for c in clashed.merge.conflicts))
    content = dict(clashed.merge.content)
    for conflict in clashed.merge.conflicts:
        choice, text = chosen[conflict.field.key]
        sides = {"theirs": conflict.theirs, "mine": conflict.mine, "both": text}
        content[conflict.field.key] = sides[choice]
    return content


async def _was_submitted(visit: Visit) -> bool:
    async with visit.reading() as tx:
        return await documents.was_submitted(tx, visit.modal.submission_key)
