"""Sections that a workspace adds to its press releases, and the prompts it words anew."""

from collections.abc import Iterable, Sequence

from pydantic import BaseModel, ConfigDict

from domain.errors import Refusal
from domain.templates import OWN, PRESS_RELEASE, Content, Field, Section, Template

MOST_OWN = 10
TITLE_LIMIT = OWN.fields[0].limit or 0
PROMPT_LIMIT = 150
"""Characters of a prompt: what Slack shows in an empty input."""


class OwnSection(BaseModel):
    """A section of a workspace. Its number is never given to another one."""

    model_config = ConfigDict(frozen=True)

    number: int
    title: str
    prompt: str = ""
    retired: bool = False
    """No longer offered; documents that have it keep it."""

    @property
    def key(self) -> str:
        """The key of its entry in a press release."""
        return f"{OWN.key}-{self.number}"


def as_section(key: str, title: str, prompt: str = "") -> Section:
    """Return one as the writing modal shows it: its title is the label of its one input."""
    field = Field(key=words_key(key), label=title, prompt=prompt)
    citation = OWN.entry(int(key.rpartition("-")[2])).citation
    return Section(key=key, citation=citation, title=title, fields=(field,), element=False)


def title_key(key: str) -> str:
    """Return the field that holds the title of the entry `key`."""
    return f"{key}.{OWN.fields[0].key}"


def words_key(key: str) -> str:
    """Return the field that holds the words of the entry `key`."""
    return f"{key}.{OWN.fields[1].key}"


def offered(content: Content, own: Sequence[OwnSection]) -> tuple[Section, ...]:
    """Return the sections to write in a press release: those it has, then those of the workspace.

    A section is known by its title: a text that came from elsewhere may have other numbers.
    """
    prompts = {_plain(section.title): section.prompt for section in own}
    found: dict[str, Section] = {}
    for key in PRESS_RELEASE.entry_keys(content):
        title = content.get(title_key(key), "") or key
        found[key] = as_section(key, title, prompts.get(_plain(title), ""))
    there = {_plain(section.title) for section in found.values()}
    for section in own:
        if not section.retired and _plain(section.title) not in there:
            key = section.key if section.key not in found else _next(found, own)
            found[key] = as_section(key, section.title, section.prompt)
    return tuple(found.values())


def _next(taken: Iterable[str], own: Sequence[OwnSection]) -> str:
    numbers = [int(key.rpartition("-")[2]) for key in taken]
    return f"{OWN.key}-{max([*numbers, *(section.number for section in own)]) + 1}"


def titled(words: Content, titles: Content) -> dict[str, str]:
    """Return what was written with the title of each own section; one without words has none.

    `titles` are by the entry's key.
    """
    named = {
        title_key(key): title if words.get(words_key(key), "").strip() else ""
        for key, title in titles.items()
    }
    return {**words, **named}


def read_own(typed: str, before: Sequence[OwnSection], *, field: str) -> tuple[OwnSection, ...]:
    """Read one section a line: "Regulation: What the law says". Refuses what cannot be one.

    A title that is known keeps its number; one that is gone is retired, and can come back.
    """
    known = {_plain(section.title): section for section in before}
    number = max((section.number for section in before), default=0)
    found: dict[str, OwnSection] = {}
    for title, prompt in _lines(typed, field):
        if _plain(title) in found:
            raise Refusal(f"“{title}” stands here twice.", field=field)
        old = known.get(_plain(title))
        if old is None:
            number += 1
        given = old.number if old else number
        found[_plain(title)] = OwnSection(number=given, title=title, prompt=prompt)
    if len(found) > MOST_OWN:
        sentence = f"These are {len(found)} sections. Keep the {MOST_OWN} that help most."
        raise Refusal(sentence, field=field)
    gone = [s.model_copy(update={"retired": True}) for s in before if _plain(s.title) not in found]
    return (*found.values(), *gone)


def _lines(typed: str, field: str) -> Iterable[tuple[str, str]]:
    usual = {_plain(section.title) for section in PRESS_RELEASE.sections}
    for line in filter(str.strip, typed.splitlines()):
        before, _, after = line.partition(":")
        title, prompt = " ".join(before.split()), " ".join(after.split())
        if not title:
            raise Refusal(f"“{line.strip()[:30]}” has no title before its colon.", field=field)
        if len(title) > TITLE_LIMIT:
            sentence = f"“{title[:30]}…” is too long for a title: {TITLE_LIMIT} characters at most."
            raise Refusal(sentence, field=field)
        if _plain(title) in usual:
            raise Refusal(f"Every press release has “{title}” already.", field=field)
        check_prompt(prompt, field)
        yield title, prompt


def check_prompt(prompt: str, field: str) -> None:
    """Refuse a prompt that Slack would not show whole."""
    if len(prompt) > PROMPT_LIMIT:
        sentence = f"“{prompt[:30]}…” is too long: {PROMPT_LIMIT} characters at most."
        raise Refusal(sentence, field=field)


def prompted(template: Template, prompts: Content) -> Template:
    """Return the template with other prompts, which are by the keys of fields."""
    if not prompts:
        return template
    sections = tuple(
        section.model_copy(
            update={
                "fields": tuple(
                    field.model_copy(update={"prompt": prompts.get(field.key, field.prompt)})
                    for field in section.fields
                )
            }
        )
        for section in template.sections
    )
    return template.model_copy(update={"sections": sections})


def _plain(title: str) -> str:
    return " ".join(title.split()).casefold()
