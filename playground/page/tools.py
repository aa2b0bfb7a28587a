"""Acts on the playground itself: its traffic, its faults."""

from playground.faults import Faults
from playground.page.session import Session
from playground.refusals import Impossible
from playground.things import Json


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
    "drawer": _drawer,
    "filter": _filter,
    "way": _way,
    "unfold": _unfold,
    "clear_traffic": _clear_traffic,
    "add_fault": _add_fault,
    "remove_fault": _remove_fault,
}
