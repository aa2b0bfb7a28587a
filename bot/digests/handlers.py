"""The digest for who asks for it: what has happened in the last seven days."""

from datetime import timedelta

from bot import ids
from bot.digests import loading, views
from bot.initiatives import loading as initiatives
from bot.kit.answers import Answer, Open, Say
from bot.kit.visit import Visit
from domain.initiatives import Initiative
from storage import settings

WEEK = timedelta(weeks=1)


async def digest_here(visit: Visit) -> Answer:
    """Show the digest of this channel's initiative, or of the one whose key was typed."""
    found = await initiatives.meant(visit, ids.digests.OPEN, "see the digest of")
    return found if isinstance(found, Say) else await _shown(visit, found)


async def show(visit: Visit) -> Answer:
    """Show the digest of an initiative."""
    return await _shown(visit, await initiatives.initiative(visit, visit.record))


async def _shown(visit: Visit, found: Initiative) -> Answer:
    zone = await visit.zone()
    async with visit.reading() as tx:
        part = await loading.part(tx, found, visit.now - WEEK, visit.now)
        charted = await loading.charted(tx, part)
        wanted = await settings.get(tx)
    return Open(views.modal(charted.part if charted else part, zone, wanted))
