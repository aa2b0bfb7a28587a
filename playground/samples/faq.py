"""Views of the FAQ and of the customer experience."""

from collections.abc import Iterator

from bot.experience import forms as story_forms
from bot.experience import mock_up_views as mock_ups
from bot.experience import views as stories
from bot.faq import forms
from bot.faq.views import listing, question
from bot.kit.blocks import Message
from domain import experience, faq
from domain.templates import DocumentKind
from playground.gallery import Sample
from playground.samples import made
from playground.samples.texts import Texts

PROMISES = {"PR-problem": "Problem", "PR-solution": "Solution", "FAQ-C-1": "What is it?"}


def samples(texts: Texts) -> Iterator[Sample]:
    """Return the views of both documents."""
    for name, view in {**_faq(texts), **_stories(texts)}.items():
        yield Sample("faq", f"{name}, {texts.kind}", "modal", view)
    for name, message in _messages(texts).items():
        payload = {"text": message.text, "blocks": message.blocks}
        yield Sample("faq", f"{name}, {texts.kind}", "thread", payload)


def _faq(texts: Texts) -> dict[str, dict[str, object]]:
    initiative, document = made.initiative(texts), made.document(DocumentKind.FAQ)
    found = faq.questions(made.questions(texts))
    asked = {one.key: made.asked(one.key) for one in found}
    first = found[0]
    words = {"question": first.question, "answer": first.answer}
    meta = forms.Asking(asked_by=made.OTHER, channel=made.TEAM)
    return {
        "questions": listing.list_modal(
            listing.Shown(initiative, document, found, asked, made.OWNER, may_edit=True)
        ),
        "no questions": listing.list_modal(
            listing.Shown(initiative, None, [], {}, made.OWNER, may_edit=True)
        ),
        "ask": question.ask_form(question.Start(meta, [initiative], words)),
        "answer": question.answer_form(
            question.Answer(document, first, asked[first.key], words, from_list=True)
        ),
        "one question": question.read_modal(first, asked[first.key]),
        "remove a question": question.confirm_remove(question.Removal(document, first)),
        "remove a question that others lean on": question.confirm_remove(
            question.Removal(
                document, first, 3, [f"US-{n}" for n in range(1, texts.many + 1)], made.OTHER
            )
        ),
    }


def _stories(texts: Texts) -> dict[str, dict[str, object]]:
    initiative, document = made.initiative(texts), made.document(DocumentKind.EXPERIENCE)
    found = experience.stories(made.stories(texts))
    pictures = {"US-1": [made.mock_up(texts)]}
    many = [made.mock_up(texts, number) for number in range(1, min(texts.many, 20) + 1)]
    meta = story_forms.Telling(initiative=initiative.id, key="US-1", base=4)
    words = {"i_want": texts.line, "acceptance": texts.text, "serves": "PR-problem"}
    return {
        "stories": stories.list_modal(
            stories.Shown(initiative, document, found, pictures, PROMISES, may_edit=True)
        ),
        "no stories": stories.list_modal(
            stories.Shown(initiative, None, [], {}, PROMISES, may_edit=True)
        ),
        "tell": stories.story_form(stories.Start(initiative, PROMISES, meta, words, "US-1")),
        "stories to read": stories.list_modal(
            stories.Shown(initiative, document, found, pictures, PROMISES, may_edit=False)
        ),
        "mock-up": mock_ups.form(document, found[0]),
        "mock-ups": mock_ups.list_modal(
            mock_ups.Shown(initiative, document, found[0], many, may_edit=True)
        ),
        "mock-ups to look at": mock_ups.list_modal(
            mock_ups.Shown(initiative, document, found[0], many, may_edit=False)
        ),
        "no mock-ups": mock_ups.list_modal(
            mock_ups.Shown(initiative, document, found[0], [], may_edit=True)
        ),
        "remove a story": stories.confirm_remove(document, found[0]),
        "remove a story that changed": stories.confirm_remove(
            document, found[0], changed_by=made.OTHER
        ),
    }


def _messages(texts: Texts) -> dict[str, Message]:
    initiative, document = made.initiative(texts), made.document(DocumentKind.FAQ)
    found = faq.questions(made.questions(texts))
    told = experience.stories(made.stories(texts))[0]
    return {
        "asked to answer": question.asked_to_answer(
            initiative, document, found[0], made.asked(found[0].key), "Alice"
        ),
        "answered": question.answered(initiative, found[0], "Alice"),
        "mock-up added": mock_ups.note(initiative, told, made.mock_up(texts), "Alice"),
        "mock-up removed": mock_ups.removed_note(initiative, told, made.mock_up(texts), "Alice"),
    }
