"""The charts of a goal, drawn for who asks to see them."""

from bot.charts.making import Picture, picture_of
from bot.goals import loading
from bot.goals.views import told as view
from bot.kit.answers import Answer, say
from bot.kit.visit import Visit
from domain.errors import Refusal
from storage import outbox, standings


async def send(visit: Visit) -> Answer:
    """Send a chart of each KPI to the person; a double click sends them once.

    They are drawn when the message leaves, and said in words beside the picture.
    """
    found = await loading.goal(visit, visit.record)
    async with visit.transaction() as tx:
        standing = (await standings.of_goals(tx, [found.goal]))[0]
        pictures: list[Picture] = []
        for measured in standing.measured:
            at = 2 + len(pictures)  # below the title and the KPI's own line
            picture = await picture_of(tx, measured, standing.zone, at=at)
            if picture is not None:
                pictures.append(picture)
        if not pictures:
            raise Refusal("There is nothing to draw yet: a chart begins with the second value.")
        message = view.charts_message(found.goal, [picture["alt_text"] for picture in pictures])
        await outbox.post(
            tx,
            conversation=visit.person_id,
            text=message.text,
            blocks=message.blocks,
            pictures=pictures,
            about=f"the charts of “{found.goal.title}”",
            responsible=visit.person_id,
            dedupe_key=f"charts:{found.goal.id}:{visit.person_id}:{tx.now.timestamp() // 10:.0f}",
        )
    return say("The charts come to our conversation, under Messages in my app, in a moment.")
