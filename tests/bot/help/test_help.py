"""Help is built once a moment, and says all the same what lives in the channel now."""

from playground.person import Actor
from tests.bot.conftest import Town


async def helped(person: Actor, channel: str = "teamsync") -> str:
    """Ask for help and return all of it."""
    await person.command("/workback help", channel=channel)
    return str(person.told(channel).blocks)


async def test_help_names_the_initiative_as_soon_as_it_is_there(town: Town) -> None:
    assert "is home to" not in await helped(town.alice)
    await town.alice.command("/workback new", channel="teamsync")
    await town.alice.fill(headline="Found at once")
    await town.alice.submit()
    assert "(WB-1)" in await helped(town.alice)
    assert "(WB-1)" in await helped(town.bob)


async def test_help_in_another_channel_is_that_channels(town: Town) -> None:
    await town.alice.command("/workback new", channel="teamsync")
    await town.alice.fill(headline="At home in teamsync")
    await town.alice.submit()
    assert "(WB-1)" in await helped(town.alice)
    assert "is home to" not in await helped(town.alice, "general")


async def test_help_forgets_an_initiative_that_was_put_away(town: Town) -> None:
    await town.alice.command("/workback new", channel="teamsync")
    await town.alice.fill(headline="Put away")
    await town.alice.submit()
    assert "(WB-1)" in await helped(town.alice)
    await town.alice.click("Archive…", within=await town.card())
    await town.alice.submit()
    assert "is home to" not in await helped(town.alice)
