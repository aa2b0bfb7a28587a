"""The Web API, called with Slack's own client."""

from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import MovableClock
from playground.person import Actor
from playground.server import Playground
from tests.playground.refusing import refusal
from tests.playground.small_app import MANIFEST

CHANNEL, OUTSIDE, ARCHIVED = "C01TEAMSYNC", "C01PRODUCT", "C01ARCHIVE"


async def test_who_am_i(client: AsyncWebClient) -> None:
    who = await client.auth_test()
    assert (who["user_id"], who["team"]) == ("U01WORKBACK", "Acme")
    assert (await client.team_info())["team"]["domain"] == "acme"
    assert (await client.bots_info(bot=who["bot_id"]))["bot"]["user_id"] == "U01WORKBACK"
    assert (await client.api_test())["ok"]


@pytest.mark.parametrize(("token", "error"), [("", "not_authed"), ("xoxb-other", "invalid_auth")])
async def test_tokens(slack: Playground, token: str, error: str) -> None:
    client = AsyncWebClient(token, base_url=slack.api_url)
    assert (await refusal(client.auth_test()))["error"] == error


async def test_kinds_of_tokens(slack: Playground, client: AsyncWebClient) -> None:
    app = AsyncWebClient(slack.app_token, base_url=slack.api_url)
    assert (await refusal(app.auth_test()))["error"] == "not_allowed_token_type"
    opened = await client.apps_connections_open(app_token=slack.app_token)
    assert opened["url"].startswith("ws://127.0.0.1:")
    slack.installation.installed = False
    assert (await refusal(client.auth_test()))["error"] == "account_inactive"


async def test_unknown_methods_and_missing_scopes(
    slack: Playground, client: AsyncWebClient
) -> None:
    assert (await refusal(client.api_call("chat.shout")))["error"] == "unknown_method"
    slack.installation.scopes.remove("users:read")
    refused = await refusal(client.users_info(user="U01ALICE"))
    assert refused["error"] == "missing_scope"
    assert refused["needed"] == "users:read"
    assert "chat:write" in refused["provided"]


POSTS = [
    ({"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
    ({"channel": OUTSIDE, "text": "x"}, "not_in_channel"),
    ({"channel": ARCHIVED, "text": "x"}, "is_archived"),
    ({"channel": CHANNEL}, "no_text"),
    ({"channel": CHANNEL, "text": "x" * 40_001}, "msg_too_long"),
    ({"channel": CHANNEL, "text": "x", "thread_ts": "1.000001"}, "thread_not_found"),
    ({"channel": CHANNEL, "text": "x", "blocks": [{"type": "banner"}]}, "invalid_blocks"),
    ({"channel": CHANNEL, "text": "x", "metadata": {"event_type": "a"}}, "invalid_metadata_format"),
]


@pytest.mark.parametrize(("arguments", "error"), POSTS)
async def test_posts_that_are_refused(
    client: AsyncWebClient, arguments: dict[str, Any], error: str
) -> None:
    assert (await refusal(client.chat_postMessage(**arguments)))["error"] == error


async def test_a_refusal_points_at_the_fault(client: AsyncWebClient) -> None:
    header = {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}
    refused = await refusal(client.chat_postMessage(channel=CHANNEL, text="x", blocks=[header]))
    assert refused["response_metadata"]["messages"] == [
        "[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]"
    ]


async def test_a_message_has_a_limit_over_all_its_blocks(client: AsyncWebClient) -> None:
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3000}}
    refused = await refusal(client.chat_postMessage(channel=CHANNEL, text="x", blocks=[block] * 5))
    assert refused["error"] == "msg_blocks_too_long"


async def test_a_message_lives(client: AsyncWebClient, alice: Actor) -> None:
    posted = await client.chat_postMessage(channel=CHANNEL, text="One")
    reply = await client.chat_postMessage(channel=CHANNEL, text="Two", thread_ts=posted["ts"])
    assert float(reply["ts"]) > float(posted["ts"])
    await client.chat_update(channel=CHANNEL, ts=posted["ts"], text="Uno")
    history = await client.conversations_history(channel=CHANNEL)
    assert [message["text"] for message in history["messages"]] == ["Uno"]
    assert history["messages"][0]["reply_count"] == 1
    assert history["messages"][0]["edited"]["user"] == "U01WORKBACK"
    thread = await client.conversations_replies(channel=CHANNEL, ts=posted["ts"])
    assert [message["text"] for message in thread["messages"]] == ["Uno", "Two"]
    link = await client.chat_getPermalink(channel=CHANNEL, message_ts=posted["ts"])
    assert link["permalink"].endswith(posted["ts"].replace(".", ""))
    await client.chat_delete(channel=CHANNEL, ts=reply["ts"])
    assert [message.text for message in alice.sees("teamsync")] == ["Uno"]


async def test_edits_that_are_refused(client: AsyncWebClient, alice: Actor) -> None:
    gone = await refusal(client.chat_update(channel=CHANNEL, ts="1.000001", text="x"))
    assert gone["error"] == "message_not_found"
    hers = await alice.say("Mine", channel="teamsync")
    refused = await refusal(client.chat_update(channel=CHANNEL, ts=hers.ts, text="x"))
    assert refused["error"] == "cant_update_message"
    refused = await refusal(client.chat_delete(channel=CHANNEL, ts=hers.ts))
    assert refused["error"] == "cant_delete_message"
    posted = await client.chat_postMessage(channel=CHANNEL, text="x" * 5000)
    refused = await refusal(client.chat_update(channel=CHANNEL, ts=posted["ts"], text="x" * 4001))
    assert refused["error"] == "msg_too_long"


async def test_ephemerals_are_private_and_not_in_history(
    client: AsyncWebClient, alice: Actor, bob: Actor
) -> None:
    await client.chat_postEphemeral(channel=CHANNEL, user=alice.id, text="Psst")
    assert alice.newest("teamsync").text == "Psst"
    assert bob.sees("teamsync") == []
    assert (await client.conversations_history(channel=CHANNEL))["messages"] == []
    charlie = client.chat_postEphemeral(channel="C01GENERAL", user="U01CHARLIE", text="x")
    assert (await refusal(charlie))["error"] == "user_not_in_channel"


async def test_messages_can_be_scheduled_but_metadata_loses_them(
    slack: Playground, client: AsyncWebClient, clock: MovableClock, alice: Actor
) -> None:
    at = int((clock.now() + timedelta(hours=1)).timestamp())
    metadata = {"event_type": "card", "event_payload": {}}
    await client.chat_scheduleMessage(channel=CHANNEL, post_at=at, text="Lost", metadata=metadata)
    await client.chat_scheduleMessage(channel=CHANNEL, post_at=at, text="Later")
    gone = await client.chat_scheduleMessage(channel=CHANNEL, post_at=at, text="Never")
    await client.chat_deleteScheduledMessage(
        channel=CHANNEL, scheduled_message_id=gone["scheduled_message_id"]
    )
    past = client.chat_scheduleMessage(channel=CHANNEL, post_at=at - 7200, text="x")
    assert (await refusal(past))["error"] == "time_in_past"
    clock.move(timedelta(hours=2))
    await slack.until(lambda: alice.sees("teamsync"))
    assert [message.text for message in alice.sees("teamsync")] == ["Later"]


async def test_channels(client: AsyncWebClient) -> None:
    listed = await client.conversations_list(types="public_channel,private_channel", limit=2)
    names = [channel["name"] for channel in listed["channels"]]
    following = listed["response_metadata"]["next_cursor"]
    rest = await client.conversations_list(types="public_channel,private_channel", cursor=following)
    names += [channel["name"] for channel in rest["channels"]]
    assert names == ["teamsync", "general", "product", "secret-project", "old-ideas"]
    info = (await client.conversations_info(channel=OUTSIDE))["channel"]
    assert (info["is_member"], info["is_private"]) == (False, False)
    refused = await refusal(client.conversations_history(channel=OUTSIDE))
    assert refused["error"] == "not_in_channel"
    await client.conversations_join(channel=OUTSIDE)
    members = await client.conversations_members(channel=OUTSIDE)
    assert "U01WORKBACK" in members["members"]


async def test_a_private_channel_without_the_bot_is_not_there(
    slack: Playground, client: AsyncWebClient
) -> None:
    slack.world.channel("secret-project").members.remove("U01WORKBACK")
    refused = await refusal(client.conversations_info(channel="C01SECRET"))
    assert refused["error"] == "channel_not_found"


async def test_people(client: AsyncWebClient, clock: MovableClock) -> None:
    alice = (await client.users_info(user="U01ALICE"))["user"]
    assert alice["tz"] == "Europe/Berlin"
    summer = clock.now().month in range(4, 10)
    if clock.now().month in (1, 2, 11, 12) or summer:
        assert alice["tz_offset"] == (7200 if summer else 3600)
    charlie = (await client.users_info(user="U01CHARLIE"))["user"]
    assert (charlie["tz_offset"], charlie["is_restricted"]) == (32_400, True)
    assert len((await client.users_list())["members"]) == 6
    assert (await refusal(client.users_info(user="U0NOBODY")))["error"] == "user_not_found"
    profile = await client.users_profile_get(user="U01BOB")
    assert profile["profile"]["display_name"] == "Bob"
    theirs = await client.users_conversations(user="U01CHARLIE")
    assert [channel["name"] for channel in theirs["channels"]] == ["teamsync"]


async def test_direct_messages(client: AsyncWebClient, alice: Actor, bob: Actor) -> None:
    opened = await client.conversations_open(users=alice.id)
    await client.chat_postMessage(channel=opened["channel"]["id"], text="By channel")
    await client.chat_postMessage(channel=alice.id, text="By person")
    assert [message.text for message in alice.sees()] == ["By channel", "By person"]
    assert bob.sees() == []


async def test_files(slack: Playground, client: AsyncWebClient, alice: Actor) -> None:
    sent = await client.files_upload_v2(
        filename="chart.png", content=b"picture", channel=CHANNEL, initial_comment="Look"
    )
    message = alice.newest("teamsync")
    assert (message.text, message.files) == ("Look", [sent["file"]["id"]])
    info = (await client.files_info(file=sent["file"]["id"]))["file"]
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    async with aiohttp.ClientSession() as session:
        async with session.get(info["url_private"], headers=headers) as answer:
            assert await answer.read() == b"picture"
        async with session.get(info["url_private"]) as answer:
            assert answer.content_type == "text/html"
            assert b"Sign in" in await answer.read()


async def test_reactions_and_pins(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=CHANNEL, text="x")
    where: dict[str, Any] = {"channel": CHANNEL, "timestamp": posted["ts"]}
    await client.reactions_add(name="eyes", **where)
    refused = await refusal(client.reactions_add(name="eyes", **where))
    assert refused["error"] == "already_reacted"
    await client.pins_add(**where)
    history = await client.conversations_history(channel=CHANNEL)
    assert history["messages"][0]["reactions"][0]["name"] == "eyes"
    assert history["pin_count"] == 1


async def test_strict_rates() -> None:
    async with Playground(MANIFEST, strict_rates=True) as slack:
        client = AsyncWebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        for _ in range(20):
            await client.conversations_list()
        refused = await refusal(client.conversations_list())
        assert refused.status_code == 429
        assert refused["error"] == "ratelimited"
        assert 1 <= int(refused.headers["Retry-After"]) <= 60


async def test_an_edit_keeps_the_blocks_it_does_not_give(
    client: AsyncWebClient, alice: Actor
) -> None:
    blocks = [{"type": "divider"}]
    ts = (await client.chat_postMessage(channel=CHANNEL, text="x", blocks=blocks))["ts"]
    await client.chat_update(channel=CHANNEL, ts=ts, text="y")
    assert alice.newest("teamsync").blocks[0]["type"] == "divider"
    await client.chat_update(channel=CHANNEL, ts=ts, text="y", blocks=[])
    assert alice.newest("teamsync").blocks == []


async def test_without_a_messages_tab_nobody_can_be_written_to(alice: Actor) -> None:
    manifest = {**MANIFEST, "features": {}}
    async with Playground(manifest) as slack:
        client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
        refused = await refusal(client.chat_postMessage(channel=alice.id, text="x"))
        assert refused["error"] == "messages_tab_disabled"
        home = {"type": "home", "blocks": [{"type": "divider"}]}
        refused = await refusal(client.views_publish(user_id=alice.id, view=home))
        assert refused["error"] == "not_enabled"


async def test_a_request_without_json_is_no_fault_of_the_server(slack: Playground) -> None:
    headers = {"Authorization": f"Bearer {slack.bot_token}", "Content-Type": "application/json"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{slack.api_url}chat.postMessage", data=b"{", headers=headers) as answer,
    ):
        assert (await answer.json())["error"] == "invalid_json"


async def test_names_and_extras_are_given_only_where_slack_gives_them(
    client: AsyncWebClient, alice: Actor
) -> None:
    await client.chat_postMessage(channel="#teamsync", text="By name")
    assert alice.newest("teamsync").text == "By name"
    refused = await refusal(client.conversations_info(channel="teamsync"))
    assert refused["error"] == "channel_not_found"
    assert "locale" not in (await client.users_info(user=alice.id))["user"]
    asked = await client.users_info(user=alice.id, include_locale=True)
    assert asked["user"]["locale"] == "en-GB"
    assert "num_members" not in (await client.conversations_info(channel=CHANNEL))["channel"]
    counted = await client.conversations_info(channel=CHANNEL, include_num_members=True)
    assert counted["channel"]["num_members"] == 6
