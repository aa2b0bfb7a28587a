"""Gathering what was recognised: each word once, where it belongs, or kept whole and shown."""

import re
from dataclasses import dataclass, field

from bot.exports.formats.lines import SPEAKER
from bot.exports.formats.model import Found, Read, Unrecognised, found
from bot.exports.formats.stories import Story
from domain.documents import written
from domain.templates import EXPERIENCE, FAQ, ORDER, PRESS_RELEASE, TEMPLATES, DocumentKind
from domain.templates.experience import STORY

_LIMITS = {f.key: f.limit for f in PRESS_RELEASE.fields() if f.limit}
_ENTRY_LIMITS = {f.key: f.limit for t in (FAQ, EXPERIENCE) for g in t.groups for f in g.fields}
_OWNER = "owner:"
_TITLES = {f.key: s.title for s in PRESS_RELEASE.sections for f in s.fields}
_RELEASE = DocumentKind.PRESS_RELEASE


@dataclass
class Gathered:
    """What is known of a file so far."""

    contents: dict[DocumentKind, dict[str, str]] = field(default_factory=dict)
    found: dict[str, Found] = field(default_factory=dict)
    unrecognised: list[Unrecognised] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    owners: dict[str, str] = field(default_factory=dict)

    @property
    def release(self) -> dict[str, str]:
        """The words of the press release so far."""
        return self.contents.get(_RELEASE, {})

    def unknown(self, heading: str, words: str) -> None:
        """Keep words that belong nowhere."""
        if heading or words:
            self.unrecognised.append(Unrecognised(heading=heading, words=words))

    def take(self, key: str, words: str, heading: str) -> None:
        """Put words into a field of the press release; what does not fit it is kept and shown."""
        if key == "quote_text":
            words = self._without_speaker(words, heading)
        limit = _LIMITS.get(key)
        if limit:
            words = " ".join(words.split())
        before = self.release.get(key, "")
        whole = (f"{before} {words}" if limit else f"{before}\n\n{words}") if before else words
        if limit and len(whole) > limit:
            self.notices.append(
                f"“{heading or _TITLES[key]}” has {len(words):,} characters, and the field"
                f" {_TITLES[key]} holds {limit}. Its words are kept below; shorten them."
            )
            self.unknown(heading or _TITLES[key], words)
            return
        if before and words:
            self.notices.append(
                f"{_TITLES[key]} is there more than once; all of it stands in one field."
            )
        self._put(_RELEASE, key, whole, heading)

    def _put(self, kind: DocumentKind, key: str, words: str, heading: str) -> None:
        if written({key: words}):
            self.contents.setdefault(kind, {})[key] = words
            self.found[key] = found(kind, key, words, heading)

    def _without_speaker(self, words: str, heading: str) -> str:
        """Take the last line for who says it, if it looks like that and nobody is named yet."""
        lines = words.split("\n")
        named = sum(line.startswith(SPEAKER) for line in lines)
        if named > 1:
            self.notices.append("More than one person is quoted; all of it stands in one field.")
        if named != 1 or not lines[-1].startswith(SPEAKER) or self.release.get("quote_text"):
            return words
        person, *role = re.split(r"[,،、]", lines[-1].lstrip("—–-― "), maxsplit=1)
        told = {"quote_person": person.strip(), "quote_role": "".join(role).strip()}
        if any(len(said) > (_LIMITS[key] or 0) for key, said in told.items()):
            return words
        for key, said in told.items():
            self._put(_RELEASE, key, said, heading)
        return "\n".join(lines[:-1]).strip("\n")

    def ask(self, group: str, question: str, answer: str, heading: str) -> None:
        """Add a question of customers (`C`) or stakeholders (`S`) with its answer."""
        key = self._next(DocumentKind.FAQ, group)
        lines = answer.split("\n")
        named = next((line for line in lines if line.casefold().startswith(_OWNER)), "")
        owner = named[len(_OWNER) :].strip()
        if owner:
            lines.remove(named)
            self.owners[key] = owner
            answer = "\n".join(lines).strip("\n")
            citation = FAQ.section_of(key).citation
            self.notices.append(f"{citation} waits for {owner}. Name the owner in the FAQ.")
        question = " ".join(question.split())
        limit = _ENTRY_LIMITS["question"] or len(question)
        if len(question) > limit:
            answer = f"{question}\n\n{answer}".strip("\n")
            question = f"{question[: limit - 1].rstrip()}…"
            self.notices.append(f"“{question[:60]}…” is long for a question; its answer holds it.")
        self._put(DocumentKind.FAQ, f"{key}.question", question, heading)
        self._put(DocumentKind.FAQ, f"{key}.answer", answer, heading)

    def tell(self, told: Story, acceptance: str, heading: str) -> None:
        """Add a user story."""
        fields = {"as_a": told.as_a, "i_want": told.i_want, "so_that": told.so_that}
        if any(len(words) > (_ENTRY_LIMITS[name] or 0) for name, words in fields.items()):
            self.unknown(heading, "\n\n".join(filter(None, (told.whole, acceptance))))
            return
        key = self._next(DocumentKind.EXPERIENCE, STORY)
        for name, words in {**fields, "acceptance": acceptance}.items():
            self._put(DocumentKind.EXPERIENCE, f"{key}.{name}", words, heading)

    def _next(self, kind: DocumentKind, group: str) -> str:
        keys = TEMPLATES[kind].entry_keys(self.contents.get(kind, {}))
        return f"{group}-{1 + sum(key.startswith(f'{group}-') for key in keys)}"

    def read(self) -> Read:
        """Return everything."""
        contents = dict(self.contents)
        for template in (FAQ, EXPERIENCE):
            if content := contents.get(template.kind):
                order = " ".join(template.entry_keys(content))
                contents[template.kind] = {**content, ORDER: order}
        return Read(
            contents=contents,
            found=tuple(self.found.values()),
            unrecognised=tuple(self.unrecognised),
            notices=tuple(dict.fromkeys(self.notices)),
            owners=self.owners,
        )
