"""Finding messages as the people of the playground do."""

from playground.server import Playground
from playground.things import Message

PATIENCE = 15.0
"""Seconds in which a message has to come."""


async def card_in(slack: Playground, who: str, channel: str) -> Message:
    """Return the newest card of a channel."""
    return await message(slack, who, channel, "(WB-")


async def message(slack: Playground, who: str, channel: str | None, words: str) -> Message:
    """Return the newest message that has these words, as soon as it is there."""
    person = slack.person(who)

    def found() -> list[Message]:
        return [m for m in person.sees(channel) if words in m.text and not m.ephemeral_to]

    await slack.until(found, timeout=PATIENCE)
    return found()[-1]
