"""`workback check FILE`: advice in the terminal, never a gate unless asked."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import cli
from bot.check.command import questions_in
from bot.exports.formats import read_text
from domain.readiness import Asker, Question
from domain.templates import DocumentKind

DRAFT = """\
# Introducing TeamSync — The Meeting Notes That Write Themselves

Product teams leave every meeting with notes
that already have an owner.

## Target customer

Teams of 5 to 50 people who spend ten hours a week in meetings.

## 3. Problem

After every meeting somebody spends
a long time writing notes by hand.

- One item in three is lost (our survey).

## Customer quote

> I used to write notes for 30 minutes.
> Now I check [bold]TeamSync[/bold].

— Sarah, product manager at Acme (illustrative)

## Weather

Sunny.

# FAQ

## Customers

### What does it cost?

9 € a month.

### Is it safe?

Owner: Dana

## Internal FAQ

### What is the most likely way this fails?

The risk is minimal.
"""


def check(file: Path, *options: str) -> Result:
    return CliRunner().invoke(cli, ["check", str(file), *options], env={"COLUMNS": "200"})


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "draft.md"
    file.write_text(DRAFT, encoding="utf-8")
    return file


def test_sections_and_questions_are_read_by_their_headings() -> None:
    read = read_text(DRAFT)
    assert read.content(DocumentKind.PRESS_RELEASE) == {
        "headline": "Introducing TeamSync — The Meeting Notes That Write Themselves",
        "subheading": ("Product teams leave every meeting with notes that already have an owner."),
        "target_customer": "Teams of 5 to 50 people who spend ten hours a week in meetings.",
        "problem": (
            "After every meeting somebody spends a long time writing notes by hand.\n\n"
            "- One item in three is lost (our survey)."
        ),
        "quote_text": "I used to write notes for 30 minutes. Now I check [bold]TeamSync[/bold].",
        "quote_person": "Sarah",
        "quote_role": "product manager at Acme (illustrative)",
    }
    assert questions_in(read) == [
        Question("FAQ-C-1", Asker.CUSTOMER, "What does it cost?", "9 € a month."),
        Question("FAQ-C-2", Asker.CUSTOMER, "Is it safe?", None, "Dana"),
        Question(
            "FAQ-S-1",
            Asker.STAKEHOLDER,
            "What is the most likely way this fails?",
            "The risk is minimal.",
        ),
    ]
    assert [piece.heading for piece in read.unrecognised] == ["Weather"]


def test_findings_are_told_with_the_phrase_and_what_to_do(draft: Path) -> None:
    result = check(draft)
    assert result.exit_code == 0
    assert "Problem (PR-problem)  ·  weak  ·  a number, not “a long time”" in result.output
    assert "A number makes the claim believable" in result.output
    assert "How to get started (PR-get-started)  ·  missing" in result.output
    assert "Is it safe? (FAQ-C-2)  ·  weak  ·  Dana finds out" in result.output
    assert "the risk behind “risk is minimal”" in result.output
    assert "Not checked, because no section has this name: “Weather”." in result.output


def test_json_holds_every_part_of_a_finding(draft: Path) -> None:
    told = json.loads(check(draft, "--json").output)
    (finding,) = [f for f in told["findings"] if f["phrase"] == "a long time"]
    assert finding["rule"] == "weasel"
    assert finding["severity"] == "weak"
    assert DRAFT.replace("\n", " ").count(finding["phrase"]) == 1
    assert told["not_checked"] == ["Weather"]


def test_it_is_advice_unless_strict(draft: Path) -> None:
    assert check(draft).exit_code == 0
    assert check(draft, "--strict").exit_code == 1
    draft.write_text("# Is it safe?\n\nYes.\n", encoding="utf-8")
    assert check(draft, "--strict").exit_code == 0
    assert check(draft, "--strict", "--review").exit_code == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "cannot be read: No such file"),
        (b"\xff\xfe\x00", "is not text in UTF-8"),
        (b"x" * 6_000_000, "has 6.0 MB, and a file may have at most 5 MB"),
        (b"", "is empty. Write something in it and check it again."),
        (b"PK\x03\x04", "is damaged and cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, content: bytes | None, says: str
) -> None:
    file = tmp_path / "draft.md"
    if content is not None:
        file.write_bytes(content)
    result = check(file)
    assert result.exit_code == 2
    assert says in result.output


@pytest.mark.parametrize("text", ["no heading at all", "#\n##\n", "🙂", "# \n> \n—\n"])
def test_any_file_gets_an_answer(tmp_path: Path, text: str) -> None:
    file = tmp_path / "draft.md"
    file.write_text(text, encoding="utf-8")
    result = check(file)
    assert result.exit_code == 0
    assert "This is advice." in result.output
