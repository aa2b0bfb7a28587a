"""The only reader of the time; everywhere else it is passed in."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Tells the moment."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        return datetime.now(UTC)  # noqa: TID251  (here, and nowhere else)


class MovableClock(Clock):
    """A clock that can be put forward or back: the playground's, and the tests'."""

    def __init__(self, shift: timedelta = timedelta(0)) -> None:
        self.shift = shift

    def now(self) -> datetime:
        """Return the present moment, moved by `shift`."""
        return super().now() + self.shift

    def move(self, by: timedelta) -> None:
        """Put the clock forward; a negative `by` puts it back."""
        self.shift += by

    def move_to(self, moment: datetime) -> None:
        """Put the clock to a moment; it goes on from there."""
        self.shift = moment - super().now()
