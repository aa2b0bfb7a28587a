"""Help, asked for or needed."""

from rapidfuzz import fuzz, process

from bot.help import views
from bot.kit.answers import Answer
from bot.kit.visit import Visit
from storage import documents, initiatives

NEAR_ENOUGH = 60.0
"""Likeness, 0 to 100, from which a known word is worth proposing."""


async def root(visit: Visit) -> Answer:
    """Answer `/workback`: alone with help, before an unknown word with the nearest one."""
    if not visit.words:
        return await show(visit)
    typed = visit.words.split()[0]
    return views.unknown_word(typed, nearest(typed))


async def show(visit: Visit) -> Answer:
    """Say what Workback can do, and what lives in this channel.

    Built once a moment for everybody in the channel: it is what people type first and most.
    """
    channel_id = visit.channel_id
    if channel_id is None:
        return views.help_message([])

    async def build() -> Answer:
        async with visit.reading() as tx:
            here = await initiatives.in_channel(tx, channel_id)
        return views.help_message(here)

    return await visit.services.recent.get(visit.workspace_id, f"help/{channel_id}", build)


async def mention(visit: Visit) -> Answer | None:
    """Answer a mention with help, once however often Slack delivers it."""
    async with visit.transaction() as tx:
        if not await documents.first_time(tx, f"event/{visit.event_id}"):
            return None
    return await show(visit)


def nearest(typed: str) -> views.Word | None:
    """Return the known word that a typed one is most like; None if it is like none."""
    words = {word.word: word for word in views.WORDS}
    found = process.extractOne(
        typed.lower(), words.keys(), scorer=fuzz.WRatio, score_cutoff=NEAR_ENOUGH
    )
    return words[found[0]] if found else None
