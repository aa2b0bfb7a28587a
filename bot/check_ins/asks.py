"""What a check-in says when it is due: one message for all goals of a day."""

from collections.abc import Sequence
from datetime import timedelta

from slack_sdk.models.blocks import Block

from bot import ids
from bot.kit import blocks as b
from bot.kit.measures import status_line, value_line
from bot.kit.text import brief, clipped, counted, harmless
from domain.access import listed
from domain.check_ins import LATE_AFTER, Kind, lateness
from domain.status import Moment, judge, judge_goal
from storage.asking import Ask, Item, Purpose, Said
from storage.standings import Measured

MOST_GOALS = 15
"""Goals named one by one; the modal has all of them."""

SNOOZES = {"1h": "For 1 hour", "tomorrow": "Until tomorrow", "next_week": "Until next week"}
_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


def render(ask: Ask) -> Said:
    """Return an ask in words and blocks."""
    if ask.brief.unreachable is not None:
        return _elsewhere(ask)
    if ask.brief.purpose is Purpose.TAKE_OVER:
        return _take_over(ask)
    if ask.brief.kind is Kind.REVIEW:
        return _review(ask)
    sentence = f"{_title(ask)} {_kpis(ask)} in all."
    blocks: list[Block] = [
        b.section(f"*{_title(ask)}* {_kpis(ask)}, {_effort(ask)}.{_late(ask)}"),
        *(b.section(_goal(ask, item)) for item in ask.items[:MOST_GOALS]),
    ]
    if len(ask.items) > MOST_GOALS:
        blocks.append(b.context(f"and {len(ask.items) - MOST_GOALS} more; *Update* has them all."))
    blocks += [_buttons(ask), b.context(_footnote(ask))]
    message = b.message(sentence, blocks)
    return Said(message.text, message.blocks)


def _title(ask: Ask) -> str:
    count = len(ask.items)
    number = _NUMBERS[count] if count < len(_NUMBERS) else str(count)
    noun = "goal is" if count == 1 else "goals are"
    if ask.brief.purpose is Purpose.BACKUP:
        return f"<@{ask.brief.owner_id}> has not answered: {number.lower()} {noun} due."
    if ask.brief.purpose is Purpose.NUDGE:
        return f"{number} {noun} still without an answer."
    return f"{number} {noun} due today."


def _kpis(ask: Ask) -> str:
    return counted(sum(len(item.kpis) for item in ask.items), "KPI")


def _effort(ask: Ask) -> str:
    """Say what is left to do: values that came by themselves are only confirmed."""
    fresh = sum(len(item.fresh) for item in ask.items)
    if not fresh:
        return "about two minutes"
    if fresh == sum(len(item.kpis) for item in ask.items):
        return "whose values are in: confirm them, and say what moved them"
    return f"{counted(fresh, 'value')} of them in already: confirm, and add the others"


def _late(ask: Ask) -> str:
    late = timedelta(seconds=ask.brief.late_seconds)
    if late <= LATE_AFTER:
        return ""
    return f"\nThis comes {lateness(late)} late: Workback was not running at the hour."


def _goal(ask: Ask, item: Item) -> str:
    today = ask.now.date()
    measured = [
        Measured(
            kpi,
            item.points[kpi.id],
            judge(kpi, item.points[kpi.id], Moment(today)),
            item.fresh.get(kpi.id, ""),
        )
        for kpi in item.kpis
    ]
    status = judge_goal([(m.kpi, m.judgement) for m in measured]).status
    lines = [status_line(status, item.goal.title), *(value_line(m) for m in measured[:5])]
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
    if ask.brief.ignored:
        return (
            f"Yours, {where}. Three check-ins in a row had no answer: pause them in the ⋯ menu if "
            "nobody needs the numbers now."
        )
    return f"Yours, {where}. Without an answer they soon show as stale, never as green."


def _titles(items: Sequence[Item]) -> str:
    """Name the goals in a plain sentence."""
    return listed([f"“{clipped(item.goal.title, 60)}”" for item in items[:5]])


def _safe_titles(items: Sequence[Item]) -> str:
    """Name the goals in formatted text."""
    return listed([f"“{brief(item.goal.title, 60)}”" for item in items[:5]])


def _elsewhere(ask: Ask) -> Said:
    """Say it in the goal's channel, and why: Slack lets nobody message this person."""
    item = ask.items[0]
    verb = "is" if len(ask.items) == 1 else "are"
    rest = f"{verb} due. This stands here because Slack lets me send you no message."
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
