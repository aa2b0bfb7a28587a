"""What leaves in a file comes back exactly: every field, every sign, every number, the order."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings

from bot.exports.formats import Bundle, Read, Row, json, markdown, read, word
from domain.templates import FAQ, Content, DocumentKind
from tests.bot.exports.formats.typed import EXPERIENCES, FAQS, RELEASES, SAVED, bundle


def by_markdown(sent: Bundle) -> Read:
    return read("plan.md", markdown.write(sent).encode())


def by_json(sent: Bundle) -> Read:
    return read("plan.json", json.write(sent).encode())


def by_word(sent: Bundle) -> Read:
    return read("plan.docx", word.write(sent))


WAYS = [by_markdown, by_json, by_word]


@pytest.mark.parametrize("way", WAYS)
@given(release=RELEASES, faq=FAQS, experience=EXPERIENCES)
@settings(max_examples=15, derandomize=True, deadline=None)
def test_anything_typed_comes_back(
    way: Callable[[Bundle], Read], release: Content, faq: Content, experience: Content
) -> None:
    back = way(bundle(release, faq, experience))
    sent = dict(zip(DocumentKind, (release, faq, experience), strict=True))
    assert back.contents == {kind: content for kind, content in sent.items() if content}
    assert (back.unrecognised, back.notices) == ((), ())


@pytest.mark.parametrize("way", WAYS)
def test_a_file_says_what_it_was_exported_from(way: Callable[[Bundle], Read]) -> None:
    sent = bundle({"headline": "Introducing TeamSync"}, {"C-7.question": "What does it cost?"})
    decided = Row(when=SAVED, who="Dana", what="approved version 4 | of it", why="Clear.")
    back = way(sent.model_copy(update={"decisions": (decided,), "comments": (decided,)}))
    assert back.key == "WB-12"
    assert back.versions == {DocumentKind.PRESS_RELEASE: 4, DocumentKind.FAQ: 4}
    assert [f.citation for f in back.found] == ["PR-headline", "FAQ-C-7"]
    assert back.unrecognised == ()


def test_what_people_see_is_markdown_that_reads_well() -> None:
    text = markdown.write(
        bundle(
            {
                "headline": "Introducing TeamSync",
                "city_and_date": "Berlin, 1 March 2027",
                "problem": "Notes take 30 minutes.\n\n```\nan <open> block",
                "quote_text": "I used to write.\nNow I check.",
                "quote_person": "Sarah",
                "quote_role": "Product manager",
            },
            {"S-2.question": "Is <b>it</b> safe?", "S-2.answer": "Yes."},
            {"US-1.as_a": "host", "US-1.i_want": "find notes", "US-1.so_that": "I can rest"},
        )
    )
    seen = "\n".join(line.partition(" <!-- wb:")[0] for line in text.split("\n"))
    assert seen == WELL


WELL = """\
# Introducing TeamSync

WB-12  ·  TeamSync  ·  Draft  ·  Alice

Press release, version 4, 12 May 2026

Berlin, 1 March 2027

## Problem

Notes take 30 minutes.

```
an <open> block
```

## Customer quote

> I used to write.
> Now I check.

— Sarah
Product manager

# FAQ

Version 4, 12 May 2026

## From stakeholders

### Is \\<b>it\\</b> safe?

Yes.

# Customer experience

Version 4, 12 May 2026

### US-1

As a host,
I want to find notes
so that I can rest
"""


def test_people_may_edit_and_move_what_was_exported() -> None:
    text = markdown.write(
        bundle(
            {"problem": "Notes take 30 minutes."},
            {"C-1.question": "One?", "C-1.answer": "1", "C-2.question": "Two?", "order": "C-1 C-2"},
        )
    )
    one, two = text.index("### One?"), text.index("### Two?")
    moved = text[:one] + text[two:].rstrip() + "\n\n" + text[one:two]
    back = read("plan.md", moved.replace("30 minutes", "an hour").replace("\n", "\r\n").encode())
    assert back.content(DocumentKind.PRESS_RELEASE) == {"problem": "Notes take an hour."}
    faq = back.content(DocumentKind.FAQ)
    assert (FAQ.entry_keys(faq), faq["C-1.answer"]) == (["C-2", "C-1"], "1")
