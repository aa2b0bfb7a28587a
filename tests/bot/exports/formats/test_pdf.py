"""A PDF holds every word, finds its way by an outline, and never fails on what people type."""

from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings

from bot.exports.formats import Row, pdf
from domain.templates import Content
from tests.bot.exports.formats.typed import EXPERIENCES, FAQS, RELEASES, SAVED, bundle


def opened(*contents: Content) -> Any:
    return pypdfium2.PdfDocument(pdf.write(bundle(*contents)))


def words_of(document: Any) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_it_says_what_it_is_and_leads_to_each_section() -> None:
    document = opened(
        {"headline": "Introducing TeamSync — notes", "problem": "Ελληνικά, Русский, Tiếng Việt →"},
        {"C-1.question": "What does it cost?", "C-1.answer": "Nothing <b>yet</b>."},
    )
    assert document.get_metadata_dict()["Title"] == "Introducing TeamSync — notes"
    assert [(entry.level, entry.get_title()) for entry in document.get_toc()] == [
        (0, "Introducing TeamSync — notes"),
        (1, "Problem"),
        (0, "FAQ"),
        (1, "From customers"),
        (2, "What does it cost?"),
    ]
    words = words_of(document)
    assert "PR-problem Ελληνικά, Русский, Tiếng Việt →" in words
    assert "FAQ-C-1 Nothing <b>yet</b>." in words
    assert "WB-12 TeamSync · Press release 4 · FAQ 4 · 12 May 2026 1 / 1" in words


def test_a_sign_without_a_picture_is_a_box() -> None:
    assert "Hello □ □□ there" in words_of(opened({"problem": "Hello 🙂 日本 there"}))


@pytest.mark.parametrize(
    "words",
    [
        "word and words " * 3200,
        "W" * 48_000,
        "```\n" + "x" * 5000 + "\n" + "line\n" * 300,
        f"| a | b |\n|---|---|\n| {'word ' * 3000} | {'W' * 5000} |",
        f"|{' a |' * 40}\n|{'---|' * 40}\n|{' b |' * 40}",
        "\n".join(f"{'  ' * depth}- x" for depth in range(60)),
    ],
)
def test_what_is_long_wide_or_deep_goes_on_over_pages(words: str) -> None:
    document = opened({"headline": "x"}, {"C-1.question": "Why?", "C-1.answer": words})
    shown = words_of(document)
    assert sum(shown.count(sign) for sign in "Wwxab") >= sum(words.count(sign) for sign in "Wwxab")


def test_the_log_is_appended() -> None:
    row = Row(when=SAVED, who="Dana", what="approved version 4", why="Clear.")
    sent = bundle({"headline": "x"}).model_copy(update={"decisions": (row,)})
    document = pypdfium2.PdfDocument(pdf.write(sent))
    assert "12 May 2026 Dana approved version 4 Clear." in words_of(document)


@given(release=RELEASES, faq=FAQS, experience=EXPERIENCES)
@settings(max_examples=15, derandomize=True, deadline=None)
def test_anything_typed_becomes_pages(release: Content, faq: Content, experience: Content) -> None:
    assert len(opened(release, faq, experience)) >= 1
