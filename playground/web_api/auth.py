"""auth.*, api.test, apps.*, bots.*, team.*, oauth.*."""

from playground import oauth
from playground.refusals import SlackError
from playground.slack import Slack
from playground.things import Json
from playground.web_api.arguments import Arguments
from playground.web_api.registry import TIER_2, method


@method("api.test", caller="none")
def api_test(_slack: Slack, arguments: Arguments) -> Json:
    """Answer what was asked."""
    error = arguments.optional("error")
    if error:
        raise SlackError(error, args=arguments.given)
    return {"args": arguments.given}


@method("auth.test")
def auth_test(slack: Slack, _arguments: Arguments) -> Json:
    """Tell whose token this is."""
    world, app = slack.world, slack.installation
    return {
        "url": f"https://{world.workspace.domain}.slack.com/",
        "team": world.workspace.name,
        "user": world.bot.name,
        "team_id": world.workspace.id,
        "user_id": world.bot_user,
        "bot_id": app.bot_id,
        "app_id": app.app_id,
        "is_enterprise_install": False,
    }


@method("auth.revoke")
def auth_revoke(slack: Slack, arguments: Arguments) -> Json:
    """Make the token worthless."""
    if not arguments.flag("test"):
        slack.installation.installed = False
    return {"revoked": not arguments.flag("test")}


@method("apps.connections.open", per_minute=TIER_2, caller="app")
def connections_open(slack: Slack, _arguments: Arguments) -> Json:
    """Return where a Socket Mode connection can be made, once."""
    address = slack.address.replace("http://", "ws://", 1)
    return {"url": f"{address}/link?ticket={slack.delivery.sockets.ticket()}"}


@method("bots.info", "users:read", per_minute=TIER_2)
def bots_info(slack: Slack, arguments: Arguments) -> Json:
    """Describe the app's bot."""
    app = slack.installation
    if arguments.text("bot", app.bot_id) != app.bot_id:
        raise SlackError("bot_not_found")
    return {
        "bot": {
            "id": app.bot_id,
            "deleted": not app.installed,
            "name": app.name,
            "user_id": slack.world.bot_user,
            "app_id": app.app_id,
        }
    }


@method("team.info", "team:read", per_minute=TIER_2)
def team_info(slack: Slack, _arguments: Arguments) -> Json:
    """Describe the workspace."""
    workspace = slack.world.workspace
    return {
        "team": {
            "id": workspace.id,
            "name": workspace.name,
            "domain": workspace.domain,
            "email_domain": "",
            "icon": {"image_default": True},
        }
    }


def _check_client(slack: Slack, arguments: Arguments) -> None:
    if arguments.text("client_id") != slack.installation.client_id:
        raise SlackError("invalid_client_id")
    if arguments.text("client_secret") != slack.installation.client_secret:
        raise SlackError("bad_client_secret")


@method("apps.uninstall")
def uninstall(slack: Slack, arguments: Arguments) -> Json:
    """Remove the app from the workspace of the token."""
    _check_client(slack, arguments)
    for event in slack.uninstall():
        slack.events.emit_later(event)
    return {}


@method("oauth.v2.access", caller="none")
def oauth_access(slack: Slack, arguments: Arguments) -> Json:
    """Exchange a code for a token."""
    app, world = slack.installation, slack.world
    _check_client(slack, arguments)
    installer = oauth.take(slack, arguments.text("code"), arguments.optional("redirect_uri"))
    app.renew()
    org = world.workspace.org
    return {
        "access_token": app.bot_token,
        "token_type": "bot",
        "scope": ",".join(sorted(app.scopes)),
        "bot_user_id": world.bot_user,
        "app_id": app.app_id,
        "team": None if org else {"id": world.workspace.id, "name": world.workspace.name},
        "enterprise": {"id": org, "name": "Org"} if org else None,
        "is_enterprise_install": org is not None,
        "authed_user": {"id": installer},
    }
