"""Which workspaces are served, and with which token."""

import time
from dataclasses import dataclass

import aiohttp
import structlog
from cryptography.fernet import Fernet, InvalidToken
from slack_sdk.errors import SlackApiError, SlackClientError
from sqlmodel import col, select

from bot.clock import Clock
from bot.config import Settings, WrongSettings
from bot.kit.clients import Clients
from domain.people import WorkspaceId
from storage import lanes, outbox, workspaces
from storage.database import OUT_OF_ORDER, Database
from storage.tables import WorkspaceRow

FRESH_SECONDS = 2.0
"""How long an installation is taken as known: another replica may hear of a change to it."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Installation:
    """The app in one workspace."""

    workspace_id: WorkspaceId
    name: str
    bot_user_id: str
    token: str
    scopes: str = ""


@dataclass
class _Known:
    """What was found, None where the app is not installed."""

    found: Installation | None
    until: float


class Workspaces:
    """Finds the installation of a workspace; remembers it a moment, because every request asks."""

    def __init__(
        self, database: Database, clients: Clients, clock: Clock, settings: Settings
    ) -> None:
        self._database = database
        self._clients = clients
        self._clock = clock
        self._settings = settings
        self._known: dict[WorkspaceId, _Known] = {}
        self._unkept: dict[WorkspaceId, Installation] = {}
        """Installations whose token stands in the settings, not in the database."""

    async def introduce(self) -> Installation | None:
        """Ask Slack whose the bot token of the settings is, and remember that workspace.

        Returns None where workspaces install by OAuth instead. Raises SlackApiError with
        `invalid_auth` and the like for a token that Slack does not take.
        """
        if self._settings.slack_bot_token is None:
            return None
        token = self._settings.slack_bot_token.get_secret_value()
        answer = await self._clients.answering(token).auth_test()
        scopes = str(answer.headers.get("x-oauth-scopes", ""))
        found = Installation(
            WorkspaceId(answer.get("team_id") or answer["enterprise_id"]),
            str(answer.get("team") or ""),
            str(answer["user_id"]),
            token,
            scopes,
        )
        await self.install(found, keep_token=False)
        return found

    async def check_key(self) -> None:
        """Raise WrongSettings unless the key of the settings opens every token that is kept."""
        query = select(WorkspaceRow.token).where(col(WorkspaceRow.token).is_not(None))
        async with self._database.session(writes=False) as session:
            tokens = list(await session.exec(query))
        for token in tokens:
            self._decrypt(str(token))

    async def install(self, installation: Installation, *, keep_token: bool = True) -> None:
        """Remember an installation, its token encrypted, and send what waited for it."""
        now, workspace_id = self._clock.now(), installation.workspace_id
        row = WorkspaceRow(
            id=workspace_id,
            name=installation.name,
            bot_user_id=installation.bot_user_id,
            scopes=installation.scopes,
            token=self._encrypt(installation.token) if keep_token else None,
            installed_at=now,
        )
        async with self._database.transaction(workspace_id, now) as tx:
            await workspaces.install(tx.session, row)
            await tx.session.flush()
            await outbox.reopen_lane(tx, lanes.WORKSPACE)
        if keep_token:
            self._unkept.pop(workspace_id, None)
        else:
            self._unkept[workspace_id] = installation
        self._remember(workspace_id, installation)

    async def find(self, workspace_id: WorkspaceId) -> Installation | None:
        """Return the installation of a workspace; None if the app is not installed there.

        While the database is out of order, what was known last goes on to hold.
        """
        known = self._known.get(workspace_id)
        if known is not None:
            if time.monotonic() < known.until:
                return known.found
            known.until = time.monotonic() + FRESH_SECONDS  # one asks, the others need not wait
        try:
            found, _ = await self._read(workspace_id)
        except OUT_OF_ORDER:
            if known is None:
                raise
            return known.found
        self._remember(workspace_id, found)
        return found

    async def token(self, workspace_id: WorkspaceId) -> str | None:
        """Return the bot token of a workspace."""
        found = await self.find(workspace_id)
        return found.token if found else None

    async def hear_of_removal(self, workspace_id: WorkspaceId) -> None:
        """Forget a workspace's token if Slack takes it no more: the app was removed there.

        Slack tells of it late and more than once, perhaps after somebody has installed the app
        again, and tells of people's tokens in the same words.
        """
        found, kept = await self._read(workspace_id)
        if found is None:
            return
        if await self._is_taken(found.token):
            log.info("still installed", workspace=workspace_id)
            return
        now = self._clock.now()
        async with self._database.transaction(workspace_id, now) as tx:
            removed = await workspaces.remove(tx.session, workspace_id, now, kept)
        if removed:
            log.info("removed", workspace=workspace_id)
            self._remember(workspace_id, None)

    async def _is_taken(self, token: str) -> bool:
        """Say whether Slack takes a token; where it does not say, what it told before holds."""
        try:
            await self._clients.answering(token).auth_test()
        except (SlackApiError, SlackClientError, aiohttp.ClientError, OSError):
            return False
        return True

    async def _read(self, workspace_id: WorkspaceId) -> tuple[Installation | None, str | None]:
        """Return an installation with the encrypted token it was kept with."""
        async with self._database.session(writes=False) as session:
            row = await workspaces.find(session, workspace_id)
        if row is None:
            return None, None
        if row.token is None:
            return self._unkept.get(workspace_id), None
        token = self._decrypt(row.token)
        return Installation(workspace_id, row.name, row.bot_user_id, token, row.scopes), row.token

    def _remember(self, workspace_id: WorkspaceId, found: Installation | None) -> None:
        self._known[workspace_id] = _Known(found, time.monotonic() + FRESH_SECONDS)

    def _encrypt(self, token: str) -> str:
        return self._cipher().encrypt(token.encode()).decode()

    def _decrypt(self, kept: str) -> str:
        try:
            return self._cipher().decrypt(kept).decode()
        except InvalidToken as fault:
            raise WrongSettings(
                ["ENCRYPTION_KEY is not the one that the tokens were encrypted with."]
            ) from fault

    def _cipher(self) -> Fernet:
        key = self._settings.encryption_key
        if key is None:
            raise WrongSettings(["ENCRYPTION_KEY is missing: tokens are kept encrypted."])
        return Fernet(key.get_secret_value())
