"""Installing into many workspaces: the page with the button, and the way back from Slack.

The state that travels to Slack and back is bound to the browser by a cookie, expires after ten
minutes, and is signed with `ENCRYPTION_KEY`, so that any replica can check it. Slack takes each
code once.
"""

import secrets
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import urljoin

import structlog
from cryptography.fernet import Fernet, InvalidToken
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth import AuthorizeUrlGenerator
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.config import SLACK_API, Settings
from bot.house import House
from bot.kit.errors import reference, slack_error
from bot.kit.scopes import NEEDED_SCOPES, SCOPE_WORDS
from bot.kit.workspaces import Installation
from domain.people import WorkspaceId

COOKIE = "workback_install"
STATE_SECONDS = 600
INSTALL, RETURN = "/slack/install", "/slack/oauth_redirect"

_PAGE = Template((Path(__file__).parent / "install.html").read_text(encoding="utf-8"))
_AGAIN = f'<a class="button" href="{INSTALL}">Try again</a>'

log = structlog.get_logger()


class Oauth:
    """The two pages of an installation."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        key, secret = settings.encryption_key, settings.slack_client_secret
        self._cipher = Fernet(key.get_secret_value()) if key else None
        self._secret = secret.get_secret_value() if secret else ""
        self._authorize = AuthorizeUrlGenerator(
            client_id=settings.slack_client_id or "",
            scopes=sorted(NEEDED_SCOPES),
            authorization_url=_authorization_url(settings.slack_api_url),
        )

    def routes(self) -> list[Route]:
        """Return the pages; none where one workspace is served with a fixed token."""
        if self._cipher is None or not self._settings.slack_client_id:
            return []
        return [Route(INSTALL, self.install), Route(RETURN, self.come_back)]

    async def install(self, request: Request) -> Response:
        """Show what Workback asks for and why, with the button that leads to Slack."""
        state = self._seal(secrets.token_urlsafe(24))
        asked = "".join(
            f"<li>{escape(words)}</li>"
            for words in dict.fromkeys(SCOPE_WORDS[scope] for scope in sorted(NEEDED_SCOPES))
        )
        address = escape(self._authorize.generate(state))
        body = (
            f"<p>Workback asks Slack to let it:</p><ul>{asked}</ul>"
            f'<a class="button" href="{address}">Add to Slack</a>'
        )
        page = _page("Add Workback to Slack", body)
        secure = request.url.scheme == "https"
        page.set_cookie(
            COOKIE, state, max_age=STATE_SECONDS, httponly=True, samesite="lax", secure=secure
        )
        return page

    async def come_back(self, request: Request) -> Response:
        """Take the code that Slack sends the browser back with, and keep the token."""
        given, cookie = request.query_params, request.cookies.get(COOKIE, "")
        if given.get("error"):
            return _sorry("Nothing was installed: the installation was cancelled in Slack.", 200)
        state = given.get("state", "")
        if not cookie or not secrets.compare_digest(state, cookie) or not self._is_fresh(state):
            words = "This page was open for too long, or in another browser. Nothing was installed."
            return _sorry(words, 400)
        return await self._exchange(request, given.get("code", ""))

    async def _exchange(self, request: Request, code: str) -> Response:
        house: House = request.app.state.house
        client = house.services.clients.answering(None)
        try:
            answer = await client.oauth_v2_access(
                client_id=self._settings.slack_client_id or "",
                client_secret=self._secret,
                code=code,
            )
        except SlackApiError as fault:
            return self._refused(slack_error(fault))
        except (OSError, TimeoutError) as fault:
            log.warning("Slack did not answer an installation", fault=repr(fault))
            return _sorry("Slack does not answer at the moment. Nothing was installed.", 502)
        team, org = answer.get("team") or {}, answer.get("enterprise") or {}
        whole = org if answer.get("is_enterprise_install") else team
        await house.services.workspaces.install(
            Installation(
                WorkspaceId(str(whole["id"])),
                str(whole.get("name") or ""),
                str(answer["bot_user_id"]),
                str(answer["access_token"]),
                str(answer.get("scope") or ""),
            )
        )
        log.info("installed", workspace=whole["id"])
        page = _page("Workback is installed", _done(str(whole.get("name") or "Slack")))
        page.delete_cookie(COOKIE)
        return page

    def _refused(self, error: str) -> Response:
        if error in ("invalid_code", "code_already_used"):
            return _sorry("Slack takes each link once, and this one was used.", 400)
        known_as = reference()
        log.error("Slack refused an installation", error=error, reference=known_as)
        words = f"Slack refused the installation ({error}). Nothing was installed."
        return _sorry(f"{words} Reference {known_as}.", 502)

    def _seal(self, words: str) -> str:
        if self._cipher is None:
            raise LookupError("ENCRYPTION_KEY")
        return self._cipher.encrypt(words.encode()).decode()

    def _is_fresh(self, state: str) -> bool:
        if self._cipher is None:
            return False
        try:
            self._cipher.decrypt(state.encode(), ttl=STATE_SECONDS)
        except (InvalidToken, UnicodeEncodeError):
            return False
        return True


def _authorization_url(api_url: str) -> str:
    """Return where Slack asks its people: beside the Web API on any Slack-compatible server."""
    if api_url == SLACK_API:
        return "https://slack.com/oauth/v2/authorize"
    return urljoin(api_url, "/oauth/v2/authorize")


def _done(name: str) -> str:
    return (
        f"<p>Workback is now in <b>{escape(name)}</b>. Invite it to a channel with "
        "<code>/invite @Workback</code> and type <code>/press-release</code> there.</p>"
        '<a class="button" href="https://slack.com/app_redirect">Open Slack</a>'
    )


def _sorry(words: str, status: int) -> Response:
    return _page("That did not work", f"<p>{escape(words)}</p>{_AGAIN}", status)


def _page(title: str, body: str, status: int = 200) -> HTMLResponse:
    headers = {
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }
    words = _PAGE.substitute(title=escape(title), body=body)
    return HTMLResponse(words, status, headers)
