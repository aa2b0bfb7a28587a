"""Finding feedback, and only if the person may see it."""

from dataclasses import dataclass

from bot.initiatives import loading
from bot.kit.visit import Visit
from domain import access
from domain.errors import Refusal
from domain.feedback import Feedback
from domain.initiatives import Initiative
from storage import feedback, initiatives


@dataclass(frozen=True)
class Found:
    """Feedback with the initiative it is filed to."""

    feedback: Feedback
    initiative: Initiative | None


async def one(visit: Visit, record: str) -> Found:
    """Return the feedback a button is about.

    What is filed is seen by who sees the initiative; what is not, by who saved it.
    """
    async with visit.reading() as tx:
        found = await feedback.find(tx, record)
    if found is None:
        raise loading.GONE
    if found.initiative_id is not None:
        return Found(found, await loading.initiative(visit, found.initiative_id))
    if found.saved_by != visit.person_id:
        raise loading.GONE
    return Found(found, None)


async def may_change(visit: Visit, found: Found) -> bool:
    """Say whether the person may file and remove it: who saved it and who edits may."""
    if found.feedback.saved_by == visit.person_id:
        return True
    return found.initiative is not None and access.may_edit(await visit.person(), found.initiative)


async def check_changes(visit: Visit, found: Found) -> None:
    """Refuse unless the person may change it."""
    if not await may_change(visit, found):
        raise Refusal("Only the authors and whoever saved it can change this feedback.")


async def at_hand(visit: Visit, most: int) -> list[Initiative]:
    """Return initiatives to file to: those of this channel first, then others the person sees."""
    scope = await visit.scope()
    async with visit.reading() as tx:
        here = await initiatives.in_channel(tx, visit.channel_id) if visit.channel_id else []
        seen = await initiatives.overviews(tx, scope, limit=most)
    found = {i.id: i for i in [*here, *(overview.initiative for overview in seen)]}
    return list(found.values())[:most]
