"""`workback doctor --check-in`: why somebody was asked, or was not."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import typer

from bot import schema
from bot.kit.text import counted
from domain.check_ins import Kind, lateness
from storage.database import OUT_OF_ORDER, Database
from storage.timeline import Asking, Timeline, Told, told

NOT_THERE = (
    "There is no check-in, goal, initiative or person {key} that anything is known of. Ids begin "
    "with chk_, goal_ or U; an initiative is named like WB-12."
)

_NAMES = {Kind.CHECK_IN: "check-in", Kind.REVIEW: "goal review"}


async def tell(url: str, key: str, *, as_json: bool) -> bool:
    """Print what happened under a key; say whether anything is known."""
    database = Database(url)
    try:
        async with database.session(writes=False) as session:
            found = await told(session, key)
    except OUT_OF_ORDER as fault:
        typer.echo(schema.no_answer(fault), err=True)
        return False
    finally:
        await database.close()
    if not found.schedules and not found.check_ins:
        typer.echo(NOT_THERE.format(key=key[:60]), err=True)
        return False
    if as_json:
        typer.echo(json.dumps(found.model_dump(mode="json"), indent=2))
    else:
        typer.echo("\n\n".join(_in_words(found)))
    return True


def _in_words(found: Told) -> Iterator[str]:
    if found.schedules:
        yield "\n".join(_next(schedule) for schedule in found.schedules)
    for one in found.check_ins:
        head = (
            f"{one.id}: the {_NAMES[Kind(one.kind)]} of {one.day:%A}, {one.day} for {one.goal}, "
            f"asked of {one.asked} in {one.workspace}"
        )
        rows = [
            f"  {_local(event.at, one.zone)}  ({event.at:%H:%M:%S} UTC)  {event.what}"
            for event in one.events
        ]
        yield "\n".join([f"{head}, {_outcome(one)}", *rows])


def _local(at: datetime, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%a %Y-%m-%d %H:%M:%S}"


def _next(schedule: Asking) -> str:
    """Say when a goal is asked for next, or why it is not."""
    name = f"{schedule.goal_id}: the {_NAMES[Kind(schedule.kind)]} of {schedule.owner_id}"
    if schedule.state == "quarantined":
        return f"{name} is set aside: {schedule.error}. Edit the goal."
    if schedule.state != "active" or schedule.next_due_at is None:
        return f"{name} is {schedule.state}: nobody is asked."
    return f"{name} is due next on {_local(schedule.next_due_at, schedule.zone)} ({schedule.zone})."


def _outcome(one: Timeline) -> str:
    """Say in a sentence how it ended, or what it waits for."""
    match one.state:
        case "submitted" | "late" if one.answered_at is not None:
            late = ", beyond the grace" if one.state == "late" else ""
            return f"was answered {_after(one.answered_at - one.due_at)}{late}."
        case "open":
            return f"has no answer yet{_waits(one)}."
        case "cancelled":
            return "was called off."
        case state:
            return f"was {state}."


def _after(gone: timedelta) -> str:
    if gone < timedelta(0):
        return "before it was due"
    if gone < timedelta(minutes=1):
        return "within a minute"
    return f"{lateness(gone)} after it was due"


def _waits(one: Timeline) -> str:
    if not one.is_sent:
        return ", and no message about it has reached Slack"
    following = f"; next {_local(one.reminds_at, one.zone)}" if one.reminds_at else "; no more come"
    return f", after {counted(one.reminders, 'reminder')}{following}"
