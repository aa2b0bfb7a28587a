"""From a document's content, or from questions, to what the rules read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from domain.initiatives import Stage
from domain.readiness.language import NOTHING, evidence
from domain.readiness.lexicon import Lexicon
from domain.readiness.model import Asker, Passage, Question, Writing
from domain.templates import FAQ, Content, DocumentKind, Section, Template, is_blank
from domain.templates.faq import CUSTOMER

_NO_PROSE = frozenset(["quote_person", "quote_role", "city_and_date", "serves"])
_SPOKEN = frozenset(["quote_text", "leader_quote"])


def of_document(
    template: Template, content: Content, *, lexicon: Lexicon, now: datetime, stage: Stage
) -> Writing:
    """Read a document of any kind."""
    passages = passages_of(template, content)
    asked = questions_of(content) if template.kind is DocumentKind.FAQ else ()
    return Writing(template, content, passages, lexicon, now, stage, asked)


def passages_of(template: Template, content: Content) -> list[Passage]:
    """Return what is written, each with whether it is English."""
    sections = template.sections_in(content)
    return _with_language([p for section in sections for p in _passages(section, content)])


def of_questions(
    questions: Sequence[Question], *, lexicon: Lexicon, now: datetime, stage: Stage
) -> Writing:
    """Read questions that carry more than their words: owners."""
    content = {key: words for question in questions for key, words in _fields(question)}
    writing = of_document(FAQ, content, lexicon=lexicon, now=now, stage=stage)
    return replace(writing, questions=tuple(questions))


def questions_of(content: Content) -> tuple[Question, ...]:
    """Return the questions of an FAQ; their owners stand elsewhere."""
    found = []
    for key in FAQ.entry_keys(content):
        kind = Asker.CUSTOMER if FAQ.group_of(key).key == CUSTOMER else Asker.STAKEHOLDER
        answer = content.get(f"{key}.answer", "")
        words = content.get(f"{key}.question", "")
        citation = FAQ.section_of(key).citation
        found.append(Question(citation, kind, words, None if is_blank(answer) else answer))
    return tuple(found)


def key_of(question: Question) -> str:
    """Return the key of a question's section: `C-3`."""
    return question.citation.removeprefix("FAQ-")


def _fields(question: Question) -> Iterator[tuple[str, str]]:
    yield f"{key_of(question)}.question", question.question
    yield f"{key_of(question)}.answer", question.answer or ""


def _passages(section: Section, content: Content) -> Iterable[Passage]:
    whole = section.text(content)
    for field in section.fields:
        text = content.get(field.key, "")
        if is_blank(text):
            continue
        name = field.key.rpartition(".")[2]
        yield Passage(
            section=section.key,
            citation=section.citation,
            title=section.title,
            field=field.key,
            text=text,
            whole=whole,
            prose=name not in _NO_PROSE,
            spoken=name in _SPOKEN,
        )


def _with_language(passages: list[Passage]) -> list[Passage]:
    """Judge each passage by its own words; where it has too few, by the document's."""
    shown = [evidence(p.text, [word.normal for word in p.words]) for p in passages]
    whole = bool(sum(shown, NOTHING).english)
    for passage, own in zip(passages, shown, strict=True):
        judged = own.english
        passage.english = whole if judged is None else judged
    return passages
