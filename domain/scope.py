"""Scope items: pieces of work, the promises they cite, and what was decided about them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict

from domain import access
from domain.diff import Piece, word_diff
from domain.errors import Refusal
from domain.initiatives import Initiative
from domain.numbers import parse_number, plain_number
from domain.people import Person, PersonId
from domain.promises import Promise

TITLE_LIMIT = 150
NOTES_LIMIT = 3000
LINK_LIMIT = 1000
MOST_CITATIONS = 20
"""Promises of one item: work that keeps more of them is several pieces of work."""

MOST_ITEMS = 2000
"""Items of one initiative; a longer ledger is read by nobody."""

MOST_DAYS = 1000
VALUES: Mapping[int, str] = {
    5: "the promise fails without it",
    4: "customers would miss it at once",
    3: "customers notice it",
    2: "some customers notice it",
    1: "nice to have",
}
CONFIDENCES: Mapping[int, str] = {
    100: "we know it",
    80: "we have evidence",
    50: "we guess",
}


class State(StrEnum):
    """How far the work is."""

    TO_DO = "to_do"
    UNDER_WAY = "under_way"
    DONE = "done"

    @property
    def words(self) -> str:
        """As people read it: "under way"."""
        return self.value.replace("_", " ")


class Place(StrEnum):
    """Where an item stands in the ledger. The last three can be decided."""

    CANDIDATE = "candidate"
    IN = "in"
    LATER = "later"
    OUT = "out"


DECIDABLE = (Place.IN, Place.LATER, Place.OUT)


class Citation(BaseModel):
    """A promise an item serves, with the words it had when somebody last agreed."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    promise: str
    """`Promise.id`."""
    cited: str
    """The fingerprint of the words that were agreed on."""
    current: str
    """Of the words as they are now; "" once they are gone."""
    version: int = 0
    """Of the document when they were agreed on; 0 for a goal."""
    words: str = ""
    """Of a goal, which has no versions: as they were."""
    changed_by: PersonId | None = None
    changed_at: datetime | None = None

    @property
    def is_changed(self) -> bool:
        """Whether the words are others than those that were agreed on."""
        return self.cited != self.current

    @property
    def is_gone(self) -> bool:
        """Whether the promise is not made any more."""
        return not self.current


class Item(BaseModel):
    """A piece of work."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: str
    initiative_id: str
    title: str
    notes: str = ""
    link: str = ""
    """Where the tracker keeps it."""
    owner_id: PersonId | None = None
    effort: Decimal | None = None
    """Days, by the team's own estimate."""
    value: int | None = None
    """1 to 5."""
    confidence: int | None = None
    """Percent."""
    state: State = State.TO_DO
    proposed: bool = False
    """By somebody who cannot decide; nobody who can has taken it up yet."""
    decision: Place | None = None
    reason: str = ""
    decided_by: PersonId | None = None
    decided_at: datetime | None = None
    created_by: PersonId
    created_at: datetime
    revision: int = 1
    """Counts the changes: who acts on an older one is told so."""
    citations: tuple[Citation, ...] = ()

    @property
    def place(self) -> Place:
        """Where it stands: as decided, else in scope if it cites a promise, else a candidate."""
        if self.decision is not None:
            return self.decision
        return Place.IN if self.citations and not self.proposed else Place.CANDIDATE

    @property
    def changed(self) -> tuple[Citation, ...]:
        """The citations whose words have changed or gone."""
        return tuple(citation for citation in self.citations if citation.is_changed)

    @property
    def is_flagged(self) -> bool:
        """Whether somebody has to check it: it is in scope, and a promise of it has changed."""
        return self.place is Place.IN and bool(self.changed)

    @property
    def score(self) -> Decimal | None:
        """Value × confidence / effort; None while one of them is missing."""
        if self.value is None or self.confidence is None or not self.effort:
            return None
        return self.value * Decimal(self.confidence) / 100 / self.effort


def days(effort: Decimal) -> str:
    """Return "1 day" or "2.5 days"."""
    return f"{plain_number(effort)} {'day' if effort == 1 else 'days'}"


def rank_in_words(item: Item) -> str:
    """Explain in one sentence what an item's place among the others follows from."""
    if item.score is None or item.effort is None:
        return "It has no rank yet: give it a value, a confidence and an effort."
    score = plain_number(round(item.score, 2))
    return (
        f"Ranked by value {item.value} × confidence {item.confidence}% ÷ {days(item.effort)} "
        f"= {score}, within its goal."
    )


MOST_QUOTED = 60


def change_in_words(before: str, after: str) -> str:
    """Say in a few words how a promise changed: "now says “14”, was “30”"."""
    if not after:
        return "is gone"
    pieces = word_diff(before, after)
    old, new = (
        [" ".join(piece.text.split()) for piece in pieces if piece.kind == kind]
        for kind in ("removed", "added")
    )
    told = len(old) <= 1 and len(new) <= 1 and all(len(w) <= MOST_QUOTED for w in (*old, *new))
    kept = any(piece.kind == "same" and piece.text.strip() for piece in pieces)
    if not told or not kept or not (old or new):
        return "has changed" if before != after else "reads as it did"
    if not old:
        return f"now adds “{new[0]}”"
    if not new:
        return f"no longer says “{old[0]}”"
    return f"now says “{new[0]}{_unit(new[0], pieces)}”, was “{old[0]}”"


def _unit(number: str, pieces: Sequence[Piece]) -> str:
    """Return the word behind a number that changed: "14" alone says little."""
    rest = [after for before, after in pairwise(pieces) if before.text.strip() == number]
    words = rest[0].text.split() if rest and number.isdecimal() else []
    return f" {words[0].strip('.,;:!?')}" if words else ""


def checked_title(typed: str) -> str:
    """Return a title in one line. Refuses an empty and a long one."""
    title = " ".join(typed.split())
    if not title:
        raise Refusal("Write what the work is, in a few words.", field="title")
    if len(title) > TITLE_LIMIT:
        sentence = f"Shorten the title to {TITLE_LIMIT} characters; the notes take the rest."
        raise Refusal(sentence, field="title")
    return title


def checked_link(typed: str) -> str:
    """Return a link that a browser opens safely; only http and https are."""
    link = typed.strip()
    if not link:
        return ""
    wrong = Refusal("Write a link that begins with https:// or http://.", field="link")
    try:
        parts = urlsplit(link)
        host = parts.hostname
    except ValueError as fault:
        raise wrong from fault
    strange = any(sign.isspace() or not sign.isprintable() or sign in "<>|" for sign in link)
    if parts.scheme.lower() not in ("http", "https") or not host or strange:
        raise wrong
    if len(link) > LINK_LIMIT:
        raise Refusal(f"That link is longer than {LINK_LIMIT} characters.", field="link")
    return link


def checked_effort(typed: str) -> Decimal | None:
    """Return days, None for nothing. Refuses what is no number, zero and less, and years."""
    if not typed.strip():
        return None
    effort = parse_number(typed, decimals=1, field="effort")
    if not 0 < effort <= MOST_DAYS:
        sentence = f"Write more than 0 and at most {MOST_DAYS} days, for example 2.5."
        raise Refusal(sentence, field="effort")
    return effort


def checked_citations(
    typed: Sequence[str], promises: Sequence[Promise], name: str, field: str = "promises"
) -> tuple[str, ...]:
    """Return the promises meant by citations as people type them, each once.

    Refuses one that this initiative does not make: what is elsewhere cannot be cited.
    """
    known = {promise.citation.casefold(): promise.id for promise in promises}
    known |= {promise.id.casefold(): promise.id for promise in promises}
    found = []
    for citation in typed:
        if citation.casefold() not in known:
            sentence = (
                f"{name} makes no promise {citation[:40]}. Cite its sections, questions, stories "
                "and goals, for example PR-solution."
            )
            if citation.startswith("goal_"):
                sentence = f"A goal you chose is no longer one of {name}. Choose again."
            raise Refusal(sentence, field=field)
        found.append(known[citation.casefold()])
    chosen = tuple(dict.fromkeys(found))
    if len(chosen) > MOST_CITATIONS:
        sentence = f"An item cites at most {MOST_CITATIONS} promises. Split the work."
        raise Refusal(sentence, field=field)
    return chosen


def undecided() -> Refusal:
    """Return the answer to a decision that names nothing."""
    return Refusal("Choose what happens to it: in, later or out.", field="decision")


def check_decision(decision: Place, reason: str, *, cites: bool) -> None:
    """Refuse a decision without a reason; work that cites a promise is in for that reason."""
    if reason.strip() or (decision is Place.IN and cites):
        return
    if decision is Place.IN:
        sentence = "Choose the promise it serves, or write why it is built without one."
        raise Refusal(sentence, field="reason")
    raise Refusal("Write why, in one sentence; it stands in the decision log.", field="reason")


def check_room(count: int, more: int = 1) -> None:
    """Refuse more items than a ledger holds."""
    if count + more > MOST_ITEMS:
        raise Refusal(
            f"A ledger holds {MOST_ITEMS:,} items, and this one has {count:,}. "
            "Join small items, or keep them in the tracker."
        )


def may_change(person: Person, initiative: Initiative, item: Item) -> bool:
    """Say whether a person may change an item: who edits may, its owner, and who proposed it."""
    if initiative.archived_at:
        return False
    if access.may_edit(person, initiative) or person.id == item.owner_id:
        return True
    return person.id == item.created_by and item.place is Place.CANDIDATE
