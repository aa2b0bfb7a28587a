"""Kinds of settings: how each is shown, asked for, and read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from slack_sdk.models.blocks import Block

from bot.kit import blocks as b
from bot.kit import inputs
from bot.kit.forms import ViewSeen
from bot.kit.text import clipped, counted, listed
from domain.errors import Refusal
from domain.readiness import DEFAULT, read_words
from domain.readiness.text import normal_words
from domain.settings import OwnWords, Settings, check_own_words, read_principles

USUAL_SHOWN = 1_500
"""Characters of a usual list that its form shows."""

ENTRIES_SHOWN = 6


class Field(Protocol):
    """One setting in a form."""

    @property
    def key(self) -> str:
        """The name of the field in `Settings`."""

    @property
    def label(self) -> str:
        """What people call it."""

    def shown(self, value: Any) -> str:
        """Say in plain words what it is set to; people's words are not escaped yet."""

    def inputs(self, settings: Settings) -> list[Block]:
        """Return the inputs that change it."""

    def read(self, view: ViewSeen, before: Settings) -> Any:
        """Read what was typed over what stands. Refuses what it cannot be."""


@dataclass(frozen=True)
class Number:
    """A whole number; nothing typed means the default."""

    key: str
    label: str
    hint: str
    low: int
    high: int
    nothing: str = ""
    """What no number means, where that is a value of its own."""

    def shown(self, value: Any) -> str:
        """Say the number."""
        return self.nothing if value is None else str(value)

    def inputs(self, settings: Settings) -> list[Block]:
        """Return an input for a number."""
        value, usual = getattr(settings, self.key), settings.default(self.key)
        element = b.text_input(
            initial="" if value is None else str(value),
            placeholder=self.shown(usual),
            multiline=False,
            limit=len(str(self.high)),
        )
        hint = f"{self.hint} Left empty: {self.shown(usual)}.".strip()
        return [b.field(self.key, self.label, element, hint=hint)]

    def read(self, view: ViewSeen, before: Settings) -> int | None:
        """Read a number within its bounds."""
        del before
        typed = view.words(self.key).strip()
        if not typed:
            return Settings().default(self.key)  # type: ignore[no-any-return]
        if not typed.isdecimal() or not self.low <= int(typed) <= self.high:
            raise Refusal(f"Write a number from {self.low} to {self.high}.", field=self.key)
        return int(typed)


@dataclass(frozen=True)
class Choice:
    """One of a few."""

    key: str
    label: str
    hint: str
    options: Mapping[Any, str]

    def shown(self, value: Any) -> str:
        """Say the option."""
        return self.options[value]

    def inputs(self, settings: Settings) -> list[Block]:
        """Return the options."""
        options = [b.option(words, str(value)) for value, words in self.options.items()]
        chosen = str(getattr(settings, self.key))
        return [inputs.one_of(self.key, self.label, options, chosen, hint=self.hint)]

    def read(self, view: ViewSeen, before: Settings) -> Any:
        """Read the option that was chosen."""
        del before
        chosen = view.chosen(self.key)
        for value in self.options:  # one of them may be None
            if str(value) == chosen:
                return value
        raise Refusal("Choose one of these.", field=self.key)


@dataclass(frozen=True)
class Principles:
    """The list of leadership principles."""

    key: str
    label: str
    hint: str

    def shown(self, value: Any) -> str:
        """Say how many there are, and the first ones."""
        return _some(value, "principle") if value else "none"

    def inputs(self, settings: Settings) -> list[Block]:
        """Return an input with one principle a line."""
        element = b.text_input(initial="\n".join(getattr(settings, self.key)))
        return [b.field(self.key, self.label, element, hint=self.hint)]

    def read(self, view: ViewSeen, before: Settings) -> tuple[str, ...]:
        """Read one principle a line."""
        del before
        return read_principles(view.words(self.key), field=self.key)


@dataclass(frozen=True)
class Words:
    """A list of words that readiness looks for: what is added to it, and what is left out."""

    key: str
    label: str

    @property
    def added(self) -> str:
        """The field of the words that are added."""
        return f"{self.key}_added"

    @property
    def left_out(self) -> str:
        """The field of the words that are left out."""
        return f"{self.key}_left_out"

    def shown(self, value: Any) -> str:
        """Say what differs from the usual list."""
        words = OwnWords.model_validate(value)
        parts = [
            f"{what} {_some(entries, 'entry', 'entries')}"
            for what, entries in (("added", words.added), ("left out", words.left_out))
            if entries
        ]
        return "; ".join(parts) or "the usual list"

    def inputs(self, settings: Settings) -> list[Block]:
        """Return the usual list and the inputs for what differs from it."""
        words: OwnWords = getattr(settings, self.key)
        usual = getattr(DEFAULT, self.key)
        told = clipped(listed(usual), USUAL_SHOWN)
        hint = "One a line, plain words and phrases: no regular expressions."
        return [
            b.context(f"The usual list, {counted(len(usual), 'entry', 'entries')}: {told}"),
            b.field(
                self.added,
                f"Added to {self.label.lower()}",
                b.text_input(initial="\n".join(words.added)),
                hint=f"{hint} Any form that is meant has to stand here.",
            ),
            b.field(
                self.left_out,
                f"Left out of {self.label.lower()}",
                b.text_input(initial="\n".join(words.left_out)),
                hint=f"{hint} Entries of the usual list that are fine in your texts.",
            ),
        ]

    def read(self, view: ViewSeen, before: Settings) -> OwnWords:
        """Read one entry a line."""
        del before
        found = OwnWords(
            added=_entries(view, self.added),
            left_out=_entries(view, self.left_out),
        )
        check_own_words(found, getattr(DEFAULT, self.key), self.added, self.left_out)
        return found


def _entries(view: ViewSeen, field: str) -> tuple[str, ...]:
    """Read one entry a line. Refuses a line of signs: they are never looked for."""
    typed = view.words(field)
    for line in typed.splitlines():
        if line.strip() and not normal_words(line):
            sentence = f"“{clipped(line, 20)}” has no word in it. Write words, not patterns."
            raise Refusal(sentence, field=field)
    return read_words(typed, field=field)


def _some(entries: Any, one: str, many: str = "") -> str:
    """Return how many entries there are, and the first ones."""
    first = listed(entries[:ENTRIES_SHOWN])
    more = ", …" if len(entries) > ENTRIES_SHOWN else ""
    return f"{counted(len(entries), one, many)}: {first}{more}"
