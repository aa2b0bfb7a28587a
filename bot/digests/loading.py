"""Reading what a digest shows, in a number of queries that does not grow."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.charts.making import Picture, picture_of
from bot.digests.lines import Part
from domain.initiatives import Initiative
from storage import digests, people
from storage.database import Transaction


async def part(tx: Transaction, initiative: Initiative, since: datetime, until: datetime) -> Part:
    """Return what happened to an initiative, with the names of who did it."""
    found = await digests.news(tx, initiative.id, since, until)
    acted = {decision.person_id for decision in found.decisions}
    acted |= {version.saved_by for edited in found.edited for version in edited.versions}
    known = await people.names(tx, acted)
    return Part(initiative, found, lambda person: known.get(person, "Somebody"))


@dataclass(frozen=True)
class Charted:
    """A part with the picture of its worst goal that has two values."""

    of: Part
    """The part itself, and `part` with the words of its chart."""
    part: Part
    picture: Picture


async def charted(tx: Transaction, part: Part) -> Charted | None:
    """Describe the chart of a part; None where there is nothing to draw."""
    for news in part.news.goals:
        for measured in news.standing.measured:
            picture = await picture_of(tx, measured, news.standing.zone, at=0)
            if picture is not None:
                return Charted(part, replace(part, chart=picture["alt_text"]), picture)
    return None
