"""Word: headings, lists, code and tables as Word has them, with the syntax hidden, not lost.

Everything that people typed stands in the file once and in sight; what only says how it looks
(`- `, `**`, blank lines) is hidden text. A bookmark on a line says which field follows or stands
in it. So a file that was edited in Word still reads, and nothing that was taken out is left in it.
"""

import json
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from bot.exports.formats import layout, prose, spans, word_look
from bot.exports.formats.escaping import shown
from bot.exports.formats.model import Bundle
from bot.exports.formats.scripts import is_right_to_left

IDENTIFIER = "workback/documents 1"
"""How a file of ours is known, in its properties."""

APART = {("item", "item"): "\n", ("code", "code"): "\n"}
"""What stands between two blocks if nothing hidden says otherwise; an empty line between others."""

_STYLES = {
    "paragraph": "Body Text",
    "heading": word_look.INNER_HEADING,
    "item": "List Bullet",
    "quote": "Quote",
    "rule": word_look.RULE,
    "code": word_look.CODE,
}
_ROLES = {"lead": word_look.LEAD, "date": word_look.DATE, "speaker": word_look.SPEAKER}


def write(bundle: Bundle) -> bytes:
    """Return the bundle as a Word file that `read` takes back exactly."""
    document = word_look.prepared(bundle)
    writer = _Writer(document)
    for part in layout.parts(bundle):
        writer.draw(part)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


class _Writer:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.marks = 0
        self.first_heading = True

    def draw(self, part: layout.Part) -> None:
        """Add a part to the end of the document."""
        match part:
            case layout.Heading():
                self._heading(part)
            case layout.About():
                name = part.kind.value if part.kind else "about"
                paragraph = self._paragraph(word_look.FACTS, f"wba_{name}")
                _run(paragraph, shown(part.text), word_look.DECORATION)
                said = " ".join(f"{name}={json.dumps(v)}" for name, v in part.facts.items())
                _run(paragraph, shown(said), word_look.SYNTAX)
            case layout.Line():
                style = _ROLES.get(part.role, word_look.STORY)
                paragraph = self._paragraph(style, _mark("wbi", part.key))
                _run(paragraph, part.before, word_look.DECORATION)
                _typed(paragraph, shown(part.words))
                _run(paragraph, part.after, word_look.DECORATION)
            case layout.Label():
                paragraph = self._paragraph(word_look.LABEL, _mark("wbo", part.opens))
                _run(paragraph, part.text, word_look.DECORATION)
            case layout.Words():
                self._words(part)
            case layout.Table():
                self._table([part.header, *part.rows])

    def _paragraph(self, style: str, *marks: str) -> Paragraph:
        paragraph = self.document.add_paragraph()
        paragraph._p.style = word_look.id_of(style)  # noqa: SLF001  (a search for each is slow)
        for name in marks:
            self.marks += 1
            start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
            start.set(qn("w:id"), str(self.marks))
            start.set(qn("w:name"), name)
            end.set(qn("w:id"), str(self.marks))
            paragraph._p.extend([start, end])  # noqa: SLF001  (python-docx has no bookmarks)
        return paragraph

    def _heading(self, part: layout.Heading) -> None:
        marks = [_mark("wbi", part.key)] if part.key else []
        marks += [_mark("wbo", part.opens)] if part.opens else []
        style = "Title" if self.first_heading else f"Heading {part.level}"
        paragraph = self._paragraph(style, *(marks or ["wbs"]))
        self.first_heading = False
        if part.key:
            _typed(paragraph, shown(part.text))
        else:
            _run(paragraph, shown(part.text), word_look.DECORATION)
        if part.citation not in ("", part.text):
            _run(paragraph, f"\u2002{part.citation}", word_look.CITATION)
        _direct(paragraph, part.text)

    def _words(self, part: layout.Words) -> None:
        before = ""
        for block in prose.blocks(shown(part.words)):
            expected = APART.get((before, block.kind), "\n\n") if before else ""
            apart = block.apart if block.apart != expected else None
            if block.kind == "table":
                self._typed_table(block, apart)
            else:
                self._block(block, apart, quote=part.quote)
            before = block.kind

    def _block(self, block: prose.Block, apart: str | None, *, quote: bool) -> None:
        style = "Quote" if quote and block.kind == "paragraph" else _STYLES[block.kind]
        if block.number:
            style = word_look.COUNTED
        paragraph = self._paragraph(style)
        if block.kind == "item":
            word_look.indent(paragraph, block.level, counted=bool(block.number))
        if apart is not None:
            _run(paragraph, apart, word_look.BREAK)
        _cuts(paragraph, block)
        _run(paragraph, block.end, word_look.SYNTAX)
        if block.kind != "code":
            _direct(paragraph, block.source)

    def _typed_table(self, block: prose.Block, apart: str | None) -> None:
        """Draw a table that somebody typed; its bars and its second line are hidden."""
        lead = self._paragraph(word_look.BEFORE_TABLE)
        _run(lead, "" if apart is None else apart, word_look.BREAK)
        rows = [spans.cells(line.source) for line in block.lines]
        header, second, *others = rows
        table = self._grid(max(len(row) for row in (header, *others)), 1 + len(others))
        for at, row in enumerate((header, *others)):
            for place, cut in enumerate(row):
                paragraph = table[at][place]
                _run(paragraph, cut.before, word_look.SYNTAX)
                _typed(paragraph, cut.shown)
                _run(paragraph, cut.after, word_look.SYNTAX)
            last = table[at][len(row) - 1]
            if not at:
                _run(last, "\n" + "".join(cut.source for cut in second), word_look.SYNTAX)
        _run(last, block.end, word_look.SYNTAX)

    def _grid(self, columns: int, rows: int) -> list[list[Paragraph]]:
        table = self.document.add_table(rows, columns, style="Table Grid")
        word_look.draw_lines(table)
        drawn = [[cell.paragraphs[0] for cell in row.cells] for row in table.rows]
        for at, row in enumerate(drawn):
            style = word_look.CELL if at else word_look.CELL_HEAD
            for paragraph in row:
                paragraph._p.style = word_look.id_of(style)  # noqa: SLF001
        return drawn

    def _table(self, rows: list[tuple[str, ...]]) -> None:
        table = self._grid(len(rows[0]), len(rows))
        for at, row in enumerate(rows):
            for place, words in enumerate(row):
                _run(table[at][place], shown(words), "")


def _mark(kind: str, key: str) -> str:
    return f"{kind}_{key.replace('-', '_').replace('.', '_')}"


def _cuts(paragraph: Paragraph, block: prose.Block) -> None:
    """Write the lines of a block: line ends between what shows are seen, others are hidden."""
    wrote = False
    pending = ""
    for at, cut in enumerate(block.lines):
        pending += "\n" if at else ""
        if not cut.shown and (cut.before or block.kind != "code"):
            pending += cut.source
            continue
        if wrote:
            before, _, after = pending.rpartition("\n")
            _run(paragraph, before, word_look.SYNTAX)
            _run(paragraph, "\n", "")
            pending = after
        numbered = not at and block.number
        lead = pending + cut.before
        if numbered and lead.rstrip(" \t").endswith(block.number):
            _counted(paragraph, lead, block.number)
        else:
            _run(paragraph, lead, word_look.SYNTAX)
        pending = cut.after
        if block.kind == "code":
            _run(paragraph, cut.shown, "")
        else:
            _typed(paragraph, cut.shown)
        wrote = True
    _run(paragraph, pending, word_look.SYNTAX)


def _counted(paragraph: Paragraph, lead: str, number: str) -> None:
    """Show the number that somebody typed, and a tab in place of the space behind it."""
    before, _, after = lead.rpartition(number)
    _run(paragraph, before, word_look.SYNTAX)
    _run(paragraph, number, "")
    _run(paragraph, after, word_look.SYNTAX)
    _run(paragraph, "\t", word_look.DECORATION)


def _typed(paragraph: Paragraph, words: str) -> None:
    for span in spans.spans(words):
        if span.syntax:
            _run(paragraph, span.text, word_look.SYNTAX)
        else:
            run = _run(paragraph, span.text, word_look.INLINE_CODE if span.code else "")
            if span.link:
                _link(paragraph, run, span.link)
            if span.bold:
                run.bold = True
            if span.italic:
                run.italic = True
            if span.strike:
                run.font.strike = True


def _link(paragraph: Paragraph, run: Any, to: str) -> None:
    """Let a run lead somewhere."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(to, RELATIONSHIP_TYPE.HYPERLINK, True))  # noqa: FBT003
    run._r.addprevious(link)  # noqa: SLF001  (python-docx reads links and cannot write them)
    link.append(run._r)  # noqa: SLF001
    run.font.underline = True


def _run(paragraph: Paragraph, words: str, style: str) -> Any:
    """Add a run with exactly these words; none where there are none."""
    if not words:
        return None
    run = paragraph.add_run()
    if style:
        run._r.style = word_look.id_of(style)  # noqa: SLF001
    for element in _pieces(words):
        run._r.append(element)  # noqa: SLF001  (python-docx would read line ends its own way)
    return run


def _pieces(words: str) -> Iterable[Any]:
    for at, line in enumerate(words.split("\n")):
        if at:
            yield OxmlElement("w:br")
        for place, piece in enumerate(line.split("\t")):
            if place:
                yield OxmlElement("w:tab")
            if piece:
                element = OxmlElement("w:t")
                element.text = piece
                element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                yield element


def _direct(paragraph: Paragraph, words: str) -> None:
    """Let Arabic and Hebrew run from right to left."""
    if is_right_to_left(words):
        word_look.put(paragraph._p.get_or_add_pPr(), OxmlElement("w:bidi"))  # noqa: SLF001
        for run in paragraph.runs:
            run.font.rtl = True
