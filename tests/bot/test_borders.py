"""No route answers about a record of another workspace: it is as if there were none."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any, get_args, get_origin

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from bot.features import ROUTES
from bot.kit.blocks import Metadata
from bot.kit.forms import ViewSeen
from bot.kit.visit import Handler, Visit
from bot.kit.workspaces import Installation
from domain.errors import Refusal
from domain.people import Channel, ChannelId, Person, PersonId, WorkspaceId
from storage import people
from tests.bot.check_ins.test_check_ins import due
from tests.bot.conftest import Town
from tests.bot.experience.test_experience import tell
from tests.bot.faq.test_faq import ask as ask_question
from tests.bot.goals.test_goals import set_goal
from tests.bot.reviews.test_reviews import ask as ask_for_review
from tests.bot.scope.test_ledger import add as add_item
from tests.bot.scope.test_ledger import ledger

OURS, OTHER = WorkspaceId("T01ACME"), WorkspaceId("T02OTHER")
ALICE, TEAMSYNC = PersonId("U01ALICE"), ChannelId("C01TEAMSYNC")
GHOST = "01JZZZZZZZZZZZZZZZZZZZZZZZ"
ULID = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}")
SECRET = "somebody spends a long time writing up notes"
"""Words of the press release that is written in Alice's workspace."""

UNNAMED = ("outbox", "schedule", "target_version", "decision", "setting_change")
"""Tables whose rows no button is about."""

ENTRIES = {"doc_": ("C-1", "C-2", "US-1"), "rev_": ("problem",)}

ANSWERED: dict[str, dict[str, Any]] = {
    "exports": {"documents": ["press_release"], "file": [{"id": "F1", "name": "plan.md"}]},
    "faq": {"kind": "C", "due": "2999-01-02"},
    "experience": {"picture": [{"id": "F1", "name": "notes.png"}]},
    "reviews": {
        "kind": "question",
        "section": "problem",
        "reviewers": ["U01BOB"],
        "needed": "1",
        "due": "2999-01-02",
        "until": "2999-01-02",
        "person": "U01DANA",
    },
}
"""What the fields of a feature hold that take no words; every other field holds "Words"."""

_numbers = count(1)


class Filled(dict[str, Any]):
    """A form in which every field is filled, and every choice is the record."""

    def get(self, key: str, default: Any = None) -> Any:
        del default
        return super().get(key, "Words")


@pytest.fixture
async def records(town: Town) -> list[str]:
    """Return the ids of all that Alice's workspace has, and of its entries."""
    await ask_for_review(town, "bob")
    await suggest(town)
    for question in ("What does it cost?", "Where does it work?"):
        await ask_question(town, question)
    await tell(town, i_want="find the notes")
    await town.alice.close()
    await set_goal(town)
    await ledger(town.alice)
    await add_item(town.alice, "Speaker model", promises=["PR-problem"])
    await town.alice.close()
    await hear(town)
    await due(town)
    await read_in_silence(town)
    await town.house.digests.tick()  # the clock was moved: no digest comes later
    await town.alice.command("/workback list", channel="general")  # what Slack said is fresh again
    await town.alice.command("/workback show WB-1", channel="general")
    ids = []
    async with town.house.services.database.engine.connect() as connection:
        for table in SQLModel.metadata.tables.values():
            if {"id", "workspace_id"} <= set(table.c.keys()) and table.name not in UNNAMED:
                some = (
                    select(table.c.id)
                    .order_by(table.c.id)
                    .limit(3 if table.name == "document" else 1)
                )
                found = (await connection.execute(some)).scalars()
                ids += [str(row) for row in found if ULID.search(str(row))]
    ids.sort(key=lambda record: not record.startswith("ini_"))
    entries = [
        f"{record}/{key}"
        for record in ids
        for owner, keys in ENTRIES.items()
        for key in keys
        if record.startswith(owner)
    ]
    return [*ids, *entries]


async def hear(town: Town) -> None:
    """Let Alice keep what a customer said."""
    said = await town.bob.say("It saves us an hour a week.", channel="teamsync")
    await town.alice.message_shortcut("Save customer feedback", said)
    assert not (await town.alice.submit()).trouble
    await town.alice.close()


async def read_in_silence(town: Town) -> None:
    """Let Alice begin a silent read."""
    await town.alice.click("See review", within=await town.card())
    await town.alice.click("Silent read")
    assert not (await town.alice.submit()).trouble


async def suggest(town: Town) -> None:
    """Let Bob suggest other words for the problem."""
    thread = town.thread(town.posts()[0])
    asked = next(message for message in thread if "PR-problem" in str(message.blocks))
    await town.bob.click("Comment", within=asked)
    await town.bob.choose("kind", "suggestion")
    await town.bob.fill(replacement="Other words.")
    assert not (await town.bob.submit()).trouble


@pytest.fixture
async def elsewhere(town: Town) -> WorkspaceId:
    """Install the app in a second workspace, where Alice is a member of a channel of that id."""
    services = town.house.services
    installed = Installation(OTHER, "Other", "U02BOT", town.slack.bot_token)
    await services.workspaces.install(installed, keep_token=False)
    async with services.database.transaction(OTHER, town.clock.now()) as tx:
        person = Person(id=ALICE, name="Alice", time_zone="Europe/Berlin")
        await people.remember_person(tx, person)
        await people.remember_channel(tx, Channel(id=TEAMSYNC, name="teamsync"))
        await people.remember_membership(tx, ALICE, [TEAMSYNC])
    return OTHER


def fields_of_metadata(record: str, home: str) -> dict[str, Any]:
    """Return what every modal's metadata needs, about this record of the initiative `home`."""
    found: dict[str, Any] = {}
    for kind in subclasses(Metadata):
        for name, field in kind.model_fields.items():
            optional = type(None) in get_args(field.annotation)
            if field.annotation is int or found.get(name) == "1":
                found[name] = "1"  # read as a number and as a word
            elif field.annotation is str or (optional and name in _NAMED):
                found[name] = record
            elif field.is_required() and get_origin(field.annotation) is tuple:
                found.setdefault(name, [record])
    given = {"initiative": home, "key": "C-1", "section": None, "channel": None, "shown": "all"}
    return found | given


_NAMED = ("initiative", "document", "review", "comment", "goal", "check_in")


def subclasses(kind: type[Metadata]) -> Iterator[type[Metadata]]:
    for child in kind.__subclasses__():
        yield child
        yield from subclasses(child)


def visits(town: Town, address: str, record: str, home: str) -> Iterator[Visit]:
    """Yield acts about a record: named by the button, by the modal, or chosen in a field."""
    owner = record.partition("/")[0]
    feature = address.rpartition(" ")[2].partition(".")[0]
    ways: list[tuple[str, str | None]] = [(record, None)]
    if "/" not in record:
        ways += [("1", None), (record, record)]
    for named, chosen in ways:
        view = ViewSeen.model_construct(
            id=f"V{next(_numbers)}",
            surface="modal",
            private_metadata=json.dumps(fields_of_metadata(owner, home)),
            blocks=(),
            values=Filled(ANSWERED.get(feature, {}), initiative=home),
            frame={},
        )
        yield Visit(
            town.house.services,
            town.house.services.clients.answering(town.slack.bot_token),
            workspace_id=OTHER,
            person_id=ALICE,
            now=town.clock.now(),
            channel_id=None,
            record=named,
            chosen=chosen,
            view=view,
        )


async def outcome(handler: Handler, visit: Visit) -> str:
    """Return what came of an act, with all ids left out."""
    try:
        told = repr(await handler(visit))
    except Refusal as refusal:
        told = f"{refusal.sentence} {refusal.field}"
    except Exception as fault:  # noqa: BLE001  (whatever it is, both must be alike)
        told = type(fault).__name__
    return ULID.sub("ID", told)


def pairs(town: Town, address: str, records: list[str]) -> Iterator[tuple[Visit, Visit]]:
    """Yield acts about each record, each with the same act about a record that is not."""
    ghosts = [ULID.sub(GHOST, record) for record in records]
    for record, ghost in zip(records, ghosts, strict=True):
        yield from zip(
            visits(town, address, record, records[0]),
            visits(town, address, ghost, ghosts[0]),
            strict=True,
        )


SWEPT = ("outbox", "lane", "message", "submission")
"""Tables that the delivery and the housekeeping change by themselves."""


async def everything(town: Town) -> dict[str, list[str]]:
    """Return all rows of Alice's workspace."""
    found: dict[str, list[str]] = {}
    async with town.house.services.database.engine.connect() as connection:
        for table in SQLModel.metadata.tables.values():
            if "workspace_id" in table.c and table.name not in SWEPT:
                query = select(table).where(table.c.workspace_id == OURS)
                rows = await connection.execute(query)
                found[table.name] = sorted(map(repr, rows))
    return found


on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""The conditions are the same on both; `test_tenancy.py` reads them on both."""

ABOUT_RECORDS = {
    f"{kind} {address}": handler
    for kind in ("actions", "submissions", "closings")
    for address, handler in getattr(ROUTES, kind).items()
}


@on_sqlite
async def test_a_record_of_another_workspace_is_as_if_there_were_none(
    town: Town, records: list[str], elsewhere: WorkspaceId
) -> None:
    del elsewhere
    town.house.housekeeping.stop()  # a busy machine takes longer than its first round waits
    before = await everything(town)
    assert {record[:3] for record in records} >= {"ini", "doc", "ver", "rev"}
    for address, handler in ABOUT_RECORDS.items():
        for ours, nothing in pairs(town, address, records):
            told = await outcome(handler, ours)
            assert told == await outcome(handler, nothing), (address, ours.record)
            assert address.endswith("open_example") or SECRET not in told, address
    assert await everything(town) == before


WITHOUT_RECORD = {
    "goals.connect",
    "goals.upload",
    "check_ins.ask_backups",
    "check_ins.ask_nobody",
    "check_ins.open_away",
    "check_ins.remove_away",
    "check_ins.save_away",
    "digests.here",
    "alignment.all",
    "alignment.all_page",
    "alignment.export_all",
    "alignment.here",
    "alignment.open_share",
    "alignment.principles",
    "alignment.share_all",
    "alignment.tab",
    "home.back",
    "check_ins.now",
    "documents.history_here",
    "documents.open_create",
    "documents.open_example",
    "documents.save_press_release",
    "documents.show_here",
    "experience.here",
    "exports.export_here",
    "exports.open_import",
    "faq.here",
    "feedback.here",
    "feedback.inbox_page",
    "feedback.open_inbox",
    "goals.goal_here",
    "goals.list_here",
    "help.show",
    "home.list",
    "home.list_page",
    "reviews.review_here",
    "scope.here",
    "settings.back",
    "settings.changes_page",
    "settings.open",
    "settings.open_changes",
    "settings.open_group",
    "settings.save",
}
"""What begins without one: in a channel, or by a key that was typed (see below)."""


class NotKeptError(Exception):
    """A transaction that got as far as its commit."""


@contextmanager
def nothing_kept() -> Iterator[None]:
    """Let every commit fail, so that no act changes what the next one finds."""

    def refuse(_session: Session) -> None:
        raise NotKeptError

    event.listen(Session, "before_commit", refuse)
    try:
        yield
    finally:
        event.remove(Session, "before_commit", refuse)


@on_sqlite
async def test_the_same_acts_find_the_records_at_home(town: Town, records: list[str]) -> None:
    """What the test above asks for is there to be found, or it would prove nothing."""
    blind = set()
    with nothing_kept():
        for address, handler in ABOUT_RECORDS.items():
            for ours, nothing in pairs(town, address, records):
                ours.workspace_id = nothing.workspace_id = OURS
                if await outcome(handler, ours) != await outcome(handler, nothing):
                    break
            else:
                blind.add(address.partition(" ")[2])
    # some acts need more than a filled form, such as a comment in a certain state
    left = blind - WITHOUT_RECORD
    assert len(left) <= len(ABOUT_RECORDS) // 10, sorted(left)


@on_sqlite
async def test_a_key_of_another_workspace_is_as_if_there_were_none(
    town: Town, elsewhere: WorkspaceId, records: list[str]
) -> None:
    del elsewhere, records
    for address, handler in {**ROUTES.words, **ROUTES.commands}.items():
        told = []
        for words in ("WB-1", "WB-9", ""):
            visit = next(visits(town, address, "", ""))
            visit.view, visit.words, visit.channel_id = None, words, TEAMSYNC
            told.append(await outcome(handler, visit))
        assert told[0].replace("WB-1", "WB-9") == told[1], address
        assert SECRET not in str(told), address
