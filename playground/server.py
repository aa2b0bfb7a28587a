"""The playground's Slack as a server on a loopback port.

async with Playground(manifest) as slack:
    slack.connect_http("http://127.0.0.1:3000/slack/events")
    await slack.person("alice").command("/workback help", channel="general")
"""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Self

from bot.clock import MovableClock
from playground.acts import Acts
from playground.cast import default_world
from playground.delivery import Envelope
from playground.endpoints import Endpoints
from playground.installation import Installation
from playground.passing import Passing
from playground.person import Actor
from playground.rates import Rates
from playground.serving import LoopServer
from playground.slack import Slack
from playground.talk import Talk
from playground.web_api.chat import post_what_is_due
from playground.world import Clock, World

_SCHEDULE_SECONDS = 0.1
_LONGEST_POLL = 0.02


class Playground(Slack):
    """A running Slack: its state, its servers, and people's hands.

    One that stands `beside` another is a second workspace with the same app: the first one's Web
    API answers for both, each by its token.
    """

    def __init__(
        self,
        manifest: Mapping[str, Any],
        *,
        clock: Clock | None = None,
        world: World | None = None,
        strict_rates: bool = False,
        port: int = 0,
        beside: "Playground | None" = None,
    ) -> None:
        self.clock = clock or MovableClock()
        app = beside.installation.beside() if beside else Installation(manifest)
        super().__init__(world or default_world(self.clock), app)
        if beside is not None:
            self.workspaces = beside.workspaces
            self.workspaces.append(self)
        self.acts = Acts(self)
        self.talk = Talk(self)
        self.passing = Passing(self)
        self.rates = Rates() if strict_rates else None
        self._endpoints = Endpoints(self)
        self._server = LoopServer(self._endpoints.app(), port)
        self._actors: dict[str, Actor] = {}
        self._schedule: asyncio.Task[None] | None = None

    @property
    def api_url(self) -> str:
        """The base of the Web API, as `AsyncWebClient(base_url=…)` takes it."""
        return f"{self.address}/api/"

    @property
    def bot_token(self) -> str:
        """The app's bot token."""
        return self.installation.bot_token

    @property
    def app_token(self) -> str:
        """The app's token for Socket Mode."""
        return self.installation.app_token

    @property
    def signing_secret(self) -> str:
        """What deliveries are signed with."""
        return self.installation.signing_secret

    @property
    def is_connected(self) -> bool:
        """Whether the app can be reached."""
        return self.delivery.is_connected

    def connect_http(self, request_url: str) -> None:
        """Deliver to this address from now on, signed."""
        self.delivery.request_url = request_url
        self.world.changed()

    async def verify_request_url(self) -> bool:
        """Ask the app to prove, as Slack does before it delivers, that the address is its own."""
        challenge = secrets.token_hex()
        token = self.installation.verification_token
        asked = {"token": token, "challenge": challenge, "type": "url_verification"}
        ack = await self.delivery.carry(Envelope("events_api", "url_verification", asked))
        return ack.body in (challenge, {"challenge": challenge})

    def person(self, who: str) -> Actor:
        """Return somebody's hands, by id or handle. Raises KeyError if there is nobody."""
        person = self.world.person(who)
        return self._actors.setdefault(person.id, Actor(self, person))

    async def until(self, predicate: Callable[[], Any], *, timeout: float = 20.0) -> None:  # noqa: ASYNC109  (a bound on the wait, told in the failure)
        """Wait until something is so. Raises TimeoutError after `timeout` seconds."""
        woken = asyncio.Event()
        leave = [self.world.subscribe(woken.set), self.traffic.subscribe(woken.set)]
        try:
            async with asyncio.timeout(timeout):
                while not predicate():
                    woken.clear()
                    await _first(woken.wait(), _LONGEST_POLL)
        except TimeoutError:
            raise TimeoutError(f"It was not so within {timeout} s.") from None
        finally:
            for stop in leave:
                stop()

    async def start(self) -> None:
        """Open the port and serve. Raises OSError if the port is taken."""
        await self._server.open()
        self.address = self._server.address
        self._schedule = asyncio.get_running_loop().create_task(self._keep_schedule())

    async def stop(self) -> None:
        """Close everything; the world stays and can be dumped."""
        self._endpoints.closing.set()
        if self._schedule is not None:
            self._schedule.cancel()
        await self.events.close()
        await self.delivery.close()
        await self._server.close()

    async def __aenter__(self) -> Self:
        """Start."""
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop."""
        await self.stop()

    async def _keep_schedule(self) -> None:
        """Post scheduled messages when the movable clock says that they are due."""
        while True:
            post_what_is_due(self)
            await asyncio.sleep(_SCHEDULE_SECONDS)


async def _first(waiting: Any, seconds: float) -> None:
    """Wait for something, but not longer than so many seconds."""
    try:
        await asyncio.wait_for(waiting, seconds)
    except TimeoutError:
        return
