"""users.*, usergroups.* and dnd.*."""

from playground.refusals import SlackError
from playground.shapes import channel_json, person_json, profile_json, seconds
from playground.slack import Slack
from playground.things import Json, Person
from playground.web_api.arguments import Arguments
from playground.web_api.conversations import wanted_channels
from playground.web_api.registry import TIER_2, method


def _person(slack: Slack, person_id: str) -> Person:
    person = slack.world.people.get(person_id)
    if person is None:
        raise SlackError("user_not_found")
    return person


def _shown(slack: Slack, arguments: Arguments, person: Person) -> Json:
    """Return a user object, with the locale only for those who ask for it."""
    shown = person_json(slack.world, person)
    if not arguments.flag("include_locale"):
        del shown["locale"]
    return shown


@method("users.info", "users:read")
def info(slack: Slack, arguments: Arguments) -> Json:
    """Describe a person."""
    return {"user": _shown(slack, arguments, _person(slack, arguments.needed("user")))}


@method("users.list", "users:read", per_minute=TIER_2)
def list_people(slack: Slack, arguments: Arguments) -> Json:
    """Describe everybody."""
    people, following = arguments.page(list(slack.world.people.values()))
    members = [_shown(slack, arguments, person) for person in people]
    now = seconds(slack.world.now())
    return {"members": members, "cache_ts": now, "response_metadata": following}


@method("usergroups.list", "usergroups:read", per_minute=TIER_2)
def list_groups(slack: Slack, arguments: Arguments) -> Json:
    """Describe the user groups; who is in them only for those who ask for it."""
    found = []
    for group in slack.world.user_groups:
        if group.disabled and not arguments.flag("include_disabled"):
            continue
        shown: Json = {
            "id": group.id,
            "team_id": slack.world.workspace.id,
            "is_usergroup": True,
            "name": group.name,
            "handle": group.handle,
            "description": "",
            "is_external": False,
            "date_delete": int(group.disabled),
        }
        if arguments.flag("include_users"):
            shown["users"] = group.users
        found.append(shown)
    return {"usergroups": found}


@method("users.profile.get", "users.profile:read")
def profile(slack: Slack, arguments: Arguments) -> Json:
    """Return a person's profile."""
    return {"profile": profile_json(slack.world, _person(slack, arguments.needed("user")))}


@method("users.conversations", "channels:read", "groups:read", "im:read", per_minute=50)
def conversations(slack: Slack, arguments: Arguments) -> Json:
    """List the conversations of a person that the bot can see too."""
    person = _person(slack, arguments.text("user", slack.world.bot_user))
    bot = slack.world.bot_user
    found = [
        channel
        for channel in wanted_channels(slack, arguments)
        if person.id in channel.members and (channel.kind == "public" or bot in channel.members)
    ]
    page, following = arguments.page(found)
    channels = [channel_json(slack.world, channel, person.id) for channel in page]
    return {"channels": channels, "response_metadata": following}


@method("dnd.info", "dnd:read", per_minute=50)
def dnd_info(slack: Slack, arguments: Arguments) -> Json:
    """Tell that a person can be disturbed: nobody here has snoozed."""
    _person(slack, arguments.text("user", slack.world.bot_user))
    return {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}
