"""What is typed: text, numbers, addresses, days and times, files."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from playground.render.buttons import name_of
from playground.render.markup import Markup, el, join
from playground.render.place import Place, marks
from playground.render.texts import words
from playground.things import Json

LONGEST_TEXT = 3_000
"""Characters a text field takes where the app sets no limit."""

_MODES = {"number_input": "decimal", "email_text_input": "email", "url_text_input": "url"}


def typed(block: Json, element: Json, place: Place, **names: Any) -> Markup:
    """Return a field for text, a number or an address."""
    held = place.held(block, element) or ""
    longest = element.get("max_length") or LONGEST_TEXT
    shared: dict[str, Any] = {
        "placeholder": words(element.get("placeholder")) or None,
        "autofocus": bool(element.get("focus_on_load")),
        "data_max": longest if element["type"] == "plain_text_input" else None,
        "data_field": element["type"],
        "data_tells": _tells(block, element),
        "data_key": place.field_id(block, element),
        **_named(element, names),
        **marks(block, element, "type"),
    }
    if element.get("multiline"):
        # A line break that begins the text would be lost: HTML drops the first one.
        return el("textarea", f"\n{held}", class_="bk-input bk-textarea", rows="4", **shared)
    mode = _MODES.get(element["type"], "text")
    return el(
        "input",
        type="text",
        inputmode=mode,
        class_="bk-input",
        autocomplete="off",
        value=str(held),
        **shared,
    )


def rich(block: Json, element: Json, place: Place, **names: Any) -> Markup:
    """Return a field for rich text, edited as text: a line is a section."""
    held = place.held(block, element) or {}
    return el(
        "textarea",
        "\n" + rich_as_text(held),
        class_="bk-input bk-textarea",
        rows="5",
        placeholder=words(element.get("placeholder")) or None,
        autofocus=bool(element.get("focus_on_load")),
        data_field=element["type"],
        data_tells=_tells(block, element),
        data_key=place.field_id(block, element),
        **_named(element, names),
        **marks(block, element, "type"),
    )


def day(block: Json, element: Json, place: Place, **names: Any) -> Markup:
    """Return a field for a day."""
    return _moment("date", place.held(block, element), block, element, names)


def time(block: Json, element: Json, place: Place, **names: Any) -> Markup:
    """Return a field for a time of day."""
    return _moment("time", place.held(block, element), block, element, names)


def day_and_time(block: Json, element: Json, place: Place, **names: Any) -> Markup:
    """Return a field for a moment, in the reader's zone."""
    held = place.held(block, element)
    if held is not None:
        moment = datetime.fromtimestamp(int(held), UTC).astimezone(place.reader.zone)
        held = f"{moment:%Y-%m-%dT%H:%M}"
    return _moment("datetime-local", held, block, element, names)


def files(block: Json, element: Json, place: Place, **names: Any) -> Markup:
    """Return a field for files, and those it holds."""
    held = place.held(block, element) or []
    kinds = ",".join(f".{kind}" for kind in element.get("filetypes", []))
    chips = [
        el(
            "li",
            el("span", file["name"]),
            el(
                "button",
                "✕",
                type="button",
                aria_label=f"Remove {file['name']}",
                data_value=file["id"],
                **marks(block, element, "drop"),
            ),
            data_key=file["id"],
        )
        for file in held
    ]
    taker = el(
        "input",
        type="file",
        class_="bk-file",
        accept=kinds or None,
        multiple=int(element.get("max_files", 10)) > 1,
        **_named(element, names),
        **marks(block, element, "attach"),
    )
    chosen = el("ul", join(chips), class_="bk-chips") if chips else None
    return el("div", chosen, taker, class_="bk-multi")


def rich_as_text(held: Json) -> str:
    """Return the words of rich text, a line for each section."""
    lines = []
    for part in held.get("elements", []):
        runs = part.get("elements", [])
        lines.append("".join(str(run.get("text", run.get("url", ""))) for run in runs))
    return "\n".join(lines)


def text_as_rich(text: str) -> Json | None:
    """Return text as rich text, a section for each line; None for no text."""
    if not text.strip():
        return None
    run = {"type": "text", "text": text}
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [run]}],
    }


def _moment(kind: str, held: Any, block: Json, element: Json, names: dict[str, Any]) -> Markup:
    return el(
        "input",
        type=kind,
        class_="bk-input bk-moment",
        value=held,
        data_held=held or "",
        autofocus=bool(element.get("focus_on_load")),
        **_named(element, names),
        **marks(block, element, "choose"),
    )


def _tells(block: Json, element: Json) -> str | None:
    """Return on what the app wants to hear of typing: "enter", "character" or both."""
    if not block.get("dispatch_action"):
        return None
    wanted = element.get("dispatch_action_config", {}).get(
        "trigger_actions_on", ["on_enter_pressed"]
    )
    return " ".join(name.removeprefix("on_").split("_")[0] for name in wanted)


def _named(element: Json, names: dict[str, Any]) -> dict[str, Any]:
    return names or {"aria_label": name_of(element)}


Draw = Callable[..., Markup]

FIELDS: dict[str, Draw] = {
    "plain_text_input": typed,
    "number_input": typed,
    "email_text_input": typed,
    "url_text_input": typed,
    "rich_text_input": rich,
    "datepicker": day,
    "timepicker": time,
    "datetimepicker": day_and_time,
    "file_input": files,
}
"""By element type."""
