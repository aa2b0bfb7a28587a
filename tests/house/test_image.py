"""The image and compose.yaml: clean, whole, and at the port that `PORT` names."""

import asyncio
import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.bot.conftest import opened

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_every_file_the_image_copies_is_there() -> None:
    steps = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = [step.split()[1:-1] for step in steps if step.startswith("COPY ")]
    sources = [s for step in copied if not step[0].startswith("--from") for s in step]
    assert "requirements.lock" in sources
    assert all((ROOT / source).exists() for source in sources)


def test_the_dockerfile_is_clean() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    result = subprocess.run(
        [hadolint, ROOT / "Dockerfile"], check=False, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stdout


async def healthcheck(port: str) -> int:
    """Run the image's healthcheck as Docker does; return its exit code."""
    [words] = re.findall(r"HEALTHCHECK [^\\]*\\\s+CMD (\[.*\])", DOCKERFILE)
    python, *arguments = json.loads(words)
    assert python == "python"
    environment = {"PATH": os.defpath, "PORT": port}
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, env=environment, stderr=quiet
    )
    return await asyncio.wait_for(process.wait(), 20)


@pytest.mark.processes
async def test_the_healthcheck_asks_at_the_port_that_is_set(sqlite_url: str) -> None:
    async with opened(sqlite_url) as town:
        assert await healthcheck(town.address.rpartition(":")[2]) == 0
    with socket.create_server(("127.0.0.1", 0)) as taken:
        nobody = str(taken.getsockname()[1])
    assert await healthcheck(nobody) == 1


@pytest.mark.parametrize(("given", "port"), [({}, "3000"), ({"PORT": "8080"}, "8080")])
def test_compose_publishes_the_port_that_the_bot_listens_on(
    given: dict[str, str], port: str
) -> None:
    words = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    filled = re.sub(r"\$\{(\w+):-(\w+)\}", lambda m: given.get(m[1]) or m[2], words)
    bot = yaml.safe_load(filled)["services"]["bot"]
    assert str(bot["environment"]["PORT"]) == port
    assert bot["ports"] == [f"127.0.0.1:{port}:{port}"]
