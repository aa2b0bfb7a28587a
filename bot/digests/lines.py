"""What a digest says of one initiative: decisions, changes, and goals from the worst on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot.kit import blocks as b
from bot.kit.marks import STAGES, STATUS_WORDS
from bot.kit.measures import status_line
from bot.kit.text import brief, clipped, counted, harmless, listed
from domain.initiatives import Initiative
from domain.people import PersonId
from domain.status import level_in_words
from domain.templates import INPUT_LIMIT
from storage.digests import Edited, News
from storage.goal_news import GoalNews
from storage.standings import Measured

NAMED = 6
"""Sections of a document, or goals in a sentence, that are named."""

Names = Callable[[PersonId], str]


@dataclass(frozen=True)
class Room:
    """How much is told before the rest is only counted."""

    lines: int = 10
    """Of decisions and of changes, each."""
    goals: int = 10
    measures: int = 3
    """KPIs of one goal."""


ALONE, SHARED = Room(), Room(lines=4, goals=3, measures=1)
"""For one initiative, and for each of several in one message."""


@dataclass(frozen=True)
class Part:
    """What is told of one initiative."""

    initiative: Initiative
    news: News
    names: Names
    chart: str = ""
    """What its chart shows, in words; empty where there is none."""

    @property
    def severity(self) -> int:
        """How bad its worst goal with news is."""
        return max((news.standing.status.severity for news in self.news.goals), default=-1)

    @property
    def counts(self) -> str:
        """Return "2 decisions, 3 changes and 1 goal with news"."""
        news = self.news
        changes = len(news.edited) + bool(news.proposed) + bool(news.silent)
        told = (
            counted(len(news.decisions), "decision"),
            counted(changes, "change"),
            counted(len(news.goals), "goal with news", "goals with news"),
        )
        return listed(words for words in told if not words.startswith("0 "))

    @property
    def moved(self) -> str:
        """Return what moved the furthest, as a sentence; empty if nothing did."""
        news = next((news for news in self.news.goals if news.has_moved), None)
        if news is None or news.was is None:
            return ""
        was, now = STATUS_WORDS[news.was].lower(), STATUS_WORDS[news.standing.status].lower()
        return f" {clipped(news.standing.goal.title, 80)} went from {was} to {now}."


def facts(part: Part) -> Block:
    """Return the initiative's key and stage, and how much there is."""
    initiative = part.initiative
    return b.context(f"{initiative.key}  ·  {STAGES[initiative.stage]}  ·  {part.counts}")


def told(part: Part, room: Room = ALONE) -> list[Block]:
    """Return what was decided, what changed, and the goals."""
    news = part.news
    kinds = (
        ("Decided", [_decision(d.what, d.why, part.names(d.person_id)) for d in news.decisions]),
        ("Changed", list(_changes(part))),
    )
    blocks: list[Block] = []
    for title, lines in kinds:
        if lines:
            blocks += [b.section(words) for words in _lists(title, lines, room.lines)]
    if news.goals:
        blocks.append(b.section("*Goals*"))
        blocks += [b.section(_goal(goal, news, room)) for goal in news.goals[: room.goals]]
        if len(news.goals) > room.goals:
            blocks.append(b.context(f"And {len(news.goals) - room.goals} more."))
    return blocks


def _lists(title: str, lines: Sequence[str], most: int) -> Iterator[str]:
    """Return a list under its title, in as many texts as it takes."""
    rows = [f"•  {line}" for line in lines[:most]]
    if len(lines) > most:
        rows.append(f"And {len(lines) - most} more.")
    text = f"*{title}*"
    for row in rows:
        if len(text) + len(row) >= INPUT_LIMIT:
            yield text
            text = row
        else:
            text = f"{text}\n{row}"
    yield text


def _decision(what: str, why: str, who: str) -> str:
    reason = f": {brief(why, 100)}" if why else ""
    return f"{brief(who, 40)} {brief(what, 120)}{reason}"


def _changes(part: Part) -> Iterator[str]:
    news = part.news
    for edited in news.edited:
        yield _edit(edited, part.names)
    if news.proposed:
        yield f"{counted(news.proposed, 'scope item')} added"
    if news.silent:
        number = sum(count for _, count in news.silent)
        titles = [f"“{brief(title, 60)}”" for title, _ in news.silent[:NAMED]]
        more = f" and {len(news.silent) - NAMED} more" if len(news.silent) > NAMED else ""
        yield f"{counted(number, 'check-in')} without an answer: {listed(titles)}{more}"


def _edit(edited: Edited, names: Names) -> str:
    template, versions = edited.document.template, edited.versions
    keys = dict.fromkeys(key for version in versions for key in version.changed)
    sections = [template.section_of(key).citation for key in keys]
    some = listed(sections[:NAMED]) if sections else "no words"
    more = f" and {len(sections) - NAMED} more" if len(sections) > NAMED else ""
    people = dict.fromkeys(names(version.saved_by) for version in versions)
    who = listed(brief(name, 40) for name in list(people)[:3])
    to = f"version {versions[-1].number}"
    what = "begun" if versions[0].number == 1 else "changed"
    return f"{template.title} {what}, now {to}, by {who}: {some}{more}"


def _goal(news: GoalNews, week: News, room: Room) -> str:
    """Return a goal with what its values were, are, and should have been."""
    standing = news.standing
    was = f", was {STATUS_WORDS[news.was]}" if news.was and news.has_moved else ""
    lines = [f"{status_line(standing.status, standing.goal.title)}{was}"]
    for measured in standing.measured[: room.measures]:
        lines += _values(measured, news, week)
    return "\n".join(lines)


def _values(measured: Measured, news: GoalNews, week: News) -> Iterator[str]:
    kpi, last = measured.kpi, measured.last
    if last is None:
        return
    before = news.before.get(kpi.id)
    start = f"{kpi.shown(before.value)} → " if before and before.value != last.value else ""
    planned = kpi.plan.planned(week.until.date())
    if kpi.kind.is_level:
        plan = f"; promised: {level_in_words(kpi)}"
    else:
        plan = f"; the plan was {kpi.shown(planned)}" if planned is not None else ""
    yield harmless(f"{clipped(kpi.name, 80)}: {start}{kpi.shown(last.value)}{plan}")
