"""Items go out as CSV and come back; a file that is wrong is refused whole, in one sentence."""

import asyncio
import csv
from base64 import b64decode
from io import StringIO
from pathlib import Path

import pytest

from bot.scope import files, sheet
from domain.errors import Refusal
from tests.bot.cli.processes import Desk
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import write
from tests.bot.scope.test_ledger import ACME, add, ledger

FILE = """title;promises;owner;effort;value;confidence;state;decision;reason;link;notes
Speaker model;PR-solution PR-problem;Bob;8;5;80%;done;;;https://t.example/1;'=1+1
Dark mode;;;;;;;out;Nobody asked.;;
Emoji;;;;;;;;;;"two
lines"
"""


def rows(words: str) -> list[dict[str, str]]:
    return sheet.read(StringIO(words, newline=""))


def test_rows_are_read_whatever_parts_the_cells() -> None:
    read = rows(FILE)
    assert [row["title"] for row in read] == ["Speaker model", "Dark mode", "Emoji"]
    assert read[0]["notes"] == "=1+1"
    assert read[2]["notes"] == "two\nlines"
    assert rows("\ufeffTitle,Notes\n,\nOne,a\n")[0]["title"] == "One"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "The file is empty."),
        ("title,colour\nOne,red\n", "“colour” is not known"),
        ("notes\nOne\n", "“title” is missing"),
        ("title,title\nOne,Two\n", "“title” is there twice"),
        ("title,notes\nOne,a,b\n", "Line 2 has 3 cells"),
        ('title\n"One', "Line 2 is not CSV"),
        ("title\n" + "x\n" * 1_001, "more than 1,000 items"),
        ("title\n" + "x" * 200_000, "is not CSV"),
    ],
)
def test_a_file_that_is_no_list_of_items_is_refused(words: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        rows(words)
    assert sentence in refused.value.sentence


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"title": ""}, "Line 2: Write what the work is"),
        ({"promises": "FAQ-C-9"}, "makes no promise FAQ-C-9"),
        ({"effort": "two"}, "“two” is not a number"),
        ({"value": "6"}, "“6” is no value: write 5, 4, 3, 2, 1"),
        ({"state": "finished"}, "write to do, under way, done"),
        ({"decision": "out"}, "Write why"),
        ({"owner": "Zed"}, "nobody is known as “Zed”"),
        ({"link": "javascript:1"}, "begins with https"),
        ({"notes": "x" * 3_001}, "Shorten the notes"),
    ],
)
def test_one_wrong_cell_refuses_the_whole_file(cells: dict[str, str], sentence: str) -> None:
    known = sheet.Known("TeamSync", [], {}, [])
    with pytest.raises(Refusal) as refused:
        sheet.checked([{"title": "One", **cells, "line": "2"}], known)
    assert sentence in refused.value.sentence
    assert refused.value.sentence.endswith("Nothing was imported.")


@pytest.mark.processes
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_ledger_goes_out_and_comes_back(town: Town, tmp_path: Path) -> None:
    await write(town)
    await ledger(town.alice)
    await add(town.alice, "=HYPERLINK(1)", notes="@SUM", promises=["PR-problem"], owner="bob")
    await town.bob.open_home()  # so that he is known
    url = str(town.house.services.database.url.render_as_string(hide_password=False))
    desk = Desk(tmp_path, DATABASE_URL=url)
    (tmp_path / "in.csv").write_text(FILE, encoding="utf-8")
    (tmp_path / "wrong.csv").write_text("title,effort\nNew,1\nOther,two\n", encoding="utf-8")
    here = ("--initiative", "WB-1")
    refused = await desk.each(
        ("scope", "import", "in.csv", *here, "--as", "Bob"),
        ("scope", "import", "wrong.csv", *here, "--as", "Alice"),
    )
    assert [ended.code for ended in refused] == [2, 2]
    assert "does not edit TeamSync" in refused[0].err
    assert "Line 3: “two” is not a number" in refused[1].err
    added = await desk.workback("scope", "import", "in.csv", *here, "--as", "alice")
    assert added.out == "3 added to the scope of WB-1.\n", added.err
    out = await desk.workback("scope", "export", "out.csv", *here)
    assert out.out == "Written to out.csv.\n", out.err
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as written:
        exported = list(csv.DictReader(written))
    assert (exported[0]["title"], exported[0]["notes"]) == ("'=HYPERLINK(1)", "'@SUM")
    await ledger(town.alice)
    assert "3 items: 2 in scope, 1 candidate" in town.alice.modal.text
    assert "New" not in town.alice.modal.text


async def test_what_was_exported_is_there_already(town: Town) -> None:
    await write(town)
    await ledger(town.alice)
    await add(town.alice, "=HYPERLINK(1)", notes="@SUM", promises=["PR-problem"], owner="alice")
    async with town.house.services.database.transaction(ACME, town.clock.now()) as tx:
        home = await files.initiative(tx, "WB-1")
        words = await files.export(tx, home)
        read = sheet.read(StringIO(words, newline=""))
        assert await files.import_(tx, home, "Alice", read) == (0, 1)
        other = [{**read[0], "title": "+1"}]
        assert await files.import_(tx, home, "Alice", other) == (1, 0)
    await ledger(town.alice)
    assert "2 items: 2 in scope" in town.alice.modal.text


async def test_the_ledger_comes_as_a_file_to_who_asked(town: Town) -> None:
    await write(town)
    await ledger(town.alice)
    await add(town.alice, "-1", promises=["PR-problem"])
    await asyncio.gather(town.alice.click("Export"), town.alice.click("Export"))
    await town.slack.until(lambda: [m for m in town.alice.sees() if m.files])
    await town.settled()
    (sent,) = [m for m in town.alice.sees() if m.files]
    file = town.slack.world.files[sent.files[0]]
    assert file.name == "WB-1-scope.csv"
    assert b"'-1,PR-problem" in b64decode(file.content)
