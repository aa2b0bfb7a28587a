"""Slack's mrkdwn as HTML.

Source: Slack's documentation, "Formatting text for app surfaces". What is typed between the
marks is escaped; addresses become links only if they lead to the web or to mail.
"""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from playground.render.emoji import emoji
from playground.render.markup import Markup, el
from playground.render.reader import Reader

_FENCE = re.compile(r"```\n?(.+?)\n?```", re.DOTALL)
_QUOTE = re.compile(r"^(?:>|&gt;) ?")

_INLINE = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|<(?P<angle>[^<>\n]+)>"
    r"|:(?P<emoji>[a-z0-9_+'-]+):"
    r"|(?<![\w*])\*(?P<bold>(?! )[^*\n]*[^*\s])\*(?![\w*])"
    r"|(?<!\w)_(?P<italic>(?! )[^_\n]*[^_\s])_(?!\w)"
    r"|(?<![\w~])~(?P<strike>(?! )[^~\n]*[^~\s])~(?![\w~])"
)

_DATE = re.compile(r"!date\^(?P<seconds>-?\d+)\^(?P<form>[^|^]+)(?:\^(?P<url>[^|]*))?")

_SCHEMES = ("http", "https", "mailto", "tel")


def mrkdwn(text: str, reader: Reader) -> Markup:
    """Return mrkdwn as HTML for a reader."""
    whole = Markup("")
    place = 0
    for match in _FENCE.finditer(text):
        whole += _paragraphs(text[place : match.start()].removesuffix("\n"), reader)
        whole += el("pre", _plain(match[1]), class_="bk-pre")
        place = match.end() + (text[match.end() : match.end() + 1] == "\n")
    return whole + _paragraphs(text[place:], reader)


def web_link(url: str, words: Markup | str) -> Markup:
    """Return a link that opens beside the page, or only its words if it leads elsewhere."""
    if not leads_somewhere(url):
        return Markup("{}").format(words)
    return el(
        "a", words, href=url, target="_blank", rel="noopener noreferrer nofollow", class_="bk-link"
    )


def leads_somewhere(url: str) -> bool:
    """Whether an address is one of the web or of mail, and not a script's."""
    try:
        return urlsplit(url).scheme.lower() in _SCHEMES
    except ValueError:
        return False


def _paragraphs(text: str, reader: Reader) -> Markup:
    whole = Markup("")
    for quoted, lines in _runs(text.split("\n") if text else []):
        inner = Markup("<br>").join(_inline(line, reader) for line in lines)
        if quoted:
            whole += el("blockquote", inner, class_="bk-quote")
        else:
            whole += (
                Markup("<br>") if whole and not whole.endswith("</blockquote>") else ""
            ) + inner
    return whole


def _runs(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    """Yield consecutive lines that are quoted, or that are not, without their mark."""
    run: list[str] = []
    was = False
    for line in lines:
        quoted = bool(_QUOTE.match(line))
        if run and quoted != was:
            yield was, run
            run = []
        was = quoted
        run.append(_QUOTE.sub("", line) if quoted else line)
    if run:
        yield was, run


def _inline(text: str, reader: Reader) -> Markup:
    whole = Markup("")
    place = 0
    for match in _INLINE.finditer(text):
        whole += _plain(text[place : match.start()])
        kind = str(match.lastgroup)
        whole += _INLINES[kind](match[kind], reader)
        place = match.end()
    return whole + _plain(text[place:])


def _plain(text: str) -> Markup:
    """Return text in which Slack escaped three characters; HTML escapes them anew."""
    raw = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return Markup("{}").format(raw)


def _angle(inner: str, reader: Reader) -> Markup:
    address, _, words = inner.partition("|")
    label = words or None
    match address[:1]:
        case "@":
            return reader.mention(address[1:], label)
        case "#":
            return reader.channel(address[1:], label)
        case "!":
            return _special(address, label, reader)
    url = address.replace("&amp;", "&")
    if not words and not leads_somewhere(url):
        return _plain(f"<{inner}>")
    return web_link(url, _plain(words or address.removeprefix("mailto:")))


def _special(address: str, label: str | None, reader: Reader) -> Markup:
    date = _DATE.fullmatch(address)
    if date:
        shown = Markup("{}").format(reader.date(int(date["seconds"]), date["form"]))
        stamped = el("time", shown, title=label)
        return web_link(date["url"], stamped) if date["url"] else stamped
    if address in ("!here", "!channel", "!everyone"):
        return el("span", f"@{address[1:]}", class_="bk-mention bk-mention-me")
    if address.startswith("!subteam^"):
        return el("span", label or "@group", class_="bk-mention")
    return _plain(label or f"<{address}>")


_INLINES: dict[str, Callable[[str, Reader], Markup]] = {
    "code": lambda inner, _: el("code", _plain(inner), class_="bk-code"),
    "angle": _angle,
    "emoji": lambda inner, _: emoji(inner),
    "bold": lambda inner, reader: el("b", _inline(inner, reader)),
    "italic": lambda inner, reader: el("i", _inline(inner, reader)),
    "strike": lambda inner, reader: el("s", _inline(inner, reader)),
}
