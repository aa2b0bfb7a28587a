"""Many workspaces: installed from a page, kept apart, and forgotten after the grace period."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from cryptography.fernet import Fernet
from sqlmodel import func, select

from bot.clock import MovableClock
from bot.config import Settings
from bot.door import create_app
from bot.house import House
from bot.kit.workspaces import Installation
from domain.people import WorkspaceId
from playground.server import Playground
from playground.serving import LoopServer
from storage.tables import InitiativeRow, OutboxRow, WorkspaceRow
from tests.bot.conftest import MANIFEST, Town


@dataclass
class Office:
    """A bot that nobody has installed yet."""

    slack: Playground
    house: House
    clock: MovableClock
    address: str
    browser: aiohttp.ClientSession

    async def button(self) -> str:
        """Open the page, and return where its button leads."""
        async with self.browser.get(f"{self.address}/slack/install") as page:
            words = await page.text()
            assert page.status == 200
        assert "know people&#x27;s names and time zones" in words
        return words.split('class="button" href="')[1].split('"')[0].replace("&amp;", "&")

    async def agree(self, address: str) -> dict[str, str]:
        """Press the button, agree in Slack, and return what the browser is sent back with."""
        async with self.browser.get(address, allow_redirects=False) as answer:
            assert answer.status == 302, await answer.text()
            back = urlsplit(answer.headers["Location"])
        assert back.path == "/slack/oauth_redirect"
        return {key: values[0] for key, values in parse_qs(back.query).items()}

    async def come_back(self, given: dict[str, str]) -> tuple[int, str]:
        """Return to the bot."""
        address = f"{self.address}/slack/oauth_redirect"
        async with self.browser.get(address, params=given) as page:
            return page.status, await page.text()


@pytest.fixture
async def office(database_url: str) -> AsyncIterator[Office]:
    clock = MovableClock()
    async with Playground(MANIFEST, clock=clock) as slack:
        settings = Settings(
            _env_file=None,
            slack_client_id=slack.installation.client_id,
            slack_client_secret=slack.installation.client_secret,
            encryption_key=Fernet.generate_key().decode(),
            slack_signing_secret=slack.signing_secret,
            slack_api_url=slack.api_url,
            database_url=database_url,
            posts_per_second=1000,
        )
        app = create_app(settings, clock)
        server = LoopServer(app, port=0, lifespan="on")
        await server.open()
        slack.connect_http(f"{server.address}/slack/events")
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(cookie_jar=jar) as browser:
            yield Office(slack, app.state.house, clock, server.address, browser)
        await server.close()


async def test_a_workspace_installs_and_is_served(office: Office) -> None:
    given = await office.agree(await office.button())
    status, words = await office.come_back(given)
    assert (status, "Workback is installed" in words) == (200, True)
    alice = office.slack.person("alice")
    await alice.command("/press-release", channel="teamsync")
    await alice.fill(headline="Installed by a page")
    assert not (await alice.submit()).trouble
    await office.slack.until(lambda: "Installed by a page" in str(alice.sees("teamsync")))
    async with office.house.services.database.session(writes=False) as session:
        row = (await session.exec(select(WorkspaceRow))).one()
    assert row.token is not None
    assert office.slack.bot_token not in row.token


async def test_a_link_works_once_in_one_browser_for_ten_minutes(office: Office) -> None:
    given = await office.agree(await office.button())
    assert (await office.come_back({**given, "state": given["state"][:-2] + "xx"}))[0] == 400
    status, words = await office.come_back({**given, "code": "made-up"})
    assert (status, "takes each link once" in words) == (400, True)
    async with aiohttp.ClientSession() as other:
        address = f"{office.address}/slack/oauth_redirect"
        async with other.get(address, params=given) as page:
            assert page.status == 400
            assert "another browser" in await page.text()
    status, words = await office.come_back({"error": "access_denied"})
    assert (status, "cancelled" in words) == (200, True)


async def test_before_it_is_installed_it_says_so(office: Office) -> None:
    alice = office.slack.person("alice")
    await alice.command("/workback", channel="teamsync")
    assert "no longer installed" in alice.newest("teamsync").text


async def test_without_a_client_id_there_is_no_page(town: Town) -> None:
    async with (
        aiohttp.ClientSession() as browser,
        browser.get(f"{town.address}/slack/install") as page,
    ):
        assert page.status == 404


async def count(office: Office, table: type) -> int:
    async with office.house.services.database.session(writes=False) as session:
        return int((await session.exec(select(func.count()).select_from(table))).one())


async def test_a_removed_workspace_is_forgotten_after_the_grace_period(office: Office) -> None:
    await office.come_back(await office.agree(await office.button()))
    alice = office.slack.person("alice")
    await alice.command("/press-release", channel="teamsync")
    await alice.fill(headline="Kept for thirty days")
    await alice.submit()
    await office.slack.until(lambda: "Kept for thirty days" in str(alice.sees("teamsync")))
    workspace_id = WorkspaceId(office.slack.world.workspace.id)
    await office.house.services.workspaces.uninstall(workspace_id)
    assert await office.house.services.workspaces.token(workspace_id) is None
    office.clock.move(timedelta(days=29))
    await office.house.sweep()
    assert await count(office, InitiativeRow) == 1
    await office.come_back(await office.agree(await office.button()))
    office.clock.move(timedelta(days=5))
    await office.house.sweep()
    assert await count(office, InitiativeRow) == 1
    await office.house.services.workspaces.uninstall(workspace_id)
    office.clock.move(timedelta(days=31))
    await office.house.sweep()
    assert await count(office, InitiativeRow) == 0
    assert await count(office, WorkspaceRow) == 0


async def test_what_was_sent_is_swept_and_can_still_be_edited(office: Office) -> None:
    await office.come_back(await office.agree(await office.button()))
    alice = office.slack.person("alice")
    await alice.command("/press-release", channel="teamsync")
    await alice.fill(headline="Swept")
    await alice.submit()
    await office.slack.until(lambda: "Swept" in str(alice.sees("teamsync")))
    office.clock.move(timedelta(days=31))
    async with asyncio.timeout(20):
        while await count(office, OutboxRow):  # until the delivery has noted that it was sent
            await office.house.sweep()
    await alice.click("Edit", within=alice.newest("teamsync"))
    await alice.fill(headline="Swept and edited")
    assert not (await alice.submit()).trouble
    await office.slack.until(lambda: "Swept and edited" in str(alice.sees("teamsync")[0].blocks))


async def test_two_workspaces_never_see_each_other(office: Office) -> None:
    await office.come_back(await office.agree(await office.button()))
    alice = office.slack.person("alice")
    await alice.command("/press-release", channel="teamsync")
    await alice.fill(headline="Acme's secret")
    await alice.submit()
    await office.slack.until(lambda: "Acme's secret" in str(alice.sees("teamsync")))
    other = WorkspaceId("T02OTHER")
    token = office.slack.bot_token
    await office.house.services.workspaces.install(Installation(other, "Other", "U9", token))
    office.slack.world.workspace = office.slack.world.workspace.model_copy(update={"id": other})
    await alice.command("/workback list", channel="teamsync")
    assert "No initiatives yet" in alice.modal.text
    await alice.close()
    card = alice.sees("teamsync")[0]
    await alice.click("Read", within=card)
    assert "no longer here" in alice.newest("teamsync").text
