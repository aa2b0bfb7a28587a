"""Settings as blocks: all of them, one group, and what was changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot import ids
from bot.kit import blocks as b
from bot.kit.blocks import Json, Metadata
from bot.kit.paging import pages_of, turns
from bot.kit.text import brief, clipped, counted, dated, harmless
from bot.settings.fields import Field, Words
from bot.settings.groups import FIELDS, GROUPS, Group
from domain.settings import SettingChange, Settings

PAGE = 10
SHOWN = 200
"""Characters of a value in a row."""


class Editing(Metadata):
    """A group that is being changed."""

    group: str
    seen: str
    """The fingerprint of the group when it was opened."""


class Page(Metadata):
    """A page of what was changed."""

    page: int


@dataclass(frozen=True)
class Shown:
    """All that the screen of settings shows."""

    settings: Settings
    admin: bool
    ask: str = ""
    """Whom to ask: "Alice or Bob"."""
    notes: Sequence[str] = ()
    """What came of a change."""


def settings_modal(shown: Shown) -> Json:
    """Return all settings, a row for each group."""
    blocks: list[Block] = [b.section(f"*{harmless(note)}*") for note in shown.notes]
    if not shown.admin:
        blocks.append(b.section(only_admins(shown.ask)))
    words = [group for group in GROUPS if isinstance(group.fields[0], Words)]
    blocks += [_row(shown, group) for group in GROUPS if group not in words]
    blocks.append(b.header("Words readiness looks for"))
    blocks += [_row(shown, group) for group in words]
    changes = b.button("What changed", ids.settings.OPEN_CHANGES, about="What changed, and by whom")
    blocks += [b.divider(), b.actions(changes, record="changes")]
    return b.modal("Settings", blocks, callback=ids.settings.OPEN)


def only_admins(ask: str) -> str:
    """Say who can change settings."""
    return f"Only workspace admins can change this. Ask {harmless(ask)}."


def _row(shown: Shown, group: Group) -> Block:
    lines = [
        f"{field.label}: {brief(field.shown(getattr(shown.settings, field.key)), SHOWN)}"
        for field in group.fields
    ]
    only = group.fields[0]
    if isinstance(only, Words):
        lines = [brief(only.shown(getattr(shown.settings, only.key)), SHOWN)]
    verb = "Edit" if shown.admin else "See"
    about = f"{verb} the settings: {group.title}"
    edit = b.button(verb, ids.settings.OPEN_GROUP, group.key, about=about)
    return b.section("\n".join([f"*{group.title}*", *lines]), edit, record=group.key)


def group_form(group: Group, settings: Settings) -> Json:
    """Return the form that changes a group."""
    blocks: list[Block] = [b.section(group.about)]
    for field in group.fields:
        blocks += field.inputs(settings)
    return b.modal(
        clipped(group.title, b.MODAL_TITLE),
        blocks,
        callback=ids.settings.SAVE,
        metadata=Editing(group=group.key, seen=group.fingerprint(settings)),
        submit="Save",
        close="Cancel",
    )


def group_modal(group: Group, settings: Settings, ask: str) -> Json:
    """Return a group for those who may not change it."""
    blocks: list[Block] = [b.section(only_admins(ask)), b.section(group.about)]
    for field in group.fields:
        blocks += [b.section(f"*{field.label}*"), *_whole(field, settings)]
    blocks.append(_back())
    return b.modal(clipped(group.title, b.MODAL_TITLE), blocks, callback=ids.settings.OPEN_GROUP)


def _whole(field: Field, settings: Settings) -> list[Block]:
    value = getattr(settings, field.key)
    if isinstance(field, Words):
        lists = {"Added": value.added, "Left out": value.left_out}
        told = [f"{what}:\n" + "\n".join(words) for what, words in lists.items() if words]
        return [b.rich(b.line(b.said(words))) for words in told or [field.shown(value)]]
    words = "\n".join(value) if isinstance(value, tuple) else ""
    return [b.rich(b.line(b.said(words or field.shown(value))))]


def _back() -> Block:
    return b.actions(b.button("All settings", ids.settings.BACK), record="back")


def changes_modal(changes: Sequence[SettingChange], page: int, count: int) -> Json:
    """Return a page of what was changed, newest first."""
    blocks: list[Block] = [b.header(counted(count, "change"))]
    if not changes:
        words = "*Nothing was changed yet.* Who changes what, and when, will stand here."
        blocks = [b.section(words)]
    blocks += map(_change, changes)
    blocks += turns(page, pages_of(count, PAGE), ids.settings.CHANGES_PAGE, "what changed")
    blocks.append(_back())
    return b.modal(
        "What changed", blocks, callback=ids.settings.OPEN_CHANGES, metadata=Page(page=page)
    )


def _change(change: SettingChange) -> Block:
    field = FIELDS.get(change.setting)
    label = field.label if field else change.setting
    before, after = _told(field, change.before), _told(field, change.after)
    when = dated(change.changed_at, "{date_pretty} at {time}")
    return b.section(f"*{harmless(label)}*\n{before} → {after}\n<@{change.changed_by}>  ·  {when}")


def _told(field: Field | None, value: object) -> str:
    return brief(field.shown(value) if field else str(value), SHOWN)
