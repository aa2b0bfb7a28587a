"""Many initiatives with all their documents and versions, for the benches of reading and finding.

A press release has about 2,400 characters, an FAQ ten questions, an experience four stories; each
version after the first changes one field.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import SQLModel

from domain.templates import ORDER, TEMPLATES, DocumentKind, Template
from storage.database import Database
from storage.tables import (
    DocumentRow,
    FindableRow,
    InitiativeRow,
    VersionRow,
    WordsRow,
    WorkspaceRow,
)

WORKSPACE = "T01ACME"
AUTHOR = "U01ALICE"
CHANNEL = "C01TEAMSYNC"
_BEGUN = datetime(2026, 3, 2, 8, tzinfo=UTC)
_CHUNK = 5_000
_SOUNDS = ("ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo")
VOCABULARY = [one + two + three for one in _SOUNDS for two in _SOUNDS for three in _SOUNDS[:10]]
COMMON = ("meeting", "notes", "customer", "minutes", "team", "decision", "owner", "week")
_SHARE = 0.2

Values = dict[str, Any]


@dataclass(frozen=True)
class Library:
    """So many initiatives, and versions of each of their three documents."""

    initiatives: int = 1_000
    versions: int = 30
    first: int = 1
    """The number of the first initiative."""

    @property
    def documents(self) -> int:
        """All documents there are."""
        return self.initiatives * len(DocumentKind)


def prose(dice: random.Random, characters: int) -> str:
    """Return about so many characters; every fifth word is one that stands everywhere."""
    words: list[str] = []
    length = 0
    while length < characters:
        common = dice.random() < _SHARE
        words.append(dice.choice(COMMON if common else VOCABULARY))
        length += len(words[-1]) + 1
    return " ".join(words)


def first_content(dice: random.Random, template: Template) -> dict[str, str]:
    """Return the words of a document's first version."""
    content = {f.key: prose(dice, min(f.limit or 350, 350)) for f in template.fields()}
    sizes = {"C": 5, "S": 5, "US": 4}
    keys = [f"{g.key}-{n}" for g in template.groups for n in range(1, sizes.get(g.key, 0) + 1)]
    for key in keys:
        for field in template.section_of(key).fields:
            content[field.key] = prose(dice, min(field.limit or 350, 120))
    return content | ({ORDER: " ".join(keys)} if keys else {})


async def seed(database: Database, library: Library) -> None:
    """Write a library into a migrated database, with the workspace if it is not there yet."""
    async with database.session(writes=True) as session:
        space = WorkspaceRow(
            id=WORKSPACE, name="Acme", bot_user_id="U0", scopes="", installed_at=_BEGUN
        )
        space = await session.get(WorkspaceRow, WORKSPACE) or space
        space.last_number = library.first + library.initiatives - 1
        session.add(space)
        await session.commit()
    dice = random.Random(7)  # noqa: S311  (the same words each time)
    end = library.first + library.initiatives
    for start in range(library.first, end, 100):
        numbers = range(start, min(start + 100, end))
        await _insert(database, InitiativeRow, [_initiative(number) for number in numbers])
        rows: dict[type[SQLModel], list[Values]] = {}
        for number in numbers:
            for kind in DocumentKind:
                for table, values in _document(dice, number, kind, library.versions):
                    rows.setdefault(table, []).append(values)
        for table, found in rows.items():
            await _insert(database, table, found)


def _initiative(number: int) -> Values:
    return InitiativeRow(
        id=f"ini_{number:05}",
        workspace_id=WORKSPACE,
        number=number,
        name=f"Initiative {number}",
        owner_id=AUTHOR,
        authors=[],
        channel_id=CHANNEL,
        created_at=_BEGUN,
    ).model_dump()


def _document(
    dice: random.Random, number: int, kind: DocumentKind, versions: int
) -> Iterator[tuple[type[SQLModel], Values]]:
    initiative = f"ini_{number:05}"
    document = f"doc_{number:05}_{kind}"
    owned: dict[str, Any] = {"workspace_id": WORKSPACE, "document_id": document}
    template = TEMPLATES[kind]
    content = first_content(dice, template)
    yield (
        DocumentRow,
        DocumentRow(
            id=document,
            workspace_id=WORKSPACE,
            initiative_id=initiative,
            kind=kind,
            head=versions,
        ).model_dump(),
    )
    for field, words in content.items():
        yield WordsRow, {**owned, "field": field, "since": 1, "words": words}
    fields = [field for field in content if field != ORDER]
    for version in range(1, versions + 1):
        field = fields[version % len(fields)]
        if version > 1:
            content[field] = prose(dice, len(content[field]))
            yield WordsRow, {**owned, "field": field, "since": version, "words": content[field]}
        yield (
            VersionRow,
            VersionRow(
                id=f"ver_{number:05}_{kind}_{version}",
                number=version,
                saved_by=AUTHOR,
                saved_at=_BEGUN + timedelta(hours=number + version),
                changed=[field.partition(".")[0]],
                note="",
                **owned,
            ).model_dump(),
        )
    for section in template.sections_in(content):
        row = FindableRow(
            workspace_id=WORKSPACE,
            initiative_id=initiative,
            kind="document",
            owner=document,
            part=section.key,
            citation=section.citation,
            title=section.title,
            words=section.text(content),
        )
        yield FindableRow, row.model_dump(exclude={"id"})


async def _insert(database: Database, table: type[SQLModel], rows: list[Values]) -> None:
    async with database.session(writes=True) as session:
        connection = await session.connection()
        for start in range(0, len(rows), _CHUNK):
            query = table.__table__.insert()  # type: ignore[attr-defined]
            await connection.execute(query, rows[start : start + _CHUNK])
        await session.commit()
