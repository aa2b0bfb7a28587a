"""Settings of a workspace, one group, and what was changed."""

from collections.abc import Iterator

from bot.settings import views
from bot.settings.groups import GROUPS
from domain.own_sections import OwnSection
from domain.settings import OwnWords, SettingChange, Settings
from playground.gallery import Sample
from playground.samples import made
from playground.samples.texts import Texts


def samples(texts: Texts) -> Iterator[Sample]:
    """Return the views of settings."""
    own = OwnWords(added=(texts.line[:75],) * min(texts.many, 30), left_out=("leverage",))
    found = Settings(
        approvals=2,
        principles=tuple(f"{n} {texts.line}"[:75] for n in range(min(texts.many, 30))),
        hype=own,
        own_sections=tuple(
            OwnSection(number=n, title=f"{n} {texts.line}"[:75], prompt=texts.line[:150])
            for n in range(1, min(texts.many, 10) + 1)
        ),
        prompts=(("problem", texts.line[:150]),),
    )
    notes = [f"“{texts.line[:75]}” is no longer in the list; 2 goals keep their tag."]
    admin = views.Shown(found, admin=True, notes=notes)
    member = views.Shown(found, admin=False, ask=f"{texts.name} or Alice")
    groups = {group.key: group for group in GROUPS}
    modals = {
        "of an admin": views.settings_modal(admin),
        "of a member": views.settings_modal(member),
        "nothing changed": views.settings_modal(views.Shown(Settings(), admin=True)),
        **{
            f"edit {key}": views.group_form(groups[key], found)
            for key in ("press_release", "reviews", "goals", "thresholds", "hype")
        },
        "see goals": views.group_modal(groups["goals"], found, texts.name),
        "see hype": views.group_modal(groups["hype"], found, texts.name),
        "what changed": views.changes_modal(_changes(found), 1, texts.many * 3),
        "nothing was changed": views.changes_modal([], 1, 0),
    }
    for name, modal in modals.items():
        yield Sample("settings", f"{name}, {texts.kind}", "modal", modal)


def _changes(found: Settings) -> list[SettingChange]:
    before, after = Settings().model_dump(mode="json"), found.model_dump(mode="json")
    names = ("own_sections", "prompts", "approvals", "self_approval", "principles", "hype", "gone")
    return [
        SettingChange(
            id=f"set_{name}",
            changed_by=made.OWNER,
            changed_at=made.NOW,
            setting=name,
            before=before.get(name, "a setting of an older version"),
            after=after.get(name, 3),
        )
        for name in names
    ]
