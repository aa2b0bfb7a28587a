"""Reading what a digest shows, in a number of queries that does not grow."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.charts.making import Picture, picture_of
from bot.digests import views
from domain.initiatives import Initiative
from storage import digests, people, settings
from storage.database import Transaction


async def digest(
    tx: Transaction, initiative: Initiative, zone: ZoneInfo, since: datetime, until: datetime
) -> views.Digest:
    """Return what happened to an initiative, with the names of who did it."""
    found = await digests.news(tx, initiative.id, since, until)
    acted = {decision.person_id for decision in found.decisions}
    acted |= {version.saved_by for edited in found.edited for version in edited.versions}
    known = await people.names(tx, acted)
    return views.Digest(
        initiative,
        found,
        zone,
        await settings.get(tx),
        lambda person: known.get(person, "Somebody"),
    )


async def chart(tx: Transaction, shown: views.Digest) -> list[Picture]:
    """Describe the one chart: of the worst goal that has two values."""
    for news in shown.news.goals:
        for measured in news.standing.measured:
            at = views.chart_at(shown)
            picture = await picture_of(tx, measured, news.standing.zone, at=at)
            if picture is not None:
                return [picture]
    return []
