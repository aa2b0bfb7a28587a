"""`workback import FILE`: a file becomes a version, as if somebody had typed it in Slack."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot import schema
from bot.config import WrongSettings
from bot.exporting import check_known
from bot.exports import comparing, forms
from bot.exports.formats import Read, files, read
from bot.exports.views import Preview
from bot.initiatives import saving
from domain import access
from domain.documents import Document, written
from domain.errors import Refusal
from domain.initiatives import Initiative, name_from_headline, number_of
from domain.people import ChannelId, Person, PersonId, WorkspaceId
from domain.templates import TEMPLATES, DocumentKind
from storage import documents, initiatives, people
from storage.database import Database, Transaction

_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,}")
_SHOWN = 60


@dataclass(frozen=True)
class Wanted:
    """What shall be brought in, where to and by whom."""

    file: Path
    workspace: WorkspaceId
    person_id: PersonId
    key: str | None = None
    channel: ChannelId | None = None
    """Home of a new initiative."""


@dataclass
class Saved:
    """What was saved, as sentences."""

    sentences: list[str] = field(default_factory=list)


async def bring_in(
    database: Database, wanted: Wanted, now: datetime, confirm: Callable[[], bool]
) -> None:
    """Show what a file changes, ask, and save it. Raises WrongSettings with a sentence."""
    await schema.check(database)
    await check_known(database, wanted.workspace)
    try:
        held = read(wanted.file.name, _bytes(wanted.file))
        await _bring(database, wanted, held, now, confirm)
    except Refusal as refused:
        raise WrongSettings([refused.sentence]) from refused


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(files.MOST_BYTES + 1)
    except OSError as trouble:
        sentence = f"{file} cannot be read: {trouble.strerror or trouble}."
        raise WrongSettings([sentence]) from trouble


async def _bring(
    database: Database, wanted: Wanted, held: Read, now: datetime, confirm: Callable[[], bool]
) -> None:
    async with database.reading(wanted.workspace, now) as tx:
        person = await _person(tx, wanted)
        target = await _target(tx, wanted, person)
    meta = forms.Previewing(
        file="", name=files.shown_name(wanted.file.name), heads=dict(target.heads)
    )
    shown = comparing.preview(meta, held, target)
    console = Console()
    _tell(console, shown)
    if not shown.found:
        raise Refusal(f"{meta.name} has no section that Workback knows, so nothing was saved.")
    if not confirm():
        console.print("Nothing was saved.")
        return
    async with database.transaction(wanted.workspace, now) as tx:
        saved = await _save(tx, wanted, held, meta)
    for sentence in saved.sentences:
        console.print(Text(sentence), soft_wrap=True)


async def _person(tx: Transaction, wanted: Wanted) -> Person:
    known = await people.person(tx, wanted.person_id)
    if known is None:
        raise Refusal(
            f"Nobody with the id {wanted.person_id} has used Workback in {wanted.workspace}."
            " A person's id stands in their Slack profile and begins with U or W."
        )
    return known[0]


async def _initiative(tx: Transaction, wanted: Wanted, person: Person) -> Initiative | None:
    """Return the initiative that is meant, if the person may edit it; None for a new one."""
    if wanted.key is None:
        access.check_create(person)
        if wanted.channel is None or not _CHANNEL.fullmatch(wanted.channel):
            raise Refusal("--new-in wants a channel's id, which begins with C or G.")
        return None
    number = number_of(wanted.key)
    found = None if number is None else await initiatives.find_by_number(tx, number)
    if found is None:
        raise Refusal(f"There is no {wanted.key} in {wanted.workspace}.")
    names = await _names(tx, [found.owner_id, *found.authors])
    access.check_edit(person, found, names)
    return found


async def _names(tx: Transaction, ids: list[PersonId]) -> saving.Names:
    known = await people.names(tx, ids)
    return lambda person: known.get(person, "somebody")


async def _target(tx: Transaction, wanted: Wanted, person: Person) -> comparing.Target:
    initiative = await _initiative(tx, wanted, person)
    if initiative is None:
        return comparing.Target(None, {}, {}, {})
    heads = await documents.heads(tx, initiative.id)
    return comparing.Target(
        initiative,
        {kind: head.content for kind, head in heads.items()},
        {kind: await _used(tx, head.document) for kind, head in heads.items()},
        {kind: head.document.head for kind, head in heads.items()},
    )


async def _used(tx: Transaction, document: Document) -> dict[str, set[int]]:
    return {
        group.key: await documents.used_numbers(tx, document.id, group.key)
        for group in document.template.groups
    }


def _tell(console: Console, shown: Preview) -> None:
    """Print what goes where, and what belongs nowhere; nothing typed is read as markup."""
    console.print(Text(f"{shown.meta.name} goes into {shown.goes_to}.", "bold"))
    table = Table("Section", "", "In the file", "Words", box=None, pad_edge=False)
    for row in shown.found:
        words = " ".join(row.excerpt.split())
        excerpt = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
        cells = (f"{row.citation} {row.title}"[:_SHOWN], row.change, row.heading[:_SHOWN], excerpt)
        table.add_row(*(Text(cell) for cell in cells))
    console.print(table)
    for piece in shown.unrecognised:
        size = f"{len(piece.words):,} characters"
        heading = f"“{piece.heading}”" if piece.heading else "Words without a heading"
        console.print(
            Text(f"{heading} belongs to no section and is left out: {size}.", "yellow"),
            soft_wrap=True,
        )
    for notice in shown.notices:
        console.print(Text(notice), soft_wrap=True)


async def _save(tx: Transaction, wanted: Wanted, held: Read, meta: forms.Previewing) -> Saved:
    person = await _person(tx, wanted)
    initiative = await _initiative(tx, wanted, person)
    saved = Saved()
    kinds = [kind for kind in DocumentKind if held.content(kind)]
    if initiative is None:
        initiative = await _new(tx, wanted, held, meta)
        saved.sentences.append(
            f"{initiative.name} is {initiative.key} now; its card is on its way."
        )
        kinds = [kind for kind in kinds if kind is not DocumentKind.PRESS_RELEASE]
    for kind in kinds:
        saved.sentences.append(await _save_one(tx, wanted, held, meta, initiative, kind))
    return saved


async def _new(tx: Transaction, wanted: Wanted, held: Read, meta: forms.Previewing) -> Initiative:
    release = comparing.release_of(held, meta.name)
    initiative = await initiatives.create(
        tx,
        name=name_from_headline(release["headline"]),
        owner_id=wanted.person_id,
        authors=(),
        channel_id=wanted.channel or ChannelId(""),
    )
    await saving.first_version(tx, wanted, initiative, written(release))
    return initiative


async def _save_one(
    tx: Transaction,
    wanted: Wanted,
    held: Read,
    meta: forms.Previewing,
    initiative: Initiative,
    kind: DocumentKind,
) -> str:
    """Save one document, joined with what others saved meanwhile; return what came of it."""
    called = TEMPLATES[kind].called
    document = await documents.of_kind(tx, initiative.id, kind, create_it=True)
    base = comparing.base_of(meta, held, initiative, document)
    content = await documents.content(tx, document.id, base)
    used = await _used(tx, document)
    made = comparing.brought(held, initiative, document.template, content, used)
    before = await documents.writers(tx, document.id, document.head)
    names = await _names(tx, [wanted.person_id, *before])
    words = saving.Words(base, written(made.content), note=f"From {meta.name}")
    result = await saving.save(tx, wanted, document, words, names)
    if isinstance(result, saving.Clashed):
        return (
            f"Somebody changed the same words of the {called} since version {result.base}."
            " Nothing is lost: yours wait as a draft. Press Edit on the card to choose."
        )
    if result is None:
        return f"The {called} says all of this already; it stays at version {document.head}."
    return f"The {called} has version {result.number} now."
