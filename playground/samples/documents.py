"""Views of documents: the form, the card, its notes, reading, history, conflicts."""

from collections.abc import Iterator

from bot.documents.views import form, history, read
from bot.initiatives import card, conflict, note
from bot.kit.blocks import Message
from domain import own_sections
from domain.diff import section_changes
from domain.documents import Draft
from domain.initiatives import Stage
from domain.merge import merge
from domain.people import Channel
from domain.templates import PRESS_RELEASE, DocumentKind
from playground.gallery import Sample
from playground.samples import made
from playground.samples.texts import Texts


def samples(texts: Texts) -> Iterator[Sample]:
    """Return the views of documents."""
    for name, view in _modals(texts).items():
        yield Sample("documents", f"{name}, {texts.kind}", "modal", view)
    for name, message in _messages(texts).items():
        payload = {"text": message.text, "blocks": message.blocks}
        yield Sample("documents", f"{name}, {texts.kind}", "thread", payload)


def _modals(texts: Texts) -> dict[str, dict[str, object]]:
    initiative, document, content = made.initiative(texts), made.document(), made.release(texts)
    channel = Channel(id=made.TEAM, name="teamsync", private=False, bot_is_member=False)
    draft = Draft(
        id="dra_1",
        document_id=document.id,
        person_id=made.OWNER,
        base=3,
        content=content,
        saved_at=made.NOW,
    )
    own = [own_sections.as_section(f"OWN-{n}", texts.line[:75], texts.line[:150]) for n in (1, 2)]
    usual, shape = form.Shape(PRESS_RELEASE), form.Shape(PRESS_RELEASE, own)
    editing = form.Editing(initiative, document, content, shape)
    changes = section_changes(PRESS_RELEASE, {**content, "problem": "Before."}, content)
    page = read.Page(
        initiative,
        document,
        made.version(texts=texts),
        content,
        [made.OWNER, made.OTHER],
        new=PRESS_RELEASE.sections[2:4],
        read_before=3,
        may_edit=True,
        documents={document.id: "Press release", "doc_faq": "FAQ, 22 questions"},
        across=made.across(texts),
    )
    versions = [made.version(number, texts) for number in range(20, 0, -1)]
    shown = history.History(initiative, made.document(head=20), versions, made.name, may_edit=True)
    faq = made.questions(texts)
    return {
        "new": form.create_form(shape, form.Start(channel, {"headline": texts.line})),
        "new, anywhere": form.create_form(usual, form.Start(None)),
        "edit": form.edit_form(editing),
        "edit a draft": form.edit_form(
            form.Editing(initiative, document, content, shape, "problem", draft)
        ),
        "read": read.read_modal(page),
        "read the FAQ": read.read_modal(
            read.Page(initiative, made.document(DocumentKind.FAQ), made.version(), faq, [])
        ),
        "read the stories": read.read_modal(
            read.Page(
                initiative,
                made.document(DocumentKind.EXPERIENCE),
                made.version(),
                made.stories(texts),
                [],
                pictures={"US-1": [made.mock_up(texts, number) for number in range(1, 4)]},
            )
        ),
        "history": history.history_modal(shown),
        "compare": history.compare_modal(
            history.Comparison(document, made.version(3), made.version(4), changes, made.name)
        ),
        "restore": history.confirm_restore(initiative, document, made.version(2), made.name),
        "archive": history.confirm_archive(initiative),
        "conflict": conflict.conflict_modal(_clash(texts)),
    }


def _clash(texts: Texts) -> conflict.Clash:
    base = made.release(texts)
    merged = merge(
        PRESS_RELEASE,
        base,
        {**base, "problem": f"Theirs. {texts.text}"},
        {**base, "problem": f"Mine. {texts.text}", "headline": "Mine alone"},
    )
    chosen = {"problem": "both"}
    return conflict.Clash(
        made.document(),
        merged,
        3,
        4,
        made.OTHER,
        "Bob",
        chosen=chosen,  # type: ignore[arg-type]
    )


def _messages(texts: Texts) -> dict[str, Message]:
    content, version = made.release(texts), made.version(texts=texts)
    others = {DocumentKind.FAQ: made.questions(texts), DocumentKind.EXPERIENCE: made.stories(texts)}
    before = {**content, "problem": "Before.", "headline": "Before"}
    changes = section_changes(PRESS_RELEASE, before, content)

    def drawn(stage: Stage, words: dict[str, str]) -> Message:
        review = made.progress(texts) if stage in (Stage.IN_REVIEW, Stage.APPROVED) else None
        initiative = made.initiative(texts, stage)
        return card.card(card.Card(initiative, PRESS_RELEASE, version, words, others, review))

    return {
        "card, first words": drawn(Stage.DRAFT, {"headline": texts.line}),
        **{f"card, {stage.value}": drawn(stage, content) for stage in Stage},
        "note": note.note(
            note.Note(made.initiative(texts), made.document(), version, changes, made.name)
        ),
        "note, stories stranded": note.note(
            note.Note(
                made.initiative(texts),
                made.document(),
                version,
                changes,
                made.name,
                stranded={"PR-problem": [f"US-{n}" for n in range(1, texts.many + 1)]},
            )
        ),
        "note, numbers open again": note.note(
            note.Note(
                made.initiative(texts),
                made.document(),
                version,
                changes,
                made.name,
                opened=[n.promised for n in made.numbers(texts, made.kpi(texts, "goal_1"))],
            )
        ),
    }
