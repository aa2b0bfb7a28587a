"""Bringing words from a file into a document: what they replace, and what they add.

Nothing is ever taken out: what the file does not mention stays.
"""

from collections.abc import Collection, Mapping

from pydantic import BaseModel, ConfigDict

from domain import entries
from domain.templates import ORDER, Content, Template


class Brought(BaseModel):
    """A document with a file's words in it."""

    model_config = ConfigDict(frozen=True)

    content: dict[str, str]
    places: dict[str, str]
    """Where each entry of the file went, by its key in the file."""


def bring(
    template: Template,
    content: Content,
    incoming: Content,
    *,
    same: bool,
    used: Mapping[str, Collection[int]],
) -> Brought:
    """Put a file's words into a document.

    `same` says that the file was taken out of this very document, so that its ids mean the same
    entries; otherwise an entry with the same first words is the same one, and any other is new.
    `used` are the numbers each group ever gave; none of them is given again.
    """
    known = {field.key for field in template.fields()}
    result = {**content, **{key: words for key, words in incoming.items() if key in known}}
    places: dict[str, str] = {}
    taken = {group: set(numbers) for group, numbers in used.items()}
    for key in template.entry_keys(incoming):
        words = entries.words_of(incoming, key)
        there = _same_entry(template, result, key, words, same=same)
        if there is None:
            group = template.group_of(key).key
            numbers = taken.setdefault(group, set())
            numbers.add(max(numbers, default=0) + 1)
            there, result = entries.add(template, result, group, max(numbers), words)
        else:
            result.update({f"{there}.{field}": text for field, text in words.items()})
        places[key] = there
    if template.sections:
        result.pop(ORDER, None)  # entries beside sections stand by their numbers
    return Brought(content=result, places=places)


def _same_entry(
    template: Template, content: Content, key: str, words: Content, *, same: bool
) -> str | None:
    """Return the key of the entry that one of the file is, None for a new one."""
    keys = template.entry_keys(content)
    if same and key in keys:
        return key
    group = template.group_of(key)
    first = group.fields[0].key
    wanted = _plain(words.get(first, ""))
    for other in keys:
        if template.group_of(other) is group and _plain(content[f"{other}.{first}"]) == wanted:
            return other
    return None


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
