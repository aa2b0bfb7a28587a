"""How fast `/workback help` is acknowledged, beside a bare Bolt app with one listener.

Run: `make bench`. Both servers run in processes of their own; requests are signed and alternate
between the two in small rounds, so that a machine whose speed drifts slows both alike.
"""

import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
import yaml
from slack_sdk.signature import SignatureVerifier

from playground.server import Playground

ROOT = Path(__file__).parents[1]
ROUNDS, REQUESTS = 12, 150
BOUND = 1.5
RESULTS = ROOT / "bench" / "results.json"

BARE = """
import sys, uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from starlette.applications import Starlette
from starlette.routing import Route
app = AsyncApp(token=sys.argv[1], signing_secret=sys.argv[2], process_before_response=True)
app.client.base_url = sys.argv[3]
@app.command("/workback")
async def help(ack):
    await ack(text="Workback helps a team write the press release before the code.")
handler = AsyncSlackRequestHandler(app)
async def receive(request):
    return await handler.handle(request)
routes = [Route("/slack/events", receive, methods=["POST"])]
uvicorn.run(Starlette(routes=routes), port=int(sys.argv[4]), log_level="error", access_log=False)
"""


def free_port() -> int:
    """Return a port of the loopback that is free now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def signed(secret: str) -> tuple[bytes, dict[str, str]]:
    """Return a signed `/workback help`."""
    fields = {"command": "/workback", "text": "help", "user_id": "U01ALICE", "user_name": "alice"}
    fields |= {"team_id": "T01ACME", "channel_id": "C01TEAMSYNC", "channel_name": "teamsync"}
    body = urlencode({**fields, "trigger_id": "1.2.3", "response_url": "http://127.0.0.1:9/"})
    stamp = str(int(time.time()))  # noqa: TID251  (the signature's, as Slack's clock would say)
    made = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)
    return body.encode(), {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": str(made),
    }


async def burst(port: int, secret: str, connections: int) -> list[float]:
    """Return the milliseconds of each of `REQUESTS` requests over that many connections."""
    body, headers = signed(secret)
    url, found = f"http://127.0.0.1:{port}/slack/events", []
    waiting = iter(range(REQUESTS))
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=connections)) as session:

        async def one_after_the_other() -> None:
            for _ in waiting:
                started = time.perf_counter()
                async with session.post(url, data=body, headers=headers) as answer:
                    words = await answer.text()
                    assert answer.status == 200, words
                    assert "press release" in words
                found.append((time.perf_counter() - started) * 1000)

        await asyncio.gather(*(one_after_the_other() for _ in range(connections)))
    return found


async def until_ready(port: int) -> None:
    """Wait until something listens."""
    for _ in range(400):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.05)
        else:
            writer.close()
            return
    raise TimeoutError(f"nothing listens on {port}")


def p99(values: list[float]) -> float:
    """Return the value that 99 of 100 stay below."""
    return sorted(values)[int(len(values) * 0.99) - 1]


async def main() -> None:
    """Measure, print the table and write the results."""
    manifest = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
    ours, bare = free_port(), free_port()
    with tempfile.TemporaryDirectory() as folder:
        async with Playground(manifest) as slack:
            environment = {
                **os.environ,
                "SLACK_BOT_TOKEN": slack.bot_token,
                "SLACK_SIGNING_SECRET": slack.signing_secret,
                "SLACK_API_URL": slack.api_url,
                "DATABASE_URL": f"sqlite:///{folder}/bench.db",
                "PORT": str(ours),
                "LOG_LEVEL": "warning",
            }
            plain = [slack.bot_token, slack.signing_secret, slack.api_url, str(bare)]
            servers = [
                subprocess.Popen(  # noqa: ASYNC220
                    [sys.executable, "-m", "bot", "run"], cwd=ROOT, env=environment
                ),
                subprocess.Popen([sys.executable, "-c", BARE, *plain]),  # noqa: ASYNC220
            ]
            try:
                await measure(ours, bare, slack.signing_secret)
            finally:
                for server in servers:
                    server.terminate()
                    server.wait()


async def measure(ours: int, bare: int, secret: str) -> None:
    """Compare both servers at 1 and 64 connections."""
    results = []
    await asyncio.gather(until_ready(ours), until_ready(bare))
    for port in (ours, bare):
        await burst(port, secret, 8)
    print(
        "| connections | figure | Workback ms | bare Bolt ms | ratio |\n"
        "| --- | --- | --- | --- | --- |"
    )
    for connections in (1, 64):
        times: dict[int, list[float]] = {ours: [], bare: []}
        for _ in range(ROUNDS):
            for port in (ours, bare):
                times[port] += await burst(port, secret, connections)
        for name, figure in (("median", statistics.median), ("p99", p99)):
            mine, theirs = figure(times[ours]), figure(times[bare])
            ratio = mine / theirs
            print(f"| {connections} | {name} | {mine:.2f} | {theirs:.2f} | {ratio:.2f} |")
            results.append(
                {
                    "question": "ack_help",
                    "value": round(mine, 3),
                    "unit": f"ms, {name} at {connections} connections",
                    "beside": round(theirs, 3),
                    "ratio": round(ratio, 3),
                    "bound": BOUND,
                    "holds": ratio <= BOUND,
                }
            )
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
