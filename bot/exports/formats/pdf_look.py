"""How a PDF of ours looks: its page, styles and footer."""

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, XPreformatted

from bot.exports.formats.escaping import shown
from bot.exports.formats.model import Bundle
from bot.exports.formats.pdf_fonts import BOLD, ITALIC, MONO, REGULAR, drawn

INK, GREY, LINE, SHADE = (HexColor(c) for c in ("#1d1c1d", "#707076", "#d5d5da", "#f5f5f7"))
MARGIN = 2.8 * cm
WIDTH = A4[0] - 2 * MARGIN
_FOOT = 1.4 * cm


def style(  # noqa: PLR0913  (a style has that many sides)
    name: str,
    size: float,
    *,
    font: str = REGULAR,
    before: float = 0,
    after: float = 6,
    color: Any = INK,
    leading: float = 1.42,
    indent: float = 0,
    keep: bool = False,
) -> ParagraphStyle:
    """Return a style of ours; sizes and spaces in points."""
    return ParagraphStyle(
        name,
        fontName=font,
        fontSize=size,
        leading=size * leading,
        spaceBefore=before,
        spaceAfter=after,
        textColor=color,
        alignment=TA_LEFT,
        leftIndent=indent,
        keepWithNext=1 if keep else 0,
        splitLongWords=1,
    )


STYLES = {
    "title": style("title", 24, font=BOLD, after=8, leading=1.2, keep=True),
    "h1": style("h1", 20, font=BOLD, before=30, after=6, leading=1.2, keep=True),
    "h2": style("h2", 13.5, font=BOLD, before=18, after=5, leading=1.25, keep=True),
    "h3": style("h3", 11, font=BOLD, before=12, after=4, leading=1.3, keep=True),
    "inner": style("inner", 10.5, font=BOLD, before=8, after=4, keep=True),
    "label": style("label", 9.5, font=BOLD, before=6, after=3, color=GREY, keep=True),
    "facts": style("facts", 8.5, after=3, color=GREY),
    "lead": style("lead", 13, before=10, after=7, color=GREY),
    "date": style("date", 10.5, before=4, after=5, color=GREY),
    "speaker": style("speaker", 9.5, after=2, color=GREY, indent=14),
    "line": style("line", 10.5, after=3),
    "body": style("body", 10.5, after=7),
    "item": style("item", 10.5, after=3),
    "quote": style("quote", 11, font=ITALIC, before=2, after=7, indent=14),
    "cell": style("cell", 9, after=0),
    "head": style("head", 9, font=BOLD, after=0),
    "code": style("code", 8, font=MONO, before=6, after=12, leading=1.35),
}


class Heading(Paragraph):
    """A heading that stands in the outline of the file."""

    outline: tuple[int, str] | None = None


class Barred(Paragraph):
    """Somebody's words behind a bar."""

    def draw(self) -> None:
        """Draw the bar, then the words."""
        self.canv.setStrokeColor(LINE)
        self.canv.setLineWidth(2)
        self.canv.line(3, 0, 3, self.height)
        super().draw()


class Code(XPreformatted):
    """Code on a quiet ground."""

    def draw(self) -> None:
        """Draw the ground, then the words."""
        self.canv.setFillColor(SHADE)
        self.canv.rect(0, -5, WIDTH, self.height + 8, stroke=0, fill=1)
        super().draw()


class Template(BaseDocTemplate):
    """A4 with generous margins; headings become the outline."""

    def __init__(self, out: Any, bundle: Bundle) -> None:
        super().__init__(
            out,
            pagesize=A4,
            title=shown(bundle.title),
            author=shown(bundle.owner),
            subject=shown(f"{bundle.key} {bundle.name}"),
            creator="Workback",
            invariant=1,
        )
        frame = Frame(MARGIN, 2.4 * cm, WIDTH, A4[1] - 4.9 * cm, 0, 0, 0, 0)
        self.addPageTemplates([PageTemplate("page", [frame])])
        self._depth = -1
        self._headings = 0

    def afterFlowable(self, flowable: Any) -> None:  # noqa: N802  (reportlab's name)
        """Put a heading into the outline, one level deeper at most."""
        if isinstance(flowable, Heading) and flowable.outline:
            level, text = flowable.outline
            self._depth = min(level, self._depth + 1)
            self._headings += 1
            key = f"h{self._headings}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(text, key, self._depth, closed=self._depth > 0)


def canvas_with(footer: str) -> Any:
    """Return a canvas that writes the footer and "3 / 12" on each page when all are known."""

    class Numbered(Canvas):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802  (reportlab's name)
            self._pages.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]

        def save(self) -> None:
            for number, page in enumerate(self._pages, start=1):
                self.__dict__.update(page)
                _foot(self, footer, f"{number} / {len(self._pages)}")
                super().showPage()
            super().save()

    return Numbered


def _foot(canvas: Any, footer: str, number: str) -> None:
    canvas.setFillColor(GREY)
    at, limit = MARGIN, MARGIN + WIDTH - 2 * cm
    for font, run in drawn(shown(footer)):
        canvas.setFont(font, 8)
        for sign in run:
            if at < limit:
                canvas.drawString(at, _FOOT, sign)
                at += canvas.stringWidth(sign, font, 8)
    canvas.setFont(REGULAR, 8)
    canvas.drawRightString(MARGIN + WIDTH, _FOOT, number)
