"""The bare Bolt app that Workback stands beside: one listener, what Bolt's guide shows, no more.

Run: `python -m bench.bare PORT FOLDER`, settings in the environment. Loop, HTTP parser, log and
headers are those of `bot/serve.py`.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

VIEW = "view.json"
"""In the folder: the modal that `/workback new` opens, recorded from Workback."""


def listen(app: AsyncApp, view: dict[str, Any]) -> None:
    """Answer `/workback`: `new` opens a modal, all else is a sentence."""

    @app.command("/workback")
    async def workback(ack: Any, command: dict[str, Any], client: AsyncWebClient) -> None:
        if command["text"] == "new":
            await client.views_open(trigger_id=command["trigger_id"], view=view)
            await ack()
            return
        await ack(text="Workback helps a team write the press release before the code.")


def main() -> None:
    """Serve until a signal says stop."""
    port, folder = int(sys.argv[1]), Path(sys.argv[2])
    app = AsyncApp(
        token=os.environ["SLACK_BOT_TOKEN"],
        signing_secret=os.environ["SLACK_SIGNING_SECRET"],
        process_before_response=True,
    )
    app.client.base_url = os.environ["SLACK_API_URL"]
    recorded = folder / VIEW
    listen(app, json.loads(recorded.read_text(encoding="utf-8")) if recorded.exists() else {})
    handler = AsyncSlackRequestHandler(app)

    async def receive(request: Request) -> Response:
        return await handler.handle(request)

    routes = [Route("/slack/events", receive, methods=["POST"])]
    uvicorn.run(
        Starlette(routes=routes), port=port, log_config=None, access_log=False, server_header=False
    )


if __name__ == "__main__":
    main()
