"""The reading modal: everything, nothing shortened, in pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, InteractiveElement, StaticSelectElement

from bot import ids
from bot.documents.forms import Reading
from bot.documents.views.card import quote_of
from bot.kit import blocks as b
from bot.kit.blocks import Json, said
from bot.kit.marks import STAGES
from bot.kit.text import HEADER_LIMIT, clipped, counted, dated, listed, paragraphs
from domain.documents import Version
from domain.initiatives import Initiative
from domain.people import PersonId
from domain.templates import Content, Section, Template

PAGE_CHARACTERS = 9_000
PAGE_BLOCKS = 60
SELECT_LIMIT = 100
EDIT_WHOLE = "whole"


@dataclass(frozen=True)
class Page:
    """All that a page of the reading modal shows."""

    initiative: Initiative
    template: Template
    version: Version
    head: int
    content: Content
    writers: Sequence[PersonId]
    number: int = 1
    new: Sequence[Section] = ()
    """Sections that changed since the person read last."""
    read_before: int | None = None
    may_edit: bool = False


def read_modal(page: Page) -> Json:
    """Return a page of the reading modal."""
    pages = pages_of(page.template, page.content)
    number = min(page.number, len(pages))
    shown = page.content.get(page.template.sections[0].key, "")
    blocks: list[Block] = [b.header(shown), _facts(page), _switches(page), *_news(page)]
    blocks.append(b.divider())
    blocks += [
        block for section, words in pages[number - 1] for block in _part(page, section, words)
    ]
    blocks += _missing(page) if number == len(pages) else []
    blocks += _page_buttons(number, pages)
    return b.modal(
        page.template.title,
        blocks,
        callback=ids.documents.READ,
        metadata=Reading(
            initiative=page.initiative.id,
            version=page.version.number,
            read_before=page.read_before,
        ),
    )


Part = tuple[Section, str]
"""A section and as much of its text as one block holds; "" is not shown."""


def pages_of(template: Template, content: Content) -> list[list[Part]]:
    """Return the sections' texts in pages of at most 9,000 characters or 60 blocks.

    A headline is already the modal's header; one that the header cannot hold stands here too.
    """
    pages: list[list[Part]] = [[]]
    size = 0
    for section in template.sections:
        text = section_text(section, content)
        if section is template.sections[0] and len(text) <= HEADER_LIMIT:
            continue
        for part in paragraphs(text) if text else ():
            if pages[-1] and (size + len(part) > PAGE_CHARACTERS or len(pages[-1]) >= PAGE_BLOCKS):
                pages.append([])
                size = 0
            pages[-1].append((section, part))
            size += len(part)
    return pages


def section_text(section: Section, content: Content) -> str:
    """Return a section as it reads: a quote with its marks and who says it."""
    return quote_of(content) if section.key == "quote" else section.text(content)


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
    if page.may_edit and page.version.number == page.head:
        whole = b.option("Edit everything", EDIT_WHOLE)
        sections = [b.option(f"Edit {s.title}", s.key) for s in page.template.sections]
        elements.append(b.select(ids.documents.EDIT_SECTION, "Edit …", [whole, *sections]))
    return b.actions(*elements, record=page.initiative.id)


def _version_select(page: Page) -> StaticSelectElement:
    """Return the newest versions, and the one that is shown if it is older than those."""
    numbers = list(range(page.head, max(0, page.head - SELECT_LIMIT + 1), -1))
    if page.version.number not in numbers:
        numbers.append(page.version.number)
    options = [
        b.option(f"Version {n}{', the newest' if n == page.head else ''}", str(n)) for n in numbers
    ]
    return b.select(ids.documents.SHOW_VERSION, "Version", options, chosen=str(page.version.number))


def _news(page: Page) -> list[Block]:
    if page.version.number < page.head:
        return [b.context(f"This is not the newest version: that is version {page.head}.")]
    if not page.new:
        return []
    changed = listed(section.title for section in page.new)
    return [
        b.context(
            f"New since you read version {page.read_before}: {changed}. They are marked below."
        )
    ]


def _part(page: Page, section: Section, words: str) -> list[Block]:
    begins = section_text(section, page.content).startswith(words)
    title: list[Block] = []
    if begins:
        mark = f", new in version {page.version.number}" if section in page.new else ""
        name = [said(section.title, "bold"), said(f"  ·  {section.citation}{mark}")]
        title = [b.rich(b.line(*name))]
    if section.key in ("quote", "leader_quote"):
        return [*title, b.rich(b.quote(said(words)))]
    return [*title, b.rich(*b.prose(words))]


def _missing(page: Page) -> list[Block]:
    missing = page.template.missing(page.content)
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
            names = listed(dict.fromkeys(section.title for section, _ in pages[other - 1]))
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
