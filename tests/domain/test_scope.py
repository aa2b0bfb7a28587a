"""Scope items: what they cite, where they stand, how they are ranked and shared."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from domain import ledger as ledgers
from domain import scope
from domain.errors import Refusal
from domain.goals import Goal, GoalStage
from domain.initiatives import Stage
from domain.people import PersonId, WorkspaceId
from domain.promises import Promise, fingerprint, promises_in
from domain.scope import Citation, Item, Place
from domain.templates import DocumentKind

NOW = datetime(2026, 11, 23, tzinfo=UTC)
ALICE = PersonId("U01ALICE")
WORDS = {
    DocumentKind.PRESS_RELEASE: {"headline": "Notes", "solution": "They write themselves."},
    DocumentKind.FAQ: {"C-1.question": "Cost?", "C-1.answer": "Ten.", "C-2.question": "Open?"},
    DocumentKind.EXPERIENCE: {"US-1.i_want": "find notes", "US-1.serves": "PR-solution"},
}


def goal(number: int, *, rank: int, serves: tuple[str, ...] = (), retired: bool = False) -> Goal:
    return Goal(
        id=f"goal_{number}",
        workspace_id=WorkspaceId("T"),
        initiative_id="ini_1",
        title=f"Goal {number}",
        promises=serves,
        owner_id=ALICE,
        priority=rank,
        starts=date(2026, 1, 1),
        due=date(2026, 12, 1),
        stage=GoalStage.RETIRED if retired else GoalStage.ACTIVE,
        created_by=ALICE,
        created_at=NOW,
    )


GOALS = [
    goal(1, rank=2, serves=("PR-headline",)),
    goal(2, rank=1, serves=("PR-solution",)),
    goal(3, rank=3, retired=True),
]
PROMISES = promises_in(WORDS, GOALS, {})
BY_ID = {promise.id: promise for promise in PROMISES}


def item(number: int, *cites: str, now: str | None = None, **more: object) -> Item:
    citations = tuple(
        Citation(promise=c, cited="same", current="same" if now is None else now) for c in cites
    )
    fields = {"title": f"Item {number}", "citations": citations, **more}
    return Item(
        id=f"item_{number}", initiative_id="ini_1", created_by=ALICE, created_at=NOW, **fields
    )


def test_promises_are_what_is_written_with_goals_by_rank() -> None:
    cited = [promise.citation for promise in PROMISES]
    assert cited == [
        "PR-headline", "PR-solution", "FAQ-C-1", "FAQ-C-2", "US-1", "GOAL-2", "GOAL-1"
    ]  # fmt: skip
    assert [p.citation for p in PROMISES if p.must] == ["PR-solution", "US-1", "GOAL-2", "GOAL-1"]


def test_words_that_changed_have_another_fingerprint_and_gone_ones_none() -> None:
    assert fingerprint("30 days") != fingerprint("14 days")
    assert fingerprint(" \n\u200b") == ""


@pytest.mark.parametrize(
    ("made", "place"),
    [
        (item(1), Place.CANDIDATE),
        (item(1, "PR-solution"), Place.IN),
        (item(1, "PR-solution", proposed=True), Place.CANDIDATE),
        (item(1, decision=Place.IN), Place.IN),
        (item(1, "PR-solution", decision=Place.OUT), Place.OUT),
        (item(1, decision=Place.LATER), Place.LATER),
    ],
)
def test_an_item_stands_where_it_was_decided_or_cites(made: Item, place: Place) -> None:
    assert made.place is place


def test_only_work_in_scope_is_flagged() -> None:
    assert item(1, "PR-solution", now="other").is_flagged
    assert item(1, "PR-solution", now="").changed[0].is_gone
    assert not item(1, "PR-solution", now="other", decision=Place.OUT).is_flagged
    assert not item(1, "PR-solution").is_flagged


def test_the_rank_is_value_times_confidence_by_effort() -> None:
    made = item(1, value=4, confidence=80, effort=Decimal(8))
    assert made.score == Decimal("0.4")
    assert scope.rank_in_words(made) == (
        "Ranked by value 4 × confidence 80% ÷ 8 days = 0.4, within its goal."
    )
    assert item(1, value=4, confidence=80).score is None
    assert "no rank yet" in scope.rank_in_words(item(1))


def test_items_inherit_the_rank_of_the_goal_they_cite_or_help() -> None:
    story, headline = item(1, "US-1"), item(2, "PR-headline", effort=Decimal(1))
    direct, loose = item(3, "PR-solution", "goal_1"), item(4, decision=Place.IN, reason="law")
    found = ledgers.ledger([story, headline, direct, loose], PROMISES)
    groups = [(g.goal.citation if g.goal else "", [i.id for i in g.items]) for g in found.groups]
    assert groups == [
        ("GOAL-2", ["item_1"]), ("GOAL-1", ["item_2", "item_3"]), ("", ["item_4"])
    ]  # fmt: skip


def test_within_a_goal_the_best_score_comes_first() -> None:
    low = item(1, "US-1", value=1, confidence=50, effort=Decimal(5))
    high = item(2, "US-1", value=5, confidence=100, effort=Decimal(1))
    unknown = item(3, "US-1")
    (group,) = ledgers.ledger([unknown, low, high], PROMISES).groups
    assert [i.id for i in group.items] == ["item_2", "item_1", "item_3"]


def test_the_ledger_has_each_item_in_one_group_and_shares_the_effort() -> None:
    items = [
        item(1, "US-1", effort=Decimal(6)),
        item(2, "US-1", now="other", effort=Decimal(3)),
        item(3),
        item(4, "PR-headline", effort=Decimal(3)),
        item(5, decision=Place.OUT, effort=Decimal(50)),
    ]
    found = ledgers.ledger(items, PROMISES)
    assert [len(found.flagged), len(found.candidates), len(found.in_scope)] == [1, 1, 2]
    assert (found.count, len(found.aside), found.planned) == (4, 1, Decimal(12))
    assert [(s.goal.citation, s.effort, s.percent) for s in found.shares if s.goal] == [
        ("GOAL-2", Decimal(9), 75), ("GOAL-1", Decimal(3), 25)
    ]  # fmt: skip


def test_ready_is_an_approved_press_release_and_no_unserved_promise() -> None:
    nothing = ledgers.ledger([], PROMISES)
    assert ledgers.not_ready(Stage.DRAFT, nothing) == [
        "the press release is not approved", "PR-solution, US-1, GOAL-2, GOAL-1 have no item"
    ]  # fmt: skip
    served = ledgers.ledger([item(1, "US-1"), item(2, "goal_1")], PROMISES)
    assert ledgers.not_ready(Stage.APPROVED, served) == []
    assert [promise.citation for promise in served.uncited] == ["FAQ-C-1", "FAQ-C-2"]


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "ftp://x.example",
        "https://",
        "x.example",
        "https://a b",
        "https://a|b",
    ],
)
def test_a_link_that_no_browser_opens_safely_is_refused(link: str) -> None:
    with pytest.raises(Refusal, match="https"):
        scope.checked_link(link)
    assert scope.checked_link(" https://tracker.example/7?q=ü#a ") == (
        "https://tracker.example/7?q=ü#a"
    )


@pytest.mark.parametrize(
    ("typed", "effort"), [("", None), ("2.5", Decimal("2.5")), ("1000", Decimal(1000))]
)
def test_effort_is_days(typed: str, effort: Decimal | None) -> None:
    assert scope.checked_effort(typed) == effort


@pytest.mark.parametrize("typed", ["0", "-1", "1001", "two", "0.25", "1e99", "NaN"])
def test_an_effort_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(Refusal):
        scope.checked_effort(typed)


def test_citations_are_read_as_typed_and_unknown_ones_refused() -> None:
    typed = ["faq-c-1", "GOAL-2", "goal_2", "PR-solution"]
    assert scope.checked_citations(typed, PROMISES, "TeamSync") == (
        "FAQ-C-1", "goal_2", "PR-solution"
    )  # fmt: skip
    for unknown in ("FAQ-C-99", "GOAL-3", "item_1", "WB-2/PR-solution"):
        with pytest.raises(Refusal, match="TeamSync makes no promise"):
            scope.checked_citations([unknown], PROMISES, "TeamSync")
    many = [Promise(f"US-{n}", f"US-{n}", "", "", "") for n in range(21)]
    with pytest.raises(Refusal, match="at most 20"):
        scope.checked_citations([p.id for p in many], many, "TeamSync")


def test_a_decision_has_a_reason_unless_a_promise_is_one() -> None:
    scope.check_decision(Place.IN, "", cites=True)
    scope.check_decision(Place.OUT, "Nobody asked.", cites=False)
    for place, cites in ((Place.IN, False), (Place.OUT, True), (Place.LATER, False)):
        with pytest.raises(Refusal):
            scope.check_decision(place, " ", cites=cites)


def test_a_ledger_has_an_end() -> None:
    scope.check_room(1_990, 10)
    with pytest.raises(Refusal, match="2,000"):
        scope.check_room(1_990, 11)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("Kept for 30 days.", "Kept for 14 days.", "now says “14 days”, was “30”"),
        ("Kept.", "Kept safe.", "now adds “safe”"),
        ("Kept safe here.", "Kept here.", "no longer says “safe”"),
        ("Kept.", "", "is gone"),
        ("One two three four.", "Five six. Seven two eight nine", "has changed"),
        ("Kept.", "Kept.", "reads as it did"),
    ],
)
def test_a_change_is_told_in_a_few_words(before: str, after: str, words: str) -> None:
    assert scope.change_in_words(before, after) == words
