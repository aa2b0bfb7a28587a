"""The modal that takes documents out."""

from collections.abc import Mapping

from slack_sdk.models.blocks import CheckboxesElement, Option

from bot import ids
from bot.exports import forms
from bot.exports.making import FORMATS, Format
from bot.kit import blocks as b
from bot.kit import inputs
from bot.kit.blocks import Json
from bot.kit.text import dated, harmless
from domain.documents import Version
from domain.initiatives import Initiative
from domain.templates import TEMPLATES, DocumentKind


def called(kind: DocumentKind) -> str:
    """Return a kind within a sentence: "press release", "FAQ"."""
    return TEMPLATES[kind].called


def export_form(
    initiative: Initiative, documents: Mapping[DocumentKind, tuple[str, Version]]
) -> Json:
    """Return the modal; `documents` are those that were written, with their newest versions."""
    options = [
        b.option(f"{title}, version {version.number}", kind)
        for kind, (title, version) in documents.items()
    ]
    newest = max(version.saved_at for _, version in documents.values())
    log = [b.option("Add the decision log: who decided what, when and why", "yes")]
    return b.modal(
        "Export",
        [
            b.section(f"*{harmless(initiative.name)}*  ·  {initiative.key}"),
            b.field(forms.DOCUMENTS, "Documents", _boxes(options, options), optional=False),
            inputs.one_of(
                forms.FORMAT,
                "As",
                [inputs.described(f.label, key, f.says) for key, f in FORMATS.items()],
                "word",
            ),
            b.field(forms.LOG, "Decisions", _boxes(log, [])),
            inputs.one_of(
                forms.PLACE,
                "Send it to",
                [
                    inputs.described(
                        "Me", forms.TO_ME, "In our conversation; nobody else sees it."
                    ),
                    inputs.described(
                        "The card's thread",
                        forms.TO_THREAD,
                        "For everybody in the initiative's channel.",
                    ),
                ],
                forms.TO_ME,
            ),
            b.context(
                f"Last saved {dated(newest)}. The file holds these versions, also if somebody "
                "saves meanwhile."
            ),
        ],
        callback=ids.exports.SEND,
        metadata=forms.Exporting(initiative=initiative.id),
        submit="Export",
        close="Cancel",
    )


def _boxes(options: list[Option], chosen: list[Option]) -> CheckboxesElement:
    return CheckboxesElement(action_id="value", options=options, initial_options=chosen or None)


def on_its_way(initiative: Initiative, kind: Format, *, to_thread: bool) -> Json:
    """Say that the file is being made, and where it will be."""
    place = "the card's thread" if to_thread else "our conversation, under Messages in my app"
    made = f"*{harmless(initiative.name)} is being written as {kind.label}.*"
    words = f"{made}\nIt comes to {place} in a moment."
    return b.modal("Export", [b.section(words)], callback="exports.on_its_way", close="Close")
