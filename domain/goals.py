"""Goals: a customer outcome with an owner, a reason, dates and measures."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from enum import StrEnum
from itertools import count

from pydantic import BaseModel, ConfigDict

from domain.errors import Refusal
from domain.kpis import MOST_KPIS, Kpi, check_days, check_plan
from domain.people import PersonId, WorkspaceId

TITLE_LIMIT = 150
ACTIVE_LIMIT = 5
"""Active goals of an initiative before the limit warns; a setting of the workspace."""

PRINCIPLES = (
    "Customer Obsession",
    "Ownership",
    "Invent and Simplify",
    "Are Right, A Lot",
    "Learn and Be Curious",
    "Hire and Develop the Best",
    "Insist on the Highest Standards",
    "Think Big",
    "Bias for Action",
    "Frugality",
    "Earn Trust",
    "Dive Deep",
    "Have Backbone; Disagree and Commit",
    "Deliver Results",
    "Strive to be Earth's Best Employer",
    "Success and Scale Bring Broad Responsibility",
)
"""Amazon's leadership principles: what a workspace begins with, and may change."""


class GoalStage(StrEnum):
    """How far a goal has come; only an active one is asked for."""

    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"
    RETIRED = "retired"


_NEXT = {
    GoalStage.DRAFT: {GoalStage.ACTIVE, GoalStage.RETIRED},
    GoalStage.ACTIVE: {GoalStage.PAUSED, GoalStage.RETIRED},
    GoalStage.PAUSED: {GoalStage.ACTIVE, GoalStage.RETIRED},
    GoalStage.RETIRED: set[GoalStage](),
}


class Goal(BaseModel):
    """A customer outcome that somebody answers for."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: str
    workspace_id: WorkspaceId
    initiative_id: str
    title: str
    reason: str = ""
    promises: tuple[str, ...] = ()
    """Citation ids of the promises it serves, such as `PR-solution`."""
    owner_id: PersonId
    backup_id: PersonId | None = None
    offered_to: PersonId | None = None
    """Who is asked to take it over and has not answered yet."""
    priority: int = 1
    """Its rank in the initiative; 1 comes first."""
    principles: tuple[str, ...] = ()
    starts: date
    due: date
    stage: GoalStage = GoalStage.DRAFT
    note: str = ""
    """What was learned: written when it is retired."""
    created_by: PersonId
    created_at: datetime
    reviewed_on: date | None = None
    """When somebody last chose to keep or adjust it."""

    @property
    def is_orphan(self) -> bool:
        """Whether it serves no promise."""
        return not self.promises


def check_goal(*, title: str, starts: date, due: date) -> None:
    """Refuse a goal without an outcome or with its dates in the wrong order."""
    if not title.strip():
        raise Refusal("Write what gets better for the customer.", field="title")
    if len(title) > TITLE_LIMIT:
        raise Refusal(f"Shorten the outcome to {TITLE_LIMIT} characters.", field="title")
    check_days(starts, due)


def is_measurable(kpi: Kpi) -> bool:
    """Say whether a KPI has all that is needed to judge a value of it."""
    try:
        check_plan(kpi.kind, kpi.plan)
    except Refusal:
        return False
    return bool(kpi.name.strip() and kpi.unit.strip())


def check_changes(goal: Goal) -> None:
    """Refuse to change a goal that is over."""
    if goal.stage is GoalStage.RETIRED:
        raise Refusal(f"“{goal.title}” is retired, so it stays as it is. Set a new goal instead.")


def check_move(goal: Goal, to: GoalStage, kpis: Sequence[Kpi], *, note: str = "") -> None:
    """Refuse a step a goal cannot take: activate, pause, bring back, retire."""
    if to is goal.stage:
        raise Refusal(f"“{goal.title}” is {goal.stage.value} already.")
    if to not in _NEXT[goal.stage]:
        raise Refusal(f"“{goal.title}” is {goal.stage.value}; it cannot become {to.value} now.")
    if to is GoalStage.ACTIVE and not any(is_measurable(kpi) for kpi in kpis):
        sentence = (
            f"“{goal.title}” needs one KPI with a baseline, a target, a unit and a date before it "
            "becomes active. Add one; the draft is kept."
        )
        raise Refusal(sentence)
    if to is GoalStage.RETIRED and not note.strip():
        raise Refusal("Write one sentence on what was learned.", field="note")


def check_kpis(kpis: Sequence[Kpi]) -> None:
    """Refuse more KPIs than a goal can mean."""
    if len(kpis) > MOST_KPIS:
        raise Refusal(f"A goal takes {MOST_KPIS} KPIs. Split it, or keep those that decide.")


def check_left(goal: Goal, left: Sequence[Kpi]) -> None:
    """Refuse to take the last measurable KPI off an active goal."""
    if goal.stage is GoalStage.ACTIVE and not any(is_measurable(kpi) for kpi in left):
        sentence = "An active goal needs a KPI, and this is its last. Add another one or pause it."
        raise Refusal(sentence)


def ranked(goals: Sequence[Goal], moved: Goal) -> list[tuple[Goal, int]]:
    """Return goals, which are in their order, with their ranks once one of them has moved."""
    others = [goal for goal in goals if goal.id != moved.id]
    place = max(1, min(moved.priority, len(others) + 1))
    return list(zip([*others[: place - 1], moved, *others[place - 1 :]], count(1), strict=False))


def check_offer(goal: Goal, to: PersonId) -> None:
    """Refuse to offer a goal to its own owner, or one that is over."""
    if goal.stage is GoalStage.RETIRED:
        raise Refusal(f"“{goal.title}” is retired; there is nothing to hand over.")
    if to == goal.owner_id:
        raise Refusal("Choose somebody other than the owner.", field="person")


def check_answer_offer(goal: Goal, by: PersonId) -> None:
    """Refuse an answer to an offer by anybody but the person who was asked."""
    if goal.stage is GoalStage.RETIRED:
        raise Refusal(f"“{goal.title}” is retired; nobody has to own it any more.")
    if goal.offered_to is None and by == goal.owner_id:
        raise Refusal(f"“{goal.title}” is yours already.")
    if goal.offered_to is None:
        raise Refusal(f"“{goal.title}” is not offered to anybody any more.")
    if by != goal.offered_to:
        raise Refusal(f"“{goal.title}” is offered to somebody else, who has to answer.")


def focus_warning(active: int, limit: int = ACTIVE_LIMIT) -> str | None:
    """Return the warning that there are more active goals than the team's limit."""
    if active <= limit:
        return None
    return f"{active} goals are active; {limit} is the limit. Pause or retire one to keep focus."


def unserved(principles: Sequence[str], goals: Collection[Goal]) -> list[str]:
    """Return the principles that no living goal serves, in their order."""
    living = [goal for goal in goals if goal.stage is not GoalStage.RETIRED]
    served = {principle for goal in living for principle in goal.principles}
    return [principle for principle in principles if principle not in served]
