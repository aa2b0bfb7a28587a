"""Three kinds of text that people type."""

from dataclasses import dataclass

SPITE = (
    "<!channel> <@U01ALICE> <https://evil.example|click> *b* _i_ ~s~ `c` & <b>&amp; :smile: "
    "\u202eright to left\u202c e\u0301 \u200b\u200d ﷽ שלום "
)
"""What must not become a mention, a link, a format or an emoji."""


@dataclass(frozen=True)
class Texts:
    """Words of one kind, for every place that takes words."""

    kind: str
    name: str
    """Of an initiative: at most 60 characters."""
    line: str
    """At most 300 characters."""
    text: str
    """Any length."""
    many: int
    """How many rows a list has."""


SHORT = Texts(
    "short",
    "TeamSync",
    "Introducing TeamSync — The Meeting Notes That Write Themselves",
    "After every meeting somebody spends 30 minutes writing up notes, or nobody does.",
    3,
)
LONG = Texts(
    "long",
    "The initiative with the longest name that anybody may give it"[:60],
    ("A headline that goes on and on, because nobody has cut it yet, " * 5)[:300],
    "\n\n".join(
        f"Paragraph {number}. " + "It says the same in other words, at length and in full. " * 12
        for number in range(16)
    ),
    40,
)
HOSTILE = Texts(
    "hostile",
    (SPITE * 2)[:60],
    (SPITE * 4)[:300],
    SPITE * 30 + "\n- " + "x" * 5_000,
    9,
)
