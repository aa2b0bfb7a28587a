"""`workback doctor --check-in`: why somebody was asked, or was not."""

import json
from zoneinfo import ZoneInfo

import typer

from bot import schema
from storage.database import OUT_OF_ORDER, Database
from storage.timeline import Timeline, timelines

NOT_THERE = (
    "There is no check-in and no goal {key}. A check-in's id begins with chk_, a goal's with goal_."
)


async def tell(url: str, key: str, *, as_json: bool) -> bool:
    """Print what happened to a check-in, or to a goal's newest ones; say whether there are any."""
    database = Database(url)
    try:
        async with database.session(writes=False) as session:
            found = await timelines(session, key)
    except OUT_OF_ORDER as fault:
        typer.echo(schema.no_answer(fault), err=True)
        return False
    finally:
        await database.close()
    if not found:
        typer.echo(NOT_THERE.format(key=key[:60]), err=True)
        return False
    if as_json:
        typer.echo(json.dumps([one.model_dump(mode="json") for one in found], indent=2))
    else:
        typer.echo("\n\n".join(_in_words(one) for one in found))
    return True


def _in_words(found: Timeline) -> str:
    zone = ZoneInfo(found.zone)
    head = (
        f"{found.id}: the check-in of {found.day} ({found.zone}) for {found.goal}, "
        f"asked of {found.asked} in {found.workspace}, is {found.state}."
    )
    rows = [
        f"  {event.at:%Y-%m-%d %H:%M:%S} UTC  {event.at.astimezone(zone):%H:%M:%S} local  "
        f"{event.what}"
        for event in found.events
    ]
    return "\n".join([head, *rows])
