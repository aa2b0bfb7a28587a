"""The reading modal: everything, nothing shortened, in pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from slack_sdk.models.blocks import (
    Block,
    InteractiveElement,
    RichTextElement,
    StaticSelectElement,
)

from bot import ids
from bot.documents.forms import Reading
from bot.documents.views import across
from bot.initiatives.card import quote_of
from bot.initiatives.pictures import picture
from bot.kit import blocks as b
from bot.kit.blocks import Json, said
from bot.kit.marks import STAGES
from bot.kit.text import HEADER_LIMIT, clipped, counted, dated, listed, paragraphs
from domain.documents import Document, Version
from domain.experience import MockUp, Story, story
from domain.initiatives import Initiative
from domain.people import PersonId
from domain.readiness import Finding
from domain.templates import Content, DocumentKind, Section, Template

PAGE_CHARACTERS = 9_000
PAGE_PARTS = 40
"""A part takes two blocks, and a view has a hundred."""
SELECT_LIMIT = 100
EDIT_WHOLE = "whole"
ON_TOP: dict[str, tuple[b.Style, ...]] = {"subheading": ("italic",), "city_and_date": ()}
"""Sections that stand above the text, as in a newspaper, and how."""
CHECKED = (DocumentKind.PRESS_RELEASE, DocumentKind.FAQ)
"""Documents that readiness has rules for."""
NOT_ANSWERED = "Not answered yet."
LISTS = {DocumentKind.FAQ: ids.faq.OPEN_LIST, DocumentKind.EXPERIENCE: ids.experience.OPEN_LIST}
"""Where the documents that consist of entries are edited."""


Pictures = Mapping[str, Sequence[MockUp]]
"""The mock-ups of stories, by the story's key."""


@dataclass(frozen=True)
class Page:
    """All that a page of the reading modal shows."""

    initiative: Initiative
    document: Document
    version: Version
    content: Content
    writers: Sequence[PersonId]
    number: int = 1
    new: Sequence[Section] = ()
    """Sections that changed since the person read last."""
    read_before: int | None = None
    may_edit: bool = False
    documents: Mapping[str, str] = field(default_factory=dict)
    """What else the initiative has, by id: "FAQ, 22 questions"."""
    pictures: Pictures = field(default_factory=dict)
    across: Sequence[Finding] = ()
    """What this document owes the others, the goals and the scope."""


def read_modal(page: Page) -> Json:
    """Return a page of the reading modal."""
    pages = pages_of(page.document.template, page.content, page.pictures)
    number = min(page.number, len(pages))
    blocks: list[Block] = [b.header(_headline(page)), _facts(page), _switches(page), *_news(page)]
    blocks.append(b.divider())
    blocks += [block for part in pages[number - 1] for block in _part(page, part)]
    if number == len(pages):
        blocks += [*_missing(page), *across.blocks(page.initiative, page.across)]
    blocks += _page_buttons(number, pages)
    return b.modal(
        page.document.template.title,
        blocks,
        callback=ids.documents.READ,
        metadata=Reading(
            document=page.document.id,
            version=page.version.number,
            read_before=page.read_before,
        ),
    )


def _headline(page: Page) -> str:
    template = page.document.template
    if template.sections:
        return page.content.get(template.sections[0].key, "")
    return f"{template.title} of {page.initiative.name}"


class Part(NamedTuple):
    """A section and as much of its text as one block holds, or one of its pictures."""

    section: Section
    words: str
    begins: bool
    """The section begins here: its title stands above."""
    mock_up: MockUp | None = None


def pages_of(
    template: Template, content: Content, pictures: Pictures | None = None
) -> list[list[Part]]:
    """Return the sections' texts in pages of at most 9,000 characters or 40 parts.

    A headline is already the modal's header; one that the header cannot hold stands here too.
    """
    pages: list[list[Part]] = [[]]
    size = 0
    sections = template.sections_in(content)
    for section in sorted(sections, key=_reading_rank):
        text = section_text(section, content)
        is_headline = template.sections and section is template.sections[0]
        if is_headline and len(text) <= HEADER_LIMIT:
            continue
        found = (pictures or {}).get(section.key, ())
        for part in (*_parts(section, text), *_shown(section, found)):
            long = size + len(part.words) > PAGE_CHARACTERS
            if pages[-1] and (long or len(pages[-1]) >= PAGE_PARTS):
                pages.append([])
                size = 0
            pages[-1].append(part)
            size += len(part.words)
    return pages


def _parts(section: Section, text: str) -> list[Part]:
    pieces = paragraphs(text) if text else ()
    return [Part(section, words, begins=index == 0) for index, words in enumerate(pieces)]


def _shown(section: Section, found: Sequence[MockUp]) -> list[Part]:
    return [Part(section, one.alt_text, begins=False, mock_up=one) for one in found]


def _reading_rank(section: Section) -> int:
    """Order sections as a press release is read: what stands above the text comes first."""
    if section.citation == "PR-headline":
        return 0
    return 1 if section.key in ON_TOP else 2


def section_text(section: Section, content: Content) -> str:
    """Return a section as it reads: a quote with its marks, a story as one sentence."""
    if section.key == "quote":
        return quote_of(content)
    entry, dot, first = section.fields[0].key.partition(".")
    if not dot:
        return section.text(content)
    if first == "question":
        return content.get(f"{entry}.answer", "") or NOT_ANSWERED
    if first == "title":
        return content.get(f"{entry}.words", "")
    return _story_text(story(content, entry))


def _story_text(told: Story) -> str:
    """Return a user story: one sentence, then when it is done and what it serves."""
    done = f"Done when:\n{told.acceptance}" if told.acceptance else ""
    serves = f"Serves {listed(told.serves)}" if told.serves else ""
    return "\n".join(part for part in (told.sentence, done, serves) if part)


def _facts(page: Page) -> Block:
    writers = listed(f"<@{person}>" for person in page.writers)
    return b.facts(
        page.initiative.key,
        STAGES[page.initiative.stage],
        f"by {writers}",
        dated(page.version.saved_at, "{date_pretty} at {time}", word="saved"),
    )


def _switches(page: Page) -> Block:
    elements: list[InteractiveElement] = [_version_select(page)]
    if len(page.documents) > 1:
        elements.insert(0, _document_select(page))
    if page.may_edit and page.version.number == page.document.head:
        elements.append(_edit(page))
    if page.version.number == page.document.head and page.document.kind in CHECKED:
        about = f"Check the {page.document.called}: what is missing or weak"
        elements.append(b.button("Check", ids.readiness.OPEN, page.document.id, about=about))
        if page.document.kind is DocumentKind.PRESS_RELEASE:
            about = f"Numbers of {clipped(page.initiative.name, 40)} and their KPIs"
            elements.append(b.button("Numbers", ids.numbers.OPEN, page.initiative.id, about=about))
    return b.actions(*elements, record=page.document.id)


def _document_select(page: Page) -> StaticSelectElement:
    options = [b.option(label, record) for record, label in page.documents.items()]
    return b.select(ids.documents.SHOW_DOCUMENT, "Document", options, chosen=page.document.id)


def _edit(page: Page) -> InteractiveElement:
    template = page.document.template
    if not template.sections:
        about = f"Edit {page.document.template.title} of {page.initiative.name}"
        return b.button("Edit", LISTS[template.kind], page.initiative.id, about=about)
    whole = b.option("Edit everything", EDIT_WHOLE)
    shown = template.sections_in(page.content)
    sections = [b.option(f"Edit {s.title}", s.key) for s in shown]
    return b.select(ids.documents.EDIT_SECTION, "Edit …", [whole, *sections])


def _version_select(page: Page) -> StaticSelectElement:
    """Return the newest versions, and the one that is shown if it is older than those."""
    head = page.document.head
    numbers = list(range(head, max(0, head - SELECT_LIMIT + 1), -1))
    if page.version.number not in numbers:
        numbers.append(page.version.number)
    options = [
        b.option(f"Version {n}{', the newest' if n == head else ''}", str(n)) for n in numbers
    ]
    return b.select(ids.documents.SHOW_VERSION, "Version", options, chosen=str(page.version.number))


def _news(page: Page) -> list[Block]:
    if page.version.number < page.document.head:
        return [b.context(f"This is not the newest version: that is version {page.document.head}.")]
    if not page.new:
        return []
    changed = listed(section.title for section in page.new)
    return [
        b.context(
            f"New since you read version {page.read_before}: {changed}. They are marked below."
        )
    ]


def _part(page: Page, part: Part) -> list[Block]:
    section, words, begins, mock_up = part
    if mock_up is not None:
        return [picture(mock_up, section.citation)]
    if section.key in ON_TOP and section not in page.new:
        return [b.rich(b.line(said(words, *ON_TOP[section.key])))]
    title = [_name(page, section)] if begins else []
    if section.key in ("quote", "leader_quote"):
        return [b.rich(*title, b.quote(said(words)))]
    return [b.rich(*title, *b.prose(words))]


def _name(page: Page, section: Section) -> RichTextElement:
    mark = f", new in version {page.version.number}" if section in page.new else ""
    full = page.content.get(section.fields[0].key, "") if "." in section.fields[0].key else ""
    return b.line(said(full or section.title, "bold"), said(f"  ·  {section.citation}{mark}\n"))


def _missing(page: Page) -> list[Block]:
    missing = page.document.template.missing(page.content)
    if not missing:
        return []
    names = listed(section.title.lower() for section in missing)
    return [b.context(f"Not written yet: {names}.")]


def _page_buttons(number: int, pages: Sequence[Sequence[Part]]) -> list[Block]:
    if len(pages) == 1:
        return []
    elements = []
    for other in (number - 1, number + 1):
        if 1 <= other <= len(pages):
            names = listed(dict.fromkeys(part.section.title for part in pages[other - 1]))
            about = clipped(f"Show page {other} of {len(pages)}: {names}", b.BUTTON_TEXT)
            elements.append(
                b.button(
                    f"Show page {other}",
                    ids.documents.READ_PAGE,
                    str(other),
                    about=about,
                )
            )
    return [
        b.divider(),
        *(b.actions(element, record=f"page_{i}") for i, element in enumerate(elements)),
        b.context(f"Page {number} of {counted(len(pages), 'page')}. Nothing is shortened here."),
    ]
