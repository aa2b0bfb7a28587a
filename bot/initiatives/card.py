"""The card: one message for each initiative, edited in place for ever."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from slack_sdk.models.blocks import Block, InteractiveElement

from bot import ids
from bot.initiatives import review as review_view
from bot.kit import blocks as b
from bot.kit.blocks import Message, said
from bot.kit.marks import STAGES
from bot.kit.text import clipped, counted, dated, excerpt, harmless, listed
from domain.documents import Version
from domain.faq import counts
from domain.initiatives import Initiative, Stage
from domain.reviews import Progress, ReviewState
from domain.templates import EXPERIENCE, Content, DocumentKind, Section, Template

LONGEST_QUOTE = 600
"""Characters of a quote that stands whole on the card; quotes are never cut in half."""

_SHORT_TITLES = {
    "target_customer": "Customer",
    "problem": "Problem",
    "solution": "Solution",
}


@dataclass(frozen=True)
class Card:
    """All that a card shows."""

    initiative: Initiative
    template: Template
    version: Version
    content: Content
    others: Mapping[DocumentKind, Content] = field(default_factory=dict)
    """The newest words of every document that the initiative has, by kind."""
    review: Progress | None = None
    """Where the newest review of the press release stands."""


def card(shown: Card) -> Message:
    """Return the card's message."""
    initiative, version = shown.initiative, shown.version
    headline = shown.content.get(shown.template.sections[0].key, "")
    saved = dated(version.saved_at, "{date_pretty} at {time}", word="saved")
    return b.message(
        _sentence(shown),
        [
            b.header(headline),
            b.facts(
                initiative.key,
                STAGES[initiative.stage],
                f"owner <@{initiative.owner_id}>",
                f"version {version.number}, {saved}",
            ),
            _status(shown),
            *_excerpts(shown.content),
            _buttons(shown),
        ],
    )


def _missing(shown: Card) -> tuple[Section, ...]:
    return shown.template.missing(shown.content)


def _sentence(shown: Card) -> str:
    name, missing = shown.initiative.name, _missing(shown)
    start = f"{name} ({shown.initiative.key})"
    if shown.initiative.archived_at:
        return f"{start} is archived. Its press release can still be read."
    if shown.review is not None:
        so_far = review_view.status(shown.review).replace("  ·  ", ", ")
        if initiative_is_approved(shown):
            return f"{start} is approved: version {shown.version.number}, with {so_far}."
        return f"{start} is in review: version {shown.version.number} has {so_far}."
    if not missing:
        return f"{start}: a draft press release, all six sections written."
    verb = "section is" if len(missing) == 1 else "sections are"
    return (
        f"{start}: a draft press release. {len(missing)} {verb} still missing: "
        f"{listed(section.title.lower() for section in missing)}."
    )


def _status(shown: Card) -> Block:
    if shown.initiative.archived_at:
        when = dated(shown.initiative.archived_at, "{date_pretty}", word="archived")
        return b.section(f"*Put away*, {when}. Everything can still be read and brought back.")
    if shown.review is not None:
        return _review_status(shown, shown.review)
    missing = _missing(shown)
    total = len(shown.template.elements)
    done = f"*{total - len(missing)} of {counted(total, 'section')} written.*"
    if missing:
        then = f"Still missing: {listed(section.title.lower() for section in missing)}."
    else:
        then = "Read it aloud once: would a customer care?"
    beside = _beside(shown)
    return b.section(f"{done} {then}" + (f"\n{beside}" if beside else ""))


def initiative_is_approved(shown: Card) -> bool:
    """Say whether the plan is agreed."""
    return shown.initiative.stage is Stage.APPROVED


def _review_status(shown: Card, progress: Progress) -> Block:
    review = progress.review
    words = f"*{review_view.status(progress)}*"
    if review.state is ReviewState.OVERRIDDEN:
        words += f"\n<@{review.closed_by}> decided: “{harmless(review.reason)}”"
    elif initiative_is_approved(shown):
        who = listed(f"<@{s.reviewer.person_id}>" for s in progress.standings if s.approves)
        words = f"*{review_view.status(progress)}, nothing is open.* {who} agreed on these words."
    else:
        holding = progress.holds[:1]
        for standing in holding:
            reason = harmless(standing.verdict.reason if standing.verdict else "")
            words += f"\n<@{standing.reviewer.person_id}> holds until {reason}."
        if review.due_on:
            due = dated(review_view.noon(review.due_on), "{date_pretty}", word="due")
            words += f"{' ' if holding else chr(10)}Verdicts are {due}."
    beside = _beside(shown)
    return b.section(words + (f"\n{beside}" if beside else ""))


def _beside(shown: Card) -> str:
    """Say what the FAQ and the experience hold."""
    asked, still_open = counts(shown.others.get(DocumentKind.FAQ, {}))
    stories = len(EXPERIENCE.entry_keys(shown.others.get(DocumentKind.EXPERIENCE, {})))
    return "  ·  ".join(
        [
            *([f"{counted(asked, 'question')}, {still_open} still open"] if still_open else []),
            *([f"{counted(asked, 'question')} answered"] if asked and not still_open else []),
            *([counted(stories, "user story", "user stories")] if stories else []),
        ]
    )


def _excerpts(content: Content) -> list[Block]:
    lines = [
        b.line(said(f"{title}  ", "bold"), said(excerpt(content[key])))
        for key, title in _SHORT_TITLES.items()
        if content.get(key)
    ]
    quoted = quote_of(content)
    if quoted and len(quoted) <= LONGEST_QUOTE:
        lines.append(b.quote(said(quoted)))  # type: ignore[arg-type]
    return [b.rich(*lines)] if lines else []


def quote_of(content: Content) -> str:
    """Return the customer quote in quotation marks with who says it, marked as illustrative."""
    words = content.get("quote_text", "").strip()
    if not words:
        return ""
    if not words.startswith(("“", '"', "„", "«", "‘", "'")):
        words = f"“{words}”"
    who = listed(w for key in ("quote_person", "quote_role") if (w := content.get(key, "")))
    return f"{words}\n{who} (illustrative)" if who else f"{words}\n(illustrative)"


def _buttons(shown: Card) -> Block:
    initiative = shown.initiative
    name, record = clipped(initiative.name, 40), initiative.id
    read = b.button("Read", ids.documents.READ, record, about=f"Read the press release of {name}")
    if initiative.archived_at:
        back = b.button("Bring back", ids.documents.BRING_BACK, record, about=f"Bring back {name}")
        history = b.button(
            "History", ids.documents.OPEN_HISTORY, record, about=f"History of {name}"
        )
        return b.actions(read, history, back, record=record)
    edit = b.button(
        "Edit",
        ids.documents.OPEN_EDIT,
        record,
        about=f"Edit the press release of {name}",
        primary=bool(_missing(shown)),
    )
    faq = b.button("FAQ", ids.faq.OPEN_LIST, record, about=f"FAQ of {name}")
    experience = b.button(
        "Experience",
        ids.experience.OPEN_LIST,
        record,
        about=f"Experience: user stories and mock-ups of {name}",
    )
    more = b.menu(ids.documents.OPEN_MORE, _menu())
    return b.actions(read, edit, faq, experience, *_next_step(shown), more, record=record)


def _next_step(shown: Card) -> list[InteractiveElement]:
    """Return the button that the stage leads to."""
    name, record = clipped(shown.initiative.name, 40), shown.initiative.id
    if shown.initiative.stage is Stage.DRAFT:
        return [
            b.button(
                "Ask for review",
                ids.reviews.OPEN_REQUEST,
                record,
                about=f"Ask for review of {name}",
                primary=not _missing(shown),
            )
        ]
    if shown.initiative.stage is Stage.APPROVED:
        about = f"Set a goal for {name}"
        return [b.button("Set a goal", ids.goals.OPEN_CREATE, record, about=about, primary=True)]
    if shown.review is not None:
        about = f"See review of {name}"
        return [b.button("See review", ids.reviews.SEE, shown.review.review.id, about=about)]
    return []


def _menu() -> dict[str, str]:
    return {
        ids.goals.OPEN_LIST: "Goals",
        ids.scope.OPEN_LEDGER: "Scope",
        ids.documents.OPEN_HISTORY: "History",
        ids.exports.OPEN_EXPORT: "Export",
        ids.documents.CONFIRM_ARCHIVE: "Archive…",
    }
