"""How often a goal is asked for, in a modal: the rule and its next five dates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    Block,
    PlainTextInputElement,
    StaticSelectElement,
    TimePickerElement,
)

from bot import ids
from bot.goals import forms
from bot.kit import blocks as b
from bot.kit.rhythm import WEEKDAYS, WORKING_DAYS, place
from bot.kit.text import dated, harmless
from domain.cadence import Cadence, Date, DayOff, Every, MonthEnd

HOW_OFTEN: Mapping[Every, str] = {
    Every.DAILY: "Every working day",
    Every.WEEKLY: "Every week",
    Every.BIWEEKLY: "Every second week",
    Every.MONTHLY: "Every month",
    Every.QUARTERLY: "Every quarter",
    Every.WORKING_DAY: "On a working day of each month",
    Every.CRON: "By a cron rule",
}
DAYS_OFF: Mapping[DayOff, str] = {
    DayOff.MOVE: "It moves to the next working day",
    DayOff.SKIP: "It is left out",
}
MONTH_ENDS: Mapping[MonthEnd, str] = {
    MonthEnd.CLAMP: "On their last day",
    MonthEnd.SKIP: "Not at all",
}
SHORTEST_MONTH = 28


@dataclass(frozen=True)
class Asking:
    """How often a goal is asked for, as a form shows it."""

    rule: Cadence
    owner: str
    zone: str
    """The owner's: an IANA name."""
    preview: Sequence[Date] = ()
    trouble: str = ""
    """Why the rule gives no dates."""
    more: bool = True
    """Whether it shows the time zone, and what becomes of days off."""
    until: str = ""
    """Who is asked until the owner accepts, in words."""


def check_in_inputs(asking: Asking) -> list[Block]:
    """Return the inputs of a rule, only those it needs, and its next five dates."""
    rule = asking.rule
    often = {str(every): label for every, label in HOW_OFTEN.items()}
    blocks: list[Block] = [
        b.header("Check-ins"),
        _select(forms.EVERY, "How often", often, rule.every),
        *_which_day(rule),
    ]
    if rule.every is not Every.CRON:
        picker = TimePickerElement(
            action_id=ids.goals.CHANGE_FORM,
            initial_time=f"{rule.at:%H:%M}",
            placeholder=b.plain("Time"),
        )
        field = b.field(
            forms.AT, "Time", picker, hint=_whose(asking), optional=False, dispatches=True
        )
        blocks.append(field)
    if asking.more:
        blocks += _zone_and_days_off(asking)
    else:
        more = b.button("Time zone and days off", ids.goals.MORE_DATES)
        blocks.append(b.actions(more, record="more_dates"))
    return [*blocks, *_preview(asking)]


def _whose(asking: Asking) -> str:
    if asking.rule.zone is not None:
        return f"In {place(asking.rule.zone)}, wherever the owner is."
    return f"In the owner's time zone: {asking.owner} is in {place(asking.zone)}.{asking.until}"


def _which_day(rule: Cadence) -> list[Block]:
    if rule.every in (Every.WEEKLY, Every.BIWEEKLY):
        days = {str(index): name for index, name in enumerate(WEEKDAYS)}
        return [_select(forms.WEEKDAY, "Day", days, str(rule.weekday))]
    if rule.every in (Every.MONTHLY, Every.QUARTERLY):
        days = {str(day): str(day) for day in range(1, 32)}
        blocks: list[Block] = [_select(forms.DAY, "Day of the month", days, str(rule.day))]
        if rule.day > SHORTEST_MONTH:
            ends = {str(end): label for end, label in MONTH_ENDS.items()}
            blocks.append(_select(forms.MONTH_END, "In shorter months", ends, rule.month_end))
        return blocks
    if rule.every is Every.WORKING_DAY:
        days = {str(nth): label for nth, label in WORKING_DAYS.items()}
        return [_select(forms.NTH, "Which working day", days, str(rule.nth))]
    if rule.every is Every.CRON:
        hint = (
            "Minute, hour, day, month, weekday: 0 9 * * 1 is Mondays at 9. Enter shows the dates."
        )
        return [_typed(forms.CRON, "Cron rule", rule.cron or forms.USUAL_CRON, hint)]
    return []


def _zone_and_days_off(asking: Asking) -> list[Block]:
    rule = asking.rule
    offs = {str(off): label for off, label in DAYS_OFF.items()}
    hint = "Such as Europe/Berlin. Empty: the owner's, wherever they are. Enter shows the dates."
    return [
        _typed(forms.ZONE, "Fixed time zone", rule.zone or "", hint),
        _select(forms.DAY_OFF, "On a day off", offs, rule.day_off),
    ]


def _select(name: str, label: str, options: Mapping[str, str], chosen: str) -> Block:
    found = [b.option(text, value) for value, text in options.items()]
    element = StaticSelectElement(
        action_id=ids.goals.CHANGE_FORM,
        options=found,
        placeholder=b.plain("Choose"),
        initial_option=next((o for o in found if o.value == chosen), None),
    )
    return b.field(name, label, element, optional=False, dispatches=True)


def _typed(name: str, label: str, usual: str, hint: str) -> Block:
    element = PlainTextInputElement(
        action_id=ids.goals.CHANGE_FORM, initial_value=usual or None, max_length=60
    )
    return b.field(name, label, element, hint=hint, dispatches=True)


def _preview(asking: Asking) -> list[Block]:
    if asking.trouble:
        return [b.section(f"*No dates yet.* {harmless(asking.trouble)}")]
    if not asking.preview:
        return [b.section("*No dates:* this rule names no day from now on.")]
    lines = [f"•  {_date(each)}" for each in asking.preview]
    return [b.section("*The next five, in your time*\n" + "\n".join(lines))]


def _date(each: Date) -> str:
    shown = dated(each.at, "{date_long_pretty} at {time}")
    return f"{shown}  ·  moved, {harmless(each.off)}" if each.off else shown
