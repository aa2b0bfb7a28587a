"""How a goal's status is computed, with its own numbers, and why its targets moved."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from itertools import pairwise

from slack_sdk.models.blocks import Block

from bot import ids
from bot.kit import blocks as b
from bot.kit.blocks import Json
from bot.kit.text import counted, dated, harmless
from domain.charts import changed
from domain.kpis import Kpi, TargetVersion
from domain.status import rules_in_words
from storage.standings import Standing

MOST_CHANGES = 40
"""Changed targets that are shown, the newest of all KPIs; earlier ones are counted."""


def modal(standing: Standing, targets: Sequence[tuple[Kpi, Sequence[TargetVersion]]]) -> Json:
    """Return the rules, then what they make of each KPI, then what was promised before."""
    rules = "\n".join(_led(line) for line in rules_in_words(standing.thresholds))
    blocks: list[Block] = [b.section(rules), b.divider()]
    for measured in standing.measured:
        why = harmless(measured.judgement.why)
        blocks.append(b.section(f"*{harmless(measured.kpi.name)}*\n{why}"))
    steps = [
        (kpi, before, after) for kpi, versions in targets for before, after in pairwise(versions)
    ]
    steps.sort(key=lambda step: step[2].made_at)
    blocks += [b.context(_step(*step)) for step in steps[-MOST_CHANGES:]]
    if len(steps) > MOST_CHANGES:
        rest = counted(len(steps) - MOST_CHANGES, "earlier change")
        blocks.append(b.context(f"And {rest} of what was promised."))
    return b.modal("How it is computed", blocks, callback=ids.goals.FORMULA)


def _led(line: str) -> str:
    """Set what a line is about in bold."""
    about, colon, rest = line.partition(":")
    return f"*{about}:*{rest}" if colon else line


def _step(kpi: Kpi, before: TargetVersion, after: TargetVersion) -> str:
    change = changed(kpi, before, after)
    what = change.in_words
    if change.what == "target":
        what = f"target {kpi.shown(before.plan.target)} → {kpi.shown(after.plan.target)}"
    day = dated(datetime.combine(after.effective, time(12), UTC), "{date_short}")
    why = f": “{harmless(after.reason)}”" if after.reason else ""
    return f"{harmless(kpi.name)}, {day}: {harmless(what)}, <@{after.author_id}>{why}"
