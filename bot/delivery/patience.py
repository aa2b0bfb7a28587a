"""Patience with a busy database: nobody waits for the delivery, and Slack was asked already."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

PAUSES = (0.1, 0.3, 1.0, 3.0)
"""Seconds between tries; the lease of a minute outlasts them."""

Result = TypeVar("Result")


async def patiently(work: Callable[[], Awaitable[Result]]) -> Result:
    """Do a transaction again while the database is locked or has no connection free."""
    for pause in PAUSES:
        try:
            return await work()
        except (OperationalError, PoolTimeout):
            await asyncio.sleep(pause)
    return await work()
