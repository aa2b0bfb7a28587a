"""Time away, as a form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block

from bot import ids
from bot.kit import blocks as b
from bot.kit import inputs
from bot.kit.blocks import Json
from bot.kit.text import brief, counted
from domain.absences import Touched
from domain.access import listed
from domain.calendars import Away
from domain.goals import Goal
from domain.people import PersonId

FIRST, LAST = "first", "last"

_NO_BACKUP = " (it has no backup)"

MOST = 10
"""Goals that are named after saving."""


@dataclass(frozen=True)
class Effect:
    """What an absence does to the check-ins of a goal."""

    goal: Goal
    what: Touched
    asked: PersonId | None = None
    """The backup who is asked meanwhile."""


@dataclass(frozen=True)
class Saved:
    """What was just noted."""

    away: Away
    effects: Sequence[Effect]


def away_form(known: Sequence[Away], today: date, saved: Saved | None = None) -> Json:
    """Return the form, with what was just saved above it."""
    blocks: list[Block] = []
    if saved is not None:
        blocks += [b.section(_saved(saved)), *_offer(saved), b.divider()]
    if known:
        blocks.append(b.header("You are away"))
        blocks += [_row(away) for away in known]
    elif saved is None:
        blocks.append(
            b.section(
                "*Tell when you are away.* Check-ins that would fall into that time wait until "
                "you are back, or are left out, as each goal's rhythm says."
            )
        )
    blocks += [
        inputs.day(FIRST, "First day away", today, optional=False),
        inputs.day(LAST, "Last day away", optional=False),
        b.context("While you are away nobody nudges you. A goal's backup can always check in."),
    ]
    return b.modal(
        "Time away", blocks, callback=ids.check_ins.SAVE_AWAY, submit="Save", close="Done"
    )


def _offer(saved: Saved) -> list[Block]:
    """Offer to let the backups be asked, where there are any, or to let it all wait again."""
    record = saved.away.first.isoformat()
    if saved.away.ask_backups:
        wait = b.button("Let them wait", ids.check_ins.ASK_NOBODY, record, about="Let them wait")
        return [b.section("Would you rather have all of them wait until you are back?", wait)]
    backups = {effect.goal.backup_id for effect in saved.effects} - {None}
    if not backups:
        return []
    who = listed([f"<@{person}>" for person in sorted(filter(None, backups))][:5])
    ask = b.button(
        "Ask the backups", ids.check_ins.ASK_BACKUPS, record, about="Ask the backups meanwhile"
    )
    return [b.section(f"*Shall the backups be asked meanwhile?* That is {who}.", ask)]


def _row(away: Away) -> Block:
    words = _days(away) + (", backups are asked meanwhile" if away.ask_backups else "")
    remove = b.button(
        "Remove", ids.check_ins.REMOVE_AWAY, away.first.isoformat(), about=f"Remove {words}"
    )
    return b.section(words, remove)


def _days(away: Away) -> str:
    if away.first == away.last:
        return _day(away.first)
    return f"{_day(away.first)} to {_day(away.last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _saved(saved: Saved) -> str:
    noted = f"*Noted: you are away {_days(saved.away)}.*"
    if not saved.effects:
        return f"{noted} None of your check-ins falls into that time."
    lent = saved.away.ask_backups
    lines = [_effect(effect, lent=lent) for effect in saved.effects[:MOST]]
    if len(saved.effects) > MOST:
        lines.append(f"And {counted(len(saved.effects) - MOST, 'goal')} more.")
    return "\n".join([noted, *lines])


def _effect(effect: Effect, *, lent: bool) -> str:
    what = effect.what
    title = f"•  “{brief(effect.goal.title, 80)}”: "
    one = what.count == 1
    if effect.asked is not None:
        dates = f"on {_day(what.first)}" if one else f"from {_day(what.first)} on"
        return f"{title}<@{effect.asked}> is asked {dates}"
    when = f"the check-in of {_day(what.first)}" if one else counted(what.count, "check-in")
    lacks = "" if not lent else " (its backup is away too)" if effect.goal.backup_id else _NO_BACKUP
    if what.waits_until is None:
        return f"{title}{when} {'is' if one else 'are'} left out{lacks}"
    then = "waits until" if one else "become one on"
    return f"{title}{when} {then} {_day(what.waits_until)}{lacks}"
