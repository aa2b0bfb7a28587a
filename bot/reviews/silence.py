"""Silent reads: begun by an author, ended by all readers or the clock, decided by the owner."""

from collections.abc import Sequence
from datetime import datetime

from bot.initiatives import cards
from bot.kit.answers import Answer, Close, Open, say
from bot.kit.visit import Visit
from bot.reviews import commenting, forms, loading
from bot.reviews.views import silence as view
from domain import access
from domain.documents import Document
from domain.errors import Refusal
from domain.initiatives import Initiative
from domain.people import PersonId
from domain.reviews import Review
from domain.silent_reads import Outcome, Reader, SilentRead, all_done
from storage import decisions, documents, outbox, people, reviews, silent_reads
from storage.database import Database, Transaction

_GOES_ON = "A silent read of this review goes on. It ends when all are done or its time is over."


async def open_start(visit: Visit) -> Answer:
    """Ask how long everybody reads."""
    found = await loading.open_review(visit, visit.record)
    await visit.check_edits(found.initiative)
    async with visit.reading() as tx:
        if await silent_reads.open_of(tx, found.review.id):
            return say(_GOES_ON)
    return Open(view.start_form(found.review.id, found.document))


async def start(visit: Visit) -> Answer:
    """Begin: one message says who reads, and comments are sealed from now on."""
    meta = visit.modal.metadata(forms.Reading)
    found = await loading.open_review(visit, meta.record)
    await visit.check_edits(found.initiative)
    minutes = forms.minutes(visit.modal) or view.USUAL_MINUTES
    async with visit.transaction() as tx:
        if not await documents.first_time(tx, visit.modal.submission_key):
            return Close(everything=True)
        document = await loading.locked(tx, found)
        if await silent_reads.open_of(tx, found.review.id):
            raise Refusal(_GOES_ON, field=forms.MINUTES)
        readers = [s.reviewer.person_id for s in found.progress.standings if s.may_approve]
        await begin(tx, found.initiative, document, found.review, minutes, visit.person_id, readers)
        what = f"began a silent read of version {document.head} of the {document.called}"
        await decisions.log(tx, found.initiative.id, visit.person_id, what)
    return Close(everything=True)


async def begin(
    tx: Transaction,
    initiative: Initiative,
    document: Document,
    review: Review,
    minutes: int,
    by: PersonId,
    readers: Sequence[PersonId],
) -> None:
    """Keep a silent read, and post its message."""
    read = await silent_reads.start(tx, review, document.head, minutes, by, readers)
    shown = await _shown(tx, read, initiative, document)
    await cards.tell(
        tx,
        initiative,
        view.message(shown),
        about=_about(initiative),
        responsible=by,
        place=view.place(read.id),
    )


def _about(initiative: Initiative) -> str:
    return f"the silent read of {initiative.name}"


async def _shown(
    tx: Transaction, read: SilentRead, initiative: Initiative, document: Document, comments: int = 0
) -> view.Shown:
    readers = await silent_reads.readers(tx, read.id)
    ids = [initiative.owner_id, *(reader.person_id for reader in readers)]
    names = await people.names(tx, ids)
    return view.Shown(
        read,
        readers,
        document,
        initiative.owner_id,
        lambda person: names.get(person, "Somebody"),
        comments,
    )


async def _load(visit: Visit, read_id: str) -> tuple[SilentRead, loading.Found]:
    async with visit.reading() as tx:
        read = await silent_reads.find(tx, read_id)
    if read is None:
        raise loading.GONE
    return read, await loading.review(visit, read.review_id)


async def open_done(visit: Visit) -> Answer:
    """Ask how it feels, now that somebody has read to the end."""
    read, _ = await _load(visit, visit.record)
    if read.ended_at:
        return say("This silent read has ended. Its comments stand in the thread.")
    async with visit.reading() as tx:
        if _is_done(visit, await silent_reads.readers(tx, read.id)):
            return say("You are done already. You can still comment until all are done.")
    return Open(view.done_form(read.id))


def _is_done(visit: Visit, readers: Sequence[Reader]) -> bool:
    return any(r.person_id == visit.person_id and r.done_at for r in readers)


async def done(visit: Visit) -> Answer:
    """Note that somebody is done; if all are, the silent read ends."""
    meta = visit.modal.metadata(forms.Reading)
    read, found = await _load(visit, meta.record)
    await visit.person()  # so that the name is known
    async with visit.transaction() as tx:
        now = await silent_reads.find(tx, read.id, lock=True)
        if now is None or now.ended_at:
            return Close(everything=True)
        if _is_done(visit, await silent_reads.readers(tx, read.id)):
            return Close(everything=True)
        await silent_reads.finish(tx, now, visit.person_id, forms.feeling(visit.modal))
        if all_done(await silent_reads.readers(tx, read.id)):
            await _end(tx, read.id)
        else:
            await _redraw(tx, now, found.initiative, found.document)
    return Close(everything=True)


async def _redraw(
    tx: Transaction, read: SilentRead, initiative: Initiative, document: Document
) -> view.Shown:
    shown = await _shown(tx, read, initiative, document)
    message = view.message(shown)
    await outbox.edit(
        tx,
        place=view.place(read.id),
        text=message.text,
        blocks=message.blocks,
        about=_about(initiative),
    )
    return shown


async def end_due(database: Database, now: datetime) -> int:
    """End the silent reads whose time is over; return how many. Any replica may, only one does."""
    async with database.session(writes=False) as session:
        over = await silent_reads.due(session, now)
    for workspace_id, read_id in over:
        async with database.transaction(workspace_id, now) as tx:
            await _end(tx, read_id)
    return len(over)


async def _end(tx: Transaction, read_id: str) -> None:
    """End a silent read once: its comments come into the thread, and the owner is asked."""
    unsealed = await silent_reads.end(tx, read_id)
    read = await silent_reads.find(tx, read_id)
    review = await reviews.find(tx, read.review_id) if read else None
    if unsealed is None or read is None or review is None:
        return
    found = await loading.in_transaction(tx, review)
    names = await people.names(tx, {comment.raised_by for comment in unsealed})
    shown = await _shown(tx, read, found.initiative, found.document, len(unsealed))
    await _redraw(tx, read, found.initiative, found.document)
    await cards.tell(
        tx,
        found.initiative,
        view.ended_note(shown),
        about=_about(found.initiative),
        responsible=found.initiative.owner_id,
        dedupe_key=f"silent:{read.id}",
    )
    for comment in unsealed:
        await commenting.announce(tx, found, comment, lambda person: names.get(person, "Somebody"))
    await cards.refresh(tx, found.initiative.id, found.initiative.owner_id, found.document.id)


async def open_decide(visit: Visit) -> Answer:
    """Ask the owner what is decided."""
    read, found = await _load(visit, visit.record)
    await _check_decides(visit, read, found)
    return Open(view.decide_form(read.id))


async def _check_decides(visit: Visit, read: SilentRead, found: loading.Found) -> None:
    names = await visit.names([found.initiative.owner_id])
    access.check_own(await visit.person(), found.initiative, names)
    if read.outcome is not None:
        what = view.OUTCOMES[read.outcome]
        raise Refusal(f"{what} is decided already. A new silent read can decide anew.")


async def decide(visit: Visit) -> Answer:
    """Keep the owner's decision with its conditions and who disagreed."""
    meta = visit.modal.metadata(forms.Reading)
    read, found = await _load(visit, meta.record)
    outcome = Outcome(visit.modal.chosen(forms.OUTCOME) or Outcome.ITERATE)
    conditions = visit.modal.words(forms.CONDITIONS).strip()
    dissent = visit.modal.words(forms.DISSENT).strip()
    async with visit.transaction() as tx:
        if await documents.was_submitted(tx, visit.modal.submission_key):
            return Close(everything=True)
    await _check_decides(visit, read, found)
    async with visit.transaction() as tx:
        now = await silent_reads.find(tx, read.id, lock=True)
        first = await documents.first_time(tx, visit.modal.submission_key)
        if now is None or now.outcome is not None or not first:
            return Close(everything=True)
        await silent_reads.decide(
            tx, read.id, outcome, visit.person_id, conditions=conditions, dissent=dissent
        )
        why = "\n".join(
            [
                *([f"Conditions: {conditions}"] if conditions else []),
                *([f"Dissent: {dissent}"] if dissent else []),
            ]
        )
        what = f"decided {view.OUTCOMES[outcome]} on version {read.version} after a silent read"
        await decisions.log(tx, found.initiative.id, visit.person_id, what, why)
        decided = await silent_reads.find(tx, read.id)
        await _redraw(tx, decided or now, found.initiative, found.document)
    return Close(everything=True)
