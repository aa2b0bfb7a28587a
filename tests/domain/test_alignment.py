"""What hangs together and what does not, from promises to goals, numbers and work."""

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from domain.alignment import Alignment, aligned, without_goal
from domain.goals import Goal, GoalStage
from domain.kpis import Kpi, KpiKind, Plan
from domain.people import PersonId, WorkspaceId
from domain.promises import promises_in
from domain.scope import Citation, Item, Place
from domain.templates import DocumentKind

RELEASE = {
    "headline": "Notes that write themselves",
    "problem": "Somebody spends 30 minutes writing up notes.",
    "solution": "Everybody has the notes 5 minutes after the call, and 120 teams use it.",
}
STORIES = {"US-1.i_want": "find the notes", "US-1.serves": "PR-solution"}
CITED = ("PR-solution", "PR-problem", "US-1", "PR-gone")


def goal(number: int, *promises: str, stage: GoalStage = GoalStage.ACTIVE) -> Goal:
    return Goal(
        id=f"goal_{number}",
        workspace_id=WorkspaceId("T1"),
        initiative_id="ini_1",
        title=f"Outcome {number}",
        promises=promises,
        owner_id=PersonId("U1"),
        priority=number,
        starts=date(2026, 1, 1),
        due=date(2026, 6, 1),
        stage=stage,
        created_by=PersonId("U1"),
        created_at=datetime(2026, 1, number, tzinfo=UTC),
    )


def kpi(of: Goal, baseline: int, target: int) -> Kpi:
    plan = Plan(baseline=Decimal(baseline), target=Decimal(target), starts=of.starts, due=of.due)
    return Kpi(
        id=f"kpi_{of.id}",
        goal_id=of.id,
        name="Minutes",
        kind=KpiKind.DECREASE,
        unit="min",
        plan=plan,
    )


def item(*promises: str, place: Place = Place.IN) -> Item:
    citations = tuple(Citation(promise=p, cited="a", current="a", version=1) for p in promises)
    return Item(
        id="item_1",
        initiative_id="ini_1",
        title="Speaker model",
        decision=place,
        citations=citations,
        created_by=PersonId("U1"),
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def look(goals: list[Goal], kpis: dict[str, list[Kpi]], items: list[Item]) -> Alignment:
    contents = {DocumentKind.PRESS_RELEASE: RELEASE, DocumentKind.EXPERIENCE: STORIES}
    return aligned(promises_in(contents, goals, kpis), goals, kpis, items, RELEASE)


def test_nothing_but_words_is_all_gaps() -> None:
    found = look([], {}, [])
    assert [promise.citation for promise in found.without_goal] == ["PR-solution", "US-1"]
    assert [promise.citation for promise in found.without_work] == ["PR-solution", "US-1"]
    assert [number.promised.phrase for number in found.open_numbers] == [
        "30 minutes",
        "5 minutes",
        "120 teams",
    ]
    assert found.gaps == 7


def test_a_goal_serves_a_story_and_what_the_story_is_told_for() -> None:
    story = goal(1, "US-1")
    found = look([story], {story.id: [kpi(story, 30, 5)]}, [item("goal_1")])
    assert found.without_goal == ()
    assert [promise.citation for promise in found.without_work] == ["PR-solution"]
    proposed = {number.promised.phrase: number.kpi for number in found.open_numbers}
    assert proposed == {
        "30 minutes": kpi(story, 30, 5),
        "5 minutes": kpi(story, 30, 5),
        "120 teams": None,
    }
    [line] = found.lines
    assert [promise.citation for promise in line.serves] == ["US-1"]
    assert [built.title for built in line.items] == ["Speaker model"]
    assert found.gaps == 4


def test_orphans_and_goals_that_nobody_could_notice() -> None:
    gone, retired = goal(1, "PR-gone"), goal(2, "PR-solution", stage=GoalStage.RETIRED)
    found = look([gone, retired], {}, [item("goal_1", place=Place.LATER)])
    assert [line.citation for line in found.orphans] == ["GOAL-1"]
    assert [line.citation for line in found.unmeasured] == ["GOAL-1"]
    assert "PR-solution" in [promise.citation for promise in found.without_goal]
    assert found.lines[0].items == ()


def test_principles_that_nothing_serves() -> None:
    one = goal(1).model_copy(update={"principles": ("Ownership",)})
    old = goal(2, stage=GoalStage.RETIRED).model_copy(update={"principles": ("Think Big",)})
    assert without_goal(("Ownership", "Think Big"), [one, old]) == ("Think Big",)


@given(
    serves=st.lists(st.lists(st.sampled_from(CITED), max_size=3, unique=True), max_size=5),
    cites=st.lists(st.sampled_from(CITED), max_size=3, unique=True),
)
def test_what_a_goal_serves_is_no_gap_and_more_goals_never_open_one(
    serves: list[list[str]], cites: list[str]
) -> None:
    goals = [goal(number, *promises) for number, promises in enumerate(serves, 1)]
    found = look(goals, {}, [item(*cites)])
    named = {promise for promises in serves for promise in promises}
    open_ones = {promise.citation for promise in found.without_goal}
    assert not named & open_ones
    assert len(found.lines) == len(goals)
    assert len(found.orphans) == sum(not set(promises) - {"PR-gone"} for promises in serves)
    fewer = {p.citation for p in look(goals[:-1], {}, [item(*cites)]).without_goal}
    assert open_ones <= fewer
