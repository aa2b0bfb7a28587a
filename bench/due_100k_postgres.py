"""100,000 goals due at the same instant, on PostgreSQL, two replicas: see `bench/due.py`."""

from bench import due
from bench.results import Result


async def measure() -> list[Result]:
    """Work them off twice: with next to no words, and with what the bot really says."""
    return await due.measure("due_100k_postgres", due.postgres, replicas=2)
