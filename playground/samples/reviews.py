"""Views of reviews: the request, its sections, verdicts and comments."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.initiatives import comment as comment_view
from bot.initiatives import review
from bot.kit.blocks import Message
from bot.reviews import forms
from bot.reviews.views import comments, requesting, silence, verdicts
from domain.comments import CommentKind, CommentState
from domain.decisions import Decision
from domain.diff import section_changes
from domain.initiatives import Stage
from domain.people import PersonId, UserGroup
from domain.reviews import Bar, Progress, VerdictKind
from domain.silent_reads import Outcome, Reader, SilentRead
from domain.templates import PRESS_RELEASE
from playground.gallery import Sample
from playground.samples import made
from playground.samples.texts import Texts

PROBLEM = PRESS_RELEASE.section_of("problem")


def samples(texts: Texts) -> Iterator[Sample]:
    """Return the views of reviews."""
    for name, view in _modals(texts).items():
        yield Sample("reviews", f"{name}, {texts.kind}", "modal", view)
    for name, message in _messages(texts).items():
        payload = {"text": message.text, "blocks": message.blocks}
        yield Sample("reviews", f"{name}, {texts.kind}", "thread", payload)


def _modals(texts: Texts) -> dict[str, dict[str, object]]:
    initiative = made.initiative(texts, Stage.IN_REVIEW)
    document, progress = made.document(), made.progress(texts)
    comment = made.comment(texts, CommentKind.SUGGESTION)
    decisions = [
        Decision(
            id=f"dec_{number}",
            initiative_id=initiative.id,
            decided_at=made.NOW,
            person_id=made.OWNER,
            what=texts.line,
            why=texts.line,
        )
        for number in range(min(texts.many, 20))
    ]
    changes = section_changes(PRESS_RELEASE, {"problem": "Old words."}, made.release(texts))
    start = requesting.Start(
        initiative,
        document,
        PRESS_RELEASE.elements[:2],
        date(2026, 11, 26),
        [texts.line],
        groups=[
            UserGroup(id=f"S0{n}", handle=f"group-{n}", name=texts.line, members=())
            for n in range(texts.many)
        ],
        across=[texts.line],
    )
    about = comments.Start(
        document,
        forms.Commenting(review="rev_7", section="problem"),
        PROBLEM,
        PRESS_RELEASE.sections,
        texts.line,
        CommentKind.SUGGESTION,
        texts.text,
    )
    return {
        "ask for review": requesting.request_form(start),
        **{kind.value: verdicts.verdict_form("rev_7", kind, document) for kind in VerdictKind},
        **{
            f"{kind.value}, the text changed": verdicts.verdict_form(
                "rev_7",
                kind,
                document,
                verdicts.Typed(3, changes, texts.line[:500], made.NOW.date()),
            )
            for kind in VerdictKind
        },
        "see, as an author": verdicts.see(initiative, document, progress, wrote=True),
        "delegate": verdicts.delegate_form("rev_7"),
        "decide anyway": verdicts.override_form("rev_7", progress),
        "see": verdicts.see(initiative, document, progress),
        "decisions": verdicts.decisions_modal(initiative, decisions, more=bool(decisions)),
        "comment": comments.comment_form(about),
        "answer": comments.answer_form(comment),
        "silent read": silence.start_form("rev_7", document),
        "done reading": silence.done_form("sil_1"),
        "decide after a silent read": silence.decide_form("sil_1"),
        "hand on": comments.hand_on_form(comment),
        "decline": comments.decline_form(comment),
        "edit a suggestion": comments.edit_suggestion_form(comment, texts.text),
    }


def _messages(texts: Texts) -> dict[str, Message]:
    document, content = made.document(), made.release(texts)
    found = {
        "request": review.request(made.initiative(texts), document, made.progress(texts)),
        "section": requesting.section_message(document, PROBLEM, content, "rev_7"),
        "passed on": verdicts.passed_on(document, made.OWNER, texts.line[:80]),
        "request, people lost": review.request(
            made.initiative(texts), document, _people_lost(made.progress(texts))
        ),
        "handed on": comment_view.handed_on(
            comment_view.Shown(
                made.comment(texts, CommentKind.QUESTION),
                document,
                PROBLEM,
                outdated=False,
                who="Bob",
                answers=made.OWNER,
            ),
            made.OTHER,
            texts.line[:80],
        ),
        "other sections": requesting.others_message("rev_7", document, PRESS_RELEASE.sections),
    }
    found |= _silent_reads(texts)
    for kind in CommentKind:
        for state in CommentState:
            comment = made.comment(texts, kind).model_copy(
                update={"state": state, "answer": texts.line[:200]}
            )
            shown = comment_view.Shown(
                comment,
                document,
                PROBLEM,
                outdated=True,
                who="Bob",
                answers=made.OWNER,
                answered_by="Alice",
            )
            found[f"{kind.value}, {state.value}"] = comment_view.comment_message(shown)
    return found


def _people_lost(progress: Progress) -> Progress:
    """Return the review after some have left, written or let the day of their hold go by."""
    bars = (Bar.LEFT, Bar.WROTE, None)
    standings = tuple(
        replace(standing, bar=bars[index % 3], stale=(PROBLEM,), over=True)
        for index, standing in enumerate(progress.standings)
    )
    return replace(progress, standings=standings)


def _silent_reads(texts: Texts) -> dict[str, Message]:
    """Return the message of a silent read while it goes on, when it has ended, when decided."""
    read = SilentRead(
        id="sil_1",
        initiative_id="ini_12",
        review_id="rev_7",
        version=4,
        minutes=20,
        started_by=made.OWNER,
        started_at=made.NOW,
        ends_at=made.NOW,
        feelings={"5": 2, "2": 1},
    )
    ended = read.model_copy(update={"ended_at": made.NOW})
    decision = {
        "outcome": Outcome.GO,
        "conditions": texts.text[:1000],
        "dissent": texts.text[:1000],
        "decided_by": made.OWNER,
    }
    readers = [
        Reader(person_id=PersonId(f"U{n:02}"), done_at=made.NOW if n % 2 else None)
        for n in range(max(2, min(texts.many, 50)))
    ]

    def shown(read: SilentRead) -> silence.Shown:
        return silence.Shown(
            read, readers, made.document(), made.OWNER, lambda _: texts.line[:80], comments=3
        )

    return {
        "silent read, going on": silence.message(shown(read)),
        "silent read, ended": silence.message(shown(ended)),
        "silent read, few answers": silence.message(
            shown(ended.model_copy(update={"feelings": {"1": 2}}))
        ),
        "silent read, decided": silence.message(shown(ended.model_copy(update=decision))),
        "silent read, note": silence.ended_note(shown(ended)),
    }
