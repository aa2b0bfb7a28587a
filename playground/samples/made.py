"""Initiatives, documents, reviews and goals, made of sample texts."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from domain.check_ins import Kind, Occurrence
from domain.comments import Comment, CommentKind
from domain.documents import Document, Version
from domain.experience import MockUp
from domain.faq import Asked
from domain.goals import Goal, GoalStage
from domain.initiatives import Initiative, Stage
from domain.kpis import Kpi, KpiKind, Plan, Point, Reading, TargetVersion
from domain.people import ChannelId, PersonId, WorkspaceId
from domain.promised_numbers import Number, NumberDecision, State, numbers_in
from domain.readiness import Asker, Citing, Finding, Question, plan_findings
from domain.readiness import Plan as Owed
from domain.reviews import Progress, Review, Reviewer, Standing, Verdict, VerdictKind
from domain.status import GoalJudgement, Moment, judge, judge_goal
from domain.templates import TEMPLATES, DocumentKind
from playground.cast import ALICE, BOB
from playground.samples.texts import Texts
from storage import standings

NOW = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)
OWNER, OTHER = PersonId(ALICE), PersonId(BOB)
TEAM = ChannelId("C01TEAMSYNC")


def name(person_id: PersonId) -> str:
    """Return a person's name."""
    return {OWNER: "Alice", OTHER: "Bob"}.get(person_id, "Dana")


def initiative(texts: Texts, stage: Stage = Stage.DRAFT, number: int = 12) -> Initiative:
    """Return an initiative."""
    return Initiative(
        id=f"ini_{number}",
        workspace_id=WorkspaceId("T01ACME"),
        number=number,
        name=texts.name,
        owner_id=OWNER,
        authors=(OTHER,),
        channel_id=TEAM,
        created_at=NOW,
        archived_at=NOW if stage is Stage.ARCHIVED else None,
        reached=Stage.DRAFT if stage is Stage.ARCHIVED else stage,
    )


def document(kind: DocumentKind = DocumentKind.PRESS_RELEASE, head: int = 4) -> Document:
    """Return a document."""
    return Document(id=f"doc_{kind}", initiative_id="ini_12", kind=kind, head=head)


def version(number: int = 4, texts: Texts | None = None) -> Version:
    """Return a version; with texts it has a note."""
    return Version(
        id=f"ver_{number}",
        document_id="doc_1",
        number=number,
        saved_by=OWNER if number % 2 else OTHER,
        saved_at=NOW - timedelta(days=10 - min(number, 10)),
        changed=("problem", "get_started"),
        note=texts.line if texts else "",
    )


def release(texts: Texts) -> dict[str, str]:
    """Return the words of a press release."""
    template = TEMPLATES[DocumentKind.PRESS_RELEASE]
    return {
        field.key: texts.line[: field.limit] if field.limit else texts.text
        for field in template.fields()
    }


def questions(texts: Texts) -> dict[str, str]:
    """Return the words of an FAQ: every third question is open."""
    words: dict[str, str] = {}
    for number in range(1, texts.many + 1):
        key = f"{'C' if number % 2 else 'S'}-{number}"
        words[f"{key}.question"] = texts.line
        if number % 3:
            words[f"{key}.answer"] = texts.text
    return words


def asked(key: str) -> Asked:
    """Return who answers a question."""
    return Asked(
        document_id="doc_faq",
        key=key,
        owner_id=OTHER,
        due_on=date(2026, 11, 27),
        asked_by=OWNER,
        asked_at=NOW,
        channel_id=TEAM,
    )


def stories(texts: Texts) -> dict[str, str]:
    """Return the words of a customer experience."""
    words: dict[str, str] = {}
    for number in range(1, texts.many + 1):
        fields = {"as_a": texts.line[:150], "i_want": texts.line, "acceptance": texts.text}
        words |= {f"US-{number}.{field}": value for field, value in fields.items()}
        words[f"US-{number}.serves"] = "PR-problem FAQ-C-1"
    return words


def mock_up(texts: Texts, number: int = 1) -> MockUp:
    """Return a picture of a story."""
    return MockUp(
        id=f"moc_{number}",
        document_id="doc_experience",
        key="US-1",
        file_id="F0123",
        name="notes.png",
        alt_text=texts.line,
        added_by=OWNER,
        added_at=NOW,
    )


def progress(texts: Texts) -> Progress:
    """Return a review with an approval, a hold, and somebody who has not answered."""
    review = Review(
        id="rev_7",
        initiative_id="ini_12",
        document_id="doc_1",
        version=4,
        asked_by=OWNER,
        asked_at=NOW,
        due_on=date(2026, 11, 26),
        note=texts.line,
        needed=3,
    )
    kinds = (VerdictKind.APPROVE, VerdictKind.HOLD, VerdictKind.REQUEST_CHANGES, None)
    standings_ = [
        Standing(
            Reviewer(review_id="rev_7", person_id=PersonId(f"U{index:02}"), required=index == 0),
            verdict(kind, index, texts) if kind else None,
            (),
        )
        for index, kind in enumerate(kinds * max(1, texts.many // 4))
    ]
    return Progress(review, tuple(standings_), unanswered=2, blocking=1, today=NOW.date())


def verdict(kind: VerdictKind, index: int, texts: Texts) -> Verdict:
    """Return a verdict with its reason."""
    return Verdict(
        id=f"vdt_{index}",
        review_id="rev_7",
        person_id=PersonId(f"U{index:02}"),
        kind=kind,
        version=4,
        hashes={},
        reason=texts.line,
        until=date(2026, 11, 30),
        given_at=NOW,
    )


def comment(texts: Texts, kind: CommentKind) -> Comment:
    """Return a comment on the problem."""
    return Comment(
        id="com_1",
        initiative_id="ini_12",
        document_id="doc_1",
        review_id="rev_7",
        section="problem",
        version=4,
        about=texts.text,
        kind=kind,
        words=texts.line,
        replacement=f"{texts.text} And better." if kind is CommentKind.SUGGESTION else None,
        raised_by=OTHER,
        raised_at=NOW,
    )


def goal(texts: Texts, number: int = 1) -> Goal:
    """Return an active goal."""
    return Goal(
        id=f"goal_{number}",
        workspace_id=WorkspaceId("T01ACME"),
        initiative_id="ini_12",
        title=texts.line[:150],
        promises=("PR-problem", "PR-solution"),
        owner_id=OWNER,
        backup_id=OTHER,
        priority=number,
        principles=("Customer Obsession",),
        starts=date(2026, 9, 7),
        due=date(2027, 3, 1),
        stage=GoalStage.ACTIVE,
        created_by=OWNER,
        created_at=NOW,
    )


def kpi(texts: Texts, goal_id: str, number: int = 1) -> Kpi:
    """Return a KPI that shall fall from 30 to 5."""
    return Kpi(
        id=f"kpi_{goal_id}_{number}",
        goal_id=goal_id,
        name=texts.line[:80],
        kind=KpiKind.DECREASE,
        unit="minutes",
        decimals=1,
        plan=Plan(
            baseline=Decimal(30),
            target=Decimal(5),
            starts=date(2026, 9, 7),
            due=date(2027, 3, 1),
        ),
    )


def targets(texts: Texts, of: Kpi) -> list[TargetVersion]:
    """Return a plan that changed again and again, each time with a reason."""
    return [
        TargetVersion(
            id=f"tgt_{number}",
            kpi_id=of.id,
            number=number,
            effective=NOW.date() - timedelta(days=7 * (texts.many - number)),
            plan=of.plan.model_copy(update={"target": Decimal(1 + number % 9)}),
            author_id=OWNER,
            reason=texts.line if number else "",
            made_at=NOW - timedelta(days=7 * (texts.many - number)),
        )
        for number in range(texts.many + 1)
    ]


def points(texts: Texts) -> list[Point]:
    """Return weekly values that fall."""
    values = (30, 27, 26, 24, 25, 22, 20, 19, 19, 17, 16)[: max(1, texts.many)]
    return [
        Point(at=NOW - timedelta(weeks=len(values) - index), value=Decimal(value))
        for index, value in enumerate(values)
    ]


def reading(one: Kpi) -> Reading:
    """Return a value that came by itself."""
    return Reading(
        id="red_1",
        kpi_id=one.id,
        value=Decimal("16.5"),
        at=NOW,
        source="BigQuery",
        source_key="week 9",
        recorded_at=NOW,
    )


def standing(texts: Texts, number: int = 1) -> standings.Standing:
    """Return a goal as it stands."""
    own = goal(texts, number)
    measured = [
        standings.Measured(one, values, judge(one, values, Moment(NOW.date(), 0.7)))
        for index in range(2)
        for one, values in [(kpi(texts, own.id, index), points(texts))]
    ]
    judgement: GoalJudgement = judge_goal([(m.kpi, m.judgement) for m in measured])
    return standings.Standing(own, measured, judgement, occurrence(own.id), None, None)


def occurrence(goal_id: str) -> Occurrence:
    """Return a check-in that waits."""
    return Occurrence(
        id=f"chk_{goal_id}",
        goal_id=goal_id,
        kind=Kind.CHECK_IN,
        asked_id=OWNER,
        local_date=NOW.date(),
        due_at=NOW,
        bundle="check_in:today",
        confidence=0.7,
    )


def across(texts: Texts) -> list[Finding]:
    """Return findings across documents: numbers, stories, work and an answer."""
    citing = [
        *(Citing(f"US-{n}", texts.line) for n in range(1, texts.many + 1)),
        Citing("item_1", texts.line[:150], ("PR-gone", "its goal")),
    ]
    words = {"problem": f"{texts.line} It takes 30 minutes. Nobody has the time for that."}
    answer = "You can export everything to an accounting system of your own."
    asked = Question("FAQ-C-4", Asker.CUSTOMER, texts.line, answer)
    return plan_findings(Owed(words, citing=citing, questions=[asked]))


def numbers(texts: Texts, kpi: Kpi) -> tuple[Number, ...]:
    """Return numbers of a press release in every state."""
    lines = range(1, max(texts.many, 7))
    words = "\n".join(f"{texts.line} {line} teams." for line in lines)
    states = tuple(State)
    return tuple(
        replace(
            number,
            state=state,
            kpi=kpi if state in (State.LINKED, State.PROPOSED, State.CHANGED) else None,
            decision=_decision(texts, number, state),
        )
        for at, number in enumerate(numbers_in({"problem": words}, [], {}))
        for state in [states[at % len(states)]]
    )


def _decision(texts: Texts, number: Number, state: State) -> NumberDecision | None:
    if state in (State.OPEN, State.PROPOSED):
        return None
    return NumberDecision(
        key=number.promised.key,
        citation=number.promised.citation,
        phrase=number.promised.phrase,
        sentences=number.promised.sentences,
        kpi_id=None if state is State.WAIVED else "kpi_1",
        reason=texts.line if state is State.WAIVED else "",
        by=OTHER,
        at=NOW,
    )
