"""Adding, removing and moving the entries of a document. Each returns the new content."""

from collections.abc import Sequence

from domain.templates import ORDER, Content, Template


def add(
    template: Template, content: Content, group: str, number: int, words: Content
) -> tuple[str, dict[str, str]]:
    """Append an entry; `words` are by the group's own field keys. Returns its key and all."""
    key = f"{template.group_of(group).key}-{number}"
    entered = {f"{key}.{field}": text for field, text in words.items()}
    order = " ".join([*template.entry_keys(content), key])
    return key, {**content, **entered, ORDER: order}


def remove(template: Template, content: Content, key: str) -> dict[str, str]:
    """Take an entry out; its number is not used again."""
    left = {field: text for field, text in content.items() if not field.startswith(f"{key}.")}
    return {**left, ORDER: " ".join(template.entry_keys(left))}


def peers(template: Template, content: Content, key: str) -> list[str]:
    """Return the entries of the same group, in their order."""
    group = template.group_of(key).key
    return [each for each in template.entry_keys(content) if template.group_of(each).key == group]


def move(
    template: Template, content: Content, key: str, by: int, among: Sequence[str]
) -> dict[str, str]:
    """Change places with the one before (-1) or after (+1) among others; at the end it stays."""
    here = among.index(key)
    there = min(max(here + by, 0), len(among) - 1)
    keys = template.entry_keys(content)
    one, other = keys.index(key), keys.index(among[there])
    keys[one], keys[other] = keys[other], keys[one]
    return {**content, ORDER: " ".join(keys)}


def move_past(
    template: Template, content: Content, key: str, by: int, other: str
) -> dict[str, str]:
    """Put an entry right before (-1) or after (+1) another, unless it stands there already."""
    keys = template.entry_keys(content)
    if (keys.index(key) - keys.index(other)) * by < 0:
        keys.remove(key)
        keys.insert(keys.index(other) + (by > 0), key)
    return {**content, ORDER: " ".join(keys)}


def words_of(content: Content, key: str) -> dict[str, str]:
    """Return an entry's words by the group's own field keys."""
    start = f"{key}."
    return {f.removeprefix(start): text for f, text in content.items() if f.startswith(start)}
