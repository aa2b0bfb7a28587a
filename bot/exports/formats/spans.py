"""People's words within a line: bold, code, links; and the cells of a row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.exports.formats.prose import Cut


@dataclass(frozen=True)
class Span:
    """Words that look alike, or the syntax that makes them so."""

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    link: str = ""
    syntax: bool = False


_INLINE = re.compile(
    r"(?P<code>(?<!`)(?P<ticks>`+)(?!`)(?P<coded>[^\n]{0,600}?[^`\n])(?P=ticks)(?!`))"
    r"|(?P<bold>(?P<stars>\*\*|(?<!\w)__)(?=[^\s*_])(?P<strong>[^\n]{0,600}?[^\s*_])(?P=stars)(?!\w))"
    r"|(?P<strike>~~(?=[^\s~])(?P<struck>[^\n]{0,600}?[^\s~])~~)"
    r"|(?P<italic>(?<![\w*_\\])(?P<star>[*_])(?=[^\s*_])(?P<leaning>[^\n*_]{0,600}?[^\s*_\\])"
    r"(?P=star)(?![\w*_]))"
    r"|(?P<link>\[(?P<name>[^\[\]\n]{1,600})\]"
    r"\((?P<to>https?://[^\s()<>]+|mailto:[^\s()<>]+)\))"
)


_MOST = 400
"""A line of more spans is no prose; it is drawn as it was typed."""


def spans(text: str) -> list[Span]:
    """Cut a line into spans; together their texts are the line."""
    found: list[Span] = []
    at = 0
    for match in _INLINE.finditer(text):
        if match.start() > at:
            found.append(Span(text[at : match.start()]))
        found += _styled(match)
        at = match.end()
        if len(found) > _MOST:
            return [Span(text)]
    if at < len(text):
        found.append(Span(text[at:]))
    return found


def _styled(match: re.Match[str]) -> Iterator[Span]:
    if match["code"]:
        ticks = Span(match["ticks"], syntax=True)
        yield from (ticks, Span(match["coded"], code=True), ticks)
    elif match["bold"]:
        stars = Span(match["stars"], syntax=True)
        yield from (stars, Span(match["strong"], bold=True), stars)
    elif match["strike"]:
        waves = Span("~~", syntax=True)
        yield from (waves, Span(match["struck"], strike=True), waves)
    elif match["italic"]:
        star = Span(match["star"], syntax=True)
        yield from (star, Span(match["leaning"], italic=True), star)
    else:
        yield Span("[", syntax=True)
        yield Span(match["name"], link=match["to"])
        yield Span(f"]({match['to']})", syntax=True)


_CELL = re.compile(
    r"(?P<before>[ \t]*\|?[ \t]*)(?P<shown>(?:\\.|[^|\\]|\\$)*?)"
    r"(?P<after>[ \t]*(?:\|[ \t]*$|(?=\|)|$))"
)


def cells(line: str) -> list[Cut]:
    """Cut a row of a table into cells; together their sources are the row."""
    found: list[Cut] = []
    at = 0
    while at < len(line):
        match = _CELL.match(line, at)
        if match is None or match.end() == at:
            found.append(Cut("", line[at:]))
            break
        found.append(Cut(match["before"], match["shown"], match["after"]))
        at = match.end()
    return found
