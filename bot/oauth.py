"""Installing into many workspaces: the page with the button, and the way back from Slack.

What travels to Slack and back with the browser is a state: see `bot/states.py`. A page that is
only looked at writes nothing into the database.
"""

import secrets
from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import quote, urlencode, urljoin

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.oauth import AuthorizeUrlGenerator
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.config import SLACK_API, Settings
from bot.house import House
from bot.kit.errors import reference, slack_error
from bot.kit.scopes import NEEDED_SCOPES, SCOPE_WORDS
from bot.kit.workspaces import Installation
from bot.states import STATE_SECONDS, States, Verdict
from domain.people import WorkspaceId
from storage.database import OUT_OF_ORDER

INSTALL, RETURN = "/slack/install", "/slack/oauth_redirect"
COOKIE = "workback_install"
LONGEST_ERROR = 40

_PAGE = Template((Path(__file__).parent / "install.html").read_text(encoding="utf-8"))
_AGAIN = '<a class="button" href="install">Try again</a>'
_NOTHING = "Nothing was installed."

_SORRY: Mapping[Verdict, str] = {
    Verdict.WRONG: f"This link does not belong to an installation that began here. {_NOTHING}",
    Verdict.EXPIRED: f"The page with the button was open for too long. {_NOTHING}",
    Verdict.OTHER_BROWSER: f"This installation began in another browser. {_NOTHING}",
    Verdict.USED: "Each link works once, and this one was used. "
    "If Workback is in your workspace, all is well.",
}

log = structlog.get_logger()


class Oauth:
    """The two pages of an installation."""

    def __init__(self, settings: Settings) -> None:
        key, secret = settings.encryption_key, settings.slack_client_secret
        self._states = States(key.get_secret_value()) if key else None
        self._client_id = settings.slack_client_id or ""
        self._secret = secret.get_secret_value() if secret else ""
        self._public_url = settings.public_url
        self._redirect_uri = f"{self._public_url.rstrip('/')}{RETURN}" if self._public_url else None
        self._authorize = AuthorizeUrlGenerator(
            client_id=self._client_id,
            redirect_uri=quote(self._redirect_uri, safe="") if self._redirect_uri else None,
            scopes=sorted(NEEDED_SCOPES),
            authorization_url=_authorization_url(settings.slack_api_url),
        )

    def routes(self) -> list[Route]:
        """Return the pages; none where one workspace is served with a fixed token."""
        if self._states is None or not self._client_id:
            return []
        return [Route(INSTALL, self.install), Route(RETURN, self.come_back)]

    async def install(self, request: Request) -> Response:
        """Show what Workback asks for and why, with the button that leads to Slack."""
        house: House = request.app.state.house
        name, secure = self._cookie(request)
        browser = request.cookies.get(name) or secrets.token_urlsafe(24)
        state = self._known_states().new(browser, house.services.clock.now())
        asked = "".join(
            f"<li>{escape(words)}</li>"
            for words in dict.fromkeys(SCOPE_WORDS[scope] for scope in sorted(NEEDED_SCOPES))
        )
        body = (
            f"<p>Workback asks Slack to let it:</p><ul>{asked}</ul>"
            f'<a class="button" href="{escape(self._authorize.generate(state))}">Add to Slack</a>'
        )
        page = _page("Add Workback to Slack", body)
        page.set_cookie(
            name, browser, max_age=STATE_SECONDS, httponly=True, samesite="lax", secure=secure
        )
        return page

    async def come_back(self, request: Request) -> Response:
        """Take the code that Slack sends the browser back with, and keep the token."""
        given, house = request.query_params, request.app.state.house
        if given.get("error"):
            return _denied(given["error"])
        browser = request.cookies.get(self._cookie(request)[0], "")
        now = house.services.clock.now()
        try:
            verdict = await self._known_states().take(
                house.services.database, given.get("state", ""), browser, now
            )
            if verdict is not Verdict.GOOD:
                return _sorry(_SORRY[verdict], 400)
            return await self._exchange(house, given.get("code", ""))
        except OUT_OF_ORDER as fault:
            log.warning("an installation could not be kept", fault=repr(fault))
            return _sorry("Workback's database does not answer at the moment.", 503)

    async def _exchange(self, house: House, code: str) -> Response:
        try:
            answer = await house.services.clients.delivering(None).oauth_v2_access(
                client_id=self._client_id,
                client_secret=self._secret,
                code=code,
                redirect_uri=self._redirect_uri,
            )
        except SlackApiError as fault:
            return _refused(slack_error(fault))
        except (SlackClientError, aiohttp.ClientError, OSError) as fault:
            log.warning("Slack did not answer an installation", fault=repr(fault))
            return _sorry(f"Slack does not answer at the moment. {_NOTHING}", 502)
        given: Mapping[str, Any] = answer.data  # type: ignore[assignment]
        whole = given["enterprise" if given.get("is_enterprise_install") else "team"]
        name = str(whole.get("name") or "Slack")
        await house.services.workspaces.install(
            Installation(
                WorkspaceId(str(whole["id"])),
                name,
                str(given["bot_user_id"]),
                str(given["access_token"]),
                str(given.get("scope") or ""),
            )
        )
        log.info("installed", workspace=whole["id"])
        return _page("Workback is installed", _done(name, given))

    def _cookie(self, request: Request) -> tuple[str, bool]:
        """Return the cookie's name, and whether it travels over HTTPS only."""
        secure = request.url.scheme == "https" or (self._public_url or "").startswith("https:")
        return (f"__Host-{COOKIE}" if secure else COOKIE), secure

    def _known_states(self) -> States:
        if self._states is None:
            raise LookupError("ENCRYPTION_KEY")
        return self._states


def _authorization_url(api_url: str) -> str:
    """Return where Slack asks its people: beside the Web API on any Slack-compatible server."""
    if api_url == SLACK_API:
        return "https://slack.com/oauth/v2/authorize"
    return urljoin(api_url, "/oauth/v2/authorize")


def _done(name: str, given: Mapping[str, Any]) -> str:
    ids = {"app": given.get("app_id"), "team": (given.get("team") or {}).get("id")}
    target = urlencode({key: found for key, found in ids.items() if found})
    return (
        f"<p>Workback is now in <b>{escape(name)}</b>. Invite it to a channel with "
        "<code>/invite @Workback</code> and type <code>/press-release</code> there.</p>"
        f'<a class="button" href="https://slack.com/app_redirect?{escape(target)}">Open Slack</a>'
    )


def _denied(error: str) -> Response:
    if error == "access_denied":
        return _sorry(f"The installation was cancelled in Slack. {_NOTHING}", 200)
    is_slacks = error.isascii() and error.isidentifier() and len(error) <= LONGEST_ERROR
    return _refused(error if is_slacks else "unknown")  # anybody can write an address


def _refused(error: str) -> Response:
    if error in ("invalid_code", "code_already_used", "code_expired"):
        return _sorry(f"Slack takes each link once, and for a few minutes only. {_NOTHING}", 400)
    known_as = reference()
    log.error("Slack refused an installation", error=error, reference=known_as)
    words = f"Slack refused the installation ({error}). {_NOTHING}"
    return _sorry(f"{words} Reference {known_as}.", 502)


def _sorry(words: str, status: int) -> Response:
    return _page("That did not work", f"<p>{escape(words)}</p>{_AGAIN}", status)


def _page(title: str, body: str, status: int = 200) -> HTMLResponse:
    headers = {
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
        "base-uri 'none'; frame-ancestors 'none'",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    words = _PAGE.substitute(title=escape(title), body=body)
    return HTMLResponse(words, status, headers)
