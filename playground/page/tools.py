"""Acts on the playground itself: its clock, its traffic, its faults."""

from datetime import datetime, timedelta

from bot.clock import MovableClock
from playground.faults import Faults
from playground.page.session import Session
from playground.refusals import Impossible
from playground.things import Json

_MONDAY_HOUR = 9
_DAYS_A_WEEK = 7
_STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1)}


async def _clock(session: Session, told: Json) -> None:
    clock, step = _movable(session), told["value"]
    if step == "reset":
        clock.move(-clock.shift)
    elif step == "monday":
        clock.move_to(next_monday(clock.now(), session))
    else:
        clock.move(_STEPS[step])
    session.slack.world.changed()


def next_monday(now: datetime, session: Session) -> datetime:
    """Return the next Monday at nine in the acting person's zone."""
    here = now.astimezone(session.reader().zone)
    days = (_DAYS_A_WEEK - here.weekday()) % _DAYS_A_WEEK
    monday = (here + timedelta(days=days)).replace(
        hour=_MONDAY_HOUR, minute=0, second=0, microsecond=0
    )
    return monday if monday > here else monday + timedelta(days=_DAYS_A_WEEK)


async def _set_clock(session: Session, told: Json) -> None:
    moment = told["form"].get("moment")
    if not moment:
        raise Impossible("Please choose a day and a time.")
    zone = session.reader().zone
    _movable(session).move_to(datetime.fromisoformat(moment).replace(tzinfo=zone))
    session.slack.world.changed()


def _movable(session: Session) -> MovableClock:
    if not isinstance(session.slack.clock, MovableClock):
        raise Impossible("This playground's clock cannot be moved.")
    return session.slack.clock


async def _drawer(session: Session, _told: Json) -> None:
    session.drawer = not session.drawer


async def _filter(session: Session, told: Json) -> None:
    session.wanted = told["value"]


async def _way(session: Session, told: Json) -> None:
    session.way = told["value"]


async def _unfold(session: Session, told: Json) -> None:
    session.opened ^= {int(told["value"])}


async def _clear_traffic(session: Session, _told: Json) -> None:
    session.slack.traffic.clear()
    session.opened.clear()


async def _add_fault(session: Session, told: Json) -> None:
    form = told["form"]
    times = form["times"].strip()
    if times and not times.isdigit():
        raise Impossible("How many times is a number, or empty for every time.")
    method, detail = form["method"].strip() or "*", form["detail"].strip()
    _add(session.slack.faults, form["kind"], method, detail, int(times) if times else None)


def _add(faults: Faults, kind: str, method: str, detail: str, times: int | None) -> None:
    match kind:
        case "error":
            faults.error(method, detail or "fatal_error", times)
        case "status":
            faults.fail(method, int(_number(detail, 500)), times)
        case "rate_limit":
            faults.rate_limit(method, int(_number(detail, 1)), times)
        case "delay":
            faults.delay(method, _number(detail, 2), times)
        case "hang":
            faults.hang(method, times)
        case "lose_reply":
            faults.lose_reply(method, times)
        case "duplicate":
            faults.duplicate_events(times)
        case "drop":
            faults.drop_events(times)
        case "swap":
            faults.swap_events(times)


def _number(detail: str, usual: float) -> float:
    if not detail:
        return usual
    try:
        return float(detail)
    except ValueError:
        raise Impossible(f"{detail} is not a number.") from None


async def _remove_fault(session: Session, told: Json) -> None:
    faults = session.slack.faults
    number = int(told["value"])
    if number < len(faults.waiting):
        faults.remove(faults.waiting[number])


TOOLS = {
    "clock": _clock,
    "set_clock": _set_clock,
    "drawer": _drawer,
    "filter": _filter,
    "way": _way,
    "unfold": _unfold,
    "clear_traffic": _clear_traffic,
    "add_fault": _add_fault,
    "remove_fault": _remove_fault,
}
