"""The page where an admin lets an app into a workspace, and the codes it hands out."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from playground.installation import Installation
from playground.refusals import SlackError
from playground.slack import Grant, Slack

CODE_LIVES = timedelta(minutes=10)

_HEX_BYTES = 8

_PAGE = Markup("""<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{app} asks for permission</title>
<main style="font: 16px/1.5 system-ui; max-width: 32rem; margin: 10vh auto">
<h1>{app} asks for permission</h1>
<p>It wants to:</p><ul>{scopes}</ul>
<form method="post">
<p><label>Workspace <select name="team">{teams}</select></label></p>
<button name="decision" value="allow">Allow</button>
<button name="decision" value="cancel">Cancel</button>
</form></main></html>
""")


class AuthorisePage:
    """Asks, and sends the browser back with a code or with `access_denied`."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def answer(self, request: Request) -> Response:
        """Show the page, or take what was decided on it."""
        asked = request.query_params
        try:
            back = _checked(asked, self._slack.installation)
        except SlackError as refusal:
            return PlainTextResponse(refusal.code, 400)
        if request.method == "GET":
            return HTMLResponse(self._page(asked))
        async with request.form() as form:
            decided, team = str(form.get("decision")), str(form.get("team"))
        answer = {"error": "access_denied"}
        if decided == "allow":
            answer = {"code": self._grant(team, asked.get("redirect_uri"))}
        words = urlencode(answer | {"state": asked.get("state", "")})
        return RedirectResponse(f"{back}?{words}", 303)

    def _page(self, asked: Mapping[str, str]) -> str:
        option, item = Markup('<option value="{}">{}</option>'), Markup("<li>{}</li>")
        spaces = [slack.world.workspace for slack in self._slack.workspaces]
        return _PAGE.format(
            app=self._slack.installation.name,
            scopes=Markup().join(item.format(scope) for scope in asked["scope"].split(",")),
            teams=Markup().join(option.format(space.id, space.name) for space in spaces),
        )

    def _grant(self, team: str, redirect_uri: str | None) -> str:
        chosen = {slack.world.workspace.id: slack for slack in self._slack.workspaces}
        slack = chosen.get(team, self._slack)
        admin = next(person.id for person in slack.world.people.values() if person.is_admin)
        code = secrets.token_hex(_HEX_BYTES)
        slack.oauth_codes[code] = Grant(admin, redirect_uri, slack.world.now())
        return code


def take(slack: Slack, code: str, redirect_uri: str | None) -> str:
    """Take a code, once, and return who agreed. Raises SlackError for one that is not good."""
    grant = slack.oauth_codes.get(code)
    if grant is None or not is_fresh(grant, slack.world.now()):
        raise SlackError("invalid_code")
    if redirect_uri != grant.redirect_uri:
        raise SlackError("bad_redirect_uri")
    del slack.oauth_codes[code]
    return grant.installer


def is_fresh(grant: Grant, now: datetime) -> bool:
    """Say whether a code has not expired."""
    return now - grant.given_at <= CODE_LIVES


def _checked(asked: Mapping[str, str], app: Installation) -> str:
    """Return where the browser goes afterwards. Raises SlackError for what Slack refuses."""
    if asked.get("client_id") != app.client_id:
        raise SlackError("invalid_client_id")
    wanted = {scope for scope in asked.get("scope", "").split(",") if scope}
    if not wanted or not wanted <= app.scopes:
        raise SlackError("invalid_scope")
    own = [str(url) for url in app.manifest.get("oauth_config", {}).get("redirect_urls", [])]
    back = asked.get("redirect_uri") or (own[0] if own else "")
    if not any(back == url or back.startswith(f"{url.rstrip('/')}/") for url in own):
        raise SlackError("bad_redirect_uri")
    return back
