"""Puts the parts together, starts them and stops them in order."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError

from bot import payloads, schema
from bot.charts.pool import STUDIO
from bot.clock import Clock
from bot.config import Settings, WrongSettings
from bot.delivery import Delivery
from bot.features import DIGESTER, END_READS, MEANS, REMINDERS
from bot.housekeeping import EVERY as EVERY_HOUR
from bot.housekeeping import FIRST, Housekeeping
from bot.kit.clients import Clients
from bot.kit.errors import no_welcome
from bot.kit.recent import Recent
from bot.kit.visit import Services
from bot.kit.work import Work
from bot.kit.workspaces import Installation, Workspaces
from bot.refreshing import Homes
from bot.router import Router
from bot.schedule import Schedule
from bot.ticks import EVERY, Heartbeat, Ticks
from storage.database import Database
from storage.migrate import current
from storage.reminding import remind
from storage.stand_ins import settle_all

EVERY_FEW_SECONDS = 5.0
EVERY_MINUTE = 60.0
EVERY_TEN_MINUTES = 600.0

NOT_INSTALLED = (
    "Workback is no longer installed in this workspace, so it can do nothing here. "
    "Ask an admin to add it again; what was written is kept for a while."
)

log = structlog.get_logger()


class _Answering(AsyncMiddleware):
    """The last of Bolt's middlewares: it hands the request over and passes nothing on."""

    def __init__(self, answer: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]]) -> None:
        self._answer = answer

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002  (Bolt hands over three things by name)
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002, ARG002
    ) -> BoltResponse:
        """Answer a request."""
        return await self._answer(req)


class House:
    """A running bot: its database, its way to Slack, its router and its delivery."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self.settings = settings
        self.services = services
        self.router = Router(services)
        self.delivery = Delivery(
            services.database,
            services.clients,
            services.workspaces.token,
            services.clock,
            settings,
            MEANS,
        )
        self.homes = Homes(services)
        self.heartbeat = Heartbeat(
            settings.heartbeat_url, Ticks(services.database, services.clock), services.clock
        )
        self.schedule = Schedule()
        self.schedule.every(EVERY, "check-ins", self.heartbeat.tick)
        self.schedule.every(EVERY_TEN_MINUTES, "reminders", self.remind)
        self.schedule.every(EVERY_MINUTE, "stand-ins", self.let_stand_in)
        self.schedule.every(EVERY_FEW_SECONDS, "silent reads", self.end_reads)
        self.digests = DIGESTER(services.database, services.clock)
        self.schedule.every(EVERY_FEW_SECONDS, "digests", self.digests.tick)
        self.housekeeping = Housekeeping(services.database, services.clock, settings)
        self.schedule.every(EVERY_HOUR, "housekeeping", self.housekeeping.tick, first=FIRST)
        self.bolt = self._bolt()
        self.socket: AsyncSocketModeHandler | None = None
        self._deadline: float | None = None
        self._in_flight = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def remind(self) -> None:
        """Remind people, at most once a day, of reviews and questions that wait for them."""
        await remind(self.services.database, self.services.clock.now(), REMINDERS)

    async def let_stand_in(self) -> None:
        """Let backups be asked for who is away and wants that, and owners again afterwards."""
        await settle_all(self.services.database, self.services.clock.now())

    async def end_reads(self) -> None:
        """End the silent reads whose time is over."""
        await END_READS(self.services.database, self.services.clock.now())

    def _bolt(self) -> AsyncApp:
        """Make the Bolt app: its own middlewares, then `_Answering` for all that is left.

        Listeners there are none: Bolt would look through them one by one, where the router looks
        up once. Signatures, sizes and certificates are checked by the door, in front of Bolt.
        """

        async def authorize(
            context: AsyncBoltContext,
        ) -> AuthorizeResult | None:  # Bolt reads the names of the arguments: no method will do
            return await self._authorize(context)

        bolt = AsyncApp(
            name="workback",
            client=self.services.clients.answering(None),
            authorize=authorize,  # type: ignore[arg-type]  # None: not installed there
            request_verification_enabled=False,
            ssl_check_enabled=False,
            ignoring_self_events_enabled=False,  # that its card was deleted is for it to hear
            attaching_function_token_enabled=False,
            user_facing_authorize_error_message=NOT_INSTALLED,
        )
        bolt.use(_Answering(self._answer))
        return bolt

    async def _authorize(self, context: AsyncBoltContext) -> AuthorizeResult | None:
        found = await self._locate(context)
        if found is None:
            return None
        return AuthorizeResult(
            enterprise_id=context.enterprise_id,
            team_id=context.team_id,
            bot_user_id=found.bot_user_id,
            bot_token=found.token,
        )

    async def _locate(self, context: AsyncBoltContext) -> Installation | None:
        """Find whose installation answers, and note it for the payload's visit."""
        for workspace_id in payloads.workspaces_of(context):
            found = await self.services.workspaces.find(workspace_id)
            if found is not None:
                context[payloads.WORKSPACE] = workspace_id
                return found
        return None

    async def _answer(self, request: AsyncBoltRequest) -> BoltResponse:
        """Answer to the end before Slack is: no acknowledgement gets lost, no work detached."""
        self._in_flight += 1
        self._idle.clear()
        ack = request.context.ack
        try:
            if payloads.WORKSPACE not in request.context:  # Bolt authorizes no removal
                await self._locate(request.context)
            act = payloads.read(request.body, self.services, request.context)
        except (KeyError, IndexError, TypeError, ValueError) as fault:
            kind = str(request.body.get("type"))
            log.warning("a payload of unknown shape", type=kind, fault=repr(fault))
            return await ack()
        else:
            return await ack(**await self.router.answer(act))
        finally:
            self._in_flight -= 1
            if not self._in_flight:
                self._idle.set()

    async def start(self) -> None:
        """Introduce the bot to Slack, begin to deliver and, in Socket Mode, to listen."""
        async with schema.told():
            await schema.check(self.services.database)
            await self.services.workspaces.check_key()
            await self._introduce()
        self.delivery.start()
        self.services.database.when_announced(self.delivery.wake)
        self.homes.start()
        self.services.database.when_announced(self.homes.wake)
        self.schedule.start()
        if self.settings.slack_app_token:
            await self._open_socket(self.settings.slack_app_token.get_secret_value())
        log.info("ready", socket_mode=self.settings.socket_mode)

    async def _introduce(self) -> None:
        async with self._told("SLACK_BOT_TOKEN"):
            await self.services.workspaces.introduce()

    async def _open_socket(self, token: str) -> None:
        client = self.services.clients.answering(None)
        self.socket = AsyncSocketModeHandler(self.bolt, token, web_client=client)
        async with self._told("SLACK_APP_TOKEN"):
            # slack_sdk itself would try a wrong token for ever
            opened = await client.apps_connections_open(app_token=token)
        self.socket.client.wss_uri = opened["url"]
        await self.socket.connect_async()  # type: ignore[no-untyped-call]

    @asynccontextmanager
    async def _told(self, setting: str) -> AsyncIterator[None]:
        """Tell in a sentence why Slack does not take a token, or why there is no Slack."""
        try:
            yield
        except (SlackApiError, aiohttp.ClientError, OSError) as fault:
            sentence = no_welcome(fault, setting, self.settings.slack_api_url)
            raise WrongSettings([sentence]) from fault

    def begin_to_stop(self) -> None:
        """Let `stop_seconds` run from now."""
        if self._deadline is None:
            self._deadline = asyncio.get_running_loop().time() + self.settings.stop_seconds

    async def stop(self) -> None:
        """Finish what is in flight, then close; never much longer than `stop_seconds`."""
        self.begin_to_stop()
        self.housekeeping.stop()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout_at(self._deadline):
                await self._idle.wait()  # answers go back over the socket: it closes after them
                await self._close_socket()
                await self.heartbeat.stop()
                await self.schedule.stop()
                await self.homes.stop()
        await self.delivery.stop(self._deadline)
        self.services.work.stop()
        STUDIO.close()

    async def _close_socket(self) -> None:
        if self.socket is not None:
            await self.socket.close_async()  # type: ignore[no-untyped-call]

    async def is_ready(self) -> bool:
        """Say whether the database answers and, in Socket Mode, Slack is connected."""
        try:
            await current(self.services.database)
        except Exception as fault:  # noqa: BLE001  (whatever it is, the answer is no)
            log.warning("not ready", fault=repr(fault))
            return False
        return self.socket is None or await self.socket.client.is_connected()


@asynccontextmanager
async def opened(settings: Settings, clock: Clock | None = None) -> AsyncIterator[House]:
    """Build a house, start it, and stop it at the end."""
    clock = clock or Clock()
    async with AsyncExitStack() as stack:
        database = Database(settings.database_url)
        stack.push_async_callback(database.close)
        clients = await stack.enter_async_context(Clients(settings.slack_api_url))
        workspaces = Workspaces(database, clients, clock, settings)
        recent = Recent(database)
        services = Services(database, clients, workspaces, clock, settings, recent, Work())
        house = House(settings, services)
        stack.push_async_callback(house.stop)  # what had begun before a start failed, too
        await house.start()
        yield house
