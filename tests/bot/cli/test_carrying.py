"""`workback export --documents` and `workback import`: files out, files in, nothing lost."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.carrying import bringing, taking
from bot.carrying.bringing import bring_in
from bot.carrying.taking import Ending, take_out
from bot.config import WrongSettings
from bot.exports.formats import read
from domain.people import ChannelId, Person, PersonId, Standing, WorkspaceId
from domain.templates import DocumentKind
from storage import documents, initiatives, people, search
from storage.database import Database
from storage.tables import OutboxRow
from tests.bot.cli.processes import Desk
from tests.storage.conftest import ACME, NOON, install_acme

ALICE, GUEST = PersonId("U0ALICE"), PersonId("U0GUEST")
PLAN = """\
# Introducing TeamSync: notes / ../that write themselves

## Problem

Somebody spends **30 minutes** writing.

## Weather

Sunny.

# FAQ

## What does it cost?

9 € a month.
"""


async def people_of(database: Database) -> None:
    await install_acme(database)
    async with database.transaction(ACME, NOON) as tx:
        await people.remember_person(tx, Person(id=ALICE, name="Alice", time_zone="UTC"))
        guest = Person(id=GUEST, name="Gina", time_zone="UTC", standing=Standing.GUEST)
        await people.remember_person(tx, guest)


def wanted(file: Path, **more: object) -> bringing.Wanted:
    known: dict[str, object] = {"workspace": ACME, "person_id": ALICE, **more}
    return bringing.Wanted(file, **known)  # type: ignore[arg-type]


async def test_a_file_becomes_an_initiative_and_goes_out_again(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await people_of(database)
    file = tmp_path / "plan.md"
    file.write_text(PLAN, encoding="utf-8")
    new = wanted(file, channel=ChannelId("C0TEAM"))

    await bring_in(database, new, NOON, lambda: False)
    assert "Nothing was saved." in capsys.readouterr().out
    async with database.reading(ACME, NOON) as tx:
        assert await initiatives.every(tx) == []

    await bring_in(database, new, NOON, lambda: True)
    said = capsys.readouterr().out
    assert "“Weather” belongs to no section and is left out: 6 characters." in said
    assert "TeamSync is WB-1 now; its card is on its way." in said
    assert "The FAQ has version 1 now." in said
    async with database.reading(ACME, NOON) as tx:
        card = (await tx.session.exec(select(OutboxRow).order_by(OutboxRow.id))).first()  # type: ignore[arg-type]
        assert card is not None
        assert card.conversation == "C0TEAM"
        assert (card.place or "").startswith("card:")
        _, hits = await search.find(tx, "30 minutes", initiatives.Scope(), limit=5)
        assert hits == 1

    for ending in Ending:
        await take_out(database, taking.Wanted(tmp_path / "out", ending), NOON)
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [f"WB-1-TeamSync.{ending}" for ending in ("docx", "json", "md", "pdf")]
    assert "1 file written to" in capsys.readouterr().err
    back = read("x.docx", (tmp_path / "out/WB-1-TeamSync.docx").read_bytes())
    assert back.content(DocumentKind.FAQ)["C-1.answer"] == "9 € a month."


async def test_an_edited_file_becomes_the_next_version_and_joins_what_came_since(
    database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await people_of(database)
    file = tmp_path / "plan.md"
    file.write_text(PLAN, encoding="utf-8")
    await bring_in(database, wanted(file, channel=ChannelId("C0TEAM")), NOON, lambda: True)
    await take_out(database, taking.Wanted(tmp_path / "out"), NOON)
    out = next((tmp_path / "out").iterdir())
    text = out.read_text(encoding="utf-8")

    out.write_text(text.replace("9 €", "12 €"), encoding="utf-8")
    later = NOON + timedelta(hours=1)
    await bring_in(database, wanted(out, key="WB-1"), later, lambda: True)
    assert "The FAQ has version 2 now." in capsys.readouterr().out

    out.write_text(text.replace("**30 minutes**", "an hour"), encoding="utf-8")
    await bring_in(database, wanted(out, key="WB-1"), later, lambda: True)
    said = capsys.readouterr().out
    assert "The press release has version 2 now." in said
    assert "The FAQ says all of this already; it stays at version 2." in said
    async with database.reading(ACME, later) as tx:
        initiative = await initiatives.find_by_number(tx, 1)
        assert initiative is not None
        heads = await documents.heads(tx, initiative.id)
    assert heads[DocumentKind.FAQ].content["C-1.answer"] == "12 € a month."
    assert (
        heads[DocumentKind.PRESS_RELEASE].content["problem"] == "Somebody spends an hour writing."
    )
    assert heads[DocumentKind.PRESS_RELEASE].version.note == f"From {out.name}"


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"key": "WB-7"}, "There is no WB-7 in T01ACME."),
        ({"channel": "#general"}, "--new-in wants a channel's id, which begins with C or G."),
        ({"channel": "C0TEAM", "person_id": GUEST}, "Guests can read and comment."),
        ({"channel": "C0TEAM", "person_id": "U9"}, "Nobody with the id U9 has used Workback"),
        ({"channel": "C0TEAM", "workspace": WorkspaceId("T9")}, "There is no workspace T9 here."),
    ],
)
async def test_what_cannot_be_done_is_said_before_anything_is_saved(
    sqlite_url: str, tmp_path: Path, more: dict[str, str], says: str
) -> None:
    database = Database(sqlite_url)
    await people_of(database)
    file = tmp_path / "plan.md"
    file.write_text(PLAN, encoding="utf-8")
    with pytest.raises(WrongSettings, match=says):
        await bring_in(database, wanted(file, **more), NOON, lambda: True)
    await database.close()


async def test_commands_say_what_they_miss(desk: Desk, sqlite_url: str) -> None:
    database = Database(sqlite_url)
    await people_of(database)
    await database.close()
    (desk.folder / "plan.pages").write_text("words", encoding="utf-8")
    into = ("--workspace", ACME, "--as", ALICE)
    neither, pages, ending, none, nowhere = await desk.each(
        ("import", "plan.pages", *into),
        ("import", "plan.pages", *into, "--new-in", "C0TEAM"),
        ("export", "--documents", "out", "--format", "exe"),
        ("export", "--documents", "out", "--initiative", "WB-3"),
        ("import", "no.md", *into, "--new-in", "C0TEAM"),
    )
    assert neither.sentence() == "Say either --initiative WB-12 or --new-in CHANNEL."
    assert pages.sentence() == (
        "plan.pages is not a Markdown or Word file. Save it as .docx or .md and import it again."
    )
    assert ending.sentence() == "There is no format exe. There are md, docx, pdf and json."
    assert none.sentence() == "There is no WB-3 here. Look for its key in the card."
    assert nowhere.sentence() == "no.md cannot be read: No such file or directory."
