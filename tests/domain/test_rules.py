"""Who may do what, and what an initiative is called."""

from datetime import UTC, datetime

import pytest

from domain import access
from domain.errors import Refusal
from domain.initiatives import NAME_LIMIT, Initiative, name_from_headline, number_of
from domain.people import Channel, ChannelId, Person, PersonId, Standing, WorkspaceId

ALICE, BOB = PersonId("U01ALICE"), PersonId("U02BOB")
PUBLIC = Channel(id=ChannelId("C1"), name="teamsync")
PRIVATE = Channel(id=ChannelId("C2"), name="secret", private=True)
TEAMSYNC = Initiative(
    id="ini_1",
    workspace_id=WorkspaceId("T1"),
    number=12,
    name="TeamSync",
    owner_id=ALICE,
    authors=(),
    channel_id=ChannelId("C1"),
    created_at=datetime(2026, 8, 3, tzinfo=UTC),
)


def person(who: PersonId, standing: Standing = Standing.MEMBER) -> Person:
    return Person(id=who, name=who, time_zone="UTC", standing=standing)


@pytest.mark.parametrize(
    ("standing", "channel", "in_channel", "sees"),
    [
        (Standing.MEMBER, PUBLIC, False, True),
        (Standing.MEMBER, PRIVATE, False, False),
        (Standing.MEMBER, PRIVATE, True, True),
        (Standing.GUEST, PUBLIC, False, False),
        (Standing.GUEST, PUBLIC, True, True),
        (Standing.EXTERNAL, PUBLIC, False, False),
        (Standing.EXTERNAL, PRIVATE, True, True),
    ],
)
def test_who_sees_a_channels_documents(
    standing: Standing,
    channel: Channel,
    in_channel: bool,  # noqa: FBT001  (a parameter of the table above)
    sees: bool,  # noqa: FBT001
) -> None:
    assert access.may_see(person(BOB, standing), channel, in_channel=in_channel) is sees


def test_only_the_owner_and_authors_edit() -> None:
    assert access.may_edit(person(ALICE), TEAMSYNC)
    assert not access.may_edit(person(BOB), TEAMSYNC)
    shared = TEAMSYNC.model_copy(update={"authors": (BOB,)})
    assert access.may_edit(person(BOB), shared)
    assert not access.may_edit(person(BOB, Standing.GUEST), shared)


def test_a_refusal_names_who_can() -> None:
    shared = TEAMSYNC.model_copy(update={"authors": (BOB,)})
    with pytest.raises(Refusal, match="Only Alice and Bob can edit this press release"):
        access.check_edit(person(PersonId("U09")), shared, {ALICE: "Alice", BOB: "Bob"}.__getitem__)


@pytest.mark.parametrize(
    ("headline", "name"),
    [
        ("Introducing TeamSync — The Meeting Notes That Write Themselves", "TeamSync"),
        ("A status page customers believe", "A status page customers believe"),
        ("Meet Nightly: backups you can read", "Nightly"),
        ("   ", "Untitled"),
    ],
)
def test_the_short_name_comes_from_the_headline(headline: str, name: str) -> None:
    assert name_from_headline(headline) == name


def test_a_short_name_is_short() -> None:
    assert len(name_from_headline("word " * 100)) <= NAME_LIMIT


@pytest.mark.parametrize(
    ("typed", "number"), [("WB-12", 12), ("wb12", 12), ("12", 12), ("WB-x", None), ("", None)]
)
def test_keys_are_read_kindly(typed: str, number: int | None) -> None:
    assert number_of(typed) == number
