"""JSON of documents, for other programs."""

import json
from typing import Any

from bot.exports.formats.model import Bundle, Read, found
from domain.documents import written
from domain.templates import TEMPLATES, DocumentKind

FORMAT = "workback/documents"
_FORMAT_VERSION = 1


def write(bundle: Bundle) -> str:
    """Return the bundle as JSON that `read` takes back exactly."""
    told = {"format": FORMAT, "format_version": _FORMAT_VERSION}
    return json.dumps(told | bundle.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"


def read(text: str) -> Read | None:
    """Return what JSON of ours holds; None if it is none of ours."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        return None
    documents = told.get("documents")
    kept = documents if isinstance(documents, dict) else {}
    contents = {
        kind: content for kind in DocumentKind if (content := _content(kind, kept.get(kind.value)))
    }
    places = tuple(
        found(kind, key, words, "")
        for kind, content in contents.items()
        for key, words in content.items()
        if _is_known(kind, key) and key != "order"
    )
    versions = {kind: int(kept[kind.value].get("version") or 0) for kind in contents}
    return Read(contents=contents, found=places, key=str(told.get("key", "")), versions=versions)


def _content(kind: DocumentKind, document: Any) -> dict[str, str]:
    words = document.get("content") if isinstance(document, dict) else None
    if not isinstance(words, dict):
        return {}
    typed = {key: text for key, text in words.items() if isinstance(text, str)}
    return written({key: text for key, text in typed.items() if _is_known(kind, key)})


def _is_known(kind: DocumentKind, key: str) -> bool:
    template = TEMPLATES[kind]
    entry, dot, name = key.partition(".")
    if not dot:
        return any(field.key == key for field in template.fields()) or bool(
            key == "order" and not template.sections
        )
    try:
        return name in {f.key.partition(".")[2] for f in template.section_of(entry).fields}
    except KeyError:
        return False
