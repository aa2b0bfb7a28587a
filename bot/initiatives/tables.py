"""Something of an initiative as a table, sent to the person who asks for it."""

from bot.kit.answers import Answer, say
from bot.kit.text import escaped
from bot.kit.visit import Visit
from domain.initiatives import Initiative
from storage import outbox


async def send(visit: Visit, found: Initiative, what: str) -> Answer:
    """Send a CSV file to the person; a double click sends it once.

    `what` is the name of its maker, and what people call it: "scope". It is written when the
    message leaves.
    """
    async with visit.transaction() as tx:
        moment = f"{tx.now.timestamp() // 10:.0f}"
        await outbox.send_file(
            tx,
            conversation=visit.person_id,
            text=f"The {what} of {escaped(found.name)} as CSV.",
            file={
                "maker": what,
                "name": f"{found.key}-{what}.csv",
                "title": f"{what.capitalize()} of {found.name}",
                "initiative": found.id,
            },
            about=f"the {what} of {found.name} as CSV",
            dedupe_key=f"{what}_csv:{found.id}:{visit.person_id}:{moment}",
            responsible=visit.person_id,
        )
    return say("The CSV file comes to our conversation, under Messages in my app, in a moment.")
