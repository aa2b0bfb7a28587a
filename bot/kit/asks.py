"""Asks in plain words: what a reminder says where no feature says it better."""

from domain.access import listed
from storage.asking import Ask, Purpose, Said

_LATE = 300
"""Seconds from which on a reminder says that it is late."""


def plainly(ask: Ask) -> Said:
    """Say which goals wait for an answer."""
    titles = listed([f"“{item.goal.title}”" for item in ask.items])
    verb = "is" if len(ask.items) == 1 else "are"
    late = " This reminder is late: Workback was not running." if ask.late_seconds > _LATE else ""
    if ask.unreachable is not None:
        text = f"<@{ask.owner_id}>, {titles} {verb} due. Slack lets me send you no message."
        return Said(text, conversation=ask.items[0].channel_id)
    sentences = {
        Purpose.ASK: f"{titles} {verb} due today.",
        Purpose.NUDGE: f"{titles} still {verb} without an answer.",
        Purpose.BACKUP: f"<@{ask.owner_id}> has not answered for {titles}. Can you?",
        Purpose.TAKE_OVER: f"<@{ask.owner_id}> has left Slack. Can you take over {titles}?",
    }
    return Said(sentences[ask.purpose] + late)
