"""What documents consist of: sections with fields, and groups of numbered entries."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import chain
from unicodedata import category

from pydantic import BaseModel, ConfigDict

Content = Mapping[str, str]
"""Words by field key. A field that is missing or blank has not been written."""

INPUT_LIMIT = 3000
"""Characters that fit in one Slack input. Source: slack.md, "Limits"."""

ORDER = "order"
"""The field that lists the keys of a document's entries, in the order they are shown."""

TITLE_LIMIT = 80
"""Characters of an entry's own words that name it."""


def is_blank(words: str) -> bool:
    """Say whether a text shows nothing: spaces, line ends and signs that nobody sees."""
    return all(sign.isspace() or category(sign) in ("Cc", "Cf") for sign in words)


class Field(BaseModel):
    """One input of a section."""

    model_config = ConfigDict(frozen=True)

    key: str
    label: str
    prompt: str
    """An example, shown while the input is empty."""
    hint: str = ""
    """The rule of thumb, shown below the input."""
    multiline: bool = True
    limit: int | None = None
    """Characters allowed; None: as many as the person writes, over several inputs."""
    required: str = ""
    """What to say where it is left empty; "" where that is allowed."""


class Section(BaseModel):
    """A part of a document that can be cited, edited, compared and commented on by itself."""

    model_config = ConfigDict(frozen=True)

    key: str
    citation: str
    """Stable id, for example `PR-headline` or `FAQ-C-3`."""
    title: str
    fields: tuple[Field, ...]
    element: bool = True
    """One of the elements every document of this kind needs; the others are optional."""

    def text(self, content: Content) -> str:
        """Return the section's words as one text, a line per field that has any."""
        return "\n".join(words for field in self.fields if (words := content.get(field.key, "")))

    def is_written(self, content: Content) -> bool:
        """Say whether the section's first field, the one that carries it, has words."""
        return not is_blank(content.get(self.fields[0].key, ""))


class Group(BaseModel):
    """A kind of entry that a document has any number of: customer questions, user stories.

    Entry 3 of the group `C` is the section `C-3`; its words stand in `C-3.question` and
    `C-3.answer`. Numbers are never used again.
    """

    model_config = ConfigDict(frozen=True)

    key: str
    citation: str
    """What the number is appended to: `FAQ-C` for `FAQ-C-3`."""
    title: str
    fields: tuple[Field, ...]
    """With keys of their own: `question`."""

    def entry(self, number: int, *contents: Content) -> Section:
        """Return an entry as a section, named by its first words in the first content it is in."""
        key = f"{self.key}-{number}"
        fields = tuple(
            field.model_copy(update={"key": f"{key}.{field.key}"}) for field in self.fields
        )
        words = next((words for c in contents if (words := c.get(fields[0].key, ""))), "")
        shown = " ".join(words.split())
        if len(shown) > TITLE_LIMIT:
            shown = f"{shown[: TITLE_LIMIT - 1].rstrip()}…"
        citation = f"{self.citation}-{number}"
        return Section(key=key, citation=citation, title=shown or citation, fields=fields)


class DocumentKind(StrEnum):
    """The kinds of document an initiative can have."""

    PRESS_RELEASE = "press_release"
    FAQ = "faq"
    EXPERIENCE = "experience"


class Template(BaseModel):
    """What a kind of document consists of."""

    model_config = ConfigDict(frozen=True)

    kind: DocumentKind
    title: str
    sections: tuple[Section, ...] = ()
    groups: tuple[Group, ...] = ()

    @property
    def called(self) -> str:
        """The kind within a sentence: "press release", "FAQ"."""
        return self.title if self.title.isupper() else self.title.lower()

    @property
    def elements(self) -> tuple[Section, ...]:
        """The sections a review wants to see written."""
        return tuple(section for section in self.sections if section.element)

    @property
    def order(self) -> Section:
        """The order of the entries, as a section of its own: who moved what can be compared."""
        field = Field(key=ORDER, label="Order", prompt="")
        return Section(key=ORDER, citation=ORDER, title="Order", fields=(field,), element=False)

    def sections_in(self, *contents: Content) -> tuple[Section, ...]:
        """Return the sections, then the entries that any of the contents has.

        Entries stand in the order of the last content; those it lacks follow.
        """
        keys = dict.fromkeys(
            chain.from_iterable(self.entry_keys(content) for content in reversed(contents))
        )
        newest_first = tuple(reversed(contents))
        return (*self.sections, *(self.section_of(key, *newest_first) for key in keys))

    def fields_in(self, *contents: Content) -> Iterator[Field]:
        """All fields of `sections_in`, and the order of the entries."""
        for section in self.sections_in(*contents):
            yield from section.fields
        if self.groups:
            yield from self.order.fields

    def fields(self) -> Iterator[Field]:
        """All inputs of the sections, in their order in the modal."""
        for section in self.sections:
            yield from section.fields

    def entry_keys(self, content: Content) -> list[str]:
        """Return the keys of the entries that have words, in the order they are shown."""
        there = {key.partition(".")[0] for key, words in content.items() if "." in key and words}
        listed = [key for key in content.get(ORDER, "").split() if key in there]
        ranks = {group.key: rank for rank, group in enumerate(self.groups)}

        def place(key: str) -> tuple[int, int]:
            group, _, number = key.rpartition("-")
            return ranks.get(group, len(ranks)), int(number)

        return list(dict.fromkeys([*listed, *sorted(there, key=place)]))

    def group_of(self, key: str) -> Group:
        """Return the group that the entry `key`, or the group of that key, belongs to."""
        wanted = key.rpartition("-")[0] or key
        for group in self.groups:
            if group.key == wanted:
                return group
        raise KeyError(key)

    def section_of(self, key: str, *contents: Content) -> Section:
        """Return the section or entry with the key `key`; KeyError if there can be none."""
        if self.groups and key == ORDER:
            return self.order
        for section in self.sections:
            if section.key == key:
                return section
        number = key.rpartition("-")[2]
        if not number.isdecimal():
            raise KeyError(key)
        return self.group_of(key).entry(int(number), *contents)

    def missing(self, content: Content) -> tuple[Section, ...]:
        """Return the elements that have no words yet."""
        return tuple(section for section in self.elements if not section.is_written(content))
