"""What waits for a person: check-ins, reviews, questions, goals that are offered to them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from domain import faq
from domain.check_ins import Occurrence
from domain.documents import Document
from domain.faq import Asked, Question
from domain.goals import Goal, GoalStage
from domain.initiatives import Initiative
from domain.people import PersonId
from domain.reviews import Review
from storage import check_ins, documents, goals, initiatives, reviews, scope_flags
from storage.database import Transaction
from storage.rows import plain
from storage.scope_flags import Pile
from storage.tables import AskedRow, DocumentRow, GoalRow


@dataclass(frozen=True)
class WaitingQuestion:
    """A question that the person is to answer."""

    initiative: Initiative
    document: Document
    question: Question
    asked: Asked


@dataclass(frozen=True)
class Waiting:
    """All that waits for a person, each group oldest first."""

    check_ins: Sequence[Occurrence]
    goals: dict[str, Goal]
    """Those the check-ins ask for."""
    reviews: Sequence[tuple[Review, Initiative]]
    questions: Sequence[WaitingQuestion]
    offers: Sequence[tuple[Goal, Initiative]]
    scope: Sequence[tuple[Pile, Initiative]] = ()
    """Items to check and to decide, one for each initiative."""

    @property
    def count(self) -> int:
        """How much it is: check-ins of one message count as one."""
        bundles = {occurrence.bundle for occurrence in self.check_ins}
        others = (self.reviews, self.questions, self.offers, self.scope)
        return len(bundles) + sum(map(len, others))


async def of(tx: Transaction, person_id: PersonId) -> Waiting:
    """Return what waits for a person, in a number of queries that does not grow with it."""
    open_ones = await check_ins.open_of(tx, person_id)
    asked_for = await goals.find_many(tx, {o.goal_id for o in open_ones})
    judged = await _reviews(tx, person_id)
    asked = await _asked(tx, person_id)
    offered = await _offered(tx, person_id)
    piles = await scope_flags.waiting_for(tx, person_id)
    ids = {review.initiative_id for review in judged} | {d.initiative_id for _, d in asked}
    ids |= {goal.initiative_id for goal in [*offered, *asked_for.values()]}
    ids |= {pile.initiative_id for pile in piles}
    homes = {
        i: home
        for i, home in (await initiatives.find_many(tx, ids)).items()
        if not home.archived_at
    }
    return Waiting(
        [o for o in open_ones if asked_for[o.goal_id].initiative_id in homes],
        asked_for,
        [
            (review, homes[review.initiative_id])
            for review in judged
            if review.initiative_id in homes
        ],
        await _questions(tx, asked, homes),
        [(goal, homes[goal.initiative_id]) for goal in offered if goal.initiative_id in homes],
        [(pile, homes[pile.initiative_id]) for pile in piles if pile.initiative_id in homes],
    )


async def _reviews(tx: Transaction, person_id: PersonId) -> list[Review]:
    """Return the reviews in which the person has given no verdict that stands."""
    waiting = await reviews.waiting_for(tx, person_id)
    given = await reviews.judged_by(tx, person_id, [review.id for review in waiting])
    return [review for review in waiting if review.id not in given]


async def _asked(tx: Transaction, person_id: PersonId) -> list[tuple[Asked, Document]]:
    mine = (col(AskedRow.workspace_id) == tx.workspace_id, col(AskedRow.owner_id) == person_id)
    asked = await plain(
        tx.session,
        AskedRow,
        lambda query: query.where(*mine).order_by(col(AskedRow.due_on), col(AskedRow.asked_at)),
    )
    ids = select(AskedRow.document_id).where(*mine)
    found = await plain(
        tx.session,
        DocumentRow,
        lambda query: query.where(
            col(DocumentRow.workspace_id) == tx.workspace_id, col(DocumentRow.id).in_(ids)
        ),
    )
    homes = {row.id: Document.model_validate(row) for row in found}
    return [(Asked.model_validate(row), homes[row.document_id]) for row in asked]


async def _questions(
    tx: Transaction, asked: Sequence[tuple[Asked, Document]], homes: dict[str, Initiative]
) -> list[WaitingQuestion]:
    fields = {f"{one.key}.{part}" for one, _ in asked for part in ("question", "answer")}
    contents = await documents.newest_contents(tx, {d.id for _, d in asked}, fields)
    found = []
    for one, document in asked:
        question = faq.question(contents[document.id], one.key)
        home = homes.get(document.initiative_id)
        if home is not None and question.question and question.is_open:
            found.append(WaitingQuestion(home, document, question, one))
    return found


async def _offered(tx: Transaction, person_id: PersonId) -> list[Goal]:
    rows = await plain(
        tx.session,
        GoalRow,
        lambda query: query.where(
            col(GoalRow.workspace_id) == tx.workspace_id,
            col(GoalRow.offered_to) == person_id,
            col(GoalRow.stage) != GoalStage.RETIRED,
        ),
    )
    return [Goal.model_validate(row) for row in rows]
