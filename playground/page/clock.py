"""The playground's clock: its panel, and what moves it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playground.page.icons import icon
from playground.page.session import Session, shift_seconds
from playground.refusals import Impossible
from playground.render.markup import Markup, el
from playground.things import Json

_MONDAY_HOUR = 9
_DAYS_A_WEEK = 7

Later = Callable[[datetime], datetime]


def next_hour(here: datetime) -> datetime:
    """Return the moment an hour later, also where the clocks change in between."""
    return (here.astimezone(UTC) + timedelta(hours=1)).astimezone(here.tzinfo)


def next_day(here: datetime) -> datetime:
    """Return the same local hour on the next day, also where the clocks change in between."""
    return here + timedelta(days=1)  # aware of a zone, Python adds wall time


def next_week(here: datetime) -> datetime:
    """Return the same local hour a week later."""
    return here + timedelta(weeks=1)


def next_monday(here: datetime) -> datetime:
    """Return the next Monday at nine, in the zone of a local moment."""
    days = (_DAYS_A_WEEK - here.weekday()) % _DAYS_A_WEEK
    monday = (here + timedelta(days=days)).replace(
        hour=_MONDAY_HOUR, minute=0, second=0, microsecond=0
    )
    return monday if monday > here else monday + timedelta(days=_DAYS_A_WEEK)


STEPS: dict[str, tuple[str, Later]] = {
    "hour": ("+1 hour", next_hour),
    "day": ("+1 day", next_day),
    "week": ("+1 week", next_week),
    "monday": ("Next Monday 09:00", next_monday),
}
"""By its word, how a step is called, and the local moment it leads to."""


# The panel ---------------------------------------------------------------------------------------


def clock(session: Session) -> Markup:
    """Return the clock in the bar, with its panel."""
    shift, person = shift_seconds(session.slack), session.person
    passing = session.slack.passing.is_under_way
    opener = el(
        "button",
        el("span", class_="spinner", aria_hidden="true", data_key="clock-busy")
        if passing
        else icon("clock"),
        el(
            "span",
            data_key="clock-now",
            data_clock=person.tz,
            data_shift=f"{shift:.3f}",
            data_half="yes" if person.locale == "en-US" else "no",
            data_mine=True,
        ),
        el("span", "moved", class_="top-moved", data_key="clock-moved") if shift else None,
        type="button",
        class_="top-button",
        aria_label="Clock",
        aria_busy="true" if passing else None,
        popovertarget="clock-menu",
    )
    return el("span", opener, _panel(session, moved=bool(shift)))


def _panel(session: Session, *, moved: bool) -> Markup:
    person, acts = session.person, session.slack.passing.worker is not None
    following = (
        _button("To what is due next", "due", "bk-button bk-primary clock-next") if acts else None
    )
    words = (
        f"It shows {person.shown_name}’s zone, {person.tz}. Whatever is due until then comes at "
        "its hour: reminders, check-ins, digests."
        if acts
        else f"It shows {person.shown_name}’s zone, {person.tz}."
    )
    return el(
        "div",
        el("h2", "The playground’s clock"),
        el("p", words),
        following,
        el("div", *[_button(words, step) for step, (words, _) in STEPS.items()], class_="row"),
        _setter(session, acts=acts),
        _button("Back to the real time", "reset", disabled=not moved),
        id="clock-menu",
        class_="menu clock-panel bk",
        popover="auto",
    )


def _button(words: str, step: str, css: str = "bk-button", *, disabled: bool = False) -> Markup:
    return el(
        "button",
        words,
        type="button",
        class_=css,
        data_act="clock",
        data_value=step,
        disabled=disabled,
    )


def _setter(session: Session, *, acts: bool) -> Markup:
    here = _here(session)
    moment = el(
        "input",
        type="datetime-local",
        name="moment",
        class_="bk-input",
        value=f"{here:%Y-%m-%dT%H:%M}",
        aria_label="Day and time",
        data_key=f"clock-set-{shift_seconds(session.slack):.0f}",  # anew once the clock was moved
    )
    asleep = el(
        "label",
        el("input", type="checkbox", name="asleep", value="yes"),
        el("span", "as if Workback had been down until then"),
        class_="clock-asleep",
    )
    button = el(
        "button",
        "Set",
        type="button",
        class_="bk-button",
        data_act="set_clock",
        data_form="1",
    )
    return el("form", moment, button, asleep if acts else None, class_="row")


def _here(session: Session) -> datetime:
    return session.slack.world.now().astimezone(session.reader().zone)


# What moves it -----------------------------------------------------------------------------------


async def _clock(session: Session, told: Json) -> None:
    passing, step = session.slack.passing, told["value"]
    _must_rest(session)
    if step == "due":
        session.passed = await passing.until_said()
    elif step == "reset":
        await passing.to_the_real_time()
        session.passed = None
    else:
        _, later = STEPS[step]
        session.passed = await passing.to(later(_here(session)))


async def _set_clock(session: Session, told: Json) -> None:
    _must_rest(session)
    moment = told["form"].get("moment")
    if not moment:
        raise Impossible("Please choose a day and a time.")
    at = datetime.fromisoformat(moment).replace(tzinfo=session.reader().zone)
    passing = session.slack.passing
    sleeps = told["form"].get("asleep") == "yes"
    session.passed = await (passing.asleep_to(at) if sleeps else passing.to(at))


def _must_rest(session: Session) -> None:
    if session.slack.passing.is_under_way:
        raise Impossible("Time is passing already. Please wait until it rests.")


CLOCK = {
    "clock": _clock,
    "set_clock": _set_clock,
}
