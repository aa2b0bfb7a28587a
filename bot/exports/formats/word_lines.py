"""From somebody's Word file to the lines that are recognised, as Markdown would have them."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from bot.exports.formats import names
from bot.exports.formats.lines import Line
from bot.exports.formats.model import Unrecognised
from bot.exports.formats.word_lists import Numbering
from bot.exports.formats.word_parts import Package
from bot.exports.formats.word_text import (
    Style,
    Styles,
    attribute,
    child,
    inner,
    is_mono,
    is_on,
    local,
    outline,
    said,
)

_LABEL = 60
_TWO = 2
_CONTENTS = ("toc ", "verzeichnis ")
_PAGE = re.compile(r"(?:(?:page|seite)\s*)?[0-9]*(?:\s*(?:of|von|/)\s*[0-9]*)?", re.IGNORECASE)


class WordLines:
    """The lines of a file that somebody else wrote."""

    def __init__(self, package: Package, styles: Styles) -> None:
        self._styles = styles
        self._lists = Numbering(package.part(package.beside("numbering.xml")))
        self._links = _links(package)
        self._in_code = False

    def lines(self, elements: list[Element]) -> Iterator[Line]:
        """Yield the lines of paragraphs and tables."""
        for element in elements:
            if local(element) == "tbl":
                yield from self._end_code()
                yield from self._table(element)
            else:
                yield from self._paragraph(element)
        yield from self._end_code()

    def _end_code(self) -> Iterator[Line]:
        if self._in_code:
            yield Line("```", code=True)
            yield Line("")
        self._in_code = False

    def _paragraph(self, paragraph: Element) -> Iterator[Line]:
        properties = child(paragraph, "pPr")
        style = self._styles.of(child(properties, "pStyle"))
        words = self._words(paragraph, style)
        name = style.name.casefold()
        if name.startswith(_CONTENTS):
            return
        if words.strip() and self._is_code(paragraph, style):
            if not self._in_code:
                yield Line("```", code=True, opens=True)
                self._in_code = True
            yield from (Line(line, code=True) for line in self._plain(paragraph).split("\n"))
            return
        yield from self._end_code()
        if words.strip():
            yield from self._told(words, properties, style)
        for box in (found for found in paragraph.iter() if local(found) == "txbxContent"):
            if not _is_told_twice(paragraph, box):
                for within in (p for p in box if local(p) == "p"):
                    yield from self._paragraph(within)

    def _told(self, words: str, properties: Element | None, style: Style) -> Iterator[Line]:
        level = style.level or outline(properties)
        name = style.name.casefold()
        if level:
            yield Line(" ".join(words.replace("**", "").split()), level=level)
            return
        if name == "subtitle":
            yield Line(words, field="subheading")
            yield Line("")
            return
        lead = self._lists.lead(properties, style)
        if "quote" in name or "zitat" in name:
            lead = "> "
        first, *others = words.split("\n")
        yield Line(f"{lead}{first}", opens=True)
        gap = "> " if lead == "> " else " " * len(lead)
        yield from (Line(f"{gap}{line}", opens=True, apart=True) for line in others)
        if not lead.strip() or lead == "> ":
            yield Line("")

    def _is_code(self, paragraph: Element, style: Style) -> bool:
        runs = [r for r in inner(paragraph) if local(r) == "r" and said(r).strip()]
        return style.mono or bool(
            runs
            and all(
                is_mono(child(r, "rPr")) or self._styles.of(child(r, "rPr", "rStyle")).mono
                for r in runs
            )
        )

    def _plain(self, paragraph: Element) -> str:
        return "".join(said(run) for run in inner(paragraph) if local(run) == "r")

    def _words(self, paragraph: Element, style: Style) -> str:
        """Return a paragraph's words; a bold line or label is marked as Markdown marks it."""
        pieces: list[tuple[bool, str]] = []
        for element in inner(paragraph, "hyperlink", "oMath"):
            if local(element) == "r":
                bold = self._is_bold(element, style)
                pieces.append((bold, said(element) + self._note(element)))
        if any(local(e) in ("hyperlink", "oMath") for e in inner(paragraph)):
            pieces = list(self._with_links(paragraph, style))
        filled = [(bold, words) for bold, words in pieces if words.strip()]
        whole = "".join(words for _, words in pieces)
        if not filled or style.level:
            return whole
        if all(bold for bold, _ in filled):
            return f"**{whole.strip()}**" if "\n" not in whole.strip() else whole
        return _with_label(pieces, whole)

    def _with_links(self, paragraph: Element, style: Style) -> Iterator[tuple[bool, str]]:
        for element in inner(paragraph, "hyperlink", "oMath", "r"):
            name = local(element)
            if name == "r":
                yield self._is_bold(element, style), said(element) + self._note(element)
            elif name == "hyperlink":
                words = "".join(said(r) for r in inner(element) if local(r) == "r")
                to = self._links.get(attribute(element, "id"), "")
                yield False, f"[{words}]({to})" if to and words and to != words else words
            elif name == "oMath":
                yield False, "".join(t.text or "" for t in element.iter() if local(t) == "t")

    def _note(self, run: Element) -> str:
        """Return "[1]" where a run refers to a footnote."""
        for element in inner(run):
            if local(element) in ("footnoteReference", "endnoteReference"):
                return f"[{attribute(element, 'id')}]"
        return ""

    def _is_bold(self, run: Element, style: Style) -> bool:
        properties = child(run, "rPr")
        said_so = is_on(properties, "b")
        if said_so is not None:
            return said_so
        return style.bold or self._styles.of(child(properties, "rStyle")).bold

    def _table(self, table: Element) -> Iterator[Line]:
        """Yield a table as Markdown; of two columns that name sections, the sections."""
        rows = [[_cell(self, c) for c in row if local(c) == "tc"] for row in _rows(table)]
        rows = [row for row in rows if any(cell.strip() for cell in row)]
        named = [len(row) == _TWO and names.section(names.plain(row[0])) for row in rows]
        yield Line("")
        if rows and all(len(row) == 1 for row in rows):
            for (cell,) in rows:
                yield from (Line(line, opens=True) for line in cell.split("\n"))
                yield Line("")
        elif rows and sum(map(bool, named)) * 2 > len(rows):
            for row in rows:
                yield Line(f"**{row[0].strip('* ')}**", opens=True)
                yield Line("")
                yield from (Line(line, opens=True) for line in "\n".join(row[1:]).split("\n"))
                yield Line("")
        else:
            yield from _grid(rows)
        yield Line("")


def _grid(rows: list[list[str]]) -> Iterator[Line]:
    for at, row in enumerate(rows):
        cells = [" ".join(cell.split()).replace("|", "\\|") for cell in row]
        yield Line(f"| {' | '.join(cells)} |", opens=not at)
        if not at:
            yield Line(f"|{' --- |' * len(cells)}")


def _rows(table: Element) -> list[Element]:
    return [row for row in inner(table, "tc") if local(row) == "tr"]


def _cell(reader: WordLines, cell: Element) -> str:
    words = []
    for element in inner(cell):
        if local(element) == "p":
            style = reader._styles.of(child(element, "pPr", "pStyle"))  # noqa: SLF001
            words.append(reader._words(element, style))  # noqa: SLF001
    return "\n".join(words)


def _with_label(pieces: list[tuple[bool, str]], whole: str) -> str:
    """Mark a bold label before plain words: "Problem: After every meeting …"."""
    label = ""
    for bold, words in pieces:
        if not bold and words.strip():
            break
        label += words
    clean = label.strip()
    if not clean or len(clean) > _LABEL or "\n" in clean:
        return whole
    return f"**{clean}** {whole[len(label) :].lstrip()}"


def _is_told_twice(paragraph: Element, box: Element) -> bool:
    """Say whether a text box is Word's copy of another one, for older programs."""
    for fallback in (e for e in paragraph.iter() if local(e) == "Fallback"):
        if any(found is box for found in fallback.iter()):
            return True
    return False


def _links(package: Package) -> dict[str, str]:
    folder, _, name = package.main.rpartition("/")
    root = package.part(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
    links: dict[str, str] = {}
    for relation in root if root is not None else ():
        if relation.get("Type", "").endswith("/hyperlink"):
            links[relation.get("Id", "")] = relation.get("Target", "")
    return links


def beside_the_text(package: Package) -> Iterator[Unrecognised]:
    """Yield what stands beside the text: footnotes, comments, headers and footers."""
    for heading, start in (
        ("Footnotes", "footnotes"),
        ("Endnotes", "endnotes"),
        ("Comments in the file", "comments.xml"),
        ("Header", "header"),
        ("Footer", "footer"),
    ):
        told: list[str] = []
        for name in package.names(package.beside(start)):
            if name.endswith(".xml"):
                told += _paragraphs(package.part(name))
        lines = [line for line in dict.fromkeys(told) if not _PAGE.fullmatch(line.strip())]
        if lines:
            yield Unrecognised(heading=heading, words="\n".join(lines))


def _paragraphs(root: Element | None) -> list[str]:
    paragraphs = [] if root is None else [p for p in root.iter() if local(p) == "p"]
    return [
        words
        for p in paragraphs
        if (words := "".join(said(r) for r in inner(p) if local(r) == "r").strip())
    ]


def notices(body: Element) -> list[str]:
    """Return sentences about what a file has and a document cannot hold."""
    told = []
    kinds = [local(element) for element in body.iter()]
    pictures = kinds.count("blip") + kinds.count("imagedata")
    if pictures:
        count = "a picture" if pictures == 1 else f"{pictures} pictures"
        told.append(f"The file has {count}. Add what matters as a mock-up; the words are here.")
    if "ins" in kinds or "del" in kinds:
        told.append("Changes that nobody decided yet were read as accepted.")
    return told
