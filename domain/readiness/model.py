"""What a rule is, what it reads and what it finds."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import Generic, NamedTuple, TypeVar

from domain.initiatives import Stage
from domain.readiness.lexicon import Lexicon
from domain.readiness.text import Sentence, Word, sentences_of, words_of
from domain.templates import Content, DocumentKind, Template


class Severity(StrEnum):
    """How much it weighs, from most to least. Never a gate."""

    MISSING = "missing"
    WEAK = "weak"
    HINT = "hint"


class Asker(StrEnum):
    """Who asks a question."""

    CUSTOMER = "customer"
    STAKEHOLDER = "stakeholder"


@dataclass(frozen=True)
class Question:
    """An entry of the FAQ, as the rules need it."""

    citation: str
    """For example `FAQ-C-3`."""
    kind: Asker
    question: str
    answer: str | None = None
    owner: str | None = None
    """The name of who will answer, as it can be shown."""


@dataclass(frozen=True)
class Finding:
    """A place that could be better: which words, which rule, why, and what to do."""

    rule: str
    severity: Severity
    citation: str
    """Of the section, for example `PR-problem`; "" for the document as a whole."""
    section: str
    """The section's title."""
    field: str
    """Key of the field in the document's content; "" for the document as a whole."""
    start: int
    end: int
    """The phrase is `content[field][start:end]`; both 0 where there is none."""
    phrase: str
    summary: str
    """In a few words, for example `a number, not “a long time”`; "" where a section is missing."""
    why: str
    fix: str
    key: str
    """What a dismissal remembers: the rule, the phrase and the section's text."""
    times: int = 1
    """How often the rule found this phrase in this section."""


@dataclass(eq=False)
class Passage:
    """The words of one field, with what the rules ask about them."""

    section: str
    """Key of the section."""
    citation: str
    title: str
    field: str
    text: str
    whole: str
    """The text of the whole section: a dismissal holds while it stays the same."""
    english: bool = False
    prose: bool = True
    """Sentences, not a name or a date."""
    spoken: bool = False
    """Words of a person: a quote may say "almost"."""

    @cached_property
    def digest(self) -> str:
        """A short form of the section's text, which a dismissal remembers."""
        return sha256(self.whole.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def words(self) -> list[Word]:
        """Its words."""
        return words_of(self.text)

    @cached_property
    def sentences(self) -> list[Sentence]:
        """Its sentences."""
        return sentences_of(self.text, self.words)


@dataclass(frozen=True, eq=False)
class Writing:
    """A document as the rules read it."""

    template: Template
    content: Content
    passages: Sequence[Passage]
    """What is written, in the document's order."""
    lexicon: Lexicon
    now: datetime
    stage: Stage = Stage.DRAFT
    questions: Sequence[Question] = ()

    @cached_property
    def by_field(self) -> dict[str, Passage]:
        """The passages by field key."""
        return {passage.field: passage for passage in self.passages}

    @cached_property
    def whole(self) -> Passage:
        """The document as one, for findings that stand nowhere in particular."""
        text = "\n".join(passage.text for passage in self.passages)
        english = any(passage.english for passage in self.passages)
        return Passage("", "", self.template.title, "", "", text, english=english)

    def at(self, *fields: str) -> list[Passage]:
        """Return the passages of these fields that are written."""
        return [self.by_field[key] for key in fields if key in self.by_field]


class Hit(NamedTuple):
    """What a rule found, before it becomes a finding. What is None comes from the rule."""

    passage: Passage
    start: int = 0
    end: int = 0
    severity: Severity | None = None
    summary: str | None = None
    why: str | None = None
    fix: str | None = None
    about: str = ""
    """What tells this hit from others where there is no phrase."""


class Example(NamedTuple):
    """Words that the rule finds, and words that it likes, in a field."""

    field: str
    weak: str
    better: str


Subject = TypeVar("Subject")
Finder = Callable[[Subject], Iterator[Hit]]


@dataclass(frozen=True)
class Rule(Generic[Subject]):
    """A small pure function with its id, reason, source, severity and advice."""

    id: str
    title: str
    severity: Severity
    summary: str
    """May hold `{phrase}`."""
    why: str
    fix: str
    source: str
    example: Example
    find: Finder[Subject]
    kinds: tuple[DocumentKind, ...]
    english: bool
    """Only for passages in English."""


@dataclass(frozen=True)
class Book(Generic[Subject]):
    """The rules of a module; a rule joins by its decorator."""

    rules: list[Rule[Subject]] = field(default_factory=list)

    def rule(  # noqa: PLR0913  (a rule has no fewer parts)
        self,
        name: str,
        title: str,
        severity: Severity,
        *,
        why: str,
        fix: str,
        source: str,
        example: tuple[str, str, str],
        summary: str = "“{phrase}”",
        kinds: tuple[DocumentKind, ...] = tuple(DocumentKind),
        english: bool = True,
    ) -> Callable[[Finder[Subject]], Finder[Subject]]:
        """Register a function under a name that never changes: dismissals remember it."""

        def join(find: Finder[Subject]) -> Finder[Subject]:
            shown = Example(*example)
            parts = (name, title, severity, summary, why, fix, source, shown, find, kinds, english)
            self.rules.append(Rule(*parts))
            return find

        return join
