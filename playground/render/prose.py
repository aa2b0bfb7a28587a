"""Markdown blocks and tables."""

from functools import cache

from markdown_it import MarkdownIt

from playground.render.markup import Markup, el, join
from playground.render.reader import Reader
from playground.render.rich_text import rich_text
from playground.things import Json


def markdown(block: Json, _reader: Reader) -> Markup:
    """Return a markdown block; HTML in it is shown as text and pictures are left out."""
    made = _parser().render(block["text"])
    return el("div", Markup(made), class_="bk-markdown")


def table(block: Json, reader: Reader) -> Markup:
    """Return a table; its first row is its head."""
    settings = block.get("column_settings") or []

    def cell(tag: str, held: Json, column: int) -> Markup:
        setting = (settings[column] if column < len(settings) else None) or {}
        shown = rich_text(held, reader) if held["type"] == "rich_text" else held["text"]
        return el(tag, shown, class_=f"bk-align-{setting.get('align', 'left')}")

    def row(tag: str, cells: list[Json]) -> Markup:
        return el("tr", join([cell(tag, held, column) for column, held in enumerate(cells)]))

    head, *rest = block["rows"]
    body = join([row("td", cells) for cells in rest])
    return el(
        "div",
        el("table", el("thead", row("th", head)), el("tbody", body), class_="bk-grid"),
        class_="bk-table-frame",
        tabindex="0",
        role="region",
        aria_label="Table",
    )


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True})
    return parser.enable(["table", "strikethrough"]).disable("image")
