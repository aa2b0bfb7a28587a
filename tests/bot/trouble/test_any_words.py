"""Whatever a person can type comes out as it went in, and becomes no mention, link or format."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlmodel import col, func, select

from bot.kit.forms import cleaned
from domain.people import WorkspaceId
from domain.templates import is_blank
from playground.things import Json, Message
from storage import documents
from storage.tables import DocumentRow, VersionRow
from tests.bot.conftest import Town

TRAPS = (
    "<!channel>",
    "<!here|here>",
    "<@U0TYPED>",
    "<#C0TYPED|typed>",
    "<!subteam^S0TYPED>",
    "<https://typed.example|pay here>",
    "<mailto:typed@example.org>",
)
"""What Slack would read as a mention or a link if it stood in a text of ours."""

PIECES = (
    *TRAPS,
    "&lt;!channel&gt;",
    ":tada:",
    "*bold* _italic_ ~struck~ `code` ```block```",
    "> quoted\n- item\n• item\n1. item",
    "\x00",
    "\ud800",
    "\udc00 alone",
    "\r\n",
    "\n\n\n",
    "\u202eright to left\u202c",
    "שלום عالم",
    "\u200b\u200d\u2060\ufeff",
    "👩‍👩‍👧‍👦🏳️‍🌈👍🏽",
    "e\u0301\u0327" * 5,
    "日本語の文章。",
    "\\n {} %s ${x} </script>",
    "\t \u00a0 \u3000 \u2028",
)

WORDS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=40)), max_size=12).map("".join)


def of_length(shortest: int, longest: int) -> st.SearchStrategy[str]:
    """Return texts that are stretched to a length between two bounds."""

    def stretched(words: str, length: int) -> str:
        words = words or "words "
        return (words * (length // len(words) + 1))[:length]

    return st.builds(stretched, WORDS, st.integers(shortest, longest))


SHORT = WORDS.map(lambda words: words[:140])
LONG = st.one_of(WORDS, of_length(2_400, 3_000), st.just("x" * 3_000), st.just("🙂" * 3_000))
HEADLINES = WORDS.map(lambda words: f"H {words}"[:300])


def kept(words: str) -> str:
    """Return what is kept of typed words: all that can be typed."""
    return "" if is_blank(cleaned(words)) else cleaned(words)


def bare(words: str) -> str:
    """Return words without white space and without the dashes that are shown as bullets."""
    lines = (re.sub(r"^[-•*] +(?=\S)", "", line) for line in words.split("\n"))
    return "".join("".join(line.split()) for line in lines)


def objects(content: Any) -> Iterator[Json]:
    """Yield all objects within blocks."""
    if isinstance(content, list):
        for part in content:
            yield from objects(part)
    elif isinstance(content, dict):
        yield content
        yield from objects(list(content.values()))


def is_harmless(blocks: list[Json], text: str = "") -> bool:
    """Say whether nothing that was typed is a mention, a link, a format or an emoji."""
    for each in objects(blocks):
        kind, words = each.get("type"), str(each.get("text"))
        if kind == "plain_text" and each.get("emoji") is not False:
            return False
        if kind == "mrkdwn" and any(trap in words for trap in (*TRAPS, ":tada:", "*bold*")):
            return False
        if kind in ("link", "broadcast", "usergroup", "emoji", "user", "channel"):
            return False
    return not any(trap in text for trap in TRAPS)


class Walk:
    """One press release on its way, checked at every step."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.alice = town.alice

    async def begin(self) -> None:
        """Begin with an empty channel, when all that others had to say is said."""
        self.town.clock.move(timedelta(minutes=1))  # so that no rate is used up
        await self.town.settled()
        self.town.slack.traffic.clear()
        self.town.slack.world.messages.clear()
        await self.command("/press-release")

    async def check(self) -> None:
        """Find everything that Slack was asked accepted, and nothing typed interpreted."""
        calls = self.town.slack.traffic.calls()
        assert [call for call in calls if call.status != 200 or not call.answer["ok"]] == []
        assert all(is_harmless(m.blocks, m.text) for m in self.town.alice.sees("teamsync"))
        assert all(is_harmless(v.blocks) for v in self.town.slack.world.stack(self.alice.id))

    async def command(self, typed: str) -> None:
        assert not (await self.alice.command(typed, channel="teamsync")).trouble
        await self.check()

    async def click(self, what: str, card: Message | None = None) -> None:
        assert not (await self.alice.click(what, within=card)).trouble
        await self.check()

    async def submit(self) -> None:
        outcome = await self.alice.submit()
        assert not outcome.trouble, outcome
        assert not self.alice.has_modal

    async def card(self, version: int) -> Message:
        """Return the card once it and the notes of all versions stand."""

        def stands() -> bool:
            cards = self.town.posts()
            shown = bool(cards) and f"version {version}, " in str(cards[0].blocks)
            return shown and len(self.town.thread(cards[0])) == version - 1

        await self.town.slack.until(stands)
        await self.check()
        return self.town.posts()[0]

    async def stored(self) -> tuple[int, dict[str, str]]:
        """Return the number and the words of the newest version."""
        database = self.town.house.services.database
        async with database.reading(WorkspaceId("T01ACME"), self.town.clock.now()) as tx:
            newest = select(DocumentRow).order_by(col(DocumentRow.id).desc()).limit(1)
            row = (await tx.session.exec(newest)).one()
            versions = select(func.count()).where(VersionRow.document_id == row.id)
            assert (await tx.session.exec(versions)).one() == row.head
            return row.head, await documents.content(tx, row.id, row.head)

    async def read(self, card: Message) -> dict[str, str]:
        """Return what all pages of the reading modal show, by section, without white space."""
        await self.click("Read", card)
        shown: dict[str, str] = {}
        self.collect(shown)
        page = 2
        while f"Show page {page}" in self.alice.modal.buttons:
            await self.click(f"Show page {page}")
            self.collect(shown)
            page += 1
        await self.alice.close()
        return shown

    def collect(self, shown: dict[str, str]) -> None:
        section = list(shown)[-1] if shown else ""
        for block in self.alice.modal.view.blocks:
            if block["type"] != "rich_text":
                continue
            runs = [each for each in objects(block["elements"]) if each.get("type") == "text"]
            if len(runs) > 1 and runs[1]["text"].startswith("  ·  PR-"):
                section = runs[1]["text"].removeprefix("  ·  PR-").partition(",")[0].strip()
                shown[section], runs = "", runs[2:]
            shown[section] += bare("\n".join(run["text"] for run in runs))


@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # each step is a walk: too slow to shrink
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    headline=HEADLINES,
    problem=LONG,
    solution=LONG,
    quote=SHORT,
    name=SHORT.map(lambda words: words[:60]),
    note=SHORT,
    more=st.lists(of_length(1, 3_000), min_size=1, max_size=3),
)
async def test_any_words_come_out_as_they_went_in(
    town: Town,
    headline: str,
    problem: str,
    solution: str,
    quote: str,
    name: str,
    note: str,
    more: list[str],
) -> None:
    walk = Walk(town)
    await walk.begin()
    typed = {"headline": headline, "problem": problem, "solution": solution, "quote_text": quote}
    await town.alice.fill(**typed, short_name=name, quote_person=quote, quote_role=name)
    await walk.submit()
    wanted = {**typed, "quote_person": quote, "quote_role": name}
    words = {key: kept(value) for key, value in wanted.items() if kept(value)}
    card = await walk.card(1)
    assert await walk.stored() == (1, words)
    await nothing_changes(walk, card)
    version = 1
    for part in more:
        words = await append(walk, card, words, part, note)
        head, found = await walk.stored()
        assert found == words
        assert head in (version, version + 1)
        version = head
        card = await walk.card(version)
    shown = await walk.read(card)
    for section in ("problem", "solution"):
        assert shown.get(section, "") == bare(words.get(section, ""))
    assert bare(words.get("quote_text", "").strip()) in shown.get("quote", "")
    await compare(walk)


async def nothing_changes(walk: Walk, card: Message) -> None:
    """Open the edit modal and save it as it is: not a sign is different."""
    await walk.click("Edit", card)
    before = await walk.stored()
    await walk.submit()
    assert await walk.stored() == before


async def append(
    walk: Walk, card: Message, words: dict[str, str], part: str, note: str
) -> dict[str, str]:
    """Write one part more into the solution, and return the words that are expected."""
    await walk.click("Edit", card)
    inputs = [key for key in walk.alice.modal.inputs if key.startswith("solution")]
    last = walk.alice.modal.inputs[inputs[-1]] or ""
    before = words.get("solution", "")
    longer = cleaned(part) if before else kept(part)
    await walk.alice.fill(**{inputs[-1]: last or part, "note": note})
    await walk.submit()
    if last or not longer:
        return words
    return {**words, "solution": f"{before}\n\n{longer}" if before else longer}


async def compare(walk: Walk) -> None:
    """Look at the history and at what changed."""
    key = walk.town.posts()[0].text.partition("(WB-")[2].partition(")")[0]
    found = re.findall(r"\(WB-(\d+)\)", walk.town.posts()[0].text)
    await walk.command(f"/workback history WB-{found[-1] if found else key}")
    if "Compare any two" in walk.alice.modal.buttons:
        await walk.click("Compare any two")
        await walk.alice.close()
    await walk.alice.close()
