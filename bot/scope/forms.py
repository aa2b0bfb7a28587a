"""What the modals of the ledger remember and send."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pydantic import Field as Fresh

from bot import ids
from bot.kit.blocks import Metadata
from bot.kit.forms import ViewSeen
from domain import scope
from domain.people import PersonId
from domain.promises import GOALS, Promise
from domain.scope import Place, State

INITIATIVE, TITLE, PROMISES, MORE = "initiative", "title", "promises", "more_promises"
OWNER, EFFORT, VALUE, CONFIDENCE = "owner", "effort", "worth", "confidence"
STATE, LINK, NOTES, DECISION, REASON = "state", "link", "notes", "decision", "reason"

SELECT_LIMIT = 100
"""Options that a select takes; citations beyond them are typed."""

SHOWN = {
    "items": "Items by goal",
    "mine": "My items",
    "promises": "Promises without items",
    "out": "What is out or later, and why",
}


class Listing(Metadata):
    """The ledger."""

    initiative: str
    shown: str = "items"
    page: int = 1


class Writing(Metadata):
    """The modal in which an item is written."""

    initiative: str | None = None
    """Whose ledger; None where the modal asks for it."""
    item: str = ""
    """"" for a new one."""
    revision: int = 0
    proposal: bool = False
    """It stays a candidate, whoever writes it."""
    seen: dict[str, str] = Fresh(default_factory=dict)
    """The fingerprints of the promises it cited when the modal opened."""
    back: str = ""
    """The group and page of the ledger that comes back; "" if it was not opened from it."""


class Deciding(Metadata):
    """A modal that decides about an item, or agrees with what changed."""

    item: str
    revision: int
    seen: dict[str, str] = Fresh(default_factory=dict)
    back: str = ""


@dataclass(frozen=True)
class Written:
    """An item as it was written."""

    title: str
    promises: tuple[str, ...]
    owner_id: PersonId | None
    effort: Decimal | None
    value: int | None
    confidence: int | None
    state: State
    link: str
    notes: str

    def values(self) -> dict[str, object]:
        """Return the columns, without the promises."""
        return {name: value for name, value in self.__dict__.items() if name != "promises"}


def offered(promises: Sequence[Promise]) -> list[Promise]:
    """Return the promises that a select shows, goals first; questions can be many."""
    order = sorted(promises, key=lambda p: (p.group != GOALS, p.group == "FAQ"))
    return order[:SELECT_LIMIT]


def written(view: ViewSeen, promises: Sequence[Promise], name: str) -> Written:
    """Read an item; a refusal stands under its field."""
    owner = view.chosen(OWNER)
    return Written(
        scope.checked_title(view.words(TITLE)),
        cited(view, promises, name),
        PersonId(owner) if owner else None,
        scope.checked_effort(view.words(EFFORT)),
        _number(view, VALUE),
        _number(view, CONFIDENCE),
        next((state for state in State if state == view.chosen(STATE)), State.TO_DO),
        scope.checked_link(view.words(LINK)),
        view.words(NOTES).strip(),
    )


def cited(view: ViewSeen, promises: Sequence[Promise], name: str) -> tuple[str, ...]:
    """Return the promises that were chosen and typed."""
    typed = view.words(MORE).replace(",", " ").split()
    more = scope.checked_citations(typed, promises, name, MORE)
    return scope.checked_citations([*view.several(PROMISES), *more], promises, name, PROMISES)


def _number(view: ViewSeen, field: str) -> int | None:
    chosen = view.chosen(field) or ""
    return int(chosen) if chosen.isdecimal() else None


def decision(view: ViewSeen) -> Place:
    """Return what was decided."""
    chosen = view.chosen(DECISION)
    found = next((place for place in scope.DECIDABLE if place == chosen), None)
    if found is None:
        raise scope.undecided()
    return found


def back(view: ViewSeen | None) -> str:
    """Return where in the ledger somebody is, for coming back to it; "" if they are not."""
    if view is None or view.callback_id != ids.scope.OPEN_LEDGER:
        return ""
    meta = view.metadata(Listing)
    return f"{meta.shown}/{meta.page}"
