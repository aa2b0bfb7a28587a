"""Reading CSV files that people bring: all or nothing, refused in one sentence."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.errors import Refusal
from domain.sources import MOST_READINGS

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Kind:
    """What a file has to be."""

    columns: Sequence[str]
    needed: Sequence[str]
    """Columns that have to be there."""
    most: int
    """Rows of one file."""
    things: str
    """What a row is, in the plural: "items"."""

    @property
    def known(self) -> str:
        """The columns in a sentence."""
        return f"Known are: {', '.join(self.columns)}."


VALUES = Kind(
    ("kpi", "date", "value", "key"),
    needed=("date", "value"),
    most=MOST_READINGS,
    things="values",
)
"""Values of KPIs, as they are uploaded in Slack and sent from a shell."""


def read(lines: Iterable[str], kind: Kind) -> list[dict[str, str]]:
    """Return the rows of a file by column, without empty ones, numbered as `line`.

    Refuses in one sentence what is no such file; reads no further than it has to.
    """
    found = iter(lines)
    first = next(found, "").removeprefix("\ufeff")
    rows = _rows(first, found)
    header = _header(next(rows, (1, []))[1], kind)
    read_: list[dict[str, str]] = []
    for line, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header):
            raise Refusal(
                f"Line {line} has {len(cells)} cells and the first line {len(header)}. "
                "Put words with commas into quotation marks. Nothing was imported."
            )
        if len(read_) == kind.most:
            raise Refusal(
                f"The file has more than {kind.most:,} {kind.things}. Split it. "
                "Nothing was imported."
            )
        plain = [_plain(cell) for cell in cells]
        read_.append({**dict(zip(header, plain, strict=False)), "line": str(line)})
    return read_


def _rows(first: str, rest: Iterator[str]) -> Iterator[tuple[int, list[str]]]:
    """Read the rows with the number of their last line; a semicolon or a tab may part cells."""
    delimiter = max(",;\t", key=first.count)

    def whole() -> Iterator[str]:
        yield first
        yield from rest

    reader = csv.reader(whole(), delimiter=delimiter, strict=True)
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as fault:
            sentence = f"Line {reader.line_num} is not CSV: {fault}. Nothing was imported."
            raise Refusal(sentence) from fault
        if cells is None:
            return
        yield reader.line_num, cells


def _header(cells: Sequence[str], kind: Kind) -> list[str]:
    header = [cell.strip().casefold() for cell in cells]
    if not any(header):
        raise Refusal(f"The file is empty. Its first line names the columns. {kind.known}")
    for name in header:
        if name not in kind.columns:
            shown = name[:40] or "without a name"
            raise Refusal(f"The column “{shown}” is not known. {kind.known} Nothing was imported.")
        if header.count(name) > 1:
            raise Refusal(f"The column “{name}” is there twice. Nothing was imported.")
    for name in kind.needed:
        if name not in header:
            sentence = f"The column “{name}” is missing. {kind.known} Nothing was imported."
            raise Refusal(sentence)
    return header


def _plain(cell: str) -> str:
    """Return a cell without the apostrophe that kept it from being a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
