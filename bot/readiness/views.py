"""Findings, as blocks."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, InteractiveElement

from bot import ids
from bot.kit import blocks as b
from bot.kit.blocks import Json, Metadata
from bot.kit.text import brief, clipped, counted, harmless
from domain.documents import Document
from domain.initiatives import Initiative
from domain.readiness import Finding, Severity

PAGE = 20
REASON = "reason"
REASON_LIMIT = 300
KEY_LIMIT = 150
"""Characters of an option's value."""


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


def in_words(findings: Sequence[Finding]) -> str:
    """Return "2 missing, 1 weak, 3 hints"."""
    count = Counter(finding.severity for finding in findings)
    facts = [
        *([f"{count[Severity.MISSING]} missing"] if count[Severity.MISSING] else []),
        *([f"{count[Severity.WEAK]} weak"] if count[Severity.WEAK] else []),
        *([counted(count[Severity.HINT], "hint")] if count[Severity.HINT] else []),
    ]
    return ", ".join(facts)


def _summary(shown: Shown) -> Block:
    which = f"version {shown.document.head} of the {shown.document.called}"
    if not shown.findings:
        return b.section(f"*No findings in {which}.* Now it needs people.")
    return b.section(
        f"*{in_words(shown.findings)}* in {which}.\n"
        "This is advice: you can ask for a review at any time."
    )


def _row(shown: Shown, finding: Finding, index: int) -> Block:
    title = harmless(finding.section or "The whole document")
    summary = f"  ·  {brief(finding.summary, 120)}" if finding.summary else ""
    times = f", {finding.times} times" if finding.times > 1 else ""
    words = (
        f"*{title}*  ·  {finding.severity.value}{summary}{times}\n"
        f"{brief(finding.why, 300)} {brief(finding.fix, 300)}"
    )
    key = shown.sections.get(finding.citation)
    if key is None or not shown.may_edit:
        return b.section(words, record=f"finding_{index}")
    label = "Write it" if finding.severity is Severity.MISSING else "Fix it"
    record = f"{shown.document.id}/{key}"
    about = f"{label}: {finding.phrase or finding.section}"
    button = b.button(label, ids.documents.OPEN_SECTION, record, about=about)
    return b.section(words, button, record=f"finding_{index}")


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
        if len(f.key) <= KEY_LIMIT
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
