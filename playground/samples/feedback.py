"""Customer feedback."""

from collections.abc import Iterator

from bot.feedback import forms, views
from domain.feedback import Feedback
from domain.promises import Promise
from domain.templates import DocumentKind
from playground.gallery import Sample
from playground.samples import made
from playground.samples.texts import Texts


def samples(texts: Texts) -> Iterator[Sample]:
    """Return every view of feedback."""
    initiative, promise = made.initiative(texts), _promise(texts)
    found = _feedback(texts)
    written = forms.Written(found.quote, found.customer, found.place, initiative.id, found.promise)
    meta = forms.Saving(channel=made.TEAM, message_ts="1.2", written_by=made.OTHER)
    rows = [_feedback(texts, number) for number in range(min(texts.many, views.PAGE))]
    counts, promises = {promise.id: texts.many}, {promise.id: promise}
    shown = views.Shown(initiative, rows, texts.many, 1, "", counts, promises)
    inbox = [row.model_copy(update={"initiative_id": None, "promise": ""}) for row in rows]
    for name, view in {
        "form": views.form(views.Form(meta, [initiative], [promise], written)),
        "form, unfiled": views.form(views.Form(forms.Saving(), [], (), forms.Written())),
        "see": views.see_modal(views.Seen(found, initiative, promise, True, True)),  # noqa: FBT003
        "see, unfiled": views.see_modal(views.Seen(inbox[0], None, None, True, False)),  # noqa: FBT003
        "list": views.list_modal(shown),
        "list, empty": views.list_modal(views.Shown(initiative, [], 0)),
        "inbox": views.list_modal(views.Shown(None, inbox, texts.many, 1)),
        "remove": views.confirm_remove(found),
    }.items():
        yield Sample("feedback", f"{name}, {texts.kind}", "modal", view)


def _promise(texts: Texts) -> Promise:
    kind = DocumentKind.PRESS_RELEASE
    return Promise(
        "PR-solution", "PR-solution", "Press release", texts.line, texts.text, kind, must=True
    )


def _feedback(texts: Texts, number: int = 1) -> Feedback:
    return Feedback(
        id=f"fbk_{number}",
        quote=texts.text,
        customer=texts.line[:120],
        place=texts.line[:120],
        initiative_id="ini_12",
        promise="PR-solution",
        written_by=made.OTHER,
        channel_id=made.TEAM,
        message_ts=f"{number}.2",
        permalink="https://acme.slack.com/archives/C01TEAMSYNC/p1",
        saved_by=made.OWNER,
        saved_at=made.NOW,
    )
