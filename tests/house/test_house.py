"""Ids, routes, manifest, settings and docs agree."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from prometheus_client.metrics import MetricWrapperBase

from bot import ids
from bot.config import Settings
from bot.features import FALLBACK_COMMAND, ROUTES
from bot.help.views import WORDS
from bot.kit import metrics
from bot.kit.scopes import NEEDED_SCOPES
from domain.settings import Settings as WorkspaceSettings

ROOT = Path(__file__).parents[2]
MANIFEST = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))


def tracked(pattern: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", pattern], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [ROOT / line for line in listed.stdout.splitlines()]


@pytest.mark.parametrize("address", [i for feature in ids.FEATURES for i in feature])
def test_every_id_has_a_route_or_is_a_name_only(address: str) -> None:
    answered = ROUTES.actions.keys() | ROUTES.submissions.keys() | ROUTES.shortcuts.keys()
    assert address in answered | {*ids.MENUS, ids.home.OPEN}


def test_every_route_has_an_id() -> None:
    known = {str(i) for feature in ids.FEATURES for i in feature}
    assert ROUTES.actions.keys() <= known
    assert ROUTES.submissions.keys() <= known


def test_the_manifest_asks_for_the_events_that_are_answered() -> None:
    asked = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    assert {event.partition(".")[0] for event in asked} == set(ROUTES.events)


def test_the_manifest_names_the_commands_that_are_answered() -> None:
    commands = {command["command"] for command in MANIFEST["features"]["slash_commands"]}
    assert commands == set(ROUTES.commands)
    assert FALLBACK_COMMAND in commands


def test_the_manifest_names_the_shortcuts_that_are_answered() -> None:
    shortcuts = {shortcut["callback_id"] for shortcut in MANIFEST["features"]["shortcuts"]}
    assert shortcuts == set(ROUTES.shortcuts)


def test_the_manifest_keeps_slacks_limits() -> None:
    assert len(MANIFEST["display_information"]["name"]) <= 35
    assert len(MANIFEST["display_information"]["description"]) <= 140
    assert all(len(c["command"]) <= 32 for c in MANIFEST["features"]["slash_commands"])
    assert all(len(s["name"]) <= 24 for s in MANIFEST["features"]["shortcuts"])


def test_the_doctor_looks_for_the_manifests_scopes() -> None:
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == NEEDED_SCOPES


@pytest.mark.parametrize("scope", sorted(NEEDED_SCOPES))
def test_every_scope_is_explained(scope: str) -> None:
    assert f"`{scope}`" in (ROOT / "docs/reference/scopes.md").read_text(encoding="utf-8")


def test_help_names_only_words_that_are_answered() -> None:
    assert {word.word for word in WORDS} <= ROUTES.words.keys()


@pytest.mark.parametrize("name", [field.upper() for field in Settings.model_fields])
def test_every_setting_is_documented(name: str) -> None:
    assert f"`{name}`" in (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    assert name in (ROOT / ".env.example").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", WorkspaceSettings.model_fields)
def test_every_setting_of_a_workspace_is_documented(name: str) -> None:
    page = (ROOT / "docs/reference/workspace-settings.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith(f"| `{name}` |")]
    default = WorkspaceSettings.model_fields[name].default
    assert len(rows) == 1
    assert not isinstance(default, int) or isinstance(default, bool) or f"| {default} |" in rows[0]


@pytest.mark.parametrize(
    "name", sorted(m._name for m in vars(metrics).values() if isinstance(m, MetricWrapperBase))
)
def test_every_metric_is_documented(name: str) -> None:
    page = (ROOT / "docs/reference/metrics.md").read_text(encoding="utf-8")
    assert f"| `{name}` |" in page


def test_no_unfinished_words_stand_in_the_code() -> None:
    unfinished = re.compile("|".join(("TO" + "DO", "FIX" + "ME", "coming" + " soon")))
    found = [p for p in tracked("*.py") if unfinished.search(p.read_text(encoding="utf-8"))]
    assert found == []


def test_the_bot_starts_without_the_playground() -> None:
    code = "import sys, bot.door, bot.__main__; print('nicegui' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert result.stdout.strip() == "False"
