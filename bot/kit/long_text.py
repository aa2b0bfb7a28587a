"""Text of any length in Slack's inputs: consecutive ones, joined again when they are sent."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from slack_sdk.models.blocks import Block

from bot.kit import blocks as b
from bot.kit.forms import ViewSeen
from bot.kit.text import joined, parts
from domain.errors import Refusal
from domain.templates import INPUT_LIMIT, Field, is_blank

ROOM_LEFT = 500
"""An input with fewer characters to spare gets an empty one after it."""


def long_text(view: ViewSeen, key: str, joins: Mapping[str, str]) -> str:
    """Join the consecutive inputs of a long field: `solution`, `solution_2`, `solution_3`."""
    letters = joins.get(key, "")
    return joined([view.words(part_key(key, index)) for index in range(len(letters) + 1)], letters)


def part_key(key: str, index: int) -> str:
    """Return the block id of a part; the first one is the field's own name."""
    return key if index == 0 else f"{key}_{index + 1}"


def long_texts(
    view: ViewSeen, fields: Collection[Field], joins: Mapping[str, str]
) -> dict[str, str]:
    """Return the words of fields, by key. Refuses where one that must have words has none."""
    words = {field.key: long_text(view, field.key, joins) for field in fields}
    for field in fields:
        if field.required and is_blank(words[field.key]):
            raise Refusal(field.required, field=field.key)
    return words


def field_inputs(
    field: Field, key: str, words: str, *, label: str = "", required: bool | None = None
) -> tuple[list[Block], str]:
    """Return the consecutive inputs of a field and how its words were cut between them."""
    pieces, letters = parts(words)
    if field.limit is None and len(pieces[-1]) > INPUT_LIMIT - ROOM_LEFT:
        pieces, letters = [*pieces, ""], letters + "p"
    must = bool(field.required) if required is None else required
    return list(_inputs(field, key, pieces, label or field.label, must=must)), letters


def _inputs(
    field: Field, key: str, pieces: Sequence[str], label: str, *, must: bool
) -> Iterator[Block]:
    fits = len(pieces) == 1 and (field.limit is None or len(pieces[0]) <= field.limit)
    for index, piece in enumerate(pieces):
        part = f", part {index + 1} of {len(pieces)}" if len(pieces) > 1 else ""
        yield b.field(
            part_key(key, index),
            f"{label}{part}",
            b.text_input(
                initial=piece,
                placeholder=field.prompt if index == 0 else "",
                multiline=field.multiline or not fits or "\n" in piece,
                limit=field.limit if field.limit and fits else INPUT_LIMIT,
                focus=bool(field.required) and index == 0,
            ),
            hint=field.hint if index == len(pieces) - 1 else "",
            optional=not (must and index == 0),
        )
