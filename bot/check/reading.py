"""From Markdown to a press release and questions, by its headings and nothing else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from domain.readiness import Asker, Question
from domain.templates import PRESS_RELEASE

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*)")
_ORDINAL = re.compile(r"[0-9]{1,2}[.)][ \t]+")
_STARTS_LINE = re.compile(r"[ \t]*(?:[-*•][ \t]|[0-9]{1,2}[.)][ \t]|>|—|Owner:)")
_OWNER = "owner:"
_SPEAKER = ("— ", "– ", "-- ")

_NAMES = {
    "customer": "target_customer",
    "segment": "target_customer",
    "solution": "solution",
    "benefits": "solution",
    "key benefits": "solution",
    "quote": "quote_text",
    "customer quote": "quote_text",
    "get started": "get_started",
    "getting started": "get_started",
    "subtitle": "subheading",
    "date": "city_and_date",
    "date line": "city_and_date",
    "dateline": "city_and_date",
    "leader quote": "leader_quote",
}
_NAMES |= {section.title.casefold(): section.fields[0].key for section in PRESS_RELEASE.sections}
_GROUP_WORDS = 4
_STAKEHOLDERS = ("stakeholder", "internal")


@dataclass
class Read:
    """What a file holds, in the product's terms."""

    content: dict[str, str] = field(default_factory=dict)
    """The press release, by field key."""
    questions: list[Question] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """Headings whose words belong to no section: they were not checked."""


def read_markdown(text: str) -> Read:
    """Read a file; words under a heading nobody knows are named, not guessed at."""
    read = Read()
    asker, in_faq = Asker.CUSTOMER, False
    for level, title, body in _parts(text):
        plain = _ORDINAL.sub("", title.strip(" *_")).rstrip(":").casefold()
        if key := _NAMES.get(plain):
            _take(read.content, key, body)
        elif title.rstrip().endswith(("?", "？", "؟")) or (in_faq and body and level > 1):
            read.questions.append(_question(read.questions, asker, title, body))
        elif _opens_questions(plain):
            in_faq = True
            asker = _asker(plain)
            _note(read, title, body)
        elif level == 1 and plain != PRESS_RELEASE.called and "headline" not in read.content:
            _take_title(read, title, body)
        else:
            _note(read, title, body)
    return read


def _opens_questions(title: str) -> bool:
    """Say whether a heading announces questions: "FAQ", "Customers", "Internal questions"."""
    words = title.split()
    groups = ("faq", "faqs", "questions", "customers", *_STAKEHOLDERS, "stakeholders")
    return len(words) <= _GROUP_WORDS and any(word in groups for word in words)


def _parts(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield each heading's level, words and the text below it."""
    level, title, lines = 0, "", list[str]()
    for line in text.lstrip("\ufeff").splitlines():
        if heading := _HEADING.match(line):
            yield level, title, _unwrapped(lines)
            level, title, lines = len(heading[1]), heading[2].strip(" #"), []
        else:
            lines.append(line)
    yield level, title, _unwrapped(lines)


def _unwrapped(lines: list[str]) -> str:
    """Join the lines of a paragraph; blank lines and lists stay apart."""
    joined: list[str] = []
    for line in lines:
        words = line.strip().removeprefix(">").strip()
        goes_on = line.startswith(">") or not _STARTS_LINE.match(line)
        if words and goes_on and joined and joined[-1] and not words.startswith(_SPEAKER):
            joined[-1] += f" {words}"
        else:
            joined.append(words)
    return "\n".join(joined).strip("\n")


def _take(content: dict[str, str], key: str, body: str) -> None:
    """Put words into a field; a quote's last line may name who says it."""
    lines = body.split("\n")
    if key == "quote_text" and lines[-1].startswith(_SPEAKER):
        person, *role = re.split(r"[,،、]", lines[-1].lstrip("—–- "), maxsplit=1)
        content |= {"quote_person": person.strip(), "quote_role": "".join(role).strip()}
        body = "\n".join(lines[:-1]).strip("\n")
    content[key] = f"{content[key]}\n{body}" if content.get(key) else body


def _take_title(read: Read, title: str, body: str) -> None:
    """Take the first title as the headline, and one paragraph below it as the subheading."""
    read.content["headline"] = title
    if "\n" in body:
        read.unread.append(title)
    elif body:
        read.content["subheading"] = body


def _asker(title: str) -> Asker:
    internal = any(word in title for word in _STAKEHOLDERS)
    return Asker.STAKEHOLDER if internal else Asker.CUSTOMER


def _question(known: list[Question], asker: Asker, title: str, body: str) -> Question:
    number = 1 + sum(question.kind is asker for question in known)
    citation = f"FAQ-{'C' if asker is Asker.CUSTOMER else 'S'}-{number}"
    lines = body.split("\n")
    named = next((line for line in lines if line.casefold().startswith(_OWNER)), "")
    answer = "\n".join(line for line in lines if line != named).strip("\n")
    return Question(citation, asker, title, answer or None, named[len(_OWNER) :].strip() or None)


def _note(read: Read, title: str, body: str) -> None:
    if body:
        read.unread.append(title or "the words before the first heading")
