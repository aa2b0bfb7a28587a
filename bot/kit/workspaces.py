"""Which workspaces are served, and with which token."""

from dataclasses import dataclass

from cryptography.fernet import Fernet, InvalidToken

from bot.clock import Clock
from bot.config import Settings, WrongSettings
from bot.kit.clients import Clients
from domain.people import WorkspaceId
from storage import lanes, outbox, workspaces
from storage.database import Database, Transaction
from storage.tables import WorkspaceRow


@dataclass(frozen=True)
class Installation:
    """The app in one workspace."""

    workspace_id: WorkspaceId
    name: str
    bot_user_id: str
    token: str
    scopes: str = ""


class Workspaces:
    """Finds the installation of a workspace; remembers it, because every request asks."""

    def __init__(
        self, database: Database, clients: Clients, clock: Clock, settings: Settings
    ) -> None:
        self._database = database
        self._clients = clients
        self._clock = clock
        self._settings = settings
        self._known: dict[WorkspaceId, Installation] = {}

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

    async def install(self, installation: Installation, *, keep_token: bool = True) -> None:
        """Remember an installation, its token encrypted."""
        now = self._clock.now()
        row = WorkspaceRow(
            id=installation.workspace_id,
            name=installation.name,
            bot_user_id=installation.bot_user_id,
            scopes=installation.scopes,
            token=self._cipher().encrypt(installation.token.encode()).decode()
            if keep_token
            else None,
            installed_at=now,
        )
        async with self._database.session(writes=True) as session:
            await workspaces.install(session, row)
            await session.flush()
            tx = Transaction(session, installation.workspace_id, now)
            await outbox.reopen_lane(tx, lanes.WORKSPACE)
            await session.commit()
        self._known[installation.workspace_id] = installation

    async def find(self, workspace_id: WorkspaceId) -> Installation | None:
        """Return the installation of a workspace; None if the app is not installed there."""
        known = self._known.get(workspace_id)
        if known is not None:
            return known
        async with self._database.session(writes=False) as session:
            row = await workspaces.find(session, workspace_id)
        if row is None or row.token is None:
            return None
        try:
            token = self._cipher().decrypt(row.token).decode()
        except InvalidToken as fault:
            raise WrongSettings(
                ["ENCRYPTION_KEY is not the one that the tokens were encrypted with."]
            ) from fault
        found = Installation(workspace_id, row.name, row.bot_user_id, token, row.scopes)
        self._known[workspace_id] = found
        return found

    async def token(self, workspace_id: WorkspaceId) -> str | None:
        """Return the bot token of a workspace."""
        found = await self.find(workspace_id)
        return found.token if found else None

    async def uninstall(self, workspace_id: WorkspaceId) -> None:
        """Forget a workspace's token: the app was removed there."""
        self._known.pop(workspace_id, None)
        async with self._database.session(writes=True) as session:
            await workspaces.remove(session, workspace_id, self._clock.now())
            await session.commit()

    def _cipher(self) -> Fernet:
        key = self._settings.encryption_key
        if key is None:
            raise WrongSettings(["ENCRYPTION_KEY is missing: tokens are kept encrypted."])
        return Fernet(key.get_secret_value())
