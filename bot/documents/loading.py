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

KIND = DocumentKind.PRESS_RELEASE
MOST_CHOICES = 25
"""Rows of a picker; more are better looked up in the list."""

GONE = Refusal("That is no longer here. /workback list shows your initiatives.")


@dataclass(frozen=True)
class Found:
    """An initiative with its document."""

    initiative: Initiative
    document: Document


async def of_record(visit: Visit, record: str) -> Found:
    """Return what a button is about; refuses what the person may not see."""
    async with visit.reading() as tx:
        found = await _load(tx, record)
    await visit.check_sees(found.initiative)
    return found


async def _load(tx: Transaction, record: str) -> Found:
    initiative = await initiatives.find(tx, record)
    document = await documents.find(tx, record, KIND) if initiative else None
    if initiative is None or document is None:
        raise GONE
    return Found(initiative, document)


async def of_version(visit: Visit, record: str) -> tuple[Found, Version]:
    """Return the version a button is about, with what it belongs to."""
    async with visit.reading() as tx:
        version = await documents.version_by_id(tx, record)
        document = await documents.find_by_id(tx, version.document_id) if version else None
        initiative = await initiatives.find(tx, document.initiative_id) if document else None
    if version is None or document is None or initiative is None:
        raise GONE
    await visit.check_sees(initiative)
    return Found(initiative, document), version


async def meant(visit: Visit, action: str, verb: str) -> Found | Say:
    """Return the initiative meant by `WB-12`, or by the channel; a picker where that is open."""
    if visit.words:
        return await _by_key(visit, visit.words)
    async with visit.reading() as tx:
        here = await initiatives.in_channel(tx, visit.channel_id) if visit.channel_id else []
    if not here:
        msg = (
            "No initiative lives in this channel yet. /workback new starts one, "
            "/workback list shows the others."
        )
        raise Refusal(msg)
    if len(here) == 1:
        return await of_record(visit, here[0].id)
    return _picker(here, action, verb)


async def _by_key(visit: Visit, words: str) -> Found:
    key = words.split(maxsplit=1)[0][:40]
    number = number_of(key)
    if number is None:
        raise Refusal(f"“{key}” is not a key. Keys look like WB-12; /workback list shows them.")
    async with visit.reading() as tx:
        initiative = await initiatives.find_by_number(tx, number)
    if initiative is None:
        raise access.not_there(f"WB-{number}")
    return await of_record(visit, initiative.id)


def _picker(here: list[Initiative], action: str, verb: str) -> Say:
    newest = here[-MOST_CHOICES:]
    more = " The newest stand here; /workback list shows all." if len(here) > len(newest) else ""
    return say(
        "This channel is home to several initiatives. Which one?",
        section(f"*Which one do you want to {verb}?* {more}"),
        *(
            section(f"*{harmless(i.name)}*  ·  {i.key}", button(verb.title(), action, i.id))
            for i in newest
        ),
    )
