"""What a Web API call brings: form fields or JSON, read the way Slack reads them."""

import json
from typing import Any

from playground.posting import Content
from playground.refusals import SlackError
from playground.things import Json

_TRUE = {"true", "1", "True"}


class Arguments:
    """The arguments of one call. Raises SlackError where Slack would refuse them."""

    def __init__(self, given: Json) -> None:
        self.given = given

    def text(self, name: str, default: str = "") -> str:
        """Return a text, or the default if it was not given."""
        value = self.given.get(name)
        if value is None:
            return default
        if isinstance(value, (dict, list)):
            raise SlackError("invalid_arguments", f"must provide a string: {name}")
        return str(value)

    def optional(self, name: str) -> str | None:
        """Return a text, or None if it was not given or empty."""
        return self.text(name) or None

    def needed(self, name: str) -> str:
        """Return a text that must be there."""
        value = self.text(name)
        if not value:
            raise SlackError("invalid_arguments", f"missing required field: {name}")
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a yes or no."""
        value = self.given.get(name)
        if value is None:
            return default
        return value is True or str(value) in _TRUE

    def number(self, name: str, default: int) -> int:
        """Return a whole number."""
        try:
            return int(self.given.get(name) or default)
        except (TypeError, ValueError):
            raise SlackError("invalid_arguments", f"must provide an integer: {name}") from None

    def json(self, name: str) -> Any:
        """Return an object or list, which forms carry as JSON text; None if it is not there."""
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise SlackError("invalid_json") from None

    def view(self) -> Json:
        """Return the view, which must be there."""
        view = self.json("view")
        if not isinstance(view, dict):
            raise SlackError("invalid_arguments", "missing required field: view")
        return view

    def content(self) -> Content:
        """Return what a message is to say."""
        blocks = self.json("blocks") or []
        if not isinstance(blocks, list):
            raise SlackError("invalid_blocks_format")
        return Content(self.text("text"), blocks, self.json("metadata"))

    def page(self, items: list[Any], default: int = 100) -> tuple[list[Any], Json]:
        """Return one page of a list, and the `response_metadata` that leads to the next."""
        limit = self.number("limit", default)
        if limit < 1:
            raise SlackError("invalid_limit")
        cursor = self.text("cursor")
        try:
            start = int(cursor.removeprefix("from:")) if cursor else 0
        except ValueError:
            raise SlackError("invalid_cursor") from None
        following = f"from:{start + limit}" if start + limit < len(items) else ""
        return items[start : start + limit], {"next_cursor": following}
