"""Reading back Markdown that Workback wrote: exactly, and also after people edited it."""

import json
import re
from dataclasses import dataclass, field

from bot.exports.formats import layout
from bot.exports.formats.escaping import MARK, hidden, tags_restored
from bot.exports.formats.model import Found, Read, Unrecognised, found
from domain.documents import written
from domain.templates import EXPERIENCE, FAQ, ORDER, PRESS_RELEASE, DocumentKind, Template

_LINE = re.compile(rf"(.*?) ?(?<!\\){MARK}(.*?) -->[ \t]*")
_FACT = re.compile(r'([a-z]+)=("(?:[^"\\]|\\.)*")')
_HEADING = re.compile(r"#{1,6} +(.*)")
_KINDS = {kind.value: kind for kind in DocumentKind}
_ENTRY = re.compile(r"(C|S|US)-[1-9][0-9]{0,8}\.([a-z_]+)")
_PLAIN = {f.key for s in PRESS_RELEASE.sections for f in s.fields}


@dataclass
class _Open:
    """A field whose words are being read."""

    kind: DocumentKind
    key: str
    heading: str
    facts: dict[str, str]
    lines: list[str] = field(default_factory=list)


@dataclass
class _Reader:
    contents: dict[DocumentKind, dict[str, str]] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    unrecognised: list[Unrecognised] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    facts: dict[str, dict[str, str]] = field(default_factory=dict)
    now: _Open | None = None
    stray: list[str] = field(default_factory=list)
    heading: str = ""
    in_log: bool = False

    def take(self, line: str) -> None:
        """Read one line of the file."""
        match = _LINE.fullmatch(line)
        if match is None:
            if not (self.in_log and line.startswith("|")):
                (self.now.lines if self.now else self.stray).append(line)
            return
        self.close()
        facts = {name: _unquoted(value) for name, value in _FACT.findall(match[2])}
        keys = _FACT.sub("", match[2]).split()
        self.in_log = layout.LOG in keys
        text = match[1]
        heading = _HEADING.fullmatch(text)
        self.heading = heading[1] if heading else text.strip("*")
        for key in keys:
            self._note(key, text, facts)

    def _note(self, key: str, text: str, facts: dict[str, str]) -> None:
        kind = _kind_of(key.removesuffix("="))
        if kind is None:
            self.facts[key] = facts
        elif key.endswith("="):
            words = _undecorated(key[:-1], text)
            self._keep(kind, key[:-1], hidden(tags_restored(words)), "")
        else:
            self.now = _Open(kind, key, hidden(tags_restored(self.heading)), facts)

    def close(self) -> None:
        """End the field that is being read, or the words that stand in none."""
        stray = "\n".join(self.stray).strip("\n")
        if stray.strip():
            heading = hidden(tags_restored(self.heading))
            self.unrecognised.append(Unrecognised(heading=heading, words=stray))
        self.stray = []
        if self.now:
            quoted = self.now.key in layout.QUOTES
            lines = [_unbarred(line) for line in self.now.lines] if quoted else self.now.lines
            words = _body(lines, self.now.facts)
            self._keep(self.now.kind, self.now.key, words, self.now.heading)
        self.now = None

    def _keep(self, kind: DocumentKind, key: str, words: str, heading: str) -> None:
        content = self.contents.setdefault(kind, {})
        if key in content:
            self.notices.append(f"“{heading or key}” stands there twice; both are kept in one.")
            words = f"{content[key]}\n\n{words}"
        content[key] = words
        if written({key: words}):
            self.found.append(found(kind, key, words, heading))


def read_own(text: str) -> Read:
    """Read a file with our marks."""
    reader = _Reader()
    for line in text.split("\n"):
        reader.take(line)
    reader.close()
    contents = {kind: written(content) for kind, content in reader.contents.items()}
    for template in (FAQ, EXPERIENCE):
        if content := contents.get(template.kind):
            said = reader.facts.get(template.kind.value, {}).get(ORDER, "")
            contents[template.kind] |= _order(template, content, said)
    versions = {
        _KINDS[name]: int(facts["version"])
        for name, facts in reader.facts.items()
        if name in _KINDS and re.fullmatch("[0-9]{1,9}", facts.get("version", ""))
    }
    return Read(
        contents={kind: content for kind, content in contents.items() if content},
        found=tuple(reader.found),
        unrecognised=tuple(reader.unrecognised),
        notices=tuple(reader.notices),
        key=reader.facts.get("about", {}).get("key", ""),
        versions=versions,
    )


def _unquoted(value: str) -> str:
    try:
        return str(json.loads(value))
    except ValueError:
        return ""  # somebody typed into the mark


def is_own(text: str) -> bool:
    """Say whether Workback wrote a text."""
    return any(_LINE.fullmatch(line) for line in text.split("\n"))


def _kind_of(key: str) -> DocumentKind | None:
    if key in _PLAIN:
        return DocumentKind.PRESS_RELEASE
    match = _ENTRY.fullmatch(key)
    if match is None:
        return None
    template = EXPERIENCE if match[1] == EXPERIENCE.groups[0].key else FAQ
    known = {f.key for f in template.group_of(match[1]).fields}
    return template.kind if match[2] in known else None


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


def _order(template: Template, content: dict[str, str], said: str) -> dict[str, str]:
    """Return the order that the file was exported with, or the one somebody made of it since."""
    there = [key.partition(".")[0] for key in content]
    stands = list(dict.fromkeys(there))
    exported = template.entry_keys({**content, ORDER: said})
    groups = [group.key for group in template.groups]
    shown = sorted(exported, key=lambda key: groups.index(key.rpartition("-")[0]))
    if shown == stands:
        return {ORDER: said} if said else {}
    return {ORDER: " ".join(stands)}
