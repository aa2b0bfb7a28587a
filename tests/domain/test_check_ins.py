"""What becomes of a check-in, and who is reminded when."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain import check_ins
from domain.calendars import Calendar
from domain.check_ins import Kind, Line, Occurrence, Rung, State, Why
from domain.errors import Refusal
from domain.people import PersonId

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = Calendar(weekend=frozenset({5, 6}))
ALICE, BOB, DANA = PersonId("U01ALICE"), PersonId("U02BOB"), PersonId("U04DANA")
THURSDAY = date(2026, 3, 5)
DUE = datetime(2026, 3, 5, 8, tzinfo=UTC)  # 09:00 in Berlin
OPEN = Occurrence(
    id="chk_1",
    goal_id="goal_1",
    kind=Kind.CHECK_IN,
    asked_id=ALICE,
    local_date=THURSDAY,
    due_at=DUE,
)


def with_(**values: object) -> Occurrence:
    return OPEN.model_copy(update=values)


@pytest.mark.parametrize("state", [s for s in State if s is not State.OPEN])
def test_an_open_check_in_can_become_anything_and_what_is_answered_stays(state: State) -> None:
    check_ins.check_move(OPEN, state)
    if state in (State.SUBMITTED, State.LATE, State.CANCELLED):
        for other in State:
            with pytest.raises(Refusal):
                check_ins.check_move(with_(state=state), other)


def test_a_missed_check_in_can_still_be_answered_late() -> None:
    check_ins.check_move(with_(state=State.MISSED), State.LATE)
    with pytest.raises(Refusal, match=r"This check-in is over\. Update the goal with /checkin\."):
        check_ins.check_move(with_(state=State.MISSED), State.SKIPPED)


def test_the_grace_is_three_working_days() -> None:
    # Thursday 5 March: Friday, Monday, Tuesday 10 March
    assert not check_ins.is_stale(THURSDAY, date(2026, 3, 10), OFFICE)
    assert check_ins.is_stale(THURSDAY, date(2026, 3, 11), OFFICE)
    assert check_ins.answered_state(OPEN, date(2026, 3, 10), OFFICE) is State.SUBMITTED
    assert check_ins.answered_state(OPEN, date(2026, 3, 11), OFFICE) is State.LATE
    missed = with_(state=State.MISSED)
    assert check_ins.answered_state(missed, date(2026, 3, 6), OFFICE) is State.LATE


def test_the_ladder_climbs_on_working_days_at_the_same_hour_and_ends() -> None:
    climbed = [check_ins.next_nudge(with_(nudges=n), BERLIN, OFFICE) for n in range(4)]
    assert climbed == [
        (datetime(2026, 3, 6, 8, tzinfo=UTC), Rung.OWNER),
        (datetime(2026, 3, 9, 8, tzinfo=UTC), Rung.BACKUP),
        (datetime(2026, 3, 10, 8, tzinfo=UTC), Rung.INITIATIVE_OWNER),
        None,
    ]
    low = check_ins.Ladder(ceiling=1)
    assert check_ins.next_nudge(with_(nudges=1), BERLIN, OFFICE, low) is None


def test_an_answer_stops_the_ladder_and_a_snooze_holds_it() -> None:
    assert check_ins.next_nudge(with_(state=State.SUBMITTED), BERLIN, OFFICE) is None
    until = datetime(2026, 3, 9, 8, tzinfo=UTC)
    snoozed = with_(snoozed_until=until, nudges=1)
    assert check_ins.next_nudge(snoozed, BERLIN, OFFICE) == (until, Rung.OWNER)


def test_each_rung_has_its_person() -> None:
    assert check_ins.recipient(Rung.OWNER, ALICE, BOB, DANA) == ALICE
    assert check_ins.recipient(Rung.BACKUP, ALICE, BOB, DANA) == BOB
    assert check_ins.recipient(Rung.BACKUP, ALICE, None, DANA) == DANA
    assert check_ins.recipient(Rung.INITIATIVE_OWNER, ALICE, BOB, DANA) == DANA


def test_three_ignored_propose_a_pause() -> None:
    assert check_ins.proposes_pause(3)
    assert not check_ins.proposes_pause(2)


@pytest.mark.parametrize(
    ("late", "cadence", "sent"),
    [
        (timedelta(minutes=35), timedelta(days=1), True),
        (timedelta(hours=12), timedelta(days=1), True),
        (timedelta(hours=13), timedelta(days=1), False),
        (timedelta(hours=24), timedelta(days=7), True),
        (timedelta(hours=25), timedelta(days=30), False),
    ],
)
def test_a_late_reminder_leaves_within_half_a_cadence_or_a_day(
    late: timedelta,
    cadence: timedelta,
    sent: bool,  # noqa: FBT001  (a parameter of the table above)
) -> None:
    assert check_ins.may_catch_up(DUE, DUE + cadence, DUE + late) is sent
    assert check_ins.may_catch_up(DUE, None, DUE + timedelta(hours=23))


def test_a_backlog_is_spread_in_working_hours() -> None:
    morning = datetime(2026, 3, 5, 8, 35, tzinfo=UTC)
    spread = [check_ins.spread(n, morning, BERLIN, OFFICE) for n in range(40)]
    assert spread[0] == morning
    assert len(set(spread)) == 40
    assert spread[-1] <= morning + timedelta(minutes=10)
    saturday_night = datetime(2026, 3, 7, 2, tzinfo=UTC)
    monday = datetime(2026, 3, 9, 8, tzinfo=UTC)
    assert check_ins.spread(0, saturday_night, BERLIN, OFFICE) == monday
    assert check_ins.spread(2, saturday_night, BERLIN, OFFICE) == monday + 2 * check_ins.SPREAD
    before_nine = datetime(2026, 3, 5, 4, tzinfo=UTC)
    assert check_ins.spread(0, before_nine, BERLIN, OFFICE) == DUE


def test_a_snooze_ends_at_nine_on_a_working_day_before_the_next_check_in() -> None:
    friday = datetime(2026, 3, 6, 14, tzinfo=UTC)
    monday = datetime(2026, 3, 9, 8, tzinfo=UTC)
    assert check_ins.snooze_until("1h", friday, BERLIN, OFFICE) == friday + timedelta(hours=1)
    assert check_ins.snooze_until("tomorrow", friday, BERLIN, OFFICE) == monday
    assert check_ins.snooze_until("next_week", friday, BERLIN, OFFICE) == monday
    check_ins.check_snooze(OPEN, monday, None)
    with pytest.raises(Refusal, match="The next check-in comes before that"):
        check_ins.check_snooze(OPEN, monday, monday)
    with pytest.raises(Refusal, match="is answered already"):
        check_ins.check_snooze(with_(state=State.LATE), monday, None)


@pytest.mark.parametrize("why", Why)
def test_every_reason_has_a_sentence(why: Why) -> None:
    line = Line(at=DUE, why=why, detail="35 min").in_words
    assert line.endswith(".")
    assert "{" not in line


def test_lateness_is_said_in_words() -> None:
    spans = (timedelta(minutes=35), timedelta(hours=3), timedelta(days=3))
    assert [check_ins.lateness(span) for span in spans] == ["35 min", "3 h", "3 days"]
