"""A small real Bolt app, served on a real loopback port, for the playground to talk to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.routing import Route

from playground.server import Playground
from playground.serving import LoopServer

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Small"},
    "features": {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "slash_commands": [
            {"command": "/new", "description": "Open a modal"},
            {"command": "/echo", "description": "Say it back"},
            {"command": "/slow", "description": "Do not answer"},
            {"command": "/broken", "description": "Answer nonsense"},
            {"command": "/unheard", "description": "Nobody listens"},
        ],
        "shortcuts": [
            {"name": "Start", "type": "global", "callback_id": "start", "description": "s"},
            {"name": "Keep", "type": "message", "callback_id": "keep", "description": "k"},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "chat:write",
                "channels:read",
                "channels:history",
                "channels:join",
                "groups:read",
                "groups:history",
                "im:read",
                "im:write",
                "im:history",
                "users:read",
                "users.profile:read",
                "team:read",
                "files:read",
                "files:write",
                "reactions:write",
                "pins:write",
                "dnd:read",
                "commands",
            ]
        }
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": [
                "app_home_opened",
                "app_mention",
                "message.channels",
                "message.im",
                "member_joined_channel",
                "member_left_channel",
                "channel_archive",
                "channel_rename",
                "user_change",
            ]
        }
    },
}


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def text_field(name: str, **element: Any) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": name,
        "label": plain(name),
        "element": {"type": "plain_text_input", "action_id": "value", **element},
    }


def button(action_id: str, words: str, **more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": action_id, "text": plain(words), **more}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("Form"),
        "submit": plain("Save"),
        "blocks": list(blocks),
        **more,
    }


class SmallApp:
    """The app, and what it heard."""

    def __init__(self, slack: Playground) -> None:
        self.slack = slack
        self.client = AsyncWebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        self.heard: list[dict[str, Any]] = []
        self.failing = 0
        """How many deliveries are answered with HTTP 500 before one is taken."""
        self.bolt = AsyncApp(
            client=self.client,
            signing_secret=slack.signing_secret,
            process_before_response=True,
        )
        self.bolt.use(self._hear)
        self._listen()

    async def _hear(self, body: dict[str, Any], next: Any) -> None:  # noqa: A002
        self.heard.append(body)
        if self.failing:
            self.failing -= 1
            raise RuntimeError("asked to fail")
        await next()

    def events(self, name: str) -> list[dict[str, Any]]:
        return [body["event"] for body in self.heard if body.get("event", {}).get("type") == name]

    def _listen(self) -> None:
        bolt = self.bolt
        commands = {"/new": _new, "/echo": _echo, "/slow": _slow, "/broken": _broken}
        for name, handler in commands.items():
            bolt.command(name)(handler)
        bolt.view("form")(_form)
        bolt.view_closed("form")(_acknowledge)
        for event in MANIFEST["settings"]["event_subscriptions"]["bot_events"]:
            bolt.event(event.partition(".")[0])(_take)
        for callback_id in ("start", "keep"):
            bolt.shortcut(callback_id)(_acknowledge)
        for action_id in ("press", "menu", "pick"):
            bolt.action(action_id)(_acknowledge)
        bolt.options("find")(_offer)


async def _new(ack: Any, body: Any, client: AsyncWebClient) -> None:
    form = modal(text_field("headline", max_length=20), notify_on_close=True)
    await client.views_open(trigger_id=body["trigger_id"], view=form)
    await ack()


async def _echo(ack: Any, body: Any) -> None:
    await ack(text=body["text"], response_type="in_channel")


async def _slow(ack: Any) -> None:
    await asyncio.sleep(0.5)
    await ack()


async def _broken(ack: Any) -> None:
    await ack({"text": "x", "wrong": True})


ANSWERS: dict[str, dict[str, Any]] = {
    "wrong": {"response_action": "errors", "errors": {"headline": "Not that."}},
    "lost": {"response_action": "errors", "errors": {"nowhere": "Not that."}},
    "more": {"response_action": "push", "view": modal(text_field("headline"))},
    "other": {"response_action": "update", "view": modal(text_field("other"))},
    "enough": {"response_action": "clear"},
}


async def _form(ack: Any, view: Any) -> None:
    typed = view["state"]["values"]["headline"]["value"]["value"]
    await ack(**ANSWERS.get(typed, {}))


async def _take() -> None:
    """Hear an event; what was heard stands in `heard`."""


async def _acknowledge(ack: Any) -> None:
    await ack()


async def _offer(ack: Any, body: Any) -> None:
    await ack(options=[{"text": plain(body["value"].upper()), "value": body["value"]}])


@asynccontextmanager
async def served(app: SmallApp) -> AsyncIterator[SmallApp]:
    """Serve an app over HTTP and connect the playground to it."""
    handler = AsyncSlackRequestHandler(app.bolt)
    site = Starlette(routes=[Route("/slack/events", handler.handle, methods=["POST"])])
    server = LoopServer(site)
    await server.open()
    app.slack.connect_http(f"{server.address}/slack/events")
    try:
        yield app
    finally:
        await server.close()
