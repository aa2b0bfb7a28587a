"""Rich text blocks as HTML."""

from collections.abc import Callable
from itertools import groupby

from playground.render.emoji import emoji, glyph
from playground.render.markup import Child, Markup, el, join, text_lines
from playground.render.mrkdwn import web_link
from playground.render.reader import Reader
from playground.things import Json

_ORDERED = ("1", "a", "i")
"""How numbers are written at each indent, over and over."""

_STYLES = {
    "code": ("code", "bk-code"),
    "bold": ("b", None),
    "italic": ("i", None),
    "strike": ("s", None),
    "underline": ("u", None),
    "highlight": ("mark", None),
    "client_highlight": ("mark", None),
}


def rich_text(block: Json, reader: Reader) -> Markup:
    """Return a rich_text block, or a cell of that kind."""
    inner = Markup("")
    for is_list, parts in groupby(
        block.get("elements", []), key=lambda part: part["type"] == "rich_text_list"
    ):
        if is_list:
            inner += join([_list(part, reader) for part in parts])
        else:
            inner += join([_PARTS[part["type"]](part, reader) for part in parts])
    return el("div", inner, class_="bk-rich")


def _runs(part: Json, reader: Reader) -> Markup:
    return join([_run(run, reader) for run in part.get("elements", [])])


def _section(part: Json, reader: Reader) -> Markup:
    return el("div", _runs(part, reader), class_="bk-rich-section")


def _quote(part: Json, reader: Reader) -> Markup:
    return el("blockquote", _runs(part, reader), class_="bk-quote")


def _preformatted(part: Json, reader: Reader) -> Markup:
    return el("pre", _runs(part, reader), class_="bk-pre")


_PARTS: dict[str, Callable[[Json, Reader], Markup]] = {
    "rich_text_section": _section,
    "rich_text_quote": _quote,
    "rich_text_preformatted": _preformatted,
}


def _list(part: Json, reader: Reader) -> Markup:
    ordered = part.get("style") == "ordered"
    indent = int(part.get("indent", 0))
    items = [el("li", _runs(item, reader)) for item in part.get("elements", [])]
    return el(
        "ol" if ordered else "ul",
        join(items),
        class_=f"bk-list bk-indent-{min(indent, 8)}",
        type=_ORDERED[indent % len(_ORDERED)] if ordered else None,
        start=int(part.get("offset", 0)) + 1 if ordered and part.get("offset") else None,
    )


def _run(run: Json, reader: Reader) -> Markup:
    shown = _RUNS[run["type"]](run, reader)
    for style, (tag, name) in _STYLES.items():
        if run.get("style", {}).get(style):
            shown = el(tag, shown, class_=name)
    return shown


def _emoji(run: Json, _reader: Reader) -> Markup:
    """Prefer the characters that came along, where the name is not known."""
    if glyph(run["name"]) is None and run.get("unicode"):
        return Markup("{}").format(
            "".join(chr(int(point, 16)) for point in run["unicode"].split("-"))
        )
    return emoji(run["name"])


def _date(run: Json, reader: Reader) -> Markup:
    shown: Child = reader.date(int(run["timestamp"]), run["format"])
    stamped = el("time", shown, title=run.get("fallback"))
    return web_link(run["url"], stamped) if run.get("url") else stamped


def _colour(run: Json, _reader: Reader) -> Markup:
    return el("code", run["value"], class_="bk-code")


_RUNS: dict[str, Callable[[Json, Reader], Markup]] = {
    "text": lambda run, _: text_lines(run["text"]),
    "link": lambda run, _: web_link(run["url"], run.get("text") or run["url"]),
    "user": lambda run, reader: reader.mention(run["user_id"]),
    "channel": lambda run, reader: reader.channel(run["channel_id"]),
    "usergroup": lambda _run, _reader: el("span", "@group", class_="bk-mention"),
    "team": lambda _run, _reader: el("span", "@team", class_="bk-mention"),
    "broadcast": lambda run, _: el("span", f"@{run['range']}", class_="bk-mention bk-mention-me"),
    "emoji": _emoji,
    "date": _date,
    "color": _colour,
}
