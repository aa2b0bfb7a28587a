"""Opening, stacking and changing views by the Web API."""

from slack_sdk.web.async_client import AsyncWebClient

from playground.person import Actor
from playground.server import Playground
from tests.playground.refusing import refusal
from tests.playground.small_app import modal, text_field


async def test_triggers_are_good_for_once_and_three_seconds(
    slack: Playground, client: AsyncWebClient, alice: Actor
) -> None:
    view = modal(text_field("a"))
    trigger = slack.triggers.issue(alice.id)
    await client.views_open(trigger_id=trigger, view=view)
    again = await refusal(client.views_open(trigger_id=trigger, view=view))
    assert again["error"] == "exchanged_trigger_id"
    unknown = await refusal(client.views_open(trigger_id="1.2.3", view=view))
    assert unknown["error"] == "invalid_trigger_id"
    slack.triggers.life_seconds = 0.0
    late = await refusal(client.views_open(trigger_id=slack.triggers.issue(alice.id), view=view))
    assert late["error"] == "expired_trigger_id"


async def test_view_hashes_and_stacks(
    slack: Playground, client: AsyncWebClient, alice: Actor
) -> None:
    view = modal(text_field("a"))
    opened = await client.views_open(trigger_id=slack.triggers.issue(alice.id), view=view)
    first = opened["view"]
    await client.views_update(view_id=first["id"], hash=first["hash"], view=view)
    stale = client.views_update(view_id=first["id"], hash=first["hash"], view=view)
    assert (await refusal(stale))["error"] == "hash_conflict"
    for _ in range(2):
        trigger = slack.triggers.issue(alice.id, alice.modal.view.id)
        pushed = (await client.views_push(trigger_id=trigger, view=view))["view"]
        assert pushed["root_view_id"] == first["id"]
    trigger = slack.triggers.issue(alice.id, alice.modal.view.id)
    refused = await refusal(client.views_push(trigger_id=trigger, view=view))
    assert refused["error"] == "push_limit_reached"
    gone = await refusal(client.views_update(view_id="V0", view=view))
    assert gone["error"] == "not_found"


async def test_a_view_has_a_size(slack: Playground, client: AsyncWebClient, alice: Actor) -> None:
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}
    trigger = slack.triggers.issue(alice.id)
    refused = await refusal(client.views_open(trigger_id=trigger, view=modal(*[block] * 90)))
    assert refused["error"] == "view_too_large"


async def test_home_hashes(client: AsyncWebClient, alice: Actor) -> None:
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    first = (await client.views_publish(user_id=alice.id, view=home))["view"]
    second = await client.views_publish(user_id=alice.id, view=home, hash=first["hash"])
    assert second["view"]["id"] == first["id"]
    stale = client.views_publish(user_id=alice.id, view=home, hash=first["hash"])
    assert (await refusal(stale))["error"] == "hash_conflict"
