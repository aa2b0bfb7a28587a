"""What the goal's thread hears of an answer, and of a correction."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from slack_sdk.models.blocks import Block

from bot import ids
from bot.kit import blocks as b
from bot.kit.blocks import Message, said
from bot.kit.marks import STATUS_WORDS
from bot.kit.measures import status_line, three_judgements
from bot.kit.text import clipped, dated, harmless
from domain.kpis import Kpi
from domain.numbers import plain_number, rounded
from domain.status import level_in_words
from storage.standings import Measured, Standing


@dataclass(frozen=True)
class Answered:
    """What the thread hears of an answer."""

    standing: Standing
    """After the answer."""
    before: Mapping[str, Decimal]
    """The last values before it, by KPI."""
    who: str
    note: str = ""
    late: bool = False
    """It came after the grace, or after the check-in was missed."""
    corrects: bool = False
    """Values were put right; nobody checked in."""

    @property
    def deed(self) -> str:
        """What the person did."""
        if self.corrects:
            return "corrected a value"
        return "checked in late" if self.late else "checked in"


def summary(shown: Answered) -> Message:
    """Return the summary: what changed, and three judgements side by side."""
    standing, goal = shown.standing, shown.standing.goal
    lines = [_changed(measured, shown.before) for measured in standing.measured]
    title = f"{status_line(standing.status, goal.title)}\n{harmless(shown.who)} {shown.deed}."
    blocks: list[Block] = [
        b.section(title),
        *([b.section("\n".join(f"•  {line}" for line in lines))] if lines else []),
    ]
    if shown.note:
        blocks.append(b.rich(b.quote(said(shown.note))))
    owner = "The last check-in" if shown.corrects else shown.who
    columns = three_judgements(standing, owner, with_reason=False)
    schedule = standing.schedule
    if schedule is not None and schedule.next_due_at is not None:
        at = dated(schedule.next_due_at, "{date_pretty} at {time}")
        columns.append(f"*Next check-in*\n{at}")
    blocks += [b.fields(*columns), _buttons(standing)]
    return b.message(_in_words(shown), blocks)


def _buttons(standing: Standing) -> Block:
    goal, word = standing.goal, STATUS_WORDS[standing.status]
    formula = b.button(
        "Show the formula",
        ids.goals.FORMULA,
        goal.id,
        about=f"Show the formula behind {word}",
    )
    correct = b.button(
        "Correct a value",
        ids.check_ins.OPEN_CORRECT,
        goal.id,
        about="Correct a value of this goal; the old one is kept",
    )
    return b.actions(formula, correct)


def _changed(measured: Measured, before: Mapping[str, Decimal]) -> str:
    kpi, last = measured.kpi, measured.last
    name = harmless(clipped(kpi.name, 100))
    if last is None:
        return f"{name}: no value yet"
    old = before.get(kpi.id)
    now = f"*{harmless(kpi.shown(last.value))}*"
    value = now if old is None or old == last.value else f"{plain_number(old)} → {now}"
    planned = kpi.plan.planned(last.at.date())
    facts = [] if planned is None or kpi.kind.is_level else [f"planned {_short(kpi, planned)}"]
    goal = level_in_words(kpi) if kpi.kind.is_level else f"target {_short(kpi, kpi.plan.target)}"
    return f"{name}: {value}, {', '.join([*facts, harmless(goal)])}"


def _short(kpi: Kpi, value: Decimal) -> str:
    return plain_number(rounded(value, kpi.decimals))


def _in_words(shown: Answered) -> str:
    """Say in one sentence who said what, what changed, and how it stands: for notifications."""
    standing = shown.standing
    told = [
        _moved(m.kpi, m.last.value, shown.before.get(m.kpi.id)) for m in standing.measured if m.last
    ]
    title = clipped(standing.goal.title, 100)
    changed = f": {', '.join(told[:5])}" if told else ""
    status = STATUS_WORDS[standing.status]
    return f"{shown.who} {shown.deed} on “{title}”{changed}. {status}."


def _moved(kpi: Kpi, now: Decimal, before: Decimal | None) -> str:
    name = clipped(kpi.name, 60)
    if before is None or before == now:
        return f"{name} {kpi.shown(now)}"
    return f"{name} from {plain_number(before)} to {kpi.shown(now)}"
