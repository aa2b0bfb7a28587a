"""The digest as people see it: decisions, changes, goals from the worst on, and one chart."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block

from bot import ids
from bot.digests.forms import Reading
from bot.kit import blocks as b
from bot.kit.blocks import Json, Message
from bot.kit.marks import STAGES, STATUS_WORDS
from bot.kit.measures import status_line
from bot.kit.text import brief, clipped, counted, harmless, listed
from domain.initiatives import Initiative
from domain.people import PersonId
from domain.settings import Settings
from domain.templates import INPUT_LIMIT
from storage.digests import Edited, GoalNews, News
from storage.standings import Measured

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOST = 10
"""Lines of one kind; the others are counted."""
NAMED = 6
"""Sections of a document that are named."""

Names = Callable[[PersonId], str]


@dataclass(frozen=True)
class Digest:
    """What a digest shows."""

    initiative: Initiative
    news: News
    zone: ZoneInfo
    settings: Settings
    names: Names

    @property
    def week(self) -> str:
        """The days it tells of: "16 to 22 November"."""
        first = self.news.since.astimezone(self.zone).date()
        last = max(first, (self.news.until.astimezone(self.zone) - timedelta(days=1)).date())
        if first == last:
            return _day(first)
        start = str(first.day) if first.month == last.month else _day(first)
        return f"{start} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"


def message(shown: Digest) -> Message:
    """Return the digest for the home channel; its chart stands at `chart_at`."""
    return b.message(_sentence(shown), _blocks(shown))


def chart_at(shown: Digest) -> int:
    """Return before which block the chart stands: below the goals."""
    return len(_facts(shown))


def modal(shown: Digest) -> Json:
    """Return the digest for the person who asks, with what there is so far."""
    meta = Reading(initiative=shown.initiative.id)
    if not shown.news.is_quiet:
        blocks = _facts(shown)
    else:
        blocks = [
            b.section(
                f"*Nothing changed in {harmless(shown.initiative.name)} lately.* Decisions, new "
                "versions and what happens to goals will stand here."
            )
        ]
    return b.modal(
        "Digest",
        [*blocks, b.divider(), b.context(_when(shown.settings))],
        callback=ids.digests.OPEN,
        metadata=meta,
    )


def _sentence(shown: Digest) -> str:
    moved = next((news for news in shown.news.goals if news.has_moved), None)
    more = f" {_moved(moved)}." if moved is not None else ""
    return f"{shown.initiative.name}, {shown.week}: {_counts(shown.news)}.{more}"


def _moved(news: GoalNews) -> str:
    was = STATUS_WORDS[news.was].lower() if news.was else ""
    now = STATUS_WORDS[news.standing.status].lower()
    return f"{clipped(news.standing.goal.title, 80)} went from {was} to {now}"


def _counts(news: News) -> str:
    changes = len(news.edited) + bool(news.proposed) + bool(news.missed)
    told = (
        (len(news.decisions), "decision"),
        (changes, "change"),
        (len(news.goals), "goal with news"),
    )
    return listed(
        counted(number, one, "goals with news" if "goal" in one else "")
        for number, one in told
        if number
    )


def _blocks(shown: Digest) -> list[Block]:
    record, name = shown.initiative.id, clipped(shown.initiative.name, 40)
    return [
        *_facts(shown),
        b.actions(
            b.button("Read", ids.documents.READ, record, about=f"Read the press release of {name}"),
            b.button("Scope", ids.scope.OPEN_LEDGER, record, about=f"Scope of {name}"),
            b.button("Goals", ids.goals.OPEN_LIST, record, about=f"Goals of {name}"),
        ),
        b.context(_when(shown.settings)),
    ]


def _when(settings: Settings) -> str:
    if settings.digest_day is None:
        return "The digest is off in this workspace. Admins turn it on in /workback settings."
    return (
        f"Comes on {DAYS[settings.digest_day]}s at {settings.digest_hour}:00 in the owner's zone, "
        "and only when something has changed. Admins move or stop it in /workback settings."
    )


def _facts(shown: Digest) -> list[Block]:
    initiative, news = shown.initiative, shown.news
    stage = STAGES[initiative.stage]
    blocks: list[Block] = [
        b.header(f"{clipped(initiative.name, 100)}, {shown.week}"),
        b.context(f"{initiative.key}  ·  {stage}  ·  {_counts(news)}"),
    ]
    kinds = (
        ("Decided", [_decision(d.what, d.why, shown.names(d.person_id)) for d in news.decisions]),
        ("Changed", list(_changes(shown))),
    )
    for title, lines in kinds:
        if lines:
            blocks += [b.section(words) for words in _lists(title, lines)]
    if news.goals:
        blocks.append(b.section("*Goals*"))
        blocks += [b.section(_goal(goal, news)) for goal in news.goals[:MOST]]
        if len(news.goals) > MOST:
            blocks.append(b.context(f"And {len(news.goals) - MOST} more."))
    return blocks


def _lists(title: str, lines: Sequence[str]) -> Iterator[str]:
    """Return a list under its title, in as many texts as it takes."""
    rows = [f"•  {line}" for line in lines[:MOST]]
    if len(lines) > MOST:
        rows.append(f"And {len(lines) - MOST} more.")
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


def _changes(shown: Digest) -> Iterator[str]:
    for edited in shown.news.edited:
        yield _edit(edited, shown.names)
    if shown.news.proposed:
        yield f"{counted(shown.news.proposed, 'scope item')} added"
    if shown.news.missed:
        yield f"{counted(shown.news.missed, 'check-in')} without an answer"


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


def _goal(news: GoalNews, week: News) -> str:
    """Return a goal with what its values were, are, and should have been."""
    standing = news.standing
    was = f", was {STATUS_WORDS[news.was]}" if news.was and news.has_moved else ""
    lines = [f"{status_line(standing.status, standing.goal.title)}{was}"]
    for measured in standing.measured[:3]:
        lines += _values(measured, news, week)
    return "\n".join(lines)


def _values(measured: Measured, news: GoalNews, week: News) -> Iterator[str]:
    kpi, last = measured.kpi, measured.last
    if last is None:
        return
    before = news.before.get(kpi.id)
    start = f"{kpi.shown(before.value)} → " if before and before.value != last.value else ""
    planned = kpi.plan.planned(week.until.date())
    plan = f"; the plan was {kpi.shown(planned)}" if planned is not None else ""
    yield harmless(f"{clipped(kpi.name, 80)}: {start}{kpi.shown(last.value)}{plan}")
