"""The people and channels that the playground begins with."""

from playground.things import Channel, Person, UserGroup, Workspace
from playground.world import Clock, World

BOT = "U01WORKBACK"
ALICE, BOB, CHARLIE, DANA, ERIN = "U01ALICE", "U01BOB", "U01CHARLIE", "U01DANA", "U01ERIN"


def default_people() -> list[Person]:
    """Return Alice, who writes; Bob, who reviews; Charlie, a guest; Dana, Erin; and the app."""
    return [
        Person(
            id=ALICE,
            name="alice",
            real_name="Alice Ahrens",
            display_name="Alice",
            tz="Europe/Berlin",
            title="Product manager",
            is_admin=True,
            avatar_colour="#2f6f73",
        ),
        Person(
            id=BOB,
            name="bob",
            real_name="Bob Baker",
            display_name="Bob",
            tz="America/New_York",
            locale="en-US",
            title="Engineering manager",
            avatar_colour="#8a5a2b",
        ),
        Person(
            id=CHARLIE,
            name="charlie",
            real_name="Charlie Chiba",
            display_name="Charlie",
            tz="Asia/Tokyo",
            title="Agency designer",
            is_restricted=True,
            avatar_colour="#5b6c8f",
        ),
        Person(
            id=DANA,
            name="dana",
            real_name="Dana Diaz",
            display_name="Dana",
            tz="America/Los_Angeles",
            locale="en-US",
            title="Legal counsel",
            avatar_colour="#7a4a5e",
        ),
        Person(
            id=ERIN,
            name="erin",
            real_name="Erin Evans",
            display_name="Erin",
            tz="Europe/London",
            title="Support lead",
            avatar_colour="#4d7040",
        ),
        Person(id=BOT, name="workback", real_name="Workback", tz="Etc/UTC", is_bot=True),
    ]


def default_channels() -> list[Channel]:
    """Return the channels; the bot is in #teamsync, #general and #secret-project only."""
    colleagues = [ALICE, BOB, DANA, ERIN]
    return [
        Channel(
            id="C01TEAMSYNC",
            name="teamsync",
            members=[ALICE, BOB, CHARLIE, DANA, ERIN, BOT],
            topic="The meeting notes that write themselves",
        ),
        Channel(
            id="C01GENERAL",
            name="general",
            members=[*colleagues, BOT],
            topic="Company-wide announcements",
        ),
        Channel(
            id="C01PRODUCT", name="product", members=colleagues, topic="What we build, and why"
        ),
        Channel(
            id="C01SECRET",
            name="secret-project",
            kind="private",
            members=[ALICE, BOB, BOT],
            topic="Not yet",
        ),
        Channel(id="C01ARCHIVE", name="old-ideas", members=[ALICE, BOB, BOT], archived=True),
    ]


ACME = Workspace(id="T01ACME", name="Acme", domain="acme")
GLOBEX = Workspace(id="T02GLOBEX", name="Globex", domain="globex")
"""Its people and channels have the ids of Acme's: no two workspaces are told apart by them."""


def default_world(clock: Clock, workspace: Workspace = ACME) -> World:
    """Return a workspace with its cast, before anybody has said anything."""
    created = int(clock.now().timestamp())
    world = World(
        workspace=workspace.model_copy(),
        bot_user=BOT,
        people={person.id: person for person in default_people()},
        channels={channel.id: channel for channel in default_channels()},
        user_groups=[
            UserGroup(
                id="S01CUSTOMERS", handle="customers", name="Close to customers", users=[DANA, ERIN]
            )
        ],
    ).set_clock(clock)
    for channel in world.channels.values():
        channel.creator, channel.created = ALICE, created
    for person in default_people():
        if not person.is_bot:
            world.im_with(person.id)
    return world
