"""What answers about reviews."""

from bot import ids
from bot.kit.routes import Routes
from bot.reviews import (
    asking,
    commenting,
    delegating,
    handing_on,
    judging,
    listening,
    silence,
    suggesting,
)

_ID = ids.reviews

ROUTES = Routes(
    words={"review": asking.review_here},
    actions={
        _ID.REVIEW_HERE: asking.review_here,
        _ID.OPEN_REQUEST: asking.open_request,
        _ID.SEE: judging.see,
        _ID.OPEN_APPROVE: judging.open_approve,
        _ID.OPEN_REQUEST_CHANGES: judging.open_request_changes,
        _ID.OPEN_HOLD: judging.open_hold,
        _ID.OPEN_DELEGATE: delegating.open_delegate,
        _ID.REVOKE: judging.revoke,
        _ID.SNOOZE: judging.snooze,
        _ID.MUTE: judging.mute,
        _ID.OPEN_OVERRIDE: judging.open_override,
        _ID.DECISIONS: judging.show_decisions,
        _ID.MORE_DECISIONS: judging.more_decisions,
        _ID.OPEN_COMMENT: commenting.open_comment,
        _ID.CHOOSE_KIND: commenting.choose_kind,
        _ID.OPEN_ANSWER: commenting.open_answer,
        _ID.OPEN_READ: silence.open_start,
        _ID.OPEN_DONE_READING: silence.open_done,
        _ID.OPEN_DECIDE: silence.open_decide,
        _ID.OPEN_HAND_ON: handing_on.open_hand_on,
        _ID.SETTLE: commenting.settle,
        _ID.REOPEN: commenting.reopen,
        _ID.ACCEPT_SUGGESTION: suggesting.accept_suggestion,
        _ID.OPEN_EDIT_SUGGESTION: suggesting.open_edit_suggestion,
        _ID.OPEN_DECLINE: suggesting.open_decline,
    },
    submissions={
        _ID.REQUEST: asking.request,
        _ID.GIVE: judging.give,
        _ID.DELEGATE: delegating.delegate,
        _ID.OVERRIDE: judging.override,
        _ID.COMMENT: commenting.comment,
        _ID.ANSWER: commenting.answer,
        _ID.START_READ: silence.start,
        _ID.DONE_READING: silence.done,
        _ID.DECIDE: silence.decide,
        _ID.HAND_ON: handing_on.hand_on,
        _ID.DECLINE: suggesting.decline,
        _ID.SAVE_SUGGESTION: suggesting.save_suggestion,
    },
    shortcuts={_ID.FILE_MESSAGE: commenting.file_message},
    events={"message": listening.hear},
    worth={"message": listening.concerns},
)
