"""A real Bolt app with something of everything the page has to show."""

from typing import Any

from playground.server import Playground
from tests.playground.small_app import MANIFEST as SMALL
from tests.playground.small_app import SmallApp, button, modal, plain, text_field

Body = dict[str, Any]

MANIFEST: Body = SMALL | {
    "display_information": {"name": "Workback", "description": "Write the press release first"},
    "features": SMALL["features"]
    | {
        "slash_commands": [
            {"command": "/workback", "description": "Help, and everything", "usage_hint": "help"},
            {"command": "/press-release", "description": "Write a press release"},
            {"command": "/goal", "description": "Set a goal", "usage_hint": "list"},
        ],
        "shortcuts": [
            {
                "name": "Start a press release",
                "type": "global",
                "callback_id": "start",
                "description": "Write what the customer will read",
            },
            {
                "name": "Keep as evidence",
                "type": "message",
                "callback_id": "keep",
                "description": "Keep a message",
            },
        ],
    },
}


def mrkdwn(text: str) -> Body:
    return {"type": "mrkdwn", "text": text}


def option(words: str, value: str) -> Body:
    return {"text": plain(words), "value": value}


def field(name: str, label: str, element: Body, **more: Any) -> Body:
    return {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "element": {"action_id": "value", **element},
        **more,
    }


def form(channel: str) -> Body:
    """Return the modal in which a press release is written."""
    prompt = plain("What will the customer be able to do?")
    return modal(
        {"type": "context", "elements": [mrkdwn(f"A new initiative in <#{channel}>.")]},
        text_field("headline", max_length=60, placeholder=prompt)
        | {"label": plain("1. Headline"), "hint": plain("8 to 15 words: who can now do what.")},
        text_field("problem", multiline=True, max_length=3000)
        | {"label": plain("2. Problem"), "optional": True},
        field(
            "kind",
            "Kind",
            {
                "type": "static_select",
                "options": [option("New", "new"), option("Better", "better")],
            },
            optional=True,
        ),
        field("topic", "Topic", {"type": "external_select", "min_query_length": 1}, optional=True),
        field("people", "Reviewers", {"type": "multi_users_select"}, optional=True),
        field("day", "Launch day", {"type": "datepicker"}, optional=True),
        field(
            "risk",
            "Risk",
            {"type": "radio_buttons", "options": [option("Low", "low"), option("High", "high")]},
            optional=True,
        ),
        {
            "type": "actions",
            "block_id": "more",
            "elements": [button("show_more", "Show more"), button("open_child", "Compare")],
        },
        private_metadata=channel,
        notify_on_close=True,
    )


def card(headline: str, problem: str) -> list[Body]:
    """Return the blocks that a submission leads to."""
    words = {"type": "text", "text": problem or "No problem yet."}
    section = {"type": "rich_text_section", "elements": [words]}
    menu = {
        "type": "overflow",
        "action_id": "menu",
        "options": [option("History", "history"), option("Archive…", "archive")],
    }
    confirm = {
        "title": plain("Remove it?"),
        "text": plain("The card goes, the words stay."),
        "confirm": plain("Remove"),
        "deny": plain("Keep it"),
        "style": "danger",
    }
    buttons = [
        button("read", "Read", style="primary"),
        button("remove", "Remove", style="danger", confirm=confirm),
        menu,
    ]
    return [
        {"type": "header", "text": plain(headline)},
        {"type": "context", "elements": [mrkdwn("WB-12  ·  ○ Draft  ·  owner <@U01ALICE>")]},
        {"type": "rich_text", "elements": [section]},
        {"type": "actions", "block_id": "ini_12", "elements": buttons},
    ]


class PageApp(SmallApp):
    """The app. It posts, updates, pushes and publishes over the real Web API."""

    def __init__(self, slack: Playground) -> None:
        self.pressed: list[str] = []
        """The action ids that were heard of, in their order."""
        self.closed = 0
        super().__init__(slack)

    def _listen(self) -> None:
        bolt = self.bolt
        bolt.command("/press-release")(self._open)
        bolt.command("/workback")(self._help)
        bolt.shortcut("start")(self._open)
        bolt.shortcut("keep")(self._press)
        bolt.options("value")(self._offer)
        bolt.view("form")(self._submit)
        bolt.view_closed("form")(self._count_closed)
        bolt.action("show_more")(self._more)
        bolt.action("open_child")(self._child)
        for name in ("read", "remove", "menu"):
            bolt.action(name)(self._press)
        bolt.event("app_home_opened")(self._home)
        for event in ("message", "app_mention", "member_joined_channel"):
            bolt.event(event)(self._take)

    async def _open(self, ack: Any, body: Body) -> None:
        channel = body.get("channel_id", "C01TEAMSYNC")
        await self.client.views_open(trigger_id=body["trigger_id"], view=form(channel))
        await ack()

    async def _help(self, ack: Any, body: Body) -> None:
        await ack(text=f"*Workback* does not know “{body['text']}”. Try `/press-release`.")

    async def _submit(self, ack: Any, view: Body) -> None:
        values = view["state"]["values"]
        headline = values["headline"]["value"]["value"]
        if "magic" in headline:
            sentence = "“magic” says nothing. Say who can now do what."
            await ack(response_action="errors", errors={"headline": sentence})
            return
        await ack()
        blocks = card(headline, values.get("problem", {}).get("value", {}).get("value") or "")
        channel = view["private_metadata"]
        await self.client.chat_postMessage(channel=channel, text=headline, blocks=blocks)

    async def _more(self, ack: Any, body: Body) -> None:
        view = body["view"]
        shown = form(view["private_metadata"])
        shown["blocks"].append(text_field("quote") | {"label": plain("Quote"), "optional": True})
        await self.client.views_update(view_id=view["id"], view=shown)
        await ack()

    async def _child(self, ack: Any, body: Body) -> None:
        section = {"type": "section", "text": mrkdwn("~Old words~ *new words*")}
        child = {"type": "modal", "title": plain("Compare"), "blocks": [section]}
        await self.client.views_push(trigger_id=body["trigger_id"], view=child)
        await ack()

    async def _offer(self, ack: Any, body: Body) -> None:
        await ack(options=[option(body["value"].upper(), body["value"])])

    async def _press(self, ack: Any, body: Body) -> None:
        self.pressed += [action["action_id"] for action in body.get("actions", [])]
        self.pressed += [body["callback_id"]] if body["type"] == "message_action" else []
        await ack()

    async def _home(self, event: Body) -> None:
        if event["tab"] != "home":
            return
        blocks = [
            {"type": "header", "text": plain("Nothing waits for you")},
            {"type": "section", "text": mrkdwn("Reviews and check-ins will stand here.")},
            {"type": "actions", "block_id": "home", "elements": [button("read", "Start")]},
        ]
        await self.client.views_publish(
            user_id=event["user"], view={"type": "home", "blocks": blocks}
        )

    async def _count_closed(self, ack: Any) -> None:
        self.closed += 1
        await ack()

    async def _take(self) -> None:
        """Hear an event."""
