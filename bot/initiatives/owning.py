"""Who may answer for a goal of an initiative, and a goal that nobody else changes meanwhile."""

from bot.initiatives import loading
from bot.kit.visit import Visit
from domain import access
from domain.errors import Refusal
from domain.goals import Goal
from domain.initiatives import Initiative
from domain.people import PersonId
from storage import goals
from storage.database import Transaction


async def held(tx: Transaction, goal_id: str) -> Goal:
    """Return a goal that nobody else changes before this transaction ends."""
    found = await goals.find(tx, goal_id, lock=True)
    if found is None:
        raise loading.GONE
    return found


async def check_may_own(
    visit: Visit, initiative: Initiative, who: PersonId, field: str | None = None
) -> None:
    """Refuse a person who cannot answer for a goal of an initiative, or back it up."""
    people = await visit.directory.people([who])
    if who not in people:
        raise Refusal("Slack does not know that person. Choose somebody else.", field=field)
    channel = await visit.directory.channel(initiative.channel_id)
    shares = await visit.directory.shares(who, initiative.channel_id)
    try:
        access.check_may_own(people[who], channel, in_channel=shares)
    except Refusal as refusal:
        raise Refusal(refusal.sentence, field=field) from refusal
