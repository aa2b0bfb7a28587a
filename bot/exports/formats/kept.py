"""What a file of ours holds, field by field, while it is read."""

import re
from dataclasses import dataclass, field

from bot.exports.formats.model import Found, Read, Unrecognised, found
from domain.documents import written
from domain.templates import (
    EXPERIENCE,
    FAQ,
    ORDER,
    PRESS_RELEASE,
    TEMPLATES,
    DocumentKind,
    Template,
)

_KINDS = {kind.value: kind for kind in DocumentKind}
_GROUPS = {
    group.key: (template.kind, {field.key for field in group.fields})
    for template in TEMPLATES.values()
    for group in template.groups
}
GROUPS = "|".join(_GROUPS)
"""The keys of all groups, as a pattern."""
_ENTRY = re.compile(rf"({GROUPS})-[1-9][0-9]{{0,8}}\.([a-z_]+)")
_PLAIN = {f.key for s in PRESS_RELEASE.sections for f in s.fields}


@dataclass
class Kept:
    """Fields by document, and what else the file says."""

    contents: dict[DocumentKind, dict[str, str]] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    unrecognised: list[Unrecognised] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    facts: dict[str, dict[str, str]] = field(default_factory=dict)
    """What the file says of itself (`about`) and of each document, by name."""

    def keep(self, kind: DocumentKind, key: str, words: str, heading: str) -> None:
        """Put words into a field; words that stand there twice are joined."""
        if not written({key: words}):
            return
        content = self.contents.setdefault(kind, {})
        if key in content:
            self.notices.append(f"“{heading or key}” stands there twice; both are kept in one.")
            words = f"{content[key]}\n\n{words}"
        else:
            self.found.append(found(kind, key, words, heading))
        content[key] = words

    def stray(self, heading: str, words: str) -> None:
        """Keep words that stand in no field."""
        if words.strip():
            self.unrecognised.append(Unrecognised(heading=heading, words=words.strip("\n")))

    def read(self) -> Read:
        """Return everything."""
        contents = dict(self.contents)
        for template in (FAQ, EXPERIENCE):
            if content := contents.get(template.kind):
                said = self.facts.get(template.kind.value, {}).get(ORDER, "")
                contents[template.kind] = content | _order(template, content, said)
        versions = {
            _KINDS[name]: int(facts["version"])
            for name, facts in self.facts.items()
            if name in _KINDS and re.fullmatch("[0-9]{1,9}", facts.get("version", ""))
        }
        return Read(
            contents=contents,
            found=tuple(self.found),
            unrecognised=tuple(self.unrecognised),
            notices=tuple(dict.fromkeys(self.notices)),
            key=self.facts.get("about", {}).get("key", ""),
            versions=versions,
        )


def kind_of(key: str) -> DocumentKind | None:
    """Return the document that has a field of this key; None if none has."""
    if key in _PLAIN:
        return DocumentKind.PRESS_RELEASE
    match = _ENTRY.fullmatch(key)
    if match is None:
        return None
    kind, fields = _GROUPS[match[1]]
    return kind if match[2] in fields else None


def _order(template: Template, content: dict[str, str], said: str) -> dict[str, str]:
    """Return the order that the file was exported with, or the one somebody made of it since."""
    stands = list(dict.fromkeys(key.partition(".")[0] for key in content))
    exported = template.entry_keys({**content, ORDER: said})
    groups = [group.key for group in template.groups]
    shown = sorted(exported, key=lambda key: groups.index(key.rpartition("-")[0]))
    if shown == stands:
        return {ORDER: said} if said else {}
    return {ORDER: " ".join(stands)}
