"""The order in which an export tells a document, whatever the format it is written in.

A part is a line of our own (a heading, a label, facts) or somebody's words. Every format draws the
parts in its own way and marks which field they hold, so that a file can be read back exactly.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.exports.formats.model import Bundle, Exported, Row, day
from domain.documents import written
from domain.templates import (
    EXPERIENCE,
    FAQ,
    ORDER,
    PRESS_RELEASE,
    Content,
    DocumentKind,
    Group,
    Section,
    is_blank,
)


@dataclass(frozen=True)
class Heading:
    """A line that opens something."""

    level: int
    text: str
    key: str = ""
    """The field whose words the line itself is; "" for a line of ours."""
    opens: str = ""
    """The field whose words stand below."""
    citation: str = ""


@dataclass(frozen=True)
class Line:
    """A field that is told within one line: before and after it stand words of ours."""

    key: str
    words: str
    before: str = ""
    after: str = ""
    role: str = ""
    """How it looks: `lead`, `date`, `speaker`, `story`, `serves`; "" as text."""


@dataclass(frozen=True)
class Label:
    """Words of ours that open a field within a section."""

    text: str
    opens: str


@dataclass(frozen=True)
class Words:
    """Everything somebody wrote in a field."""

    key: str
    words: str
    quote: bool = False


@dataclass(frozen=True)
class About:
    """A line of facts; `kind` where it tells which version of a document follows."""

    text: str
    kind: DocumentKind | None = None
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """A table of ours."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Part = Heading | Line | Label | Words | About | Table

LOG = "log"
"""What a heading opens that stands above a table of ours: it is for people, not read back."""

QUOTES = ("quote_text", "leader_quote")
"""Fields that are told as quotes."""

HEADINGS = ("headline", "question", "title")
"""Fields that are told as headings, where they fit a line."""

_READING_ORDER = (
    "headline",
    "subheading",
    "city_and_date",
    "target_customer",
    "problem",
    "solution",
    "quote",
    "leader_quote",
    "get_started",
)
"""A press release is read in another order than it is thought up in."""

_LOOKS_LIKE_MORE = re.compile(r"[#>|`~+*=_-]|[0-9]+[.)]")

_STORY = {
    "as_a": ("As a ", ","),
    "i_want": ("I want to ", ""),
    "so_that": ("so that ", ""),
}


def parts(bundle: Bundle) -> Iterator[Part]:
    """Tell a whole bundle, the press release first."""
    release = bundle.documents.get(DocumentKind.PRESS_RELEASE)
    yield from _opening(bundle, release)
    if release:
        yield from _release(release.content)
    for kind in (DocumentKind.FAQ, DocumentKind.EXPERIENCE):
        if exported := bundle.documents.get(kind):
            yield from _entries(kind, exported)
    yield from _log("Decision log", ("When", "Who", "What", "Why"), bundle.decisions)
    yield from _log("Comments", ("When", "Who", "Comment", "Answer"), bundle.comments)


def around(key: str) -> tuple[str, str]:
    """Return our words before and after a field that stands in a line."""
    name = key.rpartition(".")[2]
    labels = {f.key: f.label for f in EXPERIENCE.groups[0].fields}
    if name in labels:
        return _STORY.get(name, (f"{labels[name]}: ", ""))
    return ("— " if name == "quote_person" else "", "")


def _opening(bundle: Bundle, release: Exported | None) -> Iterator[Part]:
    headline = release.content.get("headline", "") if release else ""
    if fits_line(headline):
        yield Heading(1, headline, key="headline", citation="PR-headline")
    else:
        yield Heading(1, bundle.title)
    whole = f"{bundle.key}  ·  {bundle.name}  ·  {bundle.stage}  ·  {bundle.owner}"
    yield About(whole, facts={"key": bundle.key})
    if release:
        yield _version(DocumentKind.PRESS_RELEASE, release)


def _version(kind: DocumentKind, exported: Exported) -> About:
    called = PRESS_RELEASE.title if kind is DocumentKind.PRESS_RELEASE else ""
    number = f"{called}, version" if called else "Version"
    facts = {"version": str(exported.version)}
    if order := exported.content.get(ORDER, ""):
        facts["order"] = order
    return About(f"{number} {exported.version}, {day(exported.saved_at)}", kind, facts)


def _release(content: Content) -> Iterator[Part]:
    sections = {section.key: section for section in PRESS_RELEASE.sections}
    for key in _READING_ORDER:
        there = {f.key: content[f.key] for f in sections[key].fields if _has(content, f.key)}
        if key == "headline" and fits_line(there.get(key, "")):
            continue
        if there:
            yield from _section(sections[key], there)
    for key in PRESS_RELEASE.entry_keys(content):
        yield from _own(key, content)


def _section(section: Section, there: Content) -> Iterator[Part]:
    first = section.fields[0].key
    role = {"subheading": "lead", "city_and_date": "date"}.get(section.key, "")
    if role and fits_plain_line(there[first]):
        yield Line(first, there[first], role=role)
        return
    opens = first if first in there else ""
    yield Heading(2, section.title, opens=opens, citation=section.citation)
    if opens:
        yield Words(first, there[first], quote=first in QUOTES)
    for other in section.fields[1:]:
        if other.key in there:
            yield from _short(other.key, other.label, there[other.key], "speaker")


def _short(key: str, label: str, words: str, role: str) -> Iterator[Part]:
    """Tell a short field in one line, or below a label where it does not fit one."""
    if fits_plain_line(words):
        yield Line(key, words, *around(key), role)
    else:
        yield Label(f"{label}:", opens=key)
        yield Words(key, words)


def _entries(kind: DocumentKind, exported: Exported) -> Iterator[Part]:
    template = FAQ if kind is DocumentKind.FAQ else EXPERIENCE
    content = written(exported.content)
    yield Heading(1, template.title)
    yield _version(kind, exported)
    keys = template.entry_keys(content)
    for group in template.groups:
        own = [key for key in keys if template.group_of(key) is group]
        if own and len(template.groups) > 1:
            yield Heading(2, group.title)
        for key in own:
            tell = _question if kind is DocumentKind.FAQ else _story
            yield from tell(key, group, content)


def _question(key: str, group: Group, content: Content) -> Iterator[Part]:
    section = group.entry(int(key.rpartition("-")[2]), content)
    yield from _titled(3, section, content, ("Question:", "Answer:"))


def _own(key: str, content: Content) -> Iterator[Part]:
    section = PRESS_RELEASE.section_of(key, content)
    yield from _titled(2, section, content, ("Title:", "Text:"))


def _titled(
    level: int, section: Section, content: Content, labels: tuple[str, str]
) -> Iterator[Part]:
    """Tell an entry whose first field is its heading, or stands below a label if it is long."""
    first, second = (field.key for field in section.fields[:2])
    title, words = content.get(first, ""), content.get(second, "")
    inline = fits_line(title)
    yield Heading(
        level,
        title if inline else section.title,
        key=first if inline else "",
        opens=second if words and inline else "",
        citation=section.citation,
    )
    if title and not inline:
        yield Label(labels[0], opens=first)
        yield Words(first, title)
    if words and not inline:
        yield Label(labels[1], opens=second)
    if words:
        yield Words(second, words)


def _story(key: str, group: Group, content: Content) -> Iterator[Part]:
    section = group.entry(int(key.rpartition("-")[2]), content)
    yield Heading(3, section.citation, citation=section.citation)
    labels = {f.key.partition(".")[2]: f.label for f in section.fields}
    for name in ("as_a", "i_want", "so_that", "acceptance", "serves"):
        words = content.get(f"{key}.{name}", "")
        if not words:
            continue
        if name == "acceptance":
            yield Label(f"{labels[name]}:", opens=f"{key}.{name}")
            yield Words(f"{key}.{name}", words)
        else:
            role = "story" if name in _STORY else "serves"
            yield from _short(f"{key}.{name}", labels[name], words, role)


def _log(title: str, header: tuple[str, ...], rows: tuple[Row, ...]) -> Iterator[Part]:
    if rows:
        yield Heading(1, title, opens=LOG)
        yield Table(header, tuple((day(r.when), r.who, r.what, r.why) for r in rows))


def fits_line(words: str) -> bool:
    """Say whether words can stand in a line of ours and be found there again."""
    return bool(words) and not is_blank(words) and "\n" not in words and words == words.strip()


def fits_plain_line(words: str) -> bool:
    """Say whether words can stand in a line of ours without looking like a list or a heading."""
    return fits_line(words) and not _LOOKS_LIKE_MORE.match(words)


def _has(content: Content, key: str) -> bool:
    return not is_blank(content.get(key, ""))
