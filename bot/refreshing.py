"""Keeps the Homes that are open true: what was saved stands there a moment later.

A Home is published again only if it shows something else: see `storage/homes.py`.
"""

import asyncio
import hashlib
import json
from datetime import timedelta

import structlog

from bot.alignment.overview import handlers as overview
from bot.delivery.outcomes import Limited, Outcome, Trouble, of_fault
from bot.delivery.patience import patiently
from bot.home.loading import home_of
from bot.kit.blocks import Json
from bot.kit.visit import Services, Visit
from domain.people import PersonId, WorkspaceId
from storage import homes
from storage.database import OUT_OF_ORDER
from storage.initiatives import Scope
from storage.tables import HomeRow

AT_ONCE = 10
"""Homes that are looked at at the same time."""

LOOK_EVERY = 1.0
"""Seconds between two looks when nothing wakes it: what another process saved."""

STEP = 0.5
"""Seconds until the next look while something is due and has to wait for its turn."""

PATIENCE = timedelta(seconds=20)
"""How long a Home waits that Slack or the database could not take."""

log = structlog.get_logger()


class Homes:
    """Runs in every process; the database shares the work between them."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._database = services.database
        self._awake = asyncio.Event()
        self._stopping = False
        self._loop: asyncio.Task[None] | None = None
        self._in_flight: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Begin to look, in the running event loop."""
        self._loop = asyncio.get_running_loop().create_task(self._run(), name="homes")

    def wake(self) -> None:
        """Look at once: something was saved."""
        self._awake.set()

    async def stop(self) -> None:
        """Begin nothing more, and finish what is under way."""
        self._stopping = True
        self.wake()
        if self._loop is not None:
            await self._loop
            self._loop = None
        await asyncio.gather(*self._in_flight)

    async def _run(self) -> None:
        while not self._stopping:
            self._awake.clear()
            try:
                seconds = await self._look()
            except Exception as fault:  # noqa: BLE001  (whatever it is, the next look may succeed)
                log.warning("Homes cannot be refreshed", fault=type(fault).__name__)
                seconds = LOOK_EVERY
            if not self._stopping:
                await self._sleep(seconds)

    async def _sleep(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._awake.wait()
        except TimeoutError:
            pass

    async def _look(self) -> float:
        """Begin to refresh what is due; return after how many seconds to look again."""
        now, room = self._services.clock.now(), AT_ONCE - len(self._in_flight)
        async with self._database.session(writes=False) as session:
            pending = room > 0 and await homes.pending(session, now)
        if pending:
            async with self._database.session(writes=True) as session:
                await homes.spread(session, now)
                found = await homes.claim(session, now, room)
                await session.commit()
            for home in found:
                self._begin(home)
        async with self._database.session(writes=False) as session:
            moment = await homes.next_moment(session)
        seconds = (moment - now).total_seconds() if moment else LOOK_EVERY
        return min(seconds, LOOK_EVERY) if seconds > 0 else STEP

    def _begin(self, home: HomeRow) -> None:
        task = asyncio.get_running_loop().create_task(self._refresh(home), name="home")
        self._in_flight.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._in_flight.discard(task)
        self.wake()

    async def _refresh(self, home: HomeRow) -> None:
        shown: str | None = None
        outcome: Outcome | None = None
        try:
            shown = await self._show(home)
        except Exception as fault:  # noqa: BLE001  (one Home shall not keep the others waiting)
            outcome = _outcome(fault)
            log.warning("a Home was not refreshed", fault=repr(outcome))
        try:
            await patiently(lambda: self._settle(home, shown, outcome))
        except OUT_OF_ORDER as fault:  # its lease ends, and it is looked at again
            log.warning("a Home could not be given back", fault=type(fault).__name__)

    async def _show(self, home: HomeRow) -> str | None:
        """Publish a Home unless it shows what it did; return the digest of what it shows."""
        services, workspace_id = self._services, WorkspaceId(home.workspace_id)
        token = await services.workspaces.token(workspace_id)
        if token is None:
            return None
        slack = services.clients.delivering(token)
        person_id = PersonId(home.person_id)
        visit = Visit(services, slack, workspace_id, person_id, services.clock.now())
        view = await _view(visit, home)
        digest = digest_of(view)
        if digest != home.shown:
            await slack.views_publish(user_id=person_id, view=view)
        return digest

    async def _settle(self, home: HomeRow, shown: str | None, outcome: Outcome | None) -> None:
        now = self._services.clock.now()
        wait = _wait(outcome)
        again = now + wait if wait and home.opened_at > now - homes.LATELY else None
        async with self._database.session(writes=True) as session:
            await homes.settle(session, home, now, shown=shown, again=again)
            if again is not None and isinstance(outcome, Limited):
                await homes.hold(session, home.workspace_id, again)
            await session.commit()


async def _view(visit: Visit, home: HomeRow) -> Json:
    if home.alignment_page is not None:
        return await overview.home_of(visit, await visit.scope(), home.alignment_page)
    return await home_of(visit, await visit.scope(Scope(mine=visit.person_id)))


def _outcome(fault: Exception) -> Outcome:
    try:
        return of_fault(fault)
    except Exception as ours:  # noqa: BLE001  (a fault of ours, or of the database)
        return Trouble(type(ours).__name__)


def _wait(outcome: Outcome | None) -> timedelta | None:
    """Return how long to wait before the next attempt; None where none is needed, or of use."""
    match outcome:
        case Limited(seconds):
            return min(timedelta(seconds=seconds), homes.LONGEST)
        case Trouble():
            return PATIENCE
        case _:
            return None


def digest_of(view: Json) -> str:
    """Return what two Homes have in common only if they show the same."""
    return hashlib.sha256(json.dumps(view, sort_keys=True).encode()).hexdigest()
