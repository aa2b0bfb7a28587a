"""What is pressed: buttons and the menu behind three dots."""

from playground.render.markup import Markup, el, join
from playground.render.place import Place, marks
from playground.render.texts import label, text, words
from playground.things import Json


def button(block: Json, element: Json, _place: Place) -> Markup:
    """Return a button."""
    return el(
        "button",
        el("span", label(element["text"]), class_="bk-button-words"),
        type="button",
        class_=f"bk-button bk-{element.get('style', 'plain')}",
        aria_label=element.get("accessibility_label"),
        data_url=element.get("url"),
        **marks(block, element, "use"),
    )


def overflow(block: Json, element: Json, place: Place) -> Markup:
    """Return the menu behind three dots."""
    entries = [
        el(
            "button",
            el("span", label(option["text"])),
            el("small", text(option["description"], place.reader))
            if option.get("description")
            else None,
            type="button",
            role="menuitem",
            tabindex="-1",
            data_value=option["value"],
            data_url=option.get("url"),
            **marks(block, element, "use"),
        )
        for option in element["options"]
    ]
    return menu("More actions", "⋯", join(entries), place.field_id(block, element))


def menu(name: str, face: Markup | str, entries: Markup, menu_id: str, css: str = "") -> Markup:
    """Return a button that opens a menu; the page places and closes it."""
    opener = el(
        "button",
        el("span", face, aria_hidden="true"),
        type="button",
        class_=f"bk-button bk-plain bk-dots {css}".strip(),
        aria_label=name,
        title=name,
        aria_haspopup="menu",
        popovertarget=f"{menu_id}-menu",
    )
    held = el(
        "div",
        entries,
        id=f"{menu_id}-menu",
        class_="menu",
        role="menu",
        aria_label=name,
        popover="auto",
    )
    return el("span", opener, held, class_="bk-overflow")


def name_of(element: Json) -> str | None:
    """Return the name of an element that has no label of its own."""
    return words(element.get("placeholder")) or None
