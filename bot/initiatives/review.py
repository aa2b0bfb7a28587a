"""A review as one message: what is asked, what was said, what is missing."""

from datetime import UTC, date, datetime, time

from slack_sdk.models.blocks import Block, InteractiveElement

from bot import ids
from bot.kit import blocks as b
from bot.kit.blocks import Message
from bot.kit.marks import VERDICTS
from bot.kit.text import brief, counted, dated, harmless, listed
from domain.documents import Document
from domain.initiatives import Initiative
from domain.reviews import Bar, Progress, ReviewState, Standing, VerdictKind

ROOM = 2_700
"""Characters for the reviewers: a section block holds 3,000."""

FOOTNOTE = (
    "The sections stand in the thread, one message each. A verdict counts for the exact words of "
    "each section. Who wrote the text cannot approve it; their comments count."
)


def place(review_id: str) -> str:
    """Return the name under which the request's message is remembered."""
    return f"review:{review_id}"


def about(initiative: Initiative) -> str:
    """Say what the message is, for whoever has to mend its delivery."""
    return f"the review of {initiative.name}"


def status(progress: Progress) -> str:
    """Return the honest status: "2 of 3 approvals  ·  1 hold  ·  1 section stale"."""
    facts = [f"{progress.approvals} of {counted(progress.review.needed, 'approval')}"]
    if progress.holds:
        facts.append(counted(len(progress.holds), "hold"))
    if progress.requests:
        verb = "requests" if len(progress.requests) == 1 else "request"
        facts.append(f"{len(progress.requests)} {verb} changes")
    if progress.blocking:
        facts.append(f"{progress.blocking} blocking")
    if progress.unanswered:
        facts.append(f"{progress.unanswered} unanswered")
    if progress.stale:
        facts.append(f"{counted(len(progress.stale), 'section')} stale")
    if progress.review.is_open and progress.short:
        facts.append(f"{counted(progress.short, 'more reviewer')} needed")
    if progress.is_overdue:
        facts.append("overdue")
    return "  ·  ".join(facts)


def noon(day: date) -> datetime:
    """Return a moment that is on this day in nearly every zone."""
    return datetime.combine(day, time(12), UTC)


def request(
    initiative: Initiative, document: Document, progress: Progress, *, approves: bool = True
) -> Message:
    """Return the request. It names people by mentions: each of them has something to do.

    Without `approves` it is for somebody who wrote words of the text: they read who can approve.
    """
    review = progress.review
    due = f", {dated(noon(review.due_on), '{date_pretty}', word='due')}" if review.due_on else ""
    title = f"*Please review version {review.version} of the {document.called}{due}*"
    if not review.is_open:
        title = _ended(progress, document)
    note = f"\n<@{review.asked_by}>: “{harmless(review.note)}”" if review.note else ""
    blocks: list[Block] = [
        b.section(title + note),
        b.section(f"*{status(progress)}*\n{_standings(progress)}"),
    ]
    if review.is_open:
        if not approves:
            blocks.append(b.section(_who_can(progress)))
        blocks += [_buttons(progress, document, approves=approves), b.context(FOOTNOTE)]
    else:
        takes_back = [_take_back(document, review.id)] if review.state is ReviewState.DONE else []
        blocks.append(b.actions(_read(document), *takes_back, record=review.id))
    return b.message(_sentence(initiative, document, progress), blocks)


def _sentence(initiative: Initiative, document: Document, progress: Progress) -> str:
    review = progress.review
    which = f"version {review.version} of the {document.called} of {initiative.name}"
    so_far = status(progress).replace("  ·  ", ", ")
    if review.is_open:
        return f"A review of {which} is asked for. So far: {so_far}."
    return f"The review of {which} has ended: {so_far}."


def _ended(progress: Progress, document: Document) -> str:
    review = progress.review
    if review.state is ReviewState.DONE:
        return f"*The {document.called} is approved: version {document.head}*"
    if review.state is ReviewState.OVERRIDDEN:
        return f"*<@{review.closed_by}> decided without all approvals*\n“{harmless(review.reason)}”"
    return f"*This review of version {review.version} was replaced by a newer one below*"


def _standings(progress: Progress) -> str:
    """Name reviewers one by one as far as a block holds them; the others are counted."""
    shown = [s for s in progress.standings if s.reviewer.delegated_to is None]
    lines: list[str] = []
    for standing in shown:
        line = _standing(standing)
        if sum(map(len, lines)) + len(line) > ROOM:
            lines.append(f"and {len(shown) - len(lines)} more")
            break
        lines.append(line)
    return "\n".join(lines)


def _standing(standing: Standing) -> str:
    reviewer, verdict = standing.reviewer, standing.verdict
    who = f"<@{reviewer.person_id}>"
    if reviewer.stands_in_for:
        who += f" (for <@{reviewer.stands_in_for}>)"
    must = ", needed" if reviewer.required and not standing.approves else ""
    held = verdict is not None and verdict.kind is not VerdictKind.APPROVE
    if standing.bar and not standing.approves and not held:
        return _barred(standing, who)
    if verdict is None:
        return f"–  {who} has not answered yet{must}"
    mark, when = VERDICTS[verdict.kind], dated(verdict.given_at)
    match verdict.kind:
        case VerdictKind.APPROVE:
            said = f"approved version {verdict.version}"
            if standing.stale:
                changed = listed(section.title for section in standing.stale[:5])
                return f"{mark}  {who} {said}. Changed since: {brief(changed, 300)}; asked again"
            why = f": “{brief(verdict.reason)}”" if verdict.reason else ""
            return f"{mark}  {who} {said}, {when}{why}"
        case VerdictKind.REQUEST_CHANGES:
            return f"{mark}  {who} requests changes, {when}: “{brief(verdict.reason)}”"
        case VerdictKind.HOLD:
            until = ""
            if verdict.until:
                most = dated(noon(verdict.until), "{date_pretty}", word="at most until")
                until = f", {most}"
            if standing.over:
                until += "; that day is over, asked again"
            return f"{mark}  {who} holds until {brief(verdict.reason)}{until}"


def _barred(standing: Standing, who: str) -> str:
    """Say why somebody else has to approve."""
    why = "has left Slack" if standing.bar is Bar.LEFT else "wrote words of this text"
    before = ""
    if standing.verdict is not None:
        before = f", after a verdict on version {standing.verdict.version}"
    return f"–  {who} {why}{before}: somebody else has to approve"


def _who_can(progress: Progress) -> str:
    able = [s.reviewer.person_id for s in progress.standings if s.may_approve]
    who = listed(f"<@{person}>" for person in able[:10]) or "Another reviewer"
    return f"You wrote this version, so somebody else has to approve it. {who} can."


def _buttons(progress: Progress, document: Document, *, approves: bool) -> Block:
    review = progress.review
    version = f"version {document.head} of the {document.called}"
    approve = b.button(
        "Approve", ids.reviews.OPEN_APPROVE, review.id, about=f"Approve {version}", primary=True
    )
    return b.actions(
        *([approve] if approves else []),
        b.button(
            "Request changes",
            ids.reviews.OPEN_REQUEST_CHANGES,
            review.id,
            about=f"Request changes to {version}",
        ),
        b.button(
            "Hold",
            ids.reviews.OPEN_HOLD,
            review.id,
            about=f"Hold {version} and say what it waits for",
        ),
        _read(document),
        b.menu(
            ids.reviews.OPEN_MORE,
            {
                ids.reviews.OPEN_DELEGATE: "Delegate my verdict",
                ids.reviews.REVOKE: "Revoke my verdict",
                ids.reviews.SNOOZE: "Remind me tomorrow",
                ids.reviews.MUTE: "Stop reminding me",
                ids.reviews.OPEN_OVERRIDE: "Decide anyway…",
            },
        ),
        record=review.id,
    )


def _read(document: Document) -> InteractiveElement:
    about = f"Read the {document.called} as it is now"
    return b.button("Read", ids.documents.READ, document.id, about=about)


def _take_back(document: Document, review_id: str) -> InteractiveElement:
    """Return the button of who approved and learns better; the review is open again then."""
    about = f"Revoke your verdict on the {document.called}"
    return b.button("Revoke my verdict", ids.reviews.REVOKE, review_id, about=about)
