"""PDF: to be read and printed. It is not read back; Word and Markdown are."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any
from xml.sax.saxutils import quoteattr

from reportlab.platypus import HRFlowable, Paragraph, Spacer, Table

from bot.exports.formats import layout, pdf_fonts, prose
from bot.exports.formats import pdf_look as look
from bot.exports.formats.escaping import shown
from bot.exports.formats.model import Bundle
from bot.exports.formats.pdf_fonts import BOLD, ITALIC, MONO, REGULAR, marked_up
from bot.exports.formats.spans import Span, cells, spans

_CODE_COLUMNS = 92
"""Signs of code that fit a line; longer ones are broken."""
_MOST_COLUMNS = 8
"""A wider table is drawn as it was typed: its columns would be too narrow to read."""
_PIECE = 4_000
"""Characters laid out as one paragraph: laying out takes longer than in proportion."""
_DEEPEST = 8
_INDENT = 14


def write(bundle: Bundle) -> bytes:
    """Return the bundle as a PDF with embedded typefaces, outline and page numbers."""
    pdf_fonts.ready()
    out = BytesIO()
    story = [drawn for part in _parts(bundle) for drawn in part]
    template = look.Template(out, bundle)
    template.build(story, canvasmaker=look.canvas_with(bundle.footer))
    return out.getvalue()


def _parts(bundle: Bundle) -> Iterator[Iterable[Any]]:
    first = True
    for part in layout.parts(bundle):
        if isinstance(part, layout.Heading):
            yield [_heading(part, first=first)]
            first = False
        else:
            yield _drawn(part)


def _drawn(part: layout.Part) -> Iterable[Any]:
    match part:
        case layout.About():
            return [Paragraph(marked_up(shown(part.text)), look.STYLES["facts"])]
        case layout.Label():
            return [Paragraph(marked_up(part.text, BOLD), look.STYLES["label"])]
        case layout.Line():
            style = look.STYLES.get(part.role, look.STYLES["line"])
            words = f"{marked_up(part.before)}{_inline(shown(part.words))}{marked_up(part.after)}"
            return [Paragraph(words, style)]
        case layout.Words():
            return _words(shown(part.words), quote=part.quote)
        case layout.Table():
            rows = [[_inline(shown(cell)) for cell in row] for row in (part.header, *part.rows)]
            return [_table(rows), Spacer(0, 8)]
    return []


def _heading(part: layout.Heading, *, first: bool) -> Any:
    style = look.STYLES["title" if first else f"h{min(part.level, 3)}"]
    words = marked_up(shown(part.text), BOLD)
    if part.citation not in ("", part.text):
        grey = look.GREY.hexval()[2:]
        words += f' <font name="{REGULAR}" size="8" color="#{grey}">&nbsp;{part.citation}</font>'
    heading = look.Heading(words, style)
    plain = "".join(run for _, run in pdf_fonts.drawn(shown(part.text)))
    heading.outline = (part.level - 1, plain)
    return heading


def _words(words: str, *, quote: bool) -> Iterator[Any]:
    for block in prose.blocks(words):
        match block.kind:
            case "code":
                yield from _code(list(_seen(block)))
            case "table":
                yield from _typed_table(block)
            case "rule":
                yield HRFlowable(width="100%", color=look.LINE, spaceBefore=4, spaceAfter=8)
            case "item":
                yield from _item(block)
            case _:
                yield from _paragraph(block, quote=quote)


def _seen(block: prose.Block) -> Iterator[str]:
    for line in block.lines:
        if line.shown or not line.before:
            yield line.shown


def _paragraph(block: prose.Block, *, quote: bool) -> Iterator[Any]:
    barred = quote or block.kind == "quote"
    style = look.STYLES["quote" if barred else "inner" if block.kind == "heading" else "body"]
    font = {"inner": BOLD, "quote": ITALIC}.get(style.name, REGULAR)
    make = look.Barred if barred else Paragraph
    for piece in _pieces("\n".join(_seen(block))):
        yield make(_inline(piece, font), style)


def _item(block: prose.Block) -> Iterator[Any]:
    indent = _INDENT * (min(block.level, _DEEPEST) + 1)
    style = look.STYLES["item"].clone(
        "item", leftIndent=indent + 4, bulletIndent=indent - 10, bulletFontName=REGULAR
    )
    mark = block.number or "•"
    for piece in _pieces("\n".join(_seen(block))):
        yield Paragraph(_inline(piece), style, bulletText=mark)
        mark = ""


def _pieces(words: str) -> Iterator[str]:
    """Cut very long words at line ends or spaces; what is cut there reads on below."""
    while len(words) > _PIECE:
        cut = max(words.rfind("\n", _PIECE // 2, _PIECE), words.rfind(" ", _PIECE // 2, _PIECE))
        cut = cut if cut > 0 else _PIECE
        yield words[:cut]
        words = words[cut:].lstrip(" \n")
    yield words


def _code(lines: list[str]) -> Iterator[Any]:
    broken = [
        line[at : at + _CODE_COLUMNS]
        for line in (line.expandtabs(4) for line in lines)
        for at in range(0, max(len(line), 1), _CODE_COLUMNS)
    ]
    for at in range(0, len(broken), 200):
        told = "\n".join(_coded(line) for line in broken[at : at + 200])
        yield look.Code(told or " ", look.STYLES["code"])


def _coded(line: str) -> str:
    return marked_up(line, MONO)


def _typed_table(block: prose.Block) -> Iterator[Any]:
    header, _, *others = block.lines
    rows = [
        [cut.shown.replace("\\|", "|") for cut in cells(row.source)] for row in (header, *others)
    ]
    columns = max(map(len, rows))
    if columns > _MOST_COLUMNS:
        yield from _code([line.source for line in block.lines])
        return
    whole = [[_inline(cell) for cell in (*row, *[""] * (columns - len(row)))] for row in rows]
    yield _table(whole)
    yield Spacer(0, 8)


def _table(rows: list[list[str]]) -> Any:
    head, cell = look.STYLES["head"], look.STYLES["cell"]
    drawn = [[Paragraph(c, cell if at else head) for c in row] for at, row in enumerate(rows)]
    table = Table(drawn, [look.WIDTH / len(rows[0])] * len(rows[0]), repeatRows=1, splitInRow=1)
    table.setStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, look.LINE),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ]
    )
    return table


def _inline(words: str, font: str = REGULAR) -> str:
    return "".join(_span(span, font) for line in _kept_apart(words) for span in line)


def _kept_apart(words: str) -> Iterator[list[Span]]:
    for at, line in enumerate(words.split("\n")):
        if at:
            yield [Span("\n")]
        yield spans(line)


def _span(span: Span, font: str) -> str:
    if span.syntax:
        return ""
    told = marked_up(span.text, MONO if span.code else font)
    if span.code:
        return f'<font name="{MONO}" size="9">{told}</font>'
    for name, is_so in (("b", span.bold), ("i", span.italic), ("strike", span.strike)):
        told = f"<{name}>{told}</{name}>" if is_so else told
    if span.link:
        return f"<u><link href={quoteattr(span.link)}>{told}</link></u>"
    return told
