"""Reading back a Word file of ours, field by field, hidden syntax included."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from bot.exports.formats import layout, names
from bot.exports.formats.escaping import hidden
from bot.exports.formats.kept import GROUPS, Kept, kind_of
from bot.exports.formats.model import Read
from bot.exports.formats.own import facts_in
from bot.exports.formats.word_text import Styles, attribute, child, inner, local, said

_ENTRY = re.compile(rf"({GROUPS})_([0-9]+)_(.+)")
_DECORATION = ("Workback Decoration", "Workback Citation")
_BREAK, _SYNTAX = "Workback Break", "Workback Syntax"
_HEADINGS = ("title", "heading 1", "heading 2", "heading 3")
_KINDS = {
    "list bullet": ("item", "- "),
    "workback counted": ("item", ""),
    "workback code": ("code", ""),
    "quote": ("quote", "> "),
}
_APART = {("item", "item"): "\n", ("code", "code"): "\n"}


class OwnWord:
    """A file with our marks, while it is read."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.kept = Kept()
        self.key = ""
        self.heading = ""
        self.words = ""
        self.before = ""
        self.apart: str | None = None
        self.in_log = False

    def read(self, body: list[Element]) -> Read:
        """Read the paragraphs and tables of the file."""
        for element in body:
            if local(element) == "tbl":
                self._table(element)
            else:
                self._paragraph(element)
        self._close()
        return self.kept.read()

    def _paragraph(self, paragraph: Element) -> None:
        marks = [m for m in _bookmarks(paragraph) if m.startswith("wb")]
        style = self.styles.of(child(paragraph, "pPr", "pStyle")).name
        runs = list(self._runs(paragraph))
        if marks:
            self._marked(marks, runs)
            return
        shown = "".join(words for _, words in runs)
        if not shown.strip():
            self._blank(style, runs)
        elif style.casefold() in _HEADINGS:
            self._added(shown)
        else:
            kind, lead = _KINDS.get(style.casefold(), ("paragraph", ""))
            has_syntax = any(name in (_SYNTAX, _BREAK) for name, _ in runs)
            if kind == "quote" and self.key in layout.QUOTES:
                kind, lead = "paragraph", ""
            self._block(kind, runs, "" if has_syntax else lead)

    def _marked(self, marks: list[str], runs: list[tuple[str, str]]) -> None:
        self._close()
        own = "".join(words for name, words in runs if name not in _DECORATION)
        everything = "".join(words for name, words in runs if name not in (_SYNTAX, _BREAK))
        self.heading, self.in_log = everything.strip(), False
        for mark in marks:
            how, _, name = mark.partition("_")
            key = _key(name)
            kind = kind_of(key)
            if how == "wba":
                self.kept.facts[name] = facts_in(hidden(own))
            elif kind and how == "wbi":
                self.kept.keep(kind, key, hidden(own), "")
            elif kind and how == "wbo":
                self.key = key
                self.heading = hidden(own) or self.heading
            self.in_log = self.in_log or key == layout.LOG

    def _added(self, shown: str) -> None:
        """Take a heading that somebody put in: a section by its name, or words of their own."""
        self._close()
        self.heading, self.in_log = hidden(shown).strip(), False
        key = names.section(names.plain(self.heading)) or ""
        self.key = key
        if not key:
            self.kept.notices.append(f"“{self.heading}” is new in the file. Look where it belongs.")

    def _blank(self, style: str, runs: list[tuple[str, str]]) -> None:
        """Read a paragraph that shows nothing: a rule, or what stands before a table."""
        if any(name == _SYNTAX for name, _ in runs):
            self._block("paragraph", runs, "")
        elif style == "Workback Before Table":
            self.apart = "".join(words for name, words in runs if name == _BREAK)
            self.apart = self.apart if runs else None

    def _block(self, kind: str, runs: list[tuple[str, str]], lead: str) -> None:
        typed = [run for run in runs if run[0] not in _DECORATION]
        apart = "".join(words for name, words in typed if name == _BREAK)
        words = "".join(words for name, words in typed if name != _BREAK)
        expected = _APART.get((self.before, kind), "\n\n") if self.before else ""
        is_said = any(name == _BREAK for name, _ in typed)
        between = apart if is_said else expected
        self.words += f"{between}{lead}{words}"
        self.before = kind

    def _table(self, table: Element) -> None:
        if self.in_log:
            return
        rows = [r for r in inner(table, "tc") if local(r) == "tr"]
        lines = [self._row(row) for row in rows]
        typed = [line for line, has_syntax in lines if has_syntax]
        if not typed and lines:
            columns = len([c for c in rows[0] if local(c) == "tc"])
            lines.insert(1, (f"|{' --- |' * columns}", True))
        apart = self.apart if self.apart is not None else ("\n\n" if self.before else "")
        self.words += apart + "\n".join(line for line, _ in lines)
        self.before, self.apart = "table", None

    def _row(self, row: Element) -> tuple[str, bool]:
        """Return a row as it was typed, or as Markdown where somebody added it."""
        cells = []
        has_syntax = False
        for cell in (c for c in row if local(c) == "tc"):
            runs = [run for p in inner(cell) if local(p) == "p" for run in self._runs(p)]
            has_syntax = has_syntax or any(name == _SYNTAX for name, _ in runs)
            cells.append("".join(words for _, words in runs))
        if has_syntax:
            return "".join(cells), True
        return f"| {' | '.join(' '.join(cell.split()) for cell in cells)} |", False

    def _runs(self, paragraph: Element) -> Iterator[tuple[str, str]]:
        """Yield the words of each run with the name of its style."""
        for run in inner(paragraph, "drawing", "pict"):
            if local(run) == "r" and (words := said(run)):
                yield self.styles.of(child(run, "rPr", "rStyle")).name, words

    def _close(self) -> None:
        words, kind = self.words, kind_of(self.key)
        if kind is None:
            self.kept.stray(self.heading, hidden(words))
        else:
            self.kept.keep(kind, self.key, hidden(words), self.heading)
        self.key = self.heading = self.words = self.before = ""
        self.apart = None


def _bookmarks(paragraph: Element) -> list[str]:
    return [attribute(e, "name") for e in inner(paragraph) if local(e) == "bookmarkStart"]


def _key(name: str) -> str:
    match = _ENTRY.fullmatch(name)
    return f"{match[1]}-{match[2]}.{match[3]}" if match else name
