"""Acts on blocks: buttons, fields, modals."""

from typing import Any

from playground.acts import Outcome
from playground.elements import HOLDINGS, find
from playground.page.session import Session
from playground.page.talking import message_of
from playground.page.values import held_value, identity
from playground.refusals import Impossible
from playground.things import Json, Message, View

Ids = tuple[str, str]


async def _use(session: Session, told: Json) -> None:
    where = _where(session, told["place"])
    _keep_typed(session, where, told)
    _, element = _element(where, _ids(told))
    value = None
    if element["type"] == "overflow":
        value = _meant(session, told, element, told["value"])
    await _carry(session, where, told, value)


async def _choose(session: Session, told: Json) -> None:
    where = _where(session, told["place"])
    _keep_typed(session, where, told)
    _, element = _element(where, _ids(told))
    await _carry(session, where, told, _meant(session, told, element, told.get("value")))


async def _tick(session: Session, told: Json) -> None:
    raw = told["values"] if "values" in told else told["value"]
    await _choose(session, told | {"value": raw})


async def _add(session: Session, told: Json) -> None:
    """Add to what a multi-select holds."""
    where = _where(session, told["place"])
    _, element = _element(where, _ids(told))
    held = _held(where, told, element)
    new = _meant(session, told, element, told["value"])
    if new is not None:
        _keep_typed(session, where, told)
        await _carry(session, where, told, [*held, new])


async def _drop(session: Session, told: Json) -> None:
    """Take something out of a multi-select or a file input."""
    where = _where(session, told["place"])
    _, element = _element(where, _ids(told))
    left = [item for item in _held(where, told, element) if identity(item) != told["value"]]
    _keep_typed(session, where, told)
    await _carry(session, where, told, left)


async def _attach(session: Session, told: Json) -> None:
    """Put uploaded files into a file input."""
    where = _where(session, told["place"])
    _, element = _element(where, _ids(told))
    new = _meant(session, told, element, told["values"])
    await _carry(session, where, told, [*_held(where, told, element), *new])


async def _type(session: Session, told: Json) -> None:
    """Keep what was typed; the app hears of it if it asked to."""
    view_id = told["place"].removeprefix("view:")
    if session.slack.world.view(view_id) is None and not told.get("tells"):
        return  # A field says so once more when its modal closes; then nobody keeps it.
    where = _where(session, told["place"])
    _keep_typed(session, where, told)
    if told.get("tells"):
        _, element = _element(where, _ids(told))
        await _carry(session, where, told, _meant(session, told, element, told["value"]))


async def _suggest(session: Session, told: Json) -> None:
    """Ask the app what an external select offers."""
    where = _where(session, told["place"])
    options = await session.slack.acts.suggest(session.person, where, _ids(told), told["value"])
    session.found.setdefault(told["place"], {})[_ids(told)] = options
    if not options:
        session.toast = f"Nothing found for “{told['value']}”."


async def _submit(session: Session, told: Json) -> bool:
    where = _modal(session, told)
    outcome = await session.slack.acts.submit(session.person, where)
    return outcome.trouble is None and not where.errors


async def _close(session: Session, told: Json) -> Outcome:
    return await session.slack.acts.close(session.person, _modal(session, told))


def _modal(session: Session, told: Json) -> View:
    where = _where(session, told["place"])
    if not isinstance(where, View):
        raise Impossible("This is not a modal.")
    _keep_typed(session, where, told)
    return where


def _where(session: Session, place: str) -> View | Message:
    kind, _, rest = place.partition(":")
    if kind == "message":
        return message_of(session, place)
    view = session.slack.world.view(rest)
    if view is None:
        raise Impossible("This view is closed already.")
    return view


def _ids(told: Json) -> Ids:
    return told["block"], told["action"]


def _element(where: View | Message, ids: Ids) -> tuple[Json, Json]:
    found = find(where.blocks, *ids)
    if found is None:
        raise Impossible("This has changed in the meantime. Please look again.")
    return found


def _held(where: View | Message, told: Json, element: Json) -> list[Any]:
    if isinstance(where, Message):
        return []
    block_id, action_id = _ids(told)
    held = where.state.get(block_id, {}).get(action_id, {})
    return list(held.get(HOLDINGS[element["type"]].value) or [])


def _meant(session: Session, told: Json, element: Json, raw: Any) -> Any:
    ids = told["block"], element["action_id"]
    found = session.found.get(told["place"], {}).get(ids, [])
    zone = session.reader().zone
    return held_value(element, raw, world=session.slack.world, zone=zone, found=found)


def _keep_typed(session: Session, where: View | Message, told: Json) -> None:
    """Let the view hold what was typed since it was last told."""
    if isinstance(where, Message):
        return
    for field in told.get("fields", []):
        found = find(where.blocks, field["block"], field["action"])
        if found is None:
            continue
        _, element = found
        told_by = told | {"block": field["block"]}
        value = _meant(session, told_by, element, field["value"])
        before = where.state.get(field["block"], {}).get(field["action"], {})
        if before.get(HOLDINGS[element["type"]].value) != value:
            session.slack.acts.put(where, (field["block"], field["action"]), element, value)


async def _carry(session: Session, where: View | Message, told: Json, value: Any) -> None:
    session.found.get(told["place"], {}).pop(_ids(told), None)
    await session.slack.acts.use(session.person, where, _ids(told), value)


BLOCKS = {
    "use": _use,
    "choose": _choose,
    "tick": _tick,
    "add": _add,
    "drop": _drop,
    "attach": _attach,
    "type": _type,
    "suggest": _suggest,
    "submit": _submit,
    "close": _close,
}
