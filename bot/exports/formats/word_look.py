"""How a Word file of ours looks: its styles, page and footer."""

from datetime import UTC
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from bot.exports.formats.escaping import shown
from bot.exports.formats.model import Bundle

SYNTAX, BREAK = "Workback Syntax", "Workback Break"
DECORATION, CITATION = "Workback Decoration", "Workback Citation"
INLINE_CODE = "Workback Inline Code"
FACTS, LABEL, LEAD, DATE = "Workback Facts", "Workback Label", "Workback Lead", "Workback Date"
SPEAKER, STORY = "Workback Speaker", "Workback Story"
CODE, INNER_HEADING = "Workback Code", "Workback Inner Heading"
COUNTED, BEFORE_TABLE = "Workback Counted", "Workback Before Table"
CELL, CELL_HEAD, RULE = "Workback Cell", "Workback Cell Head", "Workback Rule"
OURS = frozenset({SYNTAX, BREAK})
"""Hidden text that belongs to what was typed; `BREAK` is what stands before a block."""

_WIDTH, _MARGIN = 21, 2.8
"""Centimetres."""

_FONT, _MONO = "Calibri", "Consolas"
_INK, _GREY, _LINE = RGBColor(0x1D, 0x1C, 0x1D), RGBColor(0x70, 0x70, 0x76), "D5D5DA"
_ORDER = tuple(
    "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE"  # noqa: SIM905  (a list would be a page long)
    " autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents"
    " suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle"
    " rPr sectPr pPrChange".split()
)


_AFTER_BORDERS = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")


def id_of(style: str) -> str:
    """Return the id that Word knows a style by."""
    return style.replace(" ", "")


def prepared(bundle: Bundle) -> WordDocument:
    """Return an empty document with our styles, page, footer and properties."""
    document = Document()
    _page(document)
    _builtin(document)
    _own_paragraphs(document)
    _own_words(document)
    _footer(document, bundle)
    _properties(document, bundle)
    return document


def _page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(_WIDTH), Cm(29.7)
    section.left_margin = section.right_margin = Cm(_MARGIN)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.4)
    section.footer_distance = Cm(1.2)


def _font(style: Any, size: float, *, bold: bool = False, color: RGBColor = _INK) -> None:
    style.font.size, style.font.bold, style.font.color.rgb = Pt(size), bold, color
    style.font.italic = False
    _face(style, _FONT)


def _face(style: Any, name: str) -> None:
    style.font.name = name
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for kind in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{kind}"), name)


def _space(style: Any, before: float, after: float, line: float = 1.2) -> None:
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), line


def _builtin(document: WordDocument) -> None:
    styles = document.styles
    _font(styles["Normal"], 11)
    _space(styles["Normal"], 0, 6)
    _font(styles["Body Text"], 11)
    _space(styles["Body Text"], 0, 7)
    _font(styles["Title"], 24, bold=True)
    _space(styles["Title"], 0, 6, 1.05)
    _without_border(styles["Title"])
    for name, size, before, after in (
        ("Heading 1", 20, 30, 4),
        ("Heading 2", 14, 18, 4),
        ("Heading 3", 11.5, 12, 3),
    ):
        _font(styles[name], size, bold=True)
        _space(styles[name], before, after, 1.1)
        styles[name].paragraph_format.keep_with_next = True
    _font(styles["List Bullet"], 11)
    _space(styles["List Bullet"], 0, 3)
    _font(styles["Quote"], 11.5)
    styles["Quote"].font.italic = True
    _space(styles["Quote"], 2, 7)
    styles["Quote"].paragraph_format.left_indent = Cm(0.6)
    _bar(styles["Quote"], "left", 18, 10)


def _own_paragraphs(document: WordDocument) -> None:
    for name, size, before, after, color in (
        (FACTS, 9, 0, 2, _GREY),
        (LABEL, 11, 6, 2, _GREY),
        (LEAD, 13, 10, 6, _GREY),
        (DATE, 11, 4, 4, _GREY),
        (SPEAKER, 10.5, 0, 1, _GREY),
        (STORY, 11, 0, 2, _INK),
        (CODE, 9, 4, 8, _INK),
        (INNER_HEADING, 11, 8, 3, _INK),
        (COUNTED, 11, 0, 3, _INK),
        (BEFORE_TABLE, 2, 0, 2, _INK),
        (CELL, 9.5, 2, 2, _INK),
        (RULE, 5, 0, 6, _INK),
        (CELL_HEAD, 9.5, 2, 2, _INK),
    ):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        bold = name in (INNER_HEADING, CELL_HEAD, LABEL)
        _font(style, size, bold=bold, color=color)
        _space(style, before, after)
    for name in (LABEL, INNER_HEADING):
        document.styles[name].paragraph_format.keep_with_next = True
    _bar(document.styles[RULE], "bottom", 6, 1)
    document.styles[SPEAKER].paragraph_format.left_indent = Cm(0.6)
    code = document.styles[CODE]
    _face(code, _MONO)
    code.paragraph_format.line_spacing = 1.1
    shade = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="F5F5F7"/>'
    put(code.element.get_or_add_pPr(), parse_xml(shade))


def _own_words(document: WordDocument) -> None:
    for name in (SYNTAX, BREAK, DECORATION, CITATION, INLINE_CODE):
        style = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        if name in OURS:
            style.font.hidden = True
        elif name == CITATION:
            style.font.size, style.font.bold, style.font.color.rgb = Pt(8.5), False, _GREY
        elif name == INLINE_CODE:
            _face(style, _MONO)
            style.font.size = Pt(9.5)


def _bar(style: Any, edge: str, width: int, space: int) -> None:
    line = f'w:val="single" w:sz="{width}" w:space="{space}" w:color="{_LINE}"'
    border = parse_xml(f"<w:pBdr {nsdecls('w')}><w:{edge} {line}/></w:pBdr>")
    put(style.element.get_or_add_pPr(), border)


def draw_lines(table: Table) -> None:
    """Draw a table with quiet lines, as wide as the words around it."""
    names = ("top", "left", "bottom", "right", "insideH", "insideV")
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{_LINE}"'
    edges = "".join(f"<w:{name} {line}/>" for name in names)
    properties = table._tbl.tblPr  # noqa: SLF001  (python-docx has no borders)
    borders = parse_xml(f"<w:tblBorders {nsdecls('w')}>{edges}</w:tblBorders>")
    place = parse_xml(f'<w:tblInd {nsdecls("w")} w:w="108" w:type="dxa"/>')
    properties.insert_element_before(borders, *_AFTER_BORDERS)
    properties.insert_element_before(place, "w:tblBorders", *_AFTER_BORDERS)


def put(properties: Any, element: Any) -> None:
    """Put an element where Word wants it among a paragraph's properties: their order is fixed."""
    at = _ORDER.index(element.tag.partition("}")[2])
    properties.insert_element_before(element, *(f"w:{name}" for name in _ORDER[at + 1 :]))


def _without_border(style: Any) -> None:
    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)


def indent(paragraph: Paragraph, level: int, *, counted: bool) -> None:
    """Set an item as deep as its list stands."""
    shape = paragraph.paragraph_format
    shape.left_indent = Cm(0.65 * (level + 1))
    shape.first_line_indent = Cm(-0.65)
    if counted:
        shape.tab_stops.add_tab_stop(Cm(0.65 * (level + 1)))


def _footer(document: WordDocument, bundle: Bundle) -> None:
    section = document.sections[0]
    paragraph = section.footer.paragraphs[0]
    paragraph.style = document.styles[FACTS]
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Cm(_WIDTH - 2 * _MARGIN), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{shown(bundle.footer)}\t")
    for instruction in ("PAGE", "NUMPAGES"):
        if instruction == "NUMPAGES":
            paragraph.add_run(" / ")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), instruction)
        paragraph._p.append(field)  # noqa: SLF001  (python-docx has no fields)


def _properties(document: WordDocument, bundle: Bundle) -> None:
    from bot.exports.formats.word import IDENTIFIER

    said = document.core_properties
    said.title, said.author = shown(bundle.title)[:255], shown(bundle.owner)[:255]
    said.subject = bundle.key
    said.comments = said.keywords = said.last_modified_by = ""
    said.identifier = IDENTIFIER
    if bundle.documents:
        newest = max(exported.saved_at for exported in bundle.documents.values())
        said.created = said.modified = newest.astimezone(UTC).replace(tzinfo=None)
