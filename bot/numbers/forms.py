"""What the modals of numbers remember and send."""

from dataclasses import dataclass
from typing import Self

from bot.kit.blocks import Metadata
from domain.promised_numbers import Number

REASON = "reason"
WAIVE, OPEN_AGAIN, OTHERS = "waive", "open_again", "others"
"""What can be chosen beside a KPI."""


class Showing(Metadata):
    """A page of the numbers."""

    initiative: str
    page: int = 1
    offered: int = 0
    """Which of the KPIs are offered: the first so many, the next, …"""


class Waiving(Metadata):
    """The modal that asks why a number needs no KPI."""

    initiative: str
    page: int
    number: str
    """`Seen.record`."""


@dataclass(frozen=True)
class Seen:
    """A number as somebody saw it who decides about it."""

    key: str
    revision: int
    sentences: str
    """Their fingerprint."""

    @classmethod
    def of(cls, number: Number) -> Self:
        """Return a number as it is seen now."""
        return cls(number.promised.key, number.revision, number.seen)

    @classmethod
    def read(cls, record: str) -> Self:
        """Read a record; one that is none is of no number."""
        key, _, rest = record.partition("/")
        revision, _, rest = rest.partition("/")
        return cls(key, int(revision) if revision.isdecimal() else 0, rest.partition("/")[0])

    @property
    def record(self) -> str:
        """What a row or a modal remembers of it."""
        return f"{self.key}/{self.revision}/{self.sentences}"
