"""views.*: modals and App Homes."""

from playground.refusals import SlackError
from playground.shapes import view_json
from playground.slack import Slack
from playground.things import Json, View
from playground.web_api.arguments import Arguments
from playground.web_api.registry import method


def _answer(slack: Slack, view: View) -> Json:
    return {"view": view_json(slack.world, slack.installation, view)}


@method("views.open")
def open_view(slack: Slack, arguments: Arguments) -> Json:
    """Open a modal."""
    payload = arguments.view()
    trigger = slack.triggers.redeem(arguments.needed("trigger_id"))
    return _answer(slack, slack.modals.open(trigger, payload))


@method("views.push")
def push_view(slack: Slack, arguments: Arguments) -> Json:
    """Lay a modal on another."""
    payload = arguments.view()
    trigger = slack.triggers.redeem(arguments.needed("trigger_id"))
    return _answer(slack, slack.modals.push(trigger, payload))


@method("views.update")
def update_view(slack: Slack, arguments: Arguments) -> Json:
    """Change a modal."""
    view = slack.modals.find(arguments.optional("view_id"), arguments.optional("external_id"))
    changed = slack.modals.update(view, arguments.view(), arguments.optional("hash"))
    return _answer(slack, changed)


@method("views.publish")
def publish_view(slack: Slack, arguments: Arguments) -> Json:
    """Show somebody's App Home."""
    person = arguments.needed("user_id")
    if person not in slack.world.people:
        raise SlackError("user_not_found")
    if not slack.installation.has_home:
        raise SlackError("not_enabled")
    view = slack.modals.publish(person, arguments.view(), arguments.optional("hash"))
    return _answer(slack, view)
