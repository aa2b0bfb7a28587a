"""Reading back Markdown that Workback wrote: exactly, and also after people edited it."""

import json
import re
from dataclasses import dataclass, field

from bot.exports.formats import layout
from bot.exports.formats.escaping import MARK, hidden, tags_restored
from bot.exports.formats.kept import Kept, kind_of
from bot.exports.formats.model import Read
from domain.templates import DocumentKind

_LINE = re.compile(rf"(.*?) ?(?<!\\){MARK}(.*?) -->[ \t]*")
FACT = re.compile(r'([a-z]+)=("(?:[^"\\]|\\.)*")')
"""A fact within a mark: `version="4"`."""
_HEADING = re.compile(r"#{1,6} +(.*)")


@dataclass
class _Open:
    """A field whose words are being read."""

    kind: DocumentKind
    key: str
    heading: str
    facts: dict[str, str]
    lines: list[str] = field(default_factory=list)


class _Reader:
    def __init__(self) -> None:
        self.kept = Kept()
        self.now: _Open | None = None
        self.stray: list[str] = []
        self.heading = ""
        self.in_log = False

    def take(self, line: str) -> None:
        """Read one line of the file."""
        match = _LINE.fullmatch(line)
        if match is None:
            if not (self.in_log and line.startswith("|")):
                (self.now.lines if self.now else self.stray).append(line)
            return
        self.close()
        facts = facts_in(match[2])
        keys = FACT.sub("", match[2]).split()
        self.in_log = layout.LOG in keys
        heading = _HEADING.fullmatch(match[1])
        self.heading = hidden(tags_restored(heading[1] if heading else match[1].strip("*")))
        for key in keys:
            self._note(key, match[1], facts)

    def _note(self, key: str, text: str, facts: dict[str, str]) -> None:
        kind = kind_of(key.removesuffix("="))
        if kind is None:
            self.kept.facts[key] = facts
        elif key.endswith("="):
            words = _undecorated(key[:-1], text)
            self.kept.keep(kind, key[:-1], hidden(tags_restored(words)), "")
        else:
            self.now = _Open(kind, key, self.heading, facts)

    def close(self) -> None:
        """End the field that is being read, or the words that stand in none."""
        self.kept.stray(self.heading, "\n".join(self.stray))
        self.stray = []
        if self.now:
            quoted = self.now.key in layout.QUOTES
            lines = [_unbarred(line) for line in self.now.lines] if quoted else self.now.lines
            words = _body(lines, self.now.facts)
            self.kept.keep(self.now.kind, self.now.key, words, self.now.heading)
        self.now = None


def read_own(text: str) -> Read:
    """Read a file with our marks."""
    reader = _Reader()
    for line in text.split("\n"):
        reader.take(line)
    reader.close()
    return reader.kept.read()


def is_own(text: str) -> bool:
    """Say whether Workback wrote a text."""
    return MARK in text and any(_LINE.fullmatch(line) for line in text.split("\n"))


def facts_in(mark: str) -> dict[str, str]:
    """Return the facts of a mark; what somebody typed into it is passed over."""
    return {name: _unquoted(value) for name, value in FACT.findall(mark)}


def _unquoted(value: str) -> str:
    try:
        return str(json.loads(value))
    except ValueError:
        return ""


def _undecorated(key: str, text: str) -> str:
    heading = _HEADING.fullmatch(text)
    if heading and key.rpartition(".")[2] in layout.HEADINGS:
        return heading[1]
    before, after = layout.around(key)
    return text.removeprefix(before).removesuffix(after)


def _unbarred(line: str) -> str:
    return line[2:] if line.startswith("> ") else line.removeprefix(">")


def _body(lines: list[str], facts: dict[str, str]) -> str:
    first = next((at for at, line in enumerate(lines) if line.strip(" \t")), len(lines))
    last = next((at for at in range(len(lines), 0, -1) if lines[at - 1].strip(" \t")), 0)
    core = lines[first:last]
    if core and facts.get("closed") and core[-1] == facts["closed"]:
        core = core[:-1]
    whole = facts.get("before", "") + tags_restored("\n".join(core)) + facts.get("after", "")
    return hidden(whole)
