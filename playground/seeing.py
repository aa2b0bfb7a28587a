"""What can be read and pressed in blocks: how a person finds a button by its words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from playground.elements import HOLDINGS, elements_of
from playground.refusals import Impossible
from playground.things import Json, Message, View


@dataclass(frozen=True)
class Control:
    """A button, or one entry of an overflow menu."""

    block_id: str
    action_id: str
    words: str
    option: Json | None = None

    def answers_to(self, what: str) -> bool:
        """Whether somebody means this one: by its words, its action id or its menu value."""
        value = self.option["value"] if self.option else None
        return what in (self.words, value) or (self.option is None and what == self.action_id)


def controls(blocks: list[Json]) -> Iterator[Control]:
    """Yield all that can be pressed, top to bottom."""
    for block in blocks:
        for element in elements_of(block):
            ids = block["block_id"], element["action_id"]
            if element["type"] == "button":
                yield Control(*ids, element["text"]["text"])
            elif element["type"] == "overflow":
                for option in element["options"]:
                    yield Control(*ids, option["text"]["text"], option)


def the_control(where: View | Message, what: str, menu: str | None = None) -> Control | None:
    """Return the one control that `what` means, None if there is none.

    `menu` names the overflow menu or the row, by action id or block id. Raises Impossible if
    several would do.
    """
    found = [
        control
        for control in controls(where.blocks)
        if control.answers_to(what) and menu in (None, control.action_id, control.block_id)
    ]
    if len(found) > 1:
        rows = ", ".join(control.block_id for control in found)
        raise Impossible(f"Several controls are called {what}, in the rows {rows}.")
    return found[0] if found else None


def words(content: Any) -> str:
    """Return the text of blocks as a person reads it, a line for each piece."""
    return "\n".join(_pieces(content))


def _pieces(content: Any) -> Iterator[str]:
    if isinstance(content, list):
        for part in content:
            yield from _pieces(part)
    elif isinstance(content, dict):
        if content.get("type") in (
            "rich_text_section",
            "rich_text_quote",
            "rich_text_preformatted",
        ):
            yield "".join(_pieces(content["elements"]))
            return
        for key, part in content.items():
            if key in ("text", "alt_text", "fallback", "name") and isinstance(part, str):
                yield part
            elif key not in ("accessibility_label", "confirm"):
                yield from _pieces(part)


@dataclass(frozen=True)
class ModalSeen:
    """The modal that lies on top, as its person sees it."""

    view: View

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.view.payload["title"]["text"])

    @property
    def text(self) -> str:
        """All its text."""
        return words(self.view.blocks)

    @property
    def errors(self) -> dict[str, str]:
        """Sentences under fields, by block_id."""
        return self.view.errors

    @property
    def trouble(self) -> str | None:
        """What Slack says when the app did not answer, or wrongly."""
        return self.view.trouble

    @property
    def inputs(self) -> dict[str, Any]:
        """What the fields hold, by block_id: text, or the values of chosen options."""
        held = {}
        for block in self.view.blocks:
            if block["type"] == "input":
                element = block["element"]
                value = self.view.state[block["block_id"]][element["action_id"]]
                held[block["block_id"]] = _plain(value[HOLDINGS[element["type"]].value])
        return held

    @property
    def buttons(self) -> list[str]:
        """The words of all that can be pressed."""
        return [control.words for control in controls(self.view.blocks)]


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value["value"] if isinstance(value, dict) and "value" in value else value
