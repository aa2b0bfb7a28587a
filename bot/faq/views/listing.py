"""The list of questions: the open ones first, in pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from slack_sdk.models.blocks import Block, InteractiveElement, Option

from bot import ids
from bot.faq.forms import FILTERS, Filter, Listing
from bot.initiatives.rows import record_of
from bot.kit import blocks as b
from bot.kit.blocks import Json
from bot.kit.paging import pages_of, turns
from bot.kit.text import clipped, counted, dated, excerpt, harmless
from domain.documents import Document
from domain.faq import Asked, Question
from domain.initiatives import Initiative
from domain.people import PersonId
from domain.templates import FAQ
from domain.templates.faq import STARTERS

PAGE = 8
"""Questions on one page. Source: surfaces.md, "Long text"."""


@dataclass(frozen=True)
class Shown:
    """All that a page of the list shows."""

    initiative: Initiative
    document: Document | None
    """None while nobody has asked anything."""
    questions: Sequence[Question]
    asked: Mapping[str, Asked]
    reader: PersonId
    may_edit: bool
    chosen: Filter = "all"
    page: int = 1
    news: str = ""
    """What others did since the person saw the list."""


def list_modal(shown: Shown) -> Json:
    """Return a page of the list."""
    rows = rows_of(shown)
    pages = pages_of(len(rows), PAGE)
    page = min(max(1, shown.page), pages)
    blocks = [_summary(shown), _tools(shown)]
    blocks += [b.context(shown.news)] if shown.news else []
    if not shown.questions:
        blocks.append(b.section("*No questions yet.* What would a customer ask first?"))
    elif not rows:
        blocks.append(b.section(f"*{FILTERS[shown.chosen]}:* none. Choose another group above."))
    blocks += _rows(shown, rows[(page - 1) * PAGE : page * PAGE], rows)
    on_page = min(PAGE, len(rows) - (page - 1) * PAGE)
    where = f"Page {page} of {pages}: {on_page} of {counted(len(rows), 'question')}."
    blocks += turns(page, pages, ids.faq.PAGE, "the questions", where)
    return b.modal(
        clipped(f"FAQ of {shown.initiative.name}", b.MODAL_TITLE),
        blocks,
        callback=ids.faq.OPEN_LIST,
        metadata=Listing(
            initiative=shown.initiative.id,
            shown=shown.chosen,
            page=page,
            head=shown.document.head if shown.document else 0,
        ),
    )


def rows_of(shown: Shown) -> list[Question]:
    """Return the questions of the chosen group: open ones, then by who asks, in their order."""

    def wanted(question: Question) -> bool:
        asked = shown.asked.get(question.key)
        return {
            "all": True,
            "open": question.is_open,
            "mine": asked is not None and asked.owner_id == shown.reader,
        }.get(shown.chosen, question.group == shown.chosen)

    groups = [group.key for group in FAQ.groups]
    found = [question for question in shown.questions if wanted(question)]
    return sorted(found, key=lambda q: (not q.is_open, 0 if q.is_open else groups.index(q.group)))


def _summary(shown: Shown) -> Block:
    add = b.button(
        "Add a question",
        ids.faq.OPEN_CREATE,
        shown.initiative.id,
        about=f"Add a question to the FAQ of {clipped(shown.initiative.name, 30)}",
        primary=True,
    )
    still_open = sum(question.is_open for question in shown.questions)
    by_group = [
        f"{sum(q.group == group.key for q in shown.questions)} {group.title.lower()}"
        for group in FAQ.groups
    ]
    opened = f"{still_open} still open" if still_open else "all answered"
    count = counted(len(shown.questions), "question")
    if not shown.questions:
        return b.section("*Honest answers before anybody has to ask.*", add)
    return b.section(f"*{count}, {opened}*\n{', '.join(by_group)}", add)


def _tools(shown: Shown) -> Block:
    options = [b.option(label, value) for value, label in FILTERS.items()]
    elements: list[InteractiveElement] = []
    if shown.questions:
        elements.append(b.select(ids.faq.FILTER, "Show", options, chosen=shown.chosen))
    starters = _starters(shown.questions)
    if starters and not shown.initiative.archived_at:
        elements.append(b.select(ids.faq.OPEN_STARTER, "Ask a common question", starters))
    if shown.document is not None:
        elements.append(b.button("Find", ids.search.OPEN, about="Find words in all you may see"))
        elements.append(
            b.button(
                "Read all",
                ids.documents.READ,
                shown.document.id,
                about=f"Read all questions and answers of {clipped(shown.initiative.name, 30)}",
            )
        )
    return b.actions(*elements, record=shown.initiative.id)


def _starters(questions: Sequence[Question]) -> list[Option]:
    """Return the common questions that nobody has asked here."""
    known = {question.question.casefold() for question in questions}
    return [
        b.option(question, f"{group}{index}")
        for group, starters in STARTERS.items()
        for index, (question, _) in enumerate(starters)
        if question.casefold() not in known
    ]


def _rows(shown: Shown, rows: Sequence[Question], all_rows: Sequence[Question]) -> list[Block]:
    blocks: list[Block] = []
    titles = {group.key: group.title for group in FAQ.groups}
    before = ""
    for question in rows:
        if question.is_open:
            count = sum(q.is_open for q in all_rows)
            title = f"Still open ({count})"
        else:
            count = sum(not q.is_open and q.group == question.group for q in all_rows)
            title = f"{titles[question.group]} ({count} answered)"
        if title != before:
            blocks.append(b.header(title))
            before = title
        blocks.append(_row(shown, question))
    return blocks


def _row(shown: Shown, question: Question) -> Block:
    record = record_of(shown.document.id if shown.document else "", question.key)
    words = f"*{harmless(question.question)}*  {question.citation}\n"
    asked = shown.asked.get(question.key)
    if question.is_open:
        words += _who(asked)
        mine = asked is not None and asked.owner_id == shown.reader
        if shown.may_edit or mine:
            about = f"Answer {question.citation}: {question.question}"
            answer = b.button("Answer", ids.faq.OPEN_ANSWER, record, about=about)
            return b.section(words, answer, record=record)
    else:
        words += harmless(excerpt(question.answer))
    return b.section(words, _menu(shown), record=record)


def _who(asked: Asked | None) -> str:
    """Say who answers and until when."""
    if asked is None or asked.owner_id is None:
        who = "Nobody has taken it yet"
    else:
        who = f"<@{asked.owner_id}> answers"
    if asked is None or asked.due_on is None:
        return who
    noon = datetime.combine(asked.due_on, time(12), UTC)  # the same day in nearly every zone
    return f"{who}, {dated(noon, '{date_pretty}', word='due')}"


def _menu(shown: Shown) -> InteractiveElement:
    entries: dict[str, str] = {ids.faq.READ: "Read"}
    if shown.may_edit:
        entries |= {
            ids.faq.OPEN_EDIT: "Edit",
            ids.faq.MOVE_UP: "Move up",
            ids.faq.MOVE_DOWN: "Move down",
            ids.faq.CONFIRM_REMOVE: "Remove…",
        }
    return b.menu(ids.faq.OPEN_MORE, entries)
