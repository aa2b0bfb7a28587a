"""What the messages that asked say once somebody has answered, or nobody has to any more."""

from collections.abc import Collection, Sequence

from bot.initiatives.closing import Closed, Ending, closed
from bot.kit.blocks import Message
from domain.check_ins import Occurrence, State
from domain.people import PersonId
from storage import check_ins, outbox, retelling
from storage.asking import Purpose
from storage.database import Transaction
from storage.retelling import Told

ABOUT = "a check-in"


async def retell(tx: Transaction, occurrence_ids: Collection[str], ending: Ending = closed) -> None:
    """Bring every message up to date that asked for one of these occurrences.

    What is still open is asked for; where nothing is, the message says its `ending`.
    """
    done: set[str] = set()
    for occurrence in await check_ins.find_many(tx, occurrence_ids):
        if occurrence.bundle not in done:
            done.add(occurrence.bundle)
            await _bundle(tx, await check_ins.in_bundle(tx, occurrence.id), ending)


async def _bundle(tx: Transaction, bundle: Sequence[Occurrence], ending: Ending) -> None:
    if any(o.state is State.OPEN for o in bundle):
        await retelling.retell(tx, bundle)
        return
    for message in await standing(tx, bundle):
        await say(tx, message, ending(Closed(bundle, PersonId(message.person))))


async def say(tx: Transaction, message: Told, shown: Message) -> None:
    """Let something else stand in the place of a message."""
    await outbox.edit(tx, place=message.place, text=shown.text, blocks=shown.blocks, about=ABOUT)


async def standing(tx: Transaction, bundle: Sequence[Occurrence]) -> list[Told]:
    """Return the messages that stand in Slack, or are on their way.

    One that still waits to leave is among them: it may be claimed before this transaction ends.
    """
    found = [
        message
        for message in await retelling.told(tx, bundle)
        if message.purpose is not Purpose.TAKE_OVER and message.state not in ("dropped", "dead")
    ]
    first = bundle[0].bundle
    if any(message.place == first for message in found):
        return found
    message_row = await outbox.place_of(tx, first)  # housekeeping has swept how it was sent
    if message_row is None:
        return found
    kept = Told(first, message_row.conversation, Purpose.ASK, "sent", message_row.posted_at, "")
    return [kept, *found]
