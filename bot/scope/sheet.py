"""Items as CSV: what is written, and what a file that comes back has to look like."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.kit import sheets
from bot.kit.csv import table
from domain import scope
from domain.errors import Refusal
from domain.numbers import plain_number
from domain.people import PersonId
from domain.promises import Promise
from domain.scope import CONFIDENCES, DECIDABLE, VALUES, Item, Place, State

COLUMNS = (
    "title",
    "promises",
    "owner",
    "effort",
    "value",
    "confidence",
    "state",
    "decision",
    "reason",
    "link",
    "notes",
)
MOST_ROWS = 1000
"""Items of one file; a ledger holds 2,000."""

_KIND = sheets.Kind(COLUMNS, needed=("title",), most=MOST_ROWS, things="items")


def written(
    items: Iterable[Item], promises: Sequence[Promise], names: Mapping[PersonId, str]
) -> str:
    """Return items as CSV that no spreadsheet takes for formulas; `read` takes it back."""
    cited = {promise.id: promise.citation for promise in promises}
    return table(COLUMNS, [_row(item, cited, names) for item in items])


def _row(item: Item, cited: Mapping[str, str], names: Mapping[PersonId, str]) -> list[object]:
    promises = [cited[c.promise] for c in item.citations if c.promise in cited]
    return [
        item.title,
        " ".join(promises),
        names.get(item.owner_id, item.owner_id) if item.owner_id else "",
        plain_number(item.effort) if item.effort else "",
        item.value or "",
        item.confidence or "",
        item.state.words,
        item.decision or "",
        item.reason,
        item.link,
        item.notes,
    ]


def read(lines: Iterable[str]) -> list[dict[str, str]]:
    """Return the rows of a file by column, as `bot.kit.sheets.read` does."""
    return sheets.read(lines, _KIND)


@dataclass(frozen=True)
class Known:
    """What rows are checked against."""

    initiative: str
    promises: Sequence[Promise]
    people: Mapping[str, PersonId]
    """By id and by name, in small letters; who shares a name has only the id."""
    titles: Iterable[str]
    """Of items that are there already."""


@dataclass(frozen=True)
class Sheet:
    """Rows as items: columns of the table, with `promises`."""

    items: Sequence[dict[str, object]]
    already: int
    """Rows whose title is in the ledger, or twice in the file."""


def checked(rows: Iterable[Mapping[str, str]], known: Known) -> Sheet:
    """Return all rows as items, or refuse with the line of the first that is none."""
    there = {title.casefold() for title in known.titles}
    items: list[dict[str, object]] = []
    already = 0
    for row in rows:
        try:
            item = _item(row, known)
        except Refusal as refusal:
            sentence = f"Line {row['line']}: {refusal.sentence} Nothing was imported."
            raise Refusal(sentence) from refusal
        title = str(item["title"]).casefold()
        already += title in there
        if title not in there:
            items.append(item)
            there.add(title)
    return Sheet(items, already)


def _item(row: Mapping[str, str], known: Known) -> dict[str, object]:
    def cell(name: str) -> str:
        return row.get(name, "").strip()

    typed = cell("promises").replace(",", " ").replace(";", " ").split()
    promises = scope.checked_citations(typed, known.promises, known.initiative)
    decision = _one(cell("decision"), {place.value: place for place in DECIDABLE}, "decision")
    if decision is not None:
        scope.check_decision(Place(str(decision)), cell("reason"), cites=bool(promises))
    notes = cell("notes")
    if len(notes) > scope.NOTES_LIMIT:
        raise Refusal(f"Shorten the notes to {scope.NOTES_LIMIT:,} characters.")
    return {
        "title": scope.checked_title(cell("title")),
        "promises": promises,
        "owner_id": _owner(cell("owner"), known),
        "effort": scope.checked_effort(cell("effort")),
        "value": _one(cell("value"), {str(v): v for v in VALUES}, "value"),
        "confidence": _one(
            cell("confidence").removesuffix("%"), {str(c): c for c in CONFIDENCES}, "confidence"
        ),
        "state": _one(cell("state"), {s.words: s for s in State}, "state") or State.TO_DO,
        "decision": decision if cell("reason") or decision is not Place.IN else None,
        "reason": cell("reason") if decision else "",
        "link": scope.checked_link(cell("link")),
        "notes": notes,
    }


def _one(cell: str, choices: Mapping[str, object], column: str) -> object | None:
    if not cell:
        return None
    if cell.casefold() not in choices:
        raise Refusal(f"“{cell[:40]}” is no {column}: write {', '.join(choices)}.")
    return choices[cell.casefold()]


def _owner(cell: str, known: Known) -> PersonId | None:
    if not cell:
        return None
    if cell.casefold() not in known.people:
        raise Refusal(f"nobody is known as “{cell[:40]}”: write one person's name or id.")
    return known.people[cell.casefold()]
