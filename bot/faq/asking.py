"""Adding a question: from the list, by command, or from somebody's message."""

from bot.faq import forms, listing
from bot.faq.views import question as view
from bot.initiatives import loading, rows, saving
from bot.kit.answers import Answer, Close, Open, Update
from bot.kit.text import clipped
from bot.kit.visit import Visit
from domain import access, entries, faq
from domain.documents import written
from domain.errors import Refusal
from domain.initiatives import Initiative, number_of
from domain.people import ChannelId, PersonId
from domain.templates import FAQ, DocumentKind
from domain.templates.faq import CUSTOMER, STAKEHOLDER, STARTERS
from storage import comments, documents, feedback, initiatives, outbox
from storage import faq as stored
from storage.database import Transaction

MOST_CHOICES = 100
QUESTION_LIMIT = 300


async def faq_command(visit: Visit) -> Answer:
    """Answer `/faq`: alone or with a key the list, with any other words a new question."""
    if not visit.words or number_of(visit.words) is not None:
        return await listing.faq_here(visit)
    return await _ask(visit, {"question": visit.words[:QUESTION_LIMIT]}, forms.Asking())


async def open_create(visit: Visit) -> Answer:
    """Open the modal for a new question, in place of the list."""
    if visit.record.startswith("com_"):
        return await _from_comment(visit)
    if visit.record.startswith("fbk_"):
        return await _from_feedback(visit)
    found = await loading.initiative(visit, visit.record)
    access.check_living(found)
    start = view.Start(forms.Asking(initiative=found.id, from_list=visit.view is not None))
    return Update(view.ask_form(start))


async def _from_comment(visit: Visit) -> Answer:
    """Open the modal with a review comment in it; its answer comes back to the card's thread."""
    async with visit.reading() as tx:
        comment = await comments.find(tx, visit.record)
        card = await outbox.place_of(tx, f"card:{comment.initiative_id}") if comment else None
    if comment is None:
        raise loading.GONE
    found = await loading.initiative(visit, comment.initiative_id)
    access.check_living(found)
    meta = forms.Asking(
        initiative=found.id,
        asked_by=comment.raised_by,
        channel=ChannelId(card.channel_id) if card else None,
        message_ts=(comment.message_ts or card.ts) if card else None,
        thread_ts=card.ts if card else None,
    )
    words = {"question": " ".join(comment.words.split())[:QUESTION_LIMIT]}
    start = view.Start(meta, words=words, group=STAKEHOLDER)
    return Update(view.ask_form(start))


async def _from_feedback(visit: Visit) -> Answer:
    """Open the modal with a customer's words in it."""
    async with visit.reading() as tx:
        kept = await feedback.find(tx, visit.record)
    if kept is None or kept.initiative_id is None:
        raise loading.GONE
    found = await loading.initiative(visit, kept.initiative_id)
    access.check_living(found)
    words = {"question": clipped(" ".join(kept.quote.split()), QUESTION_LIMIT)}
    start = view.Start(forms.Asking(initiative=found.id), words=words, group=CUSTOMER)
    return Update(view.ask_form(start))


async def open_starter(visit: Visit) -> Answer:
    """Open the modal with a common question in it."""
    found = await loading.initiative(visit, visit.record)
    access.check_living(found)
    group, index = (visit.chosen or f"{CUSTOMER}0")[0], (visit.chosen or f"{CUSTOMER}0")[1:]
    question, advice = STARTERS[group][int(index)]
    meta = forms.Asking(initiative=found.id, from_list=True)
    start = view.Start(meta, words={"question": question}, group=group, advice=advice)
    return Update(view.ask_form(start))


async def add_message(visit: Visit) -> Answer:
    """Open the modal with somebody's message as the question."""
    message = visit.message
    words = " ".join(str(message.get("text") or "").split())
    if not words:
        raise Refusal("That message has no words. Write the question with /faq instead.")
    meta = forms.Asking(
        asked_by=PersonId(str(message.get("user") or visit.person_id)),
        channel=visit.channel_id,
        message_ts=str(message["ts"]),
        thread_ts=str(message.get("thread_ts") or message["ts"]),
    )
    fits = len(words) <= QUESTION_LIMIT
    started = {"question": words if fits else words[: QUESTION_LIMIT - 1] + "…"}
    if not fits:
        started["answer"] = f"Asked in full:\n{message['text']}"
    return await _ask(visit, started, meta)


async def _ask(visit: Visit, words: dict[str, str], meta: forms.Asking) -> Answer:
    """Open the modal for the initiative of this channel, or with a choice of those at hand."""
    choices = await _at_hand(visit)
    if len(choices) == 1:
        meta = meta.model_copy(update={"initiative": choices[0].id})
        choices = []
    return Open(view.ask_form(view.Start(meta, choices, words)))


async def _at_hand(visit: Visit) -> list[Initiative]:
    """Return the initiatives at home in this channel; where none is, those the person sees."""
    async with visit.reading() as tx:
        here = await initiatives.in_channel(tx, visit.channel_id) if visit.channel_id else []
    if here:
        return here[-MOST_CHOICES:]
    scope = await visit.scope()
    async with visit.reading() as tx:
        seen = await initiatives.overviews(tx, scope, limit=MOST_CHOICES)
    if not seen:
        raise Refusal("There is no initiative to ask about yet. /workback new starts one.")
    return [overview.initiative for overview in seen]


async def save_new(visit: Visit) -> Answer:
    """Add the question; who shall answer hears of it."""
    meta = visit.modal.metadata(forms.Asking)
    group = forms.group(visit.modal)
    form = forms.filled(visit.modal, meta.joins, visit.day_in(await visit.zone()))
    chosen = meta.initiative or visit.modal.chosen(forms.INITIATIVE) or ""
    found = await loading.initiative(visit, chosen)
    access.check_living(found)
    await _check_may_answer(visit, found, form)
    permalink = await _permalink(visit, meta)
    names = await visit.names(filter(None, (visit.person_id, form.owner_id)))
    async with visit.transaction() as tx:
        if not await documents.first_time(tx, visit.modal.submission_key):
            return Close(everything=True)
        kind = DocumentKind.FAQ
        document = await documents.of_kind(tx, found.id, kind, create_it=True)
        content = await documents.content(tx, document.id, document.head)
        number = await rows.next_number(tx, document.id, group)
        key, content = entries.add(FAQ, content, group, number, written(form.words))
        await saving.save(tx, visit, document, saving.Words(document.head, content), names)
        asked = faq.Asked(
            document_id=document.id,
            key=key,
            owner_id=form.owner_id,
            due_on=form.due_on,
            asked_by=meta.asked_by or visit.person_id,
            asked_at=visit.now,
            channel_id=meta.channel,
            message_ts=meta.message_ts,
            thread_ts=meta.thread_ts,
            permalink=permalink,
        )
        await stored.keep(tx, asked)
        if meta.channel and meta.thread_ts:
            await outbox.remember(tx, source_place(asked), meta.channel, meta.thread_ts)
        await tell_owner(tx, visit, found, asked, names(visit.person_id))
    return Update(await listing.shown(visit, found)) if meta.from_list else Close()


async def _check_may_answer(visit: Visit, found: Initiative, form: forms.Filled) -> None:
    """Anybody who sees the FAQ may ask; an answer needs somebody who may give it."""
    if form.words["answer"].strip():
        person = await visit.person()
        if not access.may_answer(person, found, form.owner_id):
            names = await visit.names((found.owner_id,))
            msg = (
                f"Only the authors can answer. Leave the answer empty and name "
                f"{names(found.owner_id)} as the one who answers."
            )
            raise Refusal(msg, field="answer")


async def _permalink(visit: Visit, meta: forms.Asking) -> str | None:
    if not (meta.channel and meta.message_ts):
        return None
    answer = await visit.slack.chat_getPermalink(channel=meta.channel, message_ts=meta.message_ts)
    return str(answer["permalink"])


def source_place(asked: faq.Asked) -> str:
    """Return the name of the message that asked the question."""
    return f"asked:{asked.document_id}/{asked.key}"


async def tell_owner(
    tx: Transaction, visit: Visit, initiative: Initiative, asked: faq.Asked, who: str
) -> None:
    """Ask the one who answers, unless they named themselves."""
    if asked.owner_id is None or asked.owner_id == visit.person_id:
        return
    document = await documents.of_kind(tx, initiative.id, DocumentKind.FAQ)
    content = await documents.content(tx, document.id, document.head)
    question = faq.question(content, asked.key)
    if not question.is_open:
        return
    shown = view.asked_to_answer(initiative, document, question, asked, who)
    await outbox.post(
        tx,
        conversation=asked.owner_id,
        text=shown.text,
        blocks=shown.blocks,
        about=f"the question {question.citation} of {initiative.name}",
        dedupe_key=f"asked:{document.id}/{asked.key}/{asked.owner_id}/{asked.due_on}",
        responsible=visit.person_id,
    )
