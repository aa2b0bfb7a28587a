"""Word lists and thresholds: data that a workspace may change.

Entries are words and phrases, compared word by word and never read as patterns.
"""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from domain.errors import Refusal
from domain.readiness import words
from domain.readiness.text import normal_words

MOST_ENTRIES = 10_000
ENTRY_CHARACTERS = 80
ENTRY_WORDS = 8


def _checked(entries: tuple[str, ...]) -> tuple[str, ...]:
    if len(entries) > MOST_ENTRIES:
        raise ValueError(f"A list can have {MOST_ENTRIES:,} entries.")
    for entry in entries:
        if len(entry) > ENTRY_CHARACTERS or len(normal_words(entry)) > ENTRY_WORDS:
            raise ValueError(
                f"“{entry[:20]}…” is too long: an entry can have {ENTRY_WORDS} words and "
                f"{ENTRY_CHARACTERS} characters."
            )
    return entries


def _checked_pairs(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    _checked(tuple(long for long, _ in pairs))
    _checked(tuple(short for _, short in pairs))
    return pairs


Words = Annotated[tuple[str, ...], AfterValidator(_checked)]
Pairs = Annotated[tuple[tuple[str, str], ...], AfterValidator(_checked_pairs)]


class Thresholds(BaseModel):
    """Where a rule begins to speak. Source of the defaults: readiness.md."""

    model_config = ConfigDict(frozen=True)

    headline_least_words: int = 8
    headline_most_words: int = 15
    headline_characters: int = 120
    header_characters: int = 150
    """What Slack's header block shows."""
    page_words: int = 500
    release_words: int = 700
    faq_pages: int = 5
    bare_customer_words: int = 3
    longish_sentence: int = 25
    long_sentence: int = 30
    long_share: float = 0.15
    """Share of a document's sentences; good public documents have 0 to 0.25, half below 0.08."""
    passive_share: float = 0.25
    """Share of a section's sentences that may be passive; half of good documents have up to 0.2."""
    hype_weak: int = 1
    """More than so many hype words are weak; one is a hint."""
    hype_missing: int = 3
    """More than so many, and credibility is missing."""
    hedges: int = 1
    """Hedges that a sentence may have."""
    steps: int = 3
    questions: int = 5
    """Of customers, and of stakeholders, when a review is asked for."""
    repeated_words: int = 8
    """Words in a row that say the same twice."""


class Lexicon(BaseModel):
    """All lists and thresholds of a workspace; the defaults are those of `words.py`."""

    model_config = ConfigDict(frozen=True)

    thresholds: Thresholds = Thresholds()
    weasels: Words = words.WEASELS
    quantifiers: Words = words.QUANTIFIERS
    intensifiers: Words = words.INTENSIFIERS
    hype: Words = words.HYPE
    wordy: Pairs = words.WORDY
    hedges: Words = words.HEDGES
    feelings: Words = words.FEELINGS
    vague_customers: Words = words.VAGUE_CUSTOMERS
    everybody: Words = words.EVERYBODY
    segments: Words = words.SEGMENTS
    situations: Words = words.SITUATIONS
    alternatives: Words = words.ALTERNATIVES
    technologies: Words = words.TECHNOLOGIES
    ourselves: Words = words.OURSELVES
    actions: Words = words.ACTIONS
    benefits: Words = words.BENEFITS
    before: Words = words.BEFORE
    after: Words = words.AFTER
    times: Words = words.TIMES
    sources: Words = words.SOURCES
    prices: Words = words.PRICES
    illustrative: Words = words.ILLUSTRATIVE
    nameless: Words = words.NAMELESS
    placeholders: Words = words.PLACEHOLDERS
    known_acronyms: Words = words.KNOWN_ACRONYMS
    softballs: Words = words.SOFTBALLS
    risks: Words = words.RISKS


DEFAULT = Lexicon()


def read_words(typed: str, *, field: str | None = None) -> tuple[str, ...]:
    """Read a list as an admin types it, an entry a line; Refusal says what is too long."""
    lines = (" ".join(line.split()) for line in typed.splitlines())
    entries = tuple(dict.fromkeys(line for line in lines if normal_words(line)))
    try:
        return _checked(entries)
    except ValueError as wrong:
        raise Refusal(str(wrong), field=field) from wrong
