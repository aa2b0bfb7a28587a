"""What a document owes the others, the goals and the scope, below its words."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot import ids
from bot.kit import blocks as b
from bot.kit.findings import in_words
from bot.kit.text import brief, clipped
from domain.initiatives import Initiative
from domain.promises import kind_of
from domain.readiness import Finding

SHOWN = 5


def blocks(initiative: Initiative, found: Sequence[Finding]) -> list[Block]:
    """Return the heaviest findings, and the way to all of them."""
    if not found:
        return []
    lines = [f"•  {_where(f)}: {brief(f.summary, 120)}" for f in found[:SHOWN]]
    left = len(found) - SHOWN
    lines += [f"and {left} more"] if left > 0 else []
    words = "\n".join([f"*Across the documents: {in_words(found)}*", *lines])
    about = f"Check {clipped(initiative.name, 30)} across its documents"
    check = b.button("Check", ids.readiness.OPEN, initiative.id, about=about)
    return [b.divider(), b.section(words, check)]


def _where(finding: Finding) -> str:
    """Return where a finding stands; an item of the scope has no citation, but a title."""
    cited = kind_of(finding.citation) is not None
    return finding.citation if cited else brief(finding.section, 60)
