"""Digests on their way: looked for when a quarter of an hour begins, written once each."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import structlog

from bot.clock import Clock
from bot.digests import loading, views
from domain.digests import LATEST, Due, due
from domain.people import WorkspaceId
from storage import calendars, digests, initiatives, outbox, settings
from storage.database import Database, Transaction
from storage.postings import DIGEST

QUARTER = 15
"""Minutes: every zone's hours begin with one."""

log = structlog.get_logger()


class Digests:
    """Sends what is due; every replica looks, and the database lets one of them write each."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._looked: datetime | None = None

    async def tick(self) -> None:
        """Look once in a quarter of an hour. Raises what the database raises: then again soon."""
        now = self._clock.now()
        quarter = now.replace(minute=now.minute // QUARTER * QUARTER, second=0, microsecond=0)
        if quarter == self._looked:
            return
        sent = await send_due(self._database, now)
        self._looked = quarter
        if sent:
            log.info("sent digests", number=sent)


async def send_due(database: Database, now: datetime) -> int:
    """Write all digests that are due; return how many. One that fails leaves the others alone."""
    async with database.session(writes=False) as session:
        zones = await digests.zones(session)
    sent = 0
    for workspace_id, name in zones:
        wanted = await _due(database, now, workspace_id, name)
        if wanted is None:
            continue
        found, ids = wanted
        for initiative_id in ids:
            try:
                async with database.transaction(workspace_id, now) as tx:
                    sent += await _send(tx, initiative_id, found, name)
            except Exception as fault:  # noqa: BLE001  (one broken initiative keeps no other back)
                log.warning("a digest failed", initiative=initiative_id, fault=repr(fault))
    return sent


async def _due(
    database: Database, now: datetime, workspace_id: WorkspaceId, zone: str
) -> tuple[Due, list[str]] | None:
    """Return the digest that is due in a zone of a workspace, and whose it is."""
    async with database.reading(workspace_id, now) as tx:
        wanted = await settings.get(tx)
        shared = await calendars.shared(tx)
        found = due(now, ZoneInfo(zone), wanted.digest_day, wanted.digest_hour, shared)
        return (found, await digests.untold(tx, zone, found.day)) if found else None


async def _send(tx: Transaction, initiative_id: str, found: Due, name: str) -> bool:
    """Write one digest, unless another replica has or there is nothing to tell."""
    last: date | None = await digests.last_told(tx, initiative_id)
    if not await digests.take(tx, initiative_id, found.day):
        return False
    initiative = await initiatives.get(tx, initiative_id)
    zone = ZoneInfo(name)
    shown = await loading.digest(tx, initiative, zone, found.since(zone, last), found.at)
    if shown.news.is_quiet:
        return False
    said = views.message(shown)
    await outbox.post(
        tx,
        conversation=initiative.channel_id,
        text=said.text,
        blocks=said.blocks,
        pictures=await loading.chart(tx, shown),
        about=f"the digest of {initiative.name}",
        responsible=initiative.owner_id,
        priority=DIGEST,
        expires_at=found.at + LATEST,
        dedupe_key=f"digest:{initiative.id}:{found.day}",
    )
    return True
