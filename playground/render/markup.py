"""HTML as values: whatever is not marked as HTML is escaped, so nothing typed becomes markup."""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

__all__ = ["Child", "Markup", "el", "join", "text_lines"]

Child = Markup | str | None

_VOID = frozenset({"br", "hr", "img", "input"})


def el(tag: str, /, *children: Child, **attributes: Any) -> Markup:
    """Return an element.

    Attributes: `class_` is class, `data_act` is data-act; True stands without a value, None and
    False are left out. Children that are plain text are escaped; None is left out.
    """
    head = Markup("").join(_attribute(name, value) for name, value in attributes.items())
    if tag in _VOID:
        return Markup("<{}{}>").format(Markup(tag), head)  # noqa: S704  (tags are our own words)
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(tag), head, join(children))  # noqa: S704


def join(children: Iterable[Child]) -> Markup:
    """Return children side by side; None is left out."""
    return Markup("").join(child for child in children if child is not None)


def text_lines(text: str) -> Markup:
    """Return plain text, its line breaks kept."""
    return Markup("<br>").join(text.split("\n"))


def _attribute(name: str, value: Any) -> Markup:
    if value is None or value is False:
        return Markup("")
    written = name.rstrip("_").replace("_", "-")
    if value is True:
        return Markup(" {}").format(written)
    return Markup(' {}="{}"').format(written, str(value))
