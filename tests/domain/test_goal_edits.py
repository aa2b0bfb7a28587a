"""What each of two people changed of a goal is kept; what both changed is named."""

from datetime import date

from domain.goal_edits import merged, seen
from tests.domain.test_alignment import goal

OFFERED = ("PR-problem", "PR-solution")
BEFORE = goal(1, "PR-problem", "PR-gone")
SEEN = seen(BEFORE, OFFERED)


def test_each_side_keeps_what_it_changed() -> None:
    theirs = BEFORE.model_copy(update={"due": date(2027, 1, 1)})
    mine = BEFORE.model_copy(update={"title": "Mine", "promises": ("PR-problem",)})
    after, both = merged(theirs, mine, SEEN, OFFERED)
    assert (after.title, after.due, both) == ("Mine", date(2027, 1, 1), ())
    assert after.promises == BEFORE.promises  # a promise that is gone was not offered


def test_what_both_changed_is_named_unless_they_meant_the_same() -> None:
    theirs = BEFORE.model_copy(update={"due": date(2027, 1, 1), "priority": 3})
    mine = BEFORE.model_copy(update={"due": date(2027, 2, 2), "priority": 3})
    after, both = merged(theirs, mine, SEEN, OFFERED)
    assert (after.due, after.priority, both) == (date(2027, 2, 2), 3, ("due",))
    assert merged(theirs, mine, "", OFFERED) == (mine, ())
