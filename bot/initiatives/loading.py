"""Finding what a person means, and only if they may see it."""

from dataclasses import dataclass

from bot.kit.answers import Say, say
from bot.kit.blocks import button, section
from bot.kit.text import harmless
from bot.kit.visit import Visit
from domain import access
from domain.documents import Document, Version
from domain.errors import Refusal
from domain.initiatives import Initiative, number_of
from domain.templates import DocumentKind
from storage import documents, initiatives
from storage.database import Transaction

MOST_CHOICES = 25
"""Rows of a picker; more are better looked up in the list."""

GONE = Refusal("That is no longer here. /workback list shows your initiatives.")


@dataclass(frozen=True)
class Found:
    """An initiative with one of its documents."""

    initiative: Initiative
    document: Document

    @property
    def called(self) -> str:
        """What it is, in words: "the press release of TeamSync"."""
        return f"the {self.document.called} of {self.initiative.name}"


async def initiative(visit: Visit, record: str) -> Initiative:
    """Return the initiative a button is about; refuses what the person may not see."""
    async with visit.reading() as tx:
        found = await initiatives.find(tx, record)
    if found is None:
        raise GONE
    await visit.check_sees(found)
    return found


async def of_initiative(
    visit: Visit,
    initiative: Initiative,
    kind: DocumentKind = DocumentKind.PRESS_RELEASE,
) -> Found:
    """Return a document of an initiative that the person was found to see."""
    async with visit.reading() as tx:
        document = await documents.find(tx, initiative.id, kind)
    if document is None:
        raise GONE
    return Found(initiative, document)


async def of_record(
    visit: Visit, record: str, kind: DocumentKind = DocumentKind.PRESS_RELEASE
) -> Found:
    """Return the document a button is about; refuses what the person may not see.

    The record is a document, or an initiative whose document of that kind is meant.
    """
    async with visit.reading() as tx:
        found = await _load(tx, record, kind)
    await visit.check_sees(found.initiative)
    return found


async def _load(tx: Transaction, record: str, kind: DocumentKind) -> Found:
    if record.startswith("doc_"):
        document = await documents.find_by_id(tx, record)
        owner = await initiatives.find(tx, document.initiative_id) if document else None
    else:
        owner = await initiatives.find(tx, record)
        document = await documents.find(tx, record, kind) if owner else None
    if owner is None or document is None:
        raise GONE
    return Found(owner, document)


async def of_version(visit: Visit, record: str) -> tuple[Found, Version]:
    """Return the version a button is about, with what it belongs to."""
    async with visit.reading() as tx:
        version = await documents.version_by_id(tx, record)
        if version is None:
            raise GONE
        found = await _load(tx, version.document_id, DocumentKind.PRESS_RELEASE)
    await visit.check_sees(found.initiative)
    return found, version


async def meant(visit: Visit, action: str, verb: str, typed: str = "") -> Initiative | Say:
    """Return the initiative meant by `WB-12`, or by the channel; a picker where that is open.

    `typed` are words that the picker's buttons carry on: `ini_1/Notes are ready`.
    """
    if visit.words:
        return await by_key(visit, visit.words)
    async with visit.reading() as tx:
        here = await initiatives.in_channel(tx, visit.channel_id) if visit.channel_id else []
    if not here:
        msg = (
            "No initiative lives in this channel yet. /workback new starts one, "
            "/workback list shows the others."
        )
        raise Refusal(msg)
    if len(here) == 1:
        await visit.check_sees(here[0])
        return here[0]
    return _picker(here, action, verb, f"/{typed}" if typed else "")


async def by_key(visit: Visit, words: str) -> Initiative:
    """Return the initiative whose key is typed, for example `WB-12`."""
    key = words.split(maxsplit=1)[0][:40]
    number = number_of(key)
    if number is None:
        raise Refusal(f"“{key}” is not a key. Keys look like WB-12; /workback list shows them.")
    async with visit.reading() as tx:
        found = await initiatives.find_by_number(tx, number)
    if found is None:
        raise access.not_there(f"WB-{number}")
    await visit.check_sees(found)
    return found


def _picker(here: list[Initiative], action: str, verb: str, typed: str) -> Say:
    newest = here[-MOST_CHOICES:]
    more = " The newest stand here; /workback list shows all." if len(here) > len(newest) else ""
    return say(
        "This channel is home to several initiatives. Which one?",
        section(f"*Which one do you want to {verb}?* {more}"),
        *(
            section(
                f"*{harmless(i.name)}*  ·  {i.key}",
                button("Choose", action, f"{i.id}{typed}", about=f"Choose {i.name}"),
            )
            for i in newest
        ),
    )
