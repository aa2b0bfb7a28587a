"""Digests on their way: looked for when a quarter of an hour begins, written once each."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

import structlog

from bot.clock import Clock
from bot.digests import loading, views
from bot.digests.lines import Part
from domain.digests import LATEST, Due, due, following
from domain.people import WorkspaceId
from storage import calendars, digests, initiatives, outbox, settings
from storage.database import Database, Transaction
from storage.digests import Home
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


async def next_due(database: Database, now: datetime) -> datetime | None:
    """Return when a digest is due next, in any workspace and zone."""
    async with database.session(writes=False) as session:
        zones = await digests.zones(session)
    dues = []
    for workspace_id, zone in zones:
        async with database.reading(workspace_id, now) as tx:
            wanted, shared = await settings.get(tx), await calendars.shared(tx)
        at = following(now, ZoneInfo(zone), wanted.digest_day, wanted.digest_hour, shared)
        dues += [at] if at else []
    return min(dues, default=None)


async def send_due(database: Database, now: datetime) -> int:
    """Write all digests that are due; return how many. One that fails leaves the others alone."""
    async with database.session(writes=False) as session:
        zones = await digests.zones(session)
    sent = 0
    for workspace_id, name in zones:
        wanted = await _due(database, now, workspace_id, name)
        if wanted is None:
            continue
        found, homes = wanted
        for home in homes:
            try:
                async with database.transaction(workspace_id, now) as tx:
                    sent += await _send(tx, home, found, ZoneInfo(name))
            except Exception as fault:  # noqa: BLE001  (one broken channel keeps no other back)
                log.warning("a digest failed", channel=home.channel_id, fault=repr(fault))
    return sent


async def _due(
    database: Database, now: datetime, workspace_id: WorkspaceId, zone: str
) -> tuple[Due, list[Home]] | None:
    """Return the digest that is due in a zone of a workspace, and in which channels."""
    async with database.reading(workspace_id, now) as tx:
        wanted = await settings.get(tx)
        shared = await calendars.shared(tx)
        found = due(now, ZoneInfo(zone), wanted.digest_day, wanted.digest_hour, shared)
        return (found, await digests.untold(tx, zone, found.day)) if found else None


async def _send(tx: Transaction, home: Home, found: Due, zone: ZoneInfo) -> bool:
    """Write a channel's digest, unless another replica has or there is nothing to tell."""
    before = await digests.take(tx, home.initiatives, found.day)
    parts = await _parts(tx, before, found, zone)
    if not parts:
        return False
    charts = (await loading.charted(tx, part) for part in parts)
    charted = await anext((chart async for chart in charts if chart is not None), None)
    shown = views.Digest(parts, zone, await settings.get(tx))
    written = views.message(shown, charted.of if charted else None)
    first = parts[0].initiative
    await outbox.post(
        tx,
        conversation=home.channel_id,
        text=written.message.text,
        blocks=written.message.blocks,
        pictures=[{**charted.picture, "at": written.chart_at}] if charted else [],
        about=_about(parts),
        responsible=first.owner_id,
        priority=DIGEST,
        expires_at=found.at + LATEST,
        dedupe_key=f"digest:{first.id}:{found.day}",
    )
    return True


async def _parts(
    tx: Transaction, before: Mapping[str, date | None], found: Due, zone: ZoneInfo
) -> list[Part]:
    """Return what is not quiet, the initiative with the worst goal first."""
    parts = []
    for initiative_id, last in before.items():
        initiative = await initiatives.get(tx, initiative_id)
        part = await loading.part(tx, initiative, found.since(zone, last), found.at)
        if not part.news.is_quiet:
            parts.append(part)
    return sorted(parts, key=lambda part: (-part.severity, part.initiative.number))


def _about(parts: Sequence[Part]) -> str:
    name = parts[0].initiative.name
    return f"the digest of {name}" + (f" and {len(parts) - 1} more" if len(parts) > 1 else "")
