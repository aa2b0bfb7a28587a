"""The modal that changes a goal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import StaticSelectElement

from bot import ids
from bot.goals import forms
from bot.goals.forms import EditingGoal
from bot.goals.views.cadence import Asking, check_in_inputs
from bot.goals.views.form import SELECT_LIMIT, principles_input, promises_input, starts_input
from bot.kit import blocks as b
from bot.kit import inputs
from bot.kit.blocks import Json
from bot.kit.text import harmless
from domain.goals import TITLE_LIMIT, Goal
from domain.promises import Promise


@dataclass(frozen=True)
class Edit:
    """What the modal that changes a goal starts from."""

    goal: Goal
    promises: Mapping[str, Promise]
    principles: Sequence[str]
    others: int
    """Goals of the initiative."""
    asking: Asking
    meta: EditingGoal
    notice: str = ""
    """What somebody else has just changed."""


def edit_form(edit: Edit) -> Json:
    """Return the modal that changes a goal; the owner changes by handing over."""
    goal, last = edit.goal, max(edit.others, edit.goal.priority)
    ranks = [b.option(str(place), str(place)) for place in range(1, last + 1)]
    chosen = next((o for o in ranks if o.value == str(goal.priority)), None)
    return b.modal(
        "Edit goal",
        [
            *([b.section(f"*{harmless(edit.notice)}*")] if edit.notice else []),
            b.field(
                forms.TITLE,
                "Customer outcome",
                b.text_input(initial=goal.title, multiline=False, limit=TITLE_LIMIT),
                optional=False,
            ),
            *promises_input(edit.promises, goal.promises),
            inputs.person(forms.BACKUP, "Backup", goal.backup_id),
            b.field(
                forms.RANK,
                "Rank in this initiative",
                StaticSelectElement(
                    action_id="value",
                    options=ranks[:SELECT_LIMIT],
                    initial_option=chosen,
                    placeholder=b.plain("Rank"),
                ),
            ),
            starts_input(goal.starts),
            inputs.day(
                forms.DUE,
                "Promised for",
                goal.due,
                optional=False,
                hint="The plans of its KPIs follow the dates; their charts say since when.",
            ),
            *principles_input(edit.principles, goal.principles),
            *check_in_inputs(edit.asking),
        ],
        callback=ids.goals.SAVE,
        metadata=edit.meta,
        submit="Save",
        close="Cancel",
    )


def moved(goal: Goal, starts: date, due: date) -> str:
    """Say which dates of a goal changed, as the reason of a new plan."""
    told = []
    if starts != goal.starts:
        told.append(f"starts on {_day(starts)}, was {_day(goal.starts)}")
    if due != goal.due:
        told.append(f"promised for {_day(due)}, was {_day(goal.due)}")
    return "; ".join(told)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
