"""Events, response URLs, faults, and Socket Mode, towards a real app."""

import asyncio
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import MovableClock
from playground.person import Actor
from playground.server import Playground
from playground.things import Json
from playground.world import World
from tests.playground.small_app import MANIFEST, SmallApp, button, served

CHANNEL = "C01TEAMSYNC"


async def answer(url: str, body: Json) -> int:
    async with aiohttp.ClientSession() as session, session.post(url, json=body) as given:
        return given.status


async def test_messages_and_mentions_are_heard(app: SmallApp, alice: Actor) -> None:
    message = await alice.say("Hello @workback <b>", channel="teamsync")
    assert message.text == "Hello <@U01WORKBACK> &lt;b&gt;"
    assert app.events("message")[0]["channel_type"] == "channel"
    assert app.events("app_mention")[0]["text"] == message.text
    await alice.say("Hello")
    assert app.events("message")[-1]["channel_type"] == "im"


async def test_what_the_app_may_not_hear_it_does_not(app: SmallApp, alice: Actor) -> None:
    await alice.say("Not subscribed", channel="secret-project")
    await alice.say("Not a member @workback", channel="product")
    assert app.heard == []


async def test_edits_deletions_and_files_are_heard(app: SmallApp, alice: Actor) -> None:
    message = await alice.say("First", channel="teamsync")
    await alice.edit(message, "Second")
    changed = app.events("message")[-1]
    assert changed["subtype"] == "message_changed"
    assert changed["previous_message"]["text"] == "First"
    assert changed["message"]["text"] == "Second"
    await alice.delete(message)
    assert app.events("message")[-1]["subtype"] == "message_deleted"
    await alice.upload("plan.md", b"# Plan", channel="teamsync")
    shared = app.events("message")[-1]
    assert (shared["subtype"], shared["files"][0]["name"]) == ("file_share", "plan.md")


async def test_comings_and_goings_are_heard(app: SmallApp, alice: Actor, bob: Actor) -> None:
    await alice.invite("workback", "product")
    assert app.events("member_joined_channel")[0]["inviter"] == alice.id
    talk, product = app.slack.talk, app.slack.world.channel("product")
    await talk.leave(bob.person, product)
    assert app.events("member_left_channel")[0]["user"] == bob.id
    await talk.rename(product, "products")
    assert app.events("channel_rename")[0]["channel"]["name"] == "products"
    await talk.archive(alice.person, product)
    assert app.events("channel_archive")[0]["channel"] == product.id
    await talk.change_person(bob.person, deleted=True)
    assert app.events("user_change")[0]["user"]["deleted"] is True


async def test_uninstalling_is_heard_and_ends_the_token(app: SmallApp) -> None:
    app.slack.events.retry_seconds = ()
    await app.slack.talk.uninstall()
    told = [delivery.method for delivery in app.slack.traffic.deliveries()]
    assert told == ["tokens_revoked", "app_uninstalled"]
    with pytest.raises(SlackApiError, match="account_inactive"):
        await app.client.auth_test()


async def test_events_are_retried_with_their_id(app: SmallApp, alice: Actor) -> None:
    app.slack.events.retry_seconds = (0.0, 0.01, 0.01)
    app.failing = 2
    await alice.say("Hello", channel="teamsync")
    await app.slack.events.settle()
    assert len(app.heard) == 3
    assert len({body["event_id"] for body in app.heard}) == 1
    app.failing = 100
    await alice.say("Again", channel="teamsync")
    await app.slack.events.settle()
    assert len(app.heard) == 3 + 4


async def test_commands_are_not_retried(app: SmallApp, alice: Actor) -> None:
    app.failing = 1
    assert (await alice.command("/echo x", channel="general")).trouble == "dispatch_failed"
    assert len(app.heard) == 1


async def test_faults_of_delivery(app: SmallApp, alice: Actor) -> None:
    faults = app.slack.faults
    faults.duplicate_events(times=1)
    await alice.say("Twice", channel="teamsync")
    faults.drop_events(times=1)
    await alice.say("Never", channel="teamsync")
    faults.swap_events(times=1)
    await alice.say("Second", channel="teamsync")
    await alice.say("First", channel="teamsync")
    heard = [event["text"] for event in app.events("message")]
    assert heard == ["Twice", "Twice", "First", "Second"]


async def test_a_response_url_answers_five_times_within_thirty_minutes(
    app: SmallApp, alice: Actor, clock: MovableClock
) -> None:
    await alice.command("/echo x", channel="general")
    url = app.heard[0]["response_url"]
    for number in range(5):
        assert await answer(url, {"text": f"Answer {number}"}) == 200
    assert await answer(url, {"text": "Too many"}) == 404
    assert alice.newest("general").text == "Answer 4"
    assert alice.newest("general").ephemeral_to == alice.id
    await alice.command("/echo x", channel="general")
    clock.move(timedelta(minutes=31))
    assert await answer(app.heard[-1]["response_url"], {"text": "Late"}) == 404


async def test_a_response_url_replaces_and_deletes(
    app: SmallApp, alice: Actor, bob: Actor, client: AsyncWebClient
) -> None:
    row = {"type": "actions", "block_id": "row", "elements": [button("press", "Go")]}
    await client.chat_postEphemeral(channel=CHANNEL, user=alice.id, text="Shall I?", blocks=[row])
    await alice.click("Go")
    assert "message" not in app.heard[-1]
    url = app.heard[-1]["response_url"]
    assert await answer(url, {"text": "Done", "replace_original": True}) == 200
    assert [message.text for message in alice.sees("teamsync")] == ["Done"]
    assert await answer(url, {"text": "To all", "response_type": "in_channel"}) == 200
    assert [message.text for message in bob.sees("teamsync")] == ["To all"]
    assert await answer(url, {"delete_original": True}) == 200
    assert [message.text for message in alice.sees("teamsync")] == ["To all"]
    assert await answer(url, {"text": "x", "wrong": 1}) == 404


async def test_faults_of_the_web_api(slack: Playground, alice: Actor) -> None:
    patience = aiohttp.ClientTimeout(total=0.3)
    async with aiohttp.ClientSession(timeout=patience) as session:
        client = AsyncWebClient(
            slack.bot_token, base_url=slack.api_url, session=session, retry_handlers=[]
        )
        post: dict[str, Any] = {"channel": CHANNEL, "text": "x"}
        slack.faults.fail("chat.postMessage", 500, times=1)
        with pytest.raises(SlackApiError) as broken:
            await client.chat_postMessage(**post)
        assert broken.value.response.status_code == 500
        slack.faults.rate_limit("*", retry_after=7, times=1)
        with pytest.raises(SlackApiError) as limited:
            await client.chat_postMessage(**post)
        assert limited.value.response.headers["Retry-After"] == "7"
        slack.faults.error("chat.postMessage", "fatal_error", times=1)
        with pytest.raises(SlackApiError, match="fatal_error"):
            await client.chat_postMessage(**post)
        slack.faults.hang("chat.postMessage", times=1)
        with pytest.raises(TimeoutError):
            await client.chat_postMessage(**post)
        delay = slack.faults.delay("chat.postMessage", 1.0)
        with pytest.raises(TimeoutError):
            await client.chat_postMessage(**post)
        slack.faults.remove(delay)
        assert alice.sees("teamsync") == []
        slack.faults.lose_reply("chat.postMessage", times=1)
        with pytest.raises(aiohttp.ClientError):
            await client.chat_postMessage(**post)
        assert len(alice.sees("teamsync")) == 1
        assert slack.faults.waiting == []


async def test_traffic_tells_who_caused_what(app: SmallApp, alice: Actor) -> None:
    await alice.command("/new", channel="general")
    calls = app.slack.traffic.calls("views.open")
    assert (calls[0].act, calls[0].status) == ("Alice: /new", 200)
    assert calls[0].seconds > 0
    assert app.slack.bot_token not in str(calls)
    delivered = app.slack.traffic.deliveries("/new")
    assert delivered[0].payload["user_id"] == alice.id


async def test_a_workspace_survives_a_restart(clock: MovableClock) -> None:
    async with Playground(MANIFEST, clock=clock) as slack:
        await slack.person("alice").say("Remember", channel="teamsync")
        kept = slack.world.dump()
    async with Playground(MANIFEST, clock=clock, world=World.load(kept, clock)) as slack:
        alice = slack.person("alice")
        before = alice.newest("teamsync")
        assert before.text == "Remember"
        after = await alice.say("More", channel="teamsync")
        assert float(after.ts) > float(before.ts)


async def test_socket_mode(slack: Playground, alice: Actor) -> None:
    app = SmallApp(slack)
    handler = AsyncSocketModeHandler(app.bolt, slack.app_token, web_client=app.client)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        await slack.until(lambda: slack.is_connected)
        await alice.command("/new", channel="general")
        await alice.fill(headline="wrong")
        await alice.submit()
        assert alice.modal.errors == {"headline": "Not that."}
        await alice.say("Hello", channel="teamsync")
        assert app.events("message")[0]["text"] == "Hello"
        await slack.delivery.sockets.refresh()
        await slack.until(lambda: slack.is_connected)
        await alice.command("/echo Back again", channel="general")
        assert alice.newest("general").text == "Back again"
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


async def test_an_unanswered_envelope_goes_to_the_next_socket(
    slack: Playground, client: AsyncWebClient, alice: Actor
) -> None:
    async with aiohttp.ClientSession() as session:
        links = []
        for _ in range(2):
            opened = await client.apps_connections_open(app_token=slack.app_token)
            link = await session.ws_connect(opened["url"])
            assert (await link.receive_json())["type"] == "hello"
            links.append(link)
        typed = asyncio.create_task(alice.command("/echo x", channel="general"))
        waiting = {asyncio.create_task(link.receive_json()): link for link in links}
        done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED, timeout=2)
        assert len(done) == 1
        first = done.pop()
        await waiting.pop(first).close()
        other, link = waiting.popitem()
        again = await other
        assert again["payload"] == first.result()["payload"]
        acknowledged = {"envelope_id": again["envelope_id"], "payload": {"text": "Heard"}}
        await link.send_json(acknowledged)
        assert (await typed).trouble is None
        assert alice.newest("general").text == "Heard"
        await link.close()


async def test_a_ticket_is_good_for_one_connection(
    slack: Playground, client: AsyncWebClient
) -> None:
    opened = await client.apps_connections_open(app_token=slack.app_token)
    async with aiohttp.ClientSession() as session:
        first = await session.ws_connect(opened["url"])
        assert (await first.receive_json())["type"] == "hello"
        second = await session.ws_connect(opened["url"])
        assert (await second.receive()).type is aiohttp.WSMsgType.CLOSE
        await first.close()


async def test_an_app_that_is_not_there(alice: Actor, slack: Playground) -> None:
    assert (await alice.command("/new", channel="general")).trouble == "dispatch_failed"
    async with served(SmallApp(slack)):
        assert (await alice.command("/new", channel="general")).trouble is None


async def test_the_app_proves_its_address(app: SmallApp) -> None:
    assert await app.slack.verify_request_url()
    app.slack.connect_http(f"{app.slack.address}/nowhere")
    assert not await app.slack.verify_request_url()


async def test_an_app_that_joins_hears_of_it(app: SmallApp) -> None:
    await app.client.conversations_join(channel="C01PRODUCT")
    await app.slack.until(lambda: app.events("member_joined_channel"))
    assert app.events("member_joined_channel")[0]["user"] == "U01WORKBACK"
