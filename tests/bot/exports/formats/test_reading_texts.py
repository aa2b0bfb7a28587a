"""Press releases and FAQs as other people write them: read by their headings, and nothing lost."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from bot.exports.formats import Read, read
from domain.templates import DocumentKind

TEXTS = Path(__file__).with_name("texts")
NAMES = sorted(file.name for file in TEXTS.iterdir())
PR, FAQ, US = DocumentKind

HEADING = re.compile(
    r"\s*(?:#+ .*|\*\*[^*]+\*\*|[A-ZÄÖÜ ]{3,}|[^:]*\bFAQ|Working .*|Frequently .*|={3,}"
    r"|\d+\. \*\*.*)"
)
LABEL = re.compile(
    r"\s*(?:Q\d*[:.]|A\d*[:.]|\*\*[\w ]+:\*\*|\*\*Q:|Acceptance criteria:"
    r"|(?:Headline|Subtitle|Summary|Date|Problem|Solution|Quote|Getting started):)"
)
STORY = re.compile(r"As (?:an?|the)\b|I (?:want|would like)(?: to)?\b|so that\b|US-\d+:")
SYNTAX = "#*_>|=-—–`~:.,"


@cache
def told(name: str) -> Read:
    return read(name, (TEXTS / name).read_bytes())


def everything(found: Read) -> str:
    words = [text for content in found.contents.values() for text in content.values()]
    words += [f"{piece.heading}\n{piece.words}" for piece in found.unrecognised]
    return "\n".join([*words, *found.owners.values()])


def lost(source: str, found: Read) -> str:
    """Return the signs of a text that are in no field, in nothing unrecognised and no heading."""
    spoken = [line for line in source.split("\n") if not HEADING.fullmatch(line.rstrip())]
    plain = "\n".join(LABEL.sub("", STORY.sub("", line.replace("**", ""))) for line in spoken)
    missing = Counter(plain) - Counter(everything(found))
    return "".join(s for s in missing if not s.isspace() and s not in SYNTAX)


@pytest.mark.parametrize("name", NAMES)
def test_no_sign_of_a_document_is_lost(name: str) -> None:
    source = (TEXTS / name).read_text(encoding="utf-8")
    assert lost(source, told(name)) == ""
    words = re.findall(r"\w{4,}", everything(told(name)))
    spoken = [line for line in source.split("\n") if not HEADING.fullmatch(line.rstrip())]
    unlabelled = "\n".join(LABEL.sub("", STORY.sub("", line.replace("**", ""))) for line in spoken)
    assert Counter(re.findall(r"\w{4,}", unlabelled)) - Counter(words) == Counter()


EXPECTED = {
    "bold-headings.md": (
        "headline subheading problem solution leader_quote quote_text get_started ",
        "2 1",
        [],
    ),
    "diagram.md": (
        "headline target_customer problem solution quote_person quote_role quote_text get_started ",
        "0 0",
        ["", "Risks", "Appendix: glossary"],
    ),
    "german.md": (
        (
            "headline subheading city_and_date target_customer problem solution quote_person "
            "quote_role quote_text leader_quote get_started "
        ),
        "2 1",
        [],
    ),
    "label-lines.txt": (
        (
            "headline subheading city_and_date problem solution quote_person quote_role "
            "quote_text get_started "
        ),
        "2 0",
        [],
    ),
    "long-answer.md": (
        " ",
        "2 0",
        [],
    ),
    "many-questions.md": (
        " ",
        "15 7",
        [],
    ),
    "mixed.md": (
        (
            "headline subheading city_and_date problem solution quote_person quote_role "
            "quote_text leader_quote "
        ),
        "0 2",
        [
            "Press Release: Clearing brings spare parts to farms by drone",
            "Internal notes",
            "Empty section",
            "Risks & mitigations",
        ],
    ),
    "no-headings.txt": (
        "headline subheading city_and_date quote_text leader_quote get_started ",
        "0 0",
        ["Kettle Introduces the Heat Pump That a Plumber Can Fit in One Day"],
    ),
    "questions-only.txt": (
        " ",
        "4 2",
        [],
    ),
    "stories.md": (
        " ",
        "0 0",
        [],
    ),
    "template-numbered.md": (
        "headline subheading city_and_date problem solution leader_quote quote_text get_started ",
        "2 2",
        [],
    ),
}
"""Fields of the press release, questions of customers and stakeholders, what is left."""


@pytest.mark.parametrize("name", NAMES)
def test_each_part_goes_where_it_belongs(name: str) -> None:
    found = told(name)
    release, asked, unknown = EXPECTED[name]
    assert list(found.content(PR)) == release.split()
    groups = Counter(key[0] for key in found.content(FAQ) if key.endswith(".question"))
    assert f"{groups['C']} {groups['S']}" == asked
    assert [piece.heading for piece in found.unrecognised] == unknown


def test_the_texts_are_as_different_as_real_ones() -> None:
    assert len(NAMES) >= 10
    assert len(told("template-numbered.md").content(PR)["headline"]) > 152
    assert len(told("long-answer.md").content(FAQ)["C-1.answer"]) > 48_000


def test_code_tables_and_quotes_stay_as_they_are() -> None:
    solution = told("diagram.md").content(PR)["solution"]
    assert " +--v---+     +----------+\n | valve |--->| tree pit |\n" in solution
    assert "    $ sluice status --pit 12\n    full" in solution
    assert "<b>No power.</b>" in solution
    table = told("template-numbered.md").content(PR)["solution"]
    assert "| 400 m² | 240 € | 3 summers \\| less |" in table
    assert "> Block quotes stay.\n> With their lines." in told("mixed.md").content(PR)["solution"]
    assert "{## nor this?}" in told("long-answer.md").content(FAQ)["C-2.answer"]


def test_stories_are_taken_apart() -> None:
    stories = told("stories.md").content(US)
    assert stories["US-2.as_a"] == "parent"
    assert stories["US-2.i_want"] == "change an allergy until 7:00"
    assert stories["US-2.so_that"] == "I need not call"
    assert stories["US-4.acceptance"].startswith("1. The day stands")


def test_what_needs_a_look_is_noticed() -> None:
    notices = told("template-numbered.md").notices
    assert "More than one person is quoted; all of it stands in one field." in notices
    assert "The file has HTML in it. It is kept as the text it is." in told("diagram.md").notices
    long = read("x.md", f"# Name\n\n## Summary\n\n{'word ' * 70}\n".encode())
    assert long.notices == (
        (
            "“Summary” has 349 characters, and the field Subheading holds 300."
            " Its words are kept below; shorten them."
        ),
    )
    assert long.unrecognised[0].words == ("word " * 70).strip()
    owner = read("x.md", b"## FAQ\n\n### Is it safe?\n\nOwner: Dana\n")
    assert owner.owners == {"C-1": "Dana"}
