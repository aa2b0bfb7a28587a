"""CSV that no spreadsheet takes for a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

_STARTS = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: object) -> object:
    """Return a cell as it may stand in a spreadsheet: words that begin a formula get an apostrophe.

    Numbers are numbers and stay as they are, also negative ones.
    """
    if isinstance(cell, str) and cell.startswith(_STARTS):
        return f"'{cell}"
    return cell


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table as CSV, with the mark that lets spreadsheets read it as UTF-8."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([harmless(cell) for cell in header])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return f"\ufeff{out.getvalue()}"
