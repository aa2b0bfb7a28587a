"""Blocks as HTML."""

from collections.abc import Callable

from playground.render.buttons import button, overflow
from playground.render.choices import CHOICES
from playground.render.fields import FIELDS
from playground.render.markup import Markup, el, join
from playground.render.pictures import image_block, picture
from playground.render.place import Place
from playground.render.prose import markdown, table
from playground.render.rich_text import rich_text
from playground.render.texts import label, text
from playground.things import Json

_GROUPS = frozenset({"radio_buttons", "checkboxes"})
"""Elements of several fields: a label cannot point at them, so it names their group."""


def blocks_html(blocks: list[Json], place: Place) -> Markup:
    """Return blocks one below the other. Every block and element has its id already."""
    return join([_block(block, place) for block in blocks])


def _block(block: Json, place: Place) -> Markup:
    drawn = _BLOCKS[block["type"]](block, place)
    return el(
        "div",
        drawn,
        class_=f"bk-block bk-{block['type']}",
        data_key=f"{place.key}-{block['block_id']}",
    )


def _element(block: Json, element: Json, place: Place) -> Markup:
    match element["type"]:
        case "button":
            return button(block, element, place)
        case "overflow":
            return overflow(block, element, place)
        case "image":
            return picture(element, place.reader, "bk-thumb")
        case kind:
            return (CHOICES | FIELDS)[kind](block, element, place)


def _section(block: Json, place: Place) -> Markup:
    main = text(block.get("text"), place.reader)
    fields = [el("div", text(field, place.reader)) for field in block.get("fields", [])]
    accessory = block.get("accessory")
    return el(
        "div",
        el(
            "div",
            el("div", main) if block.get("text") else None,
            el("div", join(fields), class_="bk-fields") if fields else None,
            class_="bk-section-words",
        ),
        el("div", _element(block, accessory, place), class_="bk-accessory") if accessory else None,
        class_="bk-section-row",
    )


def _header(block: Json, _place: Place) -> Markup:
    return el("h3", label(block["text"]), class_="bk-headline")


def _divider(_block: Json, _place: Place) -> Markup:
    return el("hr")


def _context(block: Json, place: Place) -> Markup:
    parts = [
        picture(part, place.reader, "bk-tiny")
        if part["type"] == "image"
        else el("span", text(part, place.reader))
        for part in block["elements"]
    ]
    return join(parts)


def _actions(block: Json, place: Place) -> Markup:
    return join([_element(block, element, place) for element in block["elements"]])


def _input(block: Json, place: Place) -> Markup:
    element = block["element"]
    field_id = place.field_id(block, element)
    error = place.errors.get(block["block_id"])
    hint = block.get("hint")
    described = [f"{field_id}-error"] if error else []
    described += [f"{field_id}-hint"] if hint else []
    grouped = element["type"] in _GROUPS
    names = {
        "aria_labelledby" if grouped else "id": f"{field_id}-label" if grouped else field_id,
        "aria_describedby": " ".join(described) or None,
        "aria_invalid": "true" if error else None,
        "aria_required": None if block.get("optional") or grouped else "true",
    }
    optional = el("span", " (optional)", class_="bk-optional") if block.get("optional") else None
    return el(
        "div",
        el(
            "span" if grouped else "label",
            label(block["label"]),
            optional,
            class_="bk-label",
            id=f"{field_id}-label",
            for_=None if grouped else field_id,
        ),
        (CHOICES | FIELDS)[element["type"]](block, element, place, **names),
        el("div", error, class_="bk-error", id=f"{field_id}-error", role="alert")
        if error
        else None,
        el("div", label(hint), class_="bk-hint", id=f"{field_id}-hint") if hint else None,
        class_=f"bk-field{' bk-wrong' if error else ''}",
    )


_BLOCKS: dict[str, Callable[[Json, Place], Markup]] = {
    "section": _section,
    "header": _header,
    "divider": _divider,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "image": lambda block, place: image_block(block, place.reader),
    "rich_text": lambda block, place: rich_text(block, place.reader),
    "markdown": lambda block, place: markdown(block, place.reader),
    "table": lambda block, place: table(block, place.reader),
}
