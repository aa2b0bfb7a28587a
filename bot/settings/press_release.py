"""Settings of what a press release asks for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block

from bot.kit import blocks as b
from bot.kit.forms import ViewSeen
from bot.kit.text import listed
from domain.own_sections import (
    MOST_OWN,
    PROMPT_LIMIT,
    TITLE_LIMIT,
    OwnSection,
    check_prompt,
    read_own,
)
from domain.settings import Settings
from domain.templates import PRESS_RELEASE


@dataclass(frozen=True)
class OwnSections:
    """The sections that a team adds."""

    key: str
    label: str

    def shown(self, value: Any) -> str:
        """Name those that are offered."""
        titles = [s.title for s in map(OwnSection.model_validate, value) if not s.retired]
        return listed(titles) if titles else "none"

    def inputs(self, settings: Settings) -> list[Block]:
        """Return an input with one section a line."""
        lines = [_line(section) for section in settings.own_sections if not section.retired]
        element = b.text_input(
            initial="\n".join(lines),
            placeholder="Regulation: Which rules hold, and how we keep them",
            limit=MOST_OWN * (TITLE_LIMIT + PROMPT_LIMIT + 3),
        )
        hint = (
            f"One a line, up to {MOST_OWN}: a title, a colon, and what to write. One that goes "
            "stays in the press releases that have it."
        )
        return [b.field(self.key, self.label, element, hint=hint)]

    def read(self, view: ViewSeen, before: Settings) -> tuple[OwnSection, ...]:
        """Read one section a line; those that are known keep their numbers."""
        return read_own(view.words(self.key), before.own_sections, field=self.key)


def _line(section: OwnSection) -> str:
    return f"{section.title}: {section.prompt}" if section.prompt else section.title


@dataclass(frozen=True)
class Prompts:
    """The examples that stand in the empty inputs."""

    key: str
    label: str

    def shown(self, value: Any) -> str:
        """Say how many differ from the usual ones."""
        return f"{len(value)} of your own" if value else "the usual ones"

    def inputs(self, settings: Settings) -> list[Block]:
        """Return an input for each prompt, in the order of the writing modal."""
        own = dict(settings.prompts)
        return [
            b.field(
                _key(field.key),
                f"Prompt of “{field.label.partition('. ')[2] or field.label}”",
                b.text_input(
                    initial=own.get(field.key, ""),
                    placeholder=field.prompt[:PROMPT_LIMIT],
                    multiline=False,
                    limit=PROMPT_LIMIT,
                ),
            )
            for field in PRESS_RELEASE.fields()
        ]

    def read(self, view: ViewSeen, before: Settings) -> tuple[tuple[str, str], ...]:
        """Read the prompts that differ from the usual ones."""
        del before
        return tuple(_read(view))


def _read(view: ViewSeen) -> Iterable[tuple[str, str]]:
    for field in PRESS_RELEASE.fields():
        typed = " ".join(view.words(_key(field.key)).split())
        check_prompt(typed, _key(field.key))
        if typed and typed != field.prompt:
            yield field.key, typed


def _key(field: str) -> str:
    return f"prompt_{field}"
