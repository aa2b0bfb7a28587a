"""What is chosen: selects of every kind, radio buttons, checkboxes."""

from collections.abc import Callable, Iterator
from typing import Any

from playground.render.buttons import name_of
from playground.render.markup import Markup, el, join
from playground.render.place import Choice, Place, marks
from playground.render.texts import label, text, words
from playground.things import Json

_NOTHING_CHOSEN = "Choose"


def select(block: Json, element: Json, place: Place, **names: Any) -> Markup:
    """Return a select in which one thing is chosen."""
    chosen = _value(place.held(block, element))
    hint = words(element.get("placeholder")) or _NOTHING_CHOSEN
    clearable = bool(block.get("optional"))
    nothing = el("option", hint, value="", selected=chosen is None, disabled=not clearable)
    return el(
        "select",
        el("button", el("selectedcontent"), type="button"),
        nothing,
        _offered(element, place, chosen),
        class_=f"bk-select{'' if chosen else ' bk-empty'}",
        data_held=chosen or "",
        **_named(element, names),
        **marks(block, element, "choose"),
    )


def multi_select(block: Json, element: Json, place: Place, **names: Any) -> Markup:
    """Return a select that adds to what is chosen, and what is chosen as chips."""
    held = list(place.held(block, element) or [])
    taken = {_value(item) for item in held}
    hint = words(element.get("placeholder")) or _NOTHING_CHOSEN
    adding = el(
        "select",
        el("button", el("selectedcontent"), type="button"),
        el("option", hint, value="", selected=True),
        _offered(element, place, None, without=taken),
        class_="bk-select bk-empty",
        data_held="",
        **_named(element, names),
        **marks(block, element, "add"),
    )
    return el("div", _chips(block, element, place, held), adding, class_="bk-multi")


def external(block: Json, element: Json, place: Place, **names: Any) -> Markup:
    """Return a field that asks the app what to offer for what is typed."""
    many = element["type"].startswith("multi_")
    held = place.held(block, element)
    found = place.found.get((block["block_id"], element["action_id"]), [])
    list_id = f"{place.field_id(block, element)}-found"
    options = [
        el(
            "button",
            label(option["text"]),
            type="button",
            role="option",
            tabindex="-1",
            aria_selected="false",
            data_value=option["value"],
            **marks(block, element, "add" if many else "choose"),
        )
        for option in found
    ]
    box = el(
        "input",
        type="text",
        class_="bk-input",
        role="combobox",
        autocomplete="off",
        aria_expanded="true" if found else "false",
        aria_controls=list_id,
        placeholder=words(element.get("placeholder")) or "Type to find",
        data_suggest=str(element.get("min_query_length", 3)),
        value=None if many or not held else held["text"]["text"],
        **_named(element, names),
        **{name: value for name, value in marks(block, element, "suggest").items() if value},
    )
    offered = el("div", join(options), id=list_id, class_="bk-found", role="listbox")
    chips = _chips(block, element, place, list(held or [])) if many else None
    return el("div", chips, box, offered if found else None, class_="bk-multi")


def radio_buttons(block: Json, element: Json, place: Place, **names: Any) -> Markup:
    """Return radio buttons."""
    return _options(block, element, place, "radio", names)


def checkboxes(block: Json, element: Json, place: Place, **names: Any) -> Markup:
    """Return checkboxes."""
    return _options(block, element, place, "checkbox", names)


def _options(block: Json, element: Json, place: Place, kind: str, names: dict[str, Any]) -> Markup:
    held = place.held(block, element) or []
    chosen = {_value(item) for item in (held if isinstance(held, list) else [held])}
    group = place.field_id(block, element)
    rows = [
        el(
            "label",
            el(
                "input",
                type=kind,
                name=group,
                value=option["value"],
                checked=option["value"] in chosen,
                **marks(block, element, "tick"),
            ),
            el(
                "span",
                el("span", text(option["text"], place.reader)),
                el("small", text(option["description"], place.reader))
                if option.get("description")
                else None,
            ),
            class_="bk-option",
        )
        for option in element["options"]
    ]
    role = "radiogroup" if kind == "radio" else "group"
    return el("div", join(rows), class_="bk-options", role=role, **_named(element, names))


def _chips(block: Json, element: Json, place: Place, held: list[Any]) -> Markup | None:
    if not held:
        return None
    chips = []
    for item in held:
        choice = _choice(item, element, place)
        chips.append(
            el(
                "li",
                el("span", choice.words),
                el(
                    "button",
                    "✕",
                    type="button",
                    aria_label=f"Remove {choice.words}",
                    data_value=choice.value,
                    **marks(block, element, "drop"),
                ),
                data_key=choice.value,
            )
        )
    return el("ul", join(chips), class_="bk-chips")


def _choice(item: Any, element: Json, place: Place) -> Choice:
    if isinstance(item, dict):
        return Choice(item["value"], item["text"]["text"])
    offered = place.people if "users" in element["type"] else place.conversations
    return next((choice for choice in offered if choice.value == item), Choice(item, item))


def _offered(
    element: Json, place: Place, chosen: str | None, without: set[str | None] | None = None
) -> Markup:
    gone = without or set()

    def option(choice: Choice) -> Markup | None:
        if choice.value in gone:
            return None
        return el("option", choice.words, value=choice.value, selected=choice.value == chosen)

    groups = [
        el("optgroup", join([option(choice) for choice in choices]), label=name)
        if name
        else join([option(choice) for choice in choices])
        for name, choices in _groups(element, place)
    ]
    return join(groups)


def _groups(element: Json, place: Place) -> Iterator[tuple[str, list[Choice]]]:
    kind = element["type"]
    if kind.endswith("users_select"):
        yield "", list(place.people)
    elif kind.endswith(("conversations_select", "channels_select")):
        yield "", list(place.conversations)
    elif element.get("options"):
        yield "", _choices(element["options"])
    for group in element.get("option_groups", []):
        yield words(group["label"]), _choices(group["options"])


def _choices(options: list[Json]) -> list[Choice]:
    return [Choice(option["value"], words(option["text"])) for option in options]


def _value(item: Any) -> str | None:
    held = item["value"] if isinstance(item, dict) else item
    return None if held is None else str(held)


def _named(element: Json, names: dict[str, Any]) -> dict[str, Any]:
    """Return the field's name: its label's, or its placeholder where there is none."""
    return names or {"aria_label": name_of(element)}


Draw = Callable[..., Markup]

CHOICES: dict[str, Draw] = {
    "static_select": select,
    "users_select": select,
    "conversations_select": select,
    "channels_select": select,
    "external_select": external,
    "multi_static_select": multi_select,
    "multi_users_select": multi_select,
    "multi_conversations_select": multi_select,
    "multi_channels_select": multi_select,
    "multi_external_select": external,
    "radio_buttons": radio_buttons,
    "checkboxes": checkboxes,
}
"""By element type."""
