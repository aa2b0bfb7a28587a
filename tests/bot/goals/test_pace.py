"""The doorman of a process: a bucket for each source, and another for who has proved to be it."""

from bot.goals.sources.pace import BURST, Pace


def let_in(pace: Pace, source: str, proof: str, *, at: float, number: int = 60) -> int:
    """Return how many of so many requests at one instant go in."""
    return [pace.wait(source, proof, at) for _ in range(number)].count(0)


def test_a_burst_goes_in_and_five_a_second_after_it() -> None:
    pace = Pace()
    assert let_in(pace, "src_1", "a", at=100.0) == BURST
    assert pace.wait("src_1", "a", 100.0) == 1
    assert let_in(pace, "src_1", "a", at=102.0) == 10
    assert let_in(pace, "src_2", "b", at=102.0) == BURST
    assert let_in(pace, "src_1", "a", at=90.0) == 0  # the clock went back


def test_who_has_proved_it_is_not_locked_out_by_who_has_not() -> None:
    pace = Pace()
    pace.proved("right")
    assert let_in(pace, "src_1", "wrong", at=100.0) == BURST
    assert let_in(pace, "src_1", "another wrong", at=100.0) == 0
    assert let_in(pace, "src_1", "right", at=100.0) == BURST
    pace.denied("right")
    assert let_in(pace, "src_1", "right", at=100.0) == 0
