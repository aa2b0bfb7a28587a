"""What a check-in says when it is due: one message for all goals of a day."""

from collections.abc import Sequence
from datetime import timedelta
from math import ceil

from slack_sdk.models.blocks import Block

from bot import ids
from bot.kit import blocks as b
from bot.kit.measures import status_line, value_line
from bot.kit.text import brief, clipped, counted, harmless
from domain.access import listed
from domain.check_ins import LATE_AFTER, Kind, lateness
from storage.asking import Ask, Item, Purpose, Said

MOST_GOALS = 15
"""Goals named one by one; the modal has all of them."""

MOST_KPIS = 5
"""KPIs named for each of them."""

MOST_CHARACTERS = 9_000
"""Of all goals that are named: Slack takes about 13,200 in a message."""

MOST_IN_A_ROW = 2_800
"""Of one goal: Slack takes 3,000 in a section."""

MINUTES_A_KPI = 0.6

SNOOZES = {"1h": "For 1 hour", "tomorrow": "Until tomorrow", "next_week": "Until next week"}
_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


def render(ask: Ask) -> Said:
    """Return an ask in words and blocks."""
    if ask.brief.purpose is Purpose.TAKE_OVER:
        return _take_over(ask)
    if ask.brief.kind is Kind.REVIEW:
        return _review(ask)
    if ask.brief.unreachable is not None:
        return _elsewhere(ask)
    rows, left = _rows(ask)
    blocks: list[Block] = [
        b.section(f"*{_title(ask)}*{_answered(ask)} {_kpis(ask)}, {_effort(ask)}.{_late(ask)}"),
        *rows,
    ]
    if left:
        blocks.append(b.context(f"and {counted(left, 'goal')} more; *Update* has them all."))
    if ask.brief.ignored and ask.brief.purpose in (Purpose.ASK, Purpose.NUDGE):
        blocks.append(_proposal(ask))
    blocks += [_buttons(ask), b.context(_footnote(ask))]
    message = b.message(_sentence(ask), blocks)
    return Said(message.text, message.blocks)


def _rows(ask: Ask) -> tuple[list[Block], int]:
    """Return a row for each goal that a message has room for, and how many are left out."""
    rows: list[Block] = []
    room = MOST_CHARACTERS
    for item in ask.items[:MOST_GOALS]:
        words = _goal(ask, item)
        room -= len(words)
        if room < 0 and rows:
            break
        rows.append(b.section(words))
    return rows, len(ask.items) - len(rows)


def _title(ask: Ask) -> str:
    number, noun = _count(ask)
    match ask.brief.purpose:
        case Purpose.BACKUP:
            return f"<@{ask.brief.owner_id}> has not answered: {number.lower()} {noun} due."
        case Purpose.HANDED:
            return (
                f"<@{ask.items[0].goal.owner_id}> asks you this time: {number.lower()} {noun} due."
            )
        case Purpose.NUDGE:
            return f"{number} {noun} still without an answer."
    return f"{number} {noun} still due." if ask.answered else f"{number} {noun} due today."


def _sentence(ask: Ask) -> str:
    """Say the same without a mention, for notifications and screen readers."""
    number, noun = _count(ask)
    titles = listed([f"“{clipped(item.goal.title, 80)}”" for item in ask.items[:3]])
    more = f" and {len(ask.items) - 3} more" if len(ask.items) > 3 else ""  # noqa: PLR2004
    match ask.brief.purpose:
        case Purpose.BACKUP:
            return f"The owner has not answered: {number.lower()} {noun} due: {titles}{more}."
        case Purpose.HANDED:
            return f"You are asked this time: {number.lower()} {noun} due: {titles}{more}."
    return f"{_title(ask)} {_kpis(ask)} in all: {titles}{more}."


def _count(ask: Ask) -> tuple[str, str]:
    count = len(ask.items)
    number = _NUMBERS[count] if count < len(_NUMBERS) else str(count)
    return number, "goal is" if count == 1 else "goals are"


def _answered(ask: Ask) -> str:
    if not ask.answered:
        return ""
    total = ask.answered + len(ask.items)
    return f" {ask.answered} of {total} {'is' if ask.answered == 1 else 'are'} answered."


def _kpis(ask: Ask) -> str:
    return counted(sum(len(item.standing.measured) for item in ask.items), "KPI")


def _effort(ask: Ask) -> str:
    """Say what is left to do: values that came by themselves are only confirmed."""
    measured = [one for item in ask.items for one in item.standing.measured]
    fresh, total = sum(bool(one.fresh) for one in measured), len(measured)
    if not fresh:
        minutes = max(1, ceil(total * MINUTES_A_KPI))
        number = _NUMBERS[minutes] if minutes < len(_NUMBERS) else str(minutes)
        return "about a minute" if minutes == 1 else f"about {number.lower()} minutes"
    if fresh == total:
        return "whose values are in: confirm them, and say what moved them"
    return f"{counted(fresh, 'value')} of them in already: confirm, and add the others"


def _proposal(ask: Ask) -> Block:
    """Propose a pause: three in a row had no answer."""
    record = ask.items[0].occurrence.id
    pause = b.button("Pause them", ids.check_ins.PAUSE, record, about="Pause them, all of these")
    words = "*Three check-ins in a row had no answer.* Does nobody need these numbers now?"
    return b.section(words, pause)


def _late(ask: Ask) -> str:
    late = timedelta(seconds=ask.brief.late_seconds)
    if late <= LATE_AFTER:
        return ""
    return f"\nThis comes {lateness(late)} late: Workback was not running at the hour."


def _goal(ask: Ask, item: Item) -> str:
    measured = item.standing.measured
    title = status_line(item.standing.status, item.goal.title)
    if ask.brief.purpose is Purpose.ASK and item.goal.owner_id != ask.brief.owner_id:
        title += f"  ·  for <@{item.goal.owner_id}>, who is away"
    lines = [title]
    for one in measured[:MOST_KPIS]:
        line = value_line(one)
        if sum(map(len, lines)) + len(line) > MOST_IN_A_ROW:
            break
        lines.append(line)
    if len(measured) >= len(lines):
        lines.append(f"and {counted(len(measured) - len(lines) + 1, 'KPI')} more")
    return "\n".join(lines)


def _buttons(ask: Ask) -> Block:
    record = ask.items[0].occurrence.id
    options = [b.option(label, value) for value, label in SNOOZES.items()]
    about = f"Update {_kpis(ask)} of {counted(len(ask.items), 'goal')}"
    return b.actions(
        b.button("Update", ids.check_ins.OPEN, record, about=about, primary=True),
        b.select(ids.check_ins.SNOOZE, "Snooze", options),
        b.button("Skip", ids.check_ins.OPEN_SKIP, record, about="Skip, with a reason"),
        b.button(
            "Hand over", ids.check_ins.OPEN_HAND_OVER, record, about="Hand over this check-in"
        ),
        b.menu(
            ids.check_ins.OPEN_MORE,
            {ids.check_ins.WHY: "Why did I get this?", ids.check_ins.PAUSE: "Pause these goals"},
        ),
        record=record,
    )


def _footnote(ask: Ask) -> str:
    names = list(dict.fromkeys(harmless(item.initiative_name) for item in ask.items))
    where = f"in {listed(names[:5])}"
    if ask.brief.purpose is Purpose.BACKUP:
        return f"You are the backup, or you own the initiative, {where}. Only the values are asked."
    if ask.brief.purpose is Purpose.HANDED:
        return f"Handed to you this time, {where}. The goals keep their owner."
    stale = "Without an answer they soon show as stale, never as green."
    if all(item.goal.owner_id != ask.brief.owner_id for item in ask.items):
        return f"You stand in, {where}. {stale}"
    return f"Yours, {where}. {stale} Pause them in the ⋯ menu."


def _titles(items: Sequence[Item]) -> str:
    """Name the goals in a plain sentence."""
    return listed([f"“{clipped(item.goal.title, 60)}”" for item in items[:5]])


def _safe_titles(items: Sequence[Item]) -> str:
    """Name the goals in formatted text."""
    return listed([f"“{brief(item.goal.title, 60)}”" for item in items[:5]])


_WHY_HERE = "This stands here because Slack lets me send you no message."


def _elsewhere(ask: Ask) -> Said:
    """Say it in the goal's channel, and why: Slack lets nobody message this person."""
    item = ask.items[0]
    verb = "is" if len(ask.items) == 1 else "are"
    rest = f"{verb} due. {_WHY_HERE}"
    text = f"<@{ask.brief.owner_id}>, {_safe_titles(ask.items)} {rest}"
    about = b.button("Update", ids.check_ins.OPEN, item.occurrence.id, about="Update the values")
    sentence = f"{_titles(ask.items)} {rest}"
    message = b.message(sentence, [b.section(text), b.actions(about)])
    return Said(message.text, message.blocks)


def _take_over(ask: Ask) -> Said:
    verb = "has" if len(ask.items) == 1 else "have"
    rest = f"{verb} no owner any more"
    sentence = f"{_titles(ask.items)} {rest}."
    title = f"*{_safe_titles(ask.items)} {rest}: <@{ask.brief.owner_id}> has left Slack.*"
    rows = [
        b.section(
            f"*{harmless(item.goal.title)}*",
            b.button("Take it over", ids.check_ins.TAKE_OVER, item.goal.id, about="Take it over"),
        )
        for item in ask.items[:MOST_GOALS]
    ]
    message = b.message(sentence, [b.section(f"{title} Who answers for it now?"), *rows])
    return Said(message.text, message.blocks)


def _review(ask: Ask) -> Said:
    """Ask once a quarter whether a goal is still worth it."""
    sentence = f"A quarter has passed: keep, adjust or retire {_titles(ask.items)}?"
    title = f"*A quarter has passed: keep, adjust or retire {_safe_titles(ask.items)}?*"
    if ask.brief.unreachable is not None:
        title = f"<@{ask.brief.owner_id}>, {_WHY_HERE[0].lower()}{_WHY_HERE[1:]}\n{title}"
    blocks: list[Block] = [b.section(f"{title}{_late(ask)}")]
    for item in ask.items[:MOST_GOALS]:
        blocks.append(b.section(_goal(ask, item)))
        blocks.append(
            b.actions(
                b.button("Keep", ids.check_ins.KEEP, item.occurrence.id, about="Keep it as it is"),
                b.button("Adjust", ids.goals.SEE, item.goal.id, about="Adjust target or owner"),
                b.button("Retire…", ids.goals.OPEN_RETIRE, item.goal.id, about="Retire it"),
                record=item.goal.id,
            )
        )
    message = b.message(sentence, blocks)
    return Said(message.text, message.blocks)
