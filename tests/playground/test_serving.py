"""A server in the test's own loop: one that does not start is told, and ends nothing else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from starlette.applications import Starlette

from playground.serving import LoopServer


@asynccontextmanager
async def broken(app: Starlette) -> AsyncIterator[None]:
    if not app.routes:
        raise RuntimeError("Nothing to serve.")
    yield


async def test_an_application_that_does_not_start_is_told() -> None:
    server = LoopServer(Starlette(lifespan=broken), port=0, lifespan="on")
    with pytest.raises(RuntimeError, match="did not start"):
        await server.open()
    await server.close()
