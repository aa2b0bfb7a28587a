"""What a file's words would change: pure, for the preview and for saving alike."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from bot.exports import forms
from bot.exports import views as view
from bot.exports.formats import Read
from domain.bringing import Brought, bring
from domain.documents import Document
from domain.initiatives import Initiative
from domain.templates import (
    TEMPLATES,
    Content,
    DocumentKind,
    Template,
    is_blank,
)

NEW, CHANGED, SAME = "new", "changed", "as it is"


@dataclass(frozen=True)
class Target:
    """What stands where a file's words go."""

    initiative: Initiative | None
    """None for a new one."""
    contents: Mapping[DocumentKind, Content]
    used: Mapping[DocumentKind, Mapping[str, Collection[int]]]
    heads: Mapping[DocumentKind, int]
    """The newest versions."""


def preview(meta: forms.Previewing, read: Read, target: Target) -> view.Preview:
    """Return what the file has, part by part, and what of it belongs nowhere."""
    found = [row for kind in DocumentKind for row in _rows(read, target, kind)]
    notices = list(read.notices)
    if target.initiative is None and is_blank(headline_of(read)):
        notices.insert(0, "No headline was found. The file's name stands in for it.")
    if target.initiative and read.key == target.initiative.key:
        notices += _older(meta, read)
    goes_to = (
        f"{target.initiative.name} ({target.initiative.key})"
        if target.initiative
        else "a new initiative"
    )
    return view.Preview(meta, goes_to, found, read.unrecognised, notices)


def _older(meta: forms.Previewing, read: Read) -> Iterator[str]:
    for kind, number in read.versions.items():
        if number < meta.heads.get(kind, 0):
            called = TEMPLATES[kind].called
            yield (
                f"The file was taken out at version {number} of the {called}, and the newest is "
                f"version {meta.heads[kind]}. Both are joined when you save."
            )


def _rows(read: Read, target: Target, kind: DocumentKind) -> Iterator[view.Found]:
    template, content = TEMPLATES[kind], target.contents.get(kind, {})
    made = brought(read, target.initiative, template, content, target.used.get(kind, {}))
    headings = {f.key.partition(".")[0]: f.heading for f in read.found if f.kind is kind}
    came = {f.key for f in read.found if f.kind is kind}
    incoming = read.content(kind)
    for section in template.sections_in(incoming):
        if not came & {field.key for field in section.fields}:
            continue
        key = made.places.get(section.key, section.key)
        placed = template.section_of(key, made.content)
        before = placed.text(content)
        after = placed.text(made.content)
        change = SAME if before == after else CHANGED if before else NEW
        names = (section.key, *(field.key for field in section.fields))
        heading = next((headings[name] for name in names if headings.get(name)), "")
        yield view.Found(placed.citation, section.title, heading, change, section.text(incoming))


def brought(
    read: Read,
    initiative: Initiative | None,
    template: Template,
    content: Content,
    used: Mapping[str, Collection[int]],
) -> Brought:
    """Return a document with the file's words in it."""
    same = initiative is not None and read.key == initiative.key
    return bring(template, content, read.content(template.kind), same=same, used=used)


def base_of(meta: forms.Previewing, read: Read, initiative: Initiative, document: Document) -> int:
    """Return the version the file's words are an edit of.

    That is the one it was taken out at, or the newest one when somebody looked at the preview.
    """
    seen = meta.heads.get(document.kind, 0)
    if read.key == initiative.key:
        seen = read.versions.get(document.kind, seen)
    return min(seen, document.head)


def headline_of(read: Read) -> str:
    """Return the headline the file has."""
    return read.content(DocumentKind.PRESS_RELEASE).get("headline", "")


def release_of(read: Read, name: str) -> dict[str, str]:
    """Return the press release of a new initiative; the file's name stands in for a headline."""
    content = dict(read.content(DocumentKind.PRESS_RELEASE))
    if is_blank(content.get("headline", "")):
        content["headline"] = (
            PurePath(name).stem.replace("-", " ").replace("_", " ").strip() or name
        )
    return content


def rest_of(read: Read) -> str:
    """Return what was not recognised, whole, as Markdown."""
    return "\n\n".join(
        f"## {piece.heading}\n\n{piece.words}" if piece.heading else piece.words
        for piece in read.unrecognised
    )
