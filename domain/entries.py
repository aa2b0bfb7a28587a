"""Adding, removing and moving the entries of a document. Each returns the new content."""

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


def move(template: Template, content: Content, key: str, by: int) -> dict[str, str]:
    """Move an entry up (-1) or down (+1) among those of its own group; at the end it stays."""
    keys = template.entry_keys(content)
    group = template.group_of(key).key
    places = [place for place, other in enumerate(keys) if template.group_of(other).key == group]
    here = places.index(keys.index(key))
    there = min(max(here + by, 0), len(places) - 1)
    one, other = places[here], places[there]
    keys[one], keys[other] = keys[other], keys[one]
    return {**content, ORDER: " ".join(keys)}


def words_of(content: Content, key: str) -> dict[str, str]:
    """Return an entry's words by the group's own field keys."""
    start = f"{key}."
    return {f.removeprefix(start): text for f, text in content.items() if f.startswith(start)}
