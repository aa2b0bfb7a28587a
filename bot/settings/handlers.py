"""Settings are shown to every member, and changed by workspace admins only."""

from bot.kit.answers import Answer, Open, Update
from bot.kit.blocks import Json
from bot.kit.visit import Visit
from bot.settings import views
from bot.settings.groups import Group, group
from domain.errors import Refusal
from domain.settings import Settings
from storage import documents, goals, settings

MOST_NAMED = 3


async def show(visit: Visit) -> Answer:
    """Show all settings."""
    return Open(await _all(visit))


async def back(visit: Visit) -> Answer:
    """Show all settings again."""
    return Update(await _all(visit))


async def _all(visit: Visit, notes: list[str] | None = None) -> Json:
    await _check_sees(visit)
    admin = await visit.directory.is_admin(visit.person_id)
    async with visit.reading() as tx:
        found = await settings.get(tx)
    ask = "" if admin else await _whom_to_ask(visit)
    return views.settings_modal(views.Shown(found, admin, ask, notes or ()))


async def _check_sees(visit: Visit) -> None:
    if not await visit.is_member():
        raise Refusal("Guests cannot see the settings of a workspace. Ask one of its members.")


async def _whom_to_ask(visit: Visit) -> str:
    """Return the names of some admins: "Alice or Bob"."""
    names = (await visit.directory.admins())[:MOST_NAMED]
    if len(names) < 2:  # noqa: PLR2004  (two names need an "or")
        return "".join(names) or "one of them"
    return f"{', '.join(names[:-1])} or {names[-1]}"


async def open_group(visit: Visit) -> Answer:
    """Open a group: to change it, or for others only to see it."""
    await _check_sees(visit)
    chosen = group(visit.record)
    admin = await visit.directory.is_admin(visit.person_id)
    async with visit.reading() as tx:
        found = await settings.get(tx)
    if admin:
        return Update(views.group_form(chosen, found))
    return Update(views.group_modal(chosen, found, await _whom_to_ask(visit)))


async def save(visit: Visit) -> Answer:
    """Keep a group, if who saves is an admin still and nobody was faster."""
    meta = visit.modal.metadata(views.Editing)
    chosen = group(meta.group)
    await _check_still_admin(visit)
    notes: list[str] = []
    async with visit.transaction() as tx:
        if await documents.first_time(tx, visit.modal.submission_key):
            before = await settings.locked(tx)
            _check_same(chosen, before, meta.seen)
            typed = {field.key: field.read(visit.modal, before) for field in chosen.fields}
            after = before.model_copy(update=typed)
            await settings.change(tx, visit.person_id, before, after)
            gone = set(before.principles) - set(after.principles)
            notes = _still_tagged(await goals.tagged(tx, gone)) if gone else []
    return Update(await _all(visit, notes))


async def _check_still_admin(visit: Visit) -> None:
    if not await visit.directory.is_admin(visit.person_id):
        ask = await _whom_to_ask(visit)
        msg = (
            "Not saved: only workspace admins can change this, and you are not one any "
            f"more. Your words are still here; ask {ask} to save them."
        )
        raise Refusal(msg)


def _check_same(chosen: Group, now: Settings, seen: str) -> None:
    """Refuse to save over what somebody else has saved since the form was opened."""
    if chosen.fingerprint(now) != seen:
        stands = "; ".join(
            f"{field.label}: {field.shown(getattr(now, field.key))}" for field in chosen.fields
        )
        msg = (
            "Not saved: somebody else changed this while you wrote. It is now: "
            f"{stands[:400]}. Copy your words, close this and open it again."
        )
        raise Refusal(msg)


def _still_tagged(goals_by_principle: dict[str, int]) -> list[str]:
    """Say which principles that are gone from the list stay on goals."""
    return [
        f"“{principle}” is no longer in the list; {count} "
        f"{'goal keeps its' if count == 1 else 'goals keep their'} tag."
        for principle, count in goals_by_principle.items()
    ]


async def open_changes(visit: Visit) -> Answer:
    """Show who changed what, the newest first."""
    return Update(await _changes(visit, 1))


async def turn_page(visit: Visit) -> Answer:
    """Show another page of it."""
    return Update(await _changes(visit, int(visit.record)))


async def _changes(visit: Visit, page: int) -> Json:
    await _check_sees(visit)
    async with visit.reading() as tx:
        count = await settings.count_changes(tx)
        found = await settings.changes(tx, limit=views.PAGE, offset=(page - 1) * views.PAGE)
    return views.changes_modal(found, page, count)
