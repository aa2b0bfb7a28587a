"""What the command line says of itself."""

import re

import pytest
from cryptography.fernet import Fernet

from tests.bot.cli.processes import Desk

COMMANDS = {
    "run": "Run the bot with the settings",
    "play": "Open a Slack on this machine",
    "migrate": "Bring the database to the schema",
    "doctor": "Check settings, database, token",
    "seed": "Fill a folder with a lived-in",
    "export": "Write everything Workback knows",
    "scope": "Write the scope of an initiative",
}


pytestmark = pytest.mark.processes


async def test_every_command_explains_itself_and_its_options(bare: Desk) -> None:
    helps = [("--help",), *((command, "--help") for command in COMMANDS)]
    whole, *each = await bare.each(*helps)
    assert {(ended.code, ended.err) for ended in (whole, *each)} == {(0, "")}
    for (name, meaning), ended in zip(COMMANDS.items(), each, strict=True):
        assert re.search(rf"{name} +{meaning}", whole.out), whole.out
        assert meaning in ended.out
        for option in re.findall(r"│[* ]+(--[a-z-]+.*?)│", ended.out):
            assert re.search(r"[A-Z][a-z ,.:`]{8}", option), f"{option} says nothing"


async def test_an_unknown_command_is_refused(bare: Desk) -> None:
    ended = await bare.workback("dance")
    assert (ended.code, ended.out) == (2, "")
    assert "No such command 'dance'" in ended.err


async def test_a_new_key_is_one_that_can_be_used(bare: Desk) -> None:
    made = await bare.workback("doctor", "--new-key")
    assert made.code == 0
    Fernet(made.out.strip())
    wrong = await bare.workback("doctor", ENCRYPTION_KEY=made.out.strip()[:-2])
    assert "ENCRYPTION_KEY is not a key; `workback doctor --new-key` makes one." in wrong.err
    assert wrong.code == 2
