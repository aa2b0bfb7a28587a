"""Workspaces install from a page, by a link that works once, in one browser, for ten minutes."""

from datetime import timedelta

import aiohttp
import pytest
from cryptography.fernet import Fernet
from sqlmodel import select

from bot.config import WrongSettings
from bot.house import opened as house_opened
from storage.tables import UsedStateRow, WorkspaceRow
from tests.bot.conftest import Town
from tests.bot.door.office import KEY, Office, founded, opened, settings_of


async def row(office: Office) -> WorkspaceRow:
    async with office.house.services.database.session(writes=False) as session:
        return (await session.exec(select(WorkspaceRow))).one()


async def refused(office: Office, given: dict[str, str], words: str) -> None:
    """Come back in vain: one sentence says why, and a link leads to another try."""
    status, page = await office.come_back(given)
    assert status == 400, page
    assert words in page
    assert 'href="install">Try again' in page


async def test_a_workspace_installs_and_is_served(office: Office) -> None:
    given = await office.agree()
    status, page = await office.come_back(given)
    assert (status, "Workback is now in <b>Acme</b>" in page) == (200, True)
    assert "app_redirect?app=A01WORKBACK&amp;team=T01ACME" in page
    await office.write("Installed by a page")
    await office.card("Installed by a page")
    token = (await row(office)).token
    assert token is not None
    assert office.slack.bot_token not in token


async def test_a_link_works_once(office: Office) -> None:
    given = await office.agree()
    await office.come_back(given)
    await refused(office, given, "Each link works once, and this one was used.")
    assert await office.count(UsedStateRow) == 1


async def test_a_link_works_in_the_browser_it_began_in(office: Office) -> None:
    given = await office.agree()
    async with aiohttp.ClientSession() as browser:
        other = Office(office.slack, office.house, office.clock, office.address, browser)
        await refused(other, given, "began in another browser")
    assert (await office.come_back(given))[0] == 200


async def test_a_link_works_for_ten_minutes(office: Office) -> None:
    given = await office.agree()
    office.clock.move(timedelta(minutes=10, seconds=5))
    await refused(office, given, "open for too long")


@pytest.mark.parametrize("state", ["", "guessed", "é\x00", "own key, other purpose", "changed"])
async def test_only_what_began_here_ends_here(office: Office, state: str) -> None:
    given = await office.agree()
    forged = {
        "own key, other purpose": Fernet(KEY).encrypt(b"xoxb-1").decode(),
        "changed": given["state"][:-4] + "AAA=",
    }.get(state, state)
    await refused(office, {**given, "state": forged}, "does not belong to an installation")
    assert await office.count(UsedStateRow) == 0
    assert await office.count(WorkspaceRow) == 0


async def test_a_code_that_slack_does_not_take_is_no_installation(office: Office) -> None:
    given = await office.agree()
    await refused(office, {**given, "code": "guessed"}, "Slack takes each link once")
    assert await office.count(WorkspaceRow) == 0


async def test_two_tabs_of_one_browser_both_work(office: Office) -> None:
    first, second = await office.agree(), await office.agree()
    for given in (first, second):
        assert (await office.come_back(given))[0] == 200


async def test_whoever_cancels_is_told_so_calmly(office: Office) -> None:
    given = await office.decide(await office.button(), "cancel")
    status, page = await office.come_back(given)
    assert (status, "was cancelled in Slack" in page, "Try again" in page) == (200, True, True)


async def test_what_an_address_claims_is_not_shown_as_it_is(office: Office) -> None:
    _, page = await office.come_back({"error": "<b>call +49 123"})
    assert "call" not in page
    status, page = await office.come_back({"error": "invalid_scope"})
    assert (status, "Slack refused the installation (invalid_scope)" in page) == (502, True)


async def test_slack_in_trouble_is_told_and_the_next_try_works(office: Office) -> None:
    office.slack.faults.fail("oauth.v2.access", times=1)
    status, page = await office.come_back(await office.agree())
    assert (status, "Nothing was installed." in page) == (502, True)
    await office.install()


async def test_any_replica_can_end_what_another_began(database_url: str) -> None:
    async with founded(database_url) as first:
        settings = settings_of(first.slack, database_url)
        async with opened(first.slack, first.clock, settings) as second:
            given = await first.agree()
            second.browser.cookie_jar.update_cookies(
                {c.key: c.value for c in first.browser.cookie_jar}
            )
            assert (await second.come_back(given))[0] == 200
            await refused(first, given, "Each link works once")


async def test_with_a_public_address_slack_sends_people_there(database_url: str) -> None:
    async with founded(database_url, public_url="https://example.com/") as office:
        async with office.browser.get(f"{office.address}/slack/install") as page:
            cookie = page.headers["Set-Cookie"]
        assert cookie.startswith("__Host-workback_install=")
        assert all(part in cookie for part in ("Secure", "HttpOnly", "SameSite=lax", "Path=/"))
        sent = {"Cookie": cookie.partition(";")[0]}
        async with office.browser.get(f"{office.address}/slack/install", headers=sent) as page:
            words = await page.text()
        link = words.split('class="button" href="')[1].split('"')[0].replace("&amp;", "&")
        assert "redirect_uri=https%3A%2F%2Fexample.com%2Fslack%2Foauth_redirect" in link
        given = await office.decide(link, "allow")
        assert (await office.come_back(given, headers=sent))[0] == 200


async def test_before_it_is_installed_it_says_so(office: Office) -> None:
    await office.alice.command("/workback", channel="teamsync")
    assert "no longer installed" in office.alice.told("teamsync").text


async def test_without_a_client_id_there_is_no_page(town: Town) -> None:
    async with (
        aiohttp.ClientSession() as browser,
        browser.get(f"{town.address}/slack/install") as page,
    ):
        assert page.status == 404


async def test_another_key_stops_the_start_in_a_sentence(database_url: str) -> None:
    async with founded(database_url) as office:
        await office.install()
        other = Fernet.generate_key().decode()
        settings = settings_of(office.slack, database_url, encryption_key=other)
        with pytest.raises(WrongSettings, match="ENCRYPTION_KEY is not the one"):
            async with house_opened(settings, office.clock):
                pass


async def test_without_a_key_there_is_no_start(database_url: str) -> None:
    async with founded(database_url) as office:
        with pytest.raises(WrongSettings, match="ENCRYPTION_KEY is missing"):
            settings_of(office.slack, database_url, encryption_key=None)


async def test_an_org_installs_once_for_all_its_workspaces(office: Office) -> None:
    office.slack.world.workspace.org = "E01ORG"
    await office.install()
    assert ((await row(office)).id, (await row(office)).name) == ("E01ORG", "Org")
    await office.write("For the whole org")
    card = await office.card("For the whole org")
    await office.alice.click("Read", within=card)
    assert "For the whole org" in office.alice.modal.text
    await office.alice.close()
    await office.slack.talk.uninstall()
    assert (await row(office)).removed_at is not None
