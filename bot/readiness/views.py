"""Findings, as blocks."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, InteractiveElement

from bot import ids
from bot.kit import blocks as b
from bot.kit.blocks import Json, Metadata
from bot.kit.findings import in_words
from bot.kit.text import brief, clipped, harmless
from domain.documents import Document
from domain.initiatives import Initiative
from domain.readiness import Finding, Severity
from domain.templates import DocumentKind

PAGE = 20
REASON = "reason"
REASON_LIMIT = 300
KEY_LIMIT = 150
"""Characters of an option's value."""

NUMBERS = "number-kpi"
"""The rule whose findings are not dismissed but decided upon: see `bot.numbers`."""
_ENTRIES = ("US-", "FAQ-")


class Dismissing(Metadata):
    """The modal that puts a finding away."""

    document: str
    key: str


@dataclass(frozen=True)
class Shown:
    """What was found in a document."""

    initiative: Initiative
    document: Document
    findings: Sequence[Finding]
    sections: dict[str, str]
    """Keys of sections by their citation."""
    may_edit: bool


def readiness_modal(shown: Shown) -> Json:
    """Return the findings, the heaviest first, each with why and what to do."""
    blocks: list[Block] = [_summary(shown)]
    for index, finding in enumerate(shown.findings[:PAGE]):
        blocks.append(_row(shown, finding, index))
    if len(shown.findings) > PAGE:
        blocks.append(b.context(f"The {PAGE} heaviest of {len(shown.findings)}."))
    blocks.append(_acts(shown))
    return b.modal("Readiness", blocks, callback=ids.readiness.OPEN)


def _summary(shown: Shown) -> Block:
    which = f"version {shown.document.head} of the {shown.document.called}"
    if not shown.findings:
        return b.section(f"*No findings in {which}.* Now it needs people.")
    across = shown.document.kind is DocumentKind.PRESS_RELEASE
    return b.section(
        f"*{in_words(shown.findings)}* in {which}{' and across the documents' if across else ''}.\n"
        "This is advice: you can ask for a review at any time."
    )


def _row(shown: Shown, finding: Finding, index: int) -> Block:
    title = harmless(finding.section or "The whole document")
    if finding.citation.startswith(_ENTRIES):
        title = f"{finding.citation}  {brief(finding.section, 80)}"
    summary = f"  ·  {brief(finding.summary, 120)}" if finding.summary else ""
    times = f", {finding.times} times" if finding.times > 1 else ""
    words = (
        f"*{title}*  ·  {finding.severity.value}{summary}{times}\n"
        f"{brief(finding.why, 300)} {brief(finding.fix, 300)}"
    )
    button = _button(shown, finding) if shown.may_edit else None
    return b.section(words, button, record=f"finding_{index}")


def _button(shown: Shown, finding: Finding) -> InteractiveElement | None:
    """Return what leads to where a finding is mended."""
    key, record = shown.sections.get(finding.citation), shown.initiative.id
    label, action = "See", ""
    if finding.rule == NUMBERS:
        label, action = "Decide", ids.numbers.OPEN
    elif key is not None:
        label = "Write it" if finding.severity is Severity.MISSING else "Fix it"
        action, record = ids.documents.OPEN_SECTION, f"{shown.document.id}/{key}"
    elif finding.citation.startswith("US-"):
        action = ids.experience.OPEN_LIST
    elif finding.citation.startswith("FAQ-"):
        action = ids.faq.OPEN_LIST
    elif finding.citation.startswith("item_"):
        action, record = ids.scope.SEE, finding.citation
    about = f"{label}: {finding.phrase or finding.section}"
    return b.button(label, action, record, about=about) if action else None


def _acts(shown: Shown) -> Block:
    elements: list[InteractiveElement] = []
    if shown.may_edit:
        about = f"Ask for review of {clipped(shown.initiative.name, 40)}"
        elements.append(
            b.button("Ask for review", ids.reviews.OPEN_REQUEST, shown.document.id, about=about)
        )
    options = [
        b.option(f"{f.section or 'Document'}: {f.summary or f.severity.value}", f.key)
        for f in shown.findings[:PAGE]
        if len(f.key) <= KEY_LIMIT and f.rule != NUMBERS
    ]
    if options and shown.may_edit:
        elements.append(b.select(ids.readiness.OPEN_DISMISS, "Dismiss a finding", options))
    about = f"Read the {shown.document.called}"
    elements.append(b.button("Read", ids.documents.READ, shown.document.id, about=about))
    return b.actions(*elements, record=shown.document.id)


def dismiss_form(document: Document, finding: Finding) -> Json:
    """Return the modal that asks why a finding does not hold."""
    return b.modal(
        "Dismiss a finding",
        [
            b.section(
                f"*{harmless(finding.section)}: {brief(finding.summary, 120)}*\n"
                "It stays away while these words stay the same."
            ),
            b.field(
                REASON,
                "Why does it not hold here?",
                b.text_input(placeholder="It is a name.", multiline=False, limit=REASON_LIMIT),
                optional=False,
            ),
        ],
        callback=ids.readiness.DISMISS,
        metadata=Dismissing(document=document.id, key=finding.key),
        submit="Dismiss",
        close="Cancel",
    )
