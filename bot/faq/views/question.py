"""One question: asked, answered, read, removed; and what its people hear of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from slack_sdk.models.blocks import Block

from bot import ids
from bot.faq.forms import DUE, INITIATIVE, KIND, OWNER, Answering, Asking
from bot.initiatives.citing import warning
from bot.initiatives.rows import Removing, changed_meanwhile, record_of
from bot.kit import blocks as b
from bot.kit import inputs
from bot.kit.blocks import Json, Message, said
from bot.kit.long_text import field_inputs
from bot.kit.text import clipped, dated, harmless, listed, paragraphs
from domain.documents import Document
from domain.faq import Asked, Question
from domain.initiatives import Initiative
from domain.people import PersonId
from domain.templates import FAQ
from domain.templates.faq import CUSTOMER, STAKEHOLDER


@dataclass(frozen=True)
class Start:
    """What a new question starts from."""

    meta: Asking
    choices: Sequence[Initiative] = ()
    """Whose FAQ it can go into, where that is open."""
    words: Mapping[str, str] = field(default_factory=dict)
    group: str = CUSTOMER
    advice: str = ""
    """What a good answer has, for a common question."""


def ask_form(start: Start) -> Json:
    """Return the modal that adds a question."""
    blocks: list[Block] = [b.context(_asked_words(start))]
    if start.choices:
        options = [b.option(f"{i.name}  ·  {i.key}", i.id) for i in start.choices]
        blocks.append(inputs.one_of(INITIATIVE, "Whose FAQ", options))
    found, joins = _inputs(start.words, start.advice)
    blocks += [_kind(start.group), *found, *_people(None, None)]
    return b.modal(
        "Add a question",
        blocks,
        callback=ids.faq.SAVE_NEW,
        metadata=start.meta.model_copy(update={"joins": joins}),
        submit="Save",
        close="Cancel",
    )


def _asked_words(start: Start) -> str:
    meta = start.meta
    if meta.asked_by and meta.channel:
        return (
            f"<@{meta.asked_by}> asked this in <#{meta.channel}>. "
            "The answer goes back to that thread."
        )
    return "An open question with an owner is honest. An FAQ without one is a brochure."


def _kind(chosen: str) -> Block:
    options = [
        inputs.described("A customer", CUSTOMER, "Someone who would use or buy it"),
        inputs.described(
            "A stakeholder", STAKEHOLDER, "Someone who pays for it, builds it or is liable for it"
        ),
    ]
    return inputs.one_of(KIND, "Who asks", options, chosen)


def _inputs(words: Mapping[str, str], advice: str = "") -> tuple[list[Block], dict[str, str]]:
    blocks: list[Block] = []
    joins: dict[str, str] = {}
    for each in FAQ.groups[0].fields:
        hint = f"{advice} {each.hint}".strip() if each.key == "answer" else each.hint
        taught = each.model_copy(update={"hint": hint})
        found, letters = field_inputs(taught, each.key, words.get(each.key, ""))
        blocks += found
        if letters:
            joins[each.key] = letters
    return blocks, joins


def _people(owner_id: PersonId | None, due_on: date | None) -> list[Block]:
    reminded = "They are reminded at most once a day, in working hours."
    return [
        inputs.person(OWNER, "Who answers", owner_id, hint=reminded),
        inputs.day(DUE, "Answer by", due_on),
    ]


@dataclass(frozen=True)
class Answer:
    """A question that is being answered or changed."""

    document: Document
    question: Question
    asked: Asked | None
    words: Mapping[str, str]
    """`question` and `answer`, with a draft that waited in them."""
    from_list: bool


def answer_form(shown: Answer) -> Json:
    """Return the modal that answers or changes a question."""
    asked, question = shown.asked, shown.question
    who = {CUSTOMER: "Asked by customers.", STAKEHOLDER: "Asked by stakeholders."}
    words = who[question.group]
    if asked and asked.asked_by and asked.channel_id:
        words = (
            f"<@{asked.asked_by}> asked this in <#{asked.channel_id}> "
            f"{dated(asked.asked_at, '{date_pretty}')}. Your answer goes back to that thread."
        )
    found, joins = _inputs(shown.words)
    people = _people(asked.owner_id if asked else None, asked.due_on if asked else None)
    verb = "Answer" if question.is_open else "Edit"
    return b.modal(
        f"{verb} {question.citation}",
        [b.context(words), *found, *people],
        callback=ids.faq.SAVE,
        metadata=Answering(
            document=shown.document.id,
            key=question.key,
            base=shown.document.head,
            from_list=shown.from_list,
            joins=joins,
        ),
        submit="Save",
        close="Cancel",
    )


def read_modal(question: Question, asked: Asked | None) -> Json:
    """Return one question with its whole answer."""
    blocks: list[Block] = [b.header(question.question)]
    if asked and asked.permalink:
        link = f"<{asked.permalink}|asked in Slack>"
        blocks.append(b.facts(question.citation, link))
    else:
        blocks.append(b.facts(question.citation))
    words = paragraphs(question.answer or "Not answered yet.")
    blocks += [b.rich(*b.prose(part)) for part in words]
    return b.modal(question.citation, blocks, callback=ids.faq.READ)


@dataclass(frozen=True)
class Removal:
    """A question that is about to be removed, and what leans on it."""

    document: Document
    question: Question
    citing: int = 0
    """Scope items that would be flagged."""
    serving: Sequence[str] = ()
    """The stories that serve it."""
    changed_by: PersonId | None = None
    """Who changed it since the person was asked."""


def confirm_remove(shown: Removal) -> Json:
    """Return the question before a question is removed."""
    question, citation = shown.question, shown.question.citation
    words = (
        f"{changed_meanwhile(shown.changed_by)}*Remove “{harmless(question.question)}”?*\n"
        f"It stays in the history, and {citation} is not used again."
        f"{warning(shown.citing, citation)}{_unserved(shown)}"
    )
    blocks: list[Block] = [b.section(words)]
    if shown.changed_by and question.answer:
        blocks.append(b.rich(b.quote(said(clipped_whole(question.answer)))))
    return b.modal(
        "Remove a question",
        blocks,
        callback=ids.faq.REMOVE,
        metadata=Removing(document=shown.document.id, key=question.key, base=shown.document.head),
        submit="Remove",
        close="Cancel",
    )


def _unserved(shown: Removal) -> str:
    """Name the stories that serve what goes."""
    if not shown.serving:
        return ""
    named = listed(shown.serving[:8])
    more = f" and {len(shown.serving) - 8} more" if len(shown.serving) > 8 else ""  # noqa: PLR2004
    verb = "serves" if len(shown.serving) == 1 else "serve"
    return f"\n*{named}{more} {verb} {shown.question.citation}.* The stories say that it is gone."


def asked_to_answer(
    initiative: Initiative, document: Document, question: Question, asked: Asked, who: str
) -> Message:
    """Return the direct message to somebody who shall answer."""
    until = ""
    if asked.due_on:
        until = f" by {asked.due_on.day} {asked.due_on:%B}"
    about = f"Answer {question.citation}: {question.question}"
    return b.message(
        f"{who} asks you to answer a question of {initiative.name}{until}: {question.question}",
        [
            b.section(
                f"*{harmless(who)} asks you to answer a question of "
                f"{harmless(initiative.name)}{until}.*"
            ),
            b.rich(b.quote(said(question.question))),
            b.actions(
                b.button(
                    "Answer",
                    ids.faq.OPEN_ANSWER,
                    record_of(document.id, question.key),
                    about=about,
                    primary=True,
                )
            ),
            b.facts(question.citation, initiative.key, "It stands open in the FAQ until then."),
        ],
    )


def answered(initiative: Initiative, question: Question, who: str) -> Message:
    """Return the answer as it goes back to where it was asked."""
    return b.message(
        f"{who} answered {question.citation} of {initiative.name}: {question.question}",
        [
            b.rich(
                b.line(said(question.question, "bold")),
                b.quote(said(clipped_whole(question.answer))),
            ),
            b.facts(f"answered by {harmless(who)}", question.citation, initiative.key),
        ],
    )


def clipped_whole(answer: str) -> str:
    """Return an answer for a message; a very long one goes on in the FAQ, and says so."""
    first = paragraphs(answer)[0]
    return first if first == answer else f"{first}\n… The rest stands in the FAQ."


def thanks(question: Question) -> str:
    """Say that a question was added."""
    return f"Added as {question.citation}: {clipped(question.question, 80)}"
